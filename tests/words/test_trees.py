"""Boosted trees evaluated with numpy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.words.trees import Trees, probability


def stump(threshold: float = 0.5, bias: float = 0.0) -> Trees:
    return Trees(
        np.array([[1]], np.int16), np.array([[threshold]], np.float32), np.array([[-1.0, 2.0]], np.float32), bias
    )


def two_levels() -> Trees:
    """The first feature decides, then the second on the left and the third on the right."""
    return Trees(
        np.array([[0, 1, 2]], np.int16),
        np.array([[0.0, 1.0, 2.0]], np.float32),
        np.array([[1.0, 2.0, 3.0, 4.0]], np.float32),
        10.0,
    )


@pytest.mark.parametrize(
    ("value", "expected"), [(0.4, -1.0), (0.5, -1.0), (0.6, 2.0), (-1e9, -1.0), (1e9, 2.0), (np.inf, 2.0)]
)
def test_row_goes_left_up_to_the_threshold(value, expected):
    assert stump().logits(np.array([[7.0, value]], np.float32)).tolist() == [expected]


@pytest.mark.parametrize(
    ("row", "expected"),
    [([-1, 0, 9], 11), ([-1, 2, 0], 12), ([1, 9, 2], 13), ([1, 0, 3], 14), ([0, 1, 9], 11)],
)
def test_levels(row, expected):
    assert two_levels().logits(np.array([row], np.float32)).tolist() == [expected]


def test_trees_are_added_up():
    both = Trees(
        np.array([[0], [1]], np.int16),
        np.array([[0.0], [0.0]], np.float32),
        np.array([[1.0, 2.0], [10.0, 20.0]], np.float32),
        100.0,
    )
    rows = np.array([[-1, -1], [1, -1], [-1, 1], [1, 1]], np.float32)
    assert both.logits(rows).tolist() == [111, 112, 121, 122]


def test_infinite_threshold_never_goes_right():
    assert stump(np.inf).logits(np.array([[0.0, np.inf]], np.float32)).tolist() == [-1.0]


def test_no_rows():
    assert stump().logits(np.zeros((0, 2), np.float32)).shape == (0,)


@settings(max_examples=25)
@given(st.integers(1, 1300), st.integers(0, 2**32 - 1))
def test_a_row_does_not_depend_on_the_others(count, seed):
    rng = np.random.default_rng(seed)
    trees = Trees(
        rng.integers(0, 4, (9, 7)).astype(np.int16),
        rng.normal(size=(9, 7)).astype(np.float32),
        rng.normal(size=(9, 8)).astype(np.float32),
        0.25,
    )
    rows = rng.normal(size=(count, 4)).astype(np.float32)
    chosen = rng.integers(0, count, 5)
    assert np.array_equal(trees.logits(rows)[chosen], trees.logits(rows[chosen]))


def test_arrays_bring_the_trees_back():
    trees = two_levels()
    again = Trees.of(trees.arrays("word"), "word")
    row = np.array([[1, 0, 3]], np.float32)
    assert again.bias == trees.bias
    assert again.logits(row).tolist() == trees.logits(row).tolist()


def test_probability():
    assert probability(np.array([0.0])).tolist() == [0.5]
    far = probability(np.array([-1e6, 1e6]))
    assert 0 <= far[0] < 1e-9
    assert 1 - 1e-9 < far[1] <= 1
