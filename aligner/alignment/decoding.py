"""From sums over all paths to the alignment that is right most often, and how sure it is."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bead import Bead
from aligner.alignment.corridor import Corridor
from aligner.alignment.lattice import IMPOSSIBLE, Floats, Sums, Weights

POSTERIOR_FLOOR = 0.005
"""Beads less probable than this are not kept as candidates: chosen by hand."""
_SURE = 0.9
"""What a document is judged by is more probable than this: chosen by hand."""
_PART = 2**18
"""Nodes at a time."""
_LOG_FLOOR = float(np.log(POSTERIOR_FLOOR))


@dataclass(frozen=True, slots=True)
class Posteriors:
    """What the paths through a corridor agree on.

    `beads` (c, 4) int64 are the pair beads worth a thought, as half-open bounds (source start, source end, target
    start, target end) in order of their ends; `probability` (c,) that each is in the alignment. `source_null` and
    `target_null` give for each sentence the probability that it has no counterpart.
    """

    beads: NDArray[np.int64]
    probability: Floats
    source_null: Floats
    target_null: Floats

    def sure_pairs(self) -> NDArray[np.int64]:
        """Return the 1-1 beads that are surest, as source and target sentence (k, 2): what a document is judged by."""
        beads = self.beads[self.probability > _SURE]
        return beads[((beads[:, 1::2] - beads[:, ::2]) == 1).all(axis=1), ::2]

    def of(self, bead: Bead) -> float:
        """Return the posterior of any bead: of a null bead the mean of its sentences, below the floor 0."""
        if bead.is_null:
            source = self.source_null[bead.source_start : bead.source_end]
            target = self.target_null[bead.target_start : bead.target_end]
            return float(np.concatenate([source, target]).mean())
        same = np.flatnonzero((self.beads == astuple(bead)).all(axis=1))
        return float(self.probability[same[0]]) if len(same) else 0.0


def posteriors(corridor: Corridor, weights: Weights, ahead: Sums, behind: Sums) -> Posteriors:
    """Combine the forward sums (`ahead`) and the backward sums (`behind`)."""
    evidence = float(ahead.at(slice(-1, None)).any[0])
    bounds, probability = _candidates(corridor, weights, ahead, behind, evidence)
    return Posteriors(
        bounds,
        probability,
        _source_nulls(corridor, weights, ahead, behind, evidence),
        _target_nulls(corridor, weights, ahead, behind, evidence),
    )


def best_beads(found: Posteriors) -> tuple[list[Bead], Floats]:
    """Choose the path that gets most sentences right on average, and the posterior of each of its beads.

    Maximises the sum over sentences of the posterior of what the path does with them (Kall, Krogh and Sonnhammer
    2005, An HMM posterior decoder that includes feature predictions): a bead counts for each of its sentences.
    """
    chosen = _heaviest_chain(found)
    beads, sure = [], []
    i = j = 0
    end = (len(found.source_null), len(found.target_null))
    for bead in [*chosen, None]:
        start = (int(found.beads[bead, 0]), int(found.beads[bead, 2])) if bead is not None else end
        beads += [Bead(k, k + 1, j, j) for k in range(i, start[0])]
        beads += [Bead(start[0], start[0], k, k + 1) for k in range(j, start[1])]
        sure += [*found.source_null[i : start[0]], *found.target_null[j : start[1]]]
        if bead is not None:
            beads.append(Bead(*(int(bound) for bound in found.beads[bead])))
            sure.append(found.probability[bead])
            i, j = beads[-1].source_end, beads[-1].target_end
    return beads, np.array(sure)


def _heaviest_chain(found: Posteriors) -> list[int]:
    """Numbers of the candidates to keep, in text order.

    A bead of probability above one half conflicts with no other such bead: those are kept at once, and the rest is
    decided between each two of them, where few candidates are left.
    """
    source_nulls = np.concatenate([[0.0], np.cumsum(found.source_null)])
    target_nulls = np.concatenate([[0.0], np.cumsum(found.target_null)])
    beads = found.beads
    sizes = beads[:, 1] - beads[:, 0] + beads[:, 3] - beads[:, 2]
    # What a bead gains over leaving its sentences alone.
    gains = (
        found.probability * sizes
        - (source_nulls[beads[:, 1]] - source_nulls[beads[:, 0]])
        - (target_nulls[beads[:, 3]] - target_nulls[beads[:, 2]])
    )
    useful = np.flatnonzero(gains > 0)
    sure = np.flatnonzero(found.probability > 0.5)
    kept: list[int] = []
    corner = np.zeros(2, np.int64)
    at = 0
    for anchor in [*sure, None]:
        limit = beads[anchor, [0, 2]] if anchor is not None else np.array([len(source_nulls), len(target_nulls)])
        stop = int(np.searchsorted(useful, anchor)) if anchor is not None else len(useful)
        between = [
            k for k in useful[at:stop] if (beads[k, [0, 2]] >= corner).all() and (beads[k, [1, 3]] <= limit).all()
        ]
        kept += _best_chain(between, beads, gains)
        if anchor is not None:
            kept.append(int(anchor))
            corner, at = beads[anchor, [1, 3]], stop + 1
    return kept


def _best_chain(numbers: list[int], beads: NDArray[np.int64], gains: Floats) -> list[int]:
    """Heaviest chain of beads that follow one another, by plain dynamic programming."""
    best: list[float] = []
    before: list[int] = []
    for place, k in enumerate(numbers):
        value, link = 0.0, -1
        for earlier in range(place):
            ends = beads[numbers[earlier], [1, 3]]
            if best[earlier] > value and (ends <= beads[k, [0, 2]]).all():
                value, link = best[earlier], earlier
        best.append(value + float(gains[k]))
        before.append(link)
    chain: list[int] = []
    place = int(np.argmax(best)) if best else -1
    while place >= 0:
        chain.append(numbers[place])
        place = before[place]
    return chain[::-1]


def _candidates(
    corridor: Corridor, weights: Weights, ahead: Sums, behind: Sums, evidence: float
) -> tuple[NDArray[np.int64], Floats]:
    """Pair beads with a posterior above the floor, in order of their ends: bounds (c, 4) and posteriors (c,)."""
    parts = [
        _candidates_among(
            np.arange(start, min(start + _PART, corridor.size)), corridor, weights, ahead, behind, evidence
        )
        for start in range(0, corridor.size, _PART)
    ]
    bounds, probability = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return bounds, probability


def _candidates_among(
    nodes: NDArray[np.int64], corridor: Corridor, weights: Weights, ahead: Sums, behind: Sums, evidence: float
) -> tuple[NDArray[np.int64], Floats]:
    # Only nodes where any pair bead is likely to end.
    nodes = nodes[ahead.pair[nodes] + behind.pair[nodes] - evidence > _LOG_FLOOR]
    rows = np.searchsorted(corridor.offsets, nodes, side="right") - 1
    columns = nodes - corridor.offsets[rows] + corridor.low[rows]
    first_rows = rows[:, None] - weights.sources
    first_columns = columns[:, None] - weights.targets
    places, inside = corridor.places(first_rows, first_columns)
    before = np.where(inside, ahead.at(places).any, IMPOSSIBLE)
    log = before + weights.pairs[:, nodes].T + behind.pair[nodes, None] - evidence
    found, kinds = np.nonzero(log > _LOG_FLOOR)
    bounds = [first_rows[found, kinds], rows[found], first_columns[found, kinds], columns[found]]
    return np.stack(bounds, axis=1), np.minimum(np.exp(log[found, kinds]), 1.0)


def _source_nulls(corridor: Corridor, weights: Weights, ahead: Sums, behind: Sums, evidence: float) -> Floats:
    found = np.zeros(corridor.rows - 1)
    scores = weights.source_nulls
    for i in range(corridor.rows - 1):
        here, there = corridor.steps(i, i + 1, 0)
        before = np.logaddexp(ahead.pair[here] + scores.opening[i], ahead.source_null[here] + scores.extending[i])
        found[i] = np.exp(before + behind.source_null[there] - evidence).sum()
    return np.minimum(found, 1.0)


def _target_nulls(corridor: Corridor, weights: Weights, ahead: Sums, behind: Sums, evidence: float) -> Floats:
    found = np.zeros(int(corridor.high[-1]) - 1)
    scores = weights.target_nulls
    for i in range(corridor.rows):
        row = corridor.row(i)
        here, there = slice(row.start, row.stop - 1), slice(row.start + 1, row.stop)
        columns = slice(int(corridor.low[i]), int(corridor.high[i]) - 1)
        after_pair, after_null = ahead.pair[here], ahead.source_null[here]
        opened = np.logaddexp(after_pair + scores.opening[columns], after_null + scores.facing[columns])
        before = np.logaddexp(opened, ahead.target_null[here] + scores.extending[columns])
        found[columns] += np.exp(before + behind.target_null[there] - evidence)
    return np.minimum(found, 1.0)
