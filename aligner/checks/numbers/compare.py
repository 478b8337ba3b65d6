"""Compares the quantities of two texts: what agrees, what was converted, what is left."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from aligner.checks.clock import read_clocks
from aligner.checks.date import date_spans
from aligner.checks.numbers.bounds import bounds_of_both
from aligner.checks.numbers.find import quantities
from aligner.checks.numbers.hidden import values_in_markup
from aligner.checks.numbers.links import are_linked
from aligner.checks.numbers.measured import Couple, Measured
from aligner.checks.numbers.quantity import Key, Kind, Quantity, Weight, normal
from aligner.checks.numbers.signs import Sign, says_before_christ, says_less, signs_of
from aligner.checks.numbers.units import Units, implied_ones, units_of
from aligner.checks.pair import Span, TextPair

READ_IN_WORDS: Final = ("de", "en")
_MOST: Final = 30
"""So many numbers without counterpart are compared at most on each side: more are another trouble. Chosen by hand."""
_FARTHEST: Final = 1.5
"""Numbers farther from each other (see `_distance`) do not stand for each other: chosen by hand."""
_IN_DAYS: Final = 0.13
"""`acht Tage` are a week."""
_FAR: Final = 8
"""Characters between a number and a unit that stands with another number, of a range."""
_WITHIN: Final = 0.1
"""A conversion is rounded: `20 feet` are `6 Meter`. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The quantities of both sides and what became of them.

    `same` have the same value; `turned` are those of them of which one is below zero or before Christ and the other
    is not; `converted` are the same in another unit; `different` stand in corresponding places and differ; `left` have
    no counterpart at all.
    """

    found: tuple[list[Measured], list[Measured]]
    same: list[Couple]
    turned: list[Couple]
    converted: list[Couple]
    different: list[Couple]
    left: tuple[list[Measured], list[Measured]]


def compare(pair: TextPair) -> Comparison:
    """Compare the quantities of a pair; time is linear in the texts."""
    texts = pair.compared
    source, target = (_measured(text, code, pair.languages) for text, code in zip(texts, pair.languages, strict=True))
    same, left = _matched(source, target, _first_keys)
    if any(each.weight > Weight.EXCUSE for side in left for each in side):
        source, target = _without_clocks(pair, source, target)
        same, left = _matched(source, target, _first_keys)
    further, left = _matched(*left, _all_keys)
    converted, left = _converted(*left)
    left = _without_split(texts, *left)
    left = _without_centuries(left[0], target, texts[0]), _without_centuries(left[1], source, texts[1])
    left = (_not_given_twice(left[0], target, texts[1]), _not_given_twice(left[1], source, texts[0]))
    left = (_with_dates(left[0], texts[0], pair.languages[0]), _with_dates(left[1], texts[1], pair.languages[1]))
    left = _not_in_markup(left[0], pair, 1), _not_in_markup(left[1], pair, 0)
    left = _without(bounds_of_both(pair.texts, *left), *left)
    different, left = _coupled(pair, *left)
    return Comparison((source, target), same + further, _turned(texts, same + further), converted, different, left)


def known_keys(measured: Sequence[Measured]) -> frozenset[Key]:
    """Return all values that quantities may have, counterpart or not."""
    return frozenset(key for each in measured for key in _all_keys(each))


def whole_span(measured: Measured) -> Span:
    """Return where a number stands with its unit."""
    start, end = measured.quantity.span
    unit = measured.unit_span
    if unit == (0, 0) or unit[0] - end > _FAR or start - unit[1] > _FAR:
        return start, end
    return min(start, unit[0]), max(end, unit[1])


def fits(first: Measured, second: Measured, within: float = _WITHIN) -> bool:
    """Tell whether one is the other in another unit of the same dimension, but for a share of `within`."""
    values = first.quantity.value, second.quantity.value
    if values[0] is None or values[1] is None:
        return False
    return any(
        _is_near(a.base(values[0]), b.base(values[1]), within)
        or _is_near(a.factor * values[0], b.factor * values[1], within)
        for a in first.units
        for b in second.units
        if a.name != b.name and a.dimension == b.dimension and a.factor
    )


def _is_near(first: float, second: float, within: float) -> bool:
    return abs(first - second) <= within * max(abs(first), abs(second))


def _measured(text: str, language: str, languages: tuple[str, str]) -> list[Measured]:
    found = quantities(text, language)
    if not all(code in READ_IN_WORDS for code in languages):
        found = [each for each in found if each.kind is Kind.DIGITS and (each.value or 0) > 12]
    if not found:
        return []
    return [
        Measured(_in_hundredths(each, units), units, unit_span=span, sign=sign)
        for each, (units, span), sign in zip(found, units_of(text, found), signs_of(text, found), strict=True)
    ]


def _in_hundredths(quantity: Quantity, units: Units) -> Quantity:
    """Let `50 Cent` be 0.5 of the coin they are the hundredth of, and the other way round."""
    value = quantity.value
    if value is None or not any(unit.dimension == "money" for unit in units):
        return quantity
    if any(unit.name in ("cent", "pence") for unit in units):
        return replace(quantity, further=(*quantity.further, normal(value / 100)))
    return replace(quantity, further=(*quantity.further, normal(value * 100))) if 0 < value < 1 else quantity


def _without_clocks(
    pair: TextPair, source: list[Measured], target: list[Measured]
) -> tuple[list[Measured], list[Measured]]:
    """Leave out the numbers of times of the day that both sides have, each in its way: `halb drei`, `2:30`."""
    firsts, seconds = (read_clocks(text, code) for text, code in zip(pair.compared, pair.languages, strict=True))
    spans: tuple[list[Span], list[Span]] = ([], [])
    for first in firsts[:_MOST]:
        second = next((each for each in seconds if first.agrees(each)), None)
        if second is not None:
            seconds.remove(second)
            spans[0].append((first.start, first.end))
            spans[1].append((second.start, second.end))
    return _outside(source, spans[0]), _outside(target, spans[1])


def _outside(measured: list[Measured], spans: list[Span]) -> list[Measured]:
    return [
        each
        for each in measured
        if not any(start < each.quantity.end and each.quantity.start < end for start, end in spans)
    ]


def _turned(texts: tuple[str, str], same: Sequence[Couple]) -> list[Couple]:
    """Return the couples of equal numbers of which one is turned, unless the other side says so in another way."""
    sides = ([first for first, _ in same], [second for _, second in same])
    if not any(each.sign and (each.sign.value or each.sign.era) for side in sides for each in side):
        return []
    found = []
    for first, second in same:
        if Weight.EXCUSE in (first.weight, second.weight):
            continue
        signs = [each.sign or _UNTURNED for each in (first, second)]
        for of_era in (False, True):
            one, other = (sign.era if of_era else sign.value for sign in signs)
            if (one == -1) is (other == -1):
                continue
            if one and other:
                excused = False
            else:
                lacking = texts[1] if one else texts[0]
                excused = says_before_christ(lacking) if of_era else says_less(lacking, _is_on_scale(first, second))
            if not excused and not _is_swapped(first, same, of_era):
                found.append((first, second))
                break
    return found


def _is_on_scale(first: Measured, second: Measured) -> bool:
    dimensions = {unit.dimension for each in (first, second) for unit in each.units}
    return not dimensions.isdisjoint(("temperature", "voltage", "current"))


def _is_swapped(measured: Measured, same: Sequence[Couple], of_era: bool) -> bool:
    """Tell whether both sides turn the same value as often: they only have it in another order."""
    turned = [0, 0]
    for couple in same:
        if couple[0].quantity.value == measured.quantity.value:
            for side, each in enumerate(couple):
                if each.sign is not None:
                    turned[side] += (each.sign.era if of_era else each.sign.value) == -1
    return turned[0] == turned[1]


def _with_dates(left: list[Measured], text: str, language: str) -> list[Measured]:
    """Mark the quantities that stand in a date; both are in order."""
    if not left:
        return left
    dates = iter(date_spans(text, language))
    date = next(dates, None)
    marked = []
    for each in left:
        while date is not None and date[1] <= each.quantity.start:
            date = next(dates, None)
        marked.append(replace(each, in_date=date is not None and date[0] < each.quantity.end))
    return marked


def _not_in_markup(left: list[Measured], pair: TextPair, side: int) -> list[Measured]:
    """Leave out the numbers that stand in the unseen markup of another side: `chapter 3`, `<<ch03-branches>>`."""
    if not left or not pair.unseen[side]:
        return left
    known = values_in_markup(pair.texts[side], pair.unseen[side], pair.languages[side])
    return [each for each in left if known.isdisjoint(_all_keys(each))]


def _without_centuries(left: list[Measured], others: Sequence[Measured], text: str) -> list[Measured]:
    """Leave out the century of a year that the other side has: `in den 50ern des 19. Jahrhunderts`, `in the 1850s`."""
    if not any(_CENTURY.match(text, each.quantity.end) for each in left):
        return left
    centuries = {other.quantity.value // 100 + 1 for other in others if other.quantity.value is not None}
    return [each for each in left if not (_CENTURY.match(text, each.quantity.end) and each.quantity.value in centuries)]


_CENTURY: Final = re.compile(r"(?:st|nd|rd|th|\.)?[\s-](?:Jahrh?undert|Jh|century|c\.)")


def _without_split(
    texts: tuple[str, str], source: list[Measured], target: list[Measured]
) -> tuple[list[Measured], list[Measured]]:
    """Leave out `6.30` on one side and `6`, `30` on the other: a time or score with another separator."""
    firsts, used = _split(texts[0], source, target)
    seconds, others = _split(texts[1], target, source)
    return _minus(source, firsts, others), _minus(target, seconds, used)


def _minus(all_: list[Measured], *parts: list[Measured]) -> list[Measured]:
    out = {id(each) for part in parts for each in part}
    return [each for each in all_ if id(each) not in out]


def _split(text: str, left: list[Measured], others: list[Measured]) -> tuple[list[Measured], list[Measured]]:
    """Return those of a side that are two numbers of the other side, and these."""
    runs: list[Measured] = []
    parts: list[Measured] = []
    candidates = [each for each in left if _SPLIT.fullmatch(text, *each.quantity.span)][:_MOST]
    for run in candidates:
        pieces = [float(piece) for piece in re.split(r"\D", text[run.quantity.start : run.quantity.end])]
        found = [next((each for each in others if each.quantity.value == piece), None) for piece in pieces]
        if found[0] is not None and (found[1] is not None or not pieces[1]):
            runs.append(run)
            parts += [each for each in found if each is not None]
    return runs, parts


_SPLIT: Final = re.compile(r"\d{1,3}[.,/]\d{1,2}")


def _first_keys(measured: Measured) -> tuple[Key, ...]:
    return measured.quantity.keys


def _all_keys(measured: Measured) -> tuple[Key, ...]:
    return measured.quantity.keys + measured.quantity.further


def _matched(
    source: Sequence[Measured], target: Sequence[Measured], keys_of: Callable[[Measured], tuple[Key, ...]]
) -> tuple[list[Couple], tuple[list[Measured], list[Measured]]]:
    """Couple equal quantities, those first that must have a counterpart, then in order of the text.

    Two parts of a whole are equal in their value only, not in the figures that they are said with.
    """
    waiting: dict[Key, list[int]] = defaultdict(list)
    for at in sorted(range(len(target)), key=lambda at: (target[at].weight, -at)):
        for key in keys_of(target[at]):
            waiting[key].append(at)
    used: set[int] = set()
    couples, left = [], []
    for measured in sorted(source, key=lambda each: -each.weight):
        keys = keys_of(measured)
        candidates = _taken(waiting, keys, used)
        found = next((at for at in candidates if _may_be_equal(measured, target[at])), None)
        if found is None:
            left.append(measured)
        else:
            used.add(found)
            couples.append((measured, target[found]))
    left.sort(key=lambda each: each.quantity.start)
    return couples, (left, [each for at, each in enumerate(target) if at not in used])


def _may_be_equal(first: Measured, second: Measured) -> bool:
    if first.quantity.kind is second.quantity.kind and first.quantity.kind in (Kind.FRACTION, Kind.MULTIPLE):
        return first.quantity.keys[0] == second.quantity.keys[0]
    return True


def _taken(waiting: dict[Key, list[int]], keys: Sequence[Key], used: set[int]) -> Iterator[int]:
    for key in keys:
        places = waiting.get(key, [])
        while places:
            at = places.pop()
            if at not in used:
                yield at


def _converted(
    source: list[Measured], target: list[Measured]
) -> tuple[list[Couple], tuple[list[Measured], list[Measured]]]:
    couples = []
    seconds = [each for each in target if each.units][:_MOST]
    for first in [each for each in source if each.units][:_MOST]:
        second = next((each for each in seconds if fits(first, each)), None)
        if second is not None:
            seconds.remove(second)
            couples.append((first, second))
    return couples, _without(couples, source, target)


def _without(
    couples: Sequence[Couple], source: list[Measured], target: list[Measured]
) -> tuple[list[Measured], list[Measured]]:
    used = {id(each) for couple in couples for each in couple}
    return [each for each in source if id(each) not in used], [each for each in target if id(each) not in used]


def _not_given_twice(left: list[Measured], others: Sequence[Measured], text: str) -> list[Measured]:
    """Leave out what the other side says in another unit only: `45 miles (72 kilometers)` are `72 Kilometer`."""
    if not any(each.units for each in left):
        return left
    measures = [each for each in others if each.units][:_MOST]
    ones = [Measured(_ONE, units) for units in implied_ones(text)][:_MOST]
    return [
        each for each in left if not (each.units and any(fits(each, other, _IN_DAYS) for other in (*measures, *ones)))
    ]


_UNTURNED: Final = Sign(0, 0)
_ONE: Final = Quantity(0, 0, Kind.OTHER, Weight.EXCUSE, (1.0,))


def _coupled(
    pair: TextPair, source: list[Measured], target: list[Measured]
) -> tuple[list[Couple], tuple[list[Measured], list[Measured]]]:
    """Couple what is left on both sides where it stands in corresponding places, nearest first."""
    firsts = [each for each in source if each.weight >= Weight.SHY][:_MOST]
    seconds = [each for each in target if each.weight >= Weight.SHY][:_MOST]
    options = sorted(
        (_distance(pair, first, second), i, j)
        for i, first in enumerate(firsts)
        for j, second in enumerate(seconds)
        if _may_differ(first, second)
    )
    used: tuple[set[int], set[int]] = (set(), set())
    couples = []
    for distance, i, j in options:
        if distance <= _FARTHEST and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            couples.append((firsts[i], seconds[j]))
    return couples, _without(couples, source, target)


def _may_differ(first: Measured, second: Measured) -> bool:
    """Tell whether two quantities may stand for each other though they differ."""
    kinds = {first.quantity.kind, second.quantity.kind}
    if any(each.quantity.kind is Kind.ORDINAL and each.quantity.value == 1 for each in (first, second)):
        return len(kinds) == 1
    if kinds == {Kind.FRACTION}:
        return True
    if Kind.FRACTION in kinds:
        other = second if first.quantity.kind is Kind.FRACTION else first
        return other.weight is Weight.STRONG and other.quantity.value is not None and other.quantity.value % 1 != 0
    return max(first.weight, second.weight) is Weight.STRONG or len(kinds) == 1


def _distance(pair: TextPair, first: Measured, second: Measured) -> float:
    """Return how far two numbers are from standing for each other: 1 is a whole text apart.

    What counts beside the place was chosen by hand, with the cases of the tests in view.
    """
    place = abs(first.quantity.start / len(pair.source) - second.quantity.start / len(pair.target))
    dimensions = {unit.dimension for unit in first.units} & {unit.dimension for unit in second.units}
    return (
        place
        + 0.3 * (first.quantity.kind is not second.quantity.kind)
        + 0.2 * (first.weight is not second.weight)
        + 0.3 * (not dimensions and bool(first.units or second.units))
        + 0.3 * (first.in_date is not second.in_date)
        - 0.5 * (pair.words is not None and are_linked(pair.words, first.quantity.span, second.quantity.span))
    )
