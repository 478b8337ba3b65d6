"""Pairs documents: reads, encodes what stands for them, and finds out who belongs to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.space import Background, common_space
from aligner.documents.reading import read_document
from aligner.encoding.encoder import Encoder
from aligner.errors import InputError
from aligner.pairing.closeness import Closeness, closeness
from aligner.pairing.pairing import Collection, Match, matched
from aligner.pairing.profile import Outline, Vectors, bucket_vectors, outline_of
from aligner.pipeline.encoder import EncoderChoice
from aligner.progress import ProgressBars, no_progress
from aligner.text.document import Document

_AT_A_TIME: Final = 200
"""Documents whose sentences are encoded in one call."""

Sides = tuple[Sequence[Outline], Sequence[Outline]]
Halves = NDArray[np.float16]

Given = str | PathLike[str] | Document
"""The path of a document, or one that was read already."""


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Two documents, by name. `score` is how sure it is that they belong together, from 0 to 1.

    `margin` is how far the pair is ahead of the best rival of either.
    """

    source: str
    target: str
    score: float
    margin: float


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs by the order of their sources, and the names of documents without partner.

    `unreadable` are the documents that could not be read, each with the reason.
    """

    pairs: tuple[DocumentPair, ...]
    unmatched_sources: tuple[str, ...]
    unmatched_targets: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...] = ()


def pair_documents(
    sources: Sequence[Given],
    targets: Sequence[Given],
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    encoder: Encoder | None = None,
    model: str | None = None,
    cache: bool = True,
    threads: int | None = None,
    progress: ProgressBars = no_progress,
) -> Pairing:
    """Find out which of the target documents is the translation of which of the source documents.

    Each document gets one partner at most, of another language, and none where no one is likely. A file that is on both
    sides is put on one of them by its language: the source language is the one given, else that of the first document.
    Languages and `encoder`, `model`, `cache`, `threads` are as in `aligner.align`. At most some eighty sentences of a
    document are encoded.

    Raises InputError for both `encoder` and what one is loaded by, ModelError for a model that cannot be had. What
    cannot be read is in the result.
    """
    choice = EncoderChoice.of(encoder, model, cache, threads)
    unreadable: dict[str, str] = {}
    both = _paths(sources) & _paths(targets)
    with progress("reading", len(sources) + len(targets) - len(both)) as advance:
        read = _outlines(sources, source_language, both, unreadable, advance)
        others = [given for given in targets if isinstance(given, Document) or str(given) not in both]
        sides = _on_one_side(
            (read, _outlines(others, target_language, both, unreadable, advance)),
            both,
            (source_language, target_language),
        )
    matches = _Encoded.of(*sides, choice.get(), progress).matches(progress) if all(sides) else []
    return _named(sides, matches, unreadable)


def _named(sides: Sides, matches: Sequence[Match], unreadable: Mapping[str, str]) -> Pairing:
    sources, targets = ([outline.name for outline in side] for side in sides)
    with_target, with_source = {match.source for match in matches}, {match.target for match in matches}
    return Pairing(
        tuple(DocumentPair(sources[pair.source], targets[pair.target], pair.score, pair.margin) for pair in matches),
        tuple(name for number, name in enumerate(sources) if number not in with_target),
        tuple(name for number, name in enumerate(targets) if number not in with_source),
        tuple(sorted(unreadable.items())),
    )


@dataclass(frozen=True, slots=True)
class _Encoded:
    """The documents of both sides with the vectors of their samples, and what unrelated text looks like."""

    sources: Sequence[Outline]
    targets: Sequence[Outline]
    samples: tuple[Sequence[Halves], Sequence[Halves]]
    usual: tuple[Background, float]

    @classmethod
    def of(
        cls, sources: Sequence[Outline], targets: Sequence[Outline], encoder: Encoder, progress: ProgressBars
    ) -> _Encoded:
        total = sum(len(outline.texts) for outline in (*sources, *targets))
        with progress("encoding", total) as advance:
            samples = tuple(_encoded(side, encoder, advance) for side in (sources, targets))
        languages = _language(sources, "en"), _language(targets, "de")
        return cls(sources, targets, (samples[0], samples[1]), background_and_length_ratio(languages, encoder))

    def matches(self, progress: ProgressBars) -> list[Match]:
        """Find the pairs."""
        nothing = np.zeros((0, len(self.usual[0].source_mean)), np.float32)
        space = common_space(nothing, nothing, self.usual[0])
        collection = Collection(
            self.sources,
            self.targets,
            _parts(self.sources, self.samples[0], space.of_source),
            _parts(self.targets, self.samples[1], space.of_target),
        )
        return matched(collection, self.usual[1], self._closeness, progress)

    def _closeness(self, source: int, target: int) -> Closeness:
        vectors = self.samples[0][source].astype(np.float32), self.samples[1][target].astype(np.float32)
        return closeness((self.sources[source], self.targets[target]), vectors, self.usual)


def _paths(documents: Sequence[Given]) -> set[str]:
    return {str(given) for given in documents if not isinstance(given, Document)}


def _outlines(
    documents: Sequence[Given],
    language: str | None,
    both: Container[str],
    unreadable: dict[str, str],
    advance: Callable[[int], None],
) -> list[Outline]:
    """Read documents one by one; of their texts only the outline stays in memory.

    The language is that of all but those that may be on `both` sides.
    """
    found = []
    for given in documents:
        try:
            document = given if isinstance(given, Document) else _read(given, language, both)
            outline = outline_of(document)
            if outline.sentences:
                found.append(outline)
            else:
                unreadable[document.name] = f"{document.name}: there are no sentences in it"
        except InputError as error:
            unreadable[str(given)] = str(error)
        advance(1)
    return found


def _read(path: str | PathLike[str], language: str | None, both: Container[str]) -> Document:
    return read_document(Path(path), language=None if str(path) in both else language)


def _on_one_side(sides: Sides, both: Container[str], wanted: tuple[str | None, str | None]) -> Sides:
    """Put each document that is on both sides on that of its language."""
    sources, targets = sides
    first = next((outline.language for outline in sources if outline.language), "")
    taken = wanted[0] or (first if first != wanted[1] else "")
    moved = {outline.name for outline in sources if outline.name in both and outline.language != taken}
    stay = [outline for outline in sources if outline.name not in moved]
    return stay, [*targets, *(outline for outline in sources if outline.name in moved)]


def _encoded(outlines: Sequence[Outline], encoder: Encoder, advance: Callable[[int], None]) -> list[Halves]:
    """Return the vectors of the sample sentences of each document, in half precision: there may be many documents."""
    vectors = []
    for start in range(0, len(outlines), _AT_A_TIME):
        some = outlines[start : start + _AT_A_TIME]
        found = encoder.encode([text for outline in some for text in outline.texts], advance).astype(np.float16)
        ends = np.cumsum([len(outline.texts) for outline in some])
        vectors += [part.copy() for part in np.split(found, ends[:-1])]
    return vectors


def _parts(outlines: Sequence[Outline], samples: Sequence[Halves], mapped: Callable[[Vectors], Vectors]) -> Vectors:
    return np.stack(
        [
            bucket_vectors(mapped(sample.astype(np.float32)), outline.positions, [len(text) for text in outline.texts])
            for outline, sample in zip(outlines, samples, strict=True)
        ]
    )


def _language(outlines: Sequence[Outline], usual: str) -> str:
    """Return the language that most documents of a side are in."""
    counts = Counter(outline.language for outline in outlines if outline.language)
    return counts.most_common(1)[0][0] if counts else usual
