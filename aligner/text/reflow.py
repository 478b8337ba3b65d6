"""Paragraphs, and the repair of text that was wrapped by hand, by a mail program or by a PDF page.

Whether a document is wrapped is told by its own lines: wrapped lines end where the next word no longer fits,
in mid-sentence; verse, lists, addresses and tables end where they please.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Literal, get_args

from aligner.errors import InputError
from aligner.text.document import PAGE_LINE, Paragraph
from aligner.text.hyphens import Joint, Vocabulary, ends_in_hyphen, joint_of
from aligner.text.lines import Line, Mark, lines_of
from aligner.text.page_breaks import page_lines, without
from aligner.text.rules.rules import words

Reflow = Literal["auto", "always", "never"]

_WIDEST = 200
# Lines set in a proportional font differ in their count of characters by about this share.
_SLACK = 0.07
# No such slack is needed where this share of those lines agrees with one width exactly.
_EXACT = 0.9
# A line longer than this share of the width was not broken at it.
_OVERLONG = 1.25
# From this share of the width on, an open line that stopped early may still be a heading in larger type.
_HEADING = 0.6
_HEADING_LINES = 3
# So few lines in mid-sentence are hardly any.
_FEW = 3
_INDENT = 2
# The least share of lines that end within a word, where this alone shows that all lines go on.
_LEAST_BROKEN = 0.15
# The least share of lines with a blank line before, where lines without one may be of one block.
_LEAST_APART = 0.25
# The least length of a line that is wrapped in a text that is not.
_LONG = 60

# Words that no heading and no paragraph ends in; separable particles (an, ein, auf) may be last.
_NEVER_LAST = words(
    "der die das den dem des eine einen einem einer eines und oder sowie zwischen von für bei im am zum",
    "zur vom beim ins dass als wenn ohne gegen the a an of and with from into their its his your our",
)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is asked of the lines of a document before they are taken for wrapped.

    The least share of lines in mid-sentence, among all that are followed by another, and the least number of them. The
    least shares among these: ending at one common width (that, or the one where there are hardly any such lines), and
    going on visibly. The length of the shortest that are looked at.
    """

    open: float = 0.1
    count: int = 1
    at_width: float = 0.6
    at_width_of_few: float = 0.8
    flowing: float = 0.25
    narrowest: int = 30


_USUAL = _Evidence()
# Of a column as narrow as this, more is asked: verse is as narrow.
_NARROW = _Evidence(count=8, at_width=0.85, flowing=0.35, narrowest=14)
# Of a text whose translation is wrapped, less is.
_EXPECTED = _Evidence(open=0.03, at_width=0.5, at_width_of_few=0.6, flowing=0.35)


@dataclass(frozen=True, slots=True)
class Wrap:
    """The column at which a document is wrapped, the slack (a share), the length of all lines that agree."""

    width: int
    slack: float
    weight: int


def paragraphs_of(text: str, reflow: str = "auto") -> tuple[Paragraph, ...]:
    """Find the paragraphs of `text`; every character but white space falls into the range of exactly one.

    `never` takes every line as a paragraph. `always` joins lines up to a blank line, list items apart. `auto`
    joins lines where the document shows that it is wrapped, and there line by line; elsewhere, the lines of a
    block that shows it for itself. Both rejoin sentences that a page break tore: the number of the page and a
    header in between stand alone, after the paragraph around them. Raises InputError for any other `reflow`.
    """
    if reflow not in get_args(Reflow):
        raise InputError(f"unknown reflow {reflow!r}: choose auto, always or never")
    if reflow == "never":
        return _paragraphs(text, lambda lines: [[line] for line in lines], heals=False)
    if reflow == "always":
        return _paragraphs(text, lambda lines: _grouped(lines, _Always(lines, _wrap_of(_pairs(lines)))))
    return _paragraphs(text, lambda lines: _repaired(lines, (_USUAL, _NARROW)))


def is_wrapped(text: str) -> bool:
    """Tell whether a text shows that it is wrapped, as a whole."""
    lines = lines_of(text)
    return any(_wrapped_at(lines, evidence) for evidence in (_USUAL, _NARROW))


def paragraphs_beside_wrapped(text: str) -> tuple[Paragraph, ...]:
    """Find the paragraphs of a text whose translation is wrapped: fewer signs are enough that it is, too."""
    return _paragraphs(text, lambda lines: _repaired(lines, (_USUAL, _NARROW, _EXPECTED)))


def _paragraphs(
    text: str, group: Callable[[list[Line]], list[list[Line]]], *, heals: bool = True
) -> tuple[Paragraph, ...]:
    lines = lines_of(text)
    between = page_lines(lines, _torn_by(_wrap_of(_pairs(lines)))) if heals else set()
    groups = group(without(lines, between) if between else lines)
    groups = sorted([*groups, *([lines[index]] for index in between)], key=lambda lines: lines[0].start)
    page_starts = {lines[index].start for index in between}
    wrapped = any(ends_in_hyphen(line.content) for group in groups for line in group[:-1])
    vocabulary = Vocabulary.of(text if wrapped else "")
    paragraphs = (_joined(group, vocabulary) for group in groups)
    return tuple(
        replace(paragraph, kind=PAGE_LINE) if paragraph.pieces[0][1] in page_starts else paragraph
        for paragraph in paragraphs
    )


