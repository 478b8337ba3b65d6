"""What the later stages ask of an embedding model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Progress = Callable[[int], None]
"""Called with the number of texts that have just been finished."""


def silent(done: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of one text: `vectors` (m, d) float32 of a middle layer, `spans` (m, 2) int32.

    Spans are half-open, in characters of the text as it was given, ascending, without white space at their ends. The
    model's own marks (begin, end, prefix) are left out: an empty text has no tokens.
    """

    vectors: NDArray[np.float32]
    spans: NDArray[np.int32]


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into vectors. A text's vectors depend on that text alone, never on its neighbours in the call."""

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights so exactly that equal fingerprints mean equal vectors."""

    @property
    def dimension(self) -> int:
        """Length of a sentence vector."""

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Return one vector of unit length a text: (n, d) float32, in the order given."""


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also shows its tokens, which the alignment and the checks compare word by word."""

    def encode_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> Iterator[tuple[int, NDArray[np.float32], TokenVectors]]:
        """Yield `(index, sentence vector, tokens)` for each text, in any order, from one pass over the model."""
