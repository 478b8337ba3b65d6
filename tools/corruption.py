"""Synthetic errors of content in parallel text, with the words that have lost their counterpart.

Phrases, clauses, words and sentences are taken out of either side, strange ones are put in or take the place of what
was there, half of a side or all of it is replaced. Links between the words of the undamaged texts tell what was missed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Final

from aligner.words.information import stop_words_of
from aligner.words.tokens import word_spans

Span = tuple[int, int]

PHRASE_WORDS: Final = (2, 2, 3, 3, 4, 5, 6, 8, 10)
SECOND_EDIT: Final = 0.2
_CLAUSE: Final = re.compile(r"[^,;:–—()]+")
_SHORT_WORD: Final = 3


@dataclass(frozen=True, slots=True)
class ParallelText:
    """Sentences that translate each other, joined by spaces: `texts` of source and target.

    `sentences` are their spans on both sides, `links` pairs of source and target word, numbered as `word_spans` does.
    """

    texts: tuple[str, str]
    languages: tuple[str, str]
    sentences: tuple[tuple[Span, Span], ...]
    links: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CorruptedText:
    """Source and target; on both sides, the spans of what has no counterpart; whether nothing has any."""

    texts: tuple[str, str]
    missing: tuple[tuple[Span, ...], tuple[Span, ...]]
    detached: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters `start` to `end` of a side (0 source, 1 target) become `text`."""

    side: int
    start: int
    end: int
    text: str = ""


def joined(pairs: Sequence[tuple[str, str]], languages: tuple[str, str]) -> ParallelText:
    """Join sentence pairs to one text without links."""
    texts, spans = ["", ""], []
    for pair in pairs:
        places = []
        for side, sentence in enumerate(pair):
            start = len(texts[side]) + bool(texts[side])
            texts[side] = f"{texts[side]} {sentence}".lstrip()
            places.append((start, start + len(sentence)))
        spans.append((places[0], places[1]))
    return ParallelText((texts[0], texts[1]), languages, tuple(spans))


def clean(text: ParallelText) -> CorruptedText:
    """Return the text as it is."""
    return CorruptedText(text.texts, ((), ()))


def detached(text: ParallelText, stranger: ParallelText, side: int) -> CorruptedText:
    """Put the text of `stranger` in the place of one side."""
    texts = (stranger.texts[0], text.texts[1]) if side == 0 else (text.texts[0], stranger.texts[1])
    return CorruptedText(texts, (((0, len(texts[0])),), ((0, len(texts[1])),)), True)


def corrupted(text: ParallelText, stranger: ParallelText, random: Random) -> CorruptedText:
    """Damage one or two places of a text. What is put in comes from `stranger`."""
    edits: list[Edit] = []
    for _ in range(1 + (random.random() < SECOND_EDIT)):
        kind = random.choices(list(_KINDS), weights=[weight for weight, _ in _KINDS.values()])[0]
        found = _KINDS[kind][1](text, stranger, random.randrange(2), random)
        if found is not None and not any(_overlap(found, other) for other in edits):
            edits.append(found)
    return edited(text, edits)


def edited(text: ParallelText, edits: Sequence[Edit]) -> CorruptedText:
    """Apply edits that do not overlap; words linked only with removed ones lose their counterpart."""
    sides = [_Edited(text.texts[side], [edit for edit in edits if edit.side == side]) for side in (0, 1)]
    missing = []
    for side in (0, 1):
        lost = _lost_words(text, side, sides[1 - side])
        spans = [(sides[side].moved(start), sides[side].moved(end - 1) + 1) for start, end in lost]
        removed = [sides[side].is_removed(start) for start, _ in lost]
        missing.append((*(span for span, gone in zip(spans, removed, strict=True) if not gone), *sides[side].inserted))
    return CorruptedText((sides[0].text, sides[1].text), (missing[0], missing[1]))


