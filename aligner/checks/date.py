"""Compares the dates of a text with those of its translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from aligner.checks.date_reading import DateExpression, Kind, read_dates
from aligner.checks.date_recurring import RECURRING, read_recurring
from aligner.checks.date_words import HINTS, LANGUAGES
from aligner.checks.flag import Evidence, Flag, Severity
from aligner.checks.letters import flags_by_letters
from aligner.checks.pair import LONGEST_TEXT, Span, TextPair, finding
from aligner.checks.wording import IN_SOURCE, IN_TARGET, IS_MISSING, IS_NOT_IN_SOURCE

DIFFERENT: Final = 0.9
"""Probability that two dates that both sides state, and that differ, are an error."""
FULL_DATE_MISSING: Final = 0.8
MONTH_MISSING: Final = 0.55
WEEKDAY_MISSING: Final = 0.6
PART_MISSING: Final = 0.55
YEAR_MISSING: Final = 0.35
DAY_MISSING: Final = 0.45
RELATIVE_DIFFERENT: Final = 0.7
RELATIVE_MISSING: Final = 0.3
"""All probabilities here are graded by kind of case from counts on development sets (`docs/flags.md`)."""

_CERTAIN: Final = ("calendar", "weekday", "clock", "feast")
"""Kinds that are told by names and figures, not by words with other senses."""
_NEAR: Final = 60
"""Characters on either side of a date in which `late` may be said in another way: chosen by hand."""
_PLAIN = re.compile(r"\d+")


def date_flags(pair: TextPair) -> list[Flag]:
    """Flag dates that the two sides state differently, and those that only one side has.

    Nothing is looked for in a text of more than `LONGEST_TEXT` characters, as every date of one side is compared with
    every one of the other.
    """
    if max(map(len, pair.texts)) > LONGEST_TEXT:
        return []
    return flags_by_letters(pair, _flags)


def _flags(pair: TextPair) -> list[Flag]:
    texts = pair.compared
    dates = (read_dates(texts[0], pair.languages[0]), read_dates(texts[1], pair.languages[1]))
    flags: list[Flag] = []
    for kind, same in _SAME.items():
        sides = [[date for date in side if date.kind == kind] for side in dates]
        if kind in RECURRING:
            sides = [_apart(side, dates[at]) for at, side in enumerate(read_recurring(texts, pair.languages, kind))]
        if not sides[0] and not sides[1]:
            continue
        links = _linked(sides[0], sides[1], same)
        flags += [flag for first, second in links for flag in _details(pair, first, second)]
        linked = ({first.span for first, _ in links}, {second.span for _, second in links})
        left = [[date for date in sides[k] if date.span not in linked[k]] for k in (0, 1)]
        flags += _without_counterpart(pair, left[0], left[1])
    return sorted(flags, key=lambda flag: flag.source_span or flag.target_span or (0, 0))


def _apart(dates: Sequence[DateExpression], others: Sequence[DateExpression]) -> list[DateExpression]:
    """Leave out what stands within others: `Easter Monday`, `9 Uhr abends`."""
    spans = [other.span for other in others]
    return [date for date in dates if not any(start < date.end and date.start < end for start, end in spans)]


def date_spans(text: str, language: str) -> list[Span]:
    """Return where the dates of `text` stand, in order, so that other checks leave their figures alone.

    A figure inside may be the counterpart of one outside of a date on the other side.
    """
    return [date.span for date in read_dates(text, language) if date.kind == "calendar"]


def _same_calendar(first: DateExpression, second: DateExpression) -> bool:
    """Tell whether all that both state agrees."""
    years = {first.year, second.year} - {None}
    if len(years) > 1:
        return False
    if first.month == second.month:
        return not (first.days and second.days) or bool(set(first.days) & set(second.days))
    return (
        (first.exchangeable or second.exchangeable) and (first.month,) == second.days and (second.month,) == first.days
    )


def _same_value(first: DateExpression, second: DateExpression) -> bool:
    return not set(first.value.split()).isdisjoint(second.value.split())


def _same_clock(first: DateExpression, second: DateExpression) -> bool:
    return first.clock is not None and second.clock is not None and first.clock.agrees(second.clock)


def _same_period(first: DateExpression, second: DateExpression) -> bool:
    return (first.value, first.direction) == (second.value, second.direction)


_SAME: Final[dict[Kind, Callable[[DateExpression, DateExpression], bool]]] = {
    "calendar": _same_calendar,
    "weekday": _same_value,
    "season": _same_value,
    "period": _same_period,
    "day": _same_value,
    "clock": _same_clock,
    "feast": _same_value,
    "day part": _same_value,
    "frequency": _same_value,
}


def _linked(
    source: Sequence[DateExpression],
    target: Sequence[DateExpression],
    same: Callable[[DateExpression, DateExpression], bool],
) -> list[tuple[DateExpression, DateExpression]]:
    """Link every date with one of the other side that says the same, the closest in detail first.

    One that is left over may share its counterpart: a language may name the month once for two days.
    """
    links: list[tuple[DateExpression, DateExpression]] = []
    free = list(target)
    for date in source:
        fits = [other for other in free if same(date, other)] or [other for other in target if same(date, other)]
        if fits:
            chosen = max(fits, key=lambda other: _detail(date, other))
            links.append((date, chosen))
            free = [other for other in free if other is not chosen]
    for other in free:
        fits = [date for date in source if same(date, other)]
        if fits:
            links.append((fits[0], other))
    return links


def _detail(first: DateExpression, second: DateExpression) -> tuple[bool, bool, bool]:
    return first.days == second.days, first.year == second.year, first.part == second.part


def _details(pair: TextPair, first: DateExpression, second: DateExpression) -> list[Flag]:
    """Flag what one of two linked dates says and the other does not."""
    flags = []
    if first.part != second.part and _part_is_lost(pair, first, second):
        flags.append(_part_flag(pair, first, second))
    if first.kind == "calendar":
        if (first.year is None) != (second.year is None):
            flags += _figure_flag(pair, first, second, "year", YEAR_MISSING)
        if bool(first.days) != bool(second.days):
            flags += _figure_flag(pair, first, second, "day", DAY_MISSING)
    return flags


def _part_is_lost(pair: TextPair, first: DateExpression, second: DateExpression) -> bool:
    """Tell whether nothing on the other side can stand for `early`, `mid` or `late`."""
    if first.part and second.part:
        return True
    if first.part:
        part, other, text = first.part, second, pair.target
    else:
        part, other, text = second.part, first, pair.source
    near = re.compile(rf"\b(?:{HINTS[part]})", re.IGNORECASE)
    return near.search(text, max(0, other.start - _NEAR), other.end + _NEAR) is None


def _part_flag(pair: TextPair, first: DateExpression, second: DateExpression) -> Flag:
    source, target = _quoted(pair, first, second)
    probability = DIFFERENT if first.part and second.part else PART_MISSING
    message = f"{source} {IN_SOURCE} is {target} {IN_TARGET}"
    evidence = Evidence("part of a period", source.strip('"'), target.strip('"'))
    return finding("date", "minor", probability, first.span, second.span, message, evidence)


def _figure_flag(
    pair: TextPair, first: DateExpression, second: DateExpression, what: str, probability: float
) -> list[Flag]:
    """Flag a year or day that one of two linked dates lacks, unless the figure stands elsewhere in the text."""
    side = 0 if (first.year is not None if what == "year" else bool(first.days)) else 1
    stated, text = (first, pair.target) if side == 0 else (second, pair.source)
    figures = {stated.year} if what == "year" else set(stated.days)
    if figures & {int(found[0]) for found in _PLAIN.finditer(text) if len(found[0]) <= 4}:
        return []
    source, target = _quoted(pair, first, second)
    message = f"{source} {IN_SOURCE} is {target} {IN_TARGET}: the {what} is in one of them only"
    evidence = Evidence(f"{what} missing", source.strip('"'), target.strip('"'))
    return [finding("date", "minor", probability, first.span, second.span, message, evidence)]


def _without_counterpart(
    pair: TextPair, source: Sequence[DateExpression], target: Sequence[DateExpression]
) -> list[Flag]:
    """Flag dates that were not linked: those of both sides against each other, then those of one side.

    A name that is kept as it is (`Saturday Night`) is no date.
    """
    source, target = _not_kept(pair.source, source, pair.target), _not_kept(pair.target, target, pair.source)
    flags = []
    if source and source[0].kind == "clock":
        return _other_times(pair, source, target)
    count = min(len(source), len(target))
    for first, second in zip(source[:count], target[:count], strict=True):
        if _may_differ(first, second):
            flags.append(_different(pair, first, second))
    for side, dates in enumerate((source[count:], target[count:])):
        flags += [
            _missing(pair, side, date)
            for date in dates
            if date.sure and date.kind not in RECURRING and not _is_in_figures(pair, side, date)
        ]
    return flags


def _may_differ(first: DateExpression, second: DateExpression) -> bool:
    """Tell whether two dates that do not agree are worth a flag: recurring ones where both words are sure."""
    if first.kind in RECURRING:
        return first.sure and second.sure
    return first.sure or second.sure


def _other_times(pair: TextPair, source: Sequence[DateExpression], target: Sequence[DateExpression]) -> list[Flag]:
    """Flag times of the day that differ: first where the hands stand alike, then the others if all have one."""
    flags = []
    firsts, seconds = [], list(target)
    for first in source:
        second = next((each for each in seconds if _same_dial(first, each)), None)
        if second is None:
            firsts.append(first)
        else:
            seconds.remove(second)
            flags.append(_different(pair, first, second))
    if len(firsts) == len(seconds):
        flags += [_different(pair, first, second) for first, second in zip(firsts, seconds, strict=True)]
    return flags


def _same_dial(first: DateExpression, second: DateExpression) -> bool:
    return first.clock is not None and second.clock is not None and first.clock.same_dial(second.clock)


def _not_kept(text: str, dates: Sequence[DateExpression], other: str) -> list[DateExpression]:
    return [date for date in dates if text[date.start : date.end] not in other]


def _different(pair: TextPair, first: DateExpression, second: DateExpression) -> Flag:
    source, target = _quoted(pair, first, second)
    certain = first.kind in _CERTAIN
    probability = (DIFFERENT if certain else RELATIVE_DIFFERENT) / (1 if first.sure and second.sure else 2)
    severity: Severity = "major" if certain else "minor"
    message = f"{source} {IN_SOURCE} is {target} {IN_TARGET}"
    evidence = Evidence(f"different {first.kind}", source.strip('"'), target.strip('"'))
    return finding("date", severity, probability, first.span, second.span, message, evidence)


def _missing(pair: TextPair, side: int, date: DateExpression) -> Flag:
    text = pair.texts[side][date.start : date.end]
    severity: Severity = "major" if date.days and date.year else "minor"
    probability = _probability_of_missing(date)
    evidence = Evidence(f"missing {date.kind}", text)
    if side == 0:
        message = f'The date "{text}" {IS_MISSING}'
        return finding("date", severity, probability, date.span, None, message, evidence)
    return finding("date", severity, probability, None, date.span, f'The date "{text}" {IS_NOT_IN_SOURCE}', evidence)


def _probability_of_missing(date: DateExpression) -> float:
    if date.kind == "calendar":
        return FULL_DATE_MISSING if date.days else MONTH_MISSING
    return WEEKDAY_MISSING if date.kind == "weekday" else RELATIVE_MISSING


def _is_in_figures(pair: TextPair, side: int, date: DateExpression) -> bool:
    """Tell whether the other side may give the month in figures, or in a language that has no names here."""
    if pair.languages[1 - side] not in LANGUAGES:
        return True
    if date.kind != "calendar" or date.month is None:
        return False
    return re.search(rf"(?<!\d)0?{date.month}[./-]\d|\d[./-]\s?0?{date.month}(?!\d)", pair.texts[1 - side]) is not None


def _quoted(pair: TextPair, first: DateExpression, second: DateExpression) -> tuple[str, str]:
    return f'"{pair.source[first.start : first.end]}"', f'"{pair.target[second.start : second.end]}"'
