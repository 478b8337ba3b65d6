"""Reads numbers in digits, with German, English and Swiss separators."""

from __future__ import annotations

import re
from typing import Final

from aligner.checks.numbers.quantity import Atom, Key, Kind, Part, Weight, normal

_SPACE = r"[ \u00a0\u202f\u2009]"
DIGITS: Final = re.compile(
    # Thousands apart by spaces; digits with points, commas and apostrophes; one slash of a fraction.
    rf"(?<![\d.,])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?(?![\d.,]?\d)|(?<![\w.,])\.\d+|\d+(?:[.,'’]\d+)*(?:/\d{{1,2}}(?![\d/.]))?"
)
FRACTIONS: Final = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
_GROUPED = re.compile(r"(\d{1,3})(?:([.,'’ \u00a0\u202f\u2009])\d{3})(?:\2\d{3})*(?:([.,])(\d+))?$")
_DECIMAL = re.compile(r"\d+[.,]\d+$")
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)$")
_CLOCK = re.compile(r"\d{1,2}\.\d\d$")
_CLOCK_AFTER = re.compile(r"\s?(?:Uhr\b|[ap]\.?\s?m\b|h\b)")
_SEASON = re.compile(r"(?:1\d|20|21)\d\d/\d\d$")
_DECADE = re.compile(r"(?:['’]?s|er[ns]?|er-Jahren?)(?![^\W_])")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]{1,12}[-‐‑]?$")
_LIST = re.compile(r"\d+(?:,\d+){2,}$")
EMERGENCY: Final = "emergency"
_EMERGENCY: Final = (110.0, 112.0, 911.0, 999.0)
"""Numbers of the police and fire brigade, each in its country."""
_PARTS = re.compile(r"\d+")
_LONGEST: Final = 40
"""Longer runs of digits are only equal to themselves."""
_NOT_A_NAME = frozenset(("us", "eur", "usd", "gbp", "chf", "rmb", "hk", "ca", "mid", "pre", "post", "ab", "von", "bis", "to"))  # fmt: skip  # noqa: E501


def read_digits(text: str, language: str, start: int, end: int) -> list[Atom]:
    """Return what a match of `DIGITS` in a text says: one number, or the parts of a date."""
    run = text[start:end]
    if _DATE.match(run) or _SEASON.match(run) or (_CLOCK.match(run) and _CLOCK_AFTER.match(text, end)):
        return [_plain(text, start + part.start(), start + part.end()) for part in _PARTS.finditer(run)]
    if run.isdecimal():
        return [_plain(text, start, end)]
    grouped = _GROUPED.match(run)
    if _LIST.match(run) and not (grouped and grouped[2] != grouped[3]):
        return [_plain(text, start + part.start(), start + part.end()) for part in _PARTS.finditer(run)]
    keys, further = _readings(run, language)
    if _in_a_name(text, start):
        value = keys[0] if isinstance(keys[0], float) else 0.0
        return [Atom(start, end, Part.CARDINAL, Kind.DIGITS, value, keys, further, Weight.SHY)]
    return [Atom(start, end, Part.CARDINAL, Kind.DIGITS, keys[0] if isinstance(keys[0], float) else 0.0, keys, further)]


def _plain(text: str, start: int, end: int) -> Atom:
    run = text[start:end]
    if len(run) > _LONGEST:
        return Atom(start, end, Part.SHY, Kind.DIGITS, 0.0, (run,))
    value = float(run)
    weight = Weight.SHY if _in_a_name(text, start) else Weight.STRONG
    if weight is Weight.STRONG and value >= 10 and value % 10 == 0 and (ending := _DECADE.match(text, end)):
        return Atom(start, ending.end(), Part.DECADE, Kind.DIGITS, value, (value,))
    return Atom(start, end, Part.CARDINAL, Kind.DIGITS, value, (value,), _of_year(text, start, value), weight)


def _of_year(text: str, start: int, value: float) -> tuple[Key, ...]:
    """Return the key under which `2018/19` is `2018–2019`."""
    if value in _EMERGENCY:
        return (EMERGENCY,)
    if 1000 <= value <= 2199:
        return (f"year {value % 100:.0f}",)
    if value < 100 and start and (text[start - 1] in "/-–'’" or text[start - 1].isalpha()):
        return (f"year {value:.0f}",)
    return ()


def _in_a_name(text: str, start: int) -> bool:
    if not start or not (text[start - 1].isalpha() or text[start - 1] in "-‐‑"):
        return False
    before = _LETTERS_BEFORE.search(text, max(0, start - 14), start)
    return before is not None and before[0].rstrip("-‐‑").casefold() not in _NOT_A_NAME


def _readings(run: str, language: str) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    if "/" in run:
        return _of_slash(run)
    if run[0] == "." and len(run) <= _LONGEST:
        return (normal(float(run)),), ()
    grouped = _GROUPED.match(run)
    if grouped and len(run) <= _LONGEST and grouped[2] != grouped[3]:
        whole = re.sub(r"\D", "", run[: grouped.start(3) if grouped[3] else len(run)])
        value = normal(float(whole + ("." + grouped[4] if grouped[4] else "")))
        return _of_grouped(run, value, grouped, language)
    if _DECIMAL.match(run) and len(run) <= _LONGEST:
        return (normal(float(run.replace(",", "."))),), ()
    return (run,), ()


def _of_grouped(
    run: str, value: float, grouped: re.Match[str], language: str
) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Return the readings of digits in groups of three; a single group may be decimals: `1.234`."""
    if grouped[3] or grouped[2] not in ".," or run.count(grouped[2]) > 1:
        return (value,), ()
    decimal = normal(float(run.replace(",", ".")))
    thousands_mark = "." if language == "de" else ","
    if run[0] != "0" and grouped[2] == thousands_mark:
        return (value,), (decimal,)
    return (decimal,), (value,)


def _of_slash(run: str) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    first, second = run.split("/")
    if not (first.isdecimal() and second.isdecimal()) or len(first) > _LONGEST:
        return (run,), ()
    if len(first) > 2 or int(first) >= int(second) or int(second) == 0:
        return (run,), ()
    return (run,), (normal(int(first) / int(second)),)
