"""Segments as JSON has them, in plain values by name, and records of such: for formats that hold a segment in full."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from aligner.checks.dismissal import dismissal_key
from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus.records import Record, check_share, check_span
from aligner.corpus.segment import Revision, Segment

_Kind = TypeVar("_Kind")
_DIGITS = 6
_KINDS = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def json_of(segment: Segment) -> dict[str, Any]:
    """Return the fields in the order of the contract, ready for JSON; probabilities have six decimals.

    `dismissed` and `revision` are there only where they are not empty.
    """
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
    if segment.dismissed:
        values["dismissed"] = list(segment.dismissed)
    if segment.revision is not None and (revision := _revision(segment.revision)):
        values["revision"] = revision
    return values


def record_of(given: Mapping[str, Any]) -> Record:
    """Return the record of what a file states by name.

    Only `source` and `target` must be there; unknown names are passed over. Raises ValueError for a value of another
    kind or out of range.
    """
    return Record(
        source=_require(given, "source", str),
        target=_require(given, "target", str),
        id=optional(given, "id", int),
        kind=optional(given, "bead", str),
        similarity=optional(given, "similarity", float),
        confidence=optional(given, "confidence", float),
        flags=tuple(_read_flag(flag) for flag in optional(given, "flags", list) or []),
        scores=_scores(optional(given, "scores", dict) or {}),
        source_sentences=_integers(given, "source_sentences"),
        target_sentences=_integers(given, "target_sentences"),
        source_span=_span(given, "source_span"),
        target_span=_span(given, "target_span"),
        status=optional(given, "status", str) or "",
        note=optional(given, "note", str) or "",
        dismissed=_keys(given),
        revision=_read_revision(optional(given, "revision", dict) or {}),
    )


def optional(given: Mapping[str, Any], name: str, kind: type[_Kind]) -> _Kind | None:
    """Return the value of that name, None where there is none. Raises ValueError where it is of another kind."""
    value: _Kind | None = given.get(name)
    if value is not None and type(value) is not kind and not _is(value, kind):
        raise ValueError(f"{name} is {json.dumps(value)[:40]}; it must be {_KINDS[kind]}")
    return value


def _rounded(value: float | None) -> float | None:
    # Beyond that, digits depend on the processor, and the same run must give the same file.
    return None if value is None else round(float(value), _DIGITS)


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


def _revision(revision: Revision) -> dict[str, str]:
    """Return what is known; a text before it was edited may have been empty."""
    texts = {"source": revision.source, "target": revision.target}
    more = {"time": revision.time, "by": revision.by}
    return {
        **{name: text for name, text in texts.items() if text is not None},
        **{name: value for name, value in more.items() if value},
    }


def _read_revision(given: Mapping[str, Any]) -> Revision | None:
    found = Revision(
        source=optional(given, "source", str),
        target=optional(given, "target", str),
        time=optional(given, "time", str) or "",
        by=optional(given, "by", str) or "",
    )
    return None if found == Revision() else found


def _read_flag(given: object) -> Flag:
    if not isinstance(given, dict):
        raise ValueError("flags must be a list of objects")
    severity = _require(given, "severity", str)
    if severity not in SEVERITIES:
        raise ValueError(f"severity is {severity!r}; use one of {', '.join(SEVERITIES)}")
    probability = optional(given, "probability", float)
    check_share("probability", probability)
    return Flag(
        name=_require(given, "name", str),
        category=optional(given, "category", str) or "",
        severity=severity,
        probability=probability,
        source_span=_span(given, "source_span"),
        target_span=_span(given, "target_span"),
        message=optional(given, "message", str) or "",
    )


def _scores(given: Mapping[str, Any]) -> dict[str, float] | None:
    for name in given:
        check_share(f"scores.{name}", _require(given, name, float))
    return {name: float(score) for name, score in given.items()} or None


def _keys(given: Mapping[str, Any]) -> tuple[str, ...]:
    keys = optional(given, "dismissed", list) or []
    if not all(_is(key, str) for key in keys):
        raise ValueError("dismissed must be a list of the keys of flags, which are strings")
    return tuple(keys)


def _integers(given: Mapping[str, Any], name: str) -> tuple[int, ...] | None:
    numbers = optional(given, name, list)
    if numbers is None:
        return None
    if not all(type(number) is int or _is(number, int) for number in numbers):
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
    value = optional(given, name, kind)
    if value is None:
        raise ValueError(f"{name} is missing; it must be {_KINDS[kind]}")
    return value


def _is(value: object, kind: type) -> bool:
    """Tell whether a JSON value is of this kind; true is no number, and a whole number is a float too."""
    if isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if kind is float else kind)
