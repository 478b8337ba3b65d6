"""Computes anew, in the background, what a reviser's corrections make out of date."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from aligner.checks.thresholds import Selection
from aligner.errors import AlignerError
from aligner.review.computing import spans
from aligner.review.computing.loading import is_endless, shipped_model
from aligner.review.decisions.events import Computed
from aligner.review.decisions.updates import Conflict

if TYPE_CHECKING:
    from aligner.corpus.segment import Segment
    from aligner.review.computing.estimates import DocumentEstimates
    from aligner.review.computing.loading import Load
    from aligner.review.computing.model import Model
    from aligner.review.decisions.segment import ReviewSegment
    from aligner.review.session import ReviewSession
    from aligner.words.alignment import WordAlignment

DELAY: Final = 0.3
"""Seconds of quiet after a decision, so that what is done in one go is computed once."""
_LONGEST_DELAY: Final = 2.0
_AT_A_TIME: Final = 16
"""Segments computed before their results are stored."""
_PLACED_AT_A_TIME: Final = 32
_PAUSE: Final = 0.1
"""Seconds between such parts, for the page to be answered."""
_ATTEMPTS: Final = 3
"""How often a stretch is aligned that a reviser changes meanwhile."""
_PATIENCE: Final = 10.0
"""Seconds that `close` waits at most for the thread, which does not end while the model is being loaded: a program that
ends while it runs crashes. What it computes then is lost, and computed when the review goes on."""


class Recomputation:
    """A thread that keeps similarity, confidence, flags and scores up to date with the texts of a review.

    What it has to do are the session's pending segments: nothing is lost when it is stopped. When there are none, it
    finds out where flags stand that came without a place. The model is loaded when it is first needed.
    `notice` says in one line what went wrong last, or what was done without a change to be seen; empty at first.
    """

    def __init__(self, session: ReviewSession, load: Load = shipped_model, delay: float = DELAY) -> None:
        self.notice = ""
        self._session = session
        self._delay = delay
        self._load = cache(load)
        self._requests: deque[tuple[int, int, str]] = deque()
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._storing = threading.Lock()
        self._making = threading.Lock()
        self._begin()
        self._thread = threading.Thread(target=self._run, name="recomputation", daemon=True)

    def _begin(self) -> None:
        """Start from the corpus that the session has now: nothing that was known of another one holds."""
        session = self._session
        self._corpus = session.generation, session.signature
        with self._making:
            self._made: Model | None = None
        self._estimates: DocumentEstimates | None = None
        self._aligned: set[int] = set()
        self._unplaced: list[ReviewSegment] | None = None
        self._unchecked: list[int] = []

    def start(self) -> None:
        """Begin, with what is pending from last time."""
        self._thread.start()

    def close(self) -> None:
        """Stop: nothing is stored after it."""
        with self._storing:
            self._stopped.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def wake(self) -> None:
        """Look for pending segments; returns at once."""
        if self._session.pending() or self._is_replaced():
            self._woken.set()

    def realign(self, key: int, window: str) -> None:
        """Align anew from this segment on; returns at once."""
        self._requests.append((self._session.generation, key, window))
        self._woken.set()

    def check_all(self) -> None:
        """Check all segments for errors, as `aligner check` does; returns at once."""
        self._unchecked = [segment.key for segment in self._session.segments()]
        self._woken.set()

    @property
    def unchecked(self) -> int:
        """How many segments are left of those that are being checked for errors."""
        return len(self._unchecked)

    def settle(self, seconds: float) -> bool:
        """Wait until all that decisions made out of date is computed, up to so long; tell whether it is."""
        end = time.monotonic() + seconds
        while self._session.pending() and self._thread.is_alive() and not self._stopped.is_set():
            left = end - time.monotonic()
            if left <= 0:
                return False
            self._session.wait(self._session.revision, min(left, _PAUSE))
        return not self._session.pending()

    def words(self, source: str, target: str) -> WordAlignment | None:
        """Return the words of two texts and their links. Raises ModelError."""
        return self._model.words(source, target)

    @property
    def _model(self) -> Model:
        """The model, made when there is something to compute: what computes takes long to import."""
        from aligner.review.computing.model import Model

        with self._making:
            if self._made is None:
                selection = selection_of_corpus(self._session.signature)
                self._made = Model(_guessed(self._session.languages), selection, self._stopped, self._load)
            return self._made

    def _run(self) -> None:
        self._woken.set()
        while not self._stopped.is_set():
            if self._woken.is_set() or (self._unplaced == [] and not self._unchecked):
                self._woken.wait()
                self._rest()
            try:
                self._work()
            except Exception as error:  # a page without new flags is better than none
                if self._stopped.is_set():
                    return
                self.notice = _in_one_line("could not be computed anew", error)
                self._unplaced, self._unchecked = [], []

    def _work(self) -> None:
        """Do what was asked for, then what is pending, then a part of what can wait."""
        if self._is_replaced():
            self._begin()
        while self._requests and not self._stopped.is_set():
            self._realign(*self._requests.popleft())
        self._compute_pending()
        if self._unchecked:
            self._check(self._unchecked[:_PLACED_AT_A_TIME])
            self._unchecked = self._unchecked[_PLACED_AT_A_TIME:]
            self._woken.wait(_PAUSE)
            return
        if self._unplaced is None:
            self._unplaced = spans.worst_first(self._session.segments())
        batch, self._unplaced = self._unplaced[:_PLACED_AT_A_TIME], self._unplaced[_PLACED_AT_A_TIME:]
        self._place(batch)
        if self._unplaced:
            self._woken.wait(_PAUSE)

    def _rest(self) -> None:
        """Wait until no decision has been made for `delay` seconds."""
        end = time.monotonic() + _LONGEST_DELAY
        while self._woken.is_set() and not self._stopped.is_set() and not self._requests:
            self._woken.clear()
            if time.monotonic() < end:
                self._woken.wait(self._delay)

    def _realign(self, generation: int, key: int, window: str) -> None:
        from aligner.review.computing.realign import realigned

        for _ in range(_ATTEMPTS):
            revision = self._session.revision
            if self._session.generation != generation:  # the key is that of another segment now
                break
            segments = self._session.segments()
            event = realigned(segments, key, self._document_estimates(segments))
            if event is None:
                self.notice = "aligned anew: nothing changed"
                return
            with self._storing:
                if self._stopped.is_set():
                    return
                outcome = self._session.decide(event, revision, window)
            if not isinstance(outcome, Conflict):
                change = outcome.updates[-1].change
                self._aligned.update(segment.key for segment in change.inserted)
                return
        self.notice = "the segments were changed while they were aligned anew: try again"

    def _compute_pending(self) -> None:
        waiting = self._session.pending()
        endless = [segment for segment in waiting if is_endless(segment.segment)]
        self._record([_result(_bare(segment.segment)) for segment in endless])
        pending = [segment for segment in waiting if not is_endless(segment.segment)]
        for start in range(0, len(pending), _AT_A_TIME):
            if self._stopped.is_set():
                return
            self._record(self._computed(pending[start : start + _AT_A_TIME]))

    def _record(self, results: Sequence[Computed]) -> None:
        with self._storing:
            if not results or self._stopped.is_set():
                return
            if self._is_replaced():  # what was computed is of the old corpus
                self._woken.set()
                return
            self._session.record(results)

    def _is_replaced(self) -> bool:
        """Tell whether the corpus that is known here was aligned or checked again, or is another one now."""
        return (self._session.generation, self._session.signature) != self._corpus

    def _place(self, batch: Sequence[ReviewSegment]) -> None:
        """Find out where the flags of some segments stand."""
        known = [self._session.get(segment.key) for segment in batch]
        now = [one.segment for one in known if one is not None and not one.pending and spans.lacks_spans(one.segment)]
        wanted = [segment for segment in now if spans.needs_model(segment) and not is_endless(segment)]
        findings = self._model.findings(wanted) if wanted else []
        found = dict(zip((segment.id for segment in wanted), findings, strict=True))
        placed = [replace(segment, flags=spans.placed(segment, found.get(segment.id, ()))) for segment in now]
        self._record([_result(new) for new, old in zip(placed, now, strict=True) if new.flags != old.flags])

    def _check(self, keys: Sequence[int]) -> None:
        """Flag some segments anew, whose texts nobody has changed: similarity and confidence stay."""
        known = [self._session.get(key) for key in keys]
        wanted = [one.segment for one in known if one is not None and not one.pending and not is_endless(one.segment)]
        texts = [other.segment for other in self._session.segments()]
        found = self._model.flagged([replace(segment, dismissed=()) for segment in wanted], texts)
        self._record([_result(segment) for segment in found])

    def _computed(self, pending: Sequence[ReviewSegment]) -> list[Computed]:
        document = self._session.segments()
        texts = [other.segment for other in document]
        try:
            estimated = self._estimated(pending, document)
            found = self._model.flagged(estimated, texts)
        except Exception as error:  # whatever a model fails of
            if self._stopped.is_set():
                raise
            self.notice = _in_one_line("similarity and some flags could not be computed", error)
            found = self._model.flagged_without_words([_bare(segment.segment) for segment in pending], texts)
        return [_result(segment) for segment in found]

    def _estimated(self, pending: Sequence[ReviewSegment], document: Sequence[ReviewSegment]) -> list[Segment]:
        """Return the segments with similarity and confidence, without the flags that their old texts had."""
        places = {segment.key: place for place, segment in enumerate(document)}
        wanted = [own.key for own in pending if own.key not in self._aligned and own.key in places]
        found = (
            self._document_estimates(document).estimates(document, map(places.__getitem__, wanted)) if wanted else {}
        )
        estimated = []
        for own in pending:
            segment = replace(own.segment, dismissed=())
            estimate = found.get(places.get(own.key, -1))
            if estimate is not None:
                segment = replace(_bare(segment), similarity=estimate.similarity, confidence=estimate.confidence)
            estimated.append(segment)
        return estimated

    def _document_estimates(self, document: Sequence[ReviewSegment]) -> DocumentEstimates:
        from aligner.review.computing.estimates import DocumentEstimates

        if self._estimates is None:
            session = self._session
            self._estimates = DocumentEstimates.of(document, session.path, session.signature, self._model)
        return self._estimates


def selection_of_corpus(signature: Mapping[str, Any]) -> Selection:
    """Return which flags the corpus was last checked for, as its signature says; the usual ones where it does not."""
    checks = (signature.get(name) for name in ("check_options", "options"))
    known: Mapping[str, Any] = next((options for options in checks if isinstance(options, Mapping)), {})
    only, skip = ([name for name in str(known.get(key) or "").split("+") if name] for key in ("only", "skip"))
    try:
        return Selection.of(str(known.get("sensitivity") or "normal"), only, skip)
    except ValueError:
        return Selection()


def _guessed(languages: tuple[str, str]) -> tuple[str, str]:
    """Guess what is not known: the other of German and English; where neither is known, the first to be English."""
    source, target = languages
    if not source:
        source = "de" if target == "en" else "en"
    return source, target or ("de" if source == "en" else "en")


def _bare(segment: Segment) -> Segment:
    return replace(segment, flags=(), scores=None, similarity=None, confidence=None, dismissed=())


def _result(segment: Segment) -> Computed:
    return Computed(
        segment.id,
        segment.source,
        segment.target,
        segment.similarity,
        segment.confidence,
        segment.flags,
        segment.scores,
    )


def _in_one_line(problem: str, error: Exception) -> str:
    reason = str(error) if isinstance(error, AlignerError) else f"{type(error).__name__}: {error}"
    return " ".join(f"{problem}: {reason}".split())
