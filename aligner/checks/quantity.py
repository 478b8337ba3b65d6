"""Flags what the comparison of the quantities of both sides finds: numbers, measures and currencies."""

from __future__ import annotations

from aligner.checks.flag import Flag
from aligner.checks.letters import flags_by_letters
from aligner.checks.number import number_flags
from aligner.checks.numbers.compare import compare
from aligner.checks.pair import TextPair
from aligner.checks.unit import unit_flags


def quantity_flags(pair: TextPair) -> list[Flag]:
    """Return the flags `number` and `unit` of a pair, whose quantities are compared once for both.

    Two periods of days or longer in different units (`drei Wochen`, `three months`) are flagged as `date`.
    """
    return flags_by_letters(pair, _flags)


def _flags(pair: TextPair) -> list[Flag]:
    compared = compare(pair)
    return [*number_flags(pair, compared), *unit_flags(pair, compared)]
