"""Text with its flagged words marked, as HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, NamedTuple

from aligner.corpus.report.wording import KINDS

_CONTROL: Final = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
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


_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Blocks of scripts that run from right to left."""


class Mark(NamedTuple):
    """A half-open range of a text, and the kind of flag that concerns it."""

    start: int
    end: int
    kind: str


def plain(text: str) -> str:
    """Return the text as the content of an element or of an attribute: nothing in it is markup.

    Characters that change the direction of text, or cannot be seen, become their names in brackets.
    """
    return escape(_CONTROL.sub(lambda found: f"[{_name(found[0])}]", text))


def shown(text: str) -> str:
    """Return the text as the content of an element: nothing in it is markup, and its control characters are seen."""
    return _CONTROL.sub(
        lambda found: f"<span class=control>{_name(found[0])}</span>",
        escape(text, quote=False),
    )


def inline(text: str) -> str:
    """Return the text as `shown` does, for use among other text, whose direction it does not change."""
    return f"<bdi>{shown(text)}</bdi>" if runs_from_right(text) else shown(text)


def runs_from_right(text: str) -> bool:
    """Tell whether any of the text is in a script that runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def marked(text: str, marks: Iterable[Mark]) -> str:
    """Return the text as `shown` does, with ranges marked; where they overlap one mark stands in the other.

    Ranges may lie in any order and reach out of the text.
    """
    clipped = [mark for mark in (_clipped(mark, len(text)) for mark in marks) if mark.start < mark.end]
    if not clipped:
        return shown(text)
    return "".join(
        _wrapped(shown(text[start:end]), [kind for kind in KINDS if kind in kinds])
        for start, end, kinds in _pieces(len(text), clipped)
    )


def _name(character: str) -> str:
    return _CONTROLS.get(character) or f"U+{ord(character):04X}"


def _clipped(mark: Mark, length: int) -> Mark:
    return Mark(max(0, mark.start), min(length, mark.end), mark.kind)


def _pieces(length: int, marks: Iterable[Mark]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield ranges that cover the text in order, each with the kinds that hold all over it."""
    changes: dict[int, Counter[str]] = {}
    for mark in marks:
        changes.setdefault(mark.start, Counter())[mark.kind] += 1
        changes.setdefault(mark.end, Counter())[mark.kind] -= 1
    start, depth, kinds = 0, Counter[str](), frozenset[str]()
    for position in sorted(changes):
        for kind, step in changes[position].items():
            depth[kind] += step
        now = frozenset(kind for kind, count in depth.items() if count > 0)
        if now != kinds:
            if start < position:
                yield start, position, kinds
            start, kinds = position, now
    if start < length:
        yield start, length, kinds


def _wrapped(content: str, kinds: list[str]) -> str:
    for kind in reversed(kinds):
        content = f"<mark class=f-{kind}>{content}</mark>"
    return content
