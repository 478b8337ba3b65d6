"""What a page break leaves between two lines of a sentence: the number of the page, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from aligner.text.lines import Line

_NUMBER: Final = re.compile(
    r"[\W_]{0,8}(?:(?:page|seite|p\.|s\.)\s{0,3})?(?:\d{1,4}|[ivxlc]{1,6})(?:\s?(?:/|of|von)\s?\d{1,4})?[\W_]{0,8}",
    re.IGNORECASE,
)
_VISIBLE: Final = re.compile(r"[\divxlc]", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
_LONGEST_HEADER: Final = 90
_MOST_LINES: Final = 4
"""So many lines stand between two pages at most: a footer, a number, a header, and one more."""
_SEEN: Final = 2
"""A header is what stands in so many places, its numbers aside."""


def page_lines(lines: Sequence[Line], is_torn: Callable[[Line, Line], bool]) -> set[int]:
    """Find the lines that stand between the two halves of a sentence only because a page ended there.

    `is_torn` says whether a sentence goes on from one line to another. There must be the number of a page among them,
    or a page break in the text before one of them.
    """
    repeated = _repeated(lines)
    found: set[int] = set()
    at = 1
    while at < len(lines):
        end = at
        while end < len(lines) and end - at < _MOST_LINES and _may_be_between(lines[end], repeated):
            end += 1
        between = range(at, end)
        if between and end < len(lines) and any(_is_number(lines[index]) for index in between):
            apart = any(lines[index].gap for index in range(at, end + 1)) or len(between) > 1
            if apart and is_torn(lines[at - 1], replace(lines[end], gap=1)):
                found.update(between)
        at = max(end, at + 1)
    return found


def without(lines: Sequence[Line], left_out: set[int]) -> list[Line]:
    """Leave out some lines; what follows on them stands apart from what came before."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if index not in left_out:
            kept.append(replace(line, gap=max(1, line.gap)) if index - 1 in left_out else line)
    return kept


def _repeated(lines: Sequence[Line]) -> set[str]:
    """Return the patterns of the short lines that stand in several places, such as the title of a chapter."""
    short = Counter(_pattern(line) for line in lines if len(line.content) <= _LONGEST_HEADER and not line.lowercase)
    return {pattern for pattern, count in short.items() if count >= _SEEN}


def _pattern(line: Line) -> str:
    return _DIGITS.sub("#", line.content.casefold())


def _may_be_between(line: Line, repeated: set[str]) -> bool:
    return _is_number(line) or (len(line.content) <= _LONGEST_HEADER and _pattern(line) in repeated)


def _is_number(line: Line) -> bool:
    """Tell whether a line is the number of a page, or a header with one at its end."""
    content = line.content
    return len(content) <= 24 and _NUMBER.fullmatch(content) is not None and _VISIBLE.search(content) is not None
