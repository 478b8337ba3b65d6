"""A review in step with its store: the state that follows from the events, whoever has stored them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from aligner.corpus.languages import languages_of
from aligner.review.decisions.events import Computed, Decision, DecisionError, event_to_json
from aligner.review.decisions.sentences import Sentences
from aligner.review.decisions.state import Change
from aligner.review.decisions.stored import BEGIN, REDO, UNDO, Stored
from aligner.review.decisions.updates import UpdateLog, Updates
from aligner.review.keeping.opening import Opened, is_news, load
from aligner.review.keeping.store import Store


class KeptReview:
    """The state of a review with its store. For one thread at a time.

    `decide`, `step` and `compute` are called within `writing`: what they do is stored, or nothing has happened. `log`
    tells what has changed; there is a new one after which nothing of the old state holds. `begun` is the number of the
    event with which the generation began.
    """

    def __init__(self, store: Store, opened: Opened) -> None:
        self.store = store
        self._data_version = 0
        self._take_over(opened)

    @property
    def is_saved(self) -> bool:
        """Whether the corpus file holds all decisions."""
        return self._decided_at <= self._saved_at

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store, with the state as it is there; where it cannot be written to, the state is as before."""
        try:
            with self.store.writing():
                self._catch_up()
                yield
        except DecisionError:
            raise
        except BaseException:
            self._take_over(load(self.store, self.generation))
            raise

    def look(self) -> None:
        """Follow other processes, if any of them has written."""
        version = self.store.data_version()
        if version != self._data_version:
            self._data_version = version
            self._catch_up()

    def decide(self, event: Decision, window: str) -> tuple[Change, ...]:
        """Carry out a decision; there are no changes where all is so already. Raises DecisionError."""
        event = self.sentences.with_cuts(event, self.history.state)
        changes = self.history.state.carry_out(event)
        if changes:
            payload = event_to_json(event)
            seq = self.store.append(self.generation, window, event.kind, event.key, payload)
            self.history.add(Stored(seq, window, event.kind, payload), changes)
            self._note(seq, window, changes)
        return changes

    def step(self, kind: str, window: str) -> tuple[Change, ...]:
        """Undo the last decision, or redo what was undone last; there must be one."""
        step = self.history.steps(kind)[-1]
        seq = self.store.append(self.generation, window, kind, step.keys(kind)[0], {"seq": step.seq})
        changes = self.history.step(kind, seq, window)
        self._note(seq, window, changes)
        return changes

    def compute(self, result: Computed) -> None:
        """Take what was computed for a pair of texts."""
        seq = self.store.append(self.generation, "", result.kind, result.key, event_to_json(result))
        change = self.history.state.compute(result)
        self._note_computed(seq, "", () if change is None else (change,))

    def updates(self, since: int, focus: int | None = None) -> Updates:
        """Return what happened after a revision; `focus` is the key of the segment to look at."""
        found = self.log.since(since)
        undo, redo = self.history.ahead(UNDO), self.history.ahead(REDO)
        done, undone = self.history.done, self.history.undone
        kinds = done[-1].kind if done else "", undone[-1].kind if undone else ""
        return Updates(self.log.revision, found or (), found is None, self.is_saved, focus, undo, redo, *kinds)

    def _take_over(self, opened: Opened) -> None:
        """Take this as what all windows start from."""
        self.generation, self.history, self.signature = opened.generation, opened.history, opened.signature
        self.begun, self._decided_at, self._saved_at = opened.begun, opened.decided, opened.saved
        self.carried, self.lost = opened.carried, opened.lost
        self.log = UpdateLog(opened.seq)
        self.sentences = Sentences(languages_of([segment.segment for segment in opened.history], opened.signature))
        self._data_version = self.store.data_version()

    def _catch_up(self) -> None:
        generation = self.store.generation()
        if generation != self.generation:
            self._take_over(load(self.store, generation))
            return
        for stored in self.store.events(generation, self.log.revision):
            if stored.kind == BEGIN:
                self._take_over(load(self.store, generation))
                return
            changes = self.history.replay(stored, str(self.store.path))
            if stored.kind == Computed.kind:
                self._note_computed(stored.seq, stored.window, changes)
            else:
                self._note(stored.seq, stored.window, changes)
        self._saved_at = max(self._saved_at, self.store.last_saved(generation))

    def _note(self, seq: int, window: str, changes: tuple[Change, ...]) -> None:
        """Note a decision, undo or redo."""
        self._decided_at = seq
        self.log.add(seq, window, changes)

    def _note_computed(self, seq: int, window: str, changes: tuple[Change, ...]) -> None:
        """Note what was computed: where it is news, the corpus file does not hold it yet."""
        if any(is_news(change) for change in changes):
            self._decided_at = seq
        self.log.add(seq, window, changes)
