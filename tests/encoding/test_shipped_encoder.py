import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.encoding.encoder import TokenEncoder
from aligner.encoding.intact import FILES
from aligner.encoding.onnx_encoder import ShippedEncoder
from aligner.encoding.onnx_model import SHIPPED
from aligner.errors import ModelError

PAIRS = [
    ("Der Hund schläft unter dem Küchentisch.", "The dog is asleep under the kitchen table."),
    ("Gestern haben wir drei alte Landkarten gekauft.", "Yesterday we bought three old maps."),
    ("Die Brücke bleibt wegen Bauarbeiten bis Mai gesperrt.", "The bridge stays closed until May for repairs."),
    ("Meine Großmutter backt jeden Sonntag Apfelkuchen.", "My grandmother bakes apple pie every Sunday."),
    ("Das Gericht wies die Klage des Vermieters ab.", "The court dismissed the landlord's lawsuit."),
    ("Der Akku hält bei Kälte nur wenige Stunden.", "In cold weather the battery lasts only a few hours."),
]
TEXTS = [text for pair in PAIRS for text in pair]
ODD_TEXTS = [
    "",
    "   ",
    "\n\t",
    "a" * 3000,
    "👩‍👩‍👧 Familie 🏳️‍🌈",
    "\u200f\u202bעברית\u202c",
    "\ufeffmit BOM\ufeffmitten drin",
    "cafe\u0301 und naïve",
    "NUL\x00Byte",
    "lone \ud800 surrogate",
    "</s><s><unk>",
]


@pytest.fixture(scope="module")
def encoder() -> ShippedEncoder:
    return ShippedEncoder(threads=2)


def test_it_is_a_token_encoder(encoder):
    assert isinstance(encoder, TokenEncoder)
    assert encoder.dimension == 384
    assert encoder.fingerprint.startswith("e5-small-de-en-")


def test_vectors_have_unit_length(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_translations_are_nearer_than_other_sentences(encoder):
    german = encoder.encode([pair[0] for pair in PAIRS])
    english = encoder.encode([pair[1] for pair in PAIRS])
    cosines = german @ english.T
    own = np.diag(cosines)
    others = cosines - 2 * np.eye(len(PAIRS))
    assert (own > others.max(axis=0)).all()
    assert (own > others.max(axis=1)).all()


@given(st.lists(st.sampled_from(TEXTS + ODD_TEXTS[:3]), max_size=20))
@settings(max_examples=15)
def test_a_vector_depends_on_its_text_alone(encoder, texts):
    expected = {text: encoder.encode([text])[0] for text in set(texts)}
    found = encoder.encode(texts)
    assert all(np.array_equal(vector, expected[text]) for text, vector in zip(texts, found, strict=True))


def test_full_batches_give_the_same_bits(encoder):
    texts = [f"Nummer {number} von vielen." for number in range(100, 200)]
    alone = np.concatenate([encoder.encode([text]) for text in texts[:10]])
    assert np.array_equal(encoder.encode(texts)[:10], alone)


def test_the_number_of_threads_gives_the_same_bits(encoder):
    assert np.array_equal(ShippedEncoder(threads=1).encode(TEXTS), encoder.encode(TEXTS))


def test_both_ways_of_encoding_agree(encoder):
    vectors = encoder.encode(TEXTS)
    seen = {index: vector for index, vector, _tokens in encoder.encode_with_tokens(TEXTS)}
    assert sorted(seen) == list(range(len(TEXTS)))
    assert all(np.array_equal(vectors[index], vector) for index, vector in seen.items())


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_have_vectors_and_spans_in_range(encoder, text):
    ((_index, vector, tokens),) = encoder.encode_with_tokens([text])
    assert np.isfinite(vector).all()
    assert tokens.vectors.shape == (len(tokens.spans), 384)
    assert (tokens.spans >= 0).all()
    assert (tokens.spans <= len(text)).all()
    assert (tokens.spans[:, 0] <= tokens.spans[:, 1]).all()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Der Hund", ["Der", "Hund"]),
        ("  Der   Hund ", ["Der", "Hund"]),
        ("cafe\u0301", ["cafe\u0301"]),
        ("Die \ufb01nale", ["Die", "\ufb01nale"]),
        ("ja\u00a0doch", ["ja", "doch"]),
        ("", []),
    ],
)
def test_spans_refer_to_the_text_as_given(encoder, text, words):
    ((_index, _vector, tokens),) = encoder.encode_with_tokens([text])
    assert [text[start:end] for start, end in tokens.spans if end > start] == words


def test_a_long_text_is_windowed_and_not_cut(encoder):
    beginning = "Wir gingen langsam durch den Wald. " * 120
    ending = "Die Zentralbank senkte überraschend den Leitzins. " * 60
    ((_index, vector, tokens),) = encoder.encode_with_tokens([beginning + ending])
    assert len(tokens.spans) > 1000
    assert tokens.spans[-1, 1] == len(beginning + ending) - 1
    first, whole = encoder.encode([beginning, beginning + ending])
    assert np.array_equal(whole, vector)
    target = encoder.encode([ending])[0]
    assert whole @ target > first @ target
    np.testing.assert_allclose(np.linalg.norm(whole), 1, atol=1e-5)


def test_progress_counts_every_text(encoder):
    counts = []
    encoder.encode([*TEXTS, *TEXTS], counts.append)
    assert sum(counts) == 2 * len(TEXTS)


def test_no_texts(encoder):
    assert encoder.encode([]).shape == (0, 384)
    assert list(encoder.encode_with_tokens([])) == []


def test_a_directory_without_a_model_says_what_to_do(tmp_path):
    with pytest.raises(ModelError, match="install it again"):
        ShippedEncoder(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_of_the_model_is_refused(tmp_path, name, monkeypatch):
    shutil.copytree(SHIPPED, tmp_path / "model")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "bitext-aligner").mkdir()
    ShippedEncoder(tmp_path / "model")
    assert (tmp_path / "bitext-aligner" / "model-intact").exists()
    path = tmp_path / "model" / name
    content = bytearray(path.read_bytes())
    place = len(content) // 2
    content[place : place + 60_000] = content[place : place + 60_000][::-1]
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"the model cannot be loaded .*install it again"):
        ShippedEncoder(tmp_path / "model")
