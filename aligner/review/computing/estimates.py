"""Similarity and confidence of segments that a reviser has made, as the alignment of their document has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from aligner.alignment.alignment import EncodedText
from aligner.alignment.any_bead import Estimate, Estimator, Stretch
from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.bead import Bead
from aligner.alignment.evidence import LARGEST_BLOCK
from aligner.review.computing.originals import Original, original_of
from aligner.review.computing.sentences import PlacedSentence, placed_sentences

if TYPE_CHECKING:
    from aligner.alignment.lattice import Floats
    from aligner.alignment.space import Vectors
    from aligner.alignment.word_evidence import MissingShares
    from aligner.review.computing.model import Model
    from aligner.review.decisions.events import Side
    from aligner.review.decisions.segment import ReviewSegment
    from aligner.words.passages import Block

CONTEXT: Final = 50
"""So many sentences of each side, before and after a segment, are summed up with it."""
MOST_CONTEXT: Final = 500
"""So many segments before and after at most, where one side has next to no sentences."""
WHOLE: Final = 10_000
"""A document of more segments is known by stretches of `_STRETCH` segments, with about so many in all."""
_STRETCH: Final = 200


@dataclass(frozen=True, slots=True)
class DocumentEstimates:
    """Estimates segments of one document: `originals` are its texts where they are known, `estimator` knows both."""

    languages: tuple[str, str]
    originals: tuple[Original | None, Original | None]
    encode: Callable[[Sequence[str]], Vectors]
    estimator: Estimator

    @classmethod
    def of(cls, segments: Sequence[ReviewSegment], corpus: Path, signature: Mapping[str, Any], model: Model) -> Self:
        """Get to know the document whose segments these are, from all or, where there are many, from stretches of it.

        Raises ModelError.
        """
        originals = original_of(corpus, signature, "source"), original_of(corpus, signature, "target")
        estimator = Estimator.of(
            [_encoded(*stretch, model.encode) for stretch in _stretches(segments, model.languages, originals)],
            *background_and_length_ratio(model.languages, model),
            _max_bead(signature),
            model.encode,
            _Remembered(model.missing, {}),
        )
        return cls(model.languages, originals, model.encode, estimator)

    def estimates(self, segments: Sequence[ReviewSegment], places: Iterable[int]) -> dict[int, Estimate]:
        """Estimate the segments in some places among all of the document. Raises ModelError."""
        found: dict[int, Estimate] = {}
        for first, last, asked in _windows(segments, sorted(set(places))):
            reading = _Reading.of(segments[first:last], self.languages, self.originals)
            beads = [reading.beads[place - first] for place in asked]
            stretch = _encoded(reading.source, reading.target, self.encode)
            found.update(zip(asked, self.estimator.estimate(stretch, beads), strict=True))
        return found


@dataclass(frozen=True, slots=True)
class _Text:
    """The sentences of one side of some segments in a row, and the paragraph of each where it is known."""

    sentences: list[str]
    paragraphs: list[int] | None
    sizes: list[int]
    """Sentences of each segment."""

    @classmethod
    def of(cls, segments: Sequence[ReviewSegment], side: Side, language: str, original: Original | None) -> Self:
        found = [_sentences_of(segment, side, language, original) for segment in segments]
        sentences = [sentence for own in found for sentence in own]
        numbers = original.paragraphs_of(sentences) if original else None
        return cls([sentence.text for sentence in sentences], numbers, [len(own) for own in found])

    @classmethod
    def whole(cls, original: Original) -> Self:
        """Take a document, of which the segments do not matter."""
        paragraphs = None if original.paragraphs is None else list(original.paragraphs)
        return cls(list(original.texts), paragraphs, [len(original.texts)])


@dataclass(frozen=True, slots=True)
class _Reading:
    """Both sides of some segments in a row, and the bead of each, counted from the first sentence."""

    source: _Text
    target: _Text
    beads: list[Bead]

    @classmethod
    def of(
        cls,
        segments: Sequence[ReviewSegment],
        languages: tuple[str, str],
        originals: tuple[Original | None, Original | None],
    ) -> Self:
        source = _Text.of(segments, "source", languages[0], originals[0])
        target = _Text.of(segments, "target", languages[1], originals[1])
        ends = zip(accumulate(source.sizes), accumulate(target.sizes), source.sizes, target.sizes, strict=True)
        return cls(source, target, [Bead(i - sources, i, j - targets, j) for i, j, sources, targets in ends])


@dataclass(frozen=True, slots=True)
class _Remembered:
    """Shares of missing words, read once: windows that overlap ask for the same blocks again and again."""

    missing: MissingShares
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], float]

    def __call__(self, blocks: Sequence[Block]) -> Floats:
        keys = [(tuple(source), tuple(target)) for source, target in blocks]
        new = [key for key in dict.fromkeys(keys) if key not in self.known]
        self.known.update(zip(new, self.missing(new).tolist(), strict=True))
        return np.array([self.known[key] for key in keys])


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
    known = original.texts[start:end] if original else ()
    if original and " ".join(" ".join(known).split()) == " ".join(text.split()):
        return [PlacedSentence(sentence, (at, at + 1), None) for at, sentence in enumerate(known, start)]
    return placed_sentences(segment, side, language)


def _encoded(source: _Text, target: _Text, encode: Callable[[Sequence[str]], Vectors]) -> Stretch:
    vectors = encode([*source.sentences, *target.sentences])
    border = len(source.sentences)
    return (
        EncodedText(vectors[:border], source.sentences, source.paragraphs),
        EncodedText(vectors[border:], target.sentences, target.paragraphs),
    )


def _stretches(
    segments: Sequence[ReviewSegment],
    languages: tuple[str, str],
    originals: tuple[Original | None, Original | None],
) -> Iterator[tuple[_Text, _Text]]:
    """Cut out stretches spread evenly over a long document; a short one is one stretch.

    Texts are those before any correction, as far as they are known: they are what was aligned.
    """
    source, target = originals
    parts = WHOLE // _STRETCH
    if len(segments) > WHOLE:
        firsts = ((len(segments) - _STRETCH) * part // (parts - 1) for part in range(parts))
        chosen = [segments[first : first + _STRETCH] for first in firsts]
    elif source and target:
        yield _Text.whole(source), _Text.whole(target)
        return
    else:
        chosen = [segments]
    for stretch in chosen:
        reading = _Reading.of([_uncorrected(segment) for segment in stretch], languages, originals)
        yield reading.source, reading.target


def _uncorrected(segment: ReviewSegment) -> ReviewSegment:
    if segment.original is None:
        return segment
    source, target = segment.original
    inner = replace(segment.segment, source=source, target=target)
    return replace(segment, segment=inner, source_parts=(source,), target_parts=(target,))


def _windows(segments: Sequence[ReviewSegment], places: Sequence[int]) -> Iterator[tuple[int, int, list[int]]]:
    """Yield windows of segments (first, last) with the places in each that are asked for: near ones share a window."""
    asked: list[int] = []
    last = 0
    for place in places:
        if asked and place >= last:
            yield _reach(segments, asked[0], -1), last, asked
            asked = []
        asked.append(place)
        last = _reach(segments, place, 1) + 1
    if asked:
        yield _reach(segments, asked[0], -1), last, asked


def _reach(segments: Sequence[ReviewSegment], place: int, step: int) -> int:
    """Return the place up to which a window reaches in one direction."""
    border = 0 if step < 0 else len(segments) - 1
    limit = max(place - MOST_CONTEXT, border) if step < 0 else min(place + MOST_CONTEXT, border)
    sources = targets = 0
    while place != limit and min(sources, targets) < CONTEXT:
        place += step
        bead = segments[place].segment.bead
        sources += bead.source_end - bead.source_start
        targets += bead.target_end - bead.target_start
    return place


def _max_bead(signature: Mapping[str, Any]) -> int:
    options = signature.get("options")
    known = options.get("max_bead") if isinstance(options, Mapping) else None
    return known if isinstance(known, int) and 1 <= known <= LARGEST_BLOCK else LARGEST_BLOCK
