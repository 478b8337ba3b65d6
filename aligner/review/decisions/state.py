"""The segments of a review as they are now: what follows from the corpus and the events, and nothing else.

A decision changes few segments: it is planned on those (`aligner.review.decisions.surgery`), then put into the order of
keys. Undo puts back what was removed. What was computed is kept by pair of texts, and holds wherever this pair stands
again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from aligner.corpus.segment import Segment
from aligner.review.decisions import surgery
from aligner.review.decisions.events import (
    Accept,
    Carried,
    Computed,
    Decision,
    DecisionError,
    Dismiss,
    Edit,
    Join,
    Merge,
    MoveSentence,
    Note,
    Realigned,
    Reject,
    Reopen,
    Restore,
    Split,
    Together,
)
from aligner.review.decisions.order import Order
from aligner.review.decisions.segment import ReviewSegment


@dataclass(frozen=True, slots=True)
class Change:
    """At `position` (0-based), `removed` made room for `inserted`."""

    position: int
    removed: tuple[ReviewSegment, ...]
    inserted: tuple[ReviewSegment, ...]


class State:
    """All segments by key, in text order."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._segments = {segment.id: ReviewSegment.of(segment) for segment in segments}
        self._order = Order(self._segments)
        self._next_key = max(self._segments, default=0) + 1
        self._results: dict[tuple[str, str], Computed] = {}
        self._pending: dict[int, None] = {}

    def __len__(self) -> int:
        return len(self._segments)

    def __iter__(self) -> Iterator[ReviewSegment]:
        """All segments in text order."""
        return map(self._segments.__getitem__, self._order)

    def get(self, key: int) -> ReviewSegment | None:
        """Return the segment of this key, None where it is no more."""
        return self._segments.get(key)

    def beside(self, key: int, step: int) -> ReviewSegment | None:
        """Return the segment so many places after one that is there, None where there is none."""
        position = self.position(key) + step
        found = self._order.keys(position, 1) if position >= 0 else ()
        return self._segments[found[0]] if found else None

    def position(self, key: int) -> int:
        """Return the place of a segment, from 0. Raises KeyError."""
        return self._order.position(key)

    def pending(self) -> tuple[ReviewSegment, ...]:
        """Those whose similarity, confidence and flags are to be computed, longest waiting first."""
        return tuple(self._segments[key] for key in self._pending)

    def touched(self, event: Decision) -> tuple[ReviewSegment, ...]:
        """Return the segments that a decision changes, in text order. Raises DecisionError where there are none."""
        if isinstance(event, Together):
            return tuple(segment for decision in event.decisions for segment in self.touched(decision))
        if isinstance(event, Realigned):
            return self._range(event.first, event.last)
        if isinstance(event, Join):
            if event.key == event.other:
                raise DecisionError("a segment cannot be joined with itself")
            return self._known(event.key), self._known(event.other)
        if isinstance(event, Merge) or (isinstance(event, MoveSentence) and event.direction == "next"):
            return self._known(event.key), self._neighbour(event.key, 1)
        if isinstance(event, MoveSentence):
            return self._neighbour(event.key, -1), self._known(event.key)
        return (self._known(event.key),)

    def carry_out(self, event: Decision | Carried) -> tuple[Change, ...]:
        """Carry out a decision, which may change segments that stand apart: none where all is so already.

        Raises DecisionError, and changes nothing, where it cannot be carried out.
        """
        if isinstance(event, Together):
            return self._together(event)
        if isinstance(event, Join):
            return self._join(event)
        change = self.apply(event)
        return (change,) if change.removed else ()

    def apply(self, event: Decision | Carried) -> Change:
        """Carry out a decision on segments that follow one another, as `carry_out`."""
        if isinstance(event, Carried):
            before: tuple[ReviewSegment, ...] = (self._known(event.key),)
            after: tuple[ReviewSegment, ...] = (surgery.carried(before[0], event),)
        else:
            before = self.touched(event)
            after = self._planned(event, before)
        if after == before:
            return Change(self.position(before[0].key), (), ())
        return self._replace(self.position(before[0].key), before, after)

    def compute(self, event: Computed) -> Change | None:
        """Keep what was computed; return the change where the segment still has these texts."""
        self._results[event.source, event.target] = event
        found = self._segments.get(event.key)
        if found is None or (found.segment.source, found.segment.target) != (event.source, event.target):
            return None
        return self._replace(self.position(event.key), (found,), (found,))

    def revert(self, change: Change) -> Change:
        """Undo a change, all later ones having been undone: what was removed is back, as far as computed now."""
        return self._replace(change.position, change.inserted, change.removed)

    def repeat(self, change: Change) -> Change:
        """Redo a change that was undone: the same keys are back."""
        return self._replace(change.position, change.removed, change.inserted)

    def _together(self, event: Together) -> tuple[Change, ...]:
        changes: list[Change] = []
        try:
            for decision in event.decisions:
                changes += self.carry_out(decision)
        except DecisionError:
            for change in reversed(changes):
                self.revert(change)
            raise
        return tuple(changes)

    def _join(self, event: Join) -> tuple[Change, ...]:
        first, second = self.touched(event)
        joined = surgery.joined(first, second)
        return (
            self._replace(self.position(first.key), (first,), (joined,)),
            self._replace(self.position(second.key), (second,), ()),
        )

    def _planned(self, event: Decision, before: tuple[ReviewSegment, ...]) -> tuple[ReviewSegment, ...]:
        if type(event) in _IN_PLACE:
            return (_IN_PLACE[type(event)](before[0], event),)
        if isinstance(event, Merge):
            after: tuple[ReviewSegment, ...] = (surgery.merged(*before),)
        elif isinstance(event, Split):
            after = surgery.split(before[0], event)
        elif isinstance(event, Realigned):
            after = surgery.realigned(before, event)
        elif isinstance(event, MoveSentence):
            after = surgery.moved(before[0], before[1], event)
            if len(after) == len(before):
                return after
        else:
            raise DecisionError(f"{event.kind}: not a decision on segments")
        return tuple(self._named(segment) for segment in after)

    def _named(self, segment: ReviewSegment) -> ReviewSegment:
        key = self._next_key
        self._next_key += 1
        return replace(segment, key=key, segment=replace(segment.segment, id=key))

    def _replace(
        self, position: int, removed: tuple[ReviewSegment, ...], inserted: tuple[ReviewSegment, ...]
    ) -> Change:
        keys = tuple(segment.key for segment in removed)
        now = tuple(self._segments[key] for key in keys)
        filled = tuple(self._filled(segment) for segment in inserted)
        new_keys = tuple(segment.key for segment in filled)
        if new_keys != keys:
            self._order.replace(position, len(keys), new_keys)
        for key in keys:
            del self._segments[key]
            self._pending.pop(key, None)
        for segment in filled:
            self._segments[segment.key] = segment
            if segment.pending:
                self._pending[segment.key] = None
        return Change(position, now, filled)

    def _filled(self, segment: ReviewSegment) -> ReviewSegment:
        result = self._results.get((segment.segment.source, segment.segment.target))
        return segment if result is None else surgery.computed(segment, result)

    def _known(self, key: int) -> ReviewSegment:
        found = self._segments.get(key)
        if found is None:
            raise DecisionError(f"there is no segment {key} any more: load the page again")
        return found

    def _neighbour(self, key: int, step: int) -> ReviewSegment:
        self._known(key)
        found = self.beside(key, step)
        if found is None:
            raise DecisionError(f"there is no {'next' if step > 0 else 'previous'} segment")
        return found

    def _range(self, first: int, last: int) -> tuple[ReviewSegment, ...]:
        self._known(first)
        self._known(last)
        start, end = self.position(first), self.position(last) + 1
        if start >= end:
            raise DecisionError(f"segment {last} does not follow on {first}")
        return tuple(self._segments[key] for key in self._order.keys(start, end - start))


_IN_PLACE: Final[dict[type, Callable[..., ReviewSegment]]] = {
    Accept: lambda segment, _: surgery.with_status(segment, "accepted"),
    Reject: lambda segment, _: surgery.with_status(segment, "rejected"),
    Reopen: lambda segment, _: surgery.with_status(segment, ""),
    Note: lambda segment, event: surgery.with_note(segment, event.text),
    Dismiss: lambda segment, event: surgery.with_dismissed(segment, segment.dismissed | {event.flag}),
    Restore: lambda segment, event: surgery.with_dismissed(segment, segment.dismissed - {event.flag}),
    Edit: surgery.edited,
}
