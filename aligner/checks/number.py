"""Flags numbers of one side that the other does not have."""

from __future__ import annotations

import re
from typing import Final

from aligner.checks.flag import Evidence, Flag, Severity
from aligner.checks.numbers.compare import Comparison, known_keys
from aligner.checks.numbers.find import quantities
from aligner.checks.numbers.links import are_linked, likeness_of_link
from aligner.checks.numbers.measured import Couple, Measured
from aligner.checks.numbers.quantity import Key, Kind, Weight
from aligner.checks.pair import LONGEST_TEXT, MOST_FLAGS, TextPair, finding
from aligner.checks.wording import IN_SOURCE, IN_TARGET, IS_MISSING, IS_NOT_IN_SOURCE

_DEFINITE: Final = re.compile(
    r"(?<![^\W_])(?:the|these|those|their|its|our|his|her|all|die|der|den|diesen?|dieser|ihren?|seinen?|unseren?|alle|deren)"
    r" (?:first |last |ersten |letzten )?$|(?<![^\W_])(?:you|we|us|them|they|ihr|wir|euch|uns) $",
    re.IGNORECASE,
)
_ENUMERATOR: Final = re.compile(r"(?:^|[.;:!?,]\s|\s\()$")
_AFTER_ENUMERATOR: Final = re.compile(r"[.)]\s")
_OR_MORE: Final = re.compile(
    r"(?<![^\W_])(?:an? \w+|one|ein(?:e[mnrs]?)?|a few|two|zwei|drei|three) (?:or|oder|bis|to)(?: at most)? $",
    re.IGNORECASE,
)
_VAGUE: Final = re.compile(
    r"(?<![^\W_])(?:paar|einige[nrms]?|mehrere[nrms]?|kurze?[nrms]?|weilchen|weile|moment\w{0,2}|augenblick\w{0,3}|minute"
    r"|ein bisschen|few|several|some|a little|a while|moment|couple|short\w{0,3}|brief\w{0,2})(?![^\W_])",
    re.IGNORECASE,
)
"""What may stand for `a minute or two`."""

_TURNED: Final = 0.85
_DIFFERENT_PARTS: Final = 0.85
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
    flags = [_different(pair, couple, compared) for couple in compared.different if _is_of_numbers(couple)]
    flags += [_turned(pair, couple) for couple in compared.turned[:MOST_FLAGS]]
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


def _different(pair: TextPair, couple: Couple, compared: Comparison) -> Flag:
    first, second = couple
    linked = pair.words is None or are_linked(pair.words, first.quantity.span, second.quantity.span)
    said, given = _text(pair, 0, first), _text(pair, 1, second)
    message = f'"{said}" {IN_SOURCE} is "{given}" {IN_TARGET}'
    severity: Severity = "critical" if linked and _is_amount(couple, compared) else "major"
    rule = "different, linked" if linked else "different"
    return finding(
        "number",
        severity,
        _probability_of_different(couple, linked),
        first.quantity.span,
        second.quantity.span,
        message,
        Evidence(rule, said, given),
    )


def _probability_of_different(couple: Couple, linked: bool) -> float:
    kinds = {each.quantity.kind for each in couple}
    if len(kinds) == 1 and kinds <= {Kind.FRACTION, Kind.MULTIPLE} and linked:
        return _DIFFERENT_PARTS
    shy = Weight.SHY in (couple[0].weight, couple[1].weight)
    return _PROBABILITY_OF_DIFFERENT[shy, linked]


def _is_amount(couple: Couple, compared: Comparison) -> bool:
    """Tell whether both are sure amounts in the same currency, and the only numbers that are left."""
    currencies = [{unit.name for unit in each.units if unit.dimension == "money"} for each in couple]
    alone = len(compared.different) == 1 and not any(_may_alarm(each) for side in compared.left for each in side)
    return alone and bool(currencies[0] & currencies[1]) and all(each.weight is Weight.STRONG for each in couple)


def _turned(pair: TextPair, couple: Couple) -> Flag:
    spans = [(each.sign.start, each.sign.end) if each.sign else each.quantity.span for each in couple]
    said, given = pair.source[slice(*spans[0])], pair.target[slice(*spans[1])]
    message = f'"{said}" {IN_SOURCE} is "{given}" {IN_TARGET}'
    return finding("number", "major", _TURNED, spans[0], spans[1], message, Evidence("sign", said, given))


