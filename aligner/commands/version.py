"""What `aligner --version` prints."""

from __future__ import annotations

import json
from importlib import resources

from aligner.corpus.metadata import signature_line


def version_line() -> str:
    """Return the version and the fingerprints of the models that ship, in the form of a run's signature."""
    models = {"model": shipped_fingerprint(), "reader": reader_fingerprint()}
    return f"aligner|{signature_line(models)}"


def shipped_fingerprint() -> str:
    """Read the fingerprint beside the encoder, without loading that; `none` if none ships."""
    return _fingerprint("encoding", "shipped", "model.json")


def reader_fingerprint() -> str:
    """Read the fingerprint beside the reader, without loading that; `none` if none ships."""
    return _fingerprint("reader", "shipped", "reader.json")


def _fingerprint(*place: str) -> str:
    try:
        description = resources.files("aligner").joinpath(*place)
        return str(json.loads(description.read_text("utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError):
        return "none"
