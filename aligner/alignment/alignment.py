"""The alignment of two texts from the vectors of their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bead import Bead
from aligner.alignment.corridor import Corridor
from aligner.alignment.decoding import Posteriors, best_beads, posteriors
from aligner.alignment.estimation import length_ratio_in
from aligner.alignment.evidence import null_scores, pair_scores
from aligner.alignment.lattice import Floats, Weights, backward, forward
from aligner.alignment.layout import Correspondence, Layout, add_layout, correspondence_of, layouts_of
from aligner.alignment.moved import Move, find_moves
from aligner.alignment.parameters import Parameters, shipped_parameters
from aligner.alignment.search import find_corridor
from aligner.alignment.second_look import BUDGET, Encode, block_similarities, doubtful_beads, similarity_changes
from aligner.alignment.side import Side, side_of
from aligner.alignment.space import Background, Space, Vectors, common_space

_CERTAINTY_OF_WHOLES = 2.0
"""A difference between encodings of whole blocks counts so many times one between sums of sentences: they hold less
noise. Chosen among 1, 1.5, 2 and 3 on documents with deletions and the press release in `corpus/`."""

_MARGIN = 3
_WIDENINGS = 3


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads in text order that hold every sentence of both texts exactly once.

    `similarity` is the cosine of both sides in the space of comparison, cut at 0, None for null beads;
    `confidence` the probability that the bead is right. `moves` say which null beads are translated elsewhere.
    """

    beads: tuple[Bead, ...]
    similarity: tuple[float | None, ...]
    confidence: tuple[float, ...]
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The sentences of one side: unit vectors (n, d), their n texts and, where known, the paragraph number of each."""

    vectors: Vectors
    texts: Sequence[str]
    paragraphs: Sequence[int] | None = None


def align_texts(
    source: EncodedText,
    target: EncodedText,
    background: Background,
    length_ratio: float,
    max_bead: int = 6,
    encode: Encode | None = None,
    locked: Sequence[Bead] = (),
) -> Alignment:
    """Align n source and m target sentences.

    `length_ratio` is the number of target characters to expect for a source character. `max_bead` limits the sentences
    on either side of a bead. With `encode`, which turns texts into unit vectors, doubtful beads get a second look.
    `locked` beads, in text order and without crossing, are kept as they are, with confidence 1; only what lies between
    them is aligned. Time and memory grow linearly with n + m.
    """
    space = common_space(source.vectors, target.vectors, background)
    sides = (
        side_of(space.of_source(source.vectors), source.texts),
        side_of(space.of_target(target.vectors), target.texts),
    )
    engine = _Engine(
        shipped_parameters().limited(max_bead),
        length_ratio,
        space,
        encode,
        sides,
        layouts_of(source.texts, target.texts, source.paragraphs, target.paragraphs),
        (source.texts, target.texts),
    )
    between = list(gaps(locked, len(sides[0]), len(sides[1])))
    looks = {gap: engine.look(gap) for gap, _ in between if gap.kind != "0-0"}
    habits = _Habits(
        length_ratio_in([(look.found, *engine.part(gap)) for gap, look in looks.items()], length_ratio),
        correspondence_of([(look.found, *engine.layout(gap)) for gap, look in looks.items()]),
    )
    beads: list[Bead] = []
    sure: list[float] = []
    for gap, lock in between:
        if gap in looks:
            found, probabilities = engine.decide(looks[gap], habits)
            beads += found
            sure += probabilities
        if lock is not None:
            beads.append(lock)
            sure.append(1.0)
    similarities = block_similarities(np.array([astuple(bead) for bead in beads if not bead.is_null]), sides)
    remaining = iter(np.clip(similarities, 0.0, 1.0).tolist())
    return Alignment(
        tuple(beads),
        tuple(None if bead.is_null else next(remaining) for bead in beads),
        tuple(sure),
        tuple(find_moves(beads, sides, lambda stretch: engine.decide(engine.look(stretch), habits))),
    )


def gaps(locked: Sequence[Bead], sources: int, targets: int) -> Iterator[tuple[Bead, Bead | None]]:
    """Yield what lies before each locked bead, as the bounds of a bead, with the locked bead; at last what follows all.

    Raises ValueError for beads that overlap, cross or leave the texts.
    """
    i = j = 0
    for lock in locked:
        if not (
            i <= lock.source_start <= lock.source_end <= sources
            and j <= lock.target_start <= lock.target_end <= targets
        ):
            raise ValueError(
                f"{lock} does not follow the locked beads before it within {sources} and {targets} sentences"
            )
        yield Bead(i, lock.source_start, j, lock.target_start), lock
        i, j = lock.source_end, lock.target_end
    yield Bead(i, sources, j, targets), None


@dataclass(frozen=True, slots=True)
class _Look:
    """What the fitted weights say of a stretch of both texts, given as the bounds of a bead."""

    stretch: Bead
    corridor: Corridor
    found: Posteriors


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the first look found out about the document: its length ratio, and how its layouts correspond."""

    length_ratio: float
    layout: Correspondence


