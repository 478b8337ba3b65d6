"""How well each possible bead fits: its score in a log-linear model of alignments, before any other bead is looked at.

The score is a weighted sum of features of the two blocks of sentences; the weights are in `parameters.json`. All
similarities of blocks come from the dot products of single sentences, so each sentence is encoded once, and a bead of
any size costs a few additions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.corridor import Corridor
from aligner.alignment.lattice import IMPOSSIBLE, NullScores
from aligner.alignment.parameters import FEATURES, TYPICAL_LENGTH, Parameters
from aligner.alignment.side import Side

Singles = NDArray[np.float32]
LARGEST_BLOCK = 6
"""Sentences on one side of a bead, at most: chosen by hand; what more than three bring: `docs/benchmarks.md`."""
UNFINISHED_COST = 3.0
"""What it costs to leave alone a sentence that goes on in the next: a judgement, made on the press release."""
MEASURES: Final = ("similarity", *FEATURES[2:])
"""What is measured of a bead. The scaled similarity of `FEATURES` is the similarity times the mean size of both sides:
a matter of weights."""

_CHUNK_ROWS = 64
_NORM_ROWS = 4096
_LENGTH_VARIANCE = 6.8
"""Gale and Church (1993), A program for aligning sentences in bilingual corpora: variance per character."""
_LENGTH_SPREAD = 0.15
"""Relative deviation of a translator's choice, which their linear variance leaves out for long blocks: chosen by hand;
what it brings: `docs/benchmarks.md`."""
_LENGTH_CAP = 25.0
"""Five standard deviations, squared: what is farther off is no less likely. Chosen by hand."""


def null_scores(side: Side, parameters: Parameters) -> NullScores:
    """Score leaving each sentence of one side alone."""
    by_sentence = parameters.null_length * np.log(side.lengths / TYPICAL_LENGTH) - UNFINISHED_COST * side.unfinished
    first, facing, later = parameters.null_opening, parameters.null_facing, parameters.null_extending
    return NullScores(first + by_sentence, facing + by_sentence, later + by_sentence)


def pair_scores(corridor: Corridor, source: Side, target: Side, parameters: Parameters, length_ratio: float) -> Singles:
    """Score every pair bead that ends at a node of the corridor: (bead types, corridor size).

    `length_ratio` is the number of target characters to expect for a source character. Beads that would begin before
    the start of a text get `IMPOSSIBLE`.
    """
    scores = np.full((len(parameters.types), corridor.size), IMPOSSIBLE, np.float32)
    for window, kind, measures in _measured(corridor, source, target, parameters.types, length_ratio):
        sources, targets = parameters.types[kind]
        values = _weighted_sum(measures, measure_weights(parameters, kind))
        values += parameters.biases[kind]
        values[: max(0, sources - window.rows.start)] = IMPOSSIBLE
        values[:, : max(0, targets - window.columns.start)] = IMPOSSIBLE
        window.store(values, scores[kind])
    return scores


def pair_measures(
    corridor: Corridor, source: Side, target: Side, types: tuple[tuple[int, int], ...], length_ratio: float
) -> Singles:
    """Measure every pair bead that ends at a node of the corridor: (bead types, `MEASURES`, corridor size).

    Weighted with `measure_weights` and summed, with the bias of the type, they are the `pair_scores`. A measure that a
    type lacks (the weakest of one sentence) is 0; those of beads that would begin before the start of a text are
    finite and mean nothing.
    """
    found = np.zeros((len(types), len(MEASURES), corridor.size), np.float32)
    for window, kind, measures in _measured(corridor, source, target, types, length_ratio):
        for number, values in measures:
            window.store(values, found[kind, number])
    return found


def measure_weights(parameters: Parameters, kind: int) -> Singles:
    """Return what each of the `MEASURES` counts in beads of the type number `kind`."""
    similarity, scaled, *others = parameters.features
    return np.array([similarity + scaled * sum(parameters.types[kind]) / 2, *others], np.float32)


def _measured(
    corridor: Corridor, source: Side, target: Side, types: tuple[tuple[int, int], ...], length_ratio: float
) -> Iterator[tuple[_Window, int, Iterator[tuple[int, Singles]]]]:
    """Yield window, number of the bead type, and its measures as (place in `MEASURES`, values by node)."""
    lengths = _LengthModel(source.lengths, target.lengths, length_ratio)
    norms = block_norms(source), block_norms(target)
    for first in range(0, corridor.rows, _CHUNK_ROWS):
        window = _Window(corridor, first, min(first + _CHUNK_ROWS, corridor.rows), source, target)
        similarities = _Similarities(window, *norms)
        for kind, sizes in enumerate(types):
            yield window, kind, _measures(window, similarities, lengths, *sizes)


def _measures(
    window: _Window, similarities: _Similarities, lengths: _LengthModel, sources: int, targets: int
) -> Iterator[tuple[int, Singles]]:
    yield from similarities.measures(sources, targets)
    yield MEASURES.index("length"), lengths.misfit(sources, window.rows, targets, window.columns)


def _weighted_sum(measures: Iterator[tuple[int, Singles]], weights: Singles) -> Singles:
    number, values = next(measures)
    total: Singles = values * weights[number]
    for number, values in measures:
        total += values * weights[number]
    return total


class _LengthModel:
    """How much longer a translation is than its original, and how far a block may stray from that."""

    def __init__(self, source: NDArray[np.float64], target: NDArray[np.float64], ratio: float) -> None:
        self._source = np.concatenate([[0.0], np.cumsum(source)])
        self._target = np.concatenate([[0.0], np.cumsum(target)])
        self._ratio = ratio

    def misfit(self, sources: int, rows: slice, targets: int, columns: slice) -> Singles:
        """Squared deviation, in standard deviations, of target length from expectation: (rows, columns) of nodes."""
        expected = self._ratio * _block_lengths(self._source, sources, rows)[:, None]
        actual = _block_lengths(self._target, targets, columns)[None, :]
        mean = (expected + actual) / 2 + 1
        variance = _LENGTH_VARIANCE * mean + (_LENGTH_SPREAD * mean) ** 2
        misfit: Singles = np.minimum((actual - expected) ** 2 / variance, _LENGTH_CAP).astype(np.float32)
        return misfit


def _block_lengths(sums: NDArray[np.float64], size: int, nodes: slice) -> NDArray[np.float64]:
    ends = np.arange(nodes.start, nodes.stop)
    return np.asarray(sums[ends] - sums[np.maximum(ends - size, 0)])


def block_norms(side: Side) -> NDArray[np.float64]:
    """Lengths of the summed vectors of blocks: entry `[size, end]` for the block of `size` sentences before `end`."""
    count = len(side)
    norms = np.ones((LARGEST_BLOCK + 1, count + 1))
    for first in range(0, count, _NORM_ROWS):
        # Blocks that end in this part begin at most so many sentences before it.
        start, last = max(0, first - LARGEST_BLOCK + 1), min(first + _NORM_ROWS, count)
        weighted = side.vectors[start:last].astype(np.float64) * side.weights[start:last, None]
        sums = np.zeros_like(weighted)
        for size in range(1, min(LARGEST_BLOCK, len(weighted)) + 1):
            # sums[k] holds the block of `size - 1` sentences up to sentence k; one more in front of it joins.
            sums[size - 1 :] += weighted[: len(weighted) - size + 1]
            ends = slice(max(first, start + size - 1) + 1, last + 1)
            norms[size, ends] = np.maximum(np.linalg.norm(sums[ends.start - 1 - start :], axis=1), 1e-9)
    return norms


class _Window:
    """A run of corridor rows and the columns that any of them has, as a rectangle."""

    def __init__(self, corridor: Corridor, first: int, last: int, source: Side, target: Side) -> None:
        self.corridor = corridor
        self.rows = slice(first, last)
        self.columns = slice(int(corridor.low[first]), int(corridor.high[last - 1]))
        self.source = _Padded(source, self.rows)
        self.target = _Padded(target, self.columns)
        columns = np.arange(self.columns.start, self.columns.stop)
        # The nodes that are in the corridor; row by row, they follow one another in flat arrays.
        self._inside = (corridor.low[self.rows, None] <= columns) & (columns < corridor.high[self.rows, None])

    def store(self, values: Singles, scores: Singles) -> None:
        """Copy the rows of a rectangle of node values into their places in a flat array."""
        first, last = self.corridor.offsets[[self.rows.start, self.rows.stop]]
        scores[first:last] = values[self._inside]


class _Padded:
    """The sentences that blocks ending at a run of nodes can hold.

    Sentence `end - 1 - k` of a block that ends at node `end` is entry `end - nodes.start + LARGEST_BLOCK - 1 - k` here.
    Places outside the text are zero vectors.
    """

    def __init__(self, side: Side, nodes: slice) -> None:
        self.nodes = nodes
        first, last = nodes.start - LARGEST_BLOCK, nodes.stop - 1
        inside = slice(max(0, first), min(len(side), last))
        padding = (inside.start - first, last - inside.stop)
        self.vectors = np.pad(side.vectors[inside], (padding, (0, 0)))
        self.weights = np.pad(side.weights[inside], padding).astype(np.float32)
        self.worth = np.pad(side.worth[inside], padding).astype(np.float32)
        self.lengths = side.lengths

    def members(self, offset: int) -> slice:
        """Entries of the sentences `offset` places before each node's last sentence."""
        first = LARGEST_BLOCK - 1 - offset
        return slice(first, first + self.nodes.stop - self.nodes.start)


