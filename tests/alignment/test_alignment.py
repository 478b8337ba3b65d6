"""Alignments of made-up vectors with known beads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.alignment import EncodedText, align_texts
from aligner.alignment.bead import Bead


def aligned(source, target, translations, **options):
    texts = [["x" * 60] * len(side) for side in (source, target)]
    sides = EncodedText(source, texts[0]), EncodedText(target, texts[1])
    return align_texts(*sides, translations.background(), 1.0, **options)


def test_sentences_in_step_are_paired_one_by_one(translations):
    source, target = translations.pairs(40)
    alignment = aligned(source, target, translations)
    assert alignment.beads == tuple(Bead(k, k + 1, k, k + 1) for k in range(40))
    assert min(alignment.confidence) > 0.9
    assert min(alignment.similarity) > 0.2


@pytest.mark.parametrize(("start", "missing"), [(0, 1), (12, 1), (12, 3), (20, 10), (30, 10)])
def test_sentences_missing_in_the_target_are_left_alone(translations, start, missing):
    source, target = translations.pairs(40)
    target = np.delete(target, slice(start, start + missing), axis=0)
    alone = [bead.source_start for bead in aligned(source, target, translations).beads if bead.is_null]
    assert alone == list(range(start, start + missing))


@pytest.mark.parametrize("start", [0, 17, 39])
def test_an_added_sentence_is_left_alone(translations, start):
    source, target = translations.pairs(40)
    source = np.delete(source, start, axis=0)
    alone = [bead for bead in aligned(source, target, translations).beads if bead.is_null]
    assert alone == [Bead(start, start, start, start + 1)]


@pytest.mark.parametrize("size", [2, 3])
def test_a_sentence_that_says_what_several_do_is_paired_with_all(translations, size):
    source, target = translations.pairs(30)
    merged = translations.unit(target[10 : 10 + size].sum(axis=0, keepdims=True))
    target = np.concatenate([target[:10], merged, target[10 + size :]])
    lengths = [["x" * 60] * 30, ["x" * 60] * 10 + ["x" * 60 * size] + ["x" * 60] * (20 - size)]
    sides = EncodedText(source, lengths[0]), EncodedText(target, lengths[1])
    alignment = align_texts(*sides, translations.background(), 1.0)
    assert Bead(10, 10 + size, 10, 11) in alignment.beads
    limited = align_texts(*sides, translations.background(), 1.0, max_bead=1)
    assert {bead.kind for bead in limited.beads} <= {"1-1", "1-0", "0-1"}


@pytest.mark.parametrize("missing", [0, 300])
def test_long_texts_are_searched_in_a_corridor_that_bends_around_a_gap(translations, missing):
    source, target = translations.pairs(1500)
    target = np.delete(target, slice(600, 600 + missing), axis=0)
    beads = set(aligned(source, target, translations).beads)
    right = [Bead(k, k + 1, k, k + 1) for k in range(600)]
    right += [Bead(k, k + 1, k - missing, k - missing + 1) for k in range(600 + missing, 1500)]
    assert len(beads.intersection(right)) > 0.99 * len(right)


def test_front_matter_on_one_side_only(translations):
    source, target = translations.pairs(500)
    front, _ = translations.pairs(200)
    beads = set(aligned(np.concatenate([front, source]), target, translations).beads)
    assert len(beads.intersection(Bead(k + 200, k + 201, k, k + 1) for k in range(500))) > 490


@given(sources=st.integers(1, 12), targets=st.integers(1, 12), seed=st.integers(0, 99), max_bead=st.integers(1, 6))
@settings(max_examples=60)
def test_every_sentence_is_in_exactly_one_bead(made_up, sources, targets, seed, max_bead):
    translations = made_up(seed)
    source, target = translations.pairs(sources)[0], translations.pairs(targets)[1]
    alignment = aligned(source, target, translations, max_bead=max_bead)
    assert [i for bead in alignment.beads for i in range(bead.source_start, bead.source_end)] == list(range(sources))
    assert [j for bead in alignment.beads for j in range(bead.target_start, bead.target_end)] == list(range(targets))
    assert all(bead.source_end > bead.source_start or bead.target_end > bead.target_start for bead in alignment.beads)
    assert all(0 <= value <= 1 for value in alignment.confidence)
    assert [value is None for value in alignment.similarity] == [bead.is_null for bead in alignment.beads]


def test_equal_and_empty_vectors_do_no_harm(translations):
    same = np.full((5, 160), 160**-0.5, np.float32)
    assert len(aligned(same, same, translations).beads) >= 5
    nothing = np.zeros((5, 160), np.float32)
    assert len(aligned(nothing, nothing, translations).beads) >= 5


def test_the_number_of_sentences_may_differ_wildly(translations):
    source, target = translations.pairs(400)
    beads = aligned(source[200:201], target, translations).beads
    assert Bead(0, 1, 200, 201) in beads
