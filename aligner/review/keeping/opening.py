"""How a review begins, and begins again: which corpus it is about, and what was decided of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from aligner.corpus.corpus import Corpus, read_corpus
from aligner.review.decisions.events import Carried, Computed, Realigned, event_to_json
from aligner.review.decisions.history import History
from aligner.review.keeping.carry import carry
from aligner.review.keeping.saving import file_digest
from aligner.review.keeping.store import BEGIN, Store, Stored


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


def open_review(path: Path, store: Store, corpus: Corpus | None = None) -> Opened:
    """Open the review of the corpus at a path: go on with it, or carry it over where the file is another one.

    `corpus` is what stands at the path, where that was read already. Raises CorpusError, OutputError.
    """
    with _uncollected():
        return _opened(path, store, corpus)


def reopen(store: Store, digest: str, corpus: Corpus | None = None) -> Opened:
    """Take up the newest generation, for a corpus file with this digest; `corpus` is its base, if that is known.

    Raises CorpusError, OutputError.
    """
    opened = load(store, store.generation(), corpus)
    saved = store.saved(opened.generation, digest)
    return opened if saved is None else replace(opened, saved=saved)


def load(store: Store, generation: int, corpus: Corpus | None = None) -> Opened:
    """Replay a generation on its base. Raises CorpusError, OutputError."""
    with _uncollected():
        if corpus is None:
            corpus = store.base(generation)
        history = History(corpus)
        seq = decided = begun = 0
        for stored in _without_outdated(list(store.events(generation)), corpus):
            history.replay(stored, str(store.path))
            seq = stored.seq
            decided = decided if stored.kind == Computed.kind else seq
            begun = begun or seq
        return Opened(generation, history, corpus.signature, seq, decided, begun, begun)


def carried_over(store: Store, generation: int, corpus: Corpus) -> tuple[list[Carried | Realigned], int]:
    """Return what was decided in a generation for a corpus that was aligned again; see `carry`."""
    base = store.base(generation)
    return carry(base.segments, load(store, generation, base).history, corpus)


def rebased(store: Store, generation: int, corpus: Corpus) -> Corpus:
    """Return a corpus of the same texts as the new base of a generation.

    Segments that the review has decided on have the status, note and dismissals that they had at first, for a decision
    that is in the file already can be undone all the same.
    """
    touched = load(store, generation).history.last_touch
    pairs = zip(corpus, store.base(generation), strict=True)
    return Corpus(
        tuple(
            replace(new, status=old.status, note=old.note, dismissed=old.dismissed) if touched(new.id)[0] else new
            for new, old in pairs
        ),
        corpus.signature,
    )


def is_known(store: Store, generation: int, digest: str) -> bool:
    """Tell whether a corpus file is the base of a generation, or was written by its review."""
    return store.base_digest(generation) == digest or store.saved(generation, digest) is not None


def texts_digest(corpus: Corpus) -> str:
    """Return a digest of what the events of a review build on: ids, beads and texts."""
    digest = blake2b(digest_size=16)
    for segment in corpus:
        bead = segment.bead
        numbers = f"{segment.id} {bead.source_start} {bead.source_end} {bead.target_start} {bead.target_end} "
        # The length of the source tells where it ends, whatever it holds.
        fields = f"{numbers}{len(segment.source)} {segment.source}{segment.target}\n"
        digest.update(fields.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _opened(path: Path, store: Store, corpus: Corpus | None) -> Opened:
    digest = file_digest(path)
    generation = store.generation()
    if generation and digest and is_known(store, generation, digest):
        return reopen(store, digest)
    corpus = corpus or read_corpus(path)
    texts = texts_digest(corpus)
    if generation and store.texts(generation) == texts:  # the same alignment, checked again
        corpus = rebased(store, generation, corpus)
        with store.writing():
            store.begin(generation, digest, texts, corpus)
        return reopen(store, digest, corpus)
    events, lost = carried_over(store, generation, corpus) if generation else ([], 0)
    with store.writing():
        if store.generation() == generation:  # else another process was quicker
            store.begin(generation + 1, digest, texts, corpus)
            for event in events:
                store.append(generation + 1, "", event.kind, event.key, event_to_json(event))
    return replace(reopen(store, digest, corpus), carried=len(events), lost=lost)


def _without_outdated(events: list[Stored], base: Corpus) -> Iterator[Stored]:
    """Leave out what was computed for texts of the base before this was checked again."""
    rebased_at = max((event.seq for event in events if event.kind == BEGIN), default=0)
    is_rebased = any(event.kind == BEGIN and event.seq < rebased_at for event in events)
    known = {(segment.source, segment.target) for segment in base} if is_rebased else set()
    for event in events:
        is_outdated = event.kind == Computed.kind and event.seq < rebased_at
        if not (is_outdated and (event.payload.get("source"), event.payload.get("target")) in known):
            yield event


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the search for garbage: among a million new objects, none of them garbage, it takes most of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
