"""Compares the quantities of two texts: what agrees, what was converted, what is left."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from aligner.checks.date import date_spans
from aligner.checks.numbers.find import quantities
from aligner.checks.numbers.links import are_linked
from aligner.checks.numbers.quantity import Key, Kind, Quantity, Weight
from aligner.checks.numbers.units import Units, implied_ones, units_of
from aligner.checks.pair import TextPair

READ_IN_WORDS: Final = ("de", "en")
_MOST: Final = 30
"""So many numbers without counterpart are compared at most on each side: more are another trouble. Chosen by hand."""
_FARTHEST: Final = 1.5
"""Numbers farther from each other (see `_distance`) do not stand for each other: chosen by hand."""
_WITHIN: Final = 0.1
"""A conversion is rounded: `20 feet` are `6 Meter`. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity of one side, the units it may be in, and whether the check of dates looks after it."""

    quantity: Quantity
    units: Units
    in_date: bool = False

    @property
    def weight(self) -> Weight:
        """How much it means that it has no counterpart."""
        return self.quantity.weight


Couple = tuple[Measured, Measured]
"""Of source and target."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The quantities of both sides and what became of them.

    `same` have the same value; `converted` are the same in another unit; `different` stand in corresponding places and
    differ; `left` have no counterpart at all.
    """

    found: tuple[list[Measured], list[Measured]]
    same: list[Couple]
    converted: list[Couple]
    different: list[Couple]
    left: tuple[list[Measured], list[Measured]]


def compare(pair: TextPair) -> Comparison:
    """Compare the quantities of a pair; time is linear in the texts."""
    source = _measured(pair.source, pair.languages[0], pair.languages)
    target = _measured(pair.target, pair.languages[1], pair.languages)
    same, left = _matched(source, target, _first_keys)
    further, left = _matched(*left, _all_keys)
    converted, left = _converted(*left)
    left = _without_split(pair, *left)
    left = _without_centuries(left[0], target, pair.source), _without_centuries(left[1], source, pair.target)
    left = (_not_given_twice(left[0], target, pair.target), _not_given_twice(left[1], source, pair.source))
    left = (_with_dates(left[0], pair.source, pair.languages[0]), _with_dates(left[1], pair.target, pair.languages[1]))
    different, left = _coupled(pair, *left)
    return Comparison((source, target), same + further, converted, different, left)


def known_keys(measured: Sequence[Measured]) -> frozenset[Key]:
    """Return all values that quantities may have, counterpart or not."""
    return frozenset(key for each in measured for key in _all_keys(each))


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
    return [Measured(each, units) for each, units in zip(found, units_of(text, found), strict=True)]


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


def _without_centuries(left: list[Measured], others: Sequence[Measured], text: str) -> list[Measured]:
    """Leave out the century of a year that the other side has: `in den 50ern des 19. Jahrhunderts`, `in the 1850s`."""
    if not any(_CENTURY.match(text, each.quantity.end) for each in left):
        return left
    centuries = {other.quantity.value // 100 + 1 for other in others if other.quantity.value is not None}
    return [each for each in left if not (_CENTURY.match(text, each.quantity.end) and each.quantity.value in centuries)]


_CENTURY: Final = re.compile(r"(?:st|nd|rd|th|\.)?[\s-](?:Jahrh?undert|Jh|century|c\.)")


def _without_split(
    pair: TextPair, source: list[Measured], target: list[Measured]
) -> tuple[list[Measured], list[Measured]]:
    """Leave out `6.30` on one side and `6`, `30` on the other: a time or score with another separator."""
    firsts, used = _split(pair.source, source, target)
    seconds, others = _split(pair.target, target, source)
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
    """Couple equal quantities, those first that must have a counterpart, then in order of the text."""
    waiting: dict[Key, list[int]] = defaultdict(list)
    for at in sorted(range(len(target)), key=lambda at: (target[at].weight, -at)):
        for key in keys_of(target[at]):
            waiting[key].append(at)
    used: set[int] = set()
    couples, left = [], []
    for measured in sorted(source, key=lambda each: -each.weight):
        found = next(_taken(waiting, keys_of(measured), used), None)
        if found is None:
            left.append(measured)
        else:
            used.add(found)
            couples.append((measured, target[found]))
    left.sort(key=lambda each: each.quantity.start)
    return couples, (left, [each for at, each in enumerate(target) if at not in used])


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
    return [each for each in left if not (each.units and any(fits(each, other) for other in (*measures, *ones)))]


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
        if max(first.weight, second.weight) is Weight.STRONG or first.quantity.kind is second.quantity.kind
    )
    used: tuple[set[int], set[int]] = (set(), set())
    couples = []
    for distance, i, j in options:
        if distance <= _FARTHEST and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            couples.append((firsts[i], seconds[j]))
    return couples, _without(couples, source, target)


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
