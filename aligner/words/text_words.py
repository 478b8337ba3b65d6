"""The words of a text with their token vectors, ready to be compared with those of its translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.encoder import TokenVectors
from aligner.words.information import word_information
from aligner.words.tokens import Spans, token_ranges, word_spans

LANGUAGES = ("de", "en")
MEANS = "means.npy"
"""(2, d) float32: the mean token state of each of `LANGUAGES`, written by `tools.measure_word_means`."""


@dataclass(frozen=True, slots=True)
class TextWords:
    """The words of one text, in order.

    `spans` (n, 2) int32 in characters; `ranges` (n, 2) int32 the tokens of each; `information` (n,) float32 in nats;
    `vectors` (m, d) float32 of the tokens, centred, of unit length.
    """

    spans: Spans
    ranges: Spans
    information: NDArray[np.float32]
    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.spans)


def words_of(text: str, tokens: TokenVectors, language: str, spans: Spans | None = None) -> TextWords:
    """Return the words of `text`, whose tokens an encoder gave, or the words at `spans` where these are known.

    The mean of `language` (`de`, `en`; English stands in for any other) is taken away from the tokens' states.
    """
    words = word_spans(text) if spans is None else spans
    ranges = token_ranges(words, tokens.spans)
    centred = tokens.vectors - _means()[LANGUAGES.index(language) if language in LANGUAGES else 1]
    lengths = np.sqrt(np.einsum("ij,ij->i", centred, centred))[:, None]
    vectors = centred / np.maximum(lengths, 1e-6)
    return TextWords(words, ranges, word_information(text, words, tokens.spans, ranges, language), vectors)


def joined_words(parts: Sequence[TextWords], starts: Sequence[int]) -> TextWords:
    """Return the words of a text that is put together of others, each at the character in `starts`.

    The parts keep the states they have alone, so that a block of sentences need not be encoded again.
    """
    before = np.cumsum([0, *(len(part.vectors) for part in parts)])[: len(parts)].tolist()
    return TextWords(
        np.concatenate([part.spans + np.int32(start) for part, start in zip(parts, starts, strict=True)]),
        np.concatenate([part.ranges + np.int32(count) for part, count in zip(parts, before, strict=True)]),
        np.concatenate([part.information for part in parts]),
        np.concatenate([part.vectors for part in parts]),
    )


@cache
def _means() -> NDArray[np.float32]:
    with files(__package__).joinpath(MEANS).open("rb") as file:
        means: NDArray[np.float32] = np.load(file, allow_pickle=False)
    means.setflags(write=False)
    return means
