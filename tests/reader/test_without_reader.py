"""What the reader cannot judge is left to the rules, and the signature says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

import aligner
from aligner.encoding.encoder import Progress, TokenEncoder, TokenVectors, silent
from aligner.pipeline.reading import reader_of

ROWS = [("It has 17 doors.", "Es hat 71 Türen."), ("She painted a red car.", "Sie reparierte ein rotes Auto.")]


class Other:
    """The encoder that ships under another name."""

    fingerprint = "another-model"

    def __init__(self, encoder: TokenEncoder) -> None:
        self._encoder = encoder
        self.dimension = encoder.dimension

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        return self._encoder.encode(texts, progress)

    def encode_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> Iterator[tuple[int, NDArray[np.float32], TokenVectors]]:
        return self._encoder.encode_with_tokens(texts, progress)


def checked(encoder: TokenEncoder, languages: tuple[str, str] = ("en", "de")) -> aligner.Corpus:
    segments = tuple(aligner.Segment(n, aligner.Bead(n, n + 1, n, n + 1), *row) for n, row in enumerate(ROWS))
    return aligner.check(
        aligner.Corpus(segments, {}), source_language=languages[0], target_language=languages[1], encoder=encoder
    )


def test_another_encoder_is_not_read(shipped_encoder):
    corpus = checked(Other(shipped_encoder))
    assert corpus.signature["check_options"]["reader"] == "none"
    assert "reader:none" in corpus.signature["check"]
    assert [flag.name for flag in corpus[0].flags] == ["number"]
    assert not corpus[1].flags


def test_the_signature_names_the_reader(shipped_encoder):
    assert checked(shipped_encoder).signature["check_options"]["reader"].startswith("reader-de-en-")


@pytest.mark.parametrize("languages", [("en", "fr"), ("nl", "de"), ("de", "de")])
def test_other_languages_are_not_read(languages, shipped_encoder):
    assert reader_of(shipped_encoder, languages) is None
