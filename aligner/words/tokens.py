"""Finds the words of a German or English text, and the model's tokens that make up each of them."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

Spans = NDArray[np.int32]
"""(n, 2) half-open ranges."""

_MARKS = r"[\u0300-\u036f\ufe0f\u200c\u200d]"
_RUN = rf"(?:[^\W_]{_MARKS}*)+"
_LETTER = r"[^\W\d_]"
_SPACED_ABBREVIATION = rf"(?<!\w)(?:{_LETTER}\.[ \u00a0\u202f]?)+{_LETTER}\.(?!\w)"
_IN_WORDS = r"[-\u2010\u2011\u00ad_'\u2019\u02bc@&](?=[^\W_])"
# A full stop joins `www.beispiel.de` and `U.S.A`, but not two sentences between which the space is missing.
_FULL_STOP = rf"\.(?=[\da-zäöüß]|{_LETTER}(?!\w))"
_IN_NUMBERS = r"(?<=\d)(?:[,:/](?=\d)|[\u00a0\u202f\u2009](?=\d{3}(?!\d)))"
_WORD = re.compile(
    rf"{_SPACED_ABBREVIATION}|(?:[$€£¥](?=\d))?{_RUN}(?:(?:{_IN_WORDS}|{_FULL_STOP}|{_IN_NUMBERS}){_RUN})*(?:(?<=\d)[%‰])?"
)


def word_spans(text: str) -> Spans:
    """Return (n, 2) the words of `text`, in characters, ascending; every letter and digit is in exactly one.

    A compound with hyphens, a word with its apostrophe (`don't`), a number with its separators and the sign directly
    beside it (`$70.2`, `12%`), a web address and an abbreviation of single letters (`z. B.`) are one word each.
    Other punctuation is in none.
    """
    found = [match.span() for match in _WORD.finditer(text)]
    return np.array(found, np.int32).reshape(-1, 2)


def token_ranges(words: Spans, tokens: Spans) -> Spans:
    """Return (n, 2) for each word the range of tokens that share a character with it; empty where none does.

    A token across the border of two words belongs to both.
    """
    if len(tokens) == 0:
        return np.zeros((len(words), 2), np.int32)
    first = np.searchsorted(np.maximum.accumulate(tokens[:, 1]), words[:, 0], side="right")
    last = np.searchsorted(tokens[:, 0], words[:, 1], side="left")
    return np.stack([first, np.maximum(first, last)], axis=1).astype(np.int32)
