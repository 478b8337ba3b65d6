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
from aligner.review.decisions.passages import Passage, passage_of
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.state import Change
from aligner.review.decisions.stored import REDO, UNDO
from aligner.review.decisions.updates import Conflict, Updates
from aligner.review.keeping import saving
from aligner.review.keeping.following import KeptReview
from aligner.review.keeping.opening import open_review
from aligner.review.keeping.store import Store
from aligner.review.views import report, rows
from aligner.review.views.overview import Overview
from aligner.review.views.search import Found, Replacement, replacements, search

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
    def generation(self) -> int:
        """The number of the corpus under review: another one where the file was replaced."""
        with self._changed:
            return self._review.generation

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

    @property
    def is_checked(self) -> bool:
        """Whether somebody has looked for errors, as far as can be told: where not, no flag says nothing."""
        return saving.is_checked(self._review.signature) or any(
            segment.segment.flags or segment.segment.scores for segment in self._review.history
        )

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
            changes = review.decide(event, window)
            return review.updates(base_revision, _focus(changes, event.key))

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
                "checked": self.is_checked,
                **self._overview.columns(),
            }

    def index_entry(self, segment: ReviewSegment) -> dict[str, Any]:
        """Return the entry of one segment: the names of the columns, each with its value."""
        with self._changed:
            return self._overview.entry(segment)

    def row(self, segment: ReviewSegment) -> dict[str, Any]:
        """Return all that the page shows of one segment."""
        return rows.row(segment, self._review.sentences)

    def search(self, query: str, limit: int = 5000) -> Found:
        """Return the segments in whose texts or note all is found that the query asks for. Raises SearchError."""
        return search(self.segments(), query, limit)

    def replacements(self, wanted: str, instead: str, limit: int) -> list[Replacement]:
        """Return the translations that would change if some words were replaced. Raises SearchError."""
        return replacements(self.segments(), wanted, instead, limit)

    def passage(self, key: int) -> Passage | None:
        """Return the moved passage that a segment is part of, None where it is of none."""
        with self._changed:
            found = self.get(key)
            return None if found is None else passage_of(found, self._review.history.state)

    def steps(self, limit: int) -> list[dict[str, Any]]:
        """Return the last decisions, the newest first, with the time of each."""
        with self._changed:
            found = report.steps(self._review.history, limit)
            times = self._review.store.times(step["step"] for step in found)
            return [{**step, "time": times.get(step["step"], "")} for step in found]

    def changed_texts(self) -> list[dict[str, Any]]:
        """Return the segments whose texts were changed, with what they were and the time of the last decision."""
        with self._changed:
            found = report.changed(self.segments(), self._review.history)
            times = self._review.store.times(change["seq"] for change in found)
            return [{**change, "time": times.get(change["seq"], "")} for change in found]

    def alike(self, key: int, flag: str) -> list[tuple[int, str]]:
        """Return the open flags of the same kind and words as one, by segment and key."""
        found = self.get(key)
        return [] if found is None else report.alike(self.segments(), found, flag)

    def get(self, key: int) -> ReviewSegment | None:
        """Return a segment, None where it does not exist now."""
        with self._changed:
            return self._review.history.state.get(key)

    def segments(self) -> tuple[ReviewSegment, ...]:
        """Return all segments, in text order."""
        with self._changed:
            return tuple(self._review.history)

    def pending(self) -> tuple[ReviewSegment, ...]:
        """Return those whose similarity, confidence and flags are to be computed, longest waiting first."""
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
                changes = review.step(kind, window)
                return review.updates(base, _focus(changes, changes[0].removed[0].key if changes[0].removed else 0))

    def _conflict(self, keys: Iterable[int], base_revision: int, window: str) -> Conflict | None:
        """Return the first of some segments that another window has decided on since the revision."""
        history = self._review.history
        key = history.touched_since(keys, base_revision, window)
        return None if key is None else Conflict(self.revision, key, history.state.get(key))


def _focus(changes: Iterable[Change], otherwise: int) -> int:
    """Return the key of the first segment that there is after some changes."""
    return next((segment.key for change in changes for segment in change.inserted), otherwise)
