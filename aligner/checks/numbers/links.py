"""Asks the word alignment what became of a span."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.checks.pair import Span
    from aligner.words.alignment import SideWords, WordAlignment


def are_linked(words: WordAlignment, source: Span, target: Span) -> bool:
    """Tell whether a word of a span of the source is linked with a word of a span of the target."""
    first, second = _words_in(words.source, source), _words_in(words.target, target)
    return any(other in second for at in first for other in _counterparts(words, at))


def likeness_of_link(words: WordAlignment, side: int, span: Span) -> float:
    """Return the greatest cosine of a link of a word in a span of the source (0) or target (1); 0 without a link."""
    column = words.links[:, side]
    inside = _words_in(words.source if side == 0 else words.target, span)
    likeness = words.similarity[(column >= inside.start) & (column < inside.stop)]
    return float(likeness.max()) if len(likeness) else 0.0


def _counterparts(words: WordAlignment, at: int) -> list[int]:
    first, last = words.links[:, 0].searchsorted([at, at + 1])
    return [int(other) for other in words.links[first:last, 1]]


def _words_in(side: SideWords, span: Span) -> range:
    """Return the words that share a character with a span."""
    first = int(side.spans[:, 1].searchsorted(span[0], side="right"))
    return range(first, max(first, int(side.spans[:, 0].searchsorted(span[1], side="left"))))
