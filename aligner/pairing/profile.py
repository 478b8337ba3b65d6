"""A document as pairing sees it: what is in it, where, how long it is, and what its file is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.pairing.file_names import name_parts
from aligner.pairing.samples import Sample, sample_of
from aligner.pairing.tokens import Tokens, names_in, numbers_in
from aligner.text.document import Document
from aligner.text.splitting import split

BUCKETS: Final = 6
"""Parts of a document, from its beginning to its end, each with a vector of its own."""
_REACH: Final = 1.5
"""How far the sentences reach that a part looks at, in parts: parts overlap, since no translation keeps to them."""
LONGEST_SAMPLED: Final = 1_000
"""Characters of a sentence that are encoded: what is longer is a table or has no full stops."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a document before anything is encoded.

    `positions` say for each sample sentence where its middle is, from 0 to 1. `characters` are those of all sentences.
    """

    name: str
    language: str
    characters: int
    sentences: int
    sample: Sample
    texts: tuple[str, ...]
    positions: tuple[float, ...]
    numbers: Tokens
    names: Tokens
    name_parts: frozenset[str]


def outline_of(document: Document) -> Outline:
    """Read off a document what says what it is about."""
    sentences = split(document)
    sample = sample_of(len(sentences))
    ends = np.cumsum([len(sentence.text) for sentence in sentences])
    characters = int(ends[-1]) if len(ends) else 0
    chosen = [sentences[number] for number in sample.numbers]
    middles = (
        (int(ends[number]) - len(sentence.text) / 2) / characters
        for number, sentence in zip(sample.numbers, chosen, strict=True)
    )
    return Outline(
        document.name,
        document.language,
        characters,
        len(sentences),
        sample,
        tuple(sentence.text[:LONGEST_SAMPLED] for sentence in chosen),
        tuple(middles),
        numbers_in(document.text),
        names_in(document.text),
        name_parts(document.name),
    )


def bucket_vectors(vectors: Vectors, positions: Sequence[float], lengths: Sequence[int]) -> Vectors:
    """Return (BUCKETS, d) unit vectors of the parts of a document from those (n, d) of its sample sentences."""
    middles = (np.arange(BUCKETS) + 0.5) / BUCKETS
    distance = np.abs(middles[:, None] - np.asarray(positions)[None]) * BUCKETS
    weights = np.maximum(_REACH - distance, 0.0) * np.sqrt(np.asarray(lengths, np.float64))[None]
    # A part without a sentence of its own, in a document of few, looks at the nearest one.
    empty = ~weights.any(axis=1)
    weights[empty, distance[empty].argmin(axis=1)] = 1.0
    return unit((weights @ vectors).astype(np.float32))


def unit(vectors: Vectors) -> Vectors:
    """Scale vectors to unit length; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
