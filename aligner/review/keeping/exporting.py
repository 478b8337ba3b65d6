"""The decisions of a review, for commands that read a corpus."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from aligner.corpus.corpus import Corpus
from aligner.review.decisions.history import History
from aligner.review.keeping.opening import carried_over, is_known, load, rebased, texts_digest
from aligner.review.keeping.saving import decided, file_digest
from aligner.review.keeping.store import Store, store_path


def with_decisions(corpus: Corpus, path: str | PathLike[str]) -> Corpus:
    """Return the corpus that was read from `path` with the decisions of its review; as it is where there is none.

    Neither the file nor the review is changed. Raises CorpusError, OutputError for a review that cannot be read.
    """
    place = store_path(Path(path))
    if not place.is_file():
        return corpus
    store = Store(place)
    try:
        generation = store.generation()
        if not generation:
            return corpus
        if is_known(store, generation, file_digest(Path(path))):
            return decided(load(store, generation).history, corpus.signature)
        if store.texts(generation) == texts_digest(corpus):
            return decided(load(store, generation, rebased(store, generation, corpus)).history, corpus.signature)
        history = History(corpus)
        for event in carried_over(store, generation, corpus)[0]:
            history.state.apply(event)
        return decided(history, corpus.signature)
    finally:
        store.close()
