"""Passages that were translated, but elsewhere: sought among the sentences that the alignment leaves alone.

An alignment never crosses itself, so a passage that the translator moved ends up as nulls on both sides, or beside
whatever stands in its place. Runs of nulls and of doubtful beads that hold sentences which are each other's best match
are aligned with one another; consecutive beads that gather enough similarity are a moved passage.

Texts that have nothing to do with each other are nearly all nulls, and a few of their sentences are alike by chance.
Where next to nothing is found again, neither in its place nor elsewhere, nothing has moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bead import Bead
from aligner.alignment.mutual import mutual_best
from aligner.alignment.search import DEVIATION_BY_MEDIAN
from aligner.alignment.second_look import block_similarities
from aligner.alignment.side import Side

AlignStretch = Callable[[Bead], tuple[list[Bead], list[float]]]
"""Aligns some consecutive sentences of both sides, given as the bounds of a bead; returns beads and posteriors."""

_NOISE = 3.0
"""Deviations of unrelated similarities that count for nothing: chosen by hand, as all here without another source."""
_ENOUGH = 3.0
"""Deviations above the noise that all beads of a moved passage must have together."""
_MOST_LEAD = 3.0
"""A pair of sentences is the more convincing the farther it leads its rivals, in deviations, up to so many."""
_FEW = 10
"""So many sentences alone on each side are few; each doubling asks for one more deviation, since chance finds more."""
_SURROUNDINGS = 8
"""Sentences more than twice the length of the shorter run, on either side of the best match, that are looked at."""
_SHORT = 15
"""Shorter sentences (characters) occur by chance in many places: they alone never make a moved passage."""
_ROUNDS = 20
"""A list that was sorted anew has many moves that cross each other; each round finds those that do not."""
_SURE = 0.9
"""Beads from this posterior on show that two texts belong together."""
_DOUBTFUL, _UNLIKE = 0.9, 0.25
"""Beads below this posterior or this similarity may stand elsewhere; what is at its best in its bead stays."""
_FOUND_AGAIN = 0.05
"""Share of the shorter text that beads this sure, and moves, must hold. Unrelated texts of 200 sentences and more had
up to .04, most less than .02; lists sorted anew in each language .23 and more."""
_SAMPLE = 512


@dataclass(frozen=True, slots=True)
class Move:
    """Source sentences and target sentences, in null beads, that translate one another; `probability` that they do."""

    bead: Bead
    probability: float


def find_moves(
    beads: Sequence[Bead],
    sure: Sequence[float],
    sides: tuple[Side, Side],
    align: AlignStretch,
    locked: frozenset[Bead] = frozenset(),
) -> list[Move]:
    """Find the moved passages of an alignment, given as its beads and how probable each is, in source order."""
    loose = _loose(beads, sure, sides, locked)
    free = _Free.of(loose)
    standing = {i: bead for bead in loose if not bead.is_null for i in range(bead.source_start, bead.source_end)}
    deviation = _deviation(sides)
    chance = _chance(free)
    kept: list[Move] = []
    for _ in range(_ROUNDS):
        found = _without_conflicts(_moves(free, sides, align, deviation, chance))
        if not found:
            break
        kept += [move for move in found if not _is_within(move.bead, standing.get(move.bead.source_start))]
        free = free.without(found)
    in_order = sum(not bead.is_null and probability > _SURE for bead, probability in zip(beads, sure, strict=True))
    enough = in_order + len(kept) >= _FOUND_AGAIN * min(map(len, sides))
    return sorted(kept, key=lambda move: move.bead) if enough else []


def _is_within(bead: Bead, other: Bead | None) -> bool:
    """Tell whether a bead is a part of another one, or all of it: nothing has moved there."""
    return other is not None and (
        other.source_start <= bead.source_start
        and bead.source_end <= other.source_end
        and other.target_start <= bead.target_start
        and bead.target_end <= other.target_end
    )


@dataclass(frozen=True, slots=True)
class _Free:
    """Source and target sentences, ascending, that a move may join."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]

    @classmethod
    def of(cls, beads: Sequence[Bead]) -> _Free:
        return cls(
            tuple(i for bead in beads for i in range(bead.source_start, bead.source_end)),
            tuple(j for bead in beads for j in range(bead.target_start, bead.target_end)),
        )

    def without(self, moves: Sequence[Move]) -> _Free:
        sources = {i for move in moves for i in range(move.bead.source_start, move.bead.source_end)}
        targets = {j for move in moves for j in range(move.bead.target_start, move.bead.target_end)}
        return _Free(
            tuple(i for i in self.sources if i not in sources), tuple(j for j in self.targets if j not in targets)
        )


