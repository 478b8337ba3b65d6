"""Synthetic damage: what is taken out or put in, and which words lose their counterpart."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.corruption import Edit, clean, corrupted, detached, edited, joined

LANGUAGES = ("de", "en")
PAIRS = [
    ("Der rote Ball rollt, und der Hund bellt.", "The red ball rolls, and the dog barks."),
    ("Es regnet heute.", "It rains today."),
]
WORDS = 8
LINKS = tuple((number, number) for number in range(WORDS + 3))


def text():
    return replace(joined(PAIRS, LANGUAGES), links=LINKS)


def stranger():
    return joined(
        [("Meine Tante backt am Samstag Kuchen mit Äpfeln.", "On Saturday my aunt bakes an apple cake.")], LANGUAGES
    )


def missing(damage, side):
    return [damage.texts[side][start:end] for start, end in damage.missing[side]]


def test_joined_texts_know_their_sentences():
    both = joined(PAIRS, LANGUAGES)
    for number, pair in enumerate(PAIRS):
        assert tuple(both.texts[side][slice(*both.sentences[number][side])] for side in (0, 1)) == pair


def test_clean_text_lacks_nothing():
    assert clean(text()).texts == text().texts
    assert clean(text()).missing == ((), ())


@pytest.mark.parametrize(
    ("removed", "lost"),
    [
        (" red", ["rote"]),
        (", and the dog barks", ["und", "der", "Hund", "bellt"]),
        (" It rains today.", ["Es", "regnet", "heute"]),
    ],
)
def test_words_linked_with_removed_ones_are_missing(removed, lost):
    start = text().texts[1].index(removed)
    damage = edited(text(), [Edit(1, start, start + len(removed))])
    assert damage.texts[1] == text().texts[1].replace(removed, "")
    assert missing(damage, 0) == lost
    assert missing(damage, 1) == []


def test_inserted_text_is_missing_on_the_other_side():
    place = text().texts[0].index(",")
    damage = edited(text(), [Edit(0, place, place, " ins Tor")])
    assert missing(damage, 0) == [" ins Tor"]
    assert missing(damage, 1) == []


def test_replaced_text_is_missing_on_both_sides():
    start = text().texts[1].index("ball")
    damage = edited(text(), [Edit(1, start, start + 4, "saucepan")])
    assert missing(damage, 1) == ["saucepan"]
    assert missing(damage, 0) == ["Ball"]


def test_words_after_an_edit_of_their_own_side_keep_their_place():
    first = text().texts[0].index("rote ")
    second = text().texts[1].index(" today")
    damage = edited(text(), [Edit(0, first, first + 5), Edit(1, second, second + 6)])
    assert missing(damage, 0) == ["heute"]
    assert missing(damage, 1) == ["red"]


@pytest.mark.parametrize("side", [0, 1])
def test_detached_side_is_a_stranger(side):
    damage = detached(text(), stranger(), side)
    assert damage.detached
    assert damage.texts[side] == stranger().texts[side]
    assert damage.texts[1 - side] == text().texts[1 - side]
    assert [missing(damage, one) for one in (0, 1)] == [[damage.texts[0]], [damage.texts[1]]]


@settings(max_examples=300)
@given(st.integers(0, 10**9))
def test_spans_of_missing_words_lie_in_the_text(seed):
    damage = corrupted(text(), stranger(), Random(seed))
    for side in (0, 1):
        assert all(0 <= start < end <= len(damage.texts[side]) for start, end in damage.missing[side])
        assert damage.texts[side] == damage.texts[side].strip()
    assert damage == corrupted(text(), stranger(), Random(seed))


def test_every_kind_of_damage_happens():
    damages = [corrupted(text(), stranger(), Random(seed)) for seed in range(300)]
    lengths = {len(damage.texts[1]) - len(text().texts[1]) for damage in damages}
    assert min(lengths) < 0 < max(lengths)
    assert {tuple(map(bool, damage.missing)) for damage in damages} >= {(True, False), (False, True), (True, True)}
