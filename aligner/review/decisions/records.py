"""Dataclasses as JSON objects, and back: every field is read as its annotation says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from aligner.corpus.segment import STATUSES

T = TypeVar("T")
_Read = Callable[[Any], Any]


def to_json(value: object) -> Any:  # noqa: ANN401  (JSON)
    """Return a value for `json.dumps`: dataclasses become objects, tuples lists."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value


def from_json(kind: type[T], given: Mapping[str, Any]) -> T:
    """Return the dataclass of an object; what is missing is read as null, entries that are no field are passed over.

    Whole numbers are not negative. Raises ValueError, which names the field.
    """
    if not isinstance(given, Mapping):
        raise ValueError("must be an object")
    values: dict[str, Any] = {}
    for name, read in _readers(cast("Hashable", kind)).items():
        try:
            values[name] = read(given.get(name))
        except ValueError as error:
            raise ValueError(f"{name} {error}") from error
    return kind(**values)


@cache
def _readers(kind: type) -> dict[str, _Read]:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    return readers | {name: _limited(readers[name], _CHOICES[name]) for name in _CHOICES.keys() & readers}


def _reader(hint: Any) -> _Read:  # noqa: ANN401  (an annotation)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (known,) = (one for one in inner if one is not NoneType)
        return _optional(_reader(known))
    if origin is Literal:
        return partial(_one_of, inner)
    if origin is tuple and inner[-1] is Ellipsis:
        return partial(_list, _reader(inner[0]))
    if origin is tuple:
        return partial(_pair, _reader(inner[0]))
    return _SIMPLE.get(origin or hint) or partial(from_json, hint)


def _optional(read: _Read) -> _Read:
    return lambda value: None if value is None else read(value)


def _limited(read: _Read, choices: tuple[str, ...]) -> _Read:
    return lambda value: None if read(value) is None else _one_of(choices, value)


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise ValueError("must be a whole number, not negative")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a string")
    return value


def _one_of(choices: tuple[str, ...], value: object) -> str:
    text = _text(value)
    if text not in choices:
        raise ValueError(f"is {text[:40]!r}; use one of {', '.join(choices)}")
    return text


def _list(read: _Read, value: object) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError("must be a list")
    return tuple(read(part) for part in value)


def _pair(read: _Read, value: object) -> tuple[Any, Any]:
    first, second = _list(read, value)
    return first, second


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise ValueError("must be a number from 0 to 1")
    return float(value)


def _scores(value: object) -> dict[str, float]:
    if not isinstance(value, Mapping) or not all(isinstance(score, (int, float)) for score in value.values()):
        raise ValueError("must be an object of numbers")
    return {str(name): float(score) for name, score in value.items()}


_SIMPLE: Final[Mapping[Any, _Read]] = {int: _number, str: _text, float: _share, Mapping: _scores}
"""All fractions in these dataclasses are shares, except scores."""
_CHOICES: Final = {"status": STATUSES}
"""Fields that may hold less than their annotations say."""