def _moves(
    free: _Free, sides: tuple[Side, Side], align: AlignStretch, deviation: float, chance: float
) -> Iterator[Move]:
    """Yield the moved passages among free sentences; those that cross one another are found one after the other."""
    source_runs, target_runs = _runs(free.sources), _runs(free.targets)
    if not source_runs or not target_runs:
        return
    matches = mutual_best(free.sources, free.targets, sides)
    lead = np.minimum(matches.lead / deviation, _MOST_LEAD)
    values = (matches.similarity / deviation - _NOISE + lead).tolist()
    above = {(i, j): value for (i, j), value in zip(matches.pairs.tolist(), values, strict=True)}
    for stretch in _related_stretches(source_runs, target_runs, above, _ENOUGH / 2 + chance):
        found = list(zip(*align(stretch), strict=True))
        yield from _convincing(found, sides, deviation, above, _ENOUGH + chance)


def _loose(
    beads: Sequence[Bead], sure: Sequence[float], sides: tuple[Side, Side], locked: frozenset[Bead]
) -> list[Bead]:
    """Return what may stand elsewhere: sentences left alone, and beads that are unlike or improbable.

    Whoever locked a sentence that has moved has left it alone, not said that it is missing.
    """
    pairs = [k for k, bead in enumerate(beads) if not bead.is_null]
    similarity = block_similarities(np.array([astuple(beads[k]) for k in pairs]), sides)
    weak = {k for k, alike in zip(pairs, similarity.tolist(), strict=True) if alike < _UNLIKE or sure[k] < _DOUBTFUL}
    return [
        bead
        for k, bead in enumerate(beads)
        if (bead.is_null and (bead not in locked or bead.kind in ("1-0", "0-1"))) or (k in weak and bead not in locked)
    ]


def _chance(free: _Free) -> float:
    """Deviations more that likeness must have where many sentences are compared with many."""
    pairs = len(free.sources) * len(free.targets)
    return max(0.0, float(np.log2(pairs / _FEW**2)) / 2) if pairs else 0.0


def _convincing(
    found: Sequence[tuple[Bead, float]],
    sides: tuple[Side, Side],
    deviation: float,
    above: dict[tuple[int, int], float],
    enough: float,
) -> list[Move]:
    """Keep what is alike of the passages, among the beads of two runs, that are alike enough together."""
    scores = np.full(len(found), -_NOISE / 2)
    pairs = [k for k, (bead, _) in enumerate(found) if not bead.is_null]
    scores[pairs] = block_similarities(np.array([astuple(found[k][0]) for k in pairs]), sides) / deviation - _NOISE
    for k in pairs:
        bead = found[k][0]
        if bead.kind == "1-1":
            scores[k] = above.get((bead.source_start, bead.target_start), scores[k])
        length = min(
            sides[0].lengths[bead.source_start : bead.source_end].sum(),
            sides[1].lengths[bead.target_start : bead.target_end].sum(),
        )
        if length < _SHORT:
            scores[k] = min(scores[k], 0.0)
    return [Move(*found[k]) for passage in _passages(scores, enough) for k in range(*passage) if scores[k] > 0]


