"""Describes the words of a segment, and the segment, by numbers that tell whether something has no counterpart.

Everything is seen from one side: the same fitted weights find omissions in the source and additions in the target. All
segments of a call are laid out in one row of words: the sources one after the other, then the targets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.checks.pair import TextPair
from aligner.words.alignment import SideWords, WordAlignment

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

WINDOWS: Final = (3, 5, 7)
STOP_WORD: Final = 3.05
"""Nats: stop words say this at most."""
CONTENT_WORD: Final = 6.0
_FAR: Final = 12
_UNITS: Final = 2.0**24
_MARKS: Final = frozenset(',;:.!?()[]–—-…"“”„«»')


@dataclass(frozen=True)
class Layout:
    """The words of n pairs, w in all: 2n sides, sources first.

    `starts` (2n + 1,) are the borders of the sides, `side` (w,) the side of each word, `partner` (2n,) the other side
    of each. `links` (k, 2) go both ways, in numbers of this layout, `share` (k,) as in `WordAlignment`.
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
    """(w, 6) what the text says of each word: characters, capital, digit, mark before, mark after, German."""
    characters: Floats
    """(2n,) length of each side's text."""

    @classmethod
    def of(cls, pairs: Sequence[TextPair]) -> Layout:
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
        return _sums(values, self.starts[:-1], self.starts[1:])

    def greatest(self, values: Floats) -> Floats:
        """Return (2n,) the greatest value on each side."""
        found: Floats = np.maximum.reduceat(values, self.starts[:-1])
        return found

    def smoothed(self, values: Floats, width: int) -> Floats:
        """Return (w,) the means over `width` words around each, within its side."""
        places, half = np.arange(len(values)), width // 2
        first = np.maximum(places - half, self.starts[self.side])
        last = np.minimum(places + half + 1, self.starts[self.side + 1])
        means: Floats = _sums(values, first, last) / (last - first)
        return means

    def top(self, values: Floats, count: int) -> Floats:
        """Return (2n,) the mean of the `count` greatest values on each side (0 stands in where there are fewer)."""
        order = np.lexsort((-values, self.side))
        rank = np.arange(len(values)) - self.starts[self.side]
        chosen = np.where(rank < count, values[order], 0.0)
        means: Floats = self.total(chosen) / count
        return means


