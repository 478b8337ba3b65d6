"""Finds the words again that flags speak of: a TSV says which flags there are, and not where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.checks.flag import SEVERITIES, Flag
from aligner.checks.kinds import Shows, flag_kind
from aligner.checks.places import places
from aligner.pipeline.flagging import has_empty_side

if TYPE_CHECKING:
    from aligner.corpus.segment import Segment
    from aligner.review.decisions.segment import ReviewSegment


def worst_first(segments: Iterable[ReviewSegment]) -> list[ReviewSegment]:
    """Return the segments that have flags without a place, in the order in which the page shows them."""
    found = [segment for segment in segments if lacks_spans(segment.segment)]
    return sorted(found, key=_rank)


def lacks_spans(segment: Segment) -> bool:
    """Tell whether a flag of the segment has a place that is not known."""
    return any(map(_is_unplaced, segment.flags))


def needs_model(segment: Segment) -> bool:
    """Tell whether the places of the flags are known only when the checks have run again."""
    if has_empty_side(segment):
        return False
    return any(_is_unplaced(flag) and not _is_of_whole_texts(flag) for flag in segment.flags)


def roughly_placed(segment: ReviewSegment) -> ReviewSegment:
    """Return the segment with flags that have no place put on the words that their messages quote."""
    inner = segment.segment
    if not lacks_spans(inner):
        return segment
    flags = tuple(_on_quoted_words(inner, _of_whole_texts(inner, flag)) for flag in inner.flags)
    return replace(segment, segment=replace(inner, flags=flags))


def placed(segment: Segment, found: Sequence[Flag]) -> tuple[Flag, ...]:
    """Return the flags of a segment with the places of those that the checks `found` in the same texts.

    A flag is known again by name and message, and then takes over the severity, too, of which a TSV has only the worst
    of all; else by its name. Nothing is added or left out.
    """
    left = [flag for flag in found if flag.source_span is not None or flag.target_span is not None]
    flags = [_of_whole_texts(segment, flag) for flag in segment.flags]
    for sameness in (_name_and_message, _name):
        for at, flag in enumerate(flags):
            same = next((other for other in left if sameness(other) == sameness(flag)), None)
            if _is_unplaced(flag) and same is not None:
                left.remove(same)
                flags[at] = _with_place_of(flag, same)
    return tuple(flags)


def _on_quoted_words(segment: Segment, flag: Flag) -> Flag:
    if not _is_unplaced(flag):
        return flag
    found: dict[int, tuple[int, int]] = {}
    for side, span in places(flag, (segment.source, segment.target)):
        found.setdefault(side, span)
    return replace(flag, source_span=found.get(0), target_span=found.get(1))


def _name_and_message(flag: Flag) -> tuple[str, str]:
    return flag.name, " ".join(flag.message.split())


def _name(flag: Flag) -> str:
    return flag.name


def _is_unplaced(flag: Flag) -> bool:
    return flag.source_span is None and flag.target_span is None and flag_kind(flag.name).shows is not Shows.NOTHING


def _is_of_whole_texts(flag: Flag) -> bool:
    return flag_kind(flag.name).shows is Shows.BOTH_TEXTS


def _with_place_of(flag: Flag, other: Flag) -> Flag:
    probability = other.probability if flag.probability is None else flag.probability
    severity = other.severity if _name_and_message(flag) == _name_and_message(other) else flag.severity
    return replace(
        flag,
        severity=severity,
        probability=probability,
        source_span=other.source_span,
        target_span=other.target_span,
    )


def _of_whole_texts(segment: Segment, flag: Flag) -> Flag:
    if not _is_unplaced(flag) or not (_is_of_whole_texts(flag) or has_empty_side(segment)):
        return flag
    spans = [(0, len(text)) if text.strip() else None for text in (segment.source, segment.target)]
    return replace(flag, source_span=spans[0], target_span=spans[1])


def _rank(segment: ReviewSegment) -> tuple[int, float]:
    inner = segment.segment
    severity = inner.severity
    return (
        -SEVERITIES.index(severity) if severity in SEVERITIES else 1,
        1.0 if inner.confidence is None else inner.confidence,
    )
