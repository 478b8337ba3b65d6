"""The document round a segment: what its neighbours say, and which words the document uses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+")
_FACING: Final = 2
"""Segments at least in which two words stand, for one to be taken for the other's translation: chosen by hand."""
_COMMON: Final = 300
"""Words of more segments are not asked for: to compare them would take long, and no such word is missed."""
_MANY_TIMES: Final = 3
STEM: Final = 6
"""Letters: words that begin with the same are taken for forms of one word. Chosen by hand."""


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

    def association(self, word: str, others: Iterable[str], side: int, place: int) -> float:
        """Tell how much a word of a side goes with that of `others`, of the other side, with which it goes most.

        Dice's coefficient of the segments in which they stand, 0 where fewer than two have both. Words that begin with
        the same `STEM` letters are one. Segments that repeat a side of another are not counted, nor are those that
        repeat a side of the one at `place`: what stands in them together does so by chance.
        """
        same = {seen.get(text) for seen, text in zip(self._first, self.texts[place], strict=True)}
        here = self._places[side].get(_stem(word), frozenset()) - same
        if not _FACING <= len(here) <= _COMMON:
            return 0.0
        best = 0.0
        for other in others:
            there = self._places[1 - side].get(_stem(other), frozenset())
            # Far more or fewer places cannot be the same ones.
            if _FACING <= len(there) <= _MANY_TIMES * len(here) <= _MANY_TIMES**2 * len(there):
                both = len(here & there)
                best = max(best, 2 * both / (len(here) + len(there - same)) if both >= _FACING else 0.0)
        return best

    @cached_property
    def _first(self) -> tuple[dict[str, int], dict[str, int]]:
        """By side, where each text stands first."""
        backwards = list(enumerate(self.texts))[::-1]
        source, target = ({texts[side]: place for place, texts in backwards} for side in (0, 1))
        return source, target

    @cached_property
    def _places(self) -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
        """By side, the segments in which words with a stem stand; without those that repeat a side of another."""
        found: tuple[defaultdict[str, set[int]], defaultdict[str, set[int]]] = (defaultdict(set), defaultdict(set))
        for place, texts in enumerate(self.texts):
            if any(seen[text] < place for seen, text in zip(self._first, texts, strict=True)):
                continue
            for side in (0, 1):
                for word in WORD.findall(texts[side]):
                    found[side][_stem(word)].add(place)
        source, target = ({word: frozenset(places) for word, places in known.items()} for known in found)
        return source, target

    @cached_property
    def _counts(self) -> tuple[Counter[str], Counter[str]]:
        source, target = (
            Counter(word for texts in self.texts for word in WORD.findall(texts[side])) for side in (0, 1)
        )
        return source, target


def _stem(word: str) -> str:
    return word.casefold()[:STEM]
