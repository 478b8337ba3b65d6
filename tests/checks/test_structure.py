"""Flags that follow from the alignment alone."""

import pytest

from aligner.alignment.alignment import Alignment
from aligner.alignment.bead import Bead
from aligner.alignment.moved import Move
from aligner.checks.structure import have_nothing_in_common, structural_flags

LONG = "A sentence that is long enough to say something of its own."
PAIR, OMISSION, ADDITION = Bead(0, 1, 0, 1), Bead(1, 2, 1, 1), Bead(2, 2, 1, 2)


def flags_of(*entries, moves=()):
    """Entries are (bead, confidence, source, target); enough sure pairs stand before them to make the texts related."""
    sure = [(Bead(0, 1, 0, 1), 1.0, "s", "t")] * 20
    beads, confidence, source, target = zip(*sure, *entries, strict=True)
    similarity = tuple(None if bead.is_null else 0.6 for bead in beads)
    found = structural_flags(Alignment(beads, similarity, confidence, moves), source, target)
    assert not any(found[:20])
    return found[20:]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ((PAIR, 0.9, "s", "t"), []),
        ((PAIR, 0.3, "s", "t"), [("uncertain", "minor", None, None)]),
        ((OMISSION, 0.9, LONG, ""), [("omission:sentence", "major", (0, len(LONG)), None)]),
        ((OMISSION, 0.9, "Yes.", ""), [("omission:sentence", "minor", (0, 4), None)]),
        ((ADDITION, 0.9, "", LONG), [("addition:sentence", "major", None, (0, len(LONG)))]),
        (
            (ADDITION, 0.2, "", "Ja."),
            [("addition:sentence", "minor", None, (0, 3)), ("uncertain", "minor", None, None)],
        ),
    ],
    ids=["sure pair", "doubtful pair", "omission", "short omission", "addition", "doubtful addition"],
)
def test_flags(entry, expected):
    (flags,) = flags_of(entry)
    assert [(flag.name, flag.severity, flag.source_span, flag.target_span) for flag in flags] == expected


@pytest.mark.parametrize(
    "text", ["}", "---", "</p>", "<!-- revised in May -->", "3.", "* * *", "The", "Und so", "{{ banner }}", "[^2]"]
)
def test_nobody_misses_what_says_nothing(text):
    assert flags_of((OMISSION, 0.9, text, ""), (ADDITION, 0.9, "", text)) == [(), ()]


@pytest.mark.parametrize("text", ["Yes.", "So?", "Prices", '<a href="/shop">Visit our shop</a>', "Kapitel 3"])
def test_what_says_something_is_missed(text):
    names = [[flag.name for flag in flags] for flags in flags_of((OMISSION, 0.9, text, ""), (ADDITION, 0.9, "", text))]
    assert names == [["omission:sentence"], ["addition:sentence"]]


def test_a_piece_of_a_sentence_belongs_to_its_neighbour():
    piece, rest = "All of the older samples showed", "that the paint had been mixed with oil."
    whole = "Alle älteren Proben zeigten, dass die Farbe mit Öl angerührt war."
    lone, full = (OMISSION, 0.9, piece, ""), (PAIR, 0.9, rest, whole)
    assert flags_of(lone, full) == [(), ()]
    assert flags_of(full, lone) == [(), ()]
    (sentence, _) = flags_of((OMISSION, 0.9, f"{piece} this.", ""), full)
    assert [flag.name for flag in sentence] == ["omission:sentence"]
    (no_room, _) = flags_of(lone, (PAIR, 0.9, rest, "dass die Farbe mit Öl angerührt war."))
    assert [flag.name for flag in no_room] == ["omission:sentence"]


def test_messages_say_what_is_missing_and_cut_long_texts():
    (flags,) = flags_of((OMISSION, 0.9, LONG * 3, ""))
    assert flags[0].message.startswith('Not translated: "A sentence that is long')
    assert flags[0].message.endswith('…"')
    assert len(flags[0].message) < 110


def test_a_moved_passage_is_neither_omission_nor_addition_and_both_ends_name_each_other():
    entries = [
        (Bead(20, 21, 20, 20), 0.9, LONG, ""),
        (Bead(21, 21, 20, 21), 0.9, "", LONG),
        (Bead(21, 21, 21, 22), 0.9, "", LONG),
    ]
    move = Move(Bead(20, 21, 20, 22), 0.8)
    first, second, third = flags_of(*entries, moves=(move,))
    assert [flag.name for flags in (first, second, third) for flag in flags] == ["moved"] * 3
    assert first[0].message == "Moved: its counterpart is segment 22, 23"
    assert second[0].message == third[0].message == "Moved: its counterpart is segment 21"
    assert first[0].probability == 0.8


def test_texts_with_nothing_in_common_are_uncertain_throughout():
    beads = tuple(Bead(k, k + 1, 0, 0) for k in range(5)) + tuple(Bead(5, 5, k, k + 1) for k in range(5))
    found = structural_flags(Alignment(beads, (None,) * 10, (1.0,) * 10), ["s"] * 10, ["t"] * 10)
    assert all("uncertain" in [flag.name for flag in flags] for flags in found)


def test_texts_whose_sentences_have_all_moved_have_something_in_common():
    beads = [Bead(0, 1, 0, 0), Bead(1, 1, 0, 1), Bead(1, 2, 1, 2)]
    similarity, confidence = [None, None, 0.6], [0.9, 0.9, 0.99]
    assert not have_nothing_in_common(beads, similarity, confidence, {0, 1})
    alone = [Bead(k, k + 1, 0, 0) for k in range(20)] + [Bead(20, 20, k, k + 1) for k in range(20)]
    assert have_nothing_in_common(alone, [None] * 40, [0.9] * 40)
    assert not have_nothing_in_common(alone, [None] * 40, [0.9] * 40, range(40))