def _missing(pair: TextPair, side: int, measured: Measured, known: frozenset[Key]) -> Flag:
    big = measured.quantity.kind is Kind.DIGITS and (measured.quantity.value or 100) >= 10
    likeness = 0.0 if pair.words is None else likeness_of_link(pair.words, side, measured.quantity.span)
    rule, probability = _why_missing(pair, side, measured, known, likeness) or ("missing", 0.7 if big else 0.55)
    severity: Severity = "major" if big else "minor"
    text = _text(pair, side, measured)
    span = measured.quantity.span
    source_span, target_span = (span, None) if side == 0 else (None, span)
    message = f"The number {text} {IS_MISSING if side == 0 else IS_NOT_IN_SOURCE}"
    evidence = Evidence(rule, text, similarity=None if pair.words is None else likeness)
    return finding("number", severity, probability, source_span, target_span, message, evidence)


def _why_missing(
    pair: TextPair, side: int, measured: Measured, known: frozenset[Key], likeness: float
) -> tuple[str, float] | None:
    """Return why a number that is missing is probably no error, and how probable one is then; None for no reason."""
    text, start, end = pair.texts[side], *measured.quantity.span
    keys = measured.quantity.keys + measured.quantity.further
    if not known.isdisjoint(keys):
        return "said once", 0.3
    if likeness >= _RENDERED:
        return "said in another way", 0.4
    if any(unit.dimension == "money" for unit in measured.units) and _IN_BRACKETS.search(
        text, max(0, start - 8), start
    ):
        return "amount in brackets", 0.4
    if _ENUMERATOR.search(text, max(0, start - 3), start) and _AFTER_ENUMERATOR.match(text, end):
        return "number of an item", 0.4
    if measured.quantity.kind is Kind.WORDS and (measured.quantity.value or 0) <= 12:
        if _DEFINITE.search(text, max(0, start - 20), start) or _is_in_a_name(text, measured):
            return "defined or a name", 0.35
        if _OR_MORE.search(text, max(0, start - 24), start) and _VAGUE.search(pair.texts[1 - side]):
            return "about as many", 0.35
    if _is_in_a_usual_name(pair, side, measured):
        return "in a name of the document", 0.35
    if _is_next_door(pair, side, keys):
        return "in the neighbouring segment", 0.35
    return None


def _is_next_door(pair: TextPair, side: int, keys: tuple[Key, ...]) -> bool:
    """Tell whether a neighbour on the other side has a number that the neighbours on this side do not have."""
    wanted = frozenset(keys)
    own, others = (
        frozenset(
            key
            for text in pair.neighbours(each)
            if text and len(text) <= LONGEST_TEXT
            for quantity in quantities(text, pair.languages[each])
            for key in quantity.keys
        )
        for each in (side, 1 - side)
    )
    return not wanted.isdisjoint(others - own)


def _is_in_a_usual_name(pair: TextPair, side: int, measured: Measured) -> bool:
    """Tell whether a number stands with a word with which both sides of the document often have it: `Top 10`."""
    text, (start, end) = pair.texts[side], measured.quantity.span
    before = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
    if before is None or pair.surroundings is None:
        return False
    name = f"{before[1]}{text[start:end]}".casefold()
    number = re.compile(rf"(?<!\d){re.escape(text[start:end])}(?!\d)")
    facing = sum(
        name in texts[side].casefold() and number.search(texts[1 - side]) is not None
        for texts in pair.surroundings.texts
    )
    return facing >= _OFTEN


_NAME_BEFORE: Final = re.compile(r"\b([A-ZÄÖÜ][^\W\d_]{1,30}[ \u00a0-])$")
_LONGEST_NAME: Final = 34
_OFTEN: Final = 3
"""Segments in which both sides have a name with its number, for it to be understood elsewhere: chosen by hand."""


def _is_in_a_name(text: str, measured: Measured) -> bool:
    """Tell whether a number word has a capital within a sentence: `Die Drei vom Rastplatz`, `Four Corners`."""
    start = measured.quantity.start
    return text[start].isupper() and start > 0 and text[:start].rstrip()[-1:] not in (".", "!", "?", ":", "")
