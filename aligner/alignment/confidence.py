"""How sure an alignment can be of a bead.

The posterior of a bead compares alignments with each other: of two texts that have nothing in common, too, some
alignment is the best. So a pair of texts that are no more alike than unrelated ones is at best an even bet.
"""

from __future__ import annotations

from typing import Final

from aligner.alignment.bead import Bead
from aligner.alignment.side import Side

UNLIKE: Final = 0.13
"""Of unrelated sentences of novels and news, 19 in 20 are less alike than this (standard deviation .06 to .07); of the
beads of novels 1 or 2% are, verse aside, and of news none."""
EVEN: Final = 0.5
_TELLING: Final = 15
"""Characters. A word or two say too little to the encoder: labels such as `Exit` and `Beenden` are hardly alike."""
_SURE_OF_PLACE: Final = 0.95
"""Posterior from which the neighbours of so short a text vouch for it: labels of an app had .96 and more, the words of
lists sorted in each language .93 at most."""


def believable(posterior: float, similarity: float | None, bead: Bead, sides: tuple[Side, Side]) -> float:
    """Return the confidence in a bead: its posterior, or less where it is a pair whose sides are not alike."""
    if similarity is None or similarity >= UNLIKE:
        return posterior
    vouched_for = posterior >= _SURE_OF_PLACE and _shorter(bead, sides) < _TELLING
    return posterior if vouched_for else min(posterior, EVEN)


def _shorter(bead: Bead, sides: tuple[Side, Side]) -> float:
    """Characters of the shorter side."""
    return min(
        float(sides[0].lengths[bead.source_start : bead.source_end].sum()),
        float(sides[1].lengths[bead.target_start : bead.target_end].sum()),
    )
