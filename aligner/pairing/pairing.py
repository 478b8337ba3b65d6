"""From the outlines of two sets of documents to pairs: who translates whom, and how sure that is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from aligner.pairing.assignment import assigned
from aligner.pairing.candidates import likely_pairs
from aligner.pairing.closeness import Check, Closeness
from aligner.pairing.profile import Outline, Vectors, unit
from aligner.pairing.tokens import Tokens, Weights
from aligner.progress import ProgressBars, no_progress

Pair = tuple[int, int]
ACCEPTED: Final = 0.0
"""Logarithm of odds from which on two documents are a pair: as probable as not."""
_OWN_MEAN: Final = 20.0
"""What all documents have in common is taken off their vectors: half of it where there are so many documents."""
_RIVALS: Final = 4
"""The best candidates of a document that are aligned with it."""
_FEW: Final = 8.0
_USUAL_NUMBERS: Final = 0.8
_USUAL_NAMES: Final = 0.5
"""Shares of numbers and names that translations usually have."""
_HOPELESS: Final = -4.0
"""First estimate below which two documents are not aligned to find out more."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a pair. `vectors` is the cosine of both documents, part by part (-1 to 1).

    `numbers` and `names` are the shares of rare tokens that both have (0 to 1), near what is usual where there are
    few. `length` is the natural logarithm of the ratio of lengths; `file` says whether the file names agree (1),
    disagree (-0.5) or say nothing (0).
    """

    vectors: float
    numbers: float
    names: float
    length: float
    file: float


@dataclass(frozen=True, slots=True)
class Match:
    """A pair by the numbers of its documents; `margin` is how far it is ahead of the best rival of either."""

    source: int
    target: int
    score: float
    margin: float


def first_estimate(evidence: Evidence) -> float:
    """Return how likely a pair is, in natural logarithms of odds, by what costs nothing to find out."""
    return (
        -5.0
        + 9.0 * evidence.vectors
        + 3.0 * evidence.numbers
        + 3.0 * evidence.names
        - 4.0 * min(1.5, abs(evidence.length)) ** 2
        + 1.0 * evidence.file
    )


def final_estimate(evidence: Evidence, close: Closeness) -> float:
    """Return how likely a pair is once it has been aligned.

    The weights were fitted (logistic regression) on documents of news, on nine published translations and on made-up
    near duplicates, those of length and file names were chosen by hand.
    """
    return (
        -15.4
        + 5.7 * evidence.vectors
        + 4.3 * close.content
        + 4.5 * _up_to(_USUAL_NUMBERS, evidence.numbers)
        + 3.7 * _up_to(_USUAL_NUMBERS, close.numbers)
        + 7.7 * _up_to(0.7, evidence.names)
        - 1.0 * min(1.5, abs(evidence.length)) ** 2
        + 0.7 * evidence.file
    )


def _up_to(usual: float, share: float) -> float:
    """Count what is beyond what translations usually share by half: it only tells near duplicates apart."""
    return min(share, usual) + max(0.0, share - usual) / 2


@dataclass(frozen=True, slots=True)
class Collection:
    """The documents of both sides with the vectors (n, parts, d) of their parts."""

    sources: Sequence[Outline]
    targets: Sequence[Outline]
    source_vectors: Vectors
    target_vectors: Vectors


def matched(
    collection: Collection, length_ratio: float, check: Check, progress: ProgressBars = no_progress
) -> list[Match]:
    """Return the pairs, by source. `length_ratio` is how many target characters a source character makes.

    `check` aligns two documents, by their numbers; it is asked for the best few candidates of each alone.
    """
    evidence = _evidence(collection, length_ratio)
    estimates = {pair: first_estimate(found) for pair, found in evidence.items()}
    hopeful = sorted(_best_of_each(estimates))
    estimates = {}
    with progress("comparing", len(hopeful)) as advance:
        for pair in hopeful:
            estimates[pair] = final_estimate(evidence[pair], check(*pair))
            advance(1)
    chosen = assigned({pair: estimate for pair, estimate in estimates.items() if estimate >= ACCEPTED})
    scores = {pair: probability(estimate) for pair, estimate in estimates.items()}
    best = _two_best(scores)
    return [
        Match(row, column, scores[row, column], _margin(best, (row, column), scores[row, column]))
        for row, column in sorted(chosen.items())
    ]


def probability(odds: float) -> float:
    """Return the probability of which natural logarithms of odds are given."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _evidence(collection: Collection, length_ratio: float) -> dict[Pair, Evidence]:
    sides = collection.sources, collection.targets
    vectors = tuple(_documents(side) for side in (collection.source_vectors, collection.target_vectors))
    lengths = (
        [round(outline.characters * length_ratio) for outline in sides[0]],
        [outline.characters for outline in sides[1]],
    )
    numbers = [[outline.numbers for outline in side] for side in sides]
    names = [[outline.names for outline in side] for side in sides]
    rare_numbers, rare_names = Weights.of(*numbers), Weights.of(*names)
    both = [[a | b for a, b in zip(*of_side, strict=True)] for of_side in zip(numbers, names, strict=True)]
    pairs = likely_pairs((vectors[0], vectors[1]), lengths, (Weights.of(*both), both[0], both[1]))
    return {
        (row, column): Evidence(
            float(vectors[0][row] @ vectors[1][column]),
            _share(rare_numbers, numbers[0][row], numbers[1][column], _USUAL_NUMBERS),
            _share(rare_names, names[0][row], names[1][column], _USUAL_NAMES),
            math.log((lengths[0][row] + 30) / (lengths[1][column] + 30)),
            _of_names(sides[0][row].name_parts, sides[1][column].name_parts),
        )
        for row, column in sorted(pairs)
        if not sides[0][row].language or sides[0][row].language != sides[1][column].language
    }


