"""Bounds that are said with or without their own value: `10 or more`, `mehr als 9`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from aligner.checks.numbers.measured import Couple, Measured

_MOST: Final = 30
"""So many numbers of a side are looked at: chosen by hand."""
_REACH: Final = 30
"""Characters before and behind a number in which what bounds it stands."""
_LARGE: Final = "more|greater|larger|longer|older|higher|bigger"
_SMALL: Final = "less|fewer|smaller|shorter|younger|lower"
_GROSS: Final = "mehr|größer|länger|älter|höher"
_KLEIN: Final = "weniger|kleiner|kürzer|jünger|niedriger"


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words}) $", re.IGNORECASE)


def _behind(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s[^\W\d_]{{1,14}})?\s(?:or|and|oder|und) (?:{words})\b", re.IGNORECASE)


_AT_LEAST: Final = _before(
    rf"at least|not? (?:{_SMALL}) than|a minimum of|minimum|from|mindestens|wenigstens|zumindest|ab"
    rf"|nicht (?:{_KLEIN}) als"
)
_AT_MOST: Final = _before(
    rf"at most|not? (?:{_LARGE}) than|up to|a maximum of|maximum|höchstens|maximal|bis zu|allenfalls"
    rf"|nicht (?:{_GROSS}) als"
)
_ABOVE: Final = _before(rf"(?:{_LARGE}) than|over|above|exceeds?|exceeding|(?:{_GROSS}) als|über")
_BELOW: Final = _before(rf"(?:{_SMALL}) than|under|below|(?:{_KLEIN}) als|unter")
_OR_MORE: Final = _behind(f"{_LARGE}|above|over|{_GROSS}|darüber")
_OR_FEWER: Final = _behind(f"{_SMALL}|below|under|{_KLEIN}|darunter")


def bounds_of_both(texts: tuple[str, str], source: Iterable[Measured], target: Iterable[Measured]) -> list[Couple]:
    """Return the whole numbers of both sides that differ by one, and bound the same: `under 18`, `bis zu 17`."""
    couples: list[Couple] = []
    seconds = [(each, bound) for each in islice(target, _MOST) if (bound := _bound(texts[1], each)) is not None]
    for first in islice(source, _MOST) if seconds else ():
        bound = _bound(texts[0], first)
        found = next((each for each in seconds if each[1] == bound), None)
        if found is not None:
            seconds.remove(found)
            couples.append((first, found[0]))
    return couples


def _bound(text: str, measured: Measured) -> tuple[str, float] | None:
    """Return of a whole number that bounds something the direction, and the last value that is within."""
    value, (start, end) = measured.quantity.value, measured.quantity.span
    if value is None or value % 1:
        return None
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _AT_LEAST.search(before) or _OR_MORE.match(behind):
        return "least", value
    if _AT_MOST.search(before) or _OR_FEWER.match(behind):
        return "most", value
    if _ABOVE.search(before):
        return "least", value + 1
    return ("most", value - 1) if _BELOW.search(before) else None
