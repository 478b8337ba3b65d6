"""Reads times of the day: `halb sieben`, `quarter to nine`, `21 Uhr`, `9 p.m.`, midnight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

_GERMAN_HOURS: Final = [
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
]
_ENGLISH_HOURS: Final = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_MINUTES: Final[Mapping[str, Mapping[str, int]]] = {
    "de": {"fünf": 5, "zehn": 10, "viertel": 15, "zwanzig": 20, "fünfundzwanzig": 25, "dreißig": 30, "dreissig": 30}
    | {"fünfzehn": 15, "vierzig": 40, "fünfundvierzig": 45, "fünfzig": 50},
    "en": {"five": 5, "ten": 10, "a quarter": 15, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
    | {"thirty": 30, "fifteen": 15, "forty-five": 45, "forty": 40},
}
_HOURS: Final[Mapping[str, Mapping[str, int]]] = {
    "de": {word: hour for hour, word in enumerate(_GERMAN_HOURS, 1)} | {"eins": 1},
    "en": {word: hour for hour, word in enumerate(_ENGLISH_HOURS, 1)},
}
_HALVES: Final = {
    "de": (
        ("morning", r"morgens|vormittags|früh|(?:am|heute|jeden) (?:frühen )?(?:morgen|vormittag)|in der früh"),
        ("later", r"nachmittags|abends|(?:am|heute|jeden) (?:späten |frühen )?(?:nachmittag|abend)"),
        ("noon", r"mittags|am mittag"),
        ("night", r"nachts|in der nacht"),
    ),
    "en": (
        ("morning", r"a\.?\s?m\b\.?|in the (?:early )?(?:morning|forenoon)|(?:this|every) morning"),
        ("later", r"p\.?\s?m\b\.?|in the (?:early |late )?(?:afternoon|evening)|(?:this|every) (?:afternoon|evening)"),
        ("noon", r"at noon|noon"),
        ("night", r"at night|tonight"),
    ),
}
_HINT: Final = {
    "de": re.compile(r"\d[:.]\d\d|[Uu]hr|[Hh]alb |iertel |ittag|itternacht|(?:n|f|lf|ier|rei|echs|cht) (?:vor|nach) "),
    "en": re.compile(r"\d[:.]\d\d|o[’']clock|[ap]\.?m\b|[ap]\. m\.| past |arter |oon\b|idday|idnight|minutes? |[AP]M"),
}
"""What every time of the day has something of: most texts have none."""
_A_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day: `minutes` after midnight; on a dial of twelve hours unless `half` (0, 1) of the day is known.

    `words` says that it is written without a number: noon, midnight.
    """

    start: int
    end: int
    minutes: int
    half: int | None = None
    words: bool = False

    def same_dial(self, other: Clock) -> bool:
        """Tell whether the hands of a clock stand alike."""
        return (self.minutes - other.minutes) % (_A_DAY // 2) == 0

    def agrees(self, other: Clock) -> bool:
        """Tell whether both may be the same time of the day."""
        return self.same_dial(other) and (None in (self.half, other.half) or self.half == other.half)


def read_clocks(text: str, language: str) -> list[Clock]:
    """Return the times of the day in a text, in order; none in other languages than German and English."""
    if language not in _HOURS or _HINT[language].search(text) is None:
        return []
    return list(_clocks(text, language))


def _clocks(text: str, language: str) -> Iterator[Clock]:
    for match in _pattern(language).finditer(text):
        clock = _german(match) if language == "de" else _english(match)
        if clock is None and language == "en" and _is_period(match):
            whole = _clock(match, 60 * _hour(match["hour1"], "en"), False)
            clock = replace(whole, start=match.start("hour1"))
        if clock is not None:
            earlier = _earlier(text, clock)
            if earlier is not None:
                yield earlier
            yield clock


def _is_period(match: re.Match[str]) -> bool:
    """Tell whether a match is `6 to 7 pm`, not six minutes to seven."""
    return bool(match["off"] and match["off"].isdigit() and match["part"]) and match["way"].lower() in ("to", "till")


def _earlier(text: str, clock: Clock) -> Clock | None:
    """Return the time from which a period lasts to another, that alone says what both are: `von 9 - 11 Uhr`."""
    match = _FROM.search(text, max(0, clock.start - _LONGEST_FROM), clock.start)
    if match is None or clock.words:
        return None
    minutes = 60 * int(match["h"]) + int(match["m"] or 0)
    half = 1 if minutes > _A_DAY // 2 else clock.half
    if half is not None and minutes % (_A_DAY // 2) > clock.minutes % (_A_DAY // 2):
        half = None  # `11 - 1 pm` begins in the morning
    return Clock(match.start(), match.end("m") if match["m"] else match.end("h"), minutes, half)


_FROM: Final = re.compile(
    r"(?<![\w.,:/$€£-])(?P<h>2[0-4]|1\d|0?\d)(?:[:.](?P<m>[0-5]\d))?\s?(?:[-–—]\s?|(?:to|until|till|and|bis|und)\s)$",
    re.IGNORECASE,
)
_LONGEST_FROM: Final = 16


@cache
def _pattern(language: str) -> re.Pattern[str]:
    hours = "|".join(sorted(_HOURS[language], key=len, reverse=True))
    minutes = "|".join(sorted(_MINUTES[language], key=len, reverse=True))
    halves = "|".join(f"(?P<{name}>{words})" for name, words in _HALVES[language])
    hour = rf"(?P<hour{{0}}>{hours}|2[0-4]|1\d|0?\d)(?![\w%]|[.,:]\d)"
    figures = r"(?P<h>2[0-4]|1\d|0?\d)(?P<mark>[:.])(?P<m>[0-5]\d)(?![\w.:]?\d)(?![.,]\d)"
    part = rf"(?P<part>,? (?:{halves})(?!\w))"
    if language == "de":
        said = (
            rf"(?:(?P<off>{minutes}|[1-5]?\d)(?: minuten)? (?P<way>vor|nach) (?P<to_half>halb )?{hour.format(1)}"
            rf"|(?P<share>halb|dreiviertel|drei viertel|einviertel|viertel) {hour.format(2)})(?: uhr\b)?"
        )
        whole = rf"{hour.format(3)} ?uhr\b(?: (?P<rest>{minutes}|[0-5]?\d)(?![\w:%]|[.,]\d))?"
        points = rf"{figures}(?P<uhr> ?(?:uhr|h)\b)?"
        named = r"(?P<midnight>mitternacht)|(?P<midday>(?<=zu )mittag\b|(?<=bis )mittag\b)"
    else:
        said = (
            rf"(?:(?P<off>{minutes}|[1-5]?\d)(?: minutes?)? (?P<way>to|past|after|before|till|of) {hour.format(1)})"
            r"(?: o[’']clock)?"
        )
        whole = rf"(?P<hour3>{hours}|1\d|0?\d)(?![\d.,:]) ?(?:o[’']clock\b|(?= ?[ap]\.?\s?m\b))"
        points = rf"{figures}(?: ?h(?:ou)?rs?\b)?"
        named = r"(?P<midnight>midnight)|(?P<midday>noon|midday)"
    number = rf"(?<![\w:])(?<!\d[.,])(?:{said}|{points}|{whole}){part.replace(',?', ',?', 1)}?"
    if language == "en":
        number = number.replace("(?P<part>,? ", "(?P<part>,? ?", 1)
    return re.compile(rf"(?:{number}|\b(?:{named})\b)", re.IGNORECASE)


def _german(match: re.Match[str]) -> Clock | None:
    named = _named(match)
    if named is not None:
        return named
    if match["share"]:
        minutes = {"halb": -30, "dreiviertel": -15, "drei viertel": -15}.get(match["share"].lower(), -45)
        return _clock(match, 60 * _hour(match["hour2"], "de") + minutes, False)
    if match["off"]:
        if match["off"].isdigit() and match["to_half"] is None and "minuten" not in match[0].lower():
            return None
        minutes = _minutes(match["off"], "de") * (1 if match["way"].lower() == "nach" else -1)
        minutes -= 30 if match["to_half"] else 0
        return _clock(match, 60 * _hour(match["hour1"], "de") + minutes, False)
    if match["hour3"]:
        hour = _hour(match["hour3"], "de")
        return _clock(
            match, 60 * hour + (_minutes(match["rest"], "de") if match["rest"] else 0), hour == 0 or hour > 12
        )
    if match["mark"] == "." and not match["uhr"] and not match["part"]:
        return None
    hour = int(match["h"])
    return _clock(match, 60 * hour + int(match["m"]), hour == 0 or hour > 12)


def _english(match: re.Match[str]) -> Clock | None:
    named = _named(match)
    if named is not None:
        return named
    if match["off"]:
        way, off = match["way"].lower(), match["off"].lower()
        if off.isdigit() and "minute" not in match[0].lower():
            return None
        if way in ("of", "before", "after", "to", "till") and off not in ("a quarter", "quarter", "half") and (
            "minute" not in match[0].lower() and "clock" not in match[0].lower() and match["part"] is None
        ):  # fmt: skip
            return None  # `ten to one`, `five of seven`: odds, shares
        minutes = _minutes(off, "en") * (1 if way in ("past", "after") else -1)
        return _clock(match, 60 * _hour(match["hour1"], "en") + minutes, False)
    if match["hour3"]:
        hour = _hour(match["hour3"], "en")
        return _clock(match, 60 * hour, False)
    if match["mark"] == "." and not match["part"]:
        return None
    hour = int(match["h"])
    return _clock(match, 60 * hour + int(match["m"]), hour == 0 or hour > 12)


def _named(match: re.Match[str]) -> Clock | None:
    if match["midnight"]:
        return Clock(*match.span(), 0, 0, words=True)
    if match["midday"]:
        return Clock(*match.span(), _A_DAY // 2, 1, words=True)
    return None


def _clock(match: re.Match[str], minutes: int, in_full: bool) -> Clock:
    """Return a time: `in_full` says that its hour is one of 24, else the part of the day tells which half is meant."""
    minutes %= _A_DAY
    if in_full:
        return Clock(*match.span(), minutes, minutes // (_A_DAY // 2))
    hour = minutes // 60 % 12
    half = None
    if match["morning"]:
        half = 0
    elif match["later"] or match["noon"]:
        half = 0 if match["noon"] and 10 <= hour < 12 else 1
    elif match["night"]:
        half = 1 if 7 <= hour < 12 else 0
    return Clock(*match.span(), minutes, half)


def _hour(text: str, language: str) -> int:
    return int(text) if text.isdigit() else _HOURS[language][text.lower()]


def _minutes(text: str, language: str) -> int:
    return int(text) if text.isdigit() else _MINUTES[language][text.lower()]
