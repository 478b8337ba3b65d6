"""Which words a finding is about, where a file says so only in the reason: a TSV has no room for places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aligner.checks.flag import Flag
    from aligner.corpus.segment import Segment

_QUOTED: Final = re.compile('"([^"]+)"(?: in the (source|target|translation))?')
_SIDES: Final = {"source": 0, "target": 1, "translation": 1}
_ONE_SIDE: Final = {"Not translated": 0, "is missing in the translation": 0, "ot in the source": 1}
"""What a reason says of words that one side only has."""
_SENTENCES: Final = ("omission:sentence", "addition:sentence")
_ELSEWHERE: Final = frozenset({"inconsistent", "moved"})
"""Findings whose reason quotes other segments."""


def places(flag: Flag, segment: Segment) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the places of a finding: side (0: source, 1: target) and half-open range.

    Where the flag has none, the words that its reason quotes are looked up; none are found if they are not there.
    """
    spans = flag.source_span, flag.target_span
    if any(spans):
        yield from ((side, span) for side, span in enumerate(spans) if span)
    elif flag.name in _SENTENCES and not (segment.source and segment.target):
        yield from ((side, (0, len(text))) for side, text in enumerate((segment.source, segment.target)) if text)
    elif flag.name not in _ELSEWHERE:
        yield from _quoted(flag.message, (segment.source, segment.target))


def _quoted(message: str, texts: tuple[str, str]) -> Iterator[tuple[int, tuple[int, int]]]:
    one_side = [side for phrase, side in _ONE_SIDE.items() if phrase in message]
    for quote, side_named in _QUOTED.findall(message):
        sides = [_SIDES[side_named]] if side_named else one_side or [0, 1]
        words = quote.removesuffix("…").strip()
        for side in sides:
            found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", texts[side]) if words else None
            if found:
                yield side, found.span()
