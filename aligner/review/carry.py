"""Decisions of a review, for a new alignment of the same corpus."""

from __future__ import annotations

from collections import defaultdict, deque

from aligner.corpus.segment import Corpus, Segment
from aligner.review.events import Carried
from aligner.review.history import History
from aligner.review.segment import ReviewSegment


def carry(before: History, corpus: Corpus) -> tuple[list[Carried], int]:
    """Return the decisions that hold for segments of the new corpus, and the number of those that do for none.

    A decision goes by content: to the segment with the same texts, white space aside, or with those that were there
    before the reviser changed them. Of several alike, the first takes the first decision.
    """
    places: dict[tuple[str, str], deque[Segment]] = defaultdict(deque)
    for segment in corpus:
        places[_content(segment.source, segment.target)].append(segment)
    events, lost = [], 0
    for old in before:
        new = _found(places, old)
        event = None if new is None else _event(old, new)
        if event is not None:
            events.append(event)
        lost += new is None and _is_decided(old)
    return events, lost


def _found(places: dict[tuple[str, str], deque[Segment]], old: ReviewSegment) -> Segment | None:
    for texts in ((old.segment.source, old.segment.target), old.original):
        if texts is not None and (found := places.get(_content(*texts))):
            return found.popleft()
    return None


def _event(old: ReviewSegment, new: Segment) -> Carried | None:
    inner = old.segment
    changed = old.edited and _content(inner.source, inner.target) != _content(new.source, new.target)
    event = Carried(
        new.id,
        status=inner.status if inner.status not in ("", new.status) else None,
        note=inner.note if inner.note not in ("", new.note) else None,
        source=inner.source if changed else None,
        target=inner.target if changed else None,
        dismissed=tuple(sorted(old.dismissed.difference(new.dismissed))),
    )
    return None if event == Carried(new.id) else event


def _is_decided(segment: ReviewSegment) -> bool:
    return bool(segment.segment.status or segment.segment.note or segment.dismissed or segment.edited)


def _content(source: str, target: str) -> tuple[str, str]:
    return " ".join(source.split()), " ".join(target.split())