def _passages(scores: NDArray[np.float64], enough: float) -> Iterator[tuple[int, int]]:
    """Half-open ranges of consecutive scores whose sum is largest and at least `enough`, which is above 0.

    What is not alike counts against a passage: chance is alike here and there, a translation throughout.
    """
    pending = [(0, len(scores))]
    while pending:
        first, last = pending.pop()
        sums = np.concatenate([[0.0], np.cumsum(scores[first:last])])
        gains = sums - np.minimum.accumulate(sums)
        end = int(gains.argmax())
        if gains[end] >= enough:
            start = int(sums[:end].argmin())
            yield first + start, first + end
            pending += [(first, first + start), (first + end, last)]


def _related_stretches(
    source_runs: list[tuple[int, int]],
    target_runs: list[tuple[int, int]],
    above: dict[tuple[int, int], float],
    enough: float,
) -> list[Bead]:
    """Bounds of pairs of runs with sentences that are each other's best match, alike enough for a closer look.

    `above` is how much each pair of sentences that match is above the noise.
    """
    source_run_of, target_run_of = _run_of(source_runs), _run_of(target_runs)
    matches: dict[tuple[int, int], list[tuple[float, int, int]]] = {}
    for (i, j), value in above.items():
        if value > 0:
            matches.setdefault((source_run_of[i], target_run_of[j]), []).append((value, i, j))
    # Most of a moved passage's likeness is between single sentences; chance seldom brings half of what is needed.
    return [
        _around(max(found)[1:], source_runs[a], target_runs[b])
        for (a, b), found in sorted(matches.items())
        if sum(value for value, _, _ in found) >= enough
    ]


def _around(match: tuple[int, int], source_run: tuple[int, int], target_run: tuple[int, int]) -> Bead:
    """Bounds of two runs, the longer one cut down to what is near the match.

    A passage is about as long as its translation, so it lies near. Without this, a long run would be aligned whole
    with each of many short ones.
    """
    shorter = min(source_run[1] - source_run[0], target_run[1] - target_run[0])
    reach = 2 * shorter + _SURROUNDINGS
    bounds = [
        bound
        for at, (start, end) in zip(match, (source_run, target_run), strict=True)
        for bound in (max(start, at - reach), min(end, at + 1 + reach))
    ]
    return Bead(*bounds)


def _deviation(sides: tuple[Side, Side]) -> float:
    """Estimate the standard deviation of the similarity of unrelated sentences, around 0."""
    rows = [side.vectors[np.linspace(0, len(side) - 1, min(len(side), _SAMPLE)).astype(np.int64)] for side in sides]
    cosines = rows[0] @ rows[1].T
    # The median is not moved by the few pairs that are related.
    return max(1e-3, DEVIATION_BY_MEDIAN * float(np.median(np.abs(cosines))))


def _without_conflicts(moves: Iterable[Move]) -> list[Move]:
    """Give each sentence to the most probable of the moves that claim it."""
    kept: list[Move] = []
    taken: set[tuple[str, int]] = set()
    for move in sorted(moves, key=lambda move: (-move.probability, move.bead)):
        claimed = {("source", i) for i in range(move.bead.source_start, move.bead.source_end)}
        claimed |= {("target", j) for j in range(move.bead.target_start, move.bead.target_end)}
        if not claimed & taken:
            kept.append(move)
            taken |= claimed
    return kept


def _runs(sentences: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open ranges of consecutive numbers."""
    runs: list[tuple[int, int]] = []
    for sentence in sentences:
        if runs and runs[-1][1] == sentence:
            runs[-1] = (runs[-1][0], sentence + 1)
        else:
            runs.append((sentence, sentence + 1))
    return runs


def _run_of(runs: list[tuple[int, int]]) -> dict[int, int]:
    """For each number in the runs, the run that it is in."""
    return {number: k for k, (start, end) in enumerate(runs) for number in range(start, end)}
