"""One of the two texts, as the alignment sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.space import GridVectors, Vectors

_WEIGHT_EXPONENT = 0.7
"""Sentences count in the vector of a block by length to this power: long ones more, but less than their share.
Chosen by hand; what 0 and 1 would do: `docs/benchmarks.md`."""

_UNFINISHED = re.compile(r"""[-–—,;:]["'”“»«’]*\s*$""")
_COUNTER = re.compile(r"(?!.*\d{5})[\W\d_]*")
"""Lines without letters that count or divide: page numbers, cue numbers and times, rules; not amounts of money or
years of many digits."""
_COUNTER_WORTH = 0.5
"""Counters come again and again or count on, so that like ones are everywhere: two of them are a quarter as alike as
their vectors, no more than a poor translation, and decide nothing between sentences. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Side:
    """One text as the alignment sees it.

    `vectors` (n, d) are unit vectors whose components are whole multiples of 1/2048 (see `space.py`),
    `lengths` (n,) characters, `weights` (n,) how much a sentence counts in the vector of its block, `worth` (n,) how
    much of its likeness to others counts, 0 to 1. `unfinished` (n,) says of each sentence whether its end announces
    that it goes on.
    """

    vectors: GridVectors
    lengths: NDArray[np.float64]
    weights: NDArray[np.float64]
    worth: NDArray[np.float64]
    unfinished: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.lengths)

    def part(self, sentences: slice) -> Side:
        """Cut out some consecutive sentences."""
        return Side(
            self.vectors.part(sentences),
            self.lengths[sentences],
            self.weights[sentences],
            self.worth[sentences],
            self.unfinished[sentences],
        )


def side_of(vectors: Vectors, texts: Sequence[str]) -> Side:
    """Take in the sentences of one side: vectors (n, d) in the common space, as it makes them, and their n texts."""
    lengths = np.array([max(1, len(text)) for text in texts], np.float64)
    unfinished = np.array([bool(_UNFINISHED.search(text)) for text in texts])
    worth = np.array([_COUNTER_WORTH if _COUNTER.fullmatch(text) else 1.0 for text in texts])
    return Side(GridVectors.packed(vectors), lengths, lengths**_WEIGHT_EXPONENT, worth, unfinished)
