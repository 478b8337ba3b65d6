"""Sums over all paths through a corridor: forward and backward passes with affine gaps.

A path is a sequence of pair beads, runs of source nulls and runs of target nulls. The first null of a run costs more
than those that follow it, so that a missing chapter is one event (Gotoh 1982, An improved algorithm for matching
biological sequences). A run that faces another has a cost of its own: two prefaces in one place are one event, too.
Between two pair beads source nulls come before target nulls, so that no alignment is counted twice. All values are
natural logarithms; the sums follow Rabiner (1989, A tutorial on hidden Markov models).
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
    """Log scores of leaving each sentence of one side alone.

    First in a run (`opening`), first in a run right behind sentences that the other side leaves alone (`facing`), or
    later in a run (`extending`). Source nulls come first, so that only target nulls ever face others.
    """

    opening: Floats
    facing: Floats
    extending: Floats

    def first_in_runs(self, columns: slice) -> tuple[Floats, Floats]:
        """Scores of beginning a run behind each node of a row but its last: after a pair bead, after source nulls."""
        sentences = slice(columns.start, columns.stop - 1)
        return self.opening[sentences], self.facing[sentences]


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

    def at(self, places: NDArray[np.int64] | slice) -> Sums:
        """Only some nodes, by their places in flat arrays."""
        return Sums(self.pair[places], self.source_null[places], self.target_null[places])


def forward(corridor: Corridor, weights: Weights) -> Sums:
    """Sum over all paths from the start to each node, by their last step."""
    size = corridor.size
    sums = Sums(*(np.full(size, IMPOSSIBLE) for _ in range(3)))
    total = _Arrivals(corridor, weights)
    run = _prefix(weights.target_nulls.extending)
    sums.pair[0] = 0.0
    for i in range(corridor.rows):
        row = corridor.row(i)
        if i:
            sums.pair[row] = _log_sum(total.into_row(i))
            _source_nulls_into(corridor, weights.source_nulls, sums, i)
        before = np.logaddexp(sums.pair[row], sums.source_null[row])
        columns = slice(int(corridor.low[i]), int(corridor.high[i]))
        extended, opened, faced = run[columns], *weights.target_nulls.first_in_runs(columns)
        begun = np.logaddexp(sums.pair[row][:-1] + opened, sums.source_null[row][:-1] + faced)
        start = begun - extended[1:]
        sums.target_null[row.start + 1 : row.stop] = np.logaddexp.accumulate(start) + extended[1:]
        total.add(i, np.logaddexp(before, sums.target_null[row]))
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
        extended, opened, faced = run[columns], *weights.target_nulls.first_in_runs(columns)
        # In a run of target nulls: any number of them more, then a pair bead (or the end).
        within = np.logaddexp.accumulate((onward + extended)[::-1])[::-1] - extended
        sums.target_null[row] = within
        sums.pair[row], sums.source_null[row] = onward, onward
        for part, score in ((sums.pair, opened), (sums.source_null, faced)):
            part[row.start : row.stop - 1] = np.logaddexp(onward[:-1], within[1:] + score)
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


class _PaddedRows:
    """Values of all nodes, in rows that lie apart, so that steps that leave the corridor find `IMPOSSIBLE` there.

    Before each row, and after the last, are as many places as a bead has sentences on one side at most. Borders never
    fall, so a step back leaves a row on its left by no more than that, on its right it may by any number of columns;
    a step onward the other way round.
    """

    def __init__(self, corridor: Corridor, weights: Weights) -> None:
        self.corridor = corridor
        self.weights = weights
        self.starts = corridor.offsets[:-1] + weights.reach * np.arange(1, corridor.rows + 1)
        self.values = np.full(corridor.size + weights.reach * (corridor.rows + 1), IMPOSSIBLE)
        self.columns = np.arange(int((corridor.high - corridor.low).max()))

    def add(self, i: int, values: Floats) -> None:
        """Set the values of row `i`."""
        start = int(self.starts[i])
        self.values[start : start + len(values)] = values


class _Arrivals(_PaddedRows):
    """Log values of all paths up to each node, row after row, and of the pair beads that they can go on with."""

    def into_row(self, i: int) -> Floats:
        """Log values of the pair beads that end in row `i`, by type and column."""
        corridor, weights = self.corridor, self.weights
        row = corridor.row(i)
        rows = i - weights.sources
        outside = rows < 0
        rows[outside] = 0
        # Where the beads of each type begin, and the place after the row where they do.
        first = self.starts[rows] + corridor.low[i] - weights.targets - corridor.low[rows]
        after = self.starts[rows] + corridor.high[rows] - corridor.low[rows]
        # Those of rows before the first are in the padding.
        first[outside] = after[outside] = 0
        places = first[:, None] + self.columns[: row.stop - row.start]
        np.minimum(places, after[:, None], out=places)
        values = self.values.take(places, mode="clip")
        values += weights.pairs[:, row]
        return np.asarray(values)


class _Departures(_PaddedRows):
    """Log values of all paths from each node on, last row first, and of the pair beads that lead to them."""

    def __init__(self, corridor: Corridor, weights: Weights) -> None:
        super().__init__(corridor, weights)
        self._pairs = weights.pairs.reshape(-1)
        self._lines = corridor.size * np.arange(len(weights.types))

    def of_row(self, i: int) -> Floats:
        """Log values of the pair beads that begin in row `i`, by type and column."""
        corridor, weights = self.corridor, self.weights
        row = corridor.row(i)
        rows = i + weights.sources
        outside = rows >= corridor.rows
        rows[outside] = 0
        # Where the beads of each type end, and the place before the row where they do.
        first = self.starts[rows] + corridor.low[i] + weights.targets - corridor.low[rows]
        before = self.starts[rows] - 1
        # Those of rows after the last are in the padding.
        first[outside] = before[outside] = len(self.values) - 1
        places = first[:, None] + self.columns[: row.stop - row.start]
        np.maximum(places, before[:, None], out=places)
        values = self.values.take(places, mode="clip")
        # From the place of the end to that of the bead's score.
        places += (self._lines - weights.reach * (rows + 1))[:, None]
        values += self._pairs.take(places, mode="clip")
        return np.asarray(values)


def _source_nulls_into(corridor: Corridor, scores: NullScores, sums: Sums, i: int) -> None:
    here, there = corridor.steps(i - 1, i, 0)
    opened = sums.pair[here] + scores.opening[i - 1]
    extended = sums.source_null[here] + scores.extending[i - 1]
    sums.source_null[there] = np.logaddexp(opened, extended)


def _log_sum(values: Floats) -> Floats:
    """Logarithm of the sum of exponentials along the first axis."""
    peak = values.max(axis=0)
    return np.asarray(peak + np.log(np.exp(values - peak).sum(axis=0)))
