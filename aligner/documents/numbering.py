"""The numbers that word processors show before the items of lists and before headings, but do not write down."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_TENS: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level are numbered.

    `form` is `decimal`, `lowerLetter`, `upperLetter`, `lowerRoman`, `upperRoman`, or anything else for no number;
    `%1` to `%9` in `text` stand for the numbers of the levels.
    """

    form: str
    text: str
    start: int = 1


class Counter:
    """Counts the items of lists, each list by its name."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, name: str, levels: dict[int, Level], depth: int) -> str:
        """Count one more item of a list at a depth (0 first), and return what is shown before it."""
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts[name]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            part = levels.get(at, level)
            return number(counts.get(at, part.start), part.form)

        label = re.sub("%([1-9])", shown, level.text) if number(1, level.form) else ""
        return f"{label.strip()} " if label.strip() else ""


def number(count: int, form: str) -> str:
    """Write a number in a form; empty where the form shows none."""
    if not 0 < count < 4000:
        return str(count)
    if form in ("decimal", "decimalZero"):
        return str(count)
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    return ""


def _roman(count: int) -> str:
    parts = []
    for value, sign in (*_TENS, *_ROMAN):
        while count >= value:
            parts.append(sign)
            count -= value
    return "".join(parts)
