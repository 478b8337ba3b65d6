"""Sums over all paths through a corridor: forward and backward passes with affine gaps.

A path is a sequence of pair beads, runs of source nulls and runs of target nulls. The first null of a run costs more
than those that follow it, so that a missing chapter is one event (Gotoh 1982, An improved algorithm for matching
biological sequences). Between two pair beads source nulls come before target nulls, so that no alignment is counted
twice. All values are natural logarithms; the sums follow Rabiner (1989, A tutorial on hidden Markov models).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.corridor import Corridor

Floats = NDArray[np.float64]
IMPOSSIBLE = -1e30
"""Stands for log 0: finite, so that sums of impossible steps stay free of NaN."""


@dataclass(frozen=True, slots=True)
class NullScores:
    """Log scores of leaving each sentence of one side alone: first in a run (`opening`) or later (`extending`)."""

    opening: Floats
    extending: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Log scores of all steps in a corridor.

    `pairs` (k, corridor size) is for each bead type the score of the bead that ends at a node, `types` its sizes.
    """

    types: tuple[tuple[int, int], ...]
    pairs: NDArray[np.float32]
    source_nulls: NullScores
    target_nulls: NullScores


@dataclass(frozen=True, slots=True)
class Sums:
    """For each node of the corridor, by what stands just before it: a pair bead, a source null, a target null."""

    pair: Floats
    source_null: Floats
    target_null: Floats

    @property
    def any(self) -> Floats:
        """All three together."""
        return np.logaddexp(np.logaddexp(self.pair, self.source_null), self.target_null)


def forward(corridor: Corridor, weights: Weights) -> Sums:
    """Sum over all paths from the start to each node, by their last step."""
    size = corridor.size
    sums = Sums(*(np.full(size, IMPOSSIBLE) for _ in range(3)))
    total = np.full(size, IMPOSSIBLE)
    run = _prefix(weights.target_nulls.extending)
    sums.pair[0] = 0.0
    for i in range(corridor.rows):
        row = corridor.row(i)
        if i:
            sums.pair[row] = _log_sum(pairs_into(corridor, weights, total, i))
            _source_nulls_into(corridor, weights.source_nulls, sums, i)
        before = np.logaddexp(sums.pair[row], sums.source_null[row])
        columns = slice(int(corridor.low[i]), int(corridor.high[i]))
        extended, opened = run[columns], weights.target_nulls.opening[columns.start : columns.stop - 1]
        start = before[:-1] + opened - extended[1:]
        sums.target_null[row.start + 1 : row.stop] = np.logaddexp.accumulate(start) + extended[1:]
        total[row] = np.logaddexp(before, sums.target_null[row])
    return sums


def backward(corridor: Corridor, weights: Weights) -> Sums:
    """Sum over all paths from each node to the end, by the step that led to the node."""
    size = corridor.size
    sums = Sums(*(np.full(size, IMPOSSIBLE) for _ in range(3)))
    run = _prefix(weights.target_nulls.extending)
    for i in reversed(range(corridor.rows)):
        row = corridor.row(i)
        onward = _pairs_out_of(corridor, weights, sums.pair, i)
        if i == corridor.rows - 1:
            onward[-1] = 0.0
        columns = slice(int(corridor.low[i]), int(corridor.high[i]))
        extended, opened = run[columns], weights.target_nulls.opening[columns.start : columns.stop - 1]
        # In a run of target nulls: any number of them more, then a pair bead (or the end).
        within = np.logaddexp.accumulate((onward + extended)[::-1])[::-1] - extended
        sums.target_null[row] = within
        onward[:-1] = np.logaddexp(onward[:-1], within[1:] + opened)
        sums.pair[row], sums.source_null[row] = onward, onward
        if i < corridor.rows - 1:
            here, there = corridor.steps(i, i + 1, 0)
            for part, score in (
                (sums.pair, weights.source_nulls.opening[i]),
                (sums.source_null, weights.source_nulls.extending[i]),
            ):
                part[here] = np.logaddexp(part[here], sums.source_null[there] + score)
    return sums


def pairs_into(corridor: Corridor, weights: Weights, total: Floats, i: int) -> Floats:
    """Log values of the pair beads that end in row `i`, by type and column, given those of the paths up to them."""
    row = corridor.row(i)
    arriving = np.full((len(weights.types), row.stop - row.start), IMPOSSIBLE)
    for k, (sources, targets) in enumerate(weights.types):
        if sources <= i:
            here, there = corridor.steps(i - sources, i, targets)
            arriving[k, there.start - row.start : there.stop - row.start] = total[here] + weights.pairs[k, there]
    return arriving


def _prefix(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _pairs_out_of(corridor: Corridor, weights: Weights, pair: Floats, i: int) -> Floats:
    """Sum over the pair beads that begin in row `i`."""
    row = corridor.row(i)
    leaving = np.full((len(weights.types), row.stop - row.start), IMPOSSIBLE)
    for k, (sources, targets) in enumerate(weights.types):
        if i + sources < corridor.rows:
            here, there = corridor.steps(i, i + sources, targets)
            leaving[k, here.start - row.start : here.stop - row.start] = pair[there] + weights.pairs[k, there]
    return _log_sum(leaving)


def _source_nulls_into(corridor: Corridor, scores: NullScores, sums: Sums, i: int) -> None:
    here, there = corridor.steps(i - 1, i, 0)
    opened = sums.pair[here] + scores.opening[i - 1]
    extended = sums.source_null[here] + scores.extending[i - 1]
    sums.source_null[there] = np.logaddexp(opened, extended)


def _log_sum(values: Floats) -> Floats:
    """Logarithm of the sum of exponentials along the first axis."""
    peak = values.max(axis=0)
    return np.asarray(peak + np.log(np.exp(values - peak).sum(axis=0)))
