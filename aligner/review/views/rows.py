"""Segments in full, with their sentences, as the page shows them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from aligner.checks.dismissal import dismissal_key
from aligner.review.decisions.events import Decision, Move, Side, Split
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.side import SidePiece, cut_at
from aligner.review.decisions.state import State
from aligner.review.decisions.surgery import piece_of, sentence_cut


class Rows:
    """Knows the languages, and so where sentences end."""

    def __init__(self, languages: tuple[str, str]) -> None:
        self._languages = {"source": languages[0], "target": languages[1]}

    def row(self, segment: ReviewSegment) -> dict[str, Any]:
        """Return all that the page shows of one segment."""
        inner = segment.segment
        return {
            "key": segment.key,
            "id": inner.id,
            "bead": inner.bead.kind,
            "source": inner.source,
            "target": inner.target,
            "source_parts": list(self.with_sentences(segment, "source").parts),
            "target_parts": list(self.with_sentences(segment, "target").parts),
            "similarity": inner.similarity,
            "confidence": inner.confidence,
            "status": inner.status,
            "note": inner.note,
            "pending": segment.pending,
            "edited": segment.edited,
            "flags": _flags(segment),
            "scores": dict(inner.scores or {}),
        }

    def with_sentences(self, segment: ReviewSegment, side: Side) -> SidePiece:
        """Return a side with its sentences as parts: as aligned, where that is known, else as the text splits."""
        piece = piece_of(segment, side)
        if len(piece.parts) == piece.end - piece.start > 1:
            return piece
        language = self._languages[side]
        return replace(piece, parts=tuple(sentence for part in piece.parts for sentence in _sentences(part, language)))

    def with_cuts(self, event: Decision, state: State) -> Decision:
        """Say where a split or a move cuts, for it to mean the same for ever. Raises DecisionError."""
        if isinstance(event, Split):
            (segment,) = state.touched(event)
            return replace(
                event,
                source_cut=cut_at(self.with_sentences(segment, "source"), event.source_at),
                target_cut=cut_at(self.with_sentences(segment, "target"), event.target_at),
            )
        if isinstance(event, Move):
            first, second = state.touched(event)
            giver = second if event.direction == "previous" else first
            return replace(event, cut=sentence_cut(self.with_sentences(giver, event.side), event))
        return event


@lru_cache(maxsize=4096)
def _sentences(text: str, language: str) -> tuple[str, ...]:
    from aligner.text.splitting import sentence_spans

    return tuple(text[start:end] for start, end in sentence_spans(text, language))


def _flags(segment: ReviewSegment) -> list[dict[str, Any]]:
    inner = segment.segment
    return [
        {
            "key": dismissal_key(inner.source, inner.target, flag.name),
            "name": flag.name,
            "category": flag.category,
            "severity": flag.severity,
            "probability": flag.probability,
            "source_span": flag.source_span,
            "target_span": flag.target_span,
            "message": flag.message,
            "dismissed": segment.is_dismissed(flag),
        }
        for flag in inner.flags
    ]
