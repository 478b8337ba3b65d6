"""Sentences of both texts that are each other's best match among some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.lattice import Floats
from aligner.alignment.side import Side

_PART = 512


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of sentences (k, 2), source and target, that are each other's best match.

    `similarity` (k,) is that of each pair, `lead` (k,) how much more it is than that of the second best match of
    either sentence.
    """

    pairs: NDArray[np.int64]
    similarity: Floats
    lead: Floats


def mutual_best(sources: Sequence[int], targets: Sequence[int], sides: tuple[Side, Side]) -> Matches:
    """Find the pairs among some sentences of both sides, ascending, of which each has one at least."""
    rows, columns = np.asarray(sources, np.int64), np.asarray(targets, np.int64)
    best_column = np.zeros(len(rows), np.int64)
    row_values, column_values = _Best.of(len(rows)), _Best.of(len(columns))
    best_row = np.zeros(len(columns), np.int64)
    for first in range(0, len(rows), _PART):
        part = slice(first, first + _PART)
        cosines = (sides[0].vectors[rows[part]] @ sides[1].vectors[columns].T).astype(np.float64)
        cosines *= sides[0].worth[rows[part], None] * sides[1].worth[columns]
        best_column[part] = cosines.argmax(axis=1)
        row_values.first[part], row_values.second[part] = _two_best(cosines.T)
        above, below = _two_best(cosines)
        better = above > column_values.first
        best_row[better] = first + cosines.argmax(axis=0)[better]
        column_values.add(above, below)
    mutual = np.flatnonzero(best_row[best_column] == np.arange(len(rows)))
    chosen = best_column[mutual]
    similarity = row_values.first[mutual]
    second = np.maximum(row_values.second[mutual], column_values.second[chosen])
    return Matches(np.stack([rows[mutual], columns[chosen]], axis=1), similarity, similarity - second)


@dataclass(frozen=True, slots=True)
class _Best:
    """The best and the second best value (n,) seen so far."""

    first: Floats
    second: Floats

    @classmethod
    def of(cls, count: int) -> _Best:
        return cls(np.full(count, -1.0), np.full(count, -1.0))

    def add(self, first: Floats, second: Floats) -> None:
        both = np.sort(np.stack([self.first, self.second, first, second]), axis=0)
        self.first[:], self.second[:] = both[-1], both[-2]


def _two_best(values: Floats) -> tuple[Floats, Floats]:
    """Return the largest and the second largest value of each column; the second is -1 where there is only one."""
    if len(values) < 2:
        return values[0], np.full(values.shape[1], -1.0)
    parted = np.partition(values, len(values) - 2, axis=0)
    return parted[-1], parted[-2]
