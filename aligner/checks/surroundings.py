"""The document round a segment: what its neighbours say, and which words the document uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Surroundings:
    """The texts of all segments of a document, in order: (source, target), either of which may be empty.

    What is asked of the whole document is counted once, when it is first asked.
    """

    texts: Sequence[tuple[str, str]]

    def neighbours(self, place: int, side: int) -> tuple[str, str]:
        """Return the texts of one side (0: source, 1: target) before and after a segment; empty at the ends."""
        before = self.texts[place - 1][side] if place > 0 else ""
        after = self.texts[place + 1][side] if place + 1 < len(self.texts) else ""
        return before, after

    def count(self, word: str, side: int) -> int:
        """Return how often a word stands on a side of the document, written exactly like this."""
        return self._counts[side][word]

    def is_small(self, word: str, side: int) -> bool:
        """Tell whether a word stands on a side of the document in lower case."""
        return self._counts[side][word.lower()] > 0

    @cached_property
    def _counts(self) -> tuple[Counter[str], Counter[str]]:
        source, target = (
            Counter(word for texts in self.texts for word in WORD.findall(texts[side])) for side in (0, 1)
        )
        return source, target
