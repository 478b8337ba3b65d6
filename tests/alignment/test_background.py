"""The background of the model that ships is shipped too; that of other models is computed."""

import numpy as np
import pytest

from aligner.alignment.background import (
    BACKGROUND_LANGUAGES,
    background_and_length_ratio,
    background_sentences,
    length_ratio,
)
from aligner.alignment.space import background_of
from tools.encode_background import VECTORS_PATH, write_vectors


class Counting:
    """The encoder, by another fingerprint if wanted; counts the sentences that it encodes."""

    def __init__(self, encoder, fingerprint=None):
        self.encoder, self.fingerprint, self.encoded = encoder, fingerprint or encoder.fingerprint, 0

    def encode(self, texts):
        self.encoded += len(texts)
        return self.encoder.encode(texts)


@pytest.mark.parametrize("language", BACKGROUND_LANGUAGES)
def test_the_vectors_are_those_that_the_model_computes_to_the_last_bit(shipped_encoder, language):
    with np.load(VECTORS_PATH, allow_pickle=False) as stored:
        assert str(stored["fingerprint"]) == shipped_encoder.fingerprint
        computed = shipped_encoder.encode(background_sentences(language))
        assert (stored[language].dtype, stored[language].tobytes()) == (computed.dtype, computed.tobytes())


@pytest.mark.parametrize("languages", [("de", "en"), ("en", "de"), ("de", "fr"), ("nl", "en")], ids=str)
def test_what_is_shipped_gives_the_same_as_what_is_computed(shipped_encoder, languages):
    shipped, other = Counting(shipped_encoder), Counting(shipped_encoder, "another model")
    found, ratio = background_and_length_ratio(languages, shipped)
    computed, _ = background_and_length_ratio(languages, other)
    assert (shipped.encoded, other.encoded) == (0, 2 * len(background_sentences("de")))
    for name in ("source_mean", "target_mean", "covariance"):
        assert getattr(found, name).tobytes() == getattr(computed, name).tobytes()
    again = background_of(*(shipped_encoder.encode(background_sentences(language)) for language in languages))
    assert again.covariance.tobytes() == found.covariance.tobytes()
    assert ratio == length_ratio(*languages)


def test_the_file_is_what_the_tool_writes(shipped_encoder, tmp_path):
    write_vectors(shipped_encoder, tmp_path / "background.npz")
    with np.load(tmp_path / "background.npz") as written, np.load(VECTORS_PATH) as stored:
        assert written.files == stored.files
        assert all(written[name].tobytes() == stored[name].tobytes() for name in stored.files)
