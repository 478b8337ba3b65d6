"""Passages that were translated, but elsewhere: sought among the sentences that the alignment leaves alone.

An alignment never crosses itself, so a passage that the translator moved ends up as nulls on both sides, or beside
whatever stands in its place. Runs of nulls and of doubtful beads that hold sentences which are each other's best match
are aligned with one another; consecutive beads that gather enough similarity are a moved passage.

Texts that have nothing to do with each other are nearly all nulls, and a few of their sentences are alike by chance.
Where next to nothing is found again, neither in its place nor elsewhere, nothing has moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bead import Bead
from aligner.alignment.confidence import UNLIKE
from aligner.alignment.search import DEVIATION_BY_MEDIAN
from aligner.alignment.second_look import block_similarities
from aligner.alignment.side import Side

AlignStretch = Callable[[Bead], tuple[list[Bead], list[float]]]
"""Aligns some consecutive sentences of both sides, given as the bounds of a bead; returns beads and posteriors."""

_NOISE = 3.0
"""Deviations of unrelated similarities that count for nothing: chosen by hand, as all here without another source."""
_ENOUGH = 3.0
"""Deviations above the noise that all beads of a moved passage must have together."""
_FEW = 100
"""So many sentences alone on each side are few; each doubling asks for one more deviation, since chance finds more."""
_SURROUNDINGS = 8
"""Sentences more than twice the length of the shorter run, on either side of the best match, that are looked at."""
_SHORT = 15
"""Shorter sentences (characters) occur by chance in many places: they alone never make a moved passage."""
_SURE = 0.9
_DOUBTFUL = 0.5
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
    source_runs = _runs([i for bead in loose for i in range(bead.source_start, bead.source_end)])
    target_runs = _runs([j for bead in loose for j in range(bead.target_start, bead.target_end)])
    if not source_runs or not target_runs:
        return []
    deviation = _deviation(sides)
    chance = _chance(source_runs, target_runs)
    in_place = {bead for bead in loose if not bead.is_null}
    moves: list[Move] = []
    for stretch in _related_stretches(source_runs, target_runs, sides, deviation, _ENOUGH / 2 + chance):
        found, posteriors = align(stretch)
        pairs = [(bead, sure) for bead, sure in zip(found, posteriors, strict=True) if not bead.is_null]
        moves += [move for move in _convincing(pairs, sides, deviation, _ENOUGH + chance) if move.bead not in in_place]
    kept = sorted(_without_conflicts(moves), key=lambda move: move.bead)
    in_order = sum(not bead.is_null and probability > _SURE for bead, probability in zip(beads, sure, strict=True))
    return kept if in_order + len(kept) >= _FOUND_AGAIN * min(map(len, sides)) else []


def without_moved(
    beads: Sequence[Bead], sure: Sequence[float], moves: Sequence[Move]
) -> tuple[list[Bead], list[float]]:
    """Take apart the pair beads that hold what has moved: each of their sentences is left alone.

    What has moved is left alone as surely as it has moved.
    """
    sources = {i: move.probability for move in moves for i in range(move.bead.source_start, move.bead.source_end)}
    targets = {j: move.probability for move in moves for j in range(move.bead.target_start, move.bead.target_end)}
    found: list[Bead] = []
    probabilities: list[float] = []
    for bead, probability in zip(beads, sure, strict=True):
        own = range(bead.source_start, bead.source_end), range(bead.target_start, bead.target_end)
        if bead.is_null or not (sources.keys() & set(own[0]) or targets.keys() & set(own[1])):
            found.append(bead)
            probabilities.append(probability)
            continue
        found += [Bead(i, i + 1, bead.target_start, bead.target_start) for i in own[0]]
        found += [Bead(bead.source_end, bead.source_end, j, j + 1) for j in own[1]]
        probabilities += [sources.get(i, 1 - probability) for i in own[0]]
        probabilities += [targets.get(j, 1 - probability) for j in own[1]]
    return found, probabilities


def _loose(
    beads: Sequence[Bead], sure: Sequence[float], sides: tuple[Side, Side], locked: frozenset[Bead]
) -> list[Bead]:
    """Return what may stand elsewhere: sentences left alone, and beads that are unlike or improbable."""
    pairs = [k for k, bead in enumerate(beads) if not bead.is_null]
    similarity = block_similarities(np.array([astuple(beads[k]) for k in pairs]), sides)
    weak = {
        k
        for k, alike in zip(pairs, similarity.tolist(), strict=True)
        if beads[k] not in locked and (alike < UNLIKE or sure[k] < _DOUBTFUL)
    }
    return [bead for k, bead in enumerate(beads) if bead.is_null or k in weak]


def _chance(source_runs: list[tuple[int, int]], target_runs: list[tuple[int, int]]) -> float:
    """Deviations more that likeness must have where many sentences are compared with many."""
    sources, targets = (sum(end - start for start, end in runs) for runs in (source_runs, target_runs))
    return max(0.0, float(np.log2(sources * targets / _FEW**2)) / 2)


def _convincing(
    pairs: list[tuple[Bead, float]], sides: tuple[Side, Side], deviation: float, enough: float
) -> list[Move]:
    """Keep what is alike of the passages, among the pair beads of two runs, that are alike enough together."""
    if not pairs:
        return []
    bounds = np.array([(b.source_start, b.source_end, b.target_start, b.target_end) for b, _ in pairs])
    excess = block_similarities(bounds, sides) / deviation - _NOISE
    lengths = [
        min(
            sides[0].lengths[b.source_start : b.source_end].sum(), sides[1].lengths[b.target_start : b.target_end].sum()
        )
        for b, _ in pairs
    ]
    scores = np.where(np.array(lengths) >= _SHORT, excess, np.minimum(excess, 0.0))
    return [Move(*pairs[k]) for passage in _passages(scores, enough) for k in range(*passage) if excess[k] > 0]


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
    sides: tuple[Side, Side],
    deviation: float,
    enough: float,
) -> list[Bead]:
    """Bounds of pairs of runs with sentences that are each other's best match, alike enough for a closer look."""
    sources, source_run_of = _members(source_runs)
    targets, target_run_of = _members(target_runs)
    best_target = np.zeros(len(sources), np.int64)
    best_value = np.full(len(sources), -1.0)
    column_value = np.full(len(targets), -1.0)
    column_source = np.zeros(len(targets), np.int64)
    for first in range(0, len(sources), _SAMPLE):
        rows = slice(first, first + _SAMPLE)
        cosines = sides[0].vectors[sources[rows]] @ sides[1].vectors[targets].T
        cosines *= sides[0].worth[sources[rows], None] * sides[1].worth[targets]
        best_target[rows], best_value[rows] = cosines.argmax(axis=1), cosines.max(axis=1)
        better = cosines.max(axis=0) > column_value
        column_source[better] = first + cosines.argmax(axis=0)[better]
        column_value = np.maximum(column_value, cosines.max(axis=0))
    mutual = np.flatnonzero((column_source[best_target] == np.arange(len(sources))) & (best_value > _NOISE * deviation))
    matches: dict[tuple[int, int], list[tuple[float, int, int]]] = {}
    for k in mutual:
        runs = int(source_run_of[k]), int(target_run_of[best_target[k]])
        above = float(best_value[k]) / deviation - _NOISE
        matches.setdefault(runs, []).append((above, int(sources[k]), int(targets[best_target[k]])))
    # Most of a moved passage's likeness is between single sentences; chance seldom brings half of what is needed.
    return [
        _around(max(found)[1:], source_runs[a], target_runs[b])
        for (a, b), found in sorted(matches.items())
        if sum(above for above, _, _ in found) >= enough
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


def _without_conflicts(moves: list[Move]) -> list[Move]:
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


def _runs(sentences: list[int]) -> list[tuple[int, int]]:
    """Half-open ranges of consecutive numbers."""
    runs: list[tuple[int, int]] = []
    for sentence in sentences:
        if runs and runs[-1][1] == sentence:
            runs[-1] = (runs[-1][0], sentence + 1)
        else:
            runs.append((sentence, sentence + 1))
    return runs


def _members(runs: list[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All numbers in the runs, and for each the run that it is in."""
    numbers = np.concatenate([np.arange(start, end) for start, end in runs])
    return numbers, np.repeat(np.arange(len(runs)), [end - start for start, end in runs])
