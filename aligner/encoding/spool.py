"""Token states of a whole text, until alignment and checks need them: in memory while they are few, else in a file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from tempfile import SpooledTemporaryFile
from typing import Self

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.compact import packed, unpacked
from aligner.encoding.encoder import Progress, TokenEncoder, TokenVectors, silent

BYTES_IN_MEMORY = 64_000_000
"""Some 7,000 sentences. What is beyond goes to a file without a name, which is gone when the process is."""


class TokenSpool:
    """Tokens by text, 8 bits a number: 396 bytes a token of the model that ships, 1 GB for 100,000 sentences."""

    def __init__(self, bytes_in_memory: int = BYTES_IN_MEMORY) -> None:
        self._file = SpooledTemporaryFile(max_size=bytes_in_memory)  # noqa: SIM115  (closed by `close`)
        self._numbers: dict[str, int] = {}
        self._ends = array("q", [0])

    def __contains__(self, text: str) -> bool:
        """Tell whether the tokens of `text` are known."""
        return text in self._numbers

    def put(self, text: str, tokens: TokenVectors) -> None:
        """Keep the tokens of a text; those of a text that is known already are passed over."""
        if text not in self._numbers:
            data = packed(tokens)
            self._file.seek(self._ends[-1])
            self._file.write(data)
            self._numbers[text] = len(self._numbers)
            self._ends.append(self._ends[-1] + len(data))

    def get(self, text: str) -> TokenVectors:
        """Return the tokens of a text. Raises KeyError where it was not put."""
        number = self._numbers[text]
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return unpacked(self._file.read(end - start))

    def close(self) -> None:
        """Free memory and file."""
        self._file.close()

    def __enter__(self) -> Self:
        """Return the spool, to be closed at the end."""
        return self

    def __exit__(self, *failure: object) -> None:
        """Close the spool."""
        self.close()


def encode_into(
    spool: TokenSpool, encoder: TokenEncoder, texts: Sequence[str], progress: Progress = silent
) -> NDArray[np.float32]:
    """Put the tokens of all texts into the spool and return their vectors, (n, d) float32, from the same pass."""
    vectors = np.empty((len(texts), encoder.dimension), np.float32)
    for index, vector, tokens in encoder.encode_with_tokens(texts, progress):
        vectors[index] = vector
        spool.put(texts[index], tokens)
    return vectors


def add_missing(spool: TokenSpool, encoder: TokenEncoder, texts: Iterable[str], progress: Progress = silent) -> None:
    """Put the tokens of those texts into the spool that it lacks, each once."""
    missing = [text for text in dict.fromkeys(texts) if text not in spool]
    for index, _, tokens in encoder.encode_with_tokens(missing, progress):
        spool.put(missing[index], tokens)
