"""Word files (DOCX): paragraphs, headings, items with their numbers, cells and footnotes, all changes accepted.

From the archive itself, by lxml (see `trees`). Looked at: python-docx (MIT), which knows neither footnotes nor tracked
changes nor list numbers and would be used for its tree only; mammoth (BSD), which gives HTML without list numbers; and
docx2python (MIT), which marks changes up inside the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.documents.archive import Archive
from aligner.documents.blocks import Block, Extracted, Kind, UnreadableError, extracted
from aligner.documents.numbering import Counter, Level
from aligner.documents.trees import Element, local, xml_root
from aligner.text.rules.rules import words

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Deleted and moved text, alternatives for old programs, codes of fields, comments.
_NO_TEXT: Final = words("del movefrom fallback instrtext deltext ppr rpr sectpr tblpr tcpr rt")
_SIGNS: Final = {**dict.fromkeys(("tab", "br", "cr", "ptab"), " "), "nobreakhyphen": "-"}
_CONTENTS: Final = re.compile(r"(?:toc|verzeichnis|inhaltsverzeichnis|contents|table of figures)\s?\d?", re.IGNORECASE)
_HEADING: Final = re.compile(r"(?:heading|überschrift|berschrift)\s?\d|title|subtitle|titel|untertitel", re.IGNORECASE)
_DEEPEST: Final = 200


def read(data: bytes) -> Extracted:
    """Read a Word file. Raises UnreadableError for what is none, and for one with macros."""
    archive = Archive(data)
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise UnreadableError("it holds macros: save it as .docx, without them")
    main = next((name for name in archive.names if re.fullmatch(r"word/document\d*\.xml", name)), "word/document.xml")
    body = _part(archive, main)
    return extracted(_Body(archive).blocks(body))


def _part(archive: Archive, name: str) -> Element:
    # The strict variety of the format differs in its names of spaces only.
    return xml_root(archive.read(name).replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), name)


def _value(element: Element | None, child: str) -> str:
    found = element.find(f"{_W}{child}") if element is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


class _Body:
    """One way through the body, with what other parts of the file say of its paragraphs."""

    def __init__(self, archive: Archive) -> None:
        self._styles = _styles(archive)
        self._lists = _lists(archive)
        self._notes = {**_notes(archive, "footnote"), **_notes(archive, "endnote")}
        self._counter = Counter()
        self._open = ""
        self._later: list[Element] = []

    def blocks(self, element: Element, kind: Kind = "text", depth: int = 0) -> Iterator[Block]:
        """Yield the blocks of an element."""
        if depth > _DEEPEST:
            raise UnreadableError(f"its tables are nested more than {_DEEPEST} deep: save it as text")
        for child in element:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child, kind, depth)
            elif name == "tr" and child.find(f"{_W}trPr/{_W}del") is not None:
                continue
            elif name not in _NO_TEXT:
                yield from self.blocks(child, "cell" if name == "tc" else kind, depth + 1)

    def _paragraph(self, paragraph: Element, kind: Kind, depth: int) -> Iterator[Block]:
        properties = paragraph.find(f"{_W}pPr")
        style = _value(properties, "pStyle")
        text = self._open + "".join(self._words(paragraph, 0))
        self._open = ""
        if properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None:
            self._open = text  # whose end was deleted: it goes on in the next
        elif not _CONTENTS.fullmatch(self._styles.get(style, ("", "", 0))[0]):
            label = self._label(properties, style) if text.strip() else ""
            yield Block(label + text, self._kind(properties, style, kind, label))
        later, self._later = self._later, []
        for element in later:
            yield from self.blocks(element, "note" if local(element).endswith("note") else "text", depth + 1)

    def _kind(self, properties: Element | None, style: str, kind: Kind, label: str) -> Kind:
        if kind != "text":
            return kind
        if _HEADING.fullmatch(self._styles.get(style, ("", "", 0))[0]) or _value(properties, "outlineLvl"):
            return "heading"
        is_listed = properties is not None and properties.find(f"{_W}numPr") is not None
        return "item" if label or is_listed else kind

    def _label(self, properties: Element | None, style: str) -> str:
        numbered = properties.find(f"{_W}numPr") if properties is not None else None
        _, list_id, level = self._styles.get(style, ("", "", 0))
        if numbered is not None:
            list_id, given = _value(numbered, "numId"), _value(numbered, "ilvl")
            level = int(given) if given.isdecimal() and len(given) < 3 else 0
        if list_id not in self._lists:
            return ""
        name, levels = self._lists[list_id]
        return self._counter.label(name, levels, level)

    def _words(self, element: Element, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            return
        for child in element:
            name = local(child)
            if name in _SIGNS:
                yield _SIGNS[name]
            elif name == "t":
                yield child.text or ""
            elif not self._comes_later(child, name) and name not in _NO_TEXT and not _is_hidden(child, name):
                yield from self._words(child, depth + 1)

    def _comes_later(self, element: Element, name: str) -> bool:
        """Keep a note or a box of text, which interrupts no sentence, for the end of the paragraph."""
        later = element if name == "txbxcontent" else None
        if name in ("footnotereference", "endnotereference"):
            later = self._notes.get(f"{name.removesuffix('reference')} {element.get(f'{_W}id')}")
        if later is not None:
            self._later.append(later)
        return later is not None


def _is_hidden(element: Element, name: str) -> bool:
    return name == "r" and element.find(f"{_W}rPr/{_W}vanish") is not None


def _styles(archive: Archive) -> dict[str, tuple[str, str, int]]:
    """Return the name of each style by its id, and the list and level that it numbers by."""
    if "word/styles.xml" not in archive:
        return {}
    found = {}
    for style in _part(archive, "word/styles.xml").iter(f"{_W}style"):
        identifier = style.get(f"{_W}styleId", "")
        numbered = style.find(f"{_W}pPr/{_W}numPr")
        level = _value(numbered, "ilvl")
        name = _value(style, "name") or identifier
        found[identifier] = (name, _value(numbered, "numId"), int(level) if re.fullmatch("[0-8]", level) else 0)
    return found


def _lists(archive: Archive) -> dict[str, tuple[str, dict[int, Level]]]:
    """Return for each list what it counts by, and how its levels are numbered."""
    if "word/numbering.xml" not in archive:
        return {}
    root = _part(archive, "word/numbering.xml")
    forms = {form.get(f"{_W}abstractNumId", ""): _levels(form) for form in root.iter(f"{_W}abstractNum")}
    found = {}
    for number in root.iter(f"{_W}num"):
        form = _value(number, "abstractNumId")
        identifier = number.get(f"{_W}numId", "")
        starts_anew = number.find(f"{_W}lvlOverride") is not None
        found[identifier] = (f"{form} {identifier}" if starts_anew else form, forms.get(form, {}))
    return found


def _levels(form: Element) -> dict[int, Level]:
    found = {}
    for level in form.iter(f"{_W}lvl"):
        depth, start = level.get(f"{_W}ilvl", ""), _value(level, "start")
        if re.fullmatch("[0-8]", depth):
            first = int(start) if re.fullmatch("[0-9]{1,4}", start) else 1
            found[int(depth)] = Level(_value(level, "numFmt"), _value(level, "lvlText"), first)
    return found


def _notes(archive: Archive, name: str) -> dict[str, Element]:
    part = f"word/{name}s.xml"
    if part not in archive:
        return {}
    notes = _part(archive, part).iter(f"{_W}{name}")
    return {f"{name} {note.get(f'{_W}id')}": note for note in notes if not note.get(f"{_W}type")}
