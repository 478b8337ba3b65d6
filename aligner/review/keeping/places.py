"""Where the review of a corpus is kept."""

from __future__ import annotations

from pathlib import Path


def store_path(corpus: Path) -> Path:
    """Return the path of the store: beside the file that a link leads to."""
    real = corpus.resolve()
    return real.with_name(f"{real.name}.review.sqlite")
