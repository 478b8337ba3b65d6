"""Aligns any stretch of two texts: sums over all alignments in a corridor, then looks again at what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bead import Bead
from aligner.alignment.corridor import Corridor
from aligner.alignment.decoding import Posteriors, best_beads, posteriors
from aligner.alignment.estimation import length_ratio_in
from aligner.alignment.evidence import null_scores, pair_scores
from aligner.alignment.lattice import Floats, Weights, backward, forward
from aligner.alignment.layout import Correspondence, Layout, add_layout, correspondence_of
from aligner.alignment.parameters import Parameters
from aligner.alignment.search import find_corridor
from aligner.alignment.second_look import Encode, doubtful_beads, similarity_changes
from aligner.alignment.side import Side
from aligner.alignment.space import Space
from aligner.alignment.word_evidence import (
    MissingShares,
    beads_to_read,
    blocks_of,
    freedom_of,
    is_single,
    pairs_to_read,
    word_weights,
)

_CERTAINTY_OF_WHOLES = 2.0
"""A difference between encodings of whole blocks counts so many times one between sums of sentences: they hold less
noise. Chosen among 1, 1.5, 2 and 3 on documents with deletions and the press release in `corpus/`."""

_MARGIN = 3
"""Half the width of the first corridor, in groups of four sentences: chosen by hand."""
_WIDENINGS = 3
"""Corridors that are tried at most, each twice as wide as the one before: chosen by hand."""

Scores = NDArray[np.float32]
"""(types, nodes) of pair beads, by the node where they end."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the fitted weights say of a stretch of both texts, given as the bounds of a bead."""

    stretch: Bead
    corridor: Corridor
    found: Posteriors


@dataclass(frozen=True, slots=True)
class Habits:
    """What the first look found out about the document.

    Its length ratio, how its layouts correspond, and how freely it is translated.
    """

    length_ratio: float
    layout: Correspondence
    freedom: float


