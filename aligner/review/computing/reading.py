"""The sentences of some segments in a row: as the documents have them where they are known, with their paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Self

from aligner.alignment.bead import Bead
from aligner.review.computing.sentences import PlacedSentence, placed_sentences

if TYPE_CHECKING:
    from aligner.review.computing.originals import Original
    from aligner.review.decisions.events import Side
    from aligner.review.decisions.segment import ReviewSegment

Originals = tuple["Original | None", "Original | None"]
"""The documents of source and target, each None where it is not known."""


@dataclass(frozen=True, slots=True)
class SideReading:
    """The sentences of one side of some segments in a row, and the paragraph of each where it is known."""

    sentences: tuple[PlacedSentence, ...]
    paragraphs: list[int] | None
    sizes: tuple[int, ...]
    """Sentences of each segment."""

    @classmethod
    def of(cls, segments: Sequence[ReviewSegment], side: Side, language: str, original: Original | None) -> Self:
        """Read one side of the segments, whose document is `original` where that is known."""
        found = [_sentences_of(segment, side, language, original) for segment in segments]
        sentences = tuple(sentence for own in found for sentence in own)
        numbers = original.paragraphs_of(sentences) if original else None
        return cls(sentences, numbers, tuple(map(len, found)))

    @classmethod
    def whole(cls, original: Original) -> Self:
        """Take a document, of which the segments do not matter."""
        paragraphs = None if original.paragraphs is None else list(original.paragraphs)
        count = len(original.sentences)
        return cls(original.placed(0, count), paragraphs, (count,))

    def texts(self) -> list[str]:
        """Return the text of each sentence."""
        return [sentence.text for sentence in self.sentences]


@dataclass(frozen=True, slots=True)
class Reading:
    """Both sides of some segments in a row, and the bead of each, counted from the first sentence."""

    source: SideReading
    target: SideReading
    beads: tuple[Bead, ...]

    @classmethod
    def of(cls, segments: Sequence[ReviewSegment], languages: tuple[str, str], originals: Originals) -> Self:
        """Read segments in those languages, whose documents are `originals`."""
        source = SideReading.of(segments, "source", languages[0], originals[0])
        target = SideReading.of(segments, "target", languages[1], originals[1])
        ends = zip(accumulate(source.sizes), accumulate(target.sizes), source.sizes, target.sizes, strict=True)
        return cls(source, target, tuple(Bead(i - sources, i, j - targets, j) for i, j, sources, targets in ends))

    def blocks(self, bead: Bead) -> tuple[tuple[PlacedSentence, ...], tuple[PlacedSentence, ...]]:
        """Return the sentences of a bead on both sides."""
        return (
            self.source.sentences[bead.source_start : bead.source_end],
            self.target.sentences[bead.target_start : bead.target_end],
        )


def _sentences_of(
    segment: ReviewSegment, side: Side, language: str, original: Original | None
) -> Sequence[PlacedSentence]:
    """Return the sentences of a segment: those of the document, unless they were changed or cut."""
    bead, inner = segment.segment.bead, segment.segment
    start, end, text = (
        (bead.source_start, bead.source_end, inner.source)
        if side == "source"
        else (bead.target_start, bead.target_end, inner.target)
    )
    known = original.placed(start, end) if original else ()
    if original and _in_one_line(sentence.text for sentence in known) == _in_one_line([text]):
        return known
    return placed_sentences(segment, side, language)


def _in_one_line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
