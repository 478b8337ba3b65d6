"""The corpus as a translation memory: TMX 1.4b (LISA, https://www.gala-global.org/tmx-14b)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aligner.corpus.inline_codes import is_deletion, white_space_of
from aligner.corpus.language_codes import primary
from aligner.corpus.languages import Wanted, note_languages, source_index, tags_of, target_index
from aligner.corpus.records import Assembler, Record
from aligner.corpus.segment import Segment
from aligner.corpus.xml import Element, escaped, quoted, read_elements, spaces_collapsed
from aligner.corpus.xml_records import MARK, pairs_of, record_of_pairs, signature_in
from aligner.errors import CorpusError
from aligner.version import __version__

_TOOL: Final = "aligner"
_CODES: Final = frozenset({"bpt", "ept", "ph", "it", "ut", "x"})
"""Elements that hold code of the original format, not text."""
_DOCUMENT: Final = "x-document"
_SIGNATURE: Final = "x-signature"
_MARKED: Final = "\x1f"
"""Stands for a code that is white space, until it is known what is beside it; no XML holds it."""
_GAP: Final = re.compile(r"[ \t\r\n]*\x1f[ \t\r\n\x1f]*")


def dump(segments: Sequence[Segment], signature: Mapping[str, Any]) -> Iterator[str]:
    """Yield the file piece by piece.

    A segment is a `tu`: its fields are `prop`s, the evidence of its flags and the reviser's note are `note`s. A null
    bead has one `tuv` only. What XML cannot hold becomes U+FFFD in the text, and stands in full in a `prop`.
    """
    languages = tags_of(segments, signature)
    return dump_units((Unit(segment, languages) for segment in segments), languages[0], signature)


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment with the languages of its sides and, where there are several, the document that it comes from."""

    segment: Segment
    languages: tuple[str, str]
    document: str = ""


