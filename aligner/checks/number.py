"""Flags numbers of one side that the other does not have."""

from __future__ import annotations

import re
from typing import Final

from aligner.checks.flag import Flag, Severity
from aligner.checks.numbers.compare import Comparison, Couple, Measured, known_keys
from aligner.checks.numbers.links import are_linked, likeness_of_link
from aligner.checks.numbers.quantity import Key, Kind, Weight
from aligner.checks.pair import MOST_FLAGS, TextPair, finding

_SIDES: Final = ("source", "target")
_DEFINITE: Final = re.compile(
    r"(?<![^\W_])(?:the|these|those|their|its|our|his|her|all|die|der|den|diesen?|dieser|ihren?|seinen?|unseren?|alle|deren)"
    r" (?:first |last |ersten |letzten )?$",
    re.IGNORECASE,
)

_PROBABILITY_OF_DIFFERENT: Final = {(False, True): 0.9, (False, False): 0.75, (True, True): 0.6, (True, False): 0.4}
"""By whether one of the two may stand alone, and whether their words are linked. Probabilities here are graded by kind
of case from counts on development sets (`docs/flags.md`)."""
_RENDERED: Final = 0.35
"""A number whose word is linked at this cosine is probably said in another way: `two-way` in `bidirektional`.
Chosen by hand."""
_IN_BRACKETS: Final = re.compile(r"[(\[][^\d\s]{0,6}\s?$")


def number_flags(pair: TextPair, compared: Comparison) -> list[Flag]:
    """Flag the numbers of each side that the other side does not have, by the comparison of the pair.

    Numbers without counterpart on both sides are taken together where they stand in corresponding places. One that a
    text may lack for good reasons (`one`, `third`, `COVID-19`) is only flagged as the counterpart of another. Dates
    are left to the check of dates, measures in different units to that of units.
    """
    flags = [_different(pair, couple) for couple in compared.different if _is_of_numbers(couple)]
    for side in (0, 1):
        missing = [each for each in compared.left[side] if _may_alarm(each)][:MOST_FLAGS]
        known = known_keys(compared.found[1 - side]) if missing else frozenset()
        flags += [_missing(pair, side, each, known) for each in missing]
    return sorted(flags, key=lambda flag: (flag.source_span or flag.target_span or (0, 0), flag.target_span or (0, 0)))


def is_of_units(couple: Couple) -> bool:
    """Tell whether two different measures are in different units of the same dimension."""
    first, second = couple
    if {unit.name for unit in first.units} & {unit.name for unit in second.units}:
        return False
    return bool({unit.dimension for unit in first.units} & {unit.dimension for unit in second.units})


def _is_of_numbers(couple: Couple) -> bool:
    return not (couple[0].in_date and couple[1].in_date) and not is_of_units(couple)


def _may_alarm(measured: Measured) -> bool:
    return measured.weight is Weight.STRONG and not measured.in_date


def _text(pair: TextPair, side: int, measured: Measured) -> str:
    return pair.texts[side][measured.quantity.start : measured.quantity.end]


def _different(pair: TextPair, couple: Couple) -> Flag:
    first, second = couple
    shy = Weight.SHY in (first.weight, second.weight)
    linked = pair.words is None or are_linked(pair.words, first.quantity.span, second.quantity.span)
    probability = _PROBABILITY_OF_DIFFERENT[shy, linked]
    severity: Severity = "critical" if not shy and any(unit.dimension == "money" for unit in first.units) else "major"
    message = f'"{_text(pair, 0, first)}" in the source is "{_text(pair, 1, second)}" in the target'
    return finding("number", severity, probability, first.quantity.span, second.quantity.span, message)


def _missing(pair: TextPair, side: int, measured: Measured, known: frozenset[Key]) -> Flag:
    big = measured.quantity.kind is Kind.DIGITS and (measured.quantity.value or 100) >= 10
    probability = _probability_of_missing(pair, side, measured, known, 0.7 if big else 0.55)
    severity: Severity = "major" if big else "minor"
    text = _text(pair, side, measured)
    if side == 0:
        message = f"The number {text} is missing in the translation"
        return finding("number", severity, probability, measured.quantity.span, None, message)
    return finding(
        "number", severity, probability, None, measured.quantity.span, f"The number {text} is not in the source"
    )


def _probability_of_missing(
    pair: TextPair, side: int, measured: Measured, known: frozenset[Key], usual: float
) -> float:
    """Return how probable it is that a number is wrongly missing: not where it may be said without a number."""
    if not known.isdisjoint(measured.quantity.keys + measured.quantity.further):
        return 0.3
    if pair.words is not None and likeness_of_link(pair.words, side, measured.quantity.span) >= _RENDERED:
        return 0.4
    if any(unit.dimension == "money" for unit in measured.units) and _IN_BRACKETS.search(
        pair.texts[side], max(0, measured.quantity.start - 8), measured.quantity.start
    ):
        return 0.4
    if measured.quantity.kind is Kind.WORDS and (measured.quantity.value or 0) <= 12:
        before = pair.texts[side][max(0, measured.quantity.start - 20) : measured.quantity.start]
        if _DEFINITE.search(before) or _is_in_a_name(pair.texts[side], measured):
            return 0.35
    return usual


def _is_in_a_name(text: str, measured: Measured) -> bool:
    """Tell whether a number word has a capital within a sentence: `Die Drei vom Rastplatz`, `Four Corners`."""
    start = measured.quantity.start
    return text[start].isupper() and start > 0 and text[:start].rstrip()[-1:] not in (".", "!", "?", ":", "")
