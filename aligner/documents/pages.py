"""The lines of printed pages: in which order they are read, which repeat on every page, where paragraphs begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from aligner.documents.blocks import Block, Kind
from aligner.text.hyphens import Joint, Vocabulary, ends_in_hyphen, joint_of
from aligner.text.lines import Line as TextLine

_EDGE: Final = 3
"""So many lines at the top and at the bottom of a page may be running headers and footers."""
_REPEATED: Final = 3
_ON_MOST_PAGES: Final = 0.4
_SAME_PLACE: Final = 6.0
_PAGE_NUMBER: Final = re.compile(
    r"[\W_]*(?:(?:page|seite|p\.|s\.)\s*)?(?:(\d{1,4})|[ivxlc]{1,7})(?:\s*(?:of|von|/)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+|\b[ivxlc]+\b")
_OTHER_SIZE: Final = 0.12
_WIDE_LEADING: Final = 1.4
_SHORT: Final = 0.75
_INDENT: Final = 0.8
_CELL: Final = 4.0
_LARGE: Final = 1.12
_GUTTER_SHARE: Final = 0.15
_FEWEST_IN_COLUMN: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column, or a cell: its text, its page (from 0), its box in points from the top left corner."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """How tall the font is."""
        return max(1.0, self.bottom - self.top)

    @property
    def shape(self) -> TextLine:
        """What the text itself tells."""
        content = self.text.strip()
        return TextLine(0, len(content), content, 0, 0)


@dataclass(frozen=True, slots=True)
class _Column:
    """The edges of a column, and how far its lines are apart."""

    left: float
    right: float
    leading: float


def blocks_of_pages(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Yield the paragraphs and headings of a document, sentences healed across lines, columns and pages."""
    bodies = _without_running_lines([sorted(page, key=lambda line: line.top) for page in pages])
    columns = [column for body in bodies for column in _columns(body)]
    lines = [line for column in columns for line in column]
    if not lines:
        return
    vocabulary = Vocabulary.of("\n".join(line.text for line in lines))
    usual = _usual_height(lines)
    for group in _paragraphs(columns):
        kind: Kind = "heading" if len(group) < 4 and group[0].height > _LARGE * usual else "text"
        yield Block(_joined(group, vocabulary), kind)


def _usual_height(lines: Sequence[Line]) -> float:
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0]


