"""Splits running text into sentences, by rules: the text stays as it is, a sentence is a span of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from aligner.text.boundaries import cuts
from aligner.text.document import Document, Sentence
from aligner.text.rules import rules_for
from aligner.text.stops import plain

# Soft hyphens, zero-width characters, direction and byte order marks, variation selectors: no rule sees them.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")


def split(document: Document) -> tuple[Sentence, ...]:
    """Split all paragraphs of a document: sentences in the order of the text, with spans of the document."""
    return tuple(
        Sentence(paragraph.text[start:end], *paragraph.span(start, end), number)
        for number, paragraph in enumerate(document.paragraphs)
        for start, end in sentence_spans(paragraph.text, document.language)
    )


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Split one paragraph of running text; line breaks in it count as spaces.

    `language` is `de` or `en`; anything else means rules that hold in most languages. The half-open spans
    ascend, neither begin nor end with white space, and every character that is not white space is in exactly
    one of them. Time is linear in the length of the text.
    """
    visible = _Visible.of(text)
    borders = [visible.original(cut) for cut in cuts(plain(visible.text), rules_for(language))]
    return list(_trimmed(text, [0, *borders, len(text)]))


@dataclass(frozen=True, slots=True)
class _Visible:
    """A text without its invisible characters, and where they stood."""

    text: str
    positions: tuple[int, ...]
    """Where in `text` the runs of invisible characters are missing."""
    missing: tuple[int, ...]
    """How many characters are missing before the first run, up to the second, and so on."""

    @classmethod
    def of(cls, text: str) -> Self:
        positions, missing = [], [0]
        for match in _INVISIBLE.finditer(text):
            positions.append(match.start() - missing[-1])
            missing.append(missing[-1] + match.end() - match.start())
        return cls(_INVISIBLE.sub("", text) if positions else text, tuple(positions), tuple(missing))

    def original(self, cut: int) -> int:
        """Map a cut to the whole text: what is invisible before a space stays left, all else goes right."""
        if self.text[cut].isspace():
            return self._offset(cut)
        return self._offset(cut - 1) + 1

    def _offset(self, position: int) -> int:
        return position + self.missing[bisect_right(self.positions, position)]


def _trimmed(text: str, borders: Iterable[int]) -> Iterator[tuple[int, int]]:
    for start, end in pairwise(borders):
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(bare)
