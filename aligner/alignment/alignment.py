"""The alignment of two texts from the vectors of their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bead import Bead
from aligner.alignment.corridor import Corridor
from aligner.alignment.decoding import Posteriors, best_beads, posteriors
from aligner.alignment.estimation import adapted
from aligner.alignment.evidence import Side, pair_scores
from aligner.alignment.lattice import Floats, NullScores, Weights, backward, forward
from aligner.alignment.parameters import TYPICAL_LENGTH, Parameters, shipped_parameters
from aligner.alignment.search import find_corridor
from aligner.alignment.space import Background, Vectors, common_space

_WEIGHT_EXPONENT = 0.7
"""Sentences count in the vector of a block by length to this power: long ones more, but less than their share."""

_MARGIN = 3
_WIDENINGS = 3


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads in text order that hold every sentence of both texts exactly once.

    `similarity` is the cosine of both sides in the space of comparison, cut at 0, None for null beads;
    `confidence` the probability that the bead is right.
    """

    beads: tuple[Bead, ...]
    similarity: tuple[float | None, ...]
    confidence: tuple[float, ...]


def align_vectors(
    source: Vectors,
    target: Vectors,
    source_texts: Sequence[str],
    target_texts: Sequence[str],
    background: Background,
    length_ratio: float,
    max_bead: int = 6,
) -> Alignment:
    """Align n source and m target sentences.

    `source` (n, d) and `target` (m, d) are unit vectors; of the texts only the lengths are used. `length_ratio` is
    the number of target characters to expect for a source character. `max_bead` limits the
    sentences on either side of a bead. Time and memory grow linearly with n + m.
    """
    space = common_space(source, target, background)
    sides = [_side(space.of_source(source), source_texts), _side(space.of_target(target), target_texts)]
    parameters = shipped_parameters().limited(max_bead)
    found = _search(sides[0], sides[1], parameters, length_ratio)
    beads, sure = best_beads(found)
    return Alignment(
        tuple(beads),
        tuple(_similarity(bead, sides[0], sides[1]) for bead in beads),
        tuple(float(value) for value in sure),
    )


def _side(vectors: Vectors, texts: Sequence[str]) -> Side:
    lengths = np.array([max(1, len(text)) for text in texts], np.float64)
    return Side(vectors, lengths, lengths**_WEIGHT_EXPONENT)


def _search(source: Side, target: Side, parameters: Parameters, length_ratio: float) -> Posteriors:
    """Sum over all alignments within a corridor, in a wider one where a probable bead touches the edge."""
    margin = _MARGIN
    for _ in range(_WIDENINGS):
        corridor = find_corridor(source, target, margin)
        pairs = pair_scores(corridor, source, target, parameters, length_ratio)
        found = _sum_up(corridor, source, target, parameters, pairs)
        if not _touches_edge(corridor, found):
            break
        margin *= 2
    fitting = adapted(parameters, found)
    pairs += (fitting.biases - parameters.biases)[:, None]
    return _sum_up(corridor, source, target, fitting, pairs)


def _sum_up(
    corridor: Corridor, source: Side, target: Side, parameters: Parameters, pairs: NDArray[np.float32]
) -> Posteriors:
    weights = Weights(
        parameters.types,
        pairs,
        _null_scores(source.lengths, parameters),
        _null_scores(target.lengths, parameters),
    )
    return posteriors(corridor, weights, forward(corridor, weights), backward(corridor, weights))


def _null_scores(lengths: Floats, parameters: Parameters) -> NullScores:
    by_length = parameters.null_length * np.log(lengths / TYPICAL_LENGTH)
    return NullScores(parameters.null_opening + by_length, parameters.null_extending + by_length)


def _touches_edge(corridor: Corridor, found: Posteriors) -> bool:
    """Whether a probable pair bead ends on a border of the corridor that is not a border of the texts."""
    ends = found.beads[found.probability > 0.5][:, [1, 3]]
    rows, columns = ends[:, 0], ends[:, 1]
    lowest, highest = corridor.low[rows], corridor.high[rows] - 1
    at_low = (columns - lowest <= 1) & (lowest > 0)
    at_high = (highest - columns <= 1) & (highest < corridor.high[-1] - 1)
    return bool((at_low | at_high).any())


def _similarity(bead: Bead, source: Side, target: Side) -> float | None:
    if bead.is_null:
        return None
    blocks: list[NDArray[np.float64]] = []
    for side, start, end in (
        (source, bead.source_start, bead.source_end),
        (target, bead.target_start, bead.target_end),
    ):
        members = side.vectors[start:end].astype(np.float64) * side.weights[start:end, None]
        blocks.append(members.sum(axis=0))
    norms = float(np.sqrt((blocks[0] ** 2).sum() * (blocks[1] ** 2).sum()))
    cosine = float((blocks[0] * blocks[1]).sum()) / norms if norms > 0 else 0.0
    return min(1.0, max(0.0, cosine))
