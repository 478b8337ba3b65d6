"""The state with what led to it: events in, changes out; undo and redo along one line, for all windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from aligner.corpus.segment import Segment
from aligner.errors import CorpusError
from aligner.review.decisions import surgery
from aligner.review.decisions.events import Carried, Computed, DecisionError, event_from_json
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.state import Change, State
from aligner.review.decisions.stored import BEGIN, REDO, UNDO, Stored

_AHEAD: Final = 8
"""So many steps are looked at that may be undone next: as many presses of a key as may wait for their answers."""


@dataclass(frozen=True, slots=True)
class Step:
    """A decision that was carried out: the number of its event, whose it was, of which kind, and what it did."""

    seq: int
    window: str
    kind: str
    changes: tuple[Change, ...]

    def keys(self, kind: str) -> tuple[int, ...]:
        """Return the segments that undoing (redoing) it would change."""
        return tuple(
            segment.key for change in self.changes for segment in (change.inserted if kind == UNDO else change.removed)
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The only thing that taking a step back, or again, will do: a segment gets a status. `step` is its event.

    `confirmed` tells whether an edited segment counts as accepted then.
    """

    step: int
    key: int
    status: str
    confirmed: bool = False


class History:
    """Replays events. A decision ends what could be redone; what was computed or carried over is no part of it."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.state = State(segments)
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self._touched: dict[int, tuple[int, str]] = {}

    def __iter__(self) -> Iterator[ReviewSegment]:
        """All segments in text order."""
        return iter(self.state)

    def replay(self, stored: Stored, name: str) -> tuple[Change, ...]:
        """Carry out a stored event. Raises CorpusError, which calls the file `name`, where it does not fit."""
        try:
            return self._replayed(stored)
        except DecisionError as error:
            raise CorpusError(
                f"{name}: event {stored.seq} does not fit those before it ({error}); restore the file from a backup"
            ) from error

    def add(self, stored: Stored, changes: tuple[Change, ...]) -> None:
        """Note a decision that the state has carried out."""
        self.done.append(Step(stored.seq, stored.window, stored.kind, changes))
        self.undone.clear()
        self._touch(stored.seq, stored.window, changes)

    def step(self, kind: str, seq: int, window: str) -> tuple[Change, ...]:
        """Undo the last decision (carry out again what was undone last); `seq` is the number of the undoing."""
        if kind == UNDO:
            step = self.done.pop()
            changes = tuple(self.state.revert(change) for change in reversed(step.changes))
            self.undone.append(step)
        else:
            step = self.undone.pop()
            changes = tuple(self.state.repeat(change) for change in step.changes)
            self.done.append(step)
        self._touch(seq, window, changes)
        return changes

    def ahead(self, kind: str) -> tuple[Verdict, ...]:
        """Return what the next undos (redos) will do, the nearest first, up to one that does more than a verdict."""
        found = []
        for step in islice(reversed(self.steps(kind)), _AHEAD):
            verdict = _verdict(step, kind)
            if verdict is None:
                break
            found.append(verdict)
        return tuple(found)

    def steps(self, kind: str) -> list[Step]:
        """Return what can be undone (redone), the next step last."""
        return self.done if kind == UNDO else self.undone

    def touched_since(self, keys: Iterable[int], revision: int, window: str) -> int | None:
        """Return the first of these segments that another window has decided on since; None where there is not any."""
        for key in keys:
            seq, by = self._touched.get(key, (0, ""))
            if seq > revision and by != window:
                return key
        return None

    def touched_at(self, key: int) -> int:
        """Return the number of the last event that decided on a segment, 0 where there was none."""
        return self._touched.get(key, (0, ""))[0]

    def is_touched(self, key: int) -> bool:
        """Tell whether the segment was ever decided on."""
        return key in self._touched

    def _replayed(self, stored: Stored) -> tuple[Change, ...]:
        if stored.kind == BEGIN:
            return ()
        if stored.kind in (UNDO, REDO):
            steps = self.steps(stored.kind)
            if not steps or steps[-1].seq != stored.payload.get("seq"):
                raise DecisionError(f"{stored.kind} of another event")
            return self.step(stored.kind, stored.seq, stored.window)
        event = event_from_json(stored.payload)
        if isinstance(event, Computed):
            change = self.state.compute(event)
            return () if change is None else (change,)
        changes = self.state.carry_out(event)
        if not isinstance(event, Carried):
            self.add(stored, changes)
        return changes

    def _touch(self, seq: int, window: str, changes: tuple[Change, ...]) -> None:
        for change in changes:
            for segment in (*change.removed, *change.inserted):
                self._touched[segment.key] = seq, window


def _verdict(step: Step, kind: str) -> Verdict | None:
    if len(step.changes) != 1:
        return None
    before, after = step.changes[0].removed, step.changes[0].inserted
    if kind == UNDO:
        before, after = after, before
    if (len(before), len(after)) != (1, 1):
        return None
    status, confirmed = after[0].segment.status, after[0].confirmed
    if replace(surgery.with_status(before[0], status), confirmed=confirmed) != after[0]:
        return None
    return Verdict(step.seq, after[0].key, status, confirmed)
