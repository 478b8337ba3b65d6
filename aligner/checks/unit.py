"""Flags measures and currencies that differ, and those that were converted."""

from __future__ import annotations

from collections import defaultdict

from aligner.checks.flag import Evidence, Flag, Severity
from aligner.checks.number import is_of_units
from aligner.checks.numbers.compare import Comparison, fits, whole_span
from aligner.checks.numbers.measured import Couple, Measured
from aligner.checks.numbers.quantity import Key
from aligner.checks.pair import MOST_FLAGS, TextPair, finding
from aligner.checks.wording import IN_SOURCE, IN_TARGET

_SAME_NUMBER = 0.8
_WRONGLY_CONVERTED = 0.75
_CONVERTED = 0.3
_DOUBTFUL = 0.45
"""Probabilities, graded by kind of case from counts on development sets (`docs/flags.md`)."""
_OF_CALENDAR = frozenset(("day", "week", "month", "quarter", "year", "decade", "century", "millennium"))
_ROUGHLY = 0.25
"""Some round a conversion as much as that: chosen by hand."""


def unit_flags(pair: TextPair, compared: Comparison) -> list[Flag]:
    """Flag a number that has another unit on the other side, and conversions: those that fit at a low probability.

    A unit is marked, not its number. Days, weeks, months and years are dates: their flag is `date`.

    Amounts in two currencies that are not equal may be converted: which rate was taken is not known.
    """
    flags = [_flag(pair, couple, _SAME_NUMBER, "other unit") for couple in _of_other_unit(compared)[:MOST_FLAGS]]
    flags += [_flag(pair, couple, _CONVERTED, "converted") for couple in compared.converted]
    for couple in compared.different:
        if is_of_units(couple):
            money = _dimensions(couple[0]) & _dimensions(couple[1]) == {"money"}
            doubtful = money or fits(*couple, within=_ROUGHLY)
            flags.append(_flag(pair, couple, _DOUBTFUL if doubtful else _WRONGLY_CONVERTED, "other measure"))
    return sorted(flags, key=lambda flag: flag.source_span or (0, 0))


def _of_other_unit(compared: Comparison) -> list[Couple]:
    """Return the couples of equal numbers whose units the same numbers of the other side do not have."""
    names: tuple[dict[Key, set[str]], dict[Key, set[str]]] = (defaultdict(set), defaultdict(set))
    for couple in compared.same:
        for side, measured in enumerate(couple):
            names[side][couple[0].quantity.keys[0]].update(unit.name for unit in measured.units)
    found = []
    for first, second in compared.same:
        key = first.quantity.keys[0]
        said_alike = key in second.quantity.keys
        if said_alike and first.units and second.units and not names[0][key] & names[1][key]:
            found.append((first, second))
    return found


def _dimensions(measured: Measured) -> set[str]:
    return {unit.dimension for unit in measured.units}


def _flag(pair: TextPair, couple: Couple, probability: float, rule: str) -> Flag:
    """Mark the units alone where the numbers are the same, else the numbers with their units."""
    first, second = couple
    said, given = _quoted(pair.source, first), _quoted(pair.target, second)
    if probability == _CONVERTED:
        message = f'"{said}" was converted to "{given}"'
    else:
        message = f'"{said}" {IN_SOURCE} is "{given}" {IN_TARGET}'
    severity: Severity = "major" if probability >= 0.5 else "minor"
    spans = [each.unit_span if rule == "other unit" else whole_span(each) for each in couple]
    name = "date" if rule != "converted" and _are_periods(couple) else "unit"
    return finding(name, severity, probability, spans[0], spans[1], message, Evidence(rule, said, given))


def _are_periods(couple: Couple) -> bool:
    """Tell whether both are so many days, weeks, months, years: what a calendar counts."""
    return all({unit.name for unit in each.units} & _OF_CALENDAR for each in couple)


def _quoted(text: str, measured: Measured) -> str:
    """Return the number with its unit."""
    start, end = whole_span(measured)
    return text[start:end]
