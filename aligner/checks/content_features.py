"""Describes segments, seen from either side, by numbers that tell whether something has no counterpart."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.words.row import Floats, WordRow

CONTENT_WORD: Final = 6.0
"""Nats: content words say this at least."""


def segment_features(row: WordRow, probability: Floats) -> NDArray[np.float32]:
    """Return (2n, f) the features of the segments, seen from each side.

    `probability` (w,) is what the word head says.
    """
    one_side = _side_features(row, probability)
    sizes = np.diff(row.starts).astype(np.float64)
    whole = np.maximum(row.total(row.information), 1.0)
    german = row.shape[row.starts[:-1], -1]
    both = [np.log(values / values[row.partner]) for values in (sizes, whole, np.maximum(row.characters, 1))]
    surplus = [one_side[:, column] - one_side[row.partner, column] for column in range(6)]
    columns = [*one_side.T, *one_side[row.partner].T, *both, *surplus, german]
    return np.stack(columns, axis=1).astype(np.float32)


def _side_features(row: WordRow, probability: Floats) -> Floats:
    information, unlinked, null = row.information, row.unlinked, row.null
    sizes = np.diff(row.starts).astype(np.float64)
    whole = np.maximum(row.total(information), 1.0)
    content = information >= CONTENT_WORD
    absent = 1 - row.similarity
    expected = probability * information
    runs = row.runs(unlinked > 0, information)
    likely = row.runs(probability > 1 / 2, information)
    columns = [
        row.total(expected),
        row.total(unlinked * information),
        row.total(null * information),
        row.total(probability),
        row.greatest(runs),
        row.greatest(likely),
        row.total(expected) / whole,
        row.total(unlinked * information) / whole,
        row.total(null * information) / whole,
        row.total(absent * information) / whole,
        row.total(row.similarity) / sizes,
        row.greatest(probability),
        row.greatest(row.smoothed(probability, 3)),
        row.greatest(row.smoothed(probability, 7)),
        row.top(probability * content, 3),
        row.top(expected, 3),
        row.top(absent * content, 1),
        row.top(absent * content, 3),
        row.greatest(row.smoothed(absent, 5)),
        row.greatest(row.smoothed(null, 5)),
        row.greatest(row.runs(unlinked > 0, np.ones(len(unlinked)))),
        row.greatest(row.runs(probability > 1 / 2, np.ones(len(unlinked)))),
        np.log(sizes),
    ]
    return np.stack(columns, axis=1)
