"""What `aligner --version` prints."""

from __future__ import annotations

import json
from importlib import resources

from aligner.corpus.metadata import signature_line


def version_line() -> str:
    """Return the version and the fingerprint of the model that ships, in the form of a run's signature."""
    return f"aligner|{signature_line({'model': shipped_fingerprint()})}"


def shipped_fingerprint() -> str:
    """Read the fingerprint beside the model, without loading the model; `none` if no model ships."""
    try:
        description = resources.files("aligner").joinpath("encoding", "shipped", "model.json")
        return str(json.loads(description.read_text("utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError):
        return "none"
