"""A check by alignment: how much of two documents, sentence by sentence, is a translation of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from aligner.alignment.alignment import Alignment, EncodedText, align_texts
from aligner.alignment.space import Background
from aligner.pairing.profile import Outline, Vectors
from aligner.pairing.samples import END
from aligner.pairing.tokens import numbers_in

_TRANSLATED: Final = 0.45
"""Similarity of a pair of sentences from which on it counts in full: half of all translations are above."""

_USUAL: Final = 0.8
_FEW: Final = 2.0
"""Share of numbers that agree in translations, which counts like so many numbers."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How far two documents say the same: `content` by their aligned sentences, `numbers` by the numbers in these.

    Both from 0 to 1; `numbers` is near what is usual where there are few.
    """

    content: float
    numbers: float


def closeness(
    documents: tuple[Outline, Outline], vectors: tuple[Vectors, Vectors], usual: tuple[Background, float]
) -> Closeness:
    """Align the samples of two documents: all of both, or their beginnings and their ends where they are long."""
    parts = [
        _aligned([outline.texts[part] for outline in documents], [side[part] for side in vectors], usual)
        for part in _parts(documents)
    ]
    contents = [found / possible if possible else 0.0 for found, possible, _, _ in parts]
    agreeing, numbers = (sum(part[column] for part in parts) for column in (2, 3))
    # One side may have a preface or an appendix of its own: the better end of a long document counts twice.
    content = (sum(contents) / len(contents) + max(contents)) / 2
    return Closeness(content, (agreeing + _USUAL * _FEW) / (numbers + _FEW))


def _parts(documents: tuple[Outline, Outline]) -> list[slice]:
    if not any(outline.sample.ends for outline in documents):
        return [slice(None)]
    return [slice(0, END), slice(-END, None)]


def _aligned(
    texts: Sequence[Sequence[str]], vectors: Sequence[Vectors], usual: tuple[Background, float]
) -> tuple[float, float, float, float]:
    """Return how many characters are translated, of how many, and how many numbers agree, of how many."""
    if not all(texts):
        return 0.0, float(sum(len(text) for side in texts for text in side)), 0.0, 0.0
    source, target = (EncodedText(side, strings) for side, strings in zip(vectors, texts, strict=True))
    alignment = align_texts(source, target, *usual, max_bead=3)
    return _sums(alignment, texts)


def _sums(alignment: Alignment, texts: Sequence[Sequence[str]]) -> tuple[float, float, float, float]:
    found = possible = agreeing = numbers = 0.0
    for bead, similarity, sure in zip(alignment.beads, alignment.similarity, alignment.confidence, strict=True):
        blocks = (
            " ".join(texts[0][bead.source_start : bead.source_end]),
            " ".join(texts[1][bead.target_start : bead.target_end]),
        )
        size = len(blocks[0]) + len(blocks[1])
        possible += size
        if similarity is not None:
            found += size * sure * min(1.0, similarity / _TRANSLATED)
        here = [numbers_in(block) for block in blocks]
        numbers += len(here[0] | here[1])
        agreeing += len(here[0] & here[1])
    return found, possible, agreeing, numbers


Check = Callable[[int, int], Closeness]
"""Aligns the documents of these numbers."""
