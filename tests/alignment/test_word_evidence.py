"""What the words of doubtful beads decide, with made-up shares of what is missing."""

from dataclasses import replace

import numpy as np
import pytest

from aligner.alignment.alignment import EncodedText, align_texts, engine_of
from aligner.alignment.any_bead import Estimator
from aligner.alignment.bead import Bead
from aligner.alignment.decoding import Posteriors
from aligner.alignment.word_evidence import (
    beads_to_read,
    blocks_of,
    freedom_of,
    is_single,
    pairs_to_read,
    word_weights,
)

BEADS = np.array([[0, 1, 0, 1], [1, 3, 1, 2], [3, 4, 2, 4], [4, 6, 4, 6]])


@pytest.mark.parametrize(
    ("bead", "share", "sign"),
    [
        ("1-1", 0.001, 1),
        ("1-1", 0.5, 0),
        ("1-1", 1.0, 0),
        ("2-1", 0.001, 1),
        ("2-1", 0.5, -1),
        ("2-1", 1.0, -1),
        ("2-2", 1.0, -1),
        ("1-1", np.nan, 0),
        ("2-1", np.nan, 0),
    ],
)
def test_missing_words_count_against_joined_sentences_only(bead, share, sign):
    sizes = [int(size) for size in bead.split("-")]
    score = word_weights().scores(np.array([share]), np.array([sizes == [1, 1]]))
    assert np.sign(score).tolist() == [sign]


def test_the_more_is_missing_the_less_a_bead_is_worth():
    shares = np.linspace(0, 1, 50)
    joined = word_weights().scores(shares, np.zeros(50, bool))
    assert (np.diff(joined) <= 0).all()
    assert (np.abs(joined) < 10).all()


def test_beads_of_single_sentences_are_told_apart():
    assert is_single(BEADS).tolist() == [True, False, False, False]


def test_each_bead_is_read_as_the_sentences_that_it_holds():
    source, target = list("abcdef"), list("uvwxyz")
    blocks = blocks_of(BEADS, (source, target))
    assert blocks == [(["a"], ["u"]), (["b", "c"], ["v"]), (["d"], ["w", "x"]), (["e", "f"], ["y", "z"])]


def posteriors_of(probability, sentences):
    beads = np.array([[k, k + 1, k, k + 1] for k in range(len(probability) - 1)] + [[0, 1, 0, 0]])
    return Posteriors(beads, np.array(probability), np.zeros(sentences // 2), np.zeros(sentences - sentences // 2))


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [(100, [2, 3, 1]), (4, [2, 3]), (2, [2]), (1, [])],
)
def test_doubtful_beads_are_read_the_most_doubtful_first(sentences, expected):
    found = posteriors_of([0.999, 0.1, 0.5, 0.7, 0.001, 0.5], sentences)
    assert beads_to_read(found)[0][:, 0].tolist() == expected


@pytest.mark.parametrize(
    ("shares", "low", "high"),
    [
        ([], 0, 0),
        ([np.nan] * 50, 0, 0),
        ([0.005] * 50, 0, 0),
        ([0.015] * 50, 0, 0.1),
        ([0.3], 0.2, 0.4),
        ([0.3] * 50, 2, 3),
        ([0.3] * 50 + [np.nan] * 50, 2, 3),
    ],
)
def test_a_translation_is_free_where_words_are_missing_of_many_sure_pairs(shares, low, high):
    assert low <= freedom_of(np.array(shares)) <= high


def test_in_a_free_translation_joined_sentences_may_lack_words():
    share = np.array([0.3, 0.3, 0.9])
    single = np.array([True, False, False])
    close, free = (word_weights().scores(share, single, freedom) for freedom in (0.0, 2.5))
    assert close[1] < 0 < free[1]
    assert close[2] < free[2] < 0
    assert close[0] == free[0] == 0


@pytest.mark.parametrize(("count", "read"), [(0, 0), (1, 1), (16, 16), (17, 16), (300, 30), (1000, 64)])
def test_sure_pairs_are_drawn_from_the_whole_document(count, read):
    sure = np.stack([np.arange(count), np.arange(count) + 7], axis=1)
    beads = pairs_to_read(sure)
    assert len(beads) == read
    assert is_single(beads).all()
    assert beads[[0, -1], 0].tolist() == [0, count - 1] if count else beads.shape == (0, 4)
    assert (np.diff(beads[:, 0]) > 0).all()
    assert (beads[:, 2] == beads[:, 0] + 7).all()


JOINED, ALONE = Bead(5, 7, 5, 6), Bead(6, 7, 6, 6)


@pytest.fixture
def short_second_sentence(translations):
    """Ten pairs; after the sixth, the source has a sentence of its own that is a little like it.

    As much as leaves it open, whatever the weights are, whether the two belong together.
    """
    source, target = translations.pairs(10)
    other, background = translations.pairs(1)[0], translations.background()
    texts = ["x" * 90] * 10

    def document(unlike):
        own = translations.unit(source[5:6] + unlike * other)
        vectors = np.insert(source, 6, own, axis=0)
        return EncodedText(vectors, [*texts[:6], "o" * 20, *texts[6:]]), EncodedText(target, texts)

    def distance_from_even(unlike):
        both = document(unlike)
        (found,) = Estimator.of([both], background, 1.0).estimate(both, [JOINED])
        return abs(found.confidence - 0.5)

    nearest = min(np.linspace(0, 4, 41).tolist(), key=distance_from_even)
    assert distance_from_even(nearest) < 0.2
    return document(nearest)


@pytest.mark.parametrize(("share", "expected"), [(0.95, ALONE), (0.02, JOINED)])
def test_words_decide_whether_a_sentence_belongs_to_its_neighbour(short_second_sentence, translations, share, expected):
    def missing(blocks):
        return np.array([share if len(source) > 1 else np.nan for source, _ in blocks])

    background = translations.background()
    assert expected in align_texts(*short_second_sentence, background, 1.0, missing=missing).beads


def test_where_sure_pairs_lack_words_joined_beads_may_too(short_second_sentence, translations):
    engine = engine_of(
        *short_second_sentence, translations.background(), 1.0, missing=lambda blocks: np.full(len(blocks), 0.3)
    )
    look = engine.look(Bead(0, 11, 0, 10))
    habits = engine.habits([look])

    def joined(habits):
        found = engine.found_again(look, habits)
        return found.probability[~is_single(found.beads)].sum()

    assert habits.freedom > 1
    assert joined(replace(habits, freedom=0.0)) < joined(habits)


def test_nothing_known_of_words_changes_nothing(short_second_sentence, translations):
    background = translations.background()
    plain = align_texts(*short_second_sentence, background, 1.0)
    assert plain == align_texts(
        *short_second_sentence, background, 1.0, missing=lambda blocks: np.full(len(blocks), np.nan)
    )