@dataclass(frozen=True, slots=True)
class _Engine:
    """Aligns any stretch of both texts: a look at it, and a decision once the habits of the document are known."""

    parameters: Parameters
    length_ratio: float
    space: Space
    encode: Encode | None
    sides: tuple[Side, Side]
    layouts: tuple[Layout, Layout]
    texts: tuple[Sequence[str], Sequence[str]]

    def look(self, stretch: Bead) -> _Look:
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
        return _Look(stretch, corridor, found)

    def decide(self, look: _Look, habits: _Habits) -> tuple[list[Bead], list[float]]:
        """Return the beads of a stretch and their posteriors: after a second look, and by the habits of the text."""
        sides, stretch = self.part(look.stretch), look.stretch
        parameters = _fitting_in(sides, self.parameters)
        pairs = pair_scores(look.corridor, *sides, parameters, habits.length_ratio)
        add_layout(pairs, look.corridor, parameters.types, *self.layout(stretch), habits.layout)
        if self.encode is not None:
            texts = (
                self.texts[0][stretch.source_start : stretch.source_end],
                self.texts[1][stretch.target_start : stretch.target_end],
            )
            budget = BUDGET * sum(side.lengths.sum() for side in self.sides)
            doubtful = look.found.beads[doubtful_beads(look.found, *sides, budget)]
            change = similarity_changes(doubtful, sides, texts, self.space, self.encode)
            _correct(pairs, look.corridor, doubtful, change, parameters)
        beads, sure = best_beads(_sum_up(look.corridor, sides, parameters, pairs))
        return [bead.shifted(stretch.source_start, stretch.target_start) for bead in beads], sure.tolist()

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


def _fitting_in(sides: tuple[Side, Side], parameters: Parameters) -> Parameters:
    """Leave out bead types that are larger than the stretch: between locked beads, most are."""
    return parameters.limited(max(1, *(len(side) for side in sides)))


def _sum_up(
    corridor: Corridor, sides: tuple[Side, Side], parameters: Parameters, pairs: NDArray[np.float32]
) -> Posteriors:
    weights = Weights(parameters.types, pairs, *(null_scores(side, parameters) for side in sides))
    return posteriors(corridor, weights, forward(corridor, weights), backward(corridor, weights))


def _correct(
    pairs: NDArray[np.float32],
    corridor: Corridor,
    beads: NDArray[np.int64],
    change: Floats,
    parameters: Parameters,
) -> None:
    """Add to the scores of some beads (k, 4) what a change (k,) of their similarity is worth."""
    sizes = beads[:, 1::2] - beads[:, ::2]
    places = corridor.offsets[beads[:, 1]] + beads[:, 3] - corridor.low[beads[:, 1]]
    similarity, scaled = parameters.features[:2]
    for kind, bead_type in enumerate(parameters.types):
        chosen = (sizes == bead_type).all(axis=1)
        weight = _CERTAINTY_OF_WHOLES * (similarity + scaled * sum(bead_type) / 2)
        pairs[kind, places[chosen]] += weight * change[chosen]


def _touches_edge(corridor: Corridor, found: Posteriors) -> bool:
    """Whether a probable pair bead ends on a border of the corridor that is not a border of the texts."""
    ends = found.beads[found.probability > 0.5][:, [1, 3]]
    rows, columns = ends[:, 0], ends[:, 1]
    lowest, highest = corridor.low[rows], corridor.high[rows] - 1
    at_low = (columns - lowest <= 1) & (lowest > 0)
    at_high = (highest - columns <= 1) & (highest < corridor.high[-1] - 1)
    return bool((at_low | at_high).any())
