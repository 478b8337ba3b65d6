"""The decisions of a review, for commands that read a corpus."""

from __future__ import annotations

import importlib.util
from contextlib import closing
from os import PathLike
from pathlib import Path

from aligner.corpus.corpus import Corpus
from aligner.errors import AlignerError
from aligner.review.keeping.places import store_path


def with_decisions(corpus: Corpus, path: str | PathLike[str]) -> Corpus:
    """Return the corpus that was read from `path` with the decisions of its review; as it is where there is none.

    Neither the file nor the review is changed. Raises CorpusError, OutputError for a review that cannot be read,
    AlignerError where what that needs is not installed.
    """
    place = store_path(Path(path))
    if not place.is_file():
        return corpus
    if importlib.util.find_spec("msgspec") is None:
        raise AlignerError(f"{place}: needs msgspec to be read: install with pip install 'bitext-aligner[review]'")
    from aligner.review.keeping.opening import look_into
    from aligner.review.keeping.saving import decided
    from aligner.review.keeping.store import Store

    with closing(Store(place)) as store:
        if not store.generation():
            return corpus
        return decided(look_into(Path(path), store, corpus).history, corpus.signature)
