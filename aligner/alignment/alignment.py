"""The alignment of two texts from the vectors of their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np

from aligner.alignment.bead import Bead
from aligner.alignment.confidence import believable
from aligner.alignment.engine import Engine, Habits
from aligner.alignment.layout import Layout, layouts_of
from aligner.alignment.moved import Move, find_moves
from aligner.alignment.parameters import shipped_parameters
from aligner.alignment.second_look import BUDGET, Encode, block_similarities
from aligner.alignment.settling import settled
from aligner.alignment.side import Side, side_of
from aligner.alignment.space import Background, Space, Vectors, common_space
from aligner.alignment.word_evidence import MissingShares


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads in text order that hold every sentence of both texts exactly once.

    `similarity` is the cosine of both sides in the space of comparison, cut at 0, None for null beads;
    `confidence` the probability that the bead is right. `moves` say which null beads are translated elsewhere.
    """

    beads: tuple[Bead, ...]
    similarity: tuple[float | None, ...]
    confidence: tuple[float, ...]
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The sentences of one side: unit vectors (n, d), their n texts and, where known, the paragraph number of each."""

    vectors: Vectors
    texts: Sequence[str]
    paragraphs: Sequence[int] | None = None


def align_texts(
    source: EncodedText,
    target: EncodedText,
    background: Background,
    length_ratio: float,
    max_bead: int = 6,
    encode: Encode | None = None,
    locked: Sequence[Bead] = (),
    missing: MissingShares | None = None,
) -> Alignment:
    """Align n source and m target sentences.

    `length_ratio` is the number of target characters to expect for a source character. `max_bead` limits the sentences
    on either side of a bead. With `encode`, which turns texts into unit vectors, doubtful beads get a second look; with
    `missing`, which tells what blocks of sentences lack, their words are read. `locked` beads, in text order and
    without crossing, are kept as they are, with confidence 1; only what lies between them is aligned. Time and memory
    grow linearly with n + m.
    """
    return aligned_by(engine_of(source, target, background, length_ratio, max_bead, encode, missing), locked)


def aligned_by(engine: Engine, locked: Sequence[Bead] = (), habits: Habits | None = None) -> Alignment:
    """Align the texts of an engine, by habits that are found out from them where none are given; see `align_texts`."""
    sides = engine.sides
    between = list(gaps(locked, len(sides[0]), len(sides[1])))
    looks = {gap: engine.look(gap) for gap, _ in between if gap.kind != "0-0"}
    known = habits or engine.habits(looks.values())
    beads: list[Bead] = []
    sure: list[float] = []
    for gap, lock in between:
        if gap in looks:
            found, probabilities = engine.decide(looks[gap], known)
            beads += found
            sure += probabilities
        if lock is not None:
            beads.append(lock)
            sure.append(1.0)
    kept = frozenset(locked)
    moves = find_moves(beads, sure, sides, lambda stretch: engine.decide(engine.look(stretch), known), kept)
    places = settled(beads, sure, moves, kept)
    similarity = similarities_of(places.beads, sides)
    confidence = (
        probability if bead in kept else believable(probability, alike, bead, sides)
        for bead, probability, alike in zip(places.beads, places.sure, similarity, strict=True)
    )
    return Alignment(tuple(places.beads), similarity, tuple(confidence), tuple(places.moves))


def similarities_of(beads: Sequence[Bead], sides: tuple[Side, Side]) -> tuple[float | None, ...]:
    """Return the similarity of the sides of each bead, 0 to 1; None for null beads."""
    pairs = np.array([astuple(bead) for bead in beads if not bead.is_null])
    found = iter(np.clip(block_similarities(pairs, sides), 0.0, 1.0).tolist())
    return tuple(None if bead.is_null else next(found) for bead in beads)


def engine_of(
    source: EncodedText,
    target: EncodedText,
    background: Background,
    length_ratio: float,
    max_bead: int = 6,
    encode: Encode | None = None,
    missing: MissingShares | None = None,
) -> Engine:
    """Put together what aligns any stretch of two texts, with the weights that ship; see `align_texts`."""
    space = common_space(source.vectors, target.vectors, background)
    sides = _sides_in(space, source, target)
    return Engine(
        shipped_parameters().limited(max_bead),
        length_ratio,
        space,
        encode,
        missing,
        BUDGET * float(sum(side.lengths.sum() for side in sides)),
        sides,
        _layouts(source, target),
        (source.texts, target.texts),
    )


def at_stretch(engine: Engine, source: EncodedText, target: EncodedText) -> Engine:
    """Return the engine of a document with other texts to align: a stretch of it, as it stands or corrected."""
    return replace(
        engine,
        sides=_sides_in(engine.space, source, target),
        layouts=_layouts(source, target),
        texts=(source.texts, target.texts),
    )


def gaps(locked: Sequence[Bead], sources: int, targets: int) -> Iterator[tuple[Bead, Bead | None]]:
    """Yield what lies before each locked bead, as the bounds of a bead, with the locked bead; at last what follows all.

    Raises ValueError for beads that overlap, cross or leave the texts.
    """
    i = j = 0
    for lock in locked:
        if not (
            i <= lock.source_start <= lock.source_end <= sources
            and j <= lock.target_start <= lock.target_end <= targets
        ):
            raise ValueError(
                f"{lock} does not follow the locked beads before it within {sources} and {targets} sentences"
            )
        yield Bead(i, lock.source_start, j, lock.target_start), lock
        i, j = lock.source_end, lock.target_end
    yield Bead(i, sources, j, targets), None


def _sides_in(space: Space, source: EncodedText, target: EncodedText) -> tuple[Side, Side]:
    return (
        side_of(space.of_source(source.vectors), source.texts),
        side_of(space.of_target(target.vectors), target.texts),
    )


def _layouts(source: EncodedText, target: EncodedText) -> tuple[Layout, Layout]:
    return layouts_of(source.texts, target.texts, source.paragraphs, target.paragraphs)
