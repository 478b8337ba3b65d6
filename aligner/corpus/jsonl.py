"""The corpus as one JSON object a line: the signature first, then the segments, with their flags in full."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from aligner.checks.dismissal import dismissal_key
from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus.rows import Assembler, Row, check_share, check_span
from aligner.errors import CorpusError

if TYPE_CHECKING:
    from aligner.corpus.segment import Segment

_Kind = TypeVar("_Kind")
_DIGITS = 6
_KINDS = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def dump(segments: Iterable[Segment], signature: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines, each with its line end; probabilities have six decimals."""
    yield _line({"signature": signature})
    for segment in segments:
        yield _line(_segment(segment))


def load(lines: Iterable[str], name: str, signature: dict[str, Any]) -> Iterator[Segment]:
    """Yield the segments and put the signature's entries, where the first line has one, into `signature`.

    Only `source` and `target` must be there; unknown keys are passed over. Raises CorpusError, which calls
    the file `name` and gives the line.
    """
    assembler = Assembler()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = _object(line)
            if "signature" in given:
                if number > 1:
                    raise ValueError("the signature must be the first line; was this file put together from two?")
                signature.update(_optional(given, "signature", dict) or {})
            else:
                yield assembler.add(_row(given))
        except ValueError as error:
            raise CorpusError(f"{name}:{number}: {error}") from error


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"


def _segment(segment: Segment) -> dict[str, Any]:
    bead = segment.bead
    values = {
        "id": segment.id,
        "bead": bead.kind,
        "source": segment.source,
        "target": segment.target,
        "similarity": _rounded(segment.similarity),
        "confidence": _rounded(segment.confidence),
        "flags": [
            {**_flag(flag), "key": dismissal_key(segment.source, segment.target, flag.name)} for flag in segment.flags
        ],
        "scores": {name: _rounded(score) for name, score in (segment.scores or {}).items()},
        "severity": segment.severity,
        "evidence": segment.evidence,
        "source_sentences": list(range(bead.source_start, bead.source_end)),
        "target_sentences": list(range(bead.target_start, bead.target_end)),
        "source_span": segment.source_span,
        "target_span": segment.target_span,
        "status": segment.status,
        "note": segment.note,
    }
    return {**values, "dismissed": list(segment.dismissed)} if segment.dismissed else values


def _flag(flag: Flag) -> dict[str, Any]:
    return {
        "name": flag.name,
        "category": flag.category,
        "severity": flag.severity,
        "probability": _rounded(flag.probability),
        "source_span": flag.source_span,
        "target_span": flag.target_span,
        "message": flag.message,
    }


def _rounded(value: float | None) -> float | None:
    # Beyond that, digits depend on the processor, and the same run must give the same file.
    return None if value is None else round(float(value), _DIGITS)


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON ({error.msg} at column {error.colno}); was the file cut off?") from error
    except RecursionError as error:
        raise ValueError("no segment, but JSON nested too deeply; write one object a line") from error
    if not isinstance(value, dict):
        raise ValueError("no JSON object; write one object a line")
    return value


def _row(given: Mapping[str, Any]) -> Row:
    return Row(
        source=_require(given, "source", str),
        target=_require(given, "target", str),
        id=_optional(given, "id", int),
        kind=_optional(given, "bead", str),
        similarity=_optional(given, "similarity", float),
        confidence=_optional(given, "confidence", float),
        flags=tuple(_read_flag(flag) for flag in _optional(given, "flags", list) or []),
        scores=_scores(_optional(given, "scores", dict) or {}),
        source_sentences=_integers(given, "source_sentences"),
        target_sentences=_integers(given, "target_sentences"),
        source_span=_span(given, "source_span"),
        target_span=_span(given, "target_span"),
        status=_optional(given, "status", str) or "",
        note=_optional(given, "note", str) or "",
        dismissed=_keys(given),
    )


def _read_flag(given: object) -> Flag:
    if not isinstance(given, dict):
        raise ValueError("flags must be a list of objects")
    severity = _require(given, "severity", str)
    if severity not in SEVERITIES:
        raise ValueError(f"severity is {severity!r}; use one of {', '.join(SEVERITIES)}")
    probability = _optional(given, "probability", float)
    check_share("probability", probability)
    return Flag(
        name=_require(given, "name", str),
        category=_optional(given, "category", str) or "",
        severity=severity,
        probability=probability,
        source_span=_span(given, "source_span"),
        target_span=_span(given, "target_span"),
        message=_optional(given, "message", str) or "",
    )


def _scores(given: Mapping[str, Any]) -> dict[str, float] | None:
    for name in given:
        check_share(f"scores.{name}", _require(given, name, float))
    return {name: float(score) for name, score in given.items()} or None


def _keys(given: Mapping[str, Any]) -> tuple[str, ...]:
    keys = _optional(given, "dismissed", list) or []
    if not all(_is(key, str) for key in keys):
        raise ValueError("dismissed must be a list of the keys of flags, which are strings")
    return tuple(keys)


def _integers(given: Mapping[str, Any], name: str) -> tuple[int, ...] | None:
    numbers = _optional(given, name, list)
    if numbers is None:
        return None
    if not all(_is(number, int) for number in numbers):
        raise ValueError(f"{name} must be a list of whole numbers")
    return tuple(numbers)


def _span(given: Mapping[str, Any], name: str) -> tuple[int, int] | None:
    numbers = _integers(given, name)
    if numbers is None:
        return None
    if len(numbers) != 2:
        raise ValueError(f"{name} has {len(numbers)} numbers; give its start and its end, in characters")
    return check_span(name, *numbers)


def _require(given: Mapping[str, Any], name: str, kind: type[_Kind]) -> _Kind:
    value = _optional(given, name, kind)
    if value is None:
        raise ValueError(f"{name} is missing; it must be {_KINDS[kind]}")
    return value


def _optional(given: Mapping[str, Any], name: str, kind: type[_Kind]) -> _Kind | None:
    value = given.get(name)
    if value is None:
        return None
    if not _is(value, kind):
        raise ValueError(f"{name} is {json.dumps(value)[:40]}; it must be {_KINDS[kind]}")
    return cast(_Kind, value)


def _is(value: object, kind: type) -> bool:
    """Tell whether a JSON value is of this kind; true is no number, and a whole number is a float too."""
    if isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if kind is float else kind)
