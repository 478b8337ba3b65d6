"""Reads what stands before and after a number and turns it round: minus, below zero, before Christ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aligner.checks.numbers.quantity import Quantity

_SIGN: Final = re.compile(
    # A minus or hyphen that touches the number, and no range, bullet or compound before it.
    r"(?:(?<=[\s(\[{=<>≤≥:;,|~\"'„“»«])|^)(?P<sign>[-‐–−+])(?P<money>[$€£¥])?$|(?<![\w)\]])(?P<minus>−)\s?$"
)
_HINT: Final = re.compile(
    r"[-‐–−+][$€£¥]?\d|−|inus|plus|egativ|unter |über |below|above|frost|[Kk]älte|[Ww]ärme|[Cc]hr"
    r"|[vn]\. ?[ud]\.|A\.?D|B\.? ?C|C\.? ?E|b\.?c|era\b|nno|Zeit"
)
_AFTER_NUMBER: Final = re.compile(r"[\d)%°]\s+$")
_WORD: Final = re.compile(
    r"(?<![^\W_])(?:(?P<minus>minus|negativ\w{0,2}|negative)|(?P<plus>plus))"
    r"(?: (?:von|of|rund|etwa|about|some))?[ \u00a0]$",
    re.IGNORECASE,
)
_DEGREES: Final = r"(?:\s?(?:°\s?[CF]?|º\s?[CF]?|grad|degrees?)(?: celsius| fahrenheit| [cf]\b)?)?"
_BELOW: Final = re.compile(
    _DEGREES + r"\s(?:unter (?:null|0|dem gefrierpunkt|dem nullpunkt)|below (?:zero|0|freezing)|below(?=[.,;:!?]|$)"
    r"|minus|kälte|of frost)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_ABOVE: Final = re.compile(
    _DEGREES + r"\s(?:über (?:null|0|dem gefrierpunkt)|above (?:zero|0|freezing)|plus|wärme)(?![^\W_])", re.IGNORECASE
)
_COMPOUND: Final = re.compile(r"[\d.,]*[-‐–][\w]")
_MEASURE: Final = re.compile(
    r"[\d.,]*\s?(?:[°º%‰€$£]|grad|degrees|prozent|per ?cent|euro|volt|v\b|db\b)", re.IGNORECASE
)
_BEFORE_CHRIST: Final = (
    r"(?:v\.\s?(?:chr|u\.\s?z|d\.\s?z)\b\.?|vor (?:christus|christi|unserer zeit|der zeitenwende|der zeitrechnung)\w*"
    r"|vorchristlich\w*|v\.(?=\s*$|\s+[A-ZÄÖÜ])|b\.\s?c\.(?:\s?e\b\.?)?|bce?\b(?!\.\w)|b\.c\b"
    r"|before (?:christ|the common era|our era))"
)
_AFTER_CHRIST: Final = (
    r"(?:n\.\s?(?:chr|u\.\s?z|d\.\s?z)\b\.?|nach (?:christus|christi|der zeitenwende)\w*"
    r"|nachchristlich\w*|(?-i:A\.\s?D\b\.?|AD\b|C\.\s?E\b\.?|CE\b)|anno domini|after christ)"
)
_CENTURY: Final = r"(?:(?:st|nd|rd|th|\.)?[\s-](?:jahrhunderts?|jh\.?|jahrtausends?|century|centuries|millennium|c\.))?"
_ERA: Final = re.compile(rf"{_CENTURY},?\s(?:(?P<before>{_BEFORE_CHRIST})|(?P<after>{_AFTER_CHRIST}))", re.IGNORECASE)
_SOMEWHERE_BEFORE: Final = re.compile(rf"(?<![^\W_]){_BEFORE_CHRIST}", re.IGNORECASE)
_DOMINI: Final = re.compile(r"(?<![^\W_])(?:A\.?D\.?|anno(?: domini)?)\s$")
_LESS: Final = re.compile(
    r"minus|negati|unter|below|beneath|less|lower|loss|lost|lose|verl[uo]|decreas|declin|reduc|redu[zk]|drop|f[ae]ll|fäll"
    r"|fiel|s[iau]nk|shr[iau]nk|schrumpf|rückgang|zurückg|weniger|niedriger|geringer|abz[uü]|abgez|rabatt|discount|nachlass"
    r"|cut|kürz|senk|deduct|subtra|schuld|debt|debit|defi[zc]i|ab[nz]|einbu|rot|red\b|frost|kälte|gefrier|freez|slump|slid|consum|cost|kost|penal|strafe|malus|owe|away",
    re.IGNORECASE,
)
_COLD: Final = re.compile(r"minus|negati|unter|below|under|sub-?zero|frost|kälte|gefrier|freez|[-−–]\d", re.IGNORECASE)
"""Words that may say a minus in another way, wherever they stand."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How a number is turned: `value` is -1 (minus, below zero), 1 (plus, above zero), 0 (nothing is said).

    `era` says the same of years before and after Christ. `start` and `end` are the number with its sign.
    """

    start: int
    end: int
    value: int = 0
    era: int = 0


def signs_of(text: str, quantities: Sequence[Quantity]) -> list[Sign | None]:
    """Return the sign of each quantity of a text, None where a text has nothing that turns a number."""
    if not quantities or _HINT.search(text) is None:
        return [None] * len(quantities)
    return [_sign(text, quantity) for quantity in quantities]


def says_less(text: str, on_scale: bool) -> bool:
    """Tell whether a text says somewhere, in words, that something is below zero, or that it is less or lost.

    What is measured `on_scale` (degrees, volts) does not get below zero by falling.
    """
    return (_COLD if on_scale else _LESS).search(text) is not None


def says_before_christ(text: str) -> bool:
    """Tell whether a text names the time before Christ somewhere."""
    return _SOMEWHERE_BEFORE.search(text) is not None


def _sign(text: str, quantity: Quantity) -> Sign:
    start, end = quantity.span
    era, stop = _era(text, start, end)
    if match := _SIGN.search(text, max(0, start - 4), start):
        sign = match["sign"] or match["minus"]
        if _is_sign(text, match.start("sign" if match["sign"] else "minus"), sign, start):
            return Sign(match.start("sign" if match["sign"] else "minus"), stop, 1 if sign == "+" else -1, era)
    if (match := _WORD.search(text, max(0, start - 24), start)) and not _AFTER_NUMBER.search(
        text, max(0, match.start() - 6), match.start()
    ):
        return Sign(match.start(), stop, 1 if match["plus"] else -1, era)
    if match := _BELOW.match(text, end, end + 50):
        return Sign(start, match.end(), -1, era)
    if match := _ABOVE.match(text, end, end + 50):
        return Sign(start, match.end(), 1, era)
    return Sign(start, stop, 0, era)


def _is_sign(text: str, at: int, sign: str, number: int) -> bool:
    """Tell whether a sign is none of a range, and at the beginning of a text or line no bullet."""
    if sign == "−":
        return True
    if _COMPOUND.match(text, number):
        return False
    if _AFTER_NUMBER.search(text, max(0, at - 6), at):
        return False
    first = not text[:at].rstrip(" ") or text[:at].rstrip(" ")[-1] == "\n"
    return not first or _MEASURE.match(text, number) is not None


def _era(text: str, start: int, end: int) -> tuple[int, int]:
    if match := _ERA.match(text, end, end + 50):
        return (-1 if match["before"] else 1), match.end()
    return (1 if _DOMINI.search(text, max(0, start - 14), start) else 0), end
