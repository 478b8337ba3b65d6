"""Where the review of a corpus is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_ENDING: Final = ".review.sqlite"


def store_path(corpus: Path) -> Path:
    """Return the path of the store: beside the file that a link leads to."""
    real = corpus.resolve()
    return real.with_name(f"{real.name}{_ENDING}")


def corpus_path(store: Path) -> Path:
    """Return the path of the corpus that a store is beside."""
    return store.with_name(store.name.removesuffix(_ENDING))
