"""What a segment holds beside its texts as pairs of strings, and records of such: for XML that has room for them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from aligner.corpus.json_records import json_of, record_of
from aligner.corpus.json_values import parse, parse_signature
from aligner.corpus.records import Record
from aligner.corpus.segment import Segment
from aligner.corpus.xml import exact, holdable, restored

MARK: Final = "bead"
"""The name that tells a segment which was written here from one of another program."""
_FLAG: Final = "flag"
_ELSEWHERE: Final = frozenset({"id", "source", "target", "note", "evidence", "flags"})
_DERIVED: Final = frozenset({"flags", "severity"})
_STRINGS: Final = frozenset({"bead", "status", "document"})
_TEXTS: Final = ("source", "target", "note")


def pairs_of(segment: Segment, kept_elsewhere: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield names and values: one pair a field that is not empty, one `flag` (JSON) for each flag.

    Values other than strings are JSON in ASCII. A text that XML cannot hold as it is has a second form, from which it
    can be restored, in `exact-source`, `exact-target` and `exact-note`; but not those `kept_elsewhere`.
    """
    fields = json_of(segment)
    for name, value in fields.items():
        if name not in _ELSEWHERE and value not in (None, "", {}):
            yield name.replace("_", "-"), value if isinstance(value, str) else json.dumps(value)
    if segment.flags:
        yield "flags", ",".join(flag.name for flag in segment.flags)
    for flag in fields["flags"]:
        yield _FLAG, json.dumps(flag)
    for name in _TEXTS:
        form = exact(fields[name])
        if form is not None and name not in kept_elsewhere:
            yield f"exact-{name}", form


def record_of_pairs(
    texts: tuple[str, str], notes: Sequence[str], found: Sequence[tuple[str, str]], identifier: str
) -> Record:
    """Return a segment's record; `found` are its pairs, `notes` the evidence of its flags and the reviser's notes.

    Where no pair shows that it was written here, all but texts and notes is passed over. Raises ValueError for a value
    that does not follow its format.
    """
    source, target = texts
    if not any(name == MARK for name, _ in found):
        return record_of({"source": source, "target": target, "note": "\n".join(filter(None, notes))})
    values: dict[str, Any] = {"id": parsed("id", identifier) if identifier else None}
    values["flags"] = [parsed(_FLAG, value) for name, value in found if name == _FLAG]
    exact_forms = {name: value for name, value in found if name.startswith("exact-")}
    for name, value in found:
        key = name.replace("-", "_")
        if key in _STRINGS:
            values[key] = value
        elif name != _FLAG and key not in _DERIVED and name not in exact_forms:
            values[key] = parsed(name, value)
    values["source"] = restored(source, exact_forms.get("exact-source"))
    values["target"] = restored(target, exact_forms.get("exact-target"))
    values["note"] = restored("\n".join(_without_evidence(notes, values["flags"])), exact_forms.get("exact-note"))
    return record_of(values)


def parsed(name: str, value: str) -> Any:  # noqa: ANN401  (whatever the field is)
    """Return the value of a pair that is JSON. Raises ValueError, with the pair's name, where it is none."""
    try:
        return parse(value)
    except ValueError as error:
        raise ValueError(f"{name} is {value[:40]!r}, which is not JSON; delete it, or write the file again") from error


def signature_in(value: str) -> dict[str, Any]:
    """Return the signature of a file's header, empty where it is no object. Raises ValueError where it is no JSON."""
    try:
        return parse_signature(value) or {}
    except ValueError as error:
        raise ValueError(f"signature is {value[:40]!r}, which is not JSON; delete it") from error


def _without_evidence(notes: Sequence[str], flags: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the notes that are not the message of a flag, each of which accounts for one."""
    left = list(notes)
    for flag in flags:
        message = flag.get("message") if isinstance(flag, dict) else None
        if isinstance(message, str) and holdable(message) in left:
            left.remove(holdable(message))
    return left
