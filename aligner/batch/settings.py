"""What a caller asks for, as the settings of a batch."""

from __future__ import annotations

import inspect
from typing import Any, Final

from aligner.batch.work import Settings
from aligner.errors import InputError
from aligner.pipeline.align import align
from aligner.pipeline.flagging import Checking

_OWN: Final = ("source", "target", "encoder", "model", "cache", "threads", "locked", "progress")
"""Parameters of `aligner.align` that a batch sees to itself."""


def settings_of(options: dict[str, Any], model: str | None, min_confidence: float, drop: bool) -> Settings:
    """Return the settings for the options of `aligner.align`. Raises InputError for what does not exist."""
    known = [name for name in inspect.signature(align).parameters if name not in _OWN]
    unknown = sorted(options.keys() - set(known))
    if unknown:
        raise InputError(f"there is no option {unknown[0]}: there are {', '.join(known)}")
    if not 0.0 <= min_confidence <= 1.0:
        raise InputError(f"min_confidence is {min_confidence}: give a probability from 0 to 1")
    Checking.of(options.get("sensitivity", "normal"), options.get("only", ()), options.get("skip", ()))
    arguments = {name: tuple(value) if name in ("only", "skip") else value for name, value in options.items()}
    return Settings(arguments, model, min_confidence=min_confidence, drop=drop)
