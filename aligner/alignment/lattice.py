"""Sums over all paths through a corridor: forward and backward passes with affine gaps.

A path is a sequence of pair beads, runs of source nulls and runs of target nulls. The first null of a run costs more
than those that follow it, so that a missing chapter is one event (Gotoh 1982, An improved algorithm for matching
biological sequences). Between two pair beads source nulls come before target nulls, so that no alignment is counted
twice. All values are natural logarithms; the sums follow Rabiner (1989, A tutorial on hidden Markov models).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True)
class Weights:
    """Log scores of all steps in a corridor.

    `pairs` (k, corridor size) is for each bead type the score of the bead that ends at a node, `types` its sizes.
    """

    types: tuple[tuple[int, int], ...]
    pairs: NDArray[np.float32]
    source_nulls: NullScores
    target_nulls: NullScores

    @cached_property
    def sources(self) -> NDArray[np.int64]:
        """Source sentences of each bead type."""
        return np.array([sources for sources, _ in self.types])

    @cached_property
    def targets(self) -> NDArray[np.int64]:
        """Target sentences of each bead type."""
        return np.array([targets for _, targets in self.types])

    @cached_property
    def reach(self) -> int:
        """The most sentences on one side of a bead."""
        return max(max(sizes) for sizes in self.types)


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
            sums.pair[row] = _log_sum(_pairs_into(corridor, weights, total, i))
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
    departures = _Departures(corridor, weights)
    for i in reversed(range(corridor.rows)):
        row = corridor.row(i)
        onward = _log_sum(departures.of_row(i))
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
        departures.add(i, sums.pair[row])
    return sums


def _prefix(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _pairs_into(corridor: Corridor, weights: Weights, total: Floats, i: int) -> Floats:
    """Log values of the pair beads that end in row `i`, by type and column, given those of the paths up to them."""
    row, reach = corridor.row(i), weights.reach
    low, width = int(corridor.low[i]), row.stop - row.start
    # Line `a - 1` holds the row `a` source sentences before, from `reach` columns further left on.
    before = np.full((reach, width + reach), IMPOSSIBLE)
    for line, start in enumerate(range(i - 1, max(-1, i - 1 - reach), -1)):
        here = corridor.columns(start, low - reach, low + width)
        at = int(corridor.low[start]) + here.start - int(corridor.offsets[start]) - (low - reach)
        before[line, at : at + here.stop - here.start] = total[here]
    shifted = (reach - weights.targets)[:, None] + np.arange(width)
    return np.asarray(before[(weights.sources - 1)[:, None], shifted] + weights.pairs[:, row])


class _Departures:
    """Log values of the pair beads that begin in a row, collected from the rows in which they end, last row first."""

    def __init__(self, corridor: Corridor, weights: Weights) -> None:
        self._corridor = corridor
        self._weights = weights
        self._ends: dict[int, Floats] = {}
        self._lines = np.arange(len(weights.types))[:, None]
        self._lines_of = [np.flatnonzero(weights.sources == sources) for sources in range(weights.reach + 1)]

    def add(self, i: int, onward: Floats) -> None:
        """Take in the values of all paths from row `i` on."""
        weights, reach = self._weights, self._weights.reach
        width = len(onward)
        # Each type's line is moved left by its target sentences, so that columns are those where its beads begin.
        values = np.full((len(weights.types), width + reach), IMPOSSIBLE)
        shifted = (reach - weights.targets)[:, None] + np.arange(width)
        values[self._lines, shifted] = onward + weights.pairs[:, self._corridor.row(i)]
        self._ends[i] = values
        self._ends.pop(i + reach, None)

    def of_row(self, i: int) -> Floats:
        """Values by type and column of row `i`."""
        low, high = int(self._corridor.low[i]), int(self._corridor.high[i])
        found = np.full((len(self._weights.types), high - low), IMPOSSIBLE)
        for sources in range(1, min(self._weights.reach, self._corridor.rows - 1 - i) + 1):
            values = self._ends[i + sources]
            left = int(self._corridor.low[i + sources]) - self._weights.reach
            first, last = max(low, left), min(high, left + values.shape[1])
            if first < last:
                lines = self._lines_of[sources]
                found[lines, first - low : last - low] = values[lines, first - left : last - left]
        return found


def _source_nulls_into(corridor: Corridor, scores: NullScores, sums: Sums, i: int) -> None:
    here, there = corridor.steps(i - 1, i, 0)
    opened = sums.pair[here] + scores.opening[i - 1]
    extended = sums.source_null[here] + scores.extending[i - 1]
    sums.source_null[there] = np.logaddexp(opened, extended)


def _log_sum(values: Floats) -> Floats:
    """Logarithm of the sum of exponentials along the first axis."""
    peak = values.max(axis=0)
    return np.asarray(peak + np.log(np.exp(values - peak).sum(axis=0)))
