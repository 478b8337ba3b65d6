"""The words of several texts and their translations in one row: the sources one after the other, then the targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from aligner.words.alignment import SideWords, WordAlignment

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SHAPE: Final = ("characters", "capital", "digit", "mark before", "mark after", "German")
"""What the text says of a word."""
_UNITS: Final = 2.0**24
"""Sums are taken in whole numbers of 1/2**24: as fine as single precision, whose numbers have 24 bits."""
_MARKS: Final = frozenset(',;:.!?()[]–—-…"“”„«»')


class AlignedPair(Protocol):
    """A text, its translation, their languages and words; `aligner.checks.pair.TextPair` is one."""

    @property
    def source(self) -> str:
        """What is translated."""

    @property
    def target(self) -> str:
        """Its translation."""

    @property
    def languages(self) -> tuple[str, str]:
        """Two-letter codes."""

    @property
    def words(self) -> WordAlignment | None:
        """Which words belong together, None where that is not known."""


@dataclass(frozen=True)
class WordRow:
    """The words of n pairs, w in all: 2n sides, sources first.

    `starts` (2n + 1,) are the borders of the sides, `side` (w,) the side of each word, `partner` (2n,) the other side
    of each. `links` (k, 2) go both ways, in numbers of this row, `share` (k,) as in `WordAlignment`.
    """

    starts: Integers
    side: Integers
    partner: Integers
    similarity: Floats
    null: Floats
    information: Floats
    best: Integers
    links: Integers
    share: Floats
    shape: Floats
    """(w, 6) the `SHAPE` of each word."""
    characters: Floats
    """(2n,) length of each side's text."""

    @classmethod
    def of(cls, pairs: Sequence[AlignedPair]) -> WordRow:
        """Lay out pairs that have a word alignment with words on both sides."""
        found = [pair.words for pair in pairs if pair.words is not None]
        sides = [*(words.source for words in found), *(words.target for words in found)]
        starts = np.cumsum([0, *(len(side.spans) for side in sides)])
        partner = np.roll(np.arange(len(sides)), len(found))
        texts = [*((pair.source, pair.languages[0]) for pair in pairs)]
        texts += [(pair.target, pair.languages[1]) for pair in pairs]
        return cls(
            starts,
            np.repeat(np.arange(len(sides)), np.diff(starts)),
            partner,
            _joined([side.similarity for side in sides]),
            _joined([side.null for side in sides]),
            _joined([side.information for side in sides]),
            np.concatenate(
                [np.where(side.best >= 0, side.best + starts[partner[number]], -1) for number, side in enumerate(sides)]
            ).astype(np.int64),
            *_links(found, starts),
            np.concatenate([_shape(*text, side) for text, side in zip(texts, sides, strict=True)]),
            np.array([len(text) for text, _ in texts], np.float64),
        )

    @cached_property
    def unlinked(self) -> Floats:
        """(w,) 1 where a word has no link."""
        count: Integers = np.bincount(self.links[:, 0], minlength=len(self.side))
        return np.equal(count, 0).astype(np.float64)

    def total(self, values: Floats) -> Floats:
        """Return (2n,) the sum of the words' values on each side."""
        return sums_between(values, self.starts[:-1], self.starts[1:])

    def greatest(self, values: Floats) -> Floats:
        """Return (2n,) the greatest value on each side."""
        found: Floats = np.maximum.reduceat(values, self.starts[:-1])
        return found

    def smoothed(self, values: Floats, width: int) -> Floats:
        """Return (w,) the means over `width` words around each, within its side."""
        places, half = np.arange(len(values)), width // 2
        first = np.maximum(places - half, self.starts[self.side])
        last = np.minimum(places + half + 1, self.starts[self.side + 1])
        means: Floats = sums_between(values, first, last) / (last - first)
        return means

    def top(self, values: Floats, count: int) -> Floats:
        """Return (2n,) the mean of the `count` greatest values on each side (0 stands in where there are fewer)."""
        order = np.lexsort((-values, self.side))
        rank = np.arange(len(values)) - self.starts[self.side]
        chosen = np.where(rank < count, values[order], 0.0)
        means: Floats = self.total(chosen) / count
        return means

    def runs(self, member: NDArray[np.bool_], values: Floats) -> Floats:
        """Return (w,) for each member the sum of values over the run that it is in; 0 for all others."""
        begins = np.ones(len(member), np.bool_)
        begins[1:] = (member[1:] != member[:-1]) | (self.side[1:] != self.side[:-1])
        run = np.cumsum(begins) - 1
        return np.where(member, np.bincount(run, weights=values)[run], 0.0)


def sums_between(values: Floats, first: Integers, last: Integers) -> Floats:
    """Return the sums of values over ranges: in whole numbers, so that they do not depend on the rest of the row."""
    total = np.concatenate([[0], np.cumsum(np.rint(values * _UNITS).astype(np.int64))])
    found: Floats = (total[last] - total[first]) / _UNITS
    return found


def _joined(parts: Sequence[NDArray[np.float32]]) -> Floats:
    return np.concatenate(parts).astype(np.float64)


def _links(found: Sequence[WordAlignment], starts: Integers) -> tuple[Integers, Floats]:
    parts = [
        words.links + np.array([starts[number], starts[len(found) + number]]) for number, words in enumerate(found)
    ]
    links = np.concatenate(parts).reshape(-1, 2).astype(np.int64)
    share = _joined([words.share for words in found])
    return np.concatenate([links, links[:, ::-1]]), np.concatenate([share, share])


def _shape(text: str, language: str, side: SideWords) -> Floats:
    spans = side.spans.tolist()
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    marks = [not _MARKS.isdisjoint(text[end:start]) for end, start in zip(ends, starts, strict=True)]
    german = language == "de"
    rows = [
        (
            end - start,
            text[start].isupper(),
            any(map(str.isdigit, text[start : min(end, start + 30)])),
            marks[number],
            marks[number + 1],
            german,
        )
        for number, (start, end) in enumerate(spans)
    ]
    return np.array(rows, np.float64).reshape(-1, len(SHAPE))
