import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.encoding.encoder import TokenVectors
from aligner.encoding.onnx_encoder import ShippedEncoder
from aligner.words.alignment import TOKENS_PER_WINDOW, align_words, word_similarity
from aligner.words.information import STOP_WORD_LIMIT
from aligner.words.text_words import MEANS, TextWords, joined_words, words_of
from tools.measure_word_means import MEANS_PATH, measure_means

EXPECTED = [
    (
        "Frau Lindner traf 1998 in Lissabon drei Architekten.",
        "In 1998, Ms Lindner met three architects in Lisbon.",
        [("Lindner", "Lindner"), ("traf", "met"), ("1998", "1998"), ("Lissabon", "Lisbon"), ("drei", "three")],
    ),
    (
        "Das Museum zeigt bis Oktober alte Landkarten aus Portugal.",
        "The museum is showing old maps from Portugal until October.",
        [
            ("Museum", "museum"),
            ("Oktober", "October"),
            ("alte", "old"),
            ("Landkarten", "maps"),
            ("Portugal", "Portugal"),
        ],
    ),
    (
        "Der Umsatz stieg um 12,5 % auf 3 Millionen Euro.",
        "Revenue rose by 12.5% to 3 million euros.",
        [("Umsatz", "Revenue"), ("stieg", "rose"), ("12,5", "12.5%"), ("Millionen", "million"), ("Euro", "euros")],
    ),
    (
        "Wegen des Sturms fährt heute keine Fähre nach Juist.",
        "Because of the storm, no ferry is running to Juist today.",
        [("Sturms", "storm"), ("heute", "today"), ("keine", "no"), ("Fähre", "ferry"), ("Juist", "Juist")],
    ),
]


@pytest.fixture(scope="module")
def encoder():
    return ShippedEncoder(threads=1)


@pytest.fixture(scope="module")
def words(encoder):
    def of(text, language):
        ((_, _, tokens),) = encoder.encode_with_tokens([text])
        return words_of(text, tokens, language)

    return of


@pytest.mark.parametrize(("german", "english", "expected"), EXPECTED)
def test_words_that_any_reader_links(words, german, english, expected):
    alignment = align_words(words(german, "de"), words(english, "en"))
    links = {
        (german[slice(*alignment.source.spans[first])], english[slice(*alignment.target.spans[second])])
        for first, second in alignment.links
    }
    assert set(expected) <= links


@pytest.mark.parametrize(("german", "english", "expected"), EXPECTED)
def test_swapped_sides_give_swapped_links(words, german, english, expected):
    source, target = words(german, "de"), words(english, "en")
    forth, back = align_words(source, target), align_words(target, source)
    order = np.lexsort(forth.links.T)  # by the target word, then the source word
    assert forth.links[order, ::-1].tolist() == back.links.tolist()
    np.testing.assert_allclose(forth.share[order], back.share, atol=1e-4)
    np.testing.assert_allclose(forth.target.null, back.source.null, atol=1e-4)


def test_what_is_left_out_has_no_counterpart(words):
    german = "Der Bäcker öffnet um sechs, und seine Schwester repariert nebenan alte Fahrräder."
    english = "The baker opens at six."
    source = align_words(words(german, "de"), words(english, "en")).source
    null = {german[start:end]: share for (start, end), share in zip(source.spans, source.null, strict=True)}
    kept = max(null[word] for word in ("Bäcker", "öffnet", "sechs"))
    assert kept < 0.5 < min(null[word] for word in ("Schwester", "repariert", "nebenan", "Fahrräder"))


def test_content_says_more_than_stop_words(words):
    text = "The xylophone is in the cupboard"
    information = words(text, "en").information
    assert information[[0, 2, 3, 4]].max() <= STOP_WORD_LIMIT
    assert information[[1, 5]].min() > 2 * STOP_WORD_LIMIT


def test_stop_words_are_those_of_the_language(words):
    assert words("der die", "de").information.max() <= STOP_WORD_LIMIT < words("der die", "en").information.min()


def test_means_are_those_of_the_model_that_ships(encoder):
    stored = np.load(MEANS_PATH, allow_pickle=False)
    assert MEANS_PATH.name == MEANS
    np.testing.assert_allclose(measure_means(encoder), stored, atol=1e-3)


