"""What both texts of a segment share letter by letter, and no check should compare: code, markup, addresses, titles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

Span = tuple[int, int]

FILLER: Final = "￼"
"""Stands for every character that is taken out: no word, no digit, no white space, no mark of punctuation."""

_CODE: Final = re.compile(
    r"`[^`\n]{1,200}`"
    r"|</?[A-Za-z][^<>]{0,300}>"
    r"|\b(?:https?|ftp)://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+"
    r"|\{\{?[^{}]{1,80}\}?\}"
    r"|(?<![\w-])--?[A-Za-z][\w-]*"
    r"|%\(?\w*\)?[sdif@]|%\d+\$[sd@]"
    r"|\b[A-Za-z]\w*(?:[._/\\:]+\w+)+(?:\(\))?|\b\w+\(\)|\b[a-z]+_[a-z_]+\b|\b[a-z]+[A-Z]\w*"
)
"""What is no text by its look."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What both sides have: spans of (source, target), in order and apart. `is_copy`: that is everything."""

    spans: tuple[tuple[Span, ...], tuple[Span, ...]]
    is_copy: bool

    def holds(self, side: int, span: Span) -> bool:
        """Tell whether a span of a side (0: source, 1: target) overlaps with what is shared."""
        spans = self.spans[side]
        at = bisect_left(spans, span[1], key=lambda shared: shared[0])
        return at > 0 and spans[at - 1][1] > span[0]


def shared_of(source: str, target: str) -> Shared:
    """Find what two texts share. Takes time linear in their length."""
    if source.split() == target.split():
        return Shared((((0, len(source)),), ((0, len(target)),)), True)
    found = [list(_candidates(text)) for text in (source, target)]
    common = Counter(text for text, _ in found[0]) & Counter(text for text, _ in found[1])
    sides = []
    for candidates in found:
        left = Counter(common)
        spans = []
        for text, span in candidates:
            if left[text] > 0:
                left[text] -= 1
                spans.append(span)
        sides.append(tuple(spans))
    return Shared((sides[0], sides[1]), False)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """Return a text of the same length with the spans filled up by FILLER."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], FILLER * (stop - start)]
        end = stop
    return "".join([*parts, text[end:]])


def _candidates(text: str) -> Iterator[tuple[str, Span]]:
    for match in _CODE.finditer(text):
        yield match[0], match.span()
