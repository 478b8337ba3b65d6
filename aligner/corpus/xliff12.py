"""Reading XLIFF 1.0 to 1.2 (OASIS, https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from aligner.corpus.records import Record
from aligner.corpus.whitespace import spaced_text
from aligner.corpus.xml import Element
from aligner.corpus.xml_records import record_of_pairs

_NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
FILE: Final = (f"{_NAMESPACE} file", "urn:oasis:names:tc:xliff:document:1.1 file", "file")
UNIT: Final = (f"{_NAMESPACE} trans-unit", "urn:oasis:names:tc:xliff:document:1.1 trans-unit", "trans-unit")
_CODES: Final = frozenset({"bpt", "ept", "ph", "it"})
"""Elements that hold code of the original format, not text."""
_APPROVED: Final = ("final", "signed-off")


def languages(file: Element) -> tuple[str, str]:
    """Return the languages that a `file` states; empty where it does not."""
    return file.attributes.get("source-language", ""), file.attributes.get("target-language", "")


def records(unit: Element) -> Iterator[Record]:
    """Yield the records of a `trans-unit`: those of `seg-source` where it has one, else one of the whole.

    Raises ValueError where there is no source.
    """
    prefix = unit.tag.removesuffix("trans-unit")
    source, target = unit.first(f"{prefix}source"), unit.first(f"{prefix}target")
    if source is None:
        raise ValueError("the trans-unit has no source; delete it")
    notes = [note.text() for note in unit.all(f"{prefix}note")]
    status = _status(unit, target)
    segmented = unit.first(f"{prefix}seg-source")
    parts = dict(_parts(segmented)) if segmented else {}
    if not parts:
        parts, translated = {"": source}, {"": target} if target else {}
    else:
        translated = dict(_parts(target)) if target else {}
        if target and not translated:  # in one piece: the parts of the source have no counterparts of their own
            parts, translated = {"": source}, {"": target}
    for number, part in parts.items():
        texts = spaced_text(part, _code), spaced_text(translated.get(number), _code)
        yield replace(record_of_pairs(texts, notes, (), ""), status=status)
        notes = []  # those of a unit stand at its first segment


def _status(unit: Element, target: Element | None) -> str:
    state = target.attributes.get("state", "") if target else ""
    return "accepted" if unit.attributes.get("approved") == "yes" or state in _APPROVED else ""


def _parts(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the numbered segments inside, at whatever depth."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag.split()[-1] == "mrk" and child.attributes.get("mtype") == "seg":
                yield child.attributes.get("mid", ""), child
            else:
                yield from _parts(child)


def _code(inside: Element) -> str | None:
    if inside.attributes.get("ctype") == "lb":
        return "\n"
    return "" if inside.tag.split()[-1] in _CODES else None