def _without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out page numbers, and headers and footers that repeat in one place."""
    seen: dict[str, list[tuple[int, float]]] = {}
    for number, page in enumerate(pages):
        for line in _edges(page):
            seen.setdefault(_pattern(line.text), []).append((number, line.top))
    offset = _numbered(pages)
    return [_body(page, number, seen, offset, len(pages)) for number, page in enumerate(pages)]


def _body(
    page: Sequence[Line], number: int, seen: dict[str, list[tuple[int, float]]], offset: int | None, pages: int
) -> list[Line]:
    """Take running lines off the top and the bottom of a page, as far as they go."""
    lines = list(page)
    usual = _usual_height(lines) if lines else 0.0
    leading = _leading(lines)
    for end in (0, -1):
        for _ in range(_EDGE):
            if not lines:
                break
            line = lines[end]
            places = seen.get(_pattern(line.text), [])
            if not _is_number(line, number, offset):
                count = len({at for at, top in places if abs(top - line.top) < _SAME_PLACE})
                apart = len(lines) == 1 or _stands_apart(line, lines[1 if end == 0 else -2], usual, leading)
                if count < min(_REPEATED, max(2, pages)) or not (apart or count >= _ON_MOST_PAGES * pages):
                    break
            lines.pop(end)
    return lines


def _stands_apart(line: Line, neighbour: Line, usual: float, leading: float) -> bool:
    return abs(line.bottom - neighbour.bottom) > 1.25 * leading or abs(line.height - usual) > 0.08 * usual


def _edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:_EDGE], *page[max(_EDGE, len(page) - _EDGE) :]]


def _pattern(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.casefold().split()))


def _numbered(pages: Sequence[Sequence[Line]]) -> int | None:
    """Return by how much the printed numbers of most pages differ from their count; None where they have none."""
    found: Counter[int] = Counter()
    for number, page in enumerate(pages):
        shown = {
            int(match[1]) - number for line in _edges(page) if (match := _PAGE_NUMBER.fullmatch(line.text)) and match[1]
        }
        found.update(shown)
    if not found:
        return None
    offset, count = found.most_common(1)[0]
    return offset if count >= min(2, len(pages)) else None


def _is_number(line: Line, page: int, offset: int | None) -> bool:
    found = _PAGE_NUMBER.fullmatch(line.text)
    if found is None:
        return False
    return found[1] is None or (offset is not None and int(found[1]) - page == offset)


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the columns of a page in reading order, each from top to bottom."""
    gutter = _gutter(lines)
    if gutter is None:
        yield sorted(lines, key=lambda line: (round(line.bottom / 3), line.left))
        return
    left: list[Line] = []
    right: list[Line] = []
    across: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        if line.left < gutter < line.right:
            for side in (left, right):
                if side:
                    yield from _columns(side)
            left, right = [], []
            across.append(line)
            continue
        if across:
            yield across
            across = []
        (left if line.right <= gutter else right).append(line)
    for side in (left, right, across):
        if side:
            yield from [side] if side is across else _columns(side)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Find where a page is divided into columns of running text: next to no line crosses that place."""
    if len(lines) < 2 * _FEWEST_IN_COLUMN:
        return None
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    width = last - first
    starts = Counter(round(line.left) for line in lines if first + 0.25 * width < line.left < first + 0.8 * width)
    for start, count in starts.most_common(4):
        if count < _FEWEST_IN_COLUMN:
            return None
        place = start - 2.0
        right = [line for line in lines if line.left >= place]
        left = [line for line in lines if line.right <= place]
        crossing = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < _FEWEST_IN_COLUMN or crossing > _GUTTER_SHARE * len(lines):
            continue
        if _is_prose(left, place - first) and _is_prose(right, last - place):
            return place
    return None


def _is_prose(lines: Sequence[Line], room: float) -> bool:
    """Tell whether most lines fill their column: those of a table do not."""
    full = sum(line.right - line.left > 0.6 * room for line in lines)
    return full >= 0.5 * len(lines)


def _paragraphs(columns: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    group: list[Line] = []
    before_right = 0.0
    for column in columns:
        left, right = min(line.left for line in column) if column else 0.0, _right_edge(column)
        leading = _leading(column)
        for at, line in enumerate(column):
            before = group[-1] if group else None
            if before is None:
                group = [line]
            elif _is_same_paragraph(group, line, _Column(left, right, leading), before_right if at == 0 else None):
                group.append(line)
            else:
                yield group
                group = [line]
        # A title across the columns fills nothing.
        before_right = right if len(column) >= _FEWEST_IN_COLUMN else float("inf")
    if group:
        yield group


def _is_same_paragraph(group: Sequence[Line], line: Line, column: _Column, right_before: float | None) -> bool:
    """Tell whether a line belongs to a paragraph; `right_before` is the edge of another column that this one is in."""
    if right_before is None:
        return not _begins(group, line, column)
    return _goes_on(group[-1], line, is_full=_is_full(group[-1], right_before, line, column.left))


def _right_edge(column: Sequence[Line]) -> float:
    edges = sorted(line.right for line in column)
    return edges[int(0.9 * (len(edges) - 1))] if edges else 0.0


def _leading(column: Sequence[Line]) -> float:
    steps = [right.bottom - left.bottom for left, right in pairwise(column) if right.bottom - left.bottom > 1]
    return median(steps) if steps else 0.0


def _is_full(before: Line, right: float, line: Line, left: float) -> bool:
    """Tell whether a line filled its column, and one at the top of the next does not begin a paragraph."""
    return before.right > right - _first_word(line) and line.left < left + _INDENT * line.height


def _first_word(line: Line) -> float:
    """Return how wide the first word of a line is, with the space before it."""
    shape = line.shape
    return (line.right - line.left) * (len(shape.first_word) + 1) / max(1, len(shape.content))


def _goes_on(before: Line, line: Line, *, is_full: bool = False) -> bool:
    """Tell whether a sentence runs on in another column or on another page."""
    if abs(before.height - line.height) > _OTHER_SIZE * before.height:
        return False
    shape = line.shape
    if before.shape.closed or shape.mark is not None:
        return False
    end = before.text.rstrip()
    return is_full or shape.lowercase or ends_in_hyphen(end) or end.endswith((",", ";"))


def _begins(group: Sequence[Line], line: Line, column: _Column) -> bool:
    """Tell whether a line begins a paragraph, standing under another of its column."""
    before, left, right, leading = group[-1], column.left, column.right, column.leading
    if abs(before.bottom - line.bottom) < 0.4 * line.height or line.left < before.left - _CELL * line.height:
        return True  # cells of one row, and the first of the next
    if abs(before.height - line.height) > _OTHER_SIZE * before.height:
        return True
    shape, earlier = line.shape, before.shape
    if leading and line.bottom - before.bottom > _WIDE_LEADING * leading:
        return not _goes_on(before, line) or before.right < right - 0.3 * (right - left)
    if shape.mark is not None and (
        earlier.closed or group[0].shape.mark is not None or before.right < right - line.height
    ):
        return True
    if line.left > before.left + _INDENT * line.height and group[0].shape.mark is None and len(group) >= 1:
        return before.left <= left + _INDENT * line.height and not (
            len(group) == 1 and not earlier.closed and shape.lowercase
        )
    if right - before.right <= _first_word(line):
        return False
    if earlier.closed:
        return True
    return before.right - left < _SHORT * (right - left) and not shape.lowercase and not ends_in_hyphen(earlier.content)


def _joined(group: Sequence[Line], vocabulary: Vocabulary) -> str:
    parts: list[str] = []
    contents = [line.text.strip() for line in group]
    for left, right in pairwise([*contents, ""]):
        joint = joint_of(left, right, vocabulary) if right else Joint.KEEP
        parts.append({Joint.SPACE: left + " ", Joint.KEEP: left, Joint.DROP: left[:-1]}[joint])
    return "".join(parts)
