"""What has changed since a window looked last, and what it may not decide for that reason."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aligner.review.decisions.history import Verdict
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.state import Change

_REMEMBERED: Final = 10_000
"""So many updates can be told to a window that was away; one that was away longer begins anew."""


@dataclass(frozen=True, slots=True)
class Update:
    """One change of the state: after it the state has this revision. `window` made it (empty: none)."""

    revision: int
    window: str
    change: Change


@dataclass(frozen=True, slots=True)
class Updates:
    """What happened after a revision, in order.

    `reset` tells that this cannot be said (too long ago, or the corpus was aligned again): fetch the index anew.
    `focus` is the key of the segment to look at after a decision, undo or redo, None where there is none.
    `saved` tells whether the corpus file holds all decisions. `undo` and `redo` are what the next of these will do,
    up to one that does more than a verdict. `last_done` and `last_undone` are the kinds of the decisions that would be
    undone and done again, empty where there is none.
    """

    revision: int
    updates: tuple[Update, ...]
    reset: bool
    saved: bool
    focus: int | None
    undo: tuple[Verdict, ...]
    redo: tuple[Verdict, ...]
    last_done: str = ""
    last_undone: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another window changed the segment meanwhile. `current` is it as it is now, None where it does not exist now."""

    revision: int
    key: int
    current: ReviewSegment | None


class UpdateLog:
    """The last updates. `revision` is the number of the last event that the state knows."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        self._start = revision
        self._updates: deque[Update] = deque(maxlen=_REMEMBERED)

    def add(self, revision: int, window: str, changes: Iterable[Change]) -> None:
        """Note an event, and what it has done to the state."""
        self.revision = revision
        for change in changes:
            if len(self._updates) == _REMEMBERED:
                self._start = self._updates[0].revision
            self._updates.append(Update(revision, window, change))

    def since(self, revision: int) -> tuple[Update, ...] | None:
        """Return what happened after a revision, in order; None where this cannot be said."""
        if not self._start <= revision <= self.revision:
            return None
        found: deque[Update] = deque()
        for update in reversed(self._updates):
            if update.revision <= revision:
                break
            found.appendleft(update)
        return tuple(found)
