"""What a document says about its own habits: how long its translation is."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.alignment.decoding import Posteriors
from aligner.alignment.side import Side

_PRIOR_CHARACTERS = 8000.0
"""The length ratio to expect of the languages counts as so many characters of the document: chosen by hand."""


def length_ratio_in(stretches: Sequence[tuple[Posteriors, Side, Side]], expected: float) -> float:
    """Find out how many target characters there are for a source character, from the surest 1-1 beads."""
    source, target = _PRIOR_CHARACTERS, expected * _PRIOR_CHARACTERS
    for found, source_side, target_side in stretches:
        i, j = found.sure_pairs().T
        source += float(source_side.lengths[i].sum())
        target += float(target_side.lengths[j].sum())
    return target / source
