"""What the reader says of a pair, word by word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float64]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SideReading:
    """The n words of one side: `spans` (n, 2) in characters, `wrong`, `missing` and `revised` (n,) in 0..1.

    `wrong`: the other side says something else instead. `missing`: the other side says nothing of it, so that it was
    left out (on the source side) or added (on the target side). `revised`: one who corrects a machine's translation
    would change it, or what answers to it, be it for the meaning or for the language.
    """

    spans: NDArray[np.int32]
    wrong: Probabilities
    missing: Probabilities
    revised: Probabilities

    @property
    def lacking(self) -> Probabilities:
        """Return (n,) the probability of each word that it has no right counterpart."""
        return np.maximum(self.wrong, self.missing)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of the words of source and target, and of the pair as a whole.

    `wrong`, `omission` and `addition` are probabilities that the pair has an error of that kind somewhere; `misleading`
    that people who compare both would call the translation so.
    """

    source: SideReading
    target: SideReading
    wrong: float
    omission: float
    addition: float
    misleading: float

    @property
    def sides(self) -> tuple[SideReading, SideReading]:
        """Source and target."""
        return self.source, self.target