def _torn_by(wrap: Wrap | None) -> Callable[[Line, Line], bool]:
    """Return the test of whether a page break tore a sentence, in a text that seems to be wrapped like that."""
    least = wrap.width * (1 - wrap.slack) if wrap else 0.0

    def is_torn(left: Line, right: Line) -> bool:
        if left.closed or not left.prose or not right.prose or right.mark is not None:
            return False
        return _flows(left, right) or (wrap is not None and _with_next_word(left, right) > least)

    return is_torn


def _repaired(lines: list[Line], evidences: Sequence[_Evidence]) -> list[list[Line]]:
    for evidence in evidences:
        if wrap := _wrapped_at(lines, evidence):
            return _grouped(lines, _Auto(lines, wrap))
    if _is_broken_in_words(lines):
        return _grouped(lines, _Always(lines, _wrap_of(_pairs(lines))))
    # Double spacing: a blank line after every line.
    if len(lines) > _FEW and all(line.gap for line in lines[1:]):
        closer = [replace(line, gap=max(0, line.gap - 1)) for line in lines]
        if wrap := _wrapped_at(closer, _USUAL):
            return _grouped(closer, _Auto(closer, wrap))
    has_blocks = sum(line.gap > 0 for line in lines) >= _LEAST_APART * len(lines)
    return _grouped(lines, _Alone(lines)) if has_blocks else [[line] for line in lines]


def _is_broken_in_words(lines: Sequence[Line]) -> bool:
    """Tell whether lines of all lengths are those of a ragged column: many of them end within a word."""
    pairs = _pairs(lines)
    broken = sum(ends_in_hyphen(left.content) and right.lowercase for left, right in pairs)
    return broken >= max(_FEW, _LEAST_BROKEN * len(pairs))


def _wrapped_at(lines: Sequence[Line], asked: _Evidence) -> Wrap | None:
    """Tell how the document is wrapped; None where it does not show what is asked."""
    pairs = _pairs(lines)
    unfinished = [(left, right) for left, right in pairs if not left.closed]
    if len(unfinished) < max(asked.count, asked.open * len(pairs)):
        return None
    wrap = _wrap_of(pairs, asked.narrowest)
    if wrap is None:
        return None
    weights = [_weight(left) for left, _ in unfinished]
    flowing = sum(_weight(left) for left, right in unfinished if _flows(left, right))
    least = asked.at_width_of_few if len(unfinished) <= _FEW else asked.at_width
    wrapped = wrap.weight >= least * sum(weights) and flowing >= max(1, asked.flowing * sum(weights))
    return wrap if wrapped else None


def _weight(line: Line) -> int:
    # Headings, addresses and verse among running text are short: counted by characters they matter little.
    return min(line.length, _WIDEST)


