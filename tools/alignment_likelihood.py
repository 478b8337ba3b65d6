"""The likelihood of a known alignment under the model, and its gradient.

The model is a conditional random field over alignments (Lafferty, McCallum and Pereira 2001): the log-likelihood of an
alignment is its score minus the logarithm of the sum over all alignments, and the gradient is what the alignment has of
each feature minus what is expected of it under the model. Texts must be short: all of the search space is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from aligner.alignment.bead import Bead
from aligner.alignment.corridor import Corridor, full_corridor
from aligner.alignment.evidence import MEASURES, Singles, null_scores, pair_measures
from aligner.alignment.lattice import Floats, NullScores, Sums, Weights, backward, forward
from aligner.alignment.parameters import FEATURES, TYPICAL_LENGTH, Parameters
from aligner.alignment.side import Side, side_of
from aligner.alignment.space import Background, Vectors, common_space

Types = tuple[tuple[int, int], ...]
NULL_WEIGHTS = ("opening", "facing", "extending", "length")


@dataclass(frozen=True, slots=True)
class Model:
    """A flat vector of weights, read: `FEATURES`, then one bias for each of the `types`, then `NULL_WEIGHTS`."""

    types: Types
    vector: Floats

    @property
    def features(self) -> Floats:
        """Weights of `FEATURES`."""
        return self.vector[: len(FEATURES)]

    @property
    def biases(self) -> Floats:
        """Log scores of the bead types."""
        return self.vector[len(FEATURES) : -len(NULL_WEIGHTS)]

    @property
    def measures(self) -> Floats:
        """Weights of `MEASURES` in beads of each type: (types, measures)."""
        similarity, scaled, *others = self.features
        return np.array([[similarity + scaled * sum(sizes) / 2, *others] for sizes in self.types])

    def parameters(self) -> Parameters:
        """Return the model as the alignment takes it."""
        features, biases = self.features.astype(np.float32), self.biases.astype(np.float32)
        return Parameters(self.types, features, biases, *self.vector[-len(NULL_WEIGHTS) :].tolist())


@dataclass(frozen=True, slots=True)
class Steps:
    """How often an alignment takes each step, or is expected to.

    `pairs` (types, nodes) counts beads by the node where they end; `source_nulls` and `target_nulls` hold counts, not
    scores: for each sentence, how often it opens a run of nulls, faces one and extends one.
    """

    pairs: Floats
    source_nulls: NullScores
    target_nulls: NullScores


class KnownText:
    """A short text whose alignment is known, measured once for any number of evaluations.

    `source` (n, d) and `target` (m, d) are unit vectors; `length_ratio` is the number of target characters to expect
    for a source character; `beads` hold every sentence once, in text order.
    """

    def __init__(
        self,
        vectors: tuple[Vectors, Vectors],
        texts: tuple[Sequence[str], Sequence[str]],
        beads: Sequence[Bead],
        types: Types,
        background: Background,
        length_ratio: float,
    ) -> None:
        space = common_space(*vectors, background)
        self._sides = side_of(space.of_source(vectors[0]), texts[0]), side_of(space.of_target(vectors[1]), texts[1])
        self._types = types
        self._corridor = full_corridor(len(texts[0]), len(texts[1]))
        self._measures = pair_measures(self._corridor, *self._sides, types, length_ratio)
        self._known = known_steps(beads, self._corridor, types)
        self._known_counts = self._counts(self._known)

    def log_likelihood(self, vector: Floats) -> tuple[float, Floats]:
        """Return the log-likelihood of the beads and its gradient, as long as the flat vector of weights is."""
        model = Model(self._types, vector)
        weights = self._weights(model)
        ahead = forward(self._corridor, weights)
        evidence = float(ahead.any[-1])
        expected = expected_steps(self._corridor, weights, ahead, backward(self._corridor, weights))
        return _score(weights, self._known) - evidence, self._known_counts - self._counts(expected)

    def _weights(self, model: Model) -> Weights:
        pairs: Singles = np.matmul(model.measures[:, None].astype(np.float32), self._measures)[:, 0]
        pairs += model.biases[:, None].astype(np.float32)
        parameters = model.parameters()
        return Weights(self._types, pairs, *(null_scores(side, parameters) for side in self._sides))

    def _counts(self, steps: Steps) -> Floats:
        """Count features, bead types and nulls, in the order of the flat vector."""
        measured = np.einsum("kn,kfn->kf", steps.pairs, self._measures, optimize=True)
        similarity = measured[:, MEASURES.index("similarity")]
        scaled = similarity @ np.array([sum(sizes) / 2 for sizes in self._types])
        nulls = sum(
            _null_counts(*each) for each in zip((steps.source_nulls, steps.target_nulls), self._sides, strict=True)
        )
        return np.concatenate([[similarity.sum(), scaled], measured[:, 1:].sum(axis=0), steps.pairs.sum(axis=1), nulls])


def known_steps(beads: Sequence[Bead], corridor: Corridor, types: Types) -> Steps:
    """Write a known alignment as steps; raises ValueError where a bead is of none of the `types`."""
    pairs = np.zeros((len(types), corridor.size))
    nulls = [
        NullScores(*(np.zeros(count) for _ in range(3))) for count in (corridor.rows - 1, int(corridor.high[-1]) - 1)
    ]
    # Between two pair beads, source nulls count before target nulls, whatever the order in which they stand here.
    for is_null, run in groupby(beads, key=lambda bead: bead.is_null):
        if is_null:
            _add_nulls(list(run), nulls)
            continue
        for bead in run:
            kind = types.index((bead.source_end - bead.source_start, bead.target_end - bead.target_start))
            pairs[kind, corridor.offsets[bead.source_end] + bead.target_end - corridor.low[bead.source_end]] = 1
    return Steps(pairs, *nulls)


def _add_nulls(beads: Sequence[Bead], nulls: Sequence[NullScores]) -> None:
    """Count the null beads between two pair beads."""
    sources = [bead.source_start for bead in beads if bead.source_end > bead.source_start]
    targets = [bead.target_start for bead in beads if bead.target_end > bead.target_start]
    if sources:
        nulls[0].opening[sources[0]] = 1
        nulls[0].extending[sources[1:]] = 1
    if targets:
        (nulls[1].facing if sources else nulls[1].opening)[targets[0]] = 1
        nulls[1].extending[targets[1:]] = 1


def expected_steps(corridor: Corridor, weights: Weights, ahead: Sums, behind: Sums) -> Steps:
    """Expect each step as often as all alignments of a full corridor together take it."""
    shape = corridor.rows, int(corridor.high[-1])
    evidence = float(ahead.any[-1])
    before, pair, source, target = (
        part.reshape(shape) for part in (ahead.any, ahead.pair, ahead.source_null, ahead.target_null)
    )
    after_pair, after_source, after_target = (
        part.reshape(shape) - evidence for part in (behind.pair, behind.source_null, behind.target_null)
    )
    scores = weights.pairs.reshape(len(weights.types), *shape)
    pairs = np.zeros(scores.shape)
    for kind, (a, b) in enumerate(weights.types):
        if a < shape[0] and b < shape[1]:
            path = before[: shape[0] - a, : shape[1] - b] + scores[kind, a:, b:] + after_pair[a:, b:]
            pairs[kind, a:, b:] = np.exp(path)
    opening, extending = weights.source_nulls.opening[:, None], weights.source_nulls.extending[:, None]
    source_nulls = NullScores(
        np.exp(pair[:-1] + opening + after_source[1:]).sum(axis=1),
        np.zeros(shape[0] - 1),
        np.exp(source[:-1] + extending + after_source[1:]).sum(axis=1),
    )
    opening, facing, extending = (
        weights.target_nulls.opening,
        weights.target_nulls.facing,
        weights.target_nulls.extending,
    )
    target_nulls = NullScores(
        np.exp(pair[:, :-1] + opening + after_target[:, 1:]).sum(axis=0),
        np.exp(source[:, :-1] + facing + after_target[:, 1:]).sum(axis=0),
        np.exp(target[:, :-1] + extending + after_target[:, 1:]).sum(axis=0),
    )
    return Steps(pairs.reshape(len(weights.types), -1), source_nulls, target_nulls)


def _score(weights: Weights, steps: Steps) -> float:
    score = float(np.sum(weights.pairs * steps.pairs))
    for scores, counts in ((weights.source_nulls, steps.source_nulls), (weights.target_nulls, steps.target_nulls)):
        score += float(
            scores.opening @ counts.opening + scores.facing @ counts.facing + scores.extending @ counts.extending
        )
    return score


def _null_counts(counts: NullScores, side: Side) -> Floats:
    each = counts.opening + counts.facing + counts.extending
    return np.array(
        [
            counts.opening.sum(),
            counts.facing.sum(),
            counts.extending.sum(),
            each @ np.log(side.lengths / TYPICAL_LENGTH),
        ]
    )