@dataclass(frozen=True, slots=True)
class Engine:
    """Aligns any stretch of both texts: a look at it, and a decision once the habits of the document are known.

    `length_ratio` is that of the languages. `encode` and `missing` are None where doubtful beads are to be decided
    without encodings of whole blocks, or without words. A stretch has `budget` characters encoded anew at most.
    """

    parameters: Parameters
    length_ratio: float
    space: Space
    encode: Encode | None
    missing: MissingShares | None
    budget: float
    sides: tuple[Side, Side]
    layouts: tuple[Layout, Layout]
    texts: tuple[Sequence[str], Sequence[str]]

    def look(self, stretch: Bead) -> Look:
        """Sum over all alignments within a corridor, in a wider one where a probable bead touches the edge."""
        sides = self.part(stretch)
        parameters = _fitting_in(sides, self.parameters)
        margin = _MARGIN
        for _ in range(_WIDENINGS):
            corridor = find_corridor(*sides, margin)
            pairs = pair_scores(corridor, *sides, parameters, self.length_ratio)
            found = _sum_up(corridor, sides, parameters, pairs)
            if not _touches_edge(corridor, found):
                break
            margin *= 2
        return Look(stretch, corridor, found)

    def habits(self, looks: Iterable[Look]) -> Habits:
        """Find out the habits of a document from first looks at its stretches."""
        looks = list(looks)
        seen = [(look.found, look.stretch) for look in looks]
        return Habits(
            length_ratio_in([(found, *self.part(stretch)) for found, stretch in seen], self.length_ratio),
            correspondence_of([(found, *self.layout(stretch)) for found, stretch in seen]),
            self._freedom(looks),
        )

    def decide(self, look: Look, habits: Habits) -> tuple[list[Bead], list[float]]:
        """Return the beads of a stretch and their posteriors: after a second look, and by the habits of the text."""
        beads, sure = best_beads(self.found_again(look, habits))
        stretch = look.stretch
        return [bead.shifted(stretch.source_start, stretch.target_start) for bead in beads], sure.tolist()

    def found_again(self, look: Look, habits: Habits) -> Posteriors:
        """Sum over all alignments of the corridor with all that is known of them."""
        sides = self.part(look.stretch)
        parameters = _fitting_in(sides, self.parameters)
        pairs = pair_scores(look.corridor, *sides, parameters, habits.length_ratio)
        add_layout(pairs, look.corridor, parameters.types, *self.layout(look.stretch), habits.layout)
        if self.encode is not None:
            self._add_encodings(pairs, look, parameters, self.encode)
        if self.missing is not None:
            self._add_words(pairs, look, parameters, self.missing, habits.freedom)
        return _sum_up(look.corridor, sides, parameters, pairs)

    def _add_encodings(self, pairs: Scores, look: Look, parameters: Parameters, encode: Encode) -> None:
        sides = self.part(look.stretch)
        beads = look.found.beads[doubtful_beads(look.found, *sides, self.budget)]
        change = similarity_changes(beads, sides, self.text(look.stretch), self.space, encode)
        similarity, scaled = parameters.features[:2]
        sizes = (beads[:, 1::2] - beads[:, ::2]).sum(axis=1)
        _add(pairs, look.corridor, beads, _CERTAINTY_OF_WHOLES * (similarity + scaled * sizes / 2) * change, parameters)

    def _add_words(
        self, pairs: Scores, look: Look, parameters: Parameters, missing: MissingShares, freedom: float
    ) -> None:
        beads, _ = beads_to_read(look.found)
        share = missing(blocks_of(beads, self.text(look.stretch)))
        _add(pairs, look.corridor, beads, word_weights().scores(share, is_single(beads), freedom), parameters)

    def _freedom(self, looks: Sequence[Look]) -> float:
        # Only joined sentences are measured by it.
        if self.missing is None or all(is_single(beads_to_read(look.found)[0]).all() for look in looks):
            return 0.0
        sure = [
            look.found.sure_pairs() + np.array([look.stretch.source_start, look.stretch.target_start]) for look in looks
        ]
        beads = pairs_to_read(np.concatenate([np.zeros((0, 2), np.int64), *sure]))
        return freedom_of(self.missing(blocks_of(beads, self.texts)))

    def part(self, stretch: Bead) -> tuple[Side, Side]:
        """Cut out the sentences of a stretch."""
        return (
            self.sides[0].part(slice(stretch.source_start, stretch.source_end)),
            self.sides[1].part(slice(stretch.target_start, stretch.target_end)),
        )

    def layout(self, stretch: Bead) -> tuple[Layout, Layout]:
        """Cut out the layout of a stretch."""
        return (
            self.layouts[0].part(slice(stretch.source_start, stretch.source_end)),
            self.layouts[1].part(slice(stretch.target_start, stretch.target_end)),
        )

    def text(self, stretch: Bead) -> tuple[Sequence[str], Sequence[str]]:
        """Cut out the texts of a stretch."""
        return (
            self.texts[0][stretch.source_start : stretch.source_end],
            self.texts[1][stretch.target_start : stretch.target_end],
        )


def _fitting_in(sides: tuple[Side, Side], parameters: Parameters) -> Parameters:
    """Leave out bead types that are larger than the stretch: between locked beads, most are."""
    return parameters.limited(max(1, *(len(side) for side in sides)))


def _sum_up(corridor: Corridor, sides: tuple[Side, Side], parameters: Parameters, pairs: Scores) -> Posteriors:
    weights = Weights(parameters.types, pairs, *(null_scores(side, parameters) for side in sides))
    return posteriors(corridor, weights, forward(corridor, weights), backward(corridor, weights))


def _add(pairs: Scores, corridor: Corridor, beads: NDArray[np.int64], change: Floats, parameters: Parameters) -> None:
    """Add a change (k,) to the scores of some beads (k, 4)."""
    sizes = beads[:, 1::2] - beads[:, ::2]
    places = corridor.offsets[beads[:, 1]] + beads[:, 3] - corridor.low[beads[:, 1]]
    for kind, bead_type in enumerate(parameters.types):
        chosen = (sizes == bead_type).all(axis=1)
        pairs[kind, places[chosen]] += change[chosen]


def _touches_edge(corridor: Corridor, found: Posteriors) -> bool:
    """Whether a probable pair bead ends on a border of the corridor that is not a border of the texts."""
    ends = found.beads[found.probability > 0.5][:, [1, 3]]
    rows, columns = ends[:, 0], ends[:, 1]
    lowest, highest = corridor.low[rows], corridor.high[rows] - 1
    at_low = (columns - lowest <= 1) & (lowest > 0)
    at_high = (highest - columns <= 1) & (highest < corridor.high[-1] - 1)
    return bool((at_low | at_high).any())
