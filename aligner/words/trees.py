"""Evaluates boosted decision trees, which were fitted elsewhere, with array operations only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

_ROWS_AT_A_TIME = 512
"""Keeps the places in all trees small enough for the processor's cache."""


@dataclass(frozen=True, slots=True)
class Trees:
    """t trees of the same depth k, each complete; the sum of their leaves is a logit.

    `feature` and `threshold` (t, 2^k - 1) are those of the inner nodes, level by level: a row goes left where its
    feature is not above the threshold. `value` (t, 2^k) holds the leaves, `bias` is added to their sum.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    value: NDArray[np.float32]
    bias: float

    @classmethod
    def of(cls, arrays: Mapping[str, Any], name: str) -> Self:
        """Return the trees kept as `arrays` under `name`. Raises KeyError where there are none."""
        return cls(
            arrays[f"{name}_feature"],
            arrays[f"{name}_threshold"],
            arrays[f"{name}_value"],
            float(arrays[f"{name}_bias"]),
        )

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Return what `of` reads."""
        return {
            f"{name}_feature": self.feature,
            f"{name}_threshold": self.threshold,
            f"{name}_value": self.value,
            f"{name}_bias": np.array(self.bias),
        }

    def logits(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return (n,) the logit of each row of (n, features). A row's value does not depend on the other rows."""
        found = [self._logits(rows[at : at + _ROWS_AT_A_TIME]) for at in range(0, len(rows), _ROWS_AT_A_TIME)]
        return np.concatenate(found) if found else np.zeros(0, np.float64)

    def _logits(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        trees, inner = self.feature.shape
        flat = np.ascontiguousarray(rows, np.float32).ravel()
        first_node = (np.arange(trees) * inner)[:, None]
        first_cell = (np.arange(len(rows)) * rows.shape[1])[None, :]
        features, thresholds = self.feature.ravel().astype(np.int64), self.threshold.ravel()
        node = np.zeros((trees, len(rows)), np.int64)
        for _ in range(int(np.log2(inner + 1))):
            place = node + first_node
            node = 2 * node + 1 + (flat[features[place] + first_cell] > thresholds[place])
        leaves = np.take_along_axis(self.value, node - inner, axis=1)
        # Added tree by tree, so that a row's sum is the same in whatever company it comes.
        logits: NDArray[np.float64] = np.full(len(rows), self.bias, np.float64)
        for leaf in leaves:
            logits += leaf
        return logits


def probability(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logistic function of logits, in 0..1."""
    return 1 / (1 + np.exp(-np.clip(logits, -40, 40)))
