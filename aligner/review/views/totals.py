"""Counts over all segments, kept up to date change by change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from aligner.checks.flag import SEVERITIES
from aligner.corpus.segment import STATUSES
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.state import Change


class Totals:
    """What a summary counts."""

    def __init__(self, segments: Iterable[ReviewSegment]) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        for segment in segments:
            self._add(segment, 1)

    def patch(self, change: Change) -> None:
        """Follow a change of the state."""
        for segment in change.removed:
            self._add(segment, -1)
        for segment in change.inserted:
            self._add(segment, 1)

    def summary(self) -> dict[str, Any]:
        """Return the counts; `reviewed` is the share (0 to 1) of segments with a status.

        `flags` counts segments by flag, `severities` by their worst flag; dismissed flags do not count.
        """
        segments = self._counts["all", "segments"]
        statuses = {name or "open": self._counts["status", name] for name in STATUSES}
        return {
            "segments": segments,
            "flagged": sum(self._counts["severity", name] for name in SEVERITIES),
            "flags": {name: n for (kind, name), n in sorted(self._counts.items()) if kind == "flag" and n},
            "severities": {name: self._counts["severity", name] for name in SEVERITIES},
            "statuses": statuses,
            "words": {side: self._counts["words", side] for side in ("source", "target")},
            "reviewed": (segments - statuses["open"]) / segments if segments else 0.0,
        }

    def _add(self, segment: ReviewSegment, sign: int) -> None:
        inner, counts = segment.segment, self._counts
        counts["all", "segments"] += sign
        counts["status", inner.status] += sign
        counts["words", "source"] += sign * len(inner.source.split())
        counts["words", "target"] += sign * len(inner.target.split())
        if inner.flags:
            active = segment.active_flags
            for name in {flag.name for flag in active}:
                counts["flag", name] += sign
            if active:
                worst = max((flag.severity for flag in active), key=SEVERITIES.index)
                counts["severity", worst] += sign
