"""Fitting of the heads: reading, splitting, trees and calibration."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from aligner.errors import InputError
from aligner.words.trees import probability
from tools.fit_flags import calibrated, complete_trees, drawn_texts, read_documents, split_documents

NODE = np.dtype(
    [
        ("value", "f8"),
        ("feature_idx", "i4"),
        ("num_threshold", "f8"),
        ("left", "u4"),
        ("right", "u4"),
        ("is_leaf", "u1"),
    ]
)


def test_texts_are_read_by_their_first_column(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("doc\tde\ten\nx\tEins.\tOne.\nx\tZwei.\tTwo.\ny\tDrei.\tThree.\ny\t \tFour.\n", encoding="utf-8")
    assert read_documents(file, "texts") == [[("Eins.", "One."), ("Zwei.", "Two.")], [("Drei.", "Three.")]]
    assert read_documents(file, "lists") == [[("Eins.", "One.")], [("Zwei.", "Two.")], [("Drei.", "Three.")]]


def test_file_without_the_columns_is_named(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("de\tfr\nEins.\tUn.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.tsv"):
        read_documents(file, "lists")


@pytest.mark.parametrize("documents", [[[("a", str(n)) for n in range(20)]] * 2, [[("a", str(n))] for n in range(20)]])
def test_what_is_held_out_is_not_fitted_on(documents):
    fitted, held_out = split_documents(documents)
    assert {pair for part in fitted for pair in part}.isdisjoint(pair for part in held_out for pair in part)
    assert sum(map(len, fitted)) + sum(map(len, held_out)) == sum(map(len, documents))
    assert held_out


def test_drawn_texts_are_neighbours():
    document = [(f"Satz {number}.", f"Sentence {number}.") for number in range(9)]
    texts = drawn_texts([document], 50, Random(1))
    whole = " ".join(pair[0] for pair in document)
    assert all(text.texts[0] in whole for text in texts)
    assert {len(text.sentences) for text in texts} == {1, 2, 3, 4, 5, 6}


def test_leaf_above_the_last_level_is_repeated():
    nodes = np.array(
        [(0, 1, 0.5, 1, 2, 0), (7, 0, 0, 0, 0, 1), (0, 0, 2.5, 3, 4, 0), (8, 0, 0, 0, 0, 1), (9, 0, 0, 0, 0, 1)], NODE
    )
    trees = complete_trees([nodes], 2, 100.0)
    rows = np.array([[0, 0], [9, 0.5], [0, 0.6], [2.5, 1], [2.6, 1]], np.float32)
    assert trees.logits(rows).tolist() == [107, 107, 108, 108, 109]


def test_thresholds_of_64_bits_separate_the_same_numbers():
    value = np.float32(0.1)
    above, below = np.nextafter(np.float64(value), 1), np.nextafter(np.float64(value), 0)
    for threshold, expected in ((above, 1.0), (np.float64(value), 1.0), (below, 2.0)):
        nodes = np.array([(0, 0, threshold, 1, 2, 0), (1, 0, 0, 0, 0, 1), (2, 0, 0, 0, 0, 1)], NODE)
        assert complete_trees([nodes], 1, 0.0).logits(np.array([[value]], np.float32)).tolist() == [expected]


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_calibrated_probabilities_have_the_share_that_is_expected(share):
    rng = np.random.default_rng(5)
    logits = rng.normal(size=4000) * 3
    labels = rng.uniform(size=4000) < probability(logits)
    slope, intercept = calibrated(logits, labels, share)
    found = probability(slope * logits + intercept)
    weights = np.where(labels, share / labels.mean(), (1 - share) / (1 - labels.mean()))
    assert np.average(found, weights=weights) == pytest.approx(share, abs=0.01)
    assert slope == pytest.approx(1, abs=0.15)
