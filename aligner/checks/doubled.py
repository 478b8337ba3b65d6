"""Finds words that stand several times in a row by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.checks.pair import MOST_FLAGS, Span, TextPair

PROBABILITY: Final = 0.9
"""That such words are a mistake: chosen by hand."""
_DOUBLED: Final = re.compile(r"\b([^\W\d_]{2,60})(?:\s+\1\b){2,}", re.IGNORECASE)
_REPEATED: Final = re.compile(r"\b([^\W\d_]{2,60})\W{1,5}\1\b", re.IGNORECASE)
"""Said again on purpose, with or without marks: \"No, no!\"."""


def doubled_words(pair: TextPair) -> Iterator[Span]:
    """Yield the spans in the target of what is too many, where a word stands three times and more in a row.

    Nothing, where the source has a word twice too.
    """
    found = [(match.end(1) + 1, match.end()) for match in _DOUBLED.finditer(pair.target)]
    if found and not _REPEATED.search(pair.source):
        yield from found[:MOST_FLAGS]
