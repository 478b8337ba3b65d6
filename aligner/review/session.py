"""A review under way: the store, the state that follows from it, and the one lock that guards both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aligner.corpus.segment import Corpus
from aligner.review.events import Computed, Decision
from aligner.review.state import Change, ReviewSegment


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
    `saved` tells whether the corpus file holds all decisions.
    """

    revision: int
    updates: tuple[Update, ...]
    reset: bool
    saved: bool
    focus: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another window changed the segment meanwhile. `current` is it as it is now, None where it is no more."""

    revision: int
    key: int
    current: ReviewSegment | None


class ReviewSession:
    """A review of the corpus at a path. All methods may be called from any thread.

    `carried` and `lost` tell how many decisions were carried over on opening because the corpus was aligned again, and
    how many were not (they stay in the store).
    """

    path: Path
    languages: tuple[str, str]  # of source and target, as stated or found; "" where unknown
    carried: int
    lost: int

    def __init__(self, path: Path | str) -> None:
        """Open or begin a review. Raises CorpusError, OutputError."""
        raise NotImplementedError

    def close(self) -> None: ...
    def __enter__(self) -> ReviewSession: ...
    def __exit__(self, *_: object) -> None: ...

    @property
    def revision(self) -> int: ...
    def decide(self, event: Decision, base_revision: int, window: str) -> Updates | Conflict:
        """Store and apply; gives all updates after `base_revision`. Raises DecisionError."""
    def undo(self, window: str, base_revision: int | None = None) -> Updates | Conflict: ...
    def redo(self, window: str, base_revision: int | None = None) -> Updates | Conflict: ...
    def record(self, results: Iterable[Computed]) -> Updates:
        """Store what was computed; kept for its texts even where the segment is no more."""
    def changes_since(self, revision: int) -> Updates:
        """Read what other processes have stored, and return all updates after `revision`."""
    def wait(self, revision: int, seconds: float) -> Updates:
        """As `changes_since`, but wait up to so long for the first one."""
    def interrupt(self) -> None:
        """Wake all that wait."""
    def index(self) -> dict[str, Any]: ...
    def index_entry(self, segment: ReviewSegment) -> dict[str, Any]: ...
    def rows(self, keys: Sequence[int]) -> list[dict[str, Any]]: ...
    def row(self, segment: ReviewSegment) -> dict[str, Any]: ...
    def summary(self) -> dict[str, Any]: ...
    def search(self, query: str, limit: int = 5000) -> list[int]: ...
    def get(self, key: int) -> ReviewSegment | None: ...
    def segments(self) -> tuple[ReviewSegment, ...]:
        """All, in text order (a copy)."""
    def pending(self) -> tuple[ReviewSegment, ...]:
        """Those whose similarity and flags are to be computed."""
    def corpus(self) -> Corpus: ...
    def save(self) -> Corpus: ...