class _Edited:
    """One side after its edits."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self.edits = sorted(edits, key=lambda edit: edit.start)
        self.inserted: list[Span] = []
        parts, end, size = [], 0, 0
        for edit in self.edits:
            parts += [text[end : edit.start], edit.text]
            size += edit.start - end
            if edit.text.strip():
                self.inserted.append((size, size + len(edit.text)))
            size += len(edit.text)
            end = edit.end
        self.text = "".join(parts) + text[end:]

    def is_removed(self, place: int) -> bool:
        return any(edit.start <= place < edit.end for edit in self.edits)

    def moved(self, place: int) -> int:
        return place + sum(len(edit.text) - (edit.end - edit.start) for edit in self.edits if edit.end <= place)


def _lost_words(text: ParallelText, side: int, other: _Edited) -> list[Span]:
    """Return the words all of whose counterparts were removed, and unlinked words between two of these."""
    words = [word_spans(text.texts[0]).tolist(), word_spans(text.texts[1]).tolist()]
    state = ["" for _ in words[side]]
    for link in text.links:
        gone = other.is_removed(words[1 - side][link[1 - side]][0])
        state[link[side]] = "kept" if not gone or state[link[side]] == "kept" else "lost"
    known = [number for number, what in enumerate(state) if what]
    for left, right in pairwise(known):
        if state[left] == state[right] == "lost":
            state[left:right] = ["lost"] * (right - left)
    return [(start, end) for (start, end), what in zip(words[side], state, strict=True) if what == "lost"]


def _overlap(first: Edit, second: Edit) -> bool:
    return first.side == second.side and first.start <= second.end and second.start <= first.end


def _words(text: ParallelText, side: int) -> list[Span]:
    return [(start, end) for start, end in word_spans(text.texts[side]).tolist()]


def _phrase(text: ParallelText, side: int, random: Random, size: int) -> Span | None:
    """Return a run of words within a sentence and clause, from a function word on where one is near."""
    words = _words(text, side)
    if len(words) <= size + 1:
        return None
    stop_words = stop_words_of(text.languages[side])
    first = random.randrange(len(words) - size)
    for number in range(first, min(first + 3, len(words) - size)):
        if text.texts[side][slice(*words[number])].lower() in stop_words:
            first = number
            break
    start, end = words[first][0], words[first + size - 1][1]
    mark = re.search(r"[.!?;]\s", text.texts[side][start:end])
    return (start, start + mark.start()) if mark and mark.start() else (start, end)


def _without_space(text: str, span: Span) -> Span:
    start, end = span
    if start > 0 and text[start - 1] == " ":
        return start - 1, end
    return start, end + (end < len(text) and text[end] == " ")


def _remove(text: ParallelText, side: int, span: Span | None) -> Edit | None:
    return None if span is None else Edit(side, *_without_space(text.texts[side], span))


def _phrase_removed(text: ParallelText, _: ParallelText, side: int, random: Random) -> Edit | None:
    return _remove(text, side, _phrase(text, side, random, random.choice(PHRASE_WORDS)))


def _word_removed(text: ParallelText, _: ParallelText, side: int, random: Random) -> Edit | None:
    words, stop_words = _words(text, side), stop_words_of(text.languages[side])
    content = [
        word
        for word in words
        if word[1] - word[0] > _SHORT_WORD and text.texts[side][slice(*word)].lower() not in stop_words
    ]
    return _remove(text, side, random.choice(content)) if len(words) > _SHORT_WORD and content else None


def _clause_removed(text: ParallelText, _: ParallelText, side: int, random: Random) -> Edit | None:
    start, end = random.choice(text.sentences)[side]
    clauses = [match.span() for match in _CLAUSE.finditer(text.texts[side], start, end)]
    if len(clauses) < 2:
        return None
    chosen = random.choice(clauses)
    body = text.texts[side][slice(*chosen)].rstrip(" .!?")
    return Edit(side, chosen[0] - (chosen[0] > start), chosen[0] + len(body)) if len(body.split()) > 1 else None


def _sentence_removed(text: ParallelText, _: ParallelText, side: int, random: Random) -> Edit | None:
    return _remove(text, side, random.choice(text.sentences)[side]) if len(text.sentences) > 1 else None


def _inserted(text: ParallelText, stranger: ParallelText, side: int, random: Random) -> Edit | None:
    phrase = _phrase(stranger, side, random, random.choice(PHRASE_WORDS))
    words = _words(text, side)
    if phrase is None or not words:
        return None
    place = random.choice(words)[1]
    return Edit(side, place, place, " " + stranger.texts[side][slice(*phrase)])


def _sentence_inserted(text: ParallelText, stranger: ParallelText, side: int, random: Random) -> Edit | None:
    place = random.choice(text.sentences)[side][1]
    return Edit(side, place, place, " " + stranger.texts[side][slice(*random.choice(stranger.sentences)[side])])


def _phrase_replaced(text: ParallelText, stranger: ParallelText, side: int, random: Random) -> Edit | None:
    size = random.choice(PHRASE_WORDS)
    old, new = _phrase(text, side, random, size), _phrase(stranger, side, random, size)
    return None if old is None or new is None else Edit(side, *old, stranger.texts[side][slice(*new)])


def _half_replaced(text: ParallelText, stranger: ParallelText, side: int, random: Random) -> Edit | None:
    words, strange = _words(text, side), _words(stranger, side)
    if min(len(words), len(strange)) < 2 * _SHORT_WORD:
        return None
    middle, other = words[len(words) // 2][0], strange[len(strange) // 2][0]
    if random.random() < 1 / 2:
        return Edit(side, 0, middle, stranger.texts[side][:other].rstrip() + " ")
    return Edit(side, middle, len(text.texts[side]), stranger.texts[side][other:])


_Kind = Callable[[ParallelText, ParallelText, int, Random], Edit | None]
_KINDS: Final[dict[str, tuple[int, _Kind]]] = {
    "phrase removed": (30, _phrase_removed),
    "word removed": (24, _word_removed),
    "clause removed": (18, _clause_removed),
    "sentence removed": (8, _sentence_removed),
    "phrase inserted": (10, _inserted),
    "sentence inserted": (4, _sentence_inserted),
    "phrase replaced": (8, _phrase_replaced),
    "half replaced": (6, _half_replaced),
}
"""Relative frequency of each kind of damage, and what makes it."""
