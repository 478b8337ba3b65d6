"""Puts what was found among loose sentences into an alignment.

What turns out to have its translation elsewhere is taken out of the bead that it stands in: off its ends, or else the
bead falls apart. Where nothing stands between a passage and its translation, it has not moved at all: the two are a
bead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.alignment.bead import Bead
from aligner.alignment.moved import Move


@dataclass(frozen=True, slots=True)
class Settled:
    """Beads in text order with how probable each is, and what has moved for good."""

    beads: list[Bead]
    sure: list[float]
    moves: list[Move]


def settled(
    beads: Sequence[Bead], sure: Sequence[float], moves: Sequence[Move], locked: frozenset[Bead] = frozenset()
) -> Settled:
    """Take moves, in source order, into an alignment; `locked` beads stay as they are.

    A sentence that has moved is left alone as surely as it has moved; one that stood in a bead with it, as surely as
    the bead was wrong.
    """
    if not moves:
        return Settled(list(beads), list(sure), [])
    alone = _Alone.of(beads, sure, moves)
    left = (
        (bead if bead in locked else alone.without_moved(bead), probability)
        for bead, probability in zip(beads, sure, strict=True)
    )
    pairs = [(bead, probability) for bead, probability in left if bead is not None]
    gone: list[Move] = []
    for move in moves:
        place = bisect_left([_start(bead) for bead, _ in pairs], _start(move.bead))
        before = pairs[place - 1][0] if place else Bead(0, 0, 0, 0)
        if _follows(move.bead, before) and (place == len(pairs) or _follows(pairs[place][0], move.bead)):
            pairs.insert(place, (move.bead, move.probability))
        else:
            gone.append(move)
    both = list(_with_nulls(pairs, alone))
    return Settled([bead for bead, _ in both], [probability for _, probability in both], gone)


@dataclass(frozen=True, slots=True)
class _Alone:
    """For each source and each target sentence how probably it is alone, if the alignment leaves it so."""

    sources: list[float]
    targets: list[float]
    moved: tuple[frozenset[int], frozenset[int]]

    @classmethod
    def of(cls, beads: Sequence[Bead], sure: Sequence[float], moves: Sequence[Move]) -> _Alone:
        sources: list[float] = []
        targets: list[float] = []
        for bead, probability in zip(beads, sure, strict=True):
            alone = probability if bead.is_null else 1 - probability
            sources += [alone] * (bead.source_end - bead.source_start)
            targets += [alone] * (bead.target_end - bead.target_start)
        moved: tuple[set[int], set[int]] = (set(), set())
        for move in moves:
            own = (
                range(move.bead.source_start, move.bead.source_end),
                range(move.bead.target_start, move.bead.target_end),
            )
            for side, probabilities in enumerate((sources, targets)):
                moved[side].update(own[side])
                for sentence in own[side]:
                    probabilities[sentence] = move.probability
        return cls(sources, targets, (frozenset(moved[0]), frozenset(moved[1])))

    def without_moved(self, bead: Bead) -> Bead | None:
        """Return what is left of a pair bead without what has moved at its ends; None where that is not a bead."""
        if bead.is_null:
            return None
        sources = _without(range(bead.source_start, bead.source_end), self.moved[0])
        targets = _without(range(bead.target_start, bead.target_end), self.moved[1])
        if not sources or not targets:
            return None
        return Bead(sources.start, sources.stop, targets.start, targets.stop)


def _without(sentences: range, moved: frozenset[int]) -> range:
    """Cut off what has moved at both ends; nothing is left where something has moved in between."""
    start, stop = sentences.start, sentences.stop
    while start < stop and start in moved:
        start += 1
    while start < stop and stop - 1 in moved:
        stop -= 1
    return range(start, stop) if moved.isdisjoint(range(start, stop)) else range(0)


def _start(bead: Bead) -> tuple[int, int]:
    return bead.source_start, bead.target_start


def _follows(bead: Bead, before: Bead) -> bool:
    return before.source_end <= bead.source_start and before.target_end <= bead.target_start


def _with_nulls(pairs: Sequence[tuple[Bead, float]], alone: _Alone) -> Iterator[tuple[Bead, float]]:
    """Yield pair beads with the sentences between them, each alone, source first."""
    i = j = 0
    end = Bead(len(alone.sources), len(alone.sources), len(alone.targets), len(alone.targets))
    for bead, probability in [*pairs, (end, 1.0)]:
        for source in range(i, bead.source_start):
            yield Bead(source, source + 1, j, j), alone.sources[source]
        for target in range(j, bead.target_start):
            yield Bead(bead.source_start, bead.source_start, target, target + 1), alone.targets[target]
        if bead is not end:
            yield bead, probability
        i, j = bead.source_end, bead.target_end
