"""Finds the dates of a German or English text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from aligner.checks.clock import Clock, read_clocks
from aligner.checks.date_words import (
    DAYS_FROM_TODAY,
    DIRECTIONS,
    LANGUAGES,
    MONTH_STEMS,
    MONTHS,
    ORDINALS,
    PARTS,
    PERIODS,
    SHORT_WEEKDAYS,
    WEEKDAY_STEMS,
    WEEKDAYS,
)

Kind = Literal["calendar", "weekday", "season", "day", "period", "clock", "feast", "day part", "frequency"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as one side states it; what is not stated is empty or None.

    `days`, `month`, `year` belong to kind `calendar`; `exchangeable` says that a date in figures may also be read with
    day and month exchanged. `value` is what the others may mean, in words apart: the number of a weekday or season, a
    day counted from today (`yesterday`, `today`, `tomorrow`), a feast, a part of the day, how often something is done,
    or the unit of a period, whose `direction` is last, this or next. `clock` is a time of the day. `part` is early, mid
    or late. One that is not `sure` is taken as the counterpart of another, but none is asked for it.
    """

    start: int
    end: int
    kind: Kind
    days: tuple[int, ...] = ()
    month: int | None = None
    year: int | None = None
    exchangeable: bool = False
    value: str = ""
    direction: str = ""
    part: str = ""
    clock: Clock | None = None
    sure: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


def read_dates(text: str, language: str) -> list[DateExpression]:
    """Return the dates of `text` in order; they do not overlap. Other languages than `LANGUAGES`: those in figures."""
    found = list(_in_figures(text, language)) if _FIGURE.search(text) else []
    if language in LANGUAGES:
        for reader in _readers(text.lower(), language):
            found.extend(_free(reader(text, language), found))
    return sorted(found, key=lambda expression: expression.start)


def _readers(lower: str, language: str) -> Iterator[Callable[[str, str], Iterator[DateExpression]]]:
    """Yield what reads dates with words: months and weekdays only where a text, in lower case, may have any."""
    yield _clock_times
    if has_any(lower, MONTH_STEMS[language]):
        yield from (_calendar, _months_alone)
    if has_any(lower, WEEKDAY_STEMS[language]):
        yield _weekdays
    yield from (_short_weekdays, _periods, _days_from_today)


def has_any(lower: str, stems: Sequence[str]) -> bool:
    """Tell whether a text in lower case has one of the stems."""
    return any(stem in lower for stem in stems)


_FIGURE = re.compile(r"\d")


def _free(candidates: Iterator[DateExpression], taken: Sequence[DateExpression]) -> list[DateExpression]:
    """Leave out what overlaps with what was found before; the candidates themselves do not overlap."""
    before = sorted(expression.span for expression in taken)
    free = []
    at = 0
    for candidate in candidates:
        while at < len(before) and before[at][1] <= candidate.start:
            at += 1
        if at == len(before) or before[at][0] >= candidate.end:
            free.append(candidate)
    return free


_ISO = re.compile(r"(?<![\w./-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")
_POINTS = re.compile(r"(?<![\w.,/-])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2}(?!\d))?(?![\w]|\.\d)")
_SLASHES = re.compile(r"(?<![\w.,/-])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\w/])")
_BEFORE_POINTS = re.compile(r"\b(?:am|vom|bis|zum|seit|ab|den|der|dem|und|on|from|to|until)\s+$", re.IGNORECASE)
_SEPTEMBER_ELEVENTH = re.compile(r"(?<![\w/.])9/11(?![\w/])")


def _in_figures(text: str, language: str) -> Iterator[DateExpression]:
    found = [*_dates_of(text, _ISO, (3, 2, 1), language), *_dates_of(text, _POINTS, (1, 2, 3), language)]
    first = (2, 1, 3) if language == "en" else (1, 2, 3)
    found += [replace(date, exchangeable=True) for date in _dates_of(text, _SLASHES, first, language)]
    if language == "de":
        found += _free(_bare_points(text), found)
    if language == "en":
        for match in _SEPTEMBER_ELEVENTH.finditer(text):
            found.append(DateExpression(*match.span(), "calendar", (11,), 9, sure=False))
    return iter(found)


