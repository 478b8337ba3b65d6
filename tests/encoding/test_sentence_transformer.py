import warnings

import numpy as np
import pytest

from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder
from aligner.encoding.sentence_transformer import SentenceTransformerEncoder, _from_cache_or_hub
from aligner.errors import ModelError

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "query", ":", "der", "hund", "the", "dog", "sleeps", "schläft", "."]
TEXTS = ["der hund schläft .", "the dog sleeps .", "dog", "", "der hund schläft ."]


def build_model(path, prompts=None):
    """A random BERT of two small layers, as a sentence-transformers directory."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import torch
        from sentence_transformers import SentenceTransformer, models
        from tokenizers import Tokenizer, pre_tokenizers, processors
        from tokenizers.models import WordLevel
        from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

        torch.manual_seed(7)
        vocabulary = {word: number for number, word in enumerate(WORDS)}
        tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
        bert = path / "bert"
        PreTrainedTokenizerFast(
            tokenizer_object=tokenizer,
            pad_token="[PAD]",
            unk_token="[UNK]",
            cls_token="[CLS]",
            sep_token="[SEP]",
            model_max_length=32,
        ).save_pretrained(bert)
        config = BertConfig(
            vocab_size=len(WORDS),
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=32,
        )
        BertModel(config).save_pretrained(bert)
        transformer = models.Transformer(str(bert))
        pooling = models.Pooling(16)
        SentenceTransformer(modules=[transformer, pooling], prompts=prompts).save(str(path / "model"))
    return str(path / "model")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return build_model(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def prompted(tmp_path_factory):
    return build_model(tmp_path_factory.mktemp("prompted"), {"query": "query : ", "passage": "the : "})


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


def test_it_encodes(model):
    encoder = SentenceTransformerEncoder(model)
    vectors = encoder.encode(TEXTS)
    assert isinstance(encoder, Encoder)
    assert vectors.shape == (5, 16) == (5, encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[4])
    assert encoder.encode([]).shape == (0, 16)


def test_neighbours_hardly_matter(model):
    encoder = SentenceTransformerEncoder(model)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(encoder.encode(TEXTS), alone, atol=1e-6)


def test_the_prompt_comes_from_the_config(model, prompted):
    plain, with_prompt = SentenceTransformerEncoder(model), SentenceTransformerEncoder(prompted)
    np.testing.assert_allclose(with_prompt.encode(["dog"]), plain.encode(["query : dog"]), atol=1e-6)


def test_the_fingerprint_names_weights_and_prompt(model, prompted):
    fingerprint = SentenceTransformerEncoder(model).fingerprint
    assert fingerprint == SentenceTransformerEncoder(model).fingerprint
    assert fingerprint != SentenceTransformerEncoder(prompted).fingerprint
    assert fingerprint.startswith("model-")


def test_progress_counts_every_text(model):
    counts = []
    SentenceTransformerEncoder(model).encode(TEXTS, counts.append)
    assert sum(counts) == len(TEXTS)


def test_load_encoder_takes_a_path(model):
    encoder = load_encoder(model, cache=False)
    assert encoder.encode(TEXTS).shape == (5, 16)
    assert not hasattr(encoder, "encode_with_tokens")


def test_load_encoder_without_a_name_gives_the_model_that_ships():
    encoder = load_encoder(cache=False)
    assert encoder.dimension == 384
    assert hasattr(encoder, "encode_with_tokens")


@pytest.mark.parametrize("name", ["./nowhere", "/no/such/model"])
def test_a_missing_path_says_so(name):
    with pytest.raises(ModelError, match="check the path"):
        SentenceTransformerEncoder(name)


def test_a_directory_that_is_no_model_says_so(tmp_path):
    with pytest.raises(ModelError, match="is it a sentence-transformers directory") as caught:
        SentenceTransformerEncoder(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_without_network_a_name_says_so_at_once(monkeypatch, caplog, capfd):
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match="check the name; without internet access, give the path") as caught:
        SentenceTransformerEncoder("no/such-model")
    assert "\n" not in str(caught.value)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_what_is_in_the_cache_needs_no_network(monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    assert _from_cache_or_hub(lambda is_local: is_local) is True


def test_a_missing_library_says_what_to_install(model, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="pip install sentence-transformers"):
        SentenceTransformerEncoder(model)


def test_the_library_loads_the_model_that_ships():
    from sentence_transformers import SentenceTransformer

    from aligner.encoding.onnx_encoder import ShippedEncoder
    from aligner.encoding.onnx_model import SHIPPED

    library = SentenceTransformer(str(SHIPPED), device="cpu", trust_remote_code=True)
    assert np.array_equal(library.encode(TEXTS), ShippedEncoder().encode(TEXTS))
