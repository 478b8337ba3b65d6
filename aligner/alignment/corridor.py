"""The part of the search space that is looked at: for every number of source sentences, a range of target sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Corridor:
    """Nodes `(i, j)`: `i` source and `j` target sentences are done; row `i` holds `low[i] <= j < high[i]`.

    Both borders have n+1 entries and never fall; `low[0]` is 0 and `high[n]` is m+1. Rows lie one after another in
    flat arrays: node `(i, j)` is entry `offsets[i] + j - low[i]`.
    """

    low: Integers
    high: Integers

    @cached_property
    def offsets(self) -> Integers:
        """Where each row starts in a flat array; one entry more than there are rows, the last the total."""
        return np.concatenate([[0], np.cumsum(self.high - self.low)])

    @cached_property
    def _rows(self) -> list[tuple[int, int, int]]:
        """Low, high and offset of each row as plain integers, which numpy's would slow down."""
        return list(zip(self.low.tolist(), self.high.tolist(), self.offsets.tolist(), strict=False))

    @property
    def rows(self) -> int:
        """n+1, with n source sentences."""
        return len(self.low)

    @property
    def size(self) -> int:
        """Number of nodes."""
        return int(self.offsets[-1])

    def row(self, i: int) -> slice:
        """Place of row `i` in a flat array."""
        low, high, offset = self._rows[i]
        return slice(offset, offset + high - low)

    def columns(self, i: int, first: int, last: int) -> slice:
        """Place of the nodes `(i, j)` with `first <= j < last` in a flat array; an empty slice where there is none."""
        low, high, offset = self._rows[i]
        start = max(low, first)
        return slice(offset + start - low, offset + max(start, min(high, last)) - low)

    def steps(self, start: int, end: int, columns: int) -> tuple[slice, slice]:
        """Pair up nodes `(start, j)` and `(end, j + columns)` where both exist: their places in a flat array."""
        low, high, offset = self._rows[start]
        end_low, end_high, end_offset = self._rows[end]
        first = max(low, end_low - columns)
        last = max(first, min(high, end_high - columns))
        at, to = offset - low, end_offset - end_low + columns
        return slice(at + first, at + last), slice(to + first, to + last)

    def places(self, rows: Integers, columns: Integers) -> tuple[Integers, NDArray[np.bool_]]:
        """Places of nodes in a flat array, 0 for nodes outside the corridor; and which are inside."""
        inside = rows >= 0
        safe = np.maximum(rows, 0)
        inside &= (self.low[safe] <= columns) & (columns < self.high[safe])
        return np.where(inside, self.offsets[safe] + columns - self.low[safe], 0), inside


def full_corridor(source_sentences: int, target_sentences: int) -> Corridor:
    """Everything: right for short texts only."""
    rows = source_sentences + 1
    return Corridor(np.zeros(rows, np.int64), np.full(rows, target_sentences + 1, np.int64))


def corridor_around(low: Integers, high: Integers, target_sentences: int) -> Corridor:
    """Make borders valid: in range, never falling, touching both corners, and connected from row to row."""
    low = np.minimum.accumulate(low[::-1])[::-1].clip(0, target_sentences)
    high = np.maximum.accumulate(high).clip(1, target_sentences + 1)
    low[0], high[-1] = 0, target_sentences + 1
    # Each row must overlap the one before, or no path of null beads leads through.
    low[1:] = np.minimum(low[1:], high[:-1] - 1)
    return Corridor(low, high)
