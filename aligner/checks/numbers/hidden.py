"""Numbers in markup: a chapter that one side names may be the target of a link on the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from aligner.checks.numbers.find import quantities
from aligner.checks.pair import LONGEST_TEXT, Span

_FIGURES: Final = re.compile(r"(?<!\d)\d{1,9}(?!\d)")
_SIGNS: Final = re.compile(r"[\"'=~{}<>#/()\[\]]+")


def values_in_markup(text: str, spans: Iterable[Span], language: str) -> frozenset[float]:
    """Return the values of all numbers in parts of a text, in figures or in words."""
    hidden = "  ".join(text[start:end] for start, end in spans)[:LONGEST_TEXT]
    found = {float(figures) for figures in _FIGURES.findall(hidden)}
    for quantity in quantities(_SIGNS.sub(" ", hidden), language):
        found |= {key for key in quantity.keys + quantity.further if isinstance(key, float)}
    return frozenset(found)
