"""Which segments have the same source as others, and another target."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.everyday import is_everyday
from aligner.checks.inconsistent import inconsistent_flags


def flagged(pairs: list[tuple[str, str]]) -> list[int]:
    return [number for number, found in enumerate(inconsistent_flags(pairs, range(1, len(pairs) + 1)), 1) if found]


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [("Open the lid.", "Öffnen Sie den Deckel.")],
        [("Open the lid.", "Öffnen Sie den Deckel.")] * 3,
        [("Open the lid.", "Öffnen Sie den Deckel."), ("Open  the lid", "öffnen Sie den Deckel")],
        [("Open the lid.", "Öffnen Sie den Deckel."), ("Close the lid.", "Schließen Sie den Deckel.")],
        [("Open the lid.", "Öffnen Sie den Deckel."), ("Lift the lid.", "Öffnen Sie den Deckel.")],
        [("Open the lid.", "Öffnen Sie den Deckel."), ("Open the lid.", "")],
        [("", "Ein Zusatz."), ("", "Noch einer.")],
        [("***", "* * *"), ("***", "–")],
        [("Let’s go!", "Los!"), ("Let's go.", "Gehen wir.")],
        [("Thank you very much.", "Vielen Dank."), ("Thank you very much.", "Danke schön!")],
        [("Hello, Anna", "Hallo, Anna"), ("Hello, Anna", "Guten Tag, Anna")],
        [("What was that?", "Was war das?"), ("What was that?", "Was denn?")],
        [("Ich weiß es nicht.", "I don't know."), ("Ich weiß es nicht.", "No idea.")],
        [("Wheel", "Rad"), ("Wheel?", "Welches Rad?")],
        [("{count}", "{count} Uhr"), ("({count})", "({count})")],
        [
            ("Turn the red wheel to the left now.", "Drehen Sie nun das rote Rad nach links."),
            ("Turn the blue wheel to the left now.", "Drehen Sie nun das blaue Rad nach links."),
        ],
    ],
)
def test_consistent_documents_have_no_flags(pairs):
    assert flagged(pairs) == []


@pytest.mark.parametrize(
    ("pairs", "numbers"),
    [
        ([("Safety notes", "Sicherheitshinweise"), ("Safety notes", "Hinweise zur Sicherheit")], [1, 2]),
        ([("Notes", "Hinweise"), ("Notes", "Anmerkungen")], [1, 2]),
        ([("Safety  Notes", "Sicherheitshinweise"), ("safety notes:", "Hinweise zur Sicherheit")], [1, 2]),
        ([("Open lids.", "Deckel öffnen."), ("Open lids.", "Deckel öffnen!"), ("Open lids.", "Deckel auf.")], [3]),
        ([("Next", "Weiter"), ("Next", "Nächste")], [1, 2]),
        (
            [
                ("Turn the red wheel to the left now.", "Nun das rote Rad nach links drehen."),
                ("Turn the blue wheel to the left now.", "Man bewegt danach das blaue nach der linken Seite."),
            ],
            [1, 2],
        ),
        ([("Step 1", "Schritt 1"), ("Step 1", "Schritt 2")], [1, 2]),
        ([("A b", "X y"), ("C d", "Z"), ("A b", "X z"), ("C d", "W")], [1, 2, 3, 4]),
    ],
)
def test_other_targets_of_the_same_source_are_flagged(pairs, numbers):
    assert flagged(pairs) == numbers


def test_the_message_names_the_other_segments():
    pairs = [
        ("Open the lid now.", "Öffnen Sie jetzt den Deckel."),
        ("Stop.", "Halt."),
        ("Open the lid now.", "Deckel auf!"),
    ]
    first, none, last = inconsistent_flags(pairs, [7, 8, 12])
    assert none == ()
    assert first[0].message == 'The same source is "Deckel auf!" in segment 12'
    assert last[0].message == 'The same source is "Öffnen Sie jetzt den Deckel." in segment 7'
    assert (first[0].name, first[0].category, first[0].severity) == ("inconsistent", "", "minor")
    assert first[0].target_span == (0, len(pairs[0][1]))


def test_no_more_than_three_others_are_named():
    pairs = [("Open the lid.", f"Fassung {word}.") for word in ["eins", "zwei", "drei", "vier", "fünf", "sechs"]]
    for (flag,) in inconsistent_flags(pairs, range(1, 7)):
        assert flag.message.count(" in segment ") == 3


TEXTS = st.sampled_from(["", "A", "a", "B b", "B c.", "C"])


@given(st.lists(st.tuples(TEXTS, TEXTS)))
def test_a_document_is_flagged_if_and_only_if_a_source_has_two_targets(pairs):
    def key(text: str) -> str:
        return text.casefold().strip(".")

    targets: dict[str, set[str]] = {}
    for source, target in pairs:
        if source and target:
            targets.setdefault(key(source), set()).add(key(target))
    assert bool(flagged(pairs)) == any(len(found) > 1 for found in targets.values())


@given(st.lists(st.tuples(st.text(), st.text())))
def test_it_never_raises(pairs):
    assert len(inconsistent_flags(pairs, range(1, len(pairs) + 1))) == len(pairs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let’s go!", True),
        ("Thank you.", True),
        ("Oh, wheels", True),
        ("Where is the wheel?", True),
        ("Wheels!", True),
        ("Wait here.", True),
        ("Ich komme gleich.", True),
        ("Wie bitte?", True),
        ("Next", False),
        ("Go back", False),
        ("Wheel settings", False),
        ("Oil the wheel.", False),
        ("Das Rad ölen.", False),
        ("I told you that the old wheel was broken.", False),
        ("", False),
        ("12", False),
    ],
)
def test_everyday_phrases(text, expected):
    assert is_everyday(text) is expected


def test_short_sentences_of_talk_may_differ_but_labels_not():
    talk = [("I am here.", "Ich bin da."), ("Hand me my hat.", "Gib mir den Hut.")] * 5
    pairs = [
        *talk,
        ("Oil the wheel.", "Öl das Rad."),
        ("Oil the wheel.", "Schmier es."),
        ("Hat", "Hut"),
        ("Hat", "Mütze"),
    ]
    assert flagged(pairs) == [13, 14]


def test_sources_that_nearly_agree_take_time_linear_in_the_text():
    words = [f"{a} {b} wheel turns in the old mill" for a in "abcdefghijklmnop" for b in "abcdefghijklmnop"]
    start = time.perf_counter()
    inconsistent_flags(
        [(f"{text} number {at}", f"Rad {at}") for at, text in enumerate(words * 20)], range(20 * len(words))
    )
    assert time.perf_counter() - start < 3
