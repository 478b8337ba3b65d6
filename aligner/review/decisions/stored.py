"""Events as they are kept: each with its number, and the window that it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

BEGIN: Final = "begin"
"""The kind of the event that says that a generation has a new base."""
UNDO: Final = "undo"
REDO: Final = "redo"


@dataclass(frozen=True, slots=True)
class Stored:
    """An event as it is kept. `seq` counts through all generations."""

    seq: int
    window: str
    kind: str
    payload: Mapping[str, Any]
