"""What flows out of reading and splitting: documents, their paragraphs and their sentences."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

PAGE_LINE: Final = "page"
"""The kind of what a page break left in the middle of a sentence, such as the number of the page."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of running text, repaired, that knows where each of its characters stood.

    `text` has no line breaks: wrapped lines are joined by single spaces or, after a hyphen at a line end, by nothing.
    `pieces` are `(offset in text, offset in document)` pairs, ascending, the first at 0: from each on, up to the next,
    text and document run in step. `kind` says what the document calls it (`heading`, `item`, `cell`, `cue` …); empty in
    plain text, which calls nothing by a name, but for PAGE_LINE.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]
    kind: str = ""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map the half-open, non-empty range `start:end` of `text` to a half-open range of the document."""
        return self._position(start), self._position(end - 1) + 1

    def _position(self, offset: int) -> int:
        at, origin = self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1]
        return origin + offset - at


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its repaired text, its half-open span in the document, its paragraph's number (0-based)."""

    text: str
    start: int
    end: int
    paragraph: int

    @property
    def span(self) -> tuple[int, int]:
        """The half-open range of characters in the document."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Moment:
    """When a stretch of a text is on the screen: half-open in characters of the document, then in milliseconds."""

    start: int
    end: int
    appears: int
    vanishes: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was decoded or extracted, unchanged, and the paragraphs found in it.

    `language` is a two-letter code (`de`, `en`), or empty where nothing could be told. `name` is what messages call it
    (a path, or `-` for standard input). `digest` is the SHA-256 of the bytes that were read, in hexadecimal. `form` is
    the format that it was read as: offsets are those of the decoded file in `text`, of the extracted text in all
    others. `moments` are the times of subtitles, in the order of the text.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    language: str
    name: str
    digest: str
    form: str = "text"
    moments: tuple[Moment, ...] = ()
