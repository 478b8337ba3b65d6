"""What stays as it is in a translation: numbers, and words that both languages write alike."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

MOST_CHARACTERS: Final = 400_000
"""Of a longer document only the beginning is looked through."""
_NUMBER: Final = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*")
_NOT_DIGIT: Final = re.compile(r"\D")
_WORD: Final = re.compile(r"[^\W\d_][\w-]*[^\W_]")

Tokens = frozenset[str]


def numbers_in(text: str) -> Tokens:
    """Return the digits of all numbers, without separators: `1,250.5` and `1.250,5` are the same."""
    found = _NUMBER.findall(text[:MOST_CHARACTERS])
    return frozenset(_NOT_DIGIT.sub("", number).lstrip("0") or "0" for number in found)


def names_in(text: str) -> Tokens:
    """Return the words that begin with a capital or have digits: names among them, and all nouns of German."""
    words = _WORD.findall(text[:MOST_CHARACTERS])
    return frozenset(word.casefold() for word in words if not word.islower())


@dataclass(frozen=True, slots=True)
class Weights:
    """How much it says that two documents share a token: the rarer it is in the collection, the more."""

    rarity: dict[str, float]

    @classmethod
    def of(cls, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> Self:
        """Weigh the tokens that both sides of a collection have; what one side alone has can be shared by nobody."""
        counts = [Counter(token for tokens in side for token in tokens) for side in (sources, targets)]
        documents = len(sources) + len(targets)
        shared = counts[0].keys() & counts[1].keys()
        return cls({token: math.log1p(documents / (counts[0][token] + counts[1][token])) for token in shared})

    def total(self, tokens: Iterable[str]) -> float:
        """Return the weight of tokens together."""
        return sum(self.rarity.get(token, 0.0) for token in sorted(tokens))
