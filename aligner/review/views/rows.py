"""Segments in full, with their sentences, as the page shows them."""

from __future__ import annotations

from typing import Any

from aligner.checks.dismissal import dismissal_key
from aligner.checks.kinds import look_of
from aligner.corpus.report.evidence import sentence_in
from aligner.corpus.report.wording import LANGUAGES, wording_in
from aligner.review.decisions.passages import counterparts
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.sentences import Sentences


def row(segment: ReviewSegment, sentences: Sentences) -> dict[str, Any]:
    """Return all that the page shows of one segment.

    Flags hold their `message`, and how it is `said` in other languages than English.
    """
    inner = segment.segment
    return {
        "key": segment.key,
        "id": inner.id,
        "bead": segment.shape if inner.bead.is_null else inner.bead.kind,
        "source": inner.source,
        "target": inner.target,
        "source_parts": list(sentences.of(segment, "source").parts),
        "target_parts": list(sentences.of(segment, "target").parts),
        "similarity": inner.similarity,
        "confidence": inner.confidence,
        "status": inner.status,
        "note": inner.note,
        "pending": segment.pending,
        "edited": segment.edited,
        "original": list(segment.original) if segment.original else None,
        "flags": _flags(segment),
        "scores": dict(inner.scores or {}),
    }


def _flags(segment: ReviewSegment) -> list[dict[str, Any]]:
    inner = segment.segment
    return [
        {
            "key": dismissal_key(inner.source, inner.target, flag.name),
            "name": flag.name,
            "look": look_of(flag),
            "severity": flag.severity,
            "probability": flag.probability,
            "source_span": flag.source_span,
            "target_span": flag.target_span,
            "message": flag.message,
            "said": {language: sentence_in(wording_in(language), flag.message) for language in LANGUAGES[1:]},
            "dismissed": segment.is_dismissed(flag),
            "counterparts": list(counterparts(flag)),
        }
        for flag in inner.flags
    ]
