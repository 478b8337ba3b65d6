"""Aligns a stretch of a review anew: what lies between decisions that a reviser has made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aligner.alignment.alignment import EncodedText, align_texts
from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.bead import Bead
from aligner.corpus.locks import LOCKING
from aligner.pipeline.segments import segments_of, with_structural_flags
from aligner.review.computing.sentences import PlacedSentence, placed_sentences
from aligner.review.decisions.events import Realigned

if TYPE_CHECKING:
    from aligner.alignment.alignment import Alignment
    from aligner.checks.flag import Flag
    from aligner.corpus.segment import Segment
    from aligner.review.computing.model import Model
    from aligner.review.decisions.segment import ReviewSegment

CONTEXT: Final = 200
"""So many segments before and after the stretch, which stay as they are, say what this document is like."""


def realigned(segments: Sequence[ReviewSegment], key: int, model: Model) -> Realigned | None:
    """Align anew the sentences from segment `key` up to the next accepted one, or the end.

    Where the segment itself is accepted or edited, the stretch begins after it. Within the stretch, segments that were
    edited stay as they are. None where the segment is no more, or nothing would change. Raises ModelError.
    """
    stretch = _stretch(segments, key)
    if stretch is None:
        return None
    first, last = stretch
    before, after = segments[max(0, first - CONTEXT) : first], segments[last : last + CONTEXT]
    own = segments[first:last]
    texts = _Texts.of([*before, *own, *after], model.languages)
    fixed = [True] * len(before) + [_is_locked(segment) for segment in own] + [True] * len(after)
    locked = [bead for bead, is_fixed in zip(texts.beads, fixed, strict=True) if is_fixed]
    alignment = _alignment(texts, locked, model)
    chosen = slice(len(before), len(alignment.beads) - len(after))
    if alignment.beads[chosen] == texts.beads[len(before) : len(before) + len(own)]:
        return None
    kept = {
        bead: segment for bead, segment in zip(texts.beads[len(before) :], own, strict=False) if _is_locked(segment)
    }
    found = [
        _kept(kept[bead]) if bead in kept else made
        for bead, made in zip(alignment.beads[chosen], _made(texts, alignment)[chosen], strict=True)
    ]
    return Realigned(
        own[0].key,
        own[-1].key,
        tuple(new.segment for new in found),
        tuple(new.source_parts for new in found),
        tuple(new.target_parts for new in found),
    )


@dataclass(frozen=True, slots=True)
class _New:
    """A segment with the sentences of its texts."""

    segment: Segment
    source_parts: tuple[str, ...]
    target_parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Texts:
    """The sentences of some segments in a row, and the bead of each, counted from the first sentence."""

    source: tuple[PlacedSentence, ...]
    target: tuple[PlacedSentence, ...]
    beads: tuple[Bead, ...]

    @classmethod
    def of(cls, segments: Sequence[ReviewSegment], languages: tuple[str, str]) -> _Texts:
        source: list[PlacedSentence] = []
        target: list[PlacedSentence] = []
        beads = []
        for segment in segments:
            starts = len(source), len(target)
            source += placed_sentences(segment, "source", languages[0])
            target += placed_sentences(segment, "target", languages[1])
            beads.append(Bead(starts[0], len(source), starts[1], len(target)))
        return cls(tuple(source), tuple(target), tuple(beads))

    def blocks(self, bead: Bead) -> tuple[tuple[PlacedSentence, ...], tuple[PlacedSentence, ...]]:
        return self.source[bead.source_start : bead.source_end], self.target[bead.target_start : bead.target_end]


def _stretch(segments: Sequence[ReviewSegment], key: int) -> tuple[int, int] | None:
    first = next((place for place, segment in enumerate(segments) if segment.key == key), len(segments))
    while first < len(segments) and _is_locked(segments[first]):
        first += 1
    last = first
    while last < len(segments) and segments[last].segment.status != "accepted":
        last += 1
    return (first, last) if first < last else None


def _is_locked(segment: ReviewSegment) -> bool:
    return segment.segment.status in LOCKING


def _alignment(texts: _Texts, locked: Sequence[Bead], model: Model) -> Alignment:
    source, target = ([sentence.text for sentence in side] for side in (texts.source, texts.target))
    vectors = model.encode([*source, *target])
    return align_texts(
        EncodedText(vectors[: len(source)], source),
        EncodedText(vectors[len(source) :], target),
        *background_and_length_ratio(model.languages, model),
        encode=model.encode,
        locked=locked,
        missing=model.missing,
    )


def _made(texts: _Texts, alignment: Alignment) -> list[_New]:
    """Return a segment for each bead, its sentences counted as in the document."""
    places = _Places.of(texts)
    segments = with_structural_flags(segments_of(alignment, texts.source, texts.target), alignment)
    return [
        _New(
            replace(segment, bead=places.bead(segment.bead), flags=tuple(map(_unnumbered, segment.flags))),
            *(tuple(sentence.text for sentence in block) for block in texts.blocks(segment.bead)),
        )
        for segment in segments
    ]


@dataclass(frozen=True, slots=True)
class _Places:
    """For each place between two sentences here, and at both ends, the number of sentences of the document before."""

    source: tuple[int, ...]
    target: tuple[int, ...]

    @classmethod
    def of(cls, texts: _Texts) -> _Places:
        return cls(_borders(texts.source), _borders(texts.target))

    def bead(self, bead: Bead) -> Bead:
        return Bead(
            self.source[bead.source_start],
            self.source[bead.source_end],
            self.target[bead.target_start],
            self.target[bead.target_end],
        )


def _borders(sentences: Sequence[PlacedSentence]) -> tuple[int, ...]:
    return (*(sentence.sentences[0] for sentence in sentences), sentences[-1].sentences[1] if sentences else 0)


def _unnumbered(flag: Flag) -> Flag:
    """Return the flag without the number of another segment, which is not that of the segment in the review."""
    return replace(flag, message="Moved: its counterpart is elsewhere in the text") if flag.name == "moved" else flag


def _kept(segment: ReviewSegment) -> _New:
    return _New(segment.segment, segment.source_parts, segment.target_parts)
