"""JSON of unknown origin: what Python reads beyond the standard is refused, and so is what cannot be written again."""

from __future__ import annotations

import json
import math
from typing import Any, Final

_DEEPEST: Final = 100
_LARGEST: Final = 2**63


def parse(text: str | bytes) -> Any:  # noqa: ANN401  (JSON)
    """Return the value. Raises ValueError (`json.JSONDecodeError` where there is a place of the fault)."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error


def parse_signature(text: str | bytes) -> dict[str, Any] | None:
    """Return an object that can be kept and written again, None where the value is none. Raises ValueError."""
    found = parse(text)
    require_plain(found)
    return found if isinstance(found, dict) else None


def require_plain(value: object, depth: int = 0) -> None:
    """Raise ValueError for a value that programs may not read again: numbers without bounds, a nest without end."""
    if depth > _DEEPEST:
        raise ValueError("JSON nested too deeply")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number is too large")
    if isinstance(value, int) and abs(value) >= _LARGEST:
        raise ValueError("a number has too many digits")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            require_plain(part, depth + 1)


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")
