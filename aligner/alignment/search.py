"""Where to look: a corridor found coarse to fine, so that time and memory grow linearly with the texts.

Both texts are summed up into chunks, and these into chunks of chunks, until few are left. There, the heaviest
increasing chain of similar chunks is found by dynamic programming over all pairs; each finer level looks only around
the chain of the level above (as in Vecalign: Thompson and Koehn 2019). Chunks without a counterpart cost nothing, so a
missing chapter, or front matter on one side, bends the corridor instead of breaking it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.corridor import Corridor, Integers, corridor_around, full_corridor
from aligner.alignment.side import Side
from aligner.alignment.space import unit_on_grid

FULL_SEARCH_NODES = 40_000
"""Texts with at most so many pairs of sentences are searched whole: chosen by hand."""

DEVIATION_BY_MEDIAN = 1.4826
"""The standard deviation of a normal variable over the median of its absolute value: 1 / 0.6745, its upper quartile."""
_SHRINKING = 4
"""Sentences of a chunk, and chunks of a chunk one level up: chosen by hand."""
_PART = 1024 * _SHRINKING
_COARSEST = 320
"""Chunks of a side that are compared all with all at the coarsest level, at most: chosen by hand."""
_MARGIN = 3
_NOISE_DEVIATIONS = 2.5
"""Chunks are similar when their cosine lies so many standard deviations above that of unrelated chunks: chosen by
hand."""


def find_corridor(source: Side, target: Side, margin: int = _MARGIN) -> Corridor:
    """Find the corridor for the sentences of two texts; `margin` is its half width in groups of four sentences."""
    if len(source) * len(target) <= FULL_SEARCH_NODES:
        return full_corridor(len(source), len(target))
    levels = [(_chunks(source), _chunks(target))]
    while max(len(side) for side in levels[-1]) > _COARSEST:
        levels.append((_summed(levels[-1][0]), _summed(levels[-1][1])))
    coarsest = levels[-1]
    path = _heaviest_chain(full_corridor(len(coarsest[0]), len(coarsest[1])), *coarsest)
    for chunks in levels[-2::-1]:
        path = _heaviest_chain(_finer(path, len(chunks[0]), len(chunks[1]), margin), *chunks)
    return _finer(path, len(source), len(target), margin)


def _chunks(side: Side) -> NDArray[np.float32]:
    """Sum up the weighted vectors of every few sentences, the last chunk perhaps smaller."""
    parts = (slice(start, start + _PART) for start in range(0, len(side), _PART))
    # A part at a time: the weighted vectors are not needed all at once.
    weighted = (np.asarray(side.vectors[part] * (side.weights * side.worth)[part, None], np.float32) for part in parts)
    return np.concatenate([_summed(vectors) for vectors in weighted])


def _summed(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    starts = np.arange(0, len(vectors), _SHRINKING)
    return np.add.reduceat(vectors, starts, axis=0)


def _heaviest_chain(corridor: Corridor, source: NDArray[np.float32], target: NDArray[np.float32]) -> Integers:
    """Nodes (k, 2) of the path from start to end that gathers most similarity above the noise."""
    gains = _gains(corridor, unit_on_grid(source), unit_on_grid(target))
    best = np.zeros(corridor.size)
    for i in range(1, corridor.rows):
        row = corridor.row(i)
        above, below = corridor.steps(i - 1, i, 0)
        best[below] = best[above]
        before, after = corridor.steps(i - 1, i, 1)
        best[after] = np.maximum(best[after], best[before] + gains[after])
        best[row] = np.maximum.accumulate(best[row])
    return _trace(corridor, best, gains)


def _gains(corridor: Corridor, source: NDArray[np.float32], target: NDArray[np.float32]) -> NDArray[np.float64]:
    """For each node the similarity of the chunks just before it, above what unrelated chunks have; never negative."""
    cosines = np.zeros(corridor.size)
    for i in range(1, corridor.rows):
        row = corridor.row(i)
        columns = np.arange(corridor.low[i], corridor.high[i])
        # Column 0 has no chunk before it; it is set to nothing below.
        cosines[row] = target[np.maximum(columns - 1, 0)] @ source[i - 1]
        if columns[0] == 0:
            cosines[row.start] = -1.0
    centre = np.median(cosines)
    noise = centre + _NOISE_DEVIATIONS * DEVIATION_BY_MEDIAN * np.median(np.abs(cosines - centre))
    return np.asarray(np.maximum(cosines - noise, 0.0))


def _trace(corridor: Corridor, best: NDArray[np.float64], gains: NDArray[np.float64]) -> Integers:
    i, j = corridor.rows - 1, int(corridor.high[-1]) - 1
    path = [(i, j)]

    def value(i: int, j: int) -> float:
        if i < 0 or not corridor.low[i] <= j < corridor.high[i]:
            return -1.0
        return float(best[corridor.offsets[i] + j - corridor.low[i]])

    while i or j:
        here = corridor.offsets[i] + j - corridor.low[i]
        if gains[here] > 0 and value(i - 1, j - 1) + gains[here] == best[here] and value(i - 1, j - 1) >= 0:
            i, j = i - 1, j - 1
        elif value(i - 1, j) == best[here]:
            i -= 1
        else:
            j -= 1
        path.append((i, j))
    return np.array(path[::-1], np.int64)


def _finer(path: Integers, source_chunks: int, target_chunks: int, margin: int) -> Corridor:
    """Corridor on the next finer level: all nodes within `margin` chunks of the path."""
    rows = np.arange(source_chunks + 1)
    low = np.full(source_chunks + 1, target_chunks, np.int64)
    high = np.zeros(source_chunks + 1, np.int64)
    coarse_rows = int(path[-1, 0]) + 1
    lowest = np.full(coarse_rows, np.iinfo(np.int64).max)
    highest = np.zeros(coarse_rows, np.int64)
    np.minimum.at(lowest, path[:, 0], path[:, 1])
    np.maximum.at(highest, path[:, 0], path[:, 1])
    for shift in range(-margin, margin + 1):
        near = (rows // _SHRINKING + shift).clip(0, coarse_rows - 1)
        low = np.minimum(low, (lowest[near] - margin) * _SHRINKING)
        high = np.maximum(high, (highest[near] + margin) * _SHRINKING + _SHRINKING)
    return corridor_around(low, high, target_chunks)