def _dates_of(
    text: str, pattern: re.Pattern[str], order: tuple[int, int, int], language: str
) -> Iterator[DateExpression]:
    """Yield dates in figures; `order` names the groups of day, month and year."""
    for match in pattern.finditer(text):
        year = match[order[2]]
        if year is None and order[0] == 1 and language == "en" and "." in match[0]:
            continue
        if year is None and not _BEFORE_POINTS.search(text, max(0, match.start() - 12), match.start()):
            continue
        day, month = int(match[order[0]]), int(match[order[1]])
        if month > 12 and day <= 12:
            day, month = month, day
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield DateExpression(*match.span(), "calendar", (day,), month, _whole_year(year))


def _whole_year(year: str | None) -> int | None:
    """Return the year in full: two figures are read as 1950 to 2049."""
    if year is None or len(year) == 4:
        return None if year is None else int(year)
    return int(year) + (1900 if int(year) >= 50 else 2000)


_BARE_POINTS = re.compile(
    r"(?<![\w.,/-])(0[1-9]|[12]\d|3[01]|[1-9])\.\s?(0[1-9]|1[0-2])\.(?=,|\s(?![A-ZÄÖÜ])|\s*[-–)]|$)"
)
_NOT_A_DATE = re.compile(r"(?:Abschnitt|Kapitel|Version|Nr\.|§|Ziffer|Punkt|Absatz|Teil|Abb\.|Tabelle)\s$")


def _bare_points(text: str) -> Iterator[DateExpression]:
    """Yield `12.09.`: it may be a date of this year."""
    for match in _BARE_POINTS.finditer(text):
        if not _NOT_A_DATE.search(text, max(0, match.start() - 12), match.start()):
            yield DateExpression(*match.span(), "calendar", (int(match[1]),), int(match[2]), sure=False)


_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1\d|20)\d\d(?!\d|[.,]\d)"
_DAYS = re.compile(r"\d{1,2}")


@cache
def _calendar_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    months = named(MONTHS[language])
    words = "|".join(sorted(ORDINALS[language], key=len, reverse=True))
    weekday = rf"(?:\b(?:{SHORT_WEEKDAYS[language]})\.?,?\s)?"
    if language == "de":
        and_more = rf"(?:\s?(?:,|und|oder|bis(?:\szum)?|sowie|-|–)\s?{_DAY}\.){{0,5}}"
        days = rf"(?:(?<![\w.,/])(?P<days>{_DAY}\.{and_more})\s?|\b(?P<word>(?i:{words}))n?\s)"
        return (re.compile(rf"{weekday}{days}(?:{months})s?(?!\w)(?:\s(?:des\sJahres\s)?(?P<year>{_YEAR}))?"),)
    day = rf"{_DAY}(?:st|nd|rd|th)?"
    and_more = rf"(?:(?:\s?,\s{day}){{0,5}},?\s?(?:and|or|to|until|through|-|–)\s?{day}(?![\w:%]|[.,]\d))?"
    year = rf"(?:,?\s(?:of\s)?(?P<year>{_YEAR}))?"
    day_first = (
        rf"(?:(?<![\w.,/:-])(?P<days>{day}{and_more})|\b(?P<word>(?i:{words})))\s(?:of\s)?(?:{months})(?!\w){year}"
    )
    after = rf"(?:the\s)?(?:(?P<days>{day}(?![\w:%]|[.,]\d){and_more})|(?P<word>(?i:{words}))(?!\w))"
    month_first = rf"(?<!\w)(?<![Ii]n\s)(?:{months})\s{after}{year}"
    return re.compile(weekday + day_first), re.compile(weekday + month_first)


