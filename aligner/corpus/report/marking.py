"""Text with its flagged words marked: what is shown of it, and in which pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from markupsafe import Markup

from aligner.corpus.report.wording import KINDS

_CONTROL: Final = re.compile(
    "([\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff])"
)
"""What cannot be seen, or changes the direction of the text after it, or cannot stand in a file."""
_CONTROLS: Final = {
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}
_CONTROL_SHOWN: Final = Markup("<span class=control>{}</span>")


_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Blocks of scripts that run from right to left."""


class Mark(NamedTuple):
    """A half-open range of a text, and the kind of flag that concerns it."""

    start: int
    end: int
    kind: str


class Piece(NamedTuple):
    """A part of a text, and the kinds of flags that concern all of it, as marks stand in one another: outermost first.

    The text is as it is in the corpus: whoever writes it escapes it.
    """

    text: str
    kinds: tuple[str, ...] = ()


def visible(value: object) -> object:
    """Return a text with the names of control characters, in brackets, in their place; anything else as it is.

    These change the direction of text, or cannot be seen.
    """
    # All of them count as not printable; few texts have any, and this is the quickest way to tell.
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return _CONTROL.sub(lambda found: f"[{_name(found[0])}]", value)


def shown(text: str) -> str:
    """Return the text as the content of an element, its control characters as elements that can be seen."""
    if text.isprintable():
        return text
    # Every second part is what was split at.
    parts = _CONTROL.split(text)
    return Markup("").join(
        _CONTROL_SHOWN.format(_name(part)) if number % 2 else part for number, part in enumerate(parts)
    )


def runs_from_right(text: str) -> bool:
    """Tell whether any of the text is in a script that runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def marked(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Return the text in pieces, cut wherever the kinds change that hold, each with the kinds that it lies in.

    Ranges may lie in any order and reach out of the text.
    """
    changes: dict[int, list[tuple[str, int]]] = {}
    for mark in marks:
        start, end = max(0, mark.start), min(len(text), mark.end)
        if start < end:
            changes.setdefault(start, []).append((mark.kind, 1))
            changes.setdefault(end, []).append((mark.kind, -1))
    return tuple(_pieces(text, changes)) if changes else (Piece(text),)


def _name(character: str) -> str:
    return _CONTROLS.get(character) or f"U+{ord(character):04X}"


def _pieces(text: str, changes: Mapping[int, Iterable[tuple[str, int]]]) -> Iterator[Piece]:
    """Yield the pieces, given where kinds begin (1) and end (-1) to hold."""
    start, depth, kinds = 0, dict.fromkeys(KINDS, 0), tuple[str, ...]()
    for position in sorted(changes):
        for kind, step in changes[position]:
            depth[kind] += step
        now = tuple([kind for kind in KINDS if depth[kind]])
        if now != kinds:
            if start < position:
                yield Piece(text[start:position], kinds)
            start, kinds = position, now
    if start < len(text):
        yield Piece(text[start:], kinds)
