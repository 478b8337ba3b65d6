from __future__ import annotations

import pytest

from aligner.alignment.alignment import Alignment
from aligner.alignment.bead import Bead
from aligner.checks.structure import have_nothing_in_common, structural_flags

PAIR, OMITTED, ADDED = Bead(0, 1, 0, 1), Bead(1, 2, 1, 1), Bead(2, 2, 1, 2)


def names(alignment: Alignment, source: list[str], target: list[str]) -> list[list[str]]:
    return [[flag.name for flag in flags] for flags in structural_flags(alignment, source, target)]


def test_null_beads_and_doubtful_beads_are_flagged() -> None:
    alignment = Alignment((PAIR, OMITTED, ADDED), (0.7, None, None), (0.95, 0.9, 0.5))
    assert names(alignment, ["Yes.", "No.", ""], ["Ja.", "", "Doch."]) == [
        [],
        ["omission:sentence"],
        ["addition:sentence", "uncertain"],
    ]


def test_a_null_flag_quotes_its_text_and_covers_it() -> None:
    text = "The committee, which had not met for years, adjourned at once and without giving any reasons at all."
    alignment = Alignment((PAIR, OMITTED), (0.7, None), (0.95, 0.9))
    ((), (flag,)) = structural_flags(alignment, ["Yes.", text], ["Ja.", ""])
    assert (flag.severity, flag.probability) == ("major", 0.9)
    assert (flag.source_span, flag.target_span) == ((0, len(text)), None)
    assert flag.message == f'Not translated: "{text[:80].rstrip()}…"'


def test_the_loss_of_few_characters_is_minor() -> None:
    ((flag,),) = structural_flags(Alignment((Bead(0, 0, 0, 1),), (None,), (0.9,)), [""], ["Ja."])
    assert (flag.severity, flag.target_span, flag.message) == ("minor", (0, 3), 'Not in the source: "Ja."')


def test_in_texts_of_nothing_in_common_all_is_uncertain() -> None:
    alignment = Alignment((PAIR, OMITTED), (0.05, None), (0.95, 0.95))
    assert names(alignment, ["Yes.", "No."], ["Bier.", ""]) == [["uncertain"], ["omission:sentence", "uncertain"]]


NEXT = Bead(1, 2, 1, 2)
COMMON = {
    "a translation": ((PAIR, NEXT), (0.6, 0.7), (0.9, 0.9), False),
    "a poor one": ((PAIR, NEXT), (0.3, 0.2), (0.5, 0.3), False),
    "the one pair": ((PAIR,), (0.3,), (0.9,), False),
    "half of it": ((PAIR, OMITTED), (0.6, None), (0.9, 0.9), False),
    "one sentence of many": ((PAIR, Bead(1, 300, 1, 1)), (0.6, None), (0.9, 0.9), False),
    "sure, but not alike": ((PAIR, NEXT), (0.1, 0.1), (0.99, 0.99), True),
    "alike, but never sure": ((PAIR, NEXT), (0.6, 0.6), (0.05, 0.05), True),
    "no pair": ((Bead(0, 1, 0, 0), Bead(1, 1, 0, 1)), (None, None), (0.9, 0.9), True),
    "a chance find": (
        (PAIR, Bead(1, 20, 1, 1), Bead(20, 20, 1, 20)),
        (0.5, None, None),
        (0.9, 0.9, 0.9),
        True,
    ),
}


@pytest.mark.parametrize(("beads", "similarity", "confidence", "expected"), COMMON.values(), ids=COMMON)
def test_what_is_in_common(
    beads: tuple[Bead, ...],
    similarity: tuple[float | None, ...],
    confidence: tuple[float, ...],
    expected: bool,
) -> None:
    assert have_nothing_in_common(beads, similarity, confidence) is expected
