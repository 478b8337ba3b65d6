"""Optimal transport of information between two texts, with a null word on either side that takes what is left over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NULL_COST = 0.55
ENTROPY = 0.07
ITERATIONS = 25
"""All three as in the first trial of omissions, measured on HalOmi and WMT23 MQM: information that the null word takes
tells omitted segments with an AUC of .794 and .824."""
LEAST_MASS = np.float32(1e-3)
"""Nats that every word has at least, those without tokens too, so that shares are defined. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Transport:
    """How much goes where, as shares of what there is.

    `share` (n, k) in 0..1: what goes from source word to target word, over the geometric mean of what both have.
    `source_null` (n,) and `target_null` (k,) in 0..1: the share of each word that goes to the other side's null word.
    """

    share: NDArray[np.float32]
    source_null: NDArray[np.float32]
    target_null: NDArray[np.float32]


def transport(similarity: NDArray[np.float32], source: NDArray[np.float32], target: NDArray[np.float32]) -> Transport:
    """Move the information of source words, (n,), to that of target words, (k,), at a cost of 1 - similarity (n, k).

    Entropic transport (Cuturi 2013, Sinkhorn distances). Either side has a null word that can take, at `NULL_COST`,
    all that the other side has; nulls meet each other at no cost. Masses are in nats, not shares of the text: else a
    text would be stretched over one that says twice as much. Both sides are scaled in the same step, each by half, so
    that swapped sides give the swapped plan.
    """
    kernel = np.full((len(source) + 1, len(target) + 1), np.exp(-NULL_COST / ENTROPY), np.float32)
    kernel[:-1, :-1] = np.exp((similarity - 1) / ENTROPY)
    kernel[-1, -1] = 1
    rows, columns = np.maximum(source, LEAST_MASS), np.maximum(target, LEAST_MASS)
    rows, columns = np.append(rows, columns.sum() + LEAST_MASS), np.append(columns, rows.sum() + LEAST_MASS)
    left, right = np.ones(len(rows), np.float32), np.ones(len(columns), np.float32)
    for _ in range(ITERATIONS):
        left, right = np.sqrt(left * rows / (kernel @ right)), np.sqrt(right * columns / (left @ kernel))
    plan = left[:, None] * kernel * right
    return Transport(
        np.minimum(plan[:-1, :-1] / np.sqrt(np.outer(rows[:-1], columns[:-1])), 1),
        plan[:-1, -1] / plan[:-1].sum(axis=1),
        plan[-1, :-1] / plan[:, :-1].sum(axis=0),
    )