def word_features(layout: Layout) -> NDArray[np.float32]:
    """Return (w, f) the features of the words."""
    information = layout.information
    ours, theirs = layout.side, layout.partner[layout.side]
    sizes = np.diff(layout.starts).astype(np.float64)
    unlinked, null = layout.unlinked, layout.null
    whole = np.maximum(layout.total(information), 1.0)
    null_share, unlinked_share = layout.total(null * information) / whole, layout.total(unlinked * information) / whole
    mean = layout.total(layout.similarity) / sizes
    place = np.arange(len(ours)) - layout.starts[ours]
    left = sizes[ours] - 1 - place
    absent = 1 - layout.similarity
    smoothed = [layout.smoothed(values, width) for values in (absent, unlinked, null) for width in WINDOWS]
    columns = [
        layout.similarity,
        null,
        information,
        information <= STOP_WORD,
        *layout.shape.T,
        *_link_features(layout),
        *smoothed,
        *_neighbours(layout, absent),
        *_gaps(layout),
        np.minimum(place, _FAR),
        np.minimum(left, _FAR),
        place / np.maximum(sizes[ours] - 1, 1),
        mean[ours],
        mean[theirs],
        null_share[ours],
        null_share[theirs],
        unlinked_share[ours],
        unlinked_share[theirs],
        np.log(whole[ours] / whole[theirs]),
        np.log(sizes[ours]),
        np.log(sizes[theirs]),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def segment_features(layout: Layout, probability: Floats) -> NDArray[np.float32]:
    """Return (2n, f) the features of the segments, seen from each side.

    `probability` (w,) is what the word head says.
    """
    one_side = _side_features(layout, probability)
    sizes = np.diff(layout.starts).astype(np.float64)
    whole = np.maximum(layout.total(layout.information), 1.0)
    german = layout.shape[layout.starts[:-1], -1]
    both = [np.log(values / values[layout.partner]) for values in (sizes, whole, np.maximum(layout.characters, 1))]
    surplus = [one_side[:, column] - one_side[layout.partner, column] for column in range(6)]
    columns = [*one_side.T, *one_side[layout.partner].T, *both, *surplus, german]
    return np.stack(columns, axis=1).astype(np.float32)


def _side_features(layout: Layout, probability: Floats) -> Floats:
    information, unlinked, null = layout.information, layout.unlinked, layout.null
    sizes = np.diff(layout.starts).astype(np.float64)
    whole = np.maximum(layout.total(information), 1.0)
    content = information >= CONTENT_WORD
    absent = 1 - layout.similarity
    expected = probability * information
    runs = _runs(layout, unlinked > 0)
    likely = _runs(layout, probability > 1 / 2)
    columns = [
        layout.total(expected),
        layout.total(unlinked * information),
        layout.total(null * information),
        layout.total(probability),
        layout.greatest(runs),
        layout.greatest(likely),
        layout.total(expected) / whole,
        layout.total(unlinked * information) / whole,
        layout.total(null * information) / whole,
        layout.total(absent * information) / whole,
        layout.total(layout.similarity) / sizes,
        layout.greatest(probability),
        layout.greatest(layout.smoothed(probability, 3)),
        layout.greatest(layout.smoothed(probability, 7)),
        layout.top(probability * content, 3),
        layout.top(expected, 3),
        layout.top(absent * content, 1),
        layout.top(absent * content, 3),
        layout.greatest(layout.smoothed(absent, 5)),
        layout.greatest(layout.smoothed(null, 5)),
        layout.greatest(_runs(layout, unlinked > 0, np.ones(len(unlinked)))),
        layout.greatest(_runs(layout, probability > 1 / 2, np.ones(len(unlinked)))),
        np.log(sizes),
    ]
    return np.stack(columns, axis=1)


def _runs(layout: Layout, member: NDArray[np.bool_], values: Floats | None = None) -> Floats:
    """Return (w,) for each member the sum of values (information) over the run that it is in; 0 for all others."""
    values = layout.information if values is None else values
    begins = np.ones(len(member), np.bool_)
    begins[1:] = (member[1:] != member[:-1]) | (layout.side[1:] != layout.side[:-1])
    run = np.cumsum(begins) - 1
    return np.where(member, np.bincount(run, weights=values)[run], 0.0)


def _link_features(layout: Layout) -> list[Floats]:
    count = np.bincount(layout.links[:, 0], minlength=len(layout.side)).astype(np.float64)
    share = np.zeros(len(layout.side))
    np.maximum.at(share, layout.links[:, 0], layout.share)
    best = np.maximum(layout.best, 0)
    known = layout.best >= 0
    margin = np.where(known, layout.similarity - layout.similarity[best], 0.0)
    mutual = known & (layout.best[best] == np.arange(len(best)))
    return [count, share, margin, mutual.astype(np.float64), np.where(known, layout.information[best], 0.0)]


def _neighbours(layout: Layout, absent: Floats) -> list[Floats]:
    before, after = np.full(len(absent), -1.0), np.full(len(absent), -1.0)
    before[1:] = np.where(layout.side[1:] == layout.side[:-1], absent[:-1], -1.0)
    after[:-1] = np.where(layout.side[1:] == layout.side[:-1], absent[1:], -1.0)
    return [before, after]


def _gaps(layout: Layout) -> list[Floats]:
    """Compare the unlinked run around a word with what lies between the counterparts of its two linked neighbours."""
    count = len(layout.side)
    places = np.arange(count)
    counterpart = np.full(count, -1, np.int64)
    order = np.argsort(layout.share, kind="stable")
    counterpart[layout.links[order, 0]] = layout.links[order, 1]
    linked = counterpart >= 0
    before = np.maximum.accumulate(np.where(linked, places, -1))
    after = np.minimum.accumulate(np.where(linked, places, count)[::-1])[::-1]
    first, last = layout.starts[layout.side], layout.starts[layout.side + 1]
    partner = layout.partner[layout.side]
    left = np.where(before >= first, counterpart[np.maximum(before, 0)], layout.starts[partner] - 1)
    right = np.where(after < last, counterpart[np.minimum(after, count - 1)], layout.starts[partner + 1])
    low, high = np.minimum(left, right) + 1, np.maximum(left, right)
    high = np.maximum(high, low)
    free = _sums(layout.unlinked, low, high)
    free_information = _sums(layout.unlinked * layout.information, low, high)
    length, information = _runs(layout, ~linked, np.ones(count)), _runs(layout, ~linked)
    between = (high - low).astype(np.float64)
    return [length, information, between, free, free_information, information - free_information, length - between]


def _sums(values: Floats, first: Integers, last: Integers) -> Floats:
    """Add up in whole numbers, so that a sum does not depend on what else is in the layout."""
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
    return np.array(rows, np.float64).reshape(-1, 6)
