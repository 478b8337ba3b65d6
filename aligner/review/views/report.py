"""What was done in a review: its steps, what has changed, and what is like a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from aligner.checks.dismissal import dismissal_key
from aligner.review.decisions.history import History, Step
from aligner.review.decisions.stored import UNDO

if TYPE_CHECKING:
    from aligner.checks.flag import Flag
    from aligner.review.decisions.segment import ReviewSegment

_TOUCHED: Final = 20
"""Segments of a step that are named."""


def steps(history: History, limit: int) -> list[dict[str, Any]]:
    """Return the last decisions that can be undone, the newest first, with the keys of the segments that they made."""
    return [_step(step) for step in islice(reversed(history.done), limit)]


def changed(segments: Iterable[ReviewSegment], history: History) -> list[dict[str, Any]]:
    """Return, in text order, the segments whose texts a reviser has changed: as they were, and as they are."""
    return [
        {
            "key": segment.key,
            "number": number,
            "source": segment.segment.source,
            "target": segment.segment.target,
            "original": list(segment.original) if segment.original else None,
            "status": segment.segment.status,
            "note": segment.segment.note,
            "seq": history.touched_at(segment.key),
        }
        for number, segment in enumerate(segments, 1)
        if segment.edited
    ]


def alike(segments: Iterable[ReviewSegment], segment: ReviewSegment, flag: str) -> list[tuple[int, str]]:
    """Return the open flags that are of the same kind and about the same words as the flag of this key.

    Each is named by the key of its segment and its own; the flag itself is among them. Flags about no words have none
    that are alike.
    """
    wanted = next((one for one in segment.segment.flags if _key(segment, one) == flag), None)
    if wanted is None:
        return []
    words = _words(segment, wanted)
    if not any(words):
        return [(segment.key, flag)]
    return [
        (other.key, _key(other, one))
        for other in segments
        if other.segment.flags
        for one in other.active_flags
        if one.name == wanted.name and _words(other, one) == words
    ]


def _step(step: Step) -> dict[str, Any]:
    return {"step": step.seq, "kind": step.kind, "keys": list(dict.fromkeys(step.keys(UNDO)))[:_TOUCHED]}


def _key(segment: ReviewSegment, flag: Flag) -> str:
    return dismissal_key(segment.segment.source, segment.segment.target, flag.name)


def _words(segment: ReviewSegment, flag: Flag) -> Sequence[str]:
    inner = segment.segment
    spans = (inner.source, flag.source_span or flag.source_quote), (inner.target, flag.target_span or flag.target_quote)
    return [text[slice(*span)].casefold() if span else "" for text, span in spans]
