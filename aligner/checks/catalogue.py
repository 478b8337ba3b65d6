"""All checks: the one place where a new one is entered; its flag has an entry in the table (`aligner.checks.kinds`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aligner.checks.date import date_flags
from aligner.checks.exclusive import exclusive_flags
from aligner.checks.flag import Flag
from aligner.checks.inconsistent import inconsistent_flags
from aligner.checks.length import length_flags
from aligner.checks.meaning import meaning_flags
from aligner.checks.name import name_flags
from aligner.checks.negation import negation_flags
from aligner.checks.pair import Check, TextPair
from aligner.checks.quantity import quantity_flags
from aligner.checks.unanswered import unanswered_flags
from aligner.checks.untranslated import untranslated_flags

PAIR_CHECKS: Final[tuple[Check, ...]] = (
    quantity_flags,
    date_flags,
    name_flags,
    negation_flags,
    untranslated_flags,
    exclusive_flags,
    meaning_flags,
    unanswered_flags,
)
"""Checks that look at one segment."""


def document_flags(pairs: Sequence[TextPair], ids: Sequence[int]) -> list[tuple[Flag, ...]]:
    """Return for each pair of a document the flags `length` and `inconsistent`, which all pairs together decide."""
    if not pairs:
        return []
    texts = [pair.texts for pair in pairs]
    length, inconsistent = length_flags(texts, pairs[0].languages), inconsistent_flags(texts, ids)
    return [(*first, *second) for first, second in zip(length, inconsistent, strict=True)]
