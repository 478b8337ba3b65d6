"""Weights are only read with the columns that they were fitted on."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest

from aligner.checks.content_features import SEGMENT_COLUMNS
from aligner.errors import ModelError
from aligner.words.columns import read_weights, stacked, write_weights
from aligner.words.word_features import WORD_COLUMNS

NAMES = ("similarity", "null", "information")
ARRAYS = {"word_feature": np.array([[0, 2, 1]], np.int16), "word_bias": np.array(0.5)}


def swapped(names: tuple[str, ...], first: int, second: int) -> tuple[str, ...]:
    found = list(names)
    found[first], found[second] = found[second], found[first]
    return tuple(found)


def test_weights_come_back(tmp_path):
    file = tmp_path / "words.npz"
    write_weights(file, ARRAYS, NAMES)
    found = read_weights(file, NAMES)
    assert found.keys() == ARRAYS.keys()
    assert all(np.array_equal(found[name], values) for name, values in ARRAYS.items())


@pytest.mark.parametrize("names", [WORD_COLUMNS, SEGMENT_COLUMNS])
def test_two_columns_that_changed_places_are_refused(tmp_path, names):
    file = tmp_path / "words.npz"
    write_weights(file, ARRAYS, swapped(names, 3, 7))
    with pytest.raises(ModelError, match=rf"words\.npz: .* number 4 was '{names[7]}' and is '{names[3]}' now; fit"):
        read_weights(file, names)


@pytest.mark.parametrize(
    ("fitted", "message"),
    [
        (NAMES[:2], "number 3 was 'nothing' and is 'information'"),
        ((*NAMES, "links"), "number 4 was 'links' and is 'nothing'"),
        ((), "number 1 was 'nothing' and is 'similarity'"),
    ],
)
def test_columns_too_many_or_too_few_are_refused(tmp_path, fitted, message):
    write_weights(tmp_path / "words.npz", ARRAYS, fitted)
    with pytest.raises(ModelError, match=message):
        read_weights(tmp_path / "words.npz", NAMES)


def test_weights_without_names_are_refused(tmp_path):
    np.savez_compressed(tmp_path / "words.npz", word_bias=np.array(0.5))
    with pytest.raises(ModelError, match="number 1 was 'nothing'"):
        read_weights(tmp_path / "words.npz", NAMES)


def test_equal_weights_make_equal_files(tmp_path):
    files = tmp_path / "first.npz", tmp_path / "second.npz"
    for file in files:
        write_weights(file, ARRAYS, NAMES)
    assert files[0].read_bytes() == files[1].read_bytes()
    with zipfile.ZipFile(files[0]) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("names", [WORD_COLUMNS, SEGMENT_COLUMNS])
def test_every_column_has_a_name_of_its_own(names):
    assert len(set(names)) == len(names)


def test_columns_are_stacked_in_the_order_of_their_names():
    columns = {"null": np.array([3.0, 4.0]), "similarity": np.array([1.0, 2.0])}
    assert stacked(columns, ("similarity", "null")).tolist() == [[1, 3], [2, 4]]


@pytest.mark.parametrize("names", [("similarity",), ("similarity", "null", "links")])
def test_a_column_without_a_place_or_a_place_without_a_column_is_refused(names):
    with pytest.raises(ValueError, match="too many or too few"):
        stacked({"null": np.zeros(1), "similarity": np.zeros(1)}, names)
