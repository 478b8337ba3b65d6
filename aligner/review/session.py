"""A review that several windows and threads share: one lock around it, and word to those who wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, Self

from aligner.corpus.corpus import Corpus
from aligner.review.decisions.events import Computed, Decision
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.stored import REDO, UNDO
from aligner.review.decisions.updates import Conflict, Updates
from aligner.review.keeping import saving
from aligner.review.keeping.following import KeptReview
from aligner.review.keeping.opening import open_review
from aligner.review.keeping.store import Store
from aligner.review.views import rows
from aligner.review.views.overview import Overview, search

_POLL: Final = 0.2
"""Seconds between looks for what other processes have stored."""


class ReviewSession:
    """A review of the corpus at a path. All methods may be called from any thread."""

    def __init__(self, path: Path | str) -> None:
        """Open or begin a review. Raises CorpusError, OutputError."""
        self.path = Path(path)
        self._review = KeptReview(*open_review(self.path))
        self._overview = Overview(self._review)
        self._changed = threading.Condition(threading.RLock())
        self._saving = threading.Lock()
        self._interrupted = 0
        self._closed = False

    def close(self) -> None:
        """Close the store, after a save that is under way; all is in it already."""
        with self._saving, self._changed:
            self._closed = True
            self._review.store.close()
            self.interrupt()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def revision(self) -> int:
        """The number of the last event that the state knows."""
        with self._changed:
            return self._review.log.revision

    @property
    def carried(self) -> int:
        """How many decisions were carried over on opening, because the corpus was aligned again."""
        return self._review.carried

    @property
    def lost(self) -> int:
        """How many were not; they stay in the store."""
        return self._review.lost

    @property
    def languages(self) -> tuple[str, str]:
        """Those of source and target, "" where unknown."""
        return self._review.sentences.languages

    @property
    def signature(self) -> Mapping[str, Any]:
        """That of the corpus."""
        return self._review.signature

    def decide(self, event: Decision, base_revision: int, window: str) -> Updates | Conflict:
        """Store and carry out a decision made on the state of `base_revision`, and return all updates after that.

        A Conflict, with nothing done, where another window has decided on one of its segments since. Raises
        DecisionError, with nothing done, where it cannot be carried out.
        """
        with self._writing() as review:
            state = review.history.state
            if base_revision < review.begun or state.get(event.key) is None:
                return Conflict(review.log.revision, event.key, state.get(event.key))
            conflict = self._conflict((segment.key for segment in state.touched(event)), base_revision, window)
            if conflict is not None:
                return conflict
            change = review.decide(event, window)
            return review.updates(base_revision, change.inserted[0].key if change.inserted else event.key)

    def undo(self, window: str, base_revision: int | None = None) -> Updates | Conflict:
        """Undo the last decision of all windows, and return all updates after `base_revision` (None: this one alone).

        A Conflict where that was another window's, made after `base_revision`.
        """
        return self._step(UNDO, window, base_revision)

    def redo(self, window: str, base_revision: int | None = None) -> Updates | Conflict:
        """Carry out again what was undone last; as `undo`."""
        return self._step(REDO, window, base_revision)

    def record(self, results: Iterable[Computed]) -> Updates:
        """Store what was computed; it is kept for its texts even where the segment does not exist now."""
        with self._changed:
            before = self.revision
            with self._writing() as review:
                for result in results:
                    review.compute(result)
            return self._review.updates(before)

    def changes_since(self, revision: int) -> Updates:
        """Read what other processes have stored, and return all updates after `revision`."""
        with self._changed:
            self._look()
            return self._review.updates(revision)

    def wait(self, revision: int, seconds: float) -> Updates:
        """Return as `changes_since`, but wait up to so long for the first update, a save or `interrupt`."""
        end = time.monotonic() + seconds
        with self._changed:
            self._look()
            before = (revision, self._review.is_saved, self._interrupted)
            while (self.revision, self._review.is_saved, self._interrupted) == before:
                left = end - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(min(left, _POLL))
                self._look()
            return self._review.updates(revision)

    def interrupt(self) -> None:
        """Wake all that wait."""
        with self._changed:
            self._interrupted += 1
            self._changed.notify_all()

    def index(self) -> dict[str, Any]:
        """Return revision, title, languages, names and kinds of flags, and a column of each property in text order."""
        with self._changed:
            return {
                "revision": self.revision,
                "title": self.path.name,
                "languages": list(self.languages),
                **self._overview.columns(),
            }

    def index_entry(self, segment: ReviewSegment) -> dict[str, Any]:
        """Return the entry of one segment: the names of the columns, each with its value."""
        with self._changed:
            return self._overview.entry(segment)

    def summary(self) -> dict[str, Any]:
        """Return counts of segments by flag, severity and status, of words, and the share reviewed (0 to 1)."""
        with self._changed:
            return self._overview.summary()

    def row(self, segment: ReviewSegment) -> dict[str, Any]:
        """Return all that the page shows of one segment."""
        return rows.row(segment, self._review.sentences)

    def search(self, query: str, limit: int = 5000) -> list[int]:
        """Return, in text order, the keys of segments with the query in a text or the note, whatever the case."""
        return search(self.segments(), query, limit)

    def get(self, key: int) -> ReviewSegment | None:
        """Return a segment, None where it does not exist now."""
        with self._changed:
            return self._review.history.state.get(key)

    def segments(self) -> tuple[ReviewSegment, ...]:
        """Return all segments, in text order."""
        with self._changed:
            return tuple(self._review.history)

    def pending(self) -> tuple[ReviewSegment, ...]:
        """Return those whose similarity and flags are to be computed, longest waiting first."""
        with self._changed:
            return self._review.history.state.pending()

    def corpus(self) -> Corpus:
        """Return the corpus with all decisions: ids from 1 in text order."""
        with self._changed:
            self._look()
            return saving.decided(self._review.history, self.signature)

    def save(self) -> Corpus:
        """Write the corpus file, whole or not at all, and return what it holds: all that was decided before the call.

        Raises OutputError where it cannot be written, or was changed by another program since the review was opened.
        """
        with self._saving:
            with self._writing() as review:
                segments, signature = self.segments(), self.signature
                generation, revision = review.generation, self.revision
            # This takes seconds where there are many segments: others decide meanwhile.
            corpus = saving.decided(segments, signature)
            with closing(Store(review.store.path)) as store:
                saving.save(corpus, self.path, store, generation, revision)
            with self._changed:
                self._look()
            return corpus

    @contextmanager
    def _writing(self) -> Iterator[KeptReview]:
        """Hold lock and store, and tell those who wait."""
        with self._changed:
            try:
                with self._review.writing():
                    yield self._review
            finally:
                self._changed.notify_all()

    def _look(self) -> None:
        if self._closed:
            return
        before = (self._review.log, self.revision, self._review.is_saved)
        self._review.look()
        if before != (self._review.log, self.revision, self._review.is_saved):
            self._changed.notify_all()

    def _step(self, kind: str, window: str, base_revision: int | None) -> Updates | Conflict:
        with self._changed:
            base = self.revision if base_revision is None else base_revision
            with self._writing() as review:
                steps = review.history.steps(kind)
                if not steps:
                    return review.updates(base)
                if base_revision is not None:
                    conflict = self._conflict(steps[-1].keys(kind), base_revision, window)
                    if conflict is not None:
                        return conflict
                change = review.step(kind, window)
                return review.updates(base, change.inserted[0].key)

    def _conflict(self, keys: Iterable[int], base_revision: int, window: str) -> Conflict | None:
        """Return the first of some segments that another window has decided on since the revision."""
        history = self._review.history
        key = history.touched_since(keys, base_revision, window)
        return None if key is None else Conflict(self.revision, key, history.state.get(key))
