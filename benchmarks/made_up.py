"""Parallel texts without words: made-up vectors and lengths whose alignment is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.bead import Bead
from aligner.alignment.space import Vectors

DIMENSIONS = 384
LENGTH_RATIO = 1.1

_SPREAD = 0.62
"""The deviation of component k is k to minus this power: unrelated sentences then have cosines of 0 +- .1 or so."""
_COMMON = 2.5
"""Length of the direction that all sentences of a language share, to their own part of length 1."""
_NOISE = (0.55, 1.35)
"""Length of what a sentence has for itself, to that of what it shares with its translation: cosines of .5 +- .12."""
_FROM_NEIGHBOUR = 0.3
_GROUPED = 0.12
"""Share of the beads that have two sentences on one side."""
_MEDIAN_LENGTH = 90
_LENGTH_DEVIATION = 0.6
_TRANSLATED_LENGTH_DEVIATION = 0.12


@dataclass(frozen=True, slots=True)
class MadeUpText:
    """Unit vectors (n, 384) and lengths (n,) in characters of the sentences of one side."""

    vectors: Vectors
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MadeUpPair:
    """Two texts, and the beads, in text order, that hold each of their sentences exactly once."""

    source: MadeUpText
    target: MadeUpText
    beads: tuple[Bead, ...]

    def save(self, folder: Path) -> None:
        """Write it down for `load_text` and `load_beads`."""
        for name, side in (("source", self.source), ("target", self.target)):
            np.save(folder / f"{name}.vectors.npy", side.vectors)
            np.save(folder / f"{name}.lengths.npy", side.lengths)
        bounds = [(bead.source_start, bead.source_end, bead.target_start, bead.target_end) for bead in self.beads]
        np.save(folder / "beads.npy", np.array(bounds))


def load_text(folder: Path, side: str) -> MadeUpText:
    """Read a side, `source` or `target`, of what `MadeUpPair.save` wrote."""
    return MadeUpText(np.load(folder / f"{side}.vectors.npy"), np.load(folder / f"{side}.lengths.npy"))


def load_beads(folder: Path) -> tuple[Bead, ...]:
    """Read the beads that `MadeUpPair.save` wrote."""
    return tuple(Bead(*bounds) for bounds in np.load(folder / "beads.npy").tolist())


def made_up_pair(
    sentences: int, only_source: range = range(0), only_target: range = range(0), seed: int = 1
) -> MadeUpPair:
    """Make up a text of about so many sentences, and its translation.

    The text is a sequence of thoughts. Those with numbers in `only_source` or `only_target` are missing from the other
    side. The rest are mostly a sentence each on both sides; sometimes two of them are one sentence on one side. The
    same `seed` gives the same pair.
    """
    random = np.random.default_rng(seed)
    alone = dict.fromkeys(only_source, (1, 0)) | dict.fromkeys(only_target, (0, 1))
    sizes = _bead_sizes(sentences, alone, random)
    thoughts = _thoughts(sentences, random)
    lengths = np.exp(random.normal(np.log(_MEDIAN_LENGTH), _LENGTH_DEVIATION, sentences)).clip(4, 600)
    translated = LENGTH_RATIO * lengths * np.exp(random.normal(0.0, _TRANSLATED_LENGTH_DEVIATION, sentences))
    # The same in all pairs, as the languages are.
    common = _COMMON * _directions(2, np.random.default_rng(0))
    return MadeUpPair(
        _text(thoughts, lengths, _extents(sizes, 0), common[0], random),
        _text(thoughts, translated, _extents(sizes, 1), common[1], random),
        tuple(_beads(sizes)),
    )


def _bead_sizes(thoughts: int, alone: dict[int, tuple[int, int]], random: np.random.Generator) -> list[tuple[int, int]]:
    """Sentences of each bead on both sides; a bead holds as many thoughts as its larger side has sentences."""
    sizes: list[tuple[int, int]] = []
    thought = 0
    while thought < thoughts:
        if thought in alone:
            sizes.append(alone[thought])
        elif random.random() < _GROUPED and thought + 1 < thoughts and thought + 1 not in alone:
            sizes.append((1, 2) if random.random() < 0.5 else (2, 1))
        else:
            sizes.append((1, 1))
        thought += max(sizes[-1])
    return sizes


def _extents(sizes: Sequence[tuple[int, int]], side: int) -> NDArray[np.int64]:
    """First and last thought (n, 2) of each sentence of a side."""
    found: list[tuple[int, int]] = []
    thought = 0
    for size in sizes:
        most = max(size)
        if size[side] == most:
            found += [(thought + k, thought + k) for k in range(most)]
        elif size[side]:
            found.append((thought, thought + most - 1))
        thought += most
    return np.array(found)


def _beads(sizes: Sequence[tuple[int, int]]) -> Iterator[Bead]:
    i = j = 0
    for sources, targets in sizes:
        yield Bead(i, i + sources, j, j + targets)
        i, j = i + sources, j + targets


def _thoughts(count: int, random: np.random.Generator) -> Vectors:
    """Make up unit vectors (count, 384), each a little like the one before."""
    found = _directions(count, random)
    for k in range(1, count):
        found[k] += _FROM_NEIGHBOUR * found[k - 1]
        found[k] /= np.linalg.norm(found[k])
    return found


def _text(
    thoughts: Vectors,
    lengths: NDArray[np.float64],
    extents: NDArray[np.int64],
    common: Vectors,
    random: np.random.Generator,
) -> MadeUpText:
    """Make up the sentences that hold the thoughts from `extents[:, 0]` to `extents[:, 1]`, two at most."""
    first, last = extents.T
    second_length = np.where(last > first, lengths[last], 0.0)
    meaning = thoughts[first] * lengths[first, None] + thoughts[last] * second_length[:, None]
    noise = random.uniform(*_NOISE, (len(extents), 1)).astype(np.float32)
    vectors = _unit(meaning) + noise * _directions(len(extents), random) + common
    return MadeUpText(_unit(vectors), (lengths[first] + second_length).round().astype(np.int64))


def _directions(count: int, random: np.random.Generator) -> Vectors:
    spread = np.arange(1, DIMENSIONS + 1, dtype=np.float32) ** -_SPREAD
    return _unit(random.standard_normal((count, DIMENSIONS), np.float32) * spread)


def _unit(vectors: NDArray[np.floating]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
