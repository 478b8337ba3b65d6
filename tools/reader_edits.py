"""Edits of one side of a pair, and which words of both sides then lack their right counterpart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.reader_corpus import ReaderPair, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `text` in the place of the characters `start` to `end`; `missing`: what is new or gone has no counterpart.

    `marked` is the part of `text` that is wrong, all of it where None.
    """

    start: int
    end: int
    text: str
    missing: bool = False
    marked: Span | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Two texts, and by side the words that are wrong, that answer to nothing, and that nobody is sure of."""

    kind: str
    source: str
    block: str
    texts: tuple[str, str]
    wrong: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
    missing: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
    unsure: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())


Links = Sequence[tuple[int, int]]


def edited(pair: ReaderPair, side: int, edits: Sequence[Edit], links: Links, kind: str) -> Example:
    """Return the pair with the edits done on a side, and the words that they made wrong or took the counterpart of."""
    text, parts, at = pair.texts[side], [], 0
    marks: dict[bool, list[Span]] = {False: [], True: []}
    length = 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        length += edit.start - at
        first, last = edit.marked or (0, len(edit.text))
        if edit.text[first:last].strip():
            marks[edit.missing].append((length + first, length + last))
        length += len(edit.text)
        at = edit.end
    new = "".join([*parts, text[at:]])
    other, unsure = _of_other_side(pair, side, edits, links)
    texts, own = [pair.texts[0], pair.texts[1]], side
    texts[side] = new
    return Example(
        kind,
        pair.kind,
        pair.block,
        (texts[0], texts[1]),
        _by_side(own, marks[False], other[False]),
        _by_side(own, marks[True], other[True]),
        _by_side(own, [], unsure),
    )


def _of_other_side(
    pair: ReaderPair, side: int, edits: Sequence[Edit], links: Links
) -> tuple[dict[bool, list[Span]], list[Span]]:
    """Return the words of the other side that lose their counterpart, and those of which nobody knows."""
    touched: dict[int, bool] = {
        number: edit.missing
        for edit in edits
        for number, (start, end) in enumerate(pair.spans[side])
        if start < edit.end and end > edit.start
    }
    spans = pair.spans[1 - side]
    lost: dict[bool, list[Span]] = {False: [], True: []}
    linked: dict[int, list[int]] = {}
    for link in links:
        linked.setdefault(link[1 - side], []).append(link[side])
    found: set[int] = set()
    unsure: list[Span] = []
    for number, span in enumerate(spans):
        own = linked.get(number, [])
        hit = [word for word in own if word in touched]
        if hit and len(hit) == len(own):
            lost[touched[hit[0]]].append(span)
            found.update(hit)
        elif hit:
            unsure.append(span)
            found.update(hit)
    said = set(pair.content(side))
    if touched and any(word in said or len(touched) == 1 for word in touched if word not in found):
        # Some word that is gone or wrong has no link: its counterpart is among the words without one.
        unsure += [span for number, span in enumerate(spans) if number not in linked]
    return lost, unsure


def _by_side(side: int, own: Iterable[Span], other: Iterable[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    first, second = tuple(own), tuple(other)
    return (first, second) if side == 0 else (second, first)