class _Similarities:
    """Similarities between all blocks of a window, from one product of its sentences."""

    def __init__(self, window: _Window, source_norms: NDArray[np.float64], target_norms: NDArray[np.float64]) -> None:
        self.window = window
        self.source_norms = source_norms[:, window.rows].astype(np.float32)
        self.target_norms = target_norms[:, window.columns].astype(np.float32)
        source, target = window.source, window.target
        sentences = source.vectors @ target.vectors.T
        sentences *= source.worth[:, None] * target.worth
        # [size] of sentences against blocks of the other side, divided by the block's norm.
        self.against_targets = self._against_blocks(sentences, target, self.target_norms)
        self.against_sources = [block.T for block in self._against_blocks(sentences.T, source, self.source_norms)]

    @staticmethod
    def _against_blocks(sentences: Singles, blocks: _Padded, norms: Singles) -> list[Singles]:
        """Cosines (sentences, nodes) with the blocks of 1, 2, … sentences that end at each node; entry 0 is empty."""
        found = [np.zeros((0, 0), np.float32)]
        total = np.zeros((len(sentences), norms.shape[1]), np.float32)
        weighted = sentences * blocks.weights
        for size in range(1, LARGEST_BLOCK + 1):
            total = total + weighted[:, blocks.members(size - 1)]
            found.append(total / norms[size])
        return found

    def measures(self, sources: int, targets: int) -> Iterator[tuple[int, Singles]]:
        """Yield place in `MEASURES` and values, (rows, columns) of nodes, of the measures that one bead type has."""
        source, target = self.window.source, self.window.target
        against_target = self.against_targets[targets]
        against_source = self.against_sources[sources]
        source_members = [against_target[source.members(k)] for k in range(sources)]
        target_members = [against_source[:, target.members(k)] for k in range(targets)]
        yield MEASURES.index("similarity"), self._similarity(sources, source_members)
        if sources > 1:
            yield MEASURES.index("weakest source"), _smallest(source_members)
        if targets > 1:
            yield MEASURES.index("weakest target"), _smallest(target_members)

    def _similarity(self, sources: int, members: list[Singles]) -> Singles:
        """Cosines of the summed vectors of both blocks."""
        source = self.window.source
        total = np.zeros_like(members[0])
        for k, member in enumerate(members):
            total += source.weights[source.members(k)][:, None] * member
        return np.asarray(total / self.source_norms[sources][:, None])


def _smallest(values: list[Singles]) -> Singles:
    smallest = values[0]
    for value in values[1:]:
        smallest = np.minimum(smallest, value)
    return smallest
