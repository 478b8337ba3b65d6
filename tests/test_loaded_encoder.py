"""An encoder is loaded once and given to `align` and `check`, or they load one: one of the two."""

import pytest

import aligner

ENGLISH = ["The mill burned down in 1950.", "Nobody was hurt.", "It was never built again."]
GERMAN = ["Die Mühle brannte 1950 ab.", "Verletzt wurde niemand.", "Sie wurde nie wieder aufgebaut."]


@pytest.fixture(scope="module")
def encoder():
    return aligner.load_encoder(cache=False, threads=1)


def test_the_result_is_the_same_as_with_one_loaded_for_the_call(encoder):
    given = aligner.align(ENGLISH, GERMAN, encoder=encoder)
    loaded = aligner.align(ENGLISH, GERMAN, cache=False)
    assert given.segments == loaded.segments
    assert given.signature == loaded.signature
    checked = aligner.check(given, encoder=encoder)
    assert checked.segments == aligner.check(loaded, cache=False).segments


@pytest.mark.parametrize("options", [{"model": "some/where"}, {"cache": False}, {"threads": 1}], ids=str)
def test_an_encoder_excludes_what_one_is_loaded_by(encoder, options):
    with pytest.raises(aligner.InputError, match=r"^encoder excludes model, cache and threads: "):
        aligner.align(ENGLISH, GERMAN, encoder=encoder, **options)


@pytest.mark.parametrize("options", [{"cache": False}, {"threads": 1}], ids=str)
def test_so_it_does_for_a_check(encoder, options):
    corpus = aligner.Corpus((), {})
    with pytest.raises(aligner.InputError, match=r"^encoder excludes model, cache and threads: "):
        aligner.check(corpus, encoder=encoder, **options)


class WithoutTokens:
    """Any encoder that shows none."""

    def __init__(self, encoder):
        self.fingerprint, self.dimension, self.encode = "other", encoder.dimension, encoder.encode


def test_an_encoder_without_tokens_aligns_but_does_not_check(encoder):
    corpus = aligner.align(ENGLISH, GERMAN, encoder=WithoutTokens(encoder))
    assert [segment.bead.kind for segment in corpus] == ["1-1"] * 3
    assert corpus.signature["model"] == "other"
    with pytest.raises(aligner.ModelError, match="shows no tokens"):
        aligner.check(corpus, encoder=WithoutTokens(encoder))
