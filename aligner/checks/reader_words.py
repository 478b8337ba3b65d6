"""Puts words of which the reader says the same together to phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from aligner.checks.pair import TextPair
    from aligner.reader.reading import Probabilities

SEEN: Final = 0.3
"""A word of which something is said with this probability begins a phrase."""
CARRIED: Final = 0.15
"""Words next to it belong to the phrase from this probability on. Both chosen by hand."""


def unshared(pair: TextPair, side: int, said: Probabilities) -> Probabilities:
    """Return what is said of the words of a side, 0 for code and markup that both sides share."""
    if pair.reading is None:
        return said
    spans = pair.reading.sides[side].spans.tolist()
    return np.where([pair.shared.holds(side, (start, end)) for start, end in spans], 0.0, said)


def runs(said: Probabilities) -> list[tuple[int, int]]:
    """Return the ranges of words that make a phrase."""
    found: list[tuple[int, int]] = []
    for at in np.flatnonzero(said >= SEEN).tolist():
        if found and found[-1][1] > at:
            continue
        start, end = at, at + 1
        while start > 0 and said[start - 1] >= CARRIED:
            start -= 1
        while end < len(said) and said[end] >= CARRIED:
            end += 1
        found.append((start, end))
    return found
