"""Reads telephone numbers, which are the same however their figures are grouped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PHONE: Final = re.compile(
    r"(?<![\w.,/+-])(?:(?P<code>(?:\+|00)\s?[1-9]\d{0,2})[\s./-]?(?:\(0\)[\s./-]?)?|(?:\(0\d{1,5}\)|0[1-9]\d{1,4})(?=[\s/.()-]))"
    r"(?:[\s./-]{0,3}\(?\d{1,12}\)?){1,6}(?![\w]|[,.]\d)"
)
_AMERICAN: Final = re.compile(r"(?<![\w.,/+-])(?:1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w-])")
_SEVEN_FIGURES: Final = re.compile(r"\d(?:\W{0,3}\d){6}")
_DATE: Final = re.compile(r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}")
_ONE_FIGURE: Final = "17"
_TWO_FIGURES: Final = re.compile(r"2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
_FEWEST, _MOST = 7, 15


def phones(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield telephone numbers in order: start, end, and their figures without the code of the country."""
    if _SEVEN_FIGURES.search(text) is None:
        return
    end = 0
    for match in _PHONE.finditer(text):
        figures = re.sub(r"\D", "", match[0].replace("(0)", ""))
        if not _FEWEST <= len(figures) <= _MOST or _DATE.match(match[0]) or match.start() < end:
            continue
        end = match.end()
        yield match.start(), end, _national(figures, match["code"] is not None)
    if end == 0:
        for match in _AMERICAN.finditer(text):
            figures = re.sub(r"\D", "", match[0])
            yield match.start(), match.end(), figures[-10:]


def _national(figures: str, with_code: bool) -> str:
    if not with_code:
        return figures.lstrip("0")
    figures = figures.removeprefix("00")
    code = 1 if figures[0] in _ONE_FIGURE else 2 if _TWO_FIGURES.match(figures) else 3
    return figures[code:].lstrip("0")
