"""A second look at doubtful beads: their blocks encoded as they stand, not as sums of their sentences.

Sums of sentence vectors are close to the vectors of whole blocks, but where two alignments compete, the difference can
decide. Only blocks of doubtful beads are encoded, up to a fixed share of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.decoding import Posteriors
from aligner.alignment.lattice import Floats
from aligner.alignment.side import Side
from aligner.alignment.space import Space, Vectors

Encode = Callable[[Sequence[str]], Vectors]

DOUBTFUL = (0.05, 0.95)
"""Beads with a posterior in this range are looked at again: chosen by hand."""
_PART = 4096
BUDGET = 0.15
"""Characters to encode anew, as a share of both documents: chosen by hand."""


def doubtful_beads(found: Posteriors, source: Side, target: Side, budget: float) -> NDArray[np.int64]:
    """Choose the candidates to look at again, the most doubtful first, as many as `budget` characters allow.

    Beads of one sentence on each side are left out: their vectors are exact already.
    """
    beads, probability = found.beads, found.probability
    many = (beads[:, 1] - beads[:, 0] > 1) | (beads[:, 3] - beads[:, 2] > 1)
    numbers = np.flatnonzero(many & (probability > DOUBTFUL[0]) & (probability < DOUBTFUL[1]))
    order = numbers[np.argsort(np.abs(probability[numbers] - 0.5), kind="stable")]
    costs = _characters(source, beads[order, 0], beads[order, 1]) + _characters(
        target, beads[order, 2], beads[order, 3]
    )
    return np.asarray(order[np.cumsum(costs) <= budget])


def similarity_changes(
    beads: NDArray[np.int64],
    sides: tuple[Side, Side],
    texts: tuple[Sequence[str], Sequence[str]],
    space: Space,
    encode: Encode,
) -> Floats:
    """How much more similar (k,) both sides of each bead (k, 4) are as whole texts than as sums of their sentences."""
    if not len(beads):
        return np.zeros(0)
    source = _block_vectors(beads[:, :2], sides[0], texts[0], space.of_source, encode)
    target = _block_vectors(beads[:, 2:], sides[1], texts[1], space.of_target, encode)
    whole = np.einsum("ij,ij->i", source.astype(np.float64), target.astype(np.float64))
    whole *= _worth(beads[:, :2], sides[0]) * _worth(beads[:, 2:], sides[1])
    return np.asarray(whole - block_similarities(beads, sides))


def block_similarities(beads: NDArray[np.int64], sides: tuple[Side, Side]) -> Floats:
    """Cosines (k,) of both sides of each pair bead (k, 4), from the sums of their sentences."""
    if not len(beads):
        return np.zeros(0)
    parts = (beads[start : start + _PART] for start in range(0, len(beads), _PART))
    return np.concatenate(
        [
            np.einsum("ij,ij->i", _directions(part[:, :2], sides[0]), _directions(part[:, 2:], sides[1]))
            for part in parts
        ]
    )


def _directions(bounds: NDArray[np.int64], side: Side) -> Floats:
    """Vectors (k, d) of blocks, of one sentence at least: of unit length, less what their members are not worth."""
    whole = _sums(bounds, side, side.weights)
    norms = np.maximum(np.sqrt(np.einsum("ij,ij->i", whole, whole)), 1e-9)
    counted = whole if (side.worth == 1).all() else _sums(bounds, side, side.weights * side.worth)
    return np.asarray(counted / norms[:, None])


def _sums(bounds: NDArray[np.int64], side: Side, weights: Floats) -> Floats:
    """Add up the vectors of blocks (k, d) by the weights (n,) of their sentences."""
    starts, ends = bounds.T
    sums = np.asarray(side.vectors[starts] * weights[starts, None])
    for member in range(1, int((ends - starts).max())):
        longer = np.flatnonzero(ends - starts > member)
        sentences = starts[longer] + member
        sums[longer] += side.vectors[sentences] * weights[sentences, None]
    return sums


def _worth(bounds: NDArray[np.int64], side: Side) -> Floats:
    """Return what the likeness of whole blocks (k,) is worth: the mean of their sentences, by weight."""
    sums = np.concatenate([np.zeros((2, 1)), np.cumsum([side.weights, side.weights * side.worth], axis=1)], axis=1)
    weights, worths = sums[:, bounds[:, 1]] - sums[:, bounds[:, 0]]
    return np.asarray(worths / weights)


def _block_vectors(
    bounds: NDArray[np.int64],
    side: Side,
    texts: Sequence[str],
    into_space: Callable[[Vectors], Vectors],
    encode: Encode,
) -> Vectors:
    blocks = {(int(a), int(b)) for a, b in bounds if b - a > 1}
    ordered = sorted(blocks)
    if ordered:
        encoded = into_space(encode([" ".join(texts[a:b]) for a, b in ordered]))
        place = {block: k for k, block in enumerate(ordered)}
    return np.array([encoded[place[a, b]] if b - a > 1 else side.vectors[a] for a, b in bounds.tolist()])


def _characters(side: Side, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Floats:
    sums = np.concatenate([[0.0], np.cumsum(side.lengths)])
    return np.asarray(np.where(ends - starts > 1, sums[ends] - sums[starts], 0.0))
