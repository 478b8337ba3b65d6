"""Dataclasses as JSON objects, and back: every field is read as its annotation says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final, TypeVar

import msgspec

from aligner.corpus.segment import STATUSES

T = TypeVar("T")

_PLACE: Final = re.compile(r"(?P<problem>.*?)(?: - at `\$\.?(?P<path>.*)`)?", re.DOTALL)
"""A message of msgspec: what is wrong, and where, as in `$.flags[0].name`; no place where it is the whole object."""
_LONGEST_PROBLEM: Final = 120
"""Characters: some messages quote the value."""
_LARGEST: Final = 2**53
"""Whole numbers from here on are not exact in every program that reads JSON."""


def to_json(value: object) -> Any:  # noqa: ANN401  (JSON)
    """Return a value for `json.dumps`: dataclasses become objects, tuples lists."""
    # Not `msgspec.to_builtins`, which refuses lone surrogates.
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value


def from_json(kind: type[T], given: Mapping[str, Any]) -> T:
    """Return the dataclass of an object; entries that are no field are passed over.

    Whole numbers are not negative, fractions are shares, except scores. Raises ValueError, which names the field.
    """
    try:
        made = msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        raise ValueError(_in_words(str(error))) from error
    _require_range("", made)
    return made


def _in_words(message: str) -> str:
    """Return a message of msgspec with the field first, as in `flags[0].name: expected str, got int`."""
    found = _PLACE.fullmatch(message)
    problem, path = (found["problem"], found["path"]) if found else (message, "")
    problem = problem.replace("`", "")[:_LONGEST_PROBLEM]
    return f"{path}: {problem[:1].lower()}{problem[1:]}" if path else f"{problem[:1].lower()}{problem[1:]}"


def _require_range(path: str, value: object) -> None:
    """Raise ValueError for what an annotation does not tell: numbers out of range, a status that there is not."""
    if is_dataclass(value):
        for field in fields(value):
            _require_range(f"{path}.{field.name}" if path else field.name, getattr(value, field.name))
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            _require_range(f"{path}[{place}]", part)
    elif isinstance(value, int) and not 0 <= value < _LARGEST:
        raise ValueError(f"{path}: is {str(value)[:40]}; it must be a whole number, not negative")
    elif isinstance(value, float) and not 0 <= value <= 1:
        raise ValueError(f"{path}: is {value}; it must be a number from 0 to 1")
    elif path.rpartition(".")[2] == "status" and value not in (None, *STATUSES):
        raise ValueError(f"{path}: is {str(value)[:40]!r}; use one of {', '.join(STATUSES)}")
