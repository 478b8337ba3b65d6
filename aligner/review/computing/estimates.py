"""How alike the sides of a segment are that a reviser has made, and how probable it is by the alignment's own model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from aligner.alignment.background import background_sentences, length_ratio
from aligner.alignment.bead import Bead
from aligner.alignment.corridor import full_corridor
from aligner.alignment.decoding import Posteriors, posteriors
from aligner.alignment.evidence import LARGEST_BLOCK, null_scores, pair_scores
from aligner.alignment.lattice import Weights, backward, forward
from aligner.alignment.parameters import shipped_parameters
from aligner.alignment.second_look import block_similarities
from aligner.alignment.side import Side, side_of
from aligner.alignment.space import Space, Vectors, background_of, common_space
from aligner.review.computing.sentences import placed_sentences

if TYPE_CHECKING:
    from aligner.review.decisions.segment import ReviewSegment

Encode = Callable[[Sequence[str]], Vectors]
Parts = tuple[Sequence[str], Sequence[str]]
"""The sentences of a segment's source and target."""

NEIGHBOURS: Final = 3
"""So many segments before and after take part: what a segment competes with are beads that share its sentences."""
_MOST_SEGMENTS: Final = 200
"""The space of a document is estimated on so many segments at most, spread evenly over it."""
_MOST_NODES: Final = 40_000
"""Windows of more pairs of sentences than that are not summed up: their confidence is unknown."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """`similarity` and `confidence` as in `Segment`."""

    similarity: float | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class DocumentSpace:
    """Where the sentences of one document are compared; see `aligner.alignment.space`."""

    space: Space
    length_ratio: float
    encode: Encode

    def estimate(self, window: Sequence[Parts], at: int) -> Estimate:
        """Estimate the segment in place `at` of some consecutive segments.

        The confidence is the posterior of its bead among all alignments of the window, of a null bead the mean of its
        sentences; None for a bead of a size that is never aligned, and where the window is too long.
        """
        own = window[at]
        if not own[0] and not own[1]:
            return Estimate(None, None)
        bead = _bead(window, at)
        sides = self._sides(window)
        similarity = None
        if not bead.is_null:
            bounds = np.array([[bead.source_start, bead.source_end, bead.target_start, bead.target_end]])
            similarity = float(np.clip(block_similarities(bounds, sides)[0], 0.0, 1.0))
        return Estimate(similarity, self._confidence(bead, sides))

    def _sides(self, window: Sequence[Parts]) -> tuple[Side, Side]:
        texts = [list(chain.from_iterable(parts[side] for parts in window)) for side in (0, 1)]
        vectors = self.encode([*texts[0], *texts[1]])
        source, target = vectors[: len(texts[0])], vectors[len(texts[0]) :]
        return side_of(self.space.of_source(source), texts[0]), side_of(self.space.of_target(target), texts[1])

    def _confidence(self, bead: Bead, sides: tuple[Side, Side]) -> float | None:
        if len(sides[0]) * len(sides[1]) > _MOST_NODES:
            return None
        if not bead.is_null and max(_sizes(bead)) > LARGEST_BLOCK:
            return None
        if not len(sides[0]) or not len(sides[1]):
            return 1.0
        corridor = full_corridor(len(sides[0]), len(sides[1]))
        parameters = shipped_parameters().limited(min(LARGEST_BLOCK, max(len(side) for side in sides)))
        if not bead.is_null and _sizes(bead) not in parameters.types:
            return None
        pairs = pair_scores(corridor, *sides, parameters, self.length_ratio)
        weights = Weights(parameters.types, pairs, *(null_scores(side, parameters) for side in sides))
        found = posteriors(corridor, weights, forward(corridor, weights), backward(corridor, weights))
        return _probability(bead, found)


def window_around(segments: Sequence[ReviewSegment], place: int, languages: tuple[str, str]) -> tuple[list[Parts], int]:
    """Return the sentences of a segment with those of its neighbours, and its place among these."""
    start = max(0, place - NEIGHBOURS)
    return [parts_of(segment, languages) for segment in segments[start : place + NEIGHBOURS + 1]], place - start


def parts_of(segment: ReviewSegment, languages: tuple[str, str]) -> Parts:
    """Return the sentences of a segment."""
    return (
        [sentence.text for sentence in placed_sentences(segment, "source", languages[0])],
        [sentence.text for sentence in placed_sentences(segment, "target", languages[1])],
    )


def document_space(segments: Sequence[ReviewSegment], languages: tuple[str, str], encode: Encode) -> DocumentSpace:
    """Estimate the space of a document from its segments, of which a long document has some looked at."""
    step = max(1, -(-len(segments) // _MOST_SEGMENTS))
    chosen = [parts_of(segment, languages) for segment in segments[::step]]
    texts = [list(chain.from_iterable(parts[side] for parts in chosen)) for side in (0, 1)]
    background = background_of(*(encode(background_sentences(language)) for language in languages))
    vectors = encode([*texts[0], *texts[1]])
    space = common_space(vectors[: len(texts[0])], vectors[len(texts[0]) :], background)
    return DocumentSpace(space, length_ratio(*languages), encode)


def _bead(window: Sequence[Parts], at: int) -> Bead:
    source, target = (sum(len(parts[side]) for parts in window[:at]) for side in (0, 1))
    return Bead(source, source + len(window[at][0]), target, target + len(window[at][1]))


def _sizes(bead: Bead) -> tuple[int, int]:
    return bead.source_end - bead.source_start, bead.target_end - bead.target_start


def _probability(bead: Bead, found: Posteriors) -> float:
    if bead.source_start == bead.source_end:
        return float(found.target_null[bead.target_start : bead.target_end].mean())
    if bead.target_start == bead.target_end:
        return float(found.source_null[bead.source_start : bead.source_end].mean())
    bounds = [bead.source_start, bead.source_end, bead.target_start, bead.target_end]
    same = np.flatnonzero((found.beads == bounds).all(axis=1))
    return float(found.probability[same[0]]) if len(same) else 0.0
