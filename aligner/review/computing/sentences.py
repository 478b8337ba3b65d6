"""The sentences of segments under review, where a corpus has only joined texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.checks.pair import LONGEST_TEXT
from aligner.pipeline.words import split_pieces

if TYPE_CHECKING:
    from aligner.review.decisions.events import Side
    from aligner.review.decisions.segment import ReviewSegment

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A sentence of a segment: its text, the half-open range of sentences it is in the document, its span there."""

    text: str
    sentences: Span
    span: Span | None


def placed_sentences(segment: ReviewSegment, side: Side, language: str) -> tuple[PlacedSentence, ...]:
    """Return the sentences of one side: those known, else those that the rules of the language find.

    A text of more than `LONGEST_TEXT` characters whose sentences are not known counts as one.
    """
    inner, bead = segment.segment, segment.segment.bead
    if side == "source":
        text, parts, span = inner.source, segment.source_parts, inner.source_span
        first, size = bead.source_start, bead.source_end - bead.source_start
    else:
        text, parts, span = inner.target, segment.target_parts, inner.target_span
        first, size = bead.target_start, bead.target_end - bead.target_start
    if size > 1 and len(parts) != size and len(text) <= LONGEST_TEXT:
        parts = tuple(piece for piece, _ in split_pieces(text, language))
    spans = _spans(text, parts, span)
    return tuple(
        PlacedSentence(part, _sentences(first, size, at, len(parts)), found)
        for at, (part, found) in enumerate(zip(parts, spans, strict=True))
    )


def _sentences(first: int, size: int, at: int, count: int) -> Span:
    """Divide `size` sentences among `count` parts; where there are fewer, several parts belong to one."""
    return first + at * size // count, first + -(-(at + 1) * size // count)


def _spans(text: str, parts: Sequence[str], span: Span | None) -> list[Span | None]:
    if span is None or len(parts) == 1:
        return [span] * len(parts)
    if span[1] - span[0] != len(text):  # lines of the document were joined: where a sentence ends is unknown
        return [None] * len(parts)
    found: list[Span | None] = []
    at = 0
    for part in parts:
        start = max(text.find(part, at), at)
        at = start + len(part)
        found.append((span[0] + start, span[0] + at))
    return found
