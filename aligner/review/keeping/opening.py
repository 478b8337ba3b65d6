"""How a review begins, and begins again: which corpus it is about, and what was decided of it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from aligner.corpus.corpus import Corpus, read_corpus
from aligner.corpus.metadata import file_digest
from aligner.corpus.segment import Segment
from aligner.review.decisions.events import Carried, Computed, Realigned, event_to_json
from aligner.review.decisions.history import History
from aligner.review.decisions.stored import BEGIN, Stored
from aligner.review.keeping.carry import carry
from aligner.review.keeping.places import store_path
from aligner.review.keeping.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """A review as it stands.

    `seq` is the number of the last event, `decided` that of the last decision, `saved` that of the last event that
    the corpus file holds, `begun` that with which the generation began.
    """

    generation: int
    history: History
    signature: Mapping[str, Any]
    seq: int
    decided: int
    saved: int
    begun: int
    carried: int = 0
    lost: int = 0


def open_review(path: Path) -> tuple[Store, Opened]:
    """Open the review of the corpus at a path: begin it, go on with it, or carry it over where the file is another one.

    Raises CorpusError, OutputError.
    """
    with uncollected():
        place = store_path(path)
        corpus = None if place.exists() else read_corpus(path)  # before a store is made for something else
        store = Store(place)
        try:
            return store, _opened(_start(path, store, corpus), store)
        except BaseException:
            store.close()
            raise


def look_into(path: Path, store: Store, corpus: Corpus) -> Opened:
    """Return the review as `open_review` would, of the corpus that stands at the path; the store stays as it is.

    Raises CorpusError, OutputError.
    """
    with uncollected():
        start = _start(path, store, corpus)
        events = list(store.events(start.generation))
        base = start.base or store.base(start.generation)
        return _replayed(start.generation, base, [*events, *start.stored(events)], store)


def load(store: Store, generation: int, base: Corpus | None = None) -> Opened:
    """Replay a generation; `base` is the corpus that it began with, if that is known.

    Raises CorpusError, OutputError.
    """
    with uncollected():
        return _replayed(generation, base or store.base(generation), list(store.events(generation)), store)


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the search for garbage: among a million new objects, none of them garbage, it takes most of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Start:
    """What a review of a corpus file starts from.

    It goes on with its generation where `base` is None; else that corpus is the new base, with the decisions `carried`
    over from the generation before; so many were `lost`. `newest` is the generation that the store has, 0 for none.
    `digest` is that of the corpus file.
    """

    newest: int
    generation: int
    digest: str
    base: Corpus | None = None
    texts: str = ""
    carried: tuple[Carried | Realigned, ...] = ()
    lost: int = 0

    def stored(self, events: list[Stored]) -> Iterator[Stored]:
        """Yield the events that begin it, as they would be kept behind those that are there."""
        if self.base is None:
            return
        seq = events[-1].seq if events else 0
        yield Stored(seq + 1, "", BEGIN, {})
        for number, event in enumerate(self.carried, seq + 2):
            yield Stored(number, "", event.kind, event_to_json(event))


def _start(path: Path, store: Store, corpus: Corpus | None) -> _Start:
    digest = file_digest(path)
    newest = store.generation()
    if newest and digest and _is_known(store, newest, digest):
        return _Start(newest, newest, digest)
    corpus = corpus or read_corpus(path)
    texts = _texts_digest(corpus)
    if not newest:
        return _Start(0, 1, digest, corpus, texts)
    base = store.base(newest)
    before = load(store, newest, base).history
    if store.texts(newest) == texts:  # the same alignment, checked again
        return _Start(newest, newest, digest, _rebased(base, before, corpus), texts)
    events, lost = carry(base.segments, before, corpus)
    return _Start(newest, newest + 1, digest, corpus, texts, tuple(events), lost)


def _opened(start: _Start, store: Store) -> Opened:
    """Store what a review starts from, and open it."""
    if start.base is not None:
        with store.writing():
            if store.generation() == start.newest:  # else another process was quicker
                store.begin(start.generation, start.digest, start.texts, start.base)
                for event in start.carried:
                    store.append(start.generation, "", event.kind, event.key, event_to_json(event))
    generation = store.generation()
    opened = load(store, generation, start.base if store.base_digest(generation) == start.digest else None)
    saved = store.saved(generation, start.digest)
    return replace(opened, saved=opened.saved if saved is None else saved, carried=len(start.carried), lost=start.lost)


def _replayed(generation: int, base: Corpus, events: list[Stored], store: Store) -> Opened:
    history = History(base)
    seq = decided = begun = 0
    for stored in _without_outdated(events, base):
        history.replay(stored, str(store.path))
        seq = stored.seq
        decided = decided if stored.kind == Computed.kind else seq
        begun = begun or seq
    return Opened(generation, history, base.signature, seq, decided, begun, begun)


def _rebased(base: Corpus, history: History, corpus: Corpus) -> Corpus:
    """Return a corpus of the same texts as the new base of a generation.

    Segments that the review has decided on have the status, note and dismissals that they had at first, for a decision
    that is in the file already can be undone all the same.
    """
    return Corpus(
        tuple(
            replace(new, status=old.status, note=old.note, dismissed=old.dismissed)
            if history.is_touched(new.id)
            else new
            for new, old in zip(corpus, base, strict=True)
        ),
        corpus.signature,
    )


def _is_known(store: Store, generation: int, digest: str) -> bool:
    """Tell whether a corpus file is the base of a generation, or was written by its review."""
    return store.base_digest(generation) == digest or store.saved(generation, digest) is not None


def _texts_digest(corpus: Corpus) -> str:
    """Return a digest of what the events of a review build on: ids, beads and texts."""
    return blake2b("".join(map(_texts_line, corpus)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _texts_line(segment: Segment) -> str:
    bead = segment.bead
    numbers = f"{segment.id} {bead.source_start} {bead.source_end} {bead.target_start} {bead.target_end}"
    # The length of the source tells where it ends, whatever it holds.
    return f"{numbers} {len(segment.source)} {segment.source}{segment.target}\n"


def _without_outdated(events: list[Stored], base: Corpus) -> Iterable[Stored]:
    """Leave out what was computed for texts of the base before this was checked again."""
    beginnings = [event.seq for event in events if event.kind == BEGIN]
    if len(beginnings) < 2:
        return events
    known = {(segment.source, segment.target) for segment in base}
    return [
        event
        for event in events
        if event.kind != Computed.kind
        or event.seq > beginnings[-1]
        or (event.payload.get("source"), event.payload.get("target")) not in known
    ]
