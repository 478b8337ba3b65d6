"""The manuals of the benchmark of layout: what is missing is in the gold, and numbers tell what is missing."""

from random import Random

import pytest

from aligner.alignment.layout import label_of
from benchmarks.layout import (
    GROUPED,
    MISSING_BEADS,
    MISSING_PARAGRAPHS,
    drawn,
    gold_of,
    in_paragraphs,
    made_up_manual,
    measure,
    numbered_alike,
    numbered_anew,
    without_paragraphs,
    without_sentences,
)

PAIRS = [(f"Schraube {number} wird angezogen.", f"Screw {number} is tightened.") for number in range(120)]


@pytest.fixture
def manual():
    return made_up_manual(PAIRS, Random(3))


def test_a_manual_holds_all_pairs_in_order(manual):
    for side in (0, 1):
        text = " ".join(sentence for one in manual for sentence in one.sides[side])
        assert text == " ".join(pair[side] for pair in PAIRS)


def test_a_manual_has_short_paragraphs_and_some_groups(manual):
    paragraphs = [one.paragraph for one in manual]
    assert paragraphs == sorted(paragraphs)
    sizes = [sum(max(map(len, one.sides)) for one in manual if one.paragraph == k) for k in set(paragraphs)]
    assert set(sizes) == {1, 2, 3, 4, 5}
    groups = [one.sides for one in manual if sum(map(len, one.sides)) == 3]
    assert 0 < len(groups) < 2 * GROUPED * len(manual)


@pytest.mark.parametrize(
    ("damage", "counted", "expected"),
    [
        (without_sentences, lambda one: id(one), MISSING_BEADS),
        (without_paragraphs, lambda one: one.paragraph, MISSING_PARAGRAPHS),
    ],
    ids=["sentences", "paragraphs"],
)
def test_what_is_missing_is_a_null_for_each_sentence(manual, damage, counted, expected):
    damaged = damage(manual, Random(3))
    missing = [one for one in damaged if not one.sides[1]]
    assert len({counted(one) for one in missing}) == expected
    nulls = [link for link in gold_of(damaged).links if not link[1]]
    assert len(nulls) == sum(len(one.sides[0]) for one in missing)
    texts = in_paragraphs(damaged).texts
    for side in (0, 1):
        assert [k for link in gold_of(damaged).links for k in link[side]] == list(range(len(texts[side])))


def test_layouts_say_what_the_damage_left(manual):
    damaged = without_sentences(manual, Random(3))
    translations = [one.sides[1] for one in damaged if one.sides[1]]
    numbers = [str(k) for k, one in enumerate(damaged, 1) if one.sides[1]]
    assert _labels(numbered_alike(damaged).texts[1]) == numbers
    assert _labels(numbered_anew(damaged).texts[1]) == [str(k) for k in range(1, len(translations) + 1)]
    for layouts in (numbered_alike(damaged), numbered_anew(damaged)):
        assert _labels(layouts.texts[0]) == [str(k) for k in range(1, len(damaged) + 1)]
        assert layouts.paragraphs == (None, None)
    paragraphs = in_paragraphs(damaged).paragraphs
    assert list(map(len, paragraphs)) == [sum(len(one.sides[side]) for one in damaged) for side in (0, 1)]


def _labels(texts):
    return [label for label in map(label_of, texts) if label]


def test_stretches_that_are_not_translations_are_left_out(shipped_encoder):
    words = [("Apfel", "apple"), ("Birne", "pear"), ("Hund", "dog"), ("Katze", "cat"), ("Tisch", "table")]
    assert drawn(words, shipped_encoder) == [words]
    shifted = [(source, words[k - 1][1]) for k, (source, _) in enumerate(words)]
    assert drawn(shifted, shipped_encoder) == []


def test_numbers_help_where_many_sentences_are_equal(shipped_encoder):
    parts = [("Der Deckel", "The lid"), ("Das Rad", "The wheel"), ("Die Pumpe", "The pump")]
    pairs = [(f"{source} wird geprüft.", f"{target} is checked.") for source, target in parts for _ in range(6)] * 4
    figures = measure("numbers, sentences missing", [pairs], shipped_encoder)
    assert figures["with"]["null F1"] > figures["without"]["null F1"]
    assert figures["with"]["strict F1"] > figures["without"]["strict F1"]