def _calendar(text: str, language: str) -> Iterator[DateExpression]:
    """Yield dates with a day and the name of a month."""
    found: list[DateExpression] = []
    for pattern in _calendar_patterns(language):
        dates = (_calendar_date(match, language) for match in pattern.finditer(text))
        found += _free(dates, found)
    return iter(sorted(found, key=lambda date: date.start))


def _calendar_date(match: re.Match[str], language: str) -> DateExpression:
    if match["word"]:
        days: tuple[int, ...] = (ORDINALS[language].index(match["word"].lower()) + 1,)
    else:
        days = tuple(int(day) for day in _DAYS.findall(match["days"]))
    year = int(match["year"]) if match["year"] else None
    return DateExpression(*match.span(), "calendar", days, number_of(match, "n"), year)


_MONTH_CONTEXT: Final = {
    "de": r"(?:im|ab|seit|bis|zum|vom|von|Anfang|Mitte|Ende|Monats?|(?:letzt|vergangen|nächst|kommend|dies)e[nrs])\s",
    "en": r"(?:in|on|of|since|until|by|last|next|this|early|late|to|from|during|before|after|through|for)\s|mid-?\s?",
}


@cache
def _month_pattern(language: str) -> re.Pattern[str]:
    context = rf"(?P<context>(?<!\w)(?i:{_MONTH_CONTEXT[language]}))?"
    between = r"(?:\s(?:des\sJahres\s)?)" if language == "de" else r"(?:,?\s(?:of\s)?)"
    tail = r"(?:s|\w*)" if language == "de" else ""
    return re.compile(rf"{context}\b(?P<name>{named(MONTHS[language])}){tail}(?!\w)(?:{between}(?P<year>{_YEAR}))?")


def _months_alone(text: str, language: str) -> Iterator[DateExpression]:
    for match in _month_pattern(language).finditer(text):
        name = match["name"].rstrip(".")
        whole = language == "en" or text[match.end("name") :][:1] in ("", " ") or not text[match.end("name")].isalpha()
        if not whole and name == "Mai":
            continue
        known = bool(match["year"] or match["context"])
        short = len(name) <= 4 and name not in ("May", "Mai", "March", "März", "June", "July", "Juni", "Juli")
        if short and not known:
            continue
        month = number_of(match, "n")
        date = DateExpression(match.start("name"), match.end(), "calendar", (), month, sure=known and whole)
        date = replace(date, year=int(match["year"]) if match["year"] else None)
        yield _with_part(text, language, date)


@cache
def _weekday_pattern(language: str) -> re.Pattern[str]:
    names = named(WEEKDAYS[language])
    if language == "en":
        return re.compile(rf"\b(?:(?P<feast>[A-Z][a-z]+\s)?(?:{names})(?P<more>s)?)\b")
    times = r"abends?|morgens?|nachts?|nachmittags?|mittags?|vormittags?|früh"
    return re.compile(rf"\b(?P<feast>[A-ZÄÖÜ][a-zäöüß]*)??(?i:{names})(?:e?n?s?(?:{times})?|(?P<more>\w*))\b")


def _weekdays(text: str, language: str) -> Iterator[DateExpression]:
    for match in _weekday_pattern(language).finditer(text):
        number = number_of(match, "n")
        start = match.start(f"n{number}")
        sure = not match["feast"] and not match["more"]
        yield DateExpression(start, match.end(), "weekday", value=str(number), sure=sure)


@cache
def _period_pattern(language: str) -> re.Pattern[str]:
    directions = "|".join(f"(?P<{name}>{pattern})" for name, pattern in DIRECTIONS[language])
    units = "|".join(f"(?P<{name}>{pattern})" for name, pattern in PERIODS[language])
    return re.compile(rf"\b(?i:{directions})\s(?:{units})\b")


def _periods(text: str, language: str) -> Iterator[DateExpression]:
    for match in _period_pattern(language).finditer(text):
        direction = next(name for name, _ in DIRECTIONS[language] if match[name])
        unit = next(name for name, _ in PERIODS[language] if match[name])
        period = DateExpression(*match.span(), "period", value=unit, direction=direction)
        yield _with_part(text, language, period)


