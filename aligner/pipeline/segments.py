"""From the beads of an alignment to segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from aligner.alignment.alignment import Alignment
from aligner.checks.structure import structural_flags
from aligner.corpus.segment import Segment

Span = tuple[int, int]


class Placed(Protocol):
    """A sentence, and its half-open span in the document where that is known."""

    @property
    def text(self) -> str:
        """The text."""

    @property
    def span(self) -> Span | None:
        """The span."""


def segments_of(alignment: Alignment, source: Sequence[Placed], target: Sequence[Placed]) -> tuple[Segment, ...]:
    """Return a segment without flags for each bead of the alignment of some sentences, numbered from 1."""
    segments = []
    for number, bead in enumerate(alignment.beads):
        source_block = source[bead.source_start : bead.source_end]
        target_block = target[bead.target_start : bead.target_end]
        segments.append(
            Segment(
                id=number + 1,
                bead=bead,
                source=joined(source_block),
                target=joined(target_block),
                similarity=alignment.similarity[number],
                confidence=alignment.confidence[number],
                source_span=span_of(source_block),
                target_span=span_of(target_block),
            )
        )
    return tuple(segments)


def with_structural_flags(segments: Sequence[Segment], alignment: Alignment) -> tuple[Segment, ...]:
    """Put the flags on the segments of an alignment that follow from it alone."""
    flags = structural_flags(
        alignment, [segment.source for segment in segments], [segment.target for segment in segments]
    )
    return tuple(replace(segment, flags=found) for segment, found in zip(segments, flags, strict=True))


def joined(sentences: Sequence[Placed]) -> str:
    """Return the text of a segment of those sentences."""
    return " ".join(sentence.text for sentence in sentences)


def span_of(sentences: Sequence[Placed]) -> Span | None:
    """Return the span of some sentences in a row; None for no sentences, or where one's is not known.

    The number of a page, in the middle of a sentence, comes after it.
    """
    spans = [sentence.span for sentence in sentences]
    known = [span for span in spans if span is not None]
    if not known or len(known) < len(spans):
        return None
    return min(start for start, _ in known), max(end for _, end in known)
