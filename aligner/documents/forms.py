"""The formats that can be read, by name: apart from their readers, for the help of commands to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Form:
    """A format: what messages call it, where it is read, from what, and how large it may be.

    `reader` is `module:function` in this folder. `content` says what that takes and gives: `text` and `bytes` become
    blocks of a text; a `catalogue` is text, whose messages are paired by key; a `corpus` is aligned already and is read
    elsewhere. `largest` is in bytes.
    """

    label: str
    reader: str
    content: Literal["text", "bytes", "catalogue", "corpus"]
    largest: int


_MEGABYTE: Final = 1 << 20
# The limits are such that the worst that a file of that size can hold, nothing but the smallest elements, takes less
# than a gigabyte and a minute; a novel has one megabyte.

FORMS: Final[dict[str, Form]] = {
    "srt": Form("subtitles (SRT)", "subtitles:read", "text", 16 * _MEGABYTE),
    "vtt": Form("subtitles (WebVTT)", "subtitles:read", "text", 16 * _MEGABYTE),
    "markdown": Form("Markdown", "markdown:read", "text", 3 * _MEGABYTE // 2),
    "html": Form("HTML", "html:read", "text", 12 * _MEGABYTE),
    "asciidoc": Form("AsciiDoc", "asciidoc:read", "text", 8 * _MEGABYTE),
    "rst": Form("reStructuredText", "restructured:read", "text", 1 * _MEGABYTE),
    "docbook": Form("DocBook", "docbook:read", "text", 16 * _MEGABYTE),
    "docx": Form("a Word file", "docx:read", "bytes", 256 * _MEGABYTE),
    "odt": Form("an OpenDocument text", "odt:read", "bytes", 256 * _MEGABYTE),
    "pdf": Form("a PDF file", "pdf:read", "bytes", 256 * _MEGABYTE),
    "epub": Form("an EPUB book", "epub:read", "bytes", 256 * _MEGABYTE),
    "po": Form("a message catalogue (PO)", "catalogues.po:entries", "catalogue", 12 * _MEGABYTE),
    "android": Form("strings of Android", "catalogues.android:entries", "catalogue", 16 * _MEGABYTE),
    "ios": Form("strings of iOS", "catalogues.apple:entries", "catalogue", 16 * _MEGABYTE),
    "json": Form("a message catalogue (JSON)", "catalogues.nested:json_entries", "catalogue", 12 * _MEGABYTE),
    "yaml": Form("a message catalogue (YAML)", "catalogues.nested:yaml_entries", "catalogue", 4 * _MEGABYTE),
    "properties": Form("properties of Java", "catalogues.properties:entries", "catalogue", 16 * _MEGABYTE),
    "tmx": Form("a translation memory (TMX)", "", "corpus", 0),
    "xliff": Form("a translation file (XLIFF)", "", "corpus", 0),
}
AUTO: Final = "auto"
TEXT: Final = "text"
CHOICES: Final = (AUTO, TEXT, *(name for name, form in FORMS.items() if form.content != "corpus"))
"""What `read_as` may be: found out, plain text, or one of the formats."""
