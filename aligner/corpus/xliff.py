"""The corpus for translation tools: XLIFF 2.1 (OASIS, https://docs.oasis-open.org/xliff/xliff-core/v2.1/).

Read are XLIFF 2.0 to 2.2 and, in `xliff12`, XLIFF 1.x.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from aligner.corpus import xliff12
from aligner.corpus.inline_codes import breaks_of, is_deletion, white_space_of
from aligner.corpus.language_codes import primary
from aligner.corpus.languages import Wanted, note_languages, tags_of
from aligner.corpus.records import Assembler, Record
from aligner.corpus.segment import Segment
from aligner.corpus.xml import Element, escaped, quoted, read_elements, spaced_text, split_unholdable
from aligner.corpus.xml_records import pairs_of, record_of_pairs, signature_in
from aligner.errors import CorpusError, OutputError

_CORE: Final = "urn:oasis:names:tc:xliff:document:2."
_METADATA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
_CODES: Final = frozenset({"ph", "sc", "ec"})
"""Elements that stand for code of the original format."""
_TOOL: Final = "aligner"
_STATES: Final = {"": "translated", "accepted": "final", "edited": "reviewed", "rejected": "initial"}
_APPROVED: Final = ("reviewed", "final")
_PRIORITIES: Final = {"critical": 1, "major": 3, "minor": 7}
_NOTE: Final = "review"
_OWN_PROPERTIES: Final = ("source", "target")
"""Texts whose odd characters XLIFF can hold, by `cp`."""


def dump(segments: Sequence[Segment], signature: Mapping[str, Any]) -> Iterator[str]:
    """Yield the file piece by piece.

    A segment is a `unit` of one `segment`: its fields are metadata (`mda`), the evidence of its flags and the reviser's
    note are notes. `state` follows from the status, which `subState` gives in full. An omission has no `target` and
    the state `initial`, an addition an empty `source`. Matches (`mtc`) are not used: they are for other translations of
    a text than the one in `target`.

    Raises OutputError where there is no segment: XLIFF needs a unit.
    """
    if not segments:
        raise OutputError("an XLIFF file needs at least one segment, and there is none; write a TSV")
    source, target = tags_of(segments, signature)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    translated = f" trgLang={quoted(target)}" if any(map(_has_target, segments)) else ""
    yield f'<xliff xmlns="{_CORE}0" xmlns:mda="{_METADATA}" version="2.1" srcLang={quoted(source)}{translated}>\n'
    yield f'<file id="f1"{_original(signature)} xml:space="preserve">\n'
    yield from _metadata([("signature", json.dumps(signature))])
    for segment in segments:
        yield from _unit(segment)
    yield "</file>\n</xliff>\n"


def load(path: Path, signature: dict[str, Any], wanted: Wanted = (None, None)) -> Iterator[Segment]:
    """Yield the segments of a file of any program, and put what it says of the run into `signature`.

    Inline codes are left out. Where white space is not to be preserved, each run of it is a space. Raises CorpusError,
    with file and line, also where the languages are not those `wanted`.
    """
    assembler = Assembler()
    breaks: dict[str, str] = {}
    for element in read_elements(path, xliff12.FILE, (*_whole_tags(), *xliff12.UNIT, xliff12.DEFINITIONS)):
        name = element.tag.split()[-1]
        try:
            if name == "unit":
                yield from map(assembler.add, filter(_has_text, _read_unit(element)))
            elif name == "trans-unit":
                yield from map(assembler.add, filter(_has_text, xliff12.records(element, breaks)))
            elif element.tag == xliff12.DEFINITIONS:
                breaks = xliff12.tag_definitions(element)
            elif name == "metadata":
                _read_signature(element, signature)
            elif name in ("xliff", "file"):
                breaks = {}
                _read_languages(element, signature, wanted)
            else:
                raise ValueError(f"is not XLIFF: its first element is {name}; give an XLIFF file")
        except ValueError as error:
            raise CorpusError(f"{path}:{element.line}: {error}") from error


def _whole_tags() -> Iterator[str]:
    for minor in range(3):
        yield f"{_CORE}{minor} unit"
    yield f"{_METADATA} metadata"


def _has_text(record: Record) -> bool:
    """Tell whether a record of another program has text; one that was written here may have lost it."""
    return record.kind is not None or bool(record.source.strip() or record.target.strip())


def _has_target(segment: Segment) -> bool:
    """Tell whether the segment gets a `target`: a segment without one can be `initial` only."""
    bead = segment.bead
    return bool(segment.target or segment.status or bead.target_start < bead.target_end)


def _original(signature: Mapping[str, Any]) -> str:
    known = signature.get("source")
    name = known.get("name") if isinstance(known, dict) else None
    return f" original={quoted(name)}" if isinstance(name, str) and name else ""


def _unit(segment: Segment) -> Iterator[str]:
    yield f'<unit id="{segment.id}">\n'
    yield from _metadata(pairs_of(segment, _OWN_PROPERTIES))
    yield from _notes(segment)
    state = _STATES[segment.status] if _has_target(segment) else "initial"
    more = f' subState="{_TOOL}:{segment.status}"' if segment.status else ""
    yield f'<segment id="s1" state="{state}"{more}>\n<source>{_content(segment.source)}</source>\n'
    if _has_target(segment):
        yield f"<target>{_content(segment.target)}</target>\n"
    yield "</segment>\n</unit>\n"


def _metadata(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<mda:metadata>\n<mda:metaGroup category="{_TOOL}">\n'
    for name, value in found:
        yield f'<mda:meta type="{name}">{escaped(value)}</mda:meta>\n'
    yield "</mda:metaGroup>\n</mda:metadata>\n"


def _notes(segment: Segment) -> Iterator[str]:
    notes = []
    for flag in segment.flags:
        if flag.message:
            sides = [side for side, span in (("source", flag.source_span), ("target", flag.target_span)) if span]
            applies = f' appliesTo="{sides[0]}"' if len(sides) == 1 else ""
            about = f'category={quoted(f"flag:{flag.name}")} priority="{_PRIORITIES[flag.severity]}"{applies}'
            notes.append(f"{about}>{escaped(flag.message)}")
    if segment.note:
        notes.append(f'category="{_NOTE}">{escaped(segment.note)}')
    if notes:
        yield "<notes>\n"
        for number, note in enumerate(notes, 1):
            yield f'<note id="n{number}" {note}</note>\n'
        yield "</notes>\n"


def _content(text: str) -> str:
    """Return the text with `cp` for each character that XML cannot hold."""
    return "".join(
        escaped(piece) + (f'<cp hex="{ord(odd):04X}"/>' if odd else "") for piece, odd in split_unholdable(text)
    )


def _read_languages(element: Element, signature: dict[str, Any], wanted: Wanted) -> None:
    """Note what `xliff` or, in version 1, `file` states."""
    languages = xliff12.languages(element)
    if not any(languages):
        languages = element.attributes.get("srcLang", ""), element.attributes.get("trgLang", "")
    for side, language, code in zip(("source", "target"), languages, wanted, strict=True):
        if code is not None and primary(language) not in ("", primary(code)):
            raise ValueError(f"the {side} language is {language}, not {code}; leave out --{side}-lang")
    note_languages(signature, *languages)


def _read_signature(metadata: Element, signature: dict[str, Any]) -> None:
    for name, value in _pairs(metadata):
        if name == "signature" and (found := signature_in(value)):
            signature.clear()  # of the languages that the file's tags state: it knows more
            signature.update(found)


def _pairs(metadata: Element) -> list[tuple[str, str]]:
    return [
        (meta.attributes.get("type", ""), meta.text())
        for group in metadata.all(f"{_METADATA} metaGroup")
        if group.attributes.get("category") == _TOOL
        for meta in group.all(f"{_METADATA} meta")
    ]


def _read_unit(unit: Element) -> Iterator[Record]:
    core = unit.tag.split()[0]
    segments = list(unit.all(f"{core} segment"))
    metadata = unit.first(f"{_METADATA} metadata")
    found = _pairs(metadata) if metadata and len(segments) == 1 else []
    noted = unit.first(f"{core} notes")
    notes = [note.text() for note in noted.all(f"{core} note")] if noted else []
    original = unit.first(f"{core} originalData")
    data = original.all(f"{core} data") if original else ()
    breaks = breaks_of((piece.attributes.get("id", ""), piece.text()) for piece in data)

    def code(inside: Element) -> str | None:
        return _code(inside, breaks)

    for segment in segments:
        texts = (
            spaced_text(segment.first(f"{core} source"), code),
            spaced_text(segment.first(f"{core} target"), code),
        )
        own = [(name, value) for name, value in found if name != "status"]
        if not own and not unit.translate and texts[1] in ("", texts[0]):
            continue
        status = _status(segment)
        if own and status:
            own.append(("status", status))
        record = record_of_pairs(texts, notes, own, unit.attributes.get("id", ""))
        yield record if own else record._replace(status=status)
        notes = []  # those of a unit stand at its first segment


def _status(segment: Element) -> str:
    tool, _, status = segment.attributes.get("subState", "").partition(":")
    if tool == _TOOL:
        return status
    return "accepted" if segment.attributes.get("state") in _APPROVED else ""


def _code(inside: Element, breaks: Mapping[str, str]) -> str | None:
    name, attributes = inside.tag.split()[-1], inside.attributes
    if name == "cp":
        return _character(attributes.get("hex", ""))
    if name == "mrk" and is_deletion(attributes.get("type", "")):
        return ""
    if name not in _CODES:
        return None
    space = white_space_of(attributes.get("subType", ""), attributes.get("equiv", ""), attributes.get("disp", ""))
    return space or breaks.get(attributes.get("dataRef", ""), "")


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        raise ValueError(
            f"cp has the code {code!r}, which is not a character; write a code point such as 001F"
        ) from None
