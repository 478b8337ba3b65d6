"""The words of segments, put together of those of their sentences, which were encoded one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, Protocol

import numpy as np

from aligner.encoding.encoder import TokenVectors
from aligner.words.alignment import WordAlignment, align_words
from aligner.words.text_words import TextWords, joined_words, words_of

LONGEST_SENTENCE: Final = 10_000
"""Characters. The words of a longer sentence, which is no language but data, are not read: to encode a megabyte of it
would take minutes. Chosen by hand."""
Block = tuple[Sequence[str], Sequence[str]]
"""Neighbouring sentences of the source, and of the target."""
Pieces = Sequence[tuple[str, int]]
"""The sentences of a text, each with the character at which it starts."""


class TokensByText(Protocol):
    """Knows the tokens of texts, such as `aligner.encoding.spool.TokenSpool`."""

    def get(self, text: str) -> TokenVectors:
        """Return the tokens of `text`."""


def pieces_of(sentences: Sequence[str]) -> Pieces:
    """Return sentences with their places in a text of them with a space between."""
    starts = accumulate((len(sentence) + 1 for sentence in sentences), initial=0)
    return list(zip(sentences, starts, strict=False))


def align_passages(
    source: Pieces, target: Pieces, languages: tuple[str, str], tokens: TokensByText
) -> WordAlignment | None:
    """Align the words of two texts by the states that their sentences have alone; None where a text has no sentence."""
    if not source or not target:
        return None
    return align_words(_words(source, languages[0], tokens), _words(target, languages[1], tokens))


def joined_tokens(pieces: Pieces, tokens: TokensByText) -> TokenVectors:
    """Return the tokens of a text with the states that its sentences have alone."""
    parts = [tokens.get(text) for text, _ in pieces]
    spans = [part.spans + np.int32(start) for part, (_, start) in zip(parts, pieces, strict=True)]
    return TokenVectors(np.concatenate([part.vectors for part in parts]), np.concatenate(spans))


def _words(pieces: Pieces, language: str, tokens: TokensByText) -> TextWords:
    parts = [words_of(text, tokens.get(text), language) for text, _ in pieces]
    return joined_words(parts, [start for _, start in pieces])