def test_joined_sentences_keep_their_words(words):
    first, second = "Es regnet.", "Wir bleiben hier."
    joined = joined_words([words(first, "de"), words(second, "de")], [0, len(first) + 1])
    text = f"{first} {second}"
    assert [text[start:end] for start, end in joined.spans] == ["Es", "regnet", "Wir", "bleiben", "hier"]
    target = words("It is raining. We are staying here.", "en")
    apart = align_words(joined, target)
    assert len(apart.links) >= 4


@pytest.mark.parametrize(
    ("german", "english"), [("", ""), ("", "A word"), ("Ein Wort", "…"), ("?", "!"), ("?", "Why?")]
)
def test_a_side_without_words(words, german, english):
    source, target = words(german, "de"), words(english, "en")
    alignment = align_words(source, target)
    assert alignment.links.shape == (0, 2)
    for side in (alignment.source, alignment.target):
        assert (side.best == -1).all()
        assert (side.null > 0.99).all()


def made_up(counts, seed):
    """Words of so many tokens each, with random vectors."""
    generator = np.random.default_rng(seed)
    total = sum(counts)
    ends = np.cumsum(counts, dtype=np.int32).reshape(-1)
    vectors = generator.standard_normal((total, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ranges = np.stack([ends - np.array(counts, np.int32), ends], axis=1).astype(np.int32)
    return TextWords(ranges, ranges, generator.uniform(0, 12, len(counts)).astype(np.float32), vectors)


COUNTS = st.lists(st.integers(0, 4), max_size=12)


@settings(deadline=None)
@given(COUNTS, COUNTS, st.integers(0, 1000))
def test_invariants(source_counts, target_counts, seed):
    source, target = made_up(source_counts, seed), made_up(target_counts, seed + 1)
    alignment = align_words(source, target)
    for side, counts, other in (
        (alignment.source, source_counts, target_counts),
        (alignment.target, target_counts, source_counts),
    ):
        assert len(side.similarity) == len(side.null) == len(side.best) == len(counts)
        assert ((side.null >= 0) & (side.null <= 1.0001)).all()
        assert (side.best < len(other)).all()
        assert np.isfinite(side.similarity).all()
    pairs = [tuple(link) for link in alignment.links.tolist()]
    assert pairs == sorted(set(pairs))
    assert ((alignment.share >= 0) & (alignment.share <= 1)).all()
    assert align_words(target, source).links.tolist() == sorted([second, first] for first, second in pairs)


@given(COUNTS, COUNTS, st.integers(0, 1000))
def test_similarity_of_words_is_that_of_their_nearest_tokens(source_counts, target_counts, seed):
    source, target = made_up(source_counts, seed), made_up(target_counts, seed + 1)
    tokens = source.vectors @ target.vectors.T
    found = word_similarity(tokens, source.ranges, target.ranges)
    for row, (start, end) in enumerate(source.ranges):
        for column, (first, last) in enumerate(target.ranges):
            block = tokens[start:end, first:last]
            assert found[row, column] == (block.max() if block.size else 0)


def test_a_text_aligned_with_itself_links_each_word_with_itself(words):
    text = words("Am Montag liefert die Gärtnerei vierzig junge Apfelbäume an die Schule.", "de")
    alignment = align_words(text, text)
    assert {(place, place) for place in range(len(text))} <= set(map(tuple, alignment.links.tolist()))
    np.testing.assert_allclose(alignment.source.similarity, 1, atol=1e-5)


def test_a_long_text_is_compared_in_windows():
    text = made_up([1, 2] * TOKENS_PER_WINDOW * 3, 5)
    alignment = align_words(text, text)
    assert (alignment.source.best == np.arange(len(text))).all()
    assert {(place, place) for place in range(len(text))} <= set(map(tuple, alignment.links.tolist()))


@pytest.mark.parametrize("counts", [[100_000], [1, 100_000, 1], [0] * 3000, [1] * 9000])
def test_very_long_words_and_texts_need_little_memory(counts):
    alignment = align_words(made_up(counts, 1), made_up([1] * 5000, 2))
    assert len(alignment.source.null) == len(counts)
    assert len(alignment.target.null) == 5000


def test_a_text_without_tokens_has_words_all_the_same():
    tokens = TokenVectors(np.zeros((0, 384), np.float32), np.zeros((0, 2), np.int32))
    assert words_of("zwei Wörter", tokens, "de").information.tolist() == [0, 0]
