"""Sentences that are none: numbers of pages and running headers, which no translation has a counterpart for.

They are kept out of the alignment, and come back as null beads of their own, without a flag.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from aligner.alignment.alignment import Alignment
from aligner.alignment.bead import Bead
from aligner.corpus.segment import Segment
from aligner.pipeline.texts import SplitText
from aligner.text.document import PAGE_LINE

_NOTHING: Final = {"omission": 0.0, "addition": 0.0, "mistranslation": 0.0}


@dataclass(frozen=True, slots=True)
class Asides:
    """Which sentences of one side are aligned, and which are not, by their numbers."""

    aligned: tuple[int, ...]
    aside: frozenset[int]

    @classmethod
    def of(cls, text: SplitText) -> Asides:
        """Find them among the sentences of a text."""
        paragraphs = text.document.paragraphs
        aside = frozenset(
            number
            for number, sentence in enumerate(text.sentences)
            if text.has_paragraphs and paragraphs[sentence.paragraph].kind == PAGE_LINE
        )
        return cls(tuple(number for number in range(len(text.sentences)) if number not in aside), aside)

    @classmethod
    def none(cls, text: SplitText) -> Asides:
        """Take all sentences of a text as aligned."""
        return cls(tuple(range(len(text.sentences))), frozenset())

    def range(self, start: int, end: int, at: int) -> tuple[int, int]:
        """Return the range in the whole text of a range of aligned sentences; an empty one lies `at` a place."""
        return (self.aligned[start], self.aligned[end - 1] + 1) if start < end else (at, at)

    @property
    def count(self) -> int:
        """How many sentences there are."""
        return len(self.aligned) + len(self.aside)


def with_asides(alignment: Alignment, source: Asides, target: Asides) -> Alignment:
    """Return the alignment of two whole texts, by that of the sentences that are aligned."""
    if not source.aside and not target.aside:
        return alignment
    beads: list[Bead] = []
    similarity: list[float | None] = []
    confidence: list[float] = []
    i = j = 0
    for number, bead in enumerate(alignment.beads):
        sources = source.range(bead.source_start, bead.source_end, i)
        targets = target.range(bead.target_start, bead.target_end, j)
        nulls = list(_nulls(range(i, sources[0]), range(j, targets[0]), i, j))
        beads += [*nulls, Bead(*_moved(sources, i), *_moved(targets, j))]
        similarity += [*(None for _ in nulls), alignment.similarity[number]]
        confidence += [*(1.0 for _ in nulls), alignment.confidence[number]]
        i, j = max(i, sources[1]), max(j, targets[1])
    nulls = list(_nulls(range(i, source.count), range(j, target.count), i, j))
    moves = tuple(
        replace(
            move,
            bead=Bead(
                *source.range(move.bead.source_start, move.bead.source_end, 0),
                *target.range(move.bead.target_start, move.bead.target_end, 0),
            ),
        )
        for move in alignment.moves
    )
    return Alignment(
        (*beads, *nulls), (*similarity, *(None for _ in nulls)), (*confidence, *(1.0 for _ in nulls)), moves
    )


def without_findings(segments: Iterable[Segment], source: Asides, target: Asides) -> tuple[Segment, ...]:
    """Take the findings off the segments that are nothing but asides."""
    return tuple(
        replace(segment, flags=(), scores=_NOTHING) if _is_aside(segment.bead, source.aside, target.aside) else segment
        for segment in segments
    )


def _nulls(sources: Sequence[int], targets: Sequence[int], i: int, j: int) -> Iterator[Bead]:
    for at in sources:
        yield Bead(at, at + 1, j, j)
        i = at + 1
    for at in targets:
        yield Bead(i, i, at, at + 1)


def _moved(place: tuple[int, int], at: int) -> tuple[int, int]:
    return (max(place[0], at), max(place[1], at))


def _is_aside(bead: Bead, source: Collection[int], target: Collection[int]) -> bool:
    sources, targets = range(bead.source_start, bead.source_end), range(bead.target_start, bead.target_end)
    return all(number in source for number in sources) and all(number in target for number in targets)
