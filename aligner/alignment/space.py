"""The space in which sentences are compared: centred, decorrelated, and exact.

Sentence encoders put all texts of one language into a narrow cone, so raw cosines say little. Each side is centred on
its own mean, and directions in which all sentences of the document vary are damped (soft whitening: Mu and Viswanath
2018, All-but-the-top; Su et al. 2021, Whitening sentence representations). A short document cannot say what its mean
and its common directions are: there the background sentences of the encoder stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

GRID = 2048
"""Components are whole multiples of 1/GRID. Products of two unit vectors on this grid sum up below 2**24 in units of
1/GRID**2, so single precision holds every partial sum exactly, and no number of threads can change a result."""

_PART = 4096
_DAMPING = 0.2
"""Directions are divided by their variance to this power (0.5 would make all alike): chosen by hand; what it brings:
`docs/benchmarks.md`."""
_FLOOR = 0.1
"""Variance added to every direction, as a share of the mean: chosen by hand."""
_CENTRE_WEIGHT = 8.0
_COVARIANCE_WEIGHT = 300.0
"""The background counts as so many sentences of the document, in its mean and in its covariance: chosen by hand."""


@dataclass(frozen=True, slots=True)
class GridVectors:
    """Vectors (n, d) on the grid, kept as whole numbers of `steps` (n, d) int16: half the memory of single precision.

    Indexing with numbers, ranges or arrays of numbers makes float32 vectors of the chosen rows, without rounding.
    """

    steps: NDArray[np.int16]

    @classmethod
    def packed(cls, vectors: Vectors) -> GridVectors:
        """Take vectors (n, d) that are on the grid already, such as those of `Space`."""
        steps = np.empty(vectors.shape, np.int16)
        for part in _parts(vectors):
            np.rint(vectors[part] * GRID, out=steps[part], casting="unsafe")
        return cls(steps)

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, rows: int | slice | NDArray[np.int64]) -> Vectors:
        # Whole numbers up to 2048, divided by a power of two: exact.
        return np.asarray(self.steps[rows] * np.float32(1 / GRID), np.float32)

    def part(self, rows: slice) -> GridVectors:
        """Cut out consecutive vectors; the memory is shared."""
        return GridVectors(self.steps[rows])


@dataclass(frozen=True, slots=True)
class Background:
    """What unrelated text looks like to an encoder: means (d,) of both languages and covariance (d, d) around them."""

    source_mean: NDArray[np.float64]
    target_mean: NDArray[np.float64]
    covariance: NDArray[np.float64]


def background_of(source: Vectors, target: Vectors) -> Background:
    """Take the statistics of parallel unit vectors, (k, d) each, in the document's source and target language."""
    source_mean, target_mean = source.mean(axis=0, dtype=np.float64), target.mean(axis=0, dtype=np.float64)
    centred = np.vstack([_unit(source - source_mean), _unit(target - target_mean)])
    return Background(source_mean, target_mean, centred.T @ centred / len(centred))


@dataclass(frozen=True, slots=True)
class Space:
    """The common space of one pair of documents: both centres (d,) and the whitening (d, d)."""

    source_centre: NDArray[np.float64]
    target_centre: NDArray[np.float64]
    whitening: NDArray[np.float64]

    def of_source(self, vectors: Vectors) -> Vectors:
        """Map unit vectors (k, d) of texts in the source language: unit vectors on the grid, float32."""
        return _mapped(vectors, self.source_centre, self.whitening)

    def of_target(self, vectors: Vectors) -> Vectors:
        """Map unit vectors (k, d) of texts in the target language: unit vectors on the grid, float32."""
        return _mapped(vectors, self.target_centre, self.whitening)


def common_space(source: Vectors, target: Vectors, background: Background) -> Space:
    """Find the space in which to compare a document's unit vectors, (n, d) and (m, d)."""
    source_centre = _centre(source, background.source_mean)
    target_centre = _centre(target, background.target_mean)
    sentences = len(source) + len(target)
    own = _products(source, source_centre) + _products(target, target_centre)
    shared = (own + _COVARIANCE_WEIGHT * background.covariance) / (sentences + _COVARIANCE_WEIGHT)
    values, directions = np.linalg.eigh(shared)
    # The covariance of unit vectors has trace 1: the floor is a tenth of the mean eigenvalue.
    damped = (np.maximum(values, 0.0) + _FLOOR / len(values)) ** -_DAMPING
    return Space(source_centre, target_centre, (directions * damped) @ directions.T)


def _mapped(vectors: Vectors, centre: NDArray[np.float64], whitening: NDArray[np.float64]) -> Vectors:
    found = np.empty(vectors.shape, np.float32)
    for part in _parts(vectors):
        found[part] = unit_on_grid(_unit(vectors[part] - centre) @ whitening)
    return found


def _products(vectors: Vectors, centre: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of the outer products (d, d) of centred unit vectors."""
    total = np.zeros((vectors.shape[1], vectors.shape[1]))
    for part in _parts(vectors):
        centred = _unit(vectors[part] - centre)
        total += centred.T @ centred
    return total


def _parts(vectors: Vectors) -> Iterator[slice]:
    """Cut up vectors, because calculations in double precision take a multiple of their memory."""
    return (slice(start, start + _PART) for start in range(0, len(vectors), _PART))


def unit_on_grid(vectors: NDArray[np.float64] | Vectors) -> Vectors:
    """Scale vectors (n, d) to unit length and round their components to the grid."""
    return np.asarray(np.rint(_unit(vectors) * GRID) / GRID, np.float32)


def _centre(vectors: Vectors, prior: NDArray[np.float64]) -> NDArray[np.float64]:
    total = vectors.sum(axis=0, dtype=np.float64) + _CENTRE_WEIGHT * prior
    return np.asarray(total / (len(vectors) + _CENTRE_WEIGHT))


def _unit(vectors: NDArray[np.float64] | Vectors) -> NDArray[np.float64]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float64)
