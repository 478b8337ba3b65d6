"""Sentences of all kinds, translated one by one, that show what unrelated text looks like to an encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Protocol

import numpy as np

from aligner.alignment.space import Background, Vectors, background_of

BACKGROUND_LANGUAGES: Final = ("de", "en")
VECTORS: Final = "background.npz"
"""(k, d) float32 the vectors of the sentences in each of `BACKGROUND_LANGUAGES` by the model that ships, with its
fingerprint: written by `tools.encode_background`, so that a run need not encode them."""


class SentenceEncoder(Protocol):
    """An `aligner.encoding.encoder.Encoder`, or what stands before one."""

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of unit length a text."""


def background_and_length_ratio(languages: tuple[str, str], encoder: SentenceEncoder) -> tuple[Background, float]:
    """Return what the alignment of any text in the languages of source and target starts from; see `align_texts`."""
    source, target = (_vectors(language, encoder) for language in languages)
    return background_of(source, target), length_ratio(*languages)


@cache
def background_sentences(language: str) -> tuple[str, ...]:
    """Return the background sentences in `language` (`de`, `en`); English stands in for any other."""
    lines = files(__package__).joinpath("background.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines)
    column = header.index(_known(language))
    return tuple(row[column] for row in rows)


def length_ratio(source_language: str, target_language: str) -> float:
    """Characters of a translation for each character of its original, in the background sentences."""
    source, target = background_sentences(source_language), background_sentences(target_language)
    return sum(map(len, target)) / sum(map(len, source))


def _known(language: str) -> str:
    return language if language in BACKGROUND_LANGUAGES else "en"


def _vectors(language: str, encoder: SentenceEncoder) -> Vectors:
    shipped = _shipped()
    if encoder.fingerprint == shipped.fingerprint:
        return shipped.vectors[_known(language)]
    return encoder.encode(background_sentences(language))


@dataclass(frozen=True, slots=True)
class _Shipped:
    """What `VECTORS` holds: of which model, and the vectors by language."""

    fingerprint: str
    vectors: dict[str, Vectors]


@cache
def _shipped() -> _Shipped:
    with files(__package__).joinpath(VECTORS).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return _Shipped(str(stored["fingerprint"]), {language: stored[language] for language in BACKGROUND_LANGUAGES})
