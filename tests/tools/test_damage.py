"""Synthetic damage: every sentence is in one known bead, and each kind does what it says and nothing else."""

from dataclasses import fields, replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.damage import Damage, Unit, damaged, mixed, random_damage, short_pairs, units_of, written
from tools.fit_alignment import bead_types
from tools.sorted_lists import longest_rise

PAIRS = [
    (
        f"Satz {k}, in dem etwas steht; danach kommt {'noch ' * (k % 7)}mehr",
        f"Sentence {k}, which says: {'so ' * (k % 5)}much",
    )
    for k in range(60)
]
UNITS = units_of(PAIRS)
WORDS = ("Anker", "Balken", "Dach", "Feder", "Gabel", "Hammer", "Kessel", "Leiter", "Messer", "Nagel", "Ofen", "Pinsel")
STRANGERS = [
    *(Unit((f"{word} und Zange",), (f"{word[::-1]} and pliers",)) for word in WORDS),
    Unit(("Ein langer Satz, der vieles sagt.",), ("A long one.", "It says a lot.")),
    *(Unit((f"Fremd {k}",), (f"Strange {k}",)) for k in range(12)),
]
LONG = (
    "Als der Abend kam, gingen wir heim; das Haus war dunkel, die Tür stand offen, und niemand, der uns kannte, war da",
    "When evening came, we went home; the house was dark, the door stood open, and nobody, who knew us, was there",
)
NAMES = [field.name for field in fields(Damage)]
RATES = st.sampled_from((0.0, 0.02, 0.1, 0.5, 1.0))
DAMAGES = st.builds(Damage, **dict.fromkeys(NAMES, RATES))
KNOWN = {"1-0", "0-1", *(f"{a}-{b}" for a, b in bead_types())}


def words_of(sentences):
    return " ".join(sentences).split()


def kinds_of(text):
    return {bead.kind for bead in text.beads}


def pairs_in(text):
    """Both sides of each pair bead, as one text each."""
    return [
        (
            " ".join(text.source[bead.source_start : bead.source_end]),
            " ".join(text.target[bead.target_start : bead.target_end]),
        )
        for bead in text.beads
        if not bead.is_null
    ]


@given(damage=DAMAGES, seed=st.integers(0, 9999), count=st.integers(0, 30), strangers=st.integers(0, len(STRANGERS)))
@settings(deadline=None, max_examples=150)
def test_the_beads_of_a_damaged_text_hold_every_sentence_once(damage, seed, count, strangers):
    text = damaged(UNITS[:count], damage, Random(seed), STRANGERS[:strangers])
    assert [i for bead in text.beads for i in range(bead.source_start, bead.source_end)] == [*range(len(text.source))]
    assert [j for bead in text.beads for j in range(bead.target_start, bead.target_end)] == [*range(len(text.target))]
    corners = [(bead.source_start, bead.target_start) for bead in text.beads]
    assert corners == sorted(corners)
    assert kinds_of(text) <= KNOWN
    assert all(sentence.strip() for sentence in (*text.source, *text.target))
    assert text == damaged(UNITS[:count], damage, Random(seed), STRANGERS[:strangers])


@given(seed=st.integers(0, 9999))
@settings(deadline=None, max_examples=30)
def test_drawn_damage_changes_no_pair_into_another(seed):
    random = Random(seed)
    damage = replace(random_damage(random), free_translation=0.0)
    text = damaged(UNITS, damage, random, STRANGERS)
    whole = dict(PAIRS) | {" ".join(unit.source): " ".join(unit.target) for unit in STRANGERS}
    for source, target in pairs_in(text):
        # Whatever was joined or cut: both sides say what the same units say.
        own = [unit for unit in whole.items() if f"{unit[0]} " in f"{source} "]
        assert sorted(words_of([source])) == sorted(words_of(unit[0] for unit in own))
        assert sorted(words_of([target])) == sorted(words_of(unit[1] for unit in own))


def test_no_damage_is_the_text_itself():
    text = damaged(UNITS, Damage(), Random(1), STRANGERS)
    assert list(zip(text.source, text.target, strict=True)) == PAIRS
    assert kinds_of(text) == {"1-1"}


def test_regrouping_loses_no_word():
    texts = [damaged(UNITS, Damage(regrouping=1.0), Random(seed)) for seed in range(5)]
    for text in texts:
        assert words_of(text.source) == words_of(source for source, _ in PAIRS)
        assert sorted(words_of(text.target)) == sorted(words_of(target for _, target in PAIRS))
    assert {"1-2", "2-1", "2-2", "3-1"} <= {kind for text in texts for kind in kinds_of(text)}