def _documents(parts: Vectors) -> Vectors:
    """Return one unit vector (n, parts * d) a document, without what all of them have in common."""
    common = parts.mean(axis=(0, 1), dtype=np.float64) * (len(parts) / (len(parts) + _OWN_MEAN))
    return unit(unit((parts - common).astype(np.float32)).reshape(len(parts), -1))


def _share(weights: Weights, source: Tokens, target: Tokens, usual: float) -> float:
    """Return the share of what is rare that both documents have; `usual` counts like a few rare tokens."""
    shared = weights.total(source & target) + usual * _FEW
    return shared / (weights.total(source | target) + _FEW)


def _of_names(source: frozenset[str], target: frozenset[str]) -> float:
    """Compare file names: 1 for the same, -1 for others with nothing in common, 0 where one says nothing."""
    if not source or not target:
        return 0.0
    shared = len(source & target)
    if source == target:
        return 1.0
    return shared / max(len(source), len(target)) - 0.5 if shared else -0.5


def _best_of_each(estimates: Mapping[Pair, float]) -> set[Pair]:
    """Return the pairs that are among the best few of either document."""
    kept: set[Pair] = set()
    for side in (0, 1):
        of: dict[int, list[Pair]] = defaultdict(list)
        for pair, estimate in estimates.items():
            if estimate > _HOPELESS:
                of[pair[side]].append(pair)
        for pairs in of.values():
            kept.update(sorted(pairs, key=lambda pair: (-estimates[pair], pair))[:_RIVALS])
    return kept


def _two_best(scores: Mapping[Pair, float]) -> dict[tuple[int, int], list[float]]:
    """Return the two best scores of each document, which is called by its side and number."""
    best: dict[tuple[int, int], list[float]] = defaultdict(list)
    for pair, score in scores.items():
        for document in enumerate(pair):
            best[document] = sorted([*best[document], score], reverse=True)[:2]
    return best


def _margin(best: Mapping[tuple[int, int], Iterable[float]], pair: Pair, score: float) -> float:
    others = []
    for document in enumerate(pair):
        first, second = [*best[document], 0.0][:2]
        others.append(second if score >= first else first)
    return score - max(others)
