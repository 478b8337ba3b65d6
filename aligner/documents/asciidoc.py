"""AsciiDoc: paragraphs, headings, items and cells; code, comments, attributes and macros are no text.

Read here: asciidoc and asciidoc3 are GPL, Asciidoctor is a Ruby program, and no other library for Python is kept up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.documents.blocks import Block, Extracted, Kind, extracted

_CODE: Final = re.compile(r"-{4,}|\.{4,}|\+{4,}|/{4,}|```.*|~{4,}$")
_BORDER: Final = re.compile(r"={4,}|\*{4,}|_{4,}|--|!===|\+")
_TABLE: Final = re.compile(r"[|,:!]={3,}")
_HEADING: Final = re.compile(r"(?:={1,6}|#{1,6})\s+(\S.*?)(?:\s+=+)?$")
_UNDERLINE: Final = re.compile(r"([=\-~^+])\1{2,}")
_ATTRIBUTE: Final = re.compile(r":!?[\w-]+!?:(?:\s.*)?$")
_MACRO: Final = re.compile(r"[a-z][\w-]*::\S*\[.*\]$")
_PICTURE: Final = re.compile(r"image::[^\s\[]{1,400}\[\s*(?!\w+=)\"?([^\[\]\",=]{1,400})[^\[\]]*\]$")
_LIST: Final = re.compile(r"[-*]{1,5}\s+(?:\[[ *x]\]\s+)?|\.{1,5}\s+|\d{1,3}\.\s+|[a-z]\.\s+|<(?:\d+|\.)>\s+")
_LABEL: Final = re.compile(r"(\S.{0,200}?)(?::{2,4}|;;)(?:\s+(.*))?$")
_LINE_OF_BLOCK: Final = re.compile(r"\[.*\]$")
_TITLE: Final = re.compile(r"\.(?=[^\s.])(.*)$")
_ADMONITION: Final = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+")
_CELL: Final = re.compile(r"(?:^|(?<=\s))(?:\d*(?:\.\d+)?[*+])?[<^>.]*[adehlmsv]?\|")
_INLINE: Final = (
    (re.compile(r"\(\(\(.{0,300}?\)\)\)"), ""),
    (re.compile(r"\(\(([^()]{1,200})\)\)"), r"\1"),
    (re.compile(r"\[\[[^\[\]]{1,100}\]\]"), ""),
    (re.compile(r"footnote(?:ref)?:\S{0,60}\[[^\[\]]{0,2000}\]"), ""),
    (re.compile(r"(?:image|icon|indexterm2?|anchor):[^\s\[]{0,200}\[[^\[\]]{0,400}\]"), ""),
    (re.compile(r"<<[^<>,]{1,200},\s*([^<>]{1,200})>>"), r"\1"),
    (re.compile(r"<<([^<>]{1,200})>>"), ""),
    (re.compile(r"(?:https?|ftp|mailto|link|xref|irc):[^\s\[]{1,500}\[([^\[\]]{1,500}?)\^?\]"), r"\1"),
    (re.compile(r"(?:kbd|btn|pass|menu|stem|latexmath):[\w,]{0,60}\[([^\[\]]{0,300})\]"), r"\1"),
    (re.compile(r"\{(?:nbsp|sp|zwsp|empty|blank)\}"), " "),
    (re.compile(r"(?<!\w)\[[.#][^\[\]]{1,80}\](?=[#*_`])"), ""),
    (re.compile(r"(\*\*|__|##)(?=\S)(.{1,800}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(``|\+\+)(?=\S)(.{1,800}?)(?<=\S)\1"), r"`\2`"),
    (re.compile(r"(?<![\w*])([*_#])(?=\S)([^\n]{1,800}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(?<![\w`])\+(?=\S)([^\n+]{1,800}?)(?<=\S)\+(?!\w)"), r"`\1`"),
    (re.compile(r"`{2,}(?=[^\s`])([^`\n]{1,800})`{2,}"), r"`\1`"),
    (re.compile(r"(?<=\w)\s\+$", re.MULTILINE), ""),
)


def read(text: str) -> Extracted:
    """Read AsciiDoc."""
    return extracted(Block(_plain(block.text), block.kind) for block in _Lines(text).blocks())


def _plain(text: str) -> str:
    for pattern, shown in _INLINE:
        text = pattern.sub(shown, text)
    return text


class _Lines:
    """One way through the lines of a document, which collects a paragraph up to its end."""

    def __init__(self, text: str) -> None:
        self._rows = text.replace("\ufeff", "", 1).splitlines()
        self._at = 0
        self._paragraph: list[str] = []
        self._kind: Kind = "text"
        self._in_list = False

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the document."""
        while self._at < len(self._rows):
            row = self._rows[self._at].rstrip()
            self._at += 1
            yield from self._block_of(row)
        yield from self._flushed()

    def _block_of(self, row: str) -> Iterator[Block]:
        if not row.strip():
            yield from self._flushed()
        elif _TABLE.fullmatch(row):
            yield from self._flushed()
            yield from self._cells(row)
        elif _CODE.fullmatch(row) and not self._is_underline(row):
            yield from self._flushed()
            self._skip_to(row)
        elif self._is_underline(row):
            self._kind = "heading"
            yield from self._flushed()
        elif not self._paragraph and row[0] in " \t" and not self._in_list:
            self._skip_literal()
        elif picture := _PICTURE.match(row):
            yield from self._flushed()
            yield Block(picture[1], "caption")
        elif row.startswith("//") or _ATTRIBUTE.match(row) or _MACRO.match(row):
            pass
        elif _BORDER.fullmatch(row) or _LINE_OF_BLOCK.match(row):
            yield from self._flushed()
        else:
            yield from self._text(row)

    def _text(self, row: str) -> Iterator[Block]:
        stripped = row.strip()
        if heading := _HEADING.match(row):
            yield from self._flushed()
            self._in_list = False
            yield Block(heading[1], "heading")
        elif item := _LIST.match(stripped):
            yield from self._flushed()
            mark = item[0].strip()
            self._in_list, self._kind = True, "item"
            self._paragraph = [(f"{mark} " if mark[0].isalnum() else "") + stripped[item.end() :]]
        elif not self._paragraph and (label := _LABEL.match(stripped)):
            self._in_list = True
            yield Block(label[1], "item")
            self._kind = "item"
            self._paragraph = [label[2]] if label[2] else []
        elif not self._paragraph and (title := _TITLE.match(row)):
            yield Block(title[1], "caption")
        else:
            if not self._paragraph and row[0] not in " \t":
                self._in_list = False
            self._paragraph.append(stripped if self._paragraph else _ADMONITION.sub("", stripped, count=1))

    def _flushed(self) -> Iterator[Block]:
        if self._paragraph:
            yield Block("\n".join(self._paragraph), self._kind)
        self._paragraph, self._kind = [], "text"

    def _is_underline(self, row: str) -> bool:
        """Tell whether a line makes a heading of the one line before it."""
        return (
            len(self._paragraph) == 1
            and _UNDERLINE.fullmatch(row) is not None
            and abs(len(row) - len(self._rows[self._at - 2].rstrip())) <= 2
        )

    def _skip_to(self, border: str) -> None:
        end = "```" if border.startswith("```") else border
        while self._at < len(self._rows) and self._rows[self._at].rstrip() != end:
            self._at += 1
        self._at += 1

    def _skip_literal(self) -> None:
        while self._at < len(self._rows) and self._rows[self._at].strip():
            self._at += 1

    def _cells(self, border: str) -> Iterator[Block]:
        rows: list[str] = []
        while self._at < len(self._rows) and self._rows[self._at].rstrip() != border:
            rows.append(self._rows[self._at])
            self._at += 1
        self._at += 1
        for cell in _CELL.split("\n".join(rows)):
            yield Block(cell, "cell")
