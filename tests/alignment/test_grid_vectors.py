"""Vectors kept as whole numbers come back as they were."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aligner.alignment.space import GRID, GridVectors, unit_on_grid

ON_GRID = arrays(np.int64, st.tuples(st.integers(1, 20), st.integers(1, 8)), elements=st.integers(-GRID, GRID)).map(
    lambda steps: (steps / GRID).astype(np.float32)
)


@given(vectors=ON_GRID)
def test_packing_loses_nothing(vectors):
    found = GridVectors.packed(vectors)[:]
    assert found.dtype == np.float32
    assert np.array_equal(found, vectors)


@pytest.mark.parametrize(
    "rows",
    [3, slice(2, 5), slice(5, None), slice(4, 4), np.array([6, 0, 6])],
    ids=["one", "some", "rest", "none", "any"],
)
def test_rows_are_chosen_as_in_an_array(rows):
    vectors = unit_on_grid(np.random.default_rng(1).normal(size=(7, 5)))
    assert np.array_equal(GridVectors.packed(vectors)[rows], vectors[rows])


def test_a_part_is_numbered_from_its_own_start():
    vectors = unit_on_grid(np.random.default_rng(2).normal(size=(7, 5)))
    part = GridVectors.packed(vectors).part(slice(2, 6))
    assert len(part) == 4
    assert np.array_equal(part[1], vectors[3])


def test_the_whole_numbers_take_half_the_memory():
    vectors = unit_on_grid(np.random.default_rng(3).normal(size=(7, 5)))
    assert 2 * GridVectors.packed(vectors).steps.nbytes == vectors.nbytes