def dump_units(units: Iterable[Unit], language: str, signature: Mapping[str, Any]) -> Iterator[str]:
    """Yield the file piece by piece; `language` is that of most sources. See `dump`."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    yield (
        f'<header creationtool="{_TOOL}" creationtoolversion={quoted(__version__)} segtype="block" o-tmf="{_TOOL}" '
        f'adminlang="en" srclang={quoted(language)} datatype="plaintext">\n'
        f'<prop type="{_SIGNATURE}">{escaped(json.dumps(signature))}</prop>\n</header>\n<body>\n'
    )
    for unit in units:
        yield from _unit(unit, language)
    yield "</body>\n</tmx>\n"


def load(path: Path, signature: dict[str, Any], wanted: Wanted = (None, None)) -> Iterator[Segment]:
    """Yield the segments of a memory of any program, and put what its header says of the run into `signature`.

    Inline codes are left out. The source is the language wanted, else `srclang`, else the first; the target is the one
    wanted, or the other. Raises CorpusError, with file and line.
    """
    assembler = Assembler()
    stated = ""
    for element in read_elements(path, (), ("header", "tu"), _local_name):
        try:
            if element.tag == "header":
                stated = element.attributes.get("srclang", "")
                _read_signature(element, signature)
            elif element.tag == "tu":
                stated = stated if primary(stated) else _source_language(element, stated)
                record, languages = _read_unit(element, stated, wanted)
                if record.kind is not None or record.source.strip() or record.target.strip():
                    note_languages(signature, *languages)
                    yield assembler.add(record)
            elif element.tag != "tmx":
                raise ValueError(f"is not TMX: its first element is {element.tag.split()[-1]}; give a TMX file")
        except ValueError as error:
            raise CorpusError(f"{path}:{element.line}: {error}") from error


def _unit(unit: Unit, usual: str) -> Iterator[str]:
    segment, languages = unit.segment, unit.languages
    source = "" if languages[0] == usual else f" srclang={quoted(languages[0])}"
    yield f'<tu tuid="{segment.id}"{source}>\n'
    for message in filter(None, (*(flag.message for flag in segment.flags), segment.note)):
        yield f"<note>{escaped(message)}</note>\n"
    for name, value in pairs_of(segment):
        yield f'<prop type="x-{name}">{escaped(value)}</prop>\n'
    if unit.document:
        yield f'<prop type="{_DOCUMENT}">{escaped(unit.document)}</prop>\n'
    bead = segment.bead
    sides = (
        (languages[0], segment.source, bead.source_end - bead.source_start),
        (languages[1], segment.target, bead.target_end - bead.target_start),
    )
    for language, text, size in sides:
        if text or size:
            yield f"<tuv xml:lang={quoted(language)}><seg>{escaped(text)}</seg></tuv>\n"
    yield "</tu>\n"


def _read_signature(header: Element, signature: dict[str, Any]) -> None:
    for prop in header.all("prop"):
        if prop.attributes.get("type") == _SIGNATURE:
            signature.update(signature_in(prop.text()))


def _local_name(tag: str) -> str:
    """Return the name without its namespace: TMX has none, but some programs give it one."""
    return tag.split()[-1]


def _source_language(unit: Element, stated: str) -> str:
    """Return the source language of a corpus whose header states none: that of its first unit that does.

    It holds for all units, so that the sides of a corpus are one language each.
    """
    variants = [variant.language() for variant in unit.all("tuv")]
    if len(variants) < 2 or any(name == MARK for name, _ in _properties(unit)):
        return stated
    return next(filter(primary, [unit.attributes.get("srclang", ""), *variants]), stated)


def _read_unit(unit: Element, stated: str, wanted: Wanted) -> tuple[Record, tuple[str, str]]:
    variants = list(unit.all("tuv"))
    if not variants:
        return Record("", ""), ("", "")
    found = _properties(unit)
    notes = [note.text() for note in unit.all("note")]
    source, target = _sides(variants, stated, wanted, dict(found))
    for variant in filter(None, (source, target)):
        notes.extend(note.text() for note in variant.all("note"))
    reader = _text if MARK in dict(found) else _foreign_text
    record = record_of_pairs((reader(source), reader(target)), notes, found, unit.attributes.get("tuid", ""))
    return record, (source.language() if source else "", target.language() if target else "")


def _properties(unit: Element) -> list[tuple[str, str]]:
    named = [(prop.attributes.get("type", ""), prop.text()) for prop in unit.all("prop")]
    return [(name.removeprefix("x-"), value) for name, value in named if name.startswith("x-")]


def _sides(
    variants: Sequence[Element], stated: str, wanted: Wanted, found: dict[str, str]
) -> tuple[Element | None, Element | None]:
    """Return the variants of source and target; None where a side has none."""
    if len(variants) == 1:
        return (None, variants[0]) if _is_target(variants[0], stated, wanted, found) else (variants[0], None)
    tags = [variant.language() for variant in variants]
    if len(set(tags)) == 1 and len(tags) == 2:  # both undetermined, say: only their order tells
        return variants[0], variants[1]
    source = source_index(tags, stated, wanted)
    if MARK in found and source != source_index(tags, stated, (None, None)):
        raise ValueError(f"the source language is {stated}; leave out --source-lang and --target-lang")
    target = target_index(tags, source, wanted)
    return variants[source], None if target is None else variants[target]


def _is_target(variant: Element, stated: str, wanted: Wanted, found: dict[str, str]) -> bool:
    kind = found.get(MARK)
    if kind is not None:
        return kind.startswith("0-")
    source = primary(wanted[0] or stated)
    if not source or not primary(variant.language()):
        return False
    return primary(variant.language()) != source


def _text(variant: Element | None) -> str:
    """Return the text of a variant, to the letter."""
    segment = variant.first("seg") if variant else None
    return "" if segment is None else segment.text(_code)


def _foreign_text(variant: Element | None) -> str:
    """Return the text of a variant; of one that is laid out over lines, without the white space of that."""
    text = _GAP.sub(" ", _text(variant))
    laid_out = text.strip(" \t")
    if laid_out.startswith("\n") and laid_out.endswith("\n"):
        return spaces_collapsed(text)
    return text.strip("\r\n") if text.strip() else ""


def _code(inside: Element) -> str | None:
    if inside.tag == "hi" and is_deletion(inside.attributes.get("type", "")):
        return ""
    if inside.tag not in _CODES:
        return None
    return _MARKED if white_space_of(inside.attributes.get("type", ""), inside.text()) else ""
