"""Describes segments, seen from either side, by numbers that tell whether something has no counterpart."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.words.columns import stacked
from aligner.words.word_row import SHAPE, Floats, WordRow

CONTENT_WORD: Final = 6.0
"""Nats: content words say this at least. Chosen by hand: twice what a stop word says at most."""
_SURPLUS: Final = (
    "expected loss",
    "unlinked information",
    "null information",
    "words expected to be lost",
    "greatest unlinked run",
    "greatest likely run",
)
"""Both sides are compared in these."""
_ONE_SIDE: Final = (
    *_SURPLUS,
    "expected share lost",
    "unlinked share",
    "null share",
    "absent share",
    "mean similarity",
    "greatest probability",
    "greatest probability over 3",
    "greatest probability over 7",
    "top 3 probabilities of content words",
    "top 3 expected losses",
    "most absent content word",
    "top 3 absent content words",
    "greatest absence over 5",
    "greatest null over 5",
    "most words unlinked in a row",
    "most words likely lost in a row",
    "log words",
)
SEGMENT_COLUMNS: Final = (
    *(f"{name} here" for name in _ONE_SIDE),
    *(f"{name} there" for name in _ONE_SIDE),
    "log ratio of words",
    "log ratio of information",
    "log ratio of characters",
    *(f"surplus of {name}" for name in _SURPLUS),
    "German",
)
"""What `segment_features` says of a segment, in the order of the weights. *Here* is the side from which it is seen."""


def segment_features(row: WordRow, probability: Floats) -> NDArray[np.float32]:
    """Return (2n, f) the `SEGMENT_COLUMNS` of the segments, seen from each side.

    `probability` (w,) is what the word head says.
    """
    one_side = _side_features(row, probability)
    sizes = np.diff(row.starts).astype(np.float64)
    both = {
        "words": sizes,
        "information": np.maximum(row.total(row.information), 1.0),
        "characters": np.maximum(row.characters, 1),
    }
    columns = {
        **{f"{name} here": values for name, values in one_side.items()},
        **{f"{name} there": values[row.partner] for name, values in one_side.items()},
        **{f"log ratio of {name}": np.log(values / values[row.partner]) for name, values in both.items()},
        **{f"surplus of {name}": one_side[name] - one_side[name][row.partner] for name in _SURPLUS},
        "German": row.shape[row.starts[:-1], SHAPE.index("German")],
    }
    return stacked(columns, SEGMENT_COLUMNS)


def _side_features(row: WordRow, probability: Floats) -> dict[str, Floats]:
    information, unlinked, null = row.information, row.unlinked, row.null
    sizes = np.diff(row.starts).astype(np.float64)
    whole = np.maximum(row.total(information), 1.0)
    content = information >= CONTENT_WORD
    absent = 1 - row.similarity
    expected = probability * information
    runs = row.runs(unlinked > 0, information)
    likely = row.runs(probability > 1 / 2, information)
    return {
        "expected loss": row.total(expected),
        "unlinked information": row.total(unlinked * information),
        "null information": row.total(null * information),
        "words expected to be lost": row.total(probability),
        "greatest unlinked run": row.greatest(runs),
        "greatest likely run": row.greatest(likely),
        "expected share lost": row.total(expected) / whole,
        "unlinked share": row.total(unlinked * information) / whole,
        "null share": row.total(null * information) / whole,
        "absent share": row.total(absent * information) / whole,
        "mean similarity": row.total(row.similarity) / sizes,
        "greatest probability": row.greatest(probability),
        "greatest probability over 3": row.greatest(row.smoothed(probability, 3)),
        "greatest probability over 7": row.greatest(row.smoothed(probability, 7)),
        "top 3 probabilities of content words": row.top(probability * content, 3),
        "top 3 expected losses": row.top(expected, 3),
        "most absent content word": row.top(absent * content, 1),
        "top 3 absent content words": row.top(absent * content, 3),
        "greatest absence over 5": row.greatest(row.smoothed(absent, 5)),
        "greatest null over 5": row.greatest(row.smoothed(null, 5)),
        "most words unlinked in a row": row.greatest(row.runs(unlinked > 0, np.ones(len(unlinked)))),
        "most words likely lost in a row": row.greatest(row.runs(probability > 1 / 2, np.ones(len(unlinked)))),
        "log words": np.log(sizes),
    }
