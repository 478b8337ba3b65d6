"""DocBook, versions 4 and 5: paragraphs, titles, items and cells; code and what describes the book are no text.

By lxml (see `trees`): there is no library for DocBook itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aligner.documents.blocks import Block, Extracted, Kind, UnreadableError, as_code, extracted
from aligner.documents.trees import Element, local, with_characters, xml_root
from aligner.text.rules.rules import words

ROOTS: Final = words(
    "book article chapter section sect1 sect2 sect3 part refentry reference set preface appendix glossary "
    "simplesect bookinfo qandaset dedication colophon topic"
)
_NO_TEXT: Final = words(
    "programlisting programlistingco screen screenco synopsis funcsynopsis cmdsynopsis methodsynopsis "
    "classsynopsis constructorsynopsis destructorsynopsis fieldsynopsis oosynopsis screenshot imageobject "
    "videoobject indexterm index toc remark info articleinfo bookinfo chapterinfo sectioninfo sect1info "
    "refentryinfo refmeta titleabbrev footnoteref co areaspec equation informalequation inlineequation "
    "packagesynopsis enumsynopsis"
)
_WITH_TITLE: Final = words("info articleinfo bookinfo chapterinfo sectioninfo sect1info")
_KINDS: Final[dict[str, Kind]] = {
    "title": "heading",
    "subtitle": "heading",
    "bridgehead": "heading",
    "refname": "heading",
    "listitem": "item",
    "member": "item",
    "term": "item",
    "step": "item",
    "entry": "cell",
    "td": "cell",
    "th": "cell",
    "seg": "cell",
    "caption": "caption",
    "footnote": "note",
}
_BLOCKS: Final = frozenset(_KINDS) | words(
    "para simpara formalpara refpurpose attribution glossterm glossdef question answer literallayout address "
    "blockquote note tip warning caution important sidebar example informalexample figure informalfigure "
    "itemizedlist orderedlist variablelist varlistentry simplelist procedure substeps table informaltable tgroup "
    "thead tbody tfoot row tr epigraph abstract mediaobject textobject qandaentry segmentedlist"
)
_CODE: Final = words(
    "literal code function varname filename command option constant classname methodname parameter type userinput "
    "computeroutput envar systemitem property structfield structname tag sgmltag markup prompt package interfacename"
)
_DEEPEST: Final = 300


def read(text: str) -> Extracted:
    """Read DocBook."""
    return extracted(_Walk().blocks(xml_root(with_characters(text))))


class _Walk:
    """One way through a tree, which collects running text up to the next border of a block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._notes: list[Element] = []

    def blocks(self, top: Element) -> Iterator[Block]:
        """Yield the blocks of an element; footnotes come after the paragraph that they stand in."""
        yield from self._inside(top, "text", 0)
        yield from self._flushed("text")

    def _inside(self, element: Element, kind: Kind, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise UnreadableError(f"its elements are nested more than {_DEEPEST} deep: read it with --as text")
        name = local(element)
        if name in _WITH_TITLE:
            yield from _titles(element)
        if not name or name in _NO_TEXT:
            return
        if name == "footnote" and self._parts:
            self._notes.append(element)
            return
        is_block = name in _BLOCKS or name in ROOTS
        if is_block:
            yield from self._flushed(kind)
        kind = _KINDS.get(name, kind)
        yield from self._content(element, name, kind, depth)
        if is_block:
            yield from self._flushed(kind)

    def _content(self, element: Element, name: str, kind: Kind, depth: int) -> Iterator[Block]:
        at = len(self._parts)
        self._parts.append(element.text or "")
        for child in element:
            yield from self._inside(child, kind, depth + 1)
            self._parts.append(child.tail or "")
        if name in _CODE and at < len(self._parts):
            self._parts[at:] = [as_code("".join(self._parts[at:]))]

    def _flushed(self, kind: Kind) -> Iterator[Block]:
        text, self._parts = "".join(self._parts), []
        yield Block(text, kind)
        notes, self._notes = self._notes, []
        for note in notes:
            yield from self._inside(note, "note", 0)


def _titles(about: Element) -> Iterator[Block]:
    """Yield the titles in what describes a book or a part of it."""
    for title in about:
        if local(title) in ("title", "subtitle"):
            yield Block("".join(title.itertext()), "heading")
