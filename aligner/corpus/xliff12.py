"""Reading XLIFF 1.0 to 1.2 (OASIS, https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from aligner.corpus.inline_codes import breaks_of, is_deletion, white_space_of
from aligner.corpus.records import Record
from aligner.corpus.xml import Element, spaced_text
from aligner.corpus.xml_records import record_of_pairs

_NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
FILE: Final = (f"{_NAMESPACE} file", "urn:oasis:names:tc:xliff:document:1.1 file", "file")
UNIT: Final = (f"{_NAMESPACE} trans-unit", "urn:oasis:names:tc:xliff:document:1.1 trans-unit", "trans-unit")
_STUDIO: Final = "http://sdl.com/FileTypes/SdlXliff/1.0"
DEFINITIONS: Final = f"{_STUDIO} tag-defs"
_CODES: Final = frozenset({"bpt", "ept", "ph", "it", "x", "bx", "ex", "ut"})
"""Elements that hold code of the original format, or stand for it, not text."""
_APPROVED: Final = ("final", "signed-off")


def languages(file: Element) -> tuple[str, str]:
    """Return the languages that a `file` states; empty where it does not."""
    return file.attributes.get("source-language", ""), file.attributes.get("target-language", "")


def tag_definitions(definitions: Element) -> dict[str, str]:
    """Return the codes, by their ids, that are white space in what an SDLXLIFF says of its tags."""
    return breaks_of((tag.attributes.get("id", ""), " ".join(_said(tag))) for tag in definitions.all(f"{_STUDIO} tag"))


def records(unit: Element, breaks: Mapping[str, str]) -> Iterator[Record]:
    """Yield the records of a `trans-unit`: those of `seg-source` where it has one, else one of the whole.

    `breaks` are the ids of codes that are white space. What is not to be translated, and was not, is left out.
    """
    prefix = unit.tag.removesuffix("trans-unit")
    source, target = unit.first(f"{prefix}source"), unit.first(f"{prefix}target")
    notes = [note.text() for note in unit.all(f"{prefix}note")]
    status = _status(unit, target)
    segmented = unit.first(f"{prefix}seg-source")
    parts = dict(_parts(segmented)) if segmented else {}
    if not parts:
        parts, translated = {"": source} if source else {}, {"": target} if target else {}
    else:
        translated = dict(_parts(target)) if target else {}
        if target and not translated:  # in one piece: the parts of the source have no counterparts of their own
            whole = source or segmented
            parts, translated = {"": whole} if whole else {}, {"": target}

    def code(inside: Element) -> str | None:
        return _code(inside, breaks)

    for number, part in parts.items():
        texts = spaced_text(part, code), spaced_text(translated.get(number), code)
        if not unit.translate and texts[1] in ("", texts[0]):
            continue
        yield record_of_pairs(texts, notes, (), "")._replace(status=status)
        notes = []  # those of a unit stand at its first segment


def _status(unit: Element, target: Element | None) -> str:
    state = target.attributes.get("state", "") if target else ""
    return "accepted" if unit.attributes.get("approved") == "yes" or state in _APPROVED else ""


def _parts(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the numbered segments inside, at whatever depth."""
    for child in element.children:
        if isinstance(child, Element):
            kind = child.attributes.get("mtype", "") if child.tag.split()[-1] == "mrk" else ""
            if kind == "seg":
                yield child.attributes.get("mid", ""), child
            elif not is_deletion(kind):
                yield from _parts(child)


def _said(tag: Element) -> Iterator[str]:
    """Yield what a definition holds: texts, and the names that it gives, as in a tag."""
    for child in tag.children:
        if isinstance(child, str):
            yield child
        else:
            yield f"<{child.attributes.get('name', '')}>"
            yield from _said(child)


def _code(inside: Element, breaks: Mapping[str, str]) -> str | None:
    name, attributes = inside.tag.split()[-1], inside.attributes
    if name == "mrk":
        return "" if is_deletion(attributes.get("mtype", "")) else None
    if name not in _CODES:
        return None
    space = white_space_of(attributes.get("ctype", ""), attributes.get("equiv-text", ""), inside.text())
    return space or breaks.get(attributes.get("id", ""), "")
