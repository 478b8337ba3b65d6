"""Which pairs of documents are looked at: for each document a few that are like it, found block by block.

Documents are sorted by length, so that what a block is compared with is a stretch of the other side: time grows with
the number of documents and the share of them that are about as long, memory with the block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.pairing.profile import Vectors
from aligner.pairing.tokens import Tokens, Weights

BLOCK: Final = 256
MOST: Final = 10
"""Candidates of each document by its vectors, and as many by the rare tokens that it shares."""
LENGTH_RATIO: Final = 4.0
"""A translation is neither so many times longer than its original nor shorter; short ones may be, see `_SLACK`."""
_SLACK: Final = 200
"""Characters added to both lengths before they are compared."""
_COMMON: Final = 30
"""A token that more documents of the other side have leads to none of them."""

Pair = tuple[int, int]


def likely_pairs(
    sides: tuple[Vectors, Vectors],
    lengths: tuple[Sequence[int], Sequence[int]],
    tokens: tuple[Weights, Sequence[Tokens], Sequence[Tokens]],
) -> set[Pair]:
    """Return pairs (source, target) that are worth a comparison.

    `sides` are vectors (n, k) and (m, k) of unit length, `lengths` characters, `tokens` the weights of tokens and those
    of each document.
    """
    swapped = tokens[0], tokens[2], tokens[1]
    found = set(_by_vectors(sides, lengths)) | set(_by_tokens(*tokens))
    found |= {(row, column) for column, row in _by_vectors(sides[::-1], lengths[::-1])}
    found |= {(row, column) for column, row in _by_tokens(*swapped)}
    return {(row, column) for row, column in found if is_possible(lengths[0][row], lengths[1][column])}


def is_possible(source: int, target: int) -> bool:
    """Tell whether texts of so many characters can be translations of each other."""
    ratio = (source + _SLACK) / (target + _SLACK)
    return 1 / LENGTH_RATIO <= ratio <= LENGTH_RATIO


def _by_vectors(sides: tuple[Vectors, Vectors], lengths: tuple[Sequence[int], Sequence[int]]) -> Iterator[Pair]:
    """Yield for each document of the first side the most similar ones of the second that are about as long."""
    orders = [np.argsort(np.asarray(side), kind="stable") for side in lengths]
    sizes = [np.asarray(side)[order] + _SLACK for side, order in zip(lengths, orders, strict=True)]
    others = sides[1][orders[1]]
    for start in range(0, len(orders[0]), BLOCK):
        block = orders[0][start : start + BLOCK]
        low = np.searchsorted(sizes[1], sizes[0][start] / LENGTH_RATIO)
        high = np.searchsorted(sizes[1], sizes[0][start : start + BLOCK][-1] * LENGTH_RATIO, "right")
        if low == high:
            continue
        best = _largest(sides[0][block] @ others[low:high].T)
        for row, columns in zip(block.tolist(), orders[1][low + best].tolist(), strict=True):
            yield from ((row, column) for column in columns)


def _largest(values: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the columns of the `MOST` largest values of each row, in any order."""
    if values.shape[1] <= MOST:
        return np.broadcast_to(np.arange(values.shape[1]), values.shape)
    return np.argpartition(-values, MOST, axis=1)[:, :MOST]


def _by_tokens(weights: Weights, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> Iterator[Pair]:
    """Yield for each source the targets with which it shares the most of what is rare."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, tokens in enumerate(targets):
        for token in tokens:
            having[token].append(number)
    for number, tokens in enumerate(sources):
        shared: dict[int, float] = defaultdict(float)
        for token in sorted(tokens):
            others = having.get(token, ())
            if len(others) <= _COMMON:
                for other in others:
                    shared[other] += weights.rarity.get(token, 0.0)
        for other in sorted(shared, key=lambda other: (-shared[other], other))[:MOST]:
            yield number, other