def _pairs(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    return [
        (left, right)
        for left, right in pairwise(lines)
        if not right.gap and left.prose and right.prose and right.mark is None
    ]


def _wrap_of(pairs: Sequence[tuple[Line, Line]], narrowest: int = _USUAL.narrowest) -> Wrap | None:
    """Find how most unfinished lines seem to be wrapped, even if the text is not."""
    ranges = [
        (left.length, _with_next_word(left, right))
        for left, right in pairs
        if not left.closed and narrowest <= left.length <= _WIDEST
    ]
    if not ranges:
        return None
    exact, rough = _wrap_at(ranges, 0.0), _wrap_at(ranges, _SLACK)
    return exact if exact.weight >= _EXACT * rough.weight else rough


def _wrap_at(ranges: Sequence[tuple[int, int]], slack: float) -> Wrap:
    """Find the width that most lines agree with: it holds the line, but not the next word too."""
    steps = [0] * (2 * _WIDEST)
    for length, with_next_word in ranges:
        steps[int(length * (1 - slack))] += length
        steps[min(len(steps) - 1, int(with_next_word * (1 + slack / 2)))] -= length
    weights = list(accumulate(steps))
    best = max(weights)
    first = weights.index(best)
    last = next(width for width in range(first, len(weights)) if weights[width] < best) - 1
    return Wrap((first + last) // 2 if slack else first, slack, best)


def _with_next_word(left: Line, right: Line) -> int:
    return left.length + 1 + len(right.first_word)


def _flows(left: Line, right: Line) -> bool:
    """Whether a sentence visibly goes on from an unfinished line into the next."""
    return right.lowercase or ends_in_hyphen(left.content) or left.last_word.lower() in _NEVER_LAST


class _Always:
    """Joins all lines of a block, list items apart."""

    def __init__(self, lines: Sequence[Line], wrap: Wrap | None) -> None:
        self._lines = lines
        self._width = wrap.width if wrap else 0
        self._least = self._width * (1 - wrap.slack) if wrap else 0.0

    def continues(self, index: int, mark: Mark | None) -> bool:
        """Whether line `index` goes on with the paragraph of the line before, which `mark` opened."""
        left, right = self._lines[index - 1], self._lines[index]
        if right.gap:
            return self._over_page(left, right)
        return not self._starts_item(left, right, mark)

    def _full(self, left: Line, right: Line) -> bool:
        """Whether the first word of `right` would not have fitted on the line `left`, too."""
        return left.length <= self._width * _OVERLONG and _with_next_word(left, right) > self._least

    def _over_page(self, left: Line, right: Line) -> bool:
        torn = left.prose and right.prose and right.mark is None and not left.closed
        return torn and self._full(left, right) and _flows(left, right)

    def _starts_item(self, left: Line, right: Line, mark: Mark | None) -> bool:
        found = right.mark
        if found is None:
            return False
        # "… am / 3. Oktober" goes on, but "1. … / 2. …" is a list even where its lines are full.
        return left.closed or not self._full(left, right) or _follows(mark, found)


class _Auto(_Always):
    """Joins the lines that a look at their ends, lengths and indents shows to be one paragraph."""

    def __init__(self, lines: Sequence[Line], wrap: Wrap) -> None:
        super().__init__(lines, wrap)
        self._title = next((n for n, line in enumerate(lines) if n and line.gap), len(lines))

    def continues(self, index: int, mark: Mark | None) -> bool:
        left, right = self._lines[index - 1], self._lines[index]
        if right.gap:
            return self._over_page(left, right)
        if not (left.prose and right.prose) or self._starts_item(left, right, mark):
            return False
        full = self._full(left, right)
        deeper = right.indent >= left.indent + _INDENT and left.mark is None
        if left.closed or deeper:
            return full and (not deeper or (right.lowercase and not left.closed))
        return full or self._stopped_early(index)

    def _stopped_early(self, index: int) -> bool:
        """Whether the sentence goes on after an unfinished line that had room for more."""
        left, right = self._lines[index - 1], self._lines[index]
        if left.length > self._width * _OVERLONG:
            return False
        wide = left.length >= self._width * _HEADING
        if not _flows(left, right):
            return wide and self._in_title(index)
        # Several such lines in a row are verse.
        return wide or not (self._broken(index - 1) or self._broken(index + 1))

    def _in_title(self, index: int) -> bool:
        title = self._lines[: self._title]
        return index < len(title) <= _HEADING_LINES and not any(line.closed for line in title)

    def _broken(self, index: int) -> bool:
        """Whether the line before `index` ended on purpose, the next standing directly under it."""
        if not 0 < index < len(self._lines) or self._lines[index].gap:
            return False
        return not self._full(self._lines[index - 1], self._lines[index])


class _Alone(_Always):
    """Joins a long line in mid-sentence with the small letter that it goes on with, in a text that is not wrapped."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(lines, None)

    def continues(self, index: int, mark: Mark | None) -> bool:
        left, right = self._lines[index - 1], self._lines[index]
        if (
            right.gap
            or not (left.prose and right.prose)
            or left.closed
            or right.mark is not None
            or left.length < _LONG
        ):
            return False
        return right.lowercase and not left.lowercase and not self._is_list(index)

    def _is_list(self, index: int) -> bool:
        """Tell whether the lines around go on in small letters for reasons of their own, as items of a list do."""
        after = self._lines[index + 1] if index + 1 < len(self._lines) else None
        return after is not None and not after.gap and after.lowercase


def _follows(mark: Mark | None, found: Mark) -> bool:
    if mark is None or mark[0] != found[0]:
        return False
    kind, sign = found
    if kind == "number":
        return int(sign) == int(mark[1]) + 1
    return ord(sign) == ord(mark[1]) + 1 if kind == "letter" else sign == mark[1]


def _grouped(lines: Sequence[Line], rule: _Always) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        if groups and rule.continues(index, groups[-1][0].mark):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _joined(group: Sequence[Line], vocabulary: Vocabulary) -> Paragraph:
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    offset = 0
    for index, line in enumerate(group):
        # A line that runs in step with the one before needs no piece of its own.
        if not pieces or pieces[-1][1] + offset - pieces[-1][0] != line.start:
            pieces.append((offset, line.start))
        part = line.content
        if index + 1 < len(group):
            joint = joint_of(part, group[index + 1].content, vocabulary)
            part = {Joint.SPACE: part + " ", Joint.KEEP: part, Joint.DROP: part[:-1]}[joint]
        parts.append(part)
        offset += len(part)
    return Paragraph("".join(parts), tuple(pieces))
