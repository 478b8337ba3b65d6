"""The segments of a review as they are now: what follows from the corpus and the events."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.corpus.segment import Segment


@dataclass(frozen=True, slots=True)
class ReviewSegment:
    """A segment under review (its `id` is `key`); see `aligner.review.state` in full."""

    key: int
    segment: Segment
    source_parts: tuple[str, ...]
    target_parts: tuple[str, ...]
    pending: bool = False
    dismissed: frozenset[str] = frozenset()
    edited: bool = False
    original: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """At `position` (0-based), `removed` made room for `inserted`."""

    position: int
    removed: tuple[ReviewSegment, ...]
    inserted: tuple[ReviewSegment, ...]
