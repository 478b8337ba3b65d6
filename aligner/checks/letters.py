"""Reads texts by whole letters: accents that stand apart are put on their letter, signs that nobody sees left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from aligner.checks.flag import Flag
from aligner.checks.pair import Span, TextPair

if TYPE_CHECKING:
    from aligner.words.alignment import SideWords

_APART: Final = re.compile(
    r"[\u00ad\u200b\u200c\u200d\u2060\ufeff]|[^\u0300-\u036f\u00ad\u200b\u200c\u200d\u2060\ufeff]?[\u0300-\u036f]+"
)
"""A letter with its accents behind it, or a soft hyphen or another sign without width."""


def flags_by_letters(pair: TextPair, check: Callable[[TextPair], list[Flag]]) -> list[Flag]:
    """Return what a check finds in a pair read by whole letters; spans are those of the pair as it is."""
    if not any(_APART.search(text) for text in pair.texts):
        return check(pair)
    source, first = whole_letters(pair.source)
    target, second = whole_letters(pair.target)
    words = pair.words
    if words is not None:
        words = replace(words, source=_moved(words.source, first), target=_moved(words.target, second))
    flags = check(replace(pair, source=source, target=target, words=words))
    return [
        replace(flag, source_span=_back(flag.source_span, first), target_span=_back(flag.target_span, second))
        for flag in flags
    ]


def whole_letters(text: str) -> tuple[str, list[int]]:
    """Return a text in whole letters, and for each of its characters, and its end, the place in `text`."""
    parts: list[str] = []
    places: list[int] = []
    end = 0
    for match in _APART.finditer(text):
        parts.append(text[end : match.start()])
        places += range(end, match.start())
        letter = unicodedata.normalize("NFC", match[0]) if unicodedata.combining(match[0][-1]) else ""
        parts.append(letter)
        places += [match.start()] * len(letter)
        end = match.end()
    return "".join([*parts, text[end:]]), [*places, *range(end, len(text) + 1)]


def _moved(side: SideWords, places: Sequence[int]) -> SideWords:
    return replace(side, spans=np.searchsorted(np.asarray(places), side.spans).astype(side.spans.dtype))


def _back(span: Span | None, places: Sequence[int]) -> Span | None:
    return None if span is None else (places[span[0]], places[span[1]])
