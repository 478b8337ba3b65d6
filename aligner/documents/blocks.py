"""What every reader gives: the blocks of text of a document, in reading order, and the document made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from aligner.text.document import Moment, Paragraph

Kind = Literal["text", "heading", "item", "cell", "caption", "note", "cue"]

# What XML and the aligner's own formats cannot hold has no place in a text.
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_BETWEEN: Final = "\n\n"


class UnreadableError(Exception):
    """A document that cannot be read: says what is wrong and what to do about it, without the name of the file."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, cell of a table … as running text."""

    text: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document and the paragraphs in it, each of which runs in step with its stretch of the text.

    `moments` are the times of subtitles.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    moments: tuple[Moment, ...] = ()


def extracted(blocks: Iterable[Block]) -> Extracted:
    """Put blocks under each other, a blank line between two; what holds nothing visible is left out."""
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    start = 0
    for block in blocks:
        text = running(block.text)
        if not text:
            continue
        parts.append(text)
        paragraphs.append(Paragraph(text, ((0, start),), block.kind))
        start += len(text) + len(_BETWEEN)
    return Extracted(_BETWEEN.join(parts), tuple(paragraphs))


def as_code(text: str) -> str:
    """Mark code within a sentence, for the checks to know it: in backquotes, as Markdown does, whatever the format."""
    return f"`{text}`" if text.strip() and "`" not in text else text


def running(text: str) -> str:
    """Make one line of a text: a plain space for each stretch of white space, nothing for control characters."""
    return " ".join(_CONTROL.sub("", text).split())
