"""A review under way: the store, the state that follows from it, and the one lock that guards both."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from aligner.corpus.corpus import Corpus, read_corpus
from aligner.corpus.languages import languages_of
from aligner.review.decisions.events import Computed, Decision, DecisionError, event_to_json
from aligner.review.decisions.history import REDO, UNDO, Verdict
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.state import Change
from aligner.review.keeping import opening, saving
from aligner.review.keeping.opening import Opened
from aligner.review.keeping.store import BEGIN, Store, store_path
from aligner.review.views.columns import Columns, entry
from aligner.review.views.rows import Rows
from aligner.review.views.totals import Totals

_REMEMBERED: Final = 10_000
"""So many updates can be told to a window that was away; one that was away longer begins anew."""
_POLL: Final = 0.2
"""Seconds between looks for what other processes have stored."""


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
    up to one that does more than a verdict.
    """

    revision: int
    updates: tuple[Update, ...]
    reset: bool
    saved: bool
    focus: int | None
    undo: tuple[Verdict, ...]
    redo: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another window changed the segment meanwhile. `current` is it as it is now, None where it is no more."""

    revision: int
    key: int
    current: ReviewSegment | None


class ReviewSession:
    """A review of the corpus at a path. All methods may be called from any thread.

    `carried` and `lost` tell how many decisions were carried over on opening because the corpus was aligned again, and
    how many were not (they stay in the store). `languages` are those of source and target, "" where unknown.
    """

    def __init__(self, path: Path | str) -> None:
        """Open or begin a review. Raises CorpusError, OutputError."""
        self.path = Path(path)
        self.carried = self.lost = 0
        self._columns: Columns | None = None
        self._totals: Totals | None = None
        self._changed = threading.Condition(threading.RLock())
        self._saving = threading.Lock()
        self._interrupted = 0
        self._closed = False
        place = store_path(self.path)
        corpus = None if place.exists() else read_corpus(self.path)  # before a store is made for what is no corpus
        self._store = Store(place)
        try:
            self._take_over(opening.open_review(self.path, self._store, corpus))
        except BaseException:
            self._store.close()
            raise

    def close(self) -> None:
        """Close the store, after a save that is under way; all is in it already."""
        with self._saving, self._changed:
            self._closed = True
            self._store.close()
            self._interrupted += 1
            self._changed.notify_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def revision(self) -> int:
        """The number of the last event that the state knows."""
        with self._changed:
            return self._revision

    def decide(self, event: Decision, base_revision: int, window: str) -> Updates | Conflict:
        """Store and carry out a decision made on the state of `base_revision`, and return all updates after that.

        A Conflict, with nothing done, where another window has decided on one of its segments since. Raises
        DecisionError, with nothing done, where it cannot be carried out.
        """
        with self._changed, self._writing():
            conflict = self._conflict(event, base_revision, window)
            if conflict is not None:
                return conflict
            event = self._rows.with_cuts(event, self._history.state)
            change = self._history.state.apply(event)
            if not change.removed:
                return self._updates(base_revision, event.key)
            seq = self._store.append(self._generation, window, event.kind, event.key, event_to_json(event))
            self._history.add(seq, window, change)
            self._take(seq, window, change, is_decision=True)
            return self._updates(base_revision, change.inserted[0].key)

    def undo(self, window: str, base_revision: int | None = None) -> Updates | Conflict:
        """Undo the last decision of all windows, and return all updates after `base_revision` (None: this one alone).

        A Conflict where that was another window's, made after `base_revision`.
        """
        return self._along(UNDO, window, base_revision)

    def redo(self, window: str, base_revision: int | None = None) -> Updates | Conflict:
        """Carry out again what was undone last; as `undo`."""
        return self._along(REDO, window, base_revision)

    def record(self, results: Iterable[Computed]) -> Updates:
        """Store what was computed; it is kept for its texts even where the segment is no more."""
        with self._changed:
            before = self._revision
            with self._writing():
                for result in results:
                    payload = event_to_json(result)
                    seq = self._store.append(self._generation, "", result.kind, result.key, payload)
                    self._take(seq, "", self._history.state.compute(result), is_decision=False)
            return self._updates(before)

    def changes_since(self, revision: int) -> Updates:
        """Read what other processes have stored, and return all updates after `revision`."""
        with self._changed:
            self._look()
            return self._updates(revision)

    def wait(self, revision: int, seconds: float) -> Updates:
        """Return as `changes_since`, but wait up to so long for the first update, a save or `interrupt`."""
        end = time.monotonic() + seconds
        with self._changed:
            self._look()
            before = (revision, self._is_saved(), self._interrupted)
            while (self._revision, self._is_saved(), self._interrupted) == before:
                left = end - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(min(left, _POLL))
                self._look()
            return self._updates(revision)

    def interrupt(self) -> None:
        """Wake all that wait."""
        with self._changed:
            self._interrupted += 1
            self._changed.notify_all()

    def index(self) -> dict[str, Any]:
        """Return revision, title, languages, names and kinds of flags, and a column of each property in text order."""
        with self._changed:
            return {
                "revision": self._revision,
                "title": self.path.name,
                "languages": list(self.languages),
                **self._indexed().copy(),
            }

    def index_entry(self, segment: ReviewSegment) -> dict[str, Any]:
        """Return the entry of one segment: the names of the columns, each with its value."""
        with self._changed:
            return entry(segment, self._indexed().flag_names)

    def rows(self, keys: Sequence[int]) -> list[dict[str, Any]]:
        """Return the rows of these segments, in this order, without those that are no more."""
        with self._changed:
            found = [self._history.state.get(key) for key in keys]
        return [self._rows.row(segment) for segment in found if segment is not None]

    def row(self, segment: ReviewSegment) -> dict[str, Any]:
        """Return all that the page shows of one segment."""
        return self._rows.row(segment)

    def summary(self) -> dict[str, Any]:
        """Return counts of segments by flag, severity and status, of words, and the share reviewed (0 to 1)."""
        with self._changed:
            if self._totals is None:
                self._totals = Totals(self._history)
            return self._totals.summary()

    def search(self, query: str, limit: int = 5000) -> list[int]:
        """Return, in text order, the keys of segments with the query in a text or the note, whatever the case."""
        wanted = query.casefold()
        found = []
        for segment in self.segments():
            inner = segment.segment
            if any(wanted in text.casefold() for text in (inner.source, inner.target, inner.note)):
                found.append(segment.key)
                if len(found) == limit:
                    break
        return found

    def get(self, key: int) -> ReviewSegment | None:
        """Return a segment, None where it is no more."""
        with self._changed:
            return self._history.state.get(key)

    def segments(self) -> tuple[ReviewSegment, ...]:
        """Return all segments, in text order."""
        with self._changed:
            return tuple(self._history)

    def pending(self) -> tuple[ReviewSegment, ...]:
        """Return those whose similarity and flags are to be computed, longest waiting first."""
        with self._changed:
            return self._history.state.pending()

    def corpus(self) -> Corpus:
        """Return the corpus with all decisions: ids from 1 in text order."""
        with self._changed:
            self._look()
            return saving.decided(self._history, self._signature)

    def save(self) -> Corpus:
        """Write the corpus file, whole or not at all, and return what it holds: all that was decided before the call.

        Raises OutputError where it cannot be written, or was changed by another program since the review was opened.
        """
        with self._saving:
            with self._changed, self._writing():
                segments, signature = tuple(self._history), self._signature
                generation, revision = self._generation, self._revision
            # This takes seconds where there are many segments: others decide meanwhile.
            corpus = saving.decided(segments, signature)
            with closing(Store(self._store.path)) as store:
                saving.save(corpus, self.path, store, generation, revision)
            with self._changed:
                self._look()
            return corpus

    def _take_over(self, opened: Opened) -> None:
        """Take this as what all windows start from."""
        self._generation, self._history, self._signature = opened.generation, opened.history, opened.signature
        self._revision, self._decided_at, self._saved_at = opened.seq, opened.decided, opened.saved
        self._begun = opened.begun
        self.carried, self.lost = opened.carried, opened.lost
        self._log: deque[Update] = deque(maxlen=_REMEMBERED)
        self._log_start = self._revision
        self._columns = None
        self._totals = None
        self._data_version = self._store.data_version()
        self.languages = languages_of([segment.segment for segment in self._history], opened.signature)
        self._rows = Rows(self.languages)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the store, with the state as it is there; where it cannot be written to, the state is as before."""
        try:
            with self._store.writing():
                self._catch_up()
                yield
        except DecisionError:
            raise
        except BaseException:
            self._take_over(opening.load(self._store, self._generation))
            raise

    def _look(self) -> None:
        """Follow other processes, if any of them has written."""
        if self._closed or self._store.data_version() == self._data_version:
            return
        self._data_version = self._store.data_version()
        self._catch_up()

    def _catch_up(self) -> None:
        if self._store.generation() != self._generation:
            self._take_over(opening.load(self._store, self._store.generation()))
            return
        for stored in self._store.events(self._generation, self._revision):
            if stored.kind == BEGIN:
                self._take_over(opening.load(self._store, self._generation))
                return
            change = self._history.replay(stored, str(self._store.path))
            self._take(stored.seq, stored.window, change, is_decision=stored.kind != Computed.kind)
        self._saved_at = max(self._saved_at, self._store.last_saved(self._generation))
        self._changed.notify_all()

    def _take(self, seq: int, window: str, change: Change | None, *, is_decision: bool) -> None:
        """Note what an event has done to the state."""
        self._revision = seq
        if is_decision:
            self._decided_at = seq
        if change is None:
            return
        if len(self._log) == _REMEMBERED:
            self._log_start = self._log[0].revision
        self._log.append(Update(seq, window, change))
        if self._columns is not None:
            self._columns.patch(change)
        if self._totals is not None:
            self._totals.patch(change)
        self._changed.notify_all()

    def _along(self, kind: str, window: str, base_revision: int | None) -> Updates | Conflict:
        with self._changed:
            base = self._revision if base_revision is None else base_revision
            with self._writing():
                steps = self._history.done if kind == UNDO else self._history.undone
                if not steps:
                    return self._updates(base)
                step = steps[-1]
                keys = [segment.key for segment in (step.change.inserted if kind == UNDO else step.change.removed)]
                if base_revision is not None:
                    for key in keys:
                        touched, by = self._history.last_touch(key)
                        if touched > base_revision and by != window:
                            return Conflict(self._revision, key, self._history.state.get(key))
                seq = self._store.append(self._generation, window, kind, keys[0], {"seq": step.seq})
                change = self._history.undo(seq, window) if kind == UNDO else self._history.redo(seq, window)
                self._take(seq, window, change, is_decision=True)
                return self._updates(base, change.inserted[0].key)

    def _conflict(self, event: Decision, base_revision: int, window: str) -> Conflict | None:
        """Return the first segment that another window has decided on since the revision."""
        if base_revision < self._begun or self._history.state.get(event.key) is None:
            return Conflict(self._revision, event.key, self._history.state.get(event.key))
        for segment in self._history.state.touched(event):
            touched, by = self._history.last_touch(segment.key)
            if touched > base_revision and by != window:
                return Conflict(self._revision, segment.key, segment)
        return None

    def _updates(self, since: int, focus: int | None = None) -> Updates:
        reset = since < self._log_start or since > self._revision
        found: deque[Update] = deque()
        if not reset:
            for update in reversed(self._log):
                if update.revision <= since:
                    break
                found.appendleft(update)
        undo, redo = self._history.ahead(UNDO), self._history.ahead(REDO)
        return Updates(self._revision, tuple(found), reset, self._is_saved(), focus, undo, redo)

    def _is_saved(self) -> bool:
        return self._decided_at <= self._saved_at

    def _indexed(self) -> Columns:
        if self._columns is None:
            self._columns = Columns(self._history)
        return self._columns