@cache
def _day_pattern(language: str) -> re.Pattern[str]:
    days = "|".join(f"(?P<d{number}>{pattern})" for number, (_, pattern) in enumerate(DAYS_FROM_TODAY[language]))
    return re.compile(rf"\b(?:{days})\b", re.IGNORECASE)


def _days_from_today(text: str, language: str) -> Iterator[DateExpression]:
    for match in _day_pattern(language).finditer(text):
        if match[0] == "Morgen" and not (_FIRST.search(text, 0, match.start()) and _VERB.match(text, match.end())):
            continue
        value = DAYS_FROM_TODAY[language][number_of(match, "d")][0]
        yield DateExpression(*match.span(), "day", value=value)


_FIRST = re.compile(r"(?:^|[.!?:]\s)[\"„“»]?$")
_VERB = re.compile(r" (?!früh|für|um)[a-zäöü]")
"""Around `Morgen` at the beginning of a sentence where it is the next day."""


def _clock_times(text: str, language: str) -> Iterator[DateExpression]:
    for clock in read_clocks(text, language):
        yield DateExpression(clock.start, clock.end, "clock", clock=clock)


_SHORT_DAYS: Final = MappingProxyType(
    {
        "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
        "en": ("Mon", "Tues?", "Wed", "Thu(?:rs?)?", "Fri", "Sat", "Sun"),
    }
)


@cache
def _short_weekday_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    plain = "|".join(_SHORT_DAYS[language])
    to = r"\.?\s?(?:-|–|—|/|\+|&|,|bis|und|u\.|to|and|through|thru)\s?"
    group = rf"(?<![\w-])(?:{plain})(?:{to}(?:{plain})){{1,6}}(?![\w])"
    return re.compile(group), re.compile(rf"(?<![\w-])(?:{named(_SHORT_DAYS[language])})\b")


def _short_weekdays(text: str, language: str) -> Iterator[DateExpression]:
    """Yield the weekdays of `Mo–Fr`: sure as at least two stand together; one alone is a counterpart at most."""
    groups, single = _short_weekday_patterns(language)
    if single.search(text) is None:
        return
    spans = [match.span() for match in groups.finditer(text)]
    for match in single.finditer(text):
        sure = any(start <= match.start() < end for start, end in spans)
        if sure or _BEFORE_FIGURES.match(text, match.end()):
            yield DateExpression(*match.span(), "weekday", value=str(number_of(match, "n")), sure=sure)


_BEFORE_FIGURES = re.compile(r"(?:\.,?|,|:)?\s\d")


@cache
def _part_pattern(language: str) -> re.Pattern[str]:
    parts = "|".join(f"(?P<{name}>{pattern})" for name, pattern in PARTS[language])
    article = r"(?:\s(?:de[rs]|vo[nm]))?" if language == "de" else r"(?:\sthe)?"
    return re.compile(rf"\b(?i:{parts}){article}[\s-]{{1,2}}$")


def _with_part(text: str, language: str, date: DateExpression) -> DateExpression:
    """Take in `early`, `mid` or `late` where it stands before."""
    match = _part_pattern(language).search(text, max(0, date.start - 24), date.start)
    if match is None:
        return date
    part = next(name for name, _ in PARTS[language] if match[name])
    return replace(date, start=match.start(), part=part, sure=True)


def named(patterns: Sequence[str]) -> str:
    """Put each pattern into a group `n1`, `n2`, ..."""
    return "|".join(f"(?P<n{number}>{pattern})" for number, pattern in enumerate(patterns, 1))


def number_of(match: re.Match[str], prefix: str) -> int:
    """Return the number of the group of `named` that matched."""
    return next(
        int(name[1:]) for name, found in match.groupdict().items() if found and re.fullmatch(rf"{prefix}\d+", name)
    )