def test_up_to_six_are_joined_and_one_is_cut_in_up_to_six():
    kinds = set()
    for seed in range(60):
        kinds |= kinds_of(damaged(UNITS, Damage(regrouping=1.0), Random(seed)))
    assert {f"1-{size}" for size in range(2, 7)} | {f"{size}-1" for size in range(2, 7)} <= kinds
    long = units_of([LONG])
    cut = set().union(*(kinds_of(damaged(long, Damage(1.0, fragments=0.0), Random(seed))) for seed in range(800)))
    assert cut == {"1-1"} | {f"1-{size}" for size in range(2, 7)} | {f"{size}-1" for size in range(2, 7)}


def test_cuts_are_at_the_ends_of_clauses_or_a_few_words_from_either_end():
    for seed in range(60):
        at_clauses = damaged(units_of([LONG]), Damage(1.0, fragments=0.0), Random(seed))
        for side in (at_clauses.source, at_clauses.target):
            assert all(piece[-1] in ",;:" for piece in side[:-1])
        off = damaged(units_of([LONG]), Damage(1.0, fragments=1.0), Random(seed))
        pieces = max(off.source, off.target, key=len)
        assert len(pieces) == 1 or min(len(piece.split()) for piece in pieces) <= 4


@pytest.mark.parametrize(
    ("damage", "kinds"),
    [
        (Damage(omission=1.0, omission_at_edges=1.0), {"1-0", "0-1"}),
        (Damage(one_sided_lines=1.0), {"1-1", "1-0", "0-1"}),
        (Damage(free_translation=1.0), {"1-1"}),
        (Damage(replacement=1.0), {"1-1", "1-0", "0-1"}),
        (Damage(front_matter=1.0), {"1-1", "1-0", "0-1"}),
        (Damage(moving=0.2), {"1-1", "1-0", "0-1"}),
        (Damage(sorted_list=1.0), {"1-1", "1-0", "0-1"}),
        (Damage(counters=1.0), {"1-1", "1-0", "0-1"}),
    ],
)
def test_each_damage_does_what_it_says(damage, kinds):
    text = damaged(UNITS, damage, Random(1), STRANGERS)
    assert kinds_of(text) == kinds
    words = len(words_of((*text.source, *text.target)))
    loses = damage.omission or damage.free_translation
    assert (words < len(words_of(sentence for pair in PAIRS for sentence in pair))) == bool(loses)


def test_first_and_last_sentences_are_left_out_at_a_rate_of_their_own():
    beads = damaged(UNITS, Damage(omission_at_edges=1.0), Random(2)).beads
    assert beads[0].is_null
    assert beads[-1].is_null
    assert not any(bead.is_null for bead in beads[12:-1])


@pytest.mark.parametrize("damage", [Damage(replacement=0.2), Damage(front_matter=1.0)], ids=["between", "in front"])
def test_what_faces_each_other_without_being_a_translation_is_alone_on_both_sides(damage):
    text = damaged(UNITS, damage, Random(3), STRANGERS)
    own = {sentence for pair in PAIRS for sentence in pair}
    alone = {text.source[bead.source_start] for bead in text.beads if bead.kind == "1-0"}
    alone |= {text.target[bead.target_start] for bead in text.beads if bead.kind == "0-1"}
    assert alone == {*text.source, *text.target} - own
    # What is on one side is not the translation of what is on the other.
    assert not [unit for unit in STRANGERS if alone.issuperset(unit.source) and alone.issuperset(unit.target)]
    assert pairs_in(text) == PAIRS


def test_front_matter_stands_at_both_ends():
    beads = damaged(UNITS, Damage(front_matter=1.0), Random(3), STRANGERS).beads
    pairs = [place for place, bead in enumerate(beads) if not bead.is_null]
    for ends in (beads[: pairs[0]], beads[pairs[-1] + 1 :]):
        assert {bead.kind for bead in ends} == {"1-0", "0-1"}
    assert pairs == [*range(pairs[0], pairs[0] + len(PAIRS))]


