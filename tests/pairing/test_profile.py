from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.pairing.file_names import name_parts
from aligner.pairing.profile import BUCKETS, bucket_vectors
from aligner.pairing.samples import END, WHOLE, sample_of
from aligner.pairing.tokens import Weights, names_in, numbers_in


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("en/chapter01.txt", "de/chapter01.txt"),
        ("report_2023_EN.docx", "report-2023-de.pdf"),
        ("chapter-1.en.md", "Chapter_01.de.md"),
        ("manual.source.txt", "manual.target.txt"),
        ("Brief.deutsch.txt", "brief.english.txt"),
        ("letter7.txt", "letter 7.txt"),
    ],
)
def test_names_of_one_text_in_two_languages(first: str, second: str) -> None:
    assert name_parts(first) == name_parts(second) != frozenset()


@pytest.mark.parametrize(("first", "second"), [("chapter1.txt", "chapter2.txt"), ("offer.en.txt", "report.de.txt")])
def test_names_of_different_texts(first: str, second: str) -> None:
    assert name_parts(first) != name_parts(second)


@pytest.mark.parametrize("name", ["en.txt", "de.md", "german.txt", "target.de.txt", ".hidden"])
def test_names_that_say_nothing_of_the_text(name: str) -> None:
    assert name_parts(name) <= {"hidden"}


def test_numbers_are_the_same_in_both_ways_of_writing() -> None:
    english = "On May 3 we paid 1,250.50 euros for 007 and 12 000 lamps."
    german = "Am 3. Mai zahlten wir 1.250,50 Euro für 007 und 12\u00a0000 Lampen."
    assert {"125050", "3", "7"} <= numbers_in(english) & numbers_in(german)


def test_names_begin_with_a_capital_or_have_digits() -> None:
    assert names_in("the Ferry to Altenau leaves at gate B12") == {"ferry", "altenau", "b12"}


def test_what_is_rare_says_more_and_what_one_side_has_says_nothing() -> None:
    weights = Weights.of([frozenset("ab"), frozenset("a")], [frozenset("ab"), frozenset("ac")])
    assert weights.total("b") > weights.total("a") > weights.total("c") == 0


@given(st.integers(0, 3000))
def test_a_sample_is_bounded_ascending_and_has_both_ends(sentences: int) -> None:
    sample = sample_of(sentences)
    assert len(sample.numbers) <= WHOLE
    assert list(sample.numbers) == sorted(set(sample.numbers))
    assert all(0 <= number < sentences for number in sample.numbers)
    if sample.ends:
        assert sample.numbers[:END] == tuple(range(END))
        assert sample.numbers[-END:] == tuple(range(sentences - END, sentences))
    else:
        assert len(sample.numbers) == sentences


@given(st.integers(1, 40))
def test_every_part_of_a_document_has_a_vector(sentences: int) -> None:
    vectors = np.eye(sentences, 40, dtype=np.float32)
    positions = [(number + 0.5) / sentences for number in range(sentences)]
    parts = bucket_vectors(vectors, positions, [10] * sentences)
    assert parts.shape == (BUCKETS, 40)
    assert np.allclose(np.linalg.norm(parts, axis=1), 1, atol=1e-5)


def test_parts_keep_the_order_of_content() -> None:
    vectors = np.eye(2, dtype=np.float32)
    forwards, backwards = (bucket_vectors(vectors[order], [0.1, 0.9], [10, 10]) for order in ([0, 1], [1, 0]))
    assert forwards[0] @ backwards[0] < 0.1
    assert np.allclose(forwards[0], backwards[-1])