@given(seed=st.integers(0, 9999), rate=st.sampled_from((0.02, 0.1, 0.5)))
@settings(deadline=None, max_examples=40)
def test_what_has_moved_is_alone_on_both_sides_and_at_least_two_places_off(seed, rate):
    text = damaged(UNITS, Damage(moving=rate), Random(seed))
    assert sorted(text.source) == sorted(source for source, _ in PAIRS)
    assert sorted(text.target) == sorted(target for _, target in PAIRS)
    alone = [text.source[bead.source_start] for bead in text.beads if bead.kind == "1-0"]
    elsewhere = [text.target[bead.target_start] for bead in text.beads if bead.kind == "0-1"]
    assert sorted(dict(PAIRS)[source] for source in alone) == sorted(elsewhere)
    assert set(pairs_in(text)) == set(PAIRS) - {(source, dict(PAIRS)[source]) for source in alone}


def test_a_sentence_that_comes_again_is_a_pair_each_time():
    text = damaged(UNITS, Damage(boilerplate=1.0), Random(5), STRANGERS[:12])
    again = [pair for pair in pairs_in(text) if pair not in PAIRS]
    assert len(again) > 3
    assert len(set(again)) == 1
    assert [pair for pair in pairs_in(text) if pair in PAIRS] == PAIRS


@pytest.mark.parametrize("seed", range(8))
def test_a_sorted_list_is_sorted_on_both_sides_and_keeps_as_many_pairs_as_can_be(seed):
    text = damaged(UNITS, Damage(sorted_list=1.0), Random(seed), STRANGERS)
    own = {sentence for pair in PAIRS for sentence in pair}
    sides = [[sentence for sentence in side if sentence not in own] for side in (text.source, text.target)]
    assert all(side == sorted(side) for side in sides)
    translation = {unit.source[0]: unit.target[0] for unit in STRANGERS}
    order = [sides[1].index(translation[source]) for source in sides[0]]
    kept = [pair for pair in pairs_in(text) if pair not in PAIRS]
    assert len(kept) == len(longest_rise(order))
    assert all(translation[source] == target for source, target in kept)
    assert [pair for pair in pairs_in(text) if pair in PAIRS] == PAIRS


def test_cue_numbers_count_on_each_side_and_are_no_part_of_the_text():
    text = damaged(UNITS, Damage(counters=1.0), Random(4))
    for side, place in ((text.source, 0), (text.target, 1)):
        own = {pair[place] for pair in PAIRS}
        assert [sentence for sentence in side if sentence in own] == [pair[place] for pair in PAIRS]
        lines = [sentence for sentence in side if sentence not in own]
        assert lines[::2] == [str(number) for number in range(1, len(lines) // 2 + 1)]
        assert all(" --> " in line for line in lines[1::2])
        assert lines[1::2] == sorted(lines[1::2])
    assert set(PAIRS) <= set(pairs_in(text))


@given(st.lists(st.integers(0, 30), max_size=9, unique=True))
@settings(deadline=None)
def test_the_longest_rise_is_one_and_none_is_longer(values):
    found = longest_rise(values)
    rising = [
        chosen
        for size in range(len(values) + 1)
        for chosen in combinations(values, size)
        if list(chosen) == sorted(chosen)
    ]
    assert tuple(found) in rising
    assert len(found) == max(map(len, rising))


def test_units_are_written_in_order_and_what_has_no_counterpart_one_by_one():
    text = written([Unit(("a", "b"), ("c",)), Unit(("d", "e"), ()), Unit((), ("f", "g")), Unit(("h",), ("i",))])
    assert (text.source, text.target) == (("a", "b", "d", "e", "h"), ("c", "f", "g", "i"))
    assert [bead.kind for bead in text.beads] == ["2-1", "1-0", "1-0", "0-1", "0-1", "1-1"]


def test_units_of_several_sentences_are_neither_joined_nor_cut():
    unit = Unit((LONG[0],), ("First this.", "Then that, which is long; it goes on: further"))
    for seed in range(10):
        text = damaged([unit] * 5, Damage(regrouping=1.0, free_translation=1.0), Random(seed))
        assert (text.source, text.target) == (unit.source * 5, unit.target * 5)


def test_short_sentences_are_mixed_into_a_text():
    short = short_pairs([("Ja, sicher.", "Sure."), *PAIRS])
    assert short == [("Ja, sicher.", "Sure.")]
    text = mixed(UNITS, short, Random(1))
    assert [unit for unit in text if unit not in units_of(short)] == UNITS
    assert 5 < text.count(units_of(short)[0]) < 25
    assert mixed(UNITS, [], Random(1)) == UNITS
