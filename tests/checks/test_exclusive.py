"""Everyday words that are translated by another word of their kind, and what is no such thing."""

from __future__ import annotations

from importlib.resources import files

import pytest

import aligner
from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag

WRONG = (
    ("Die Ziege stand vor dem Stall.", "The donkey stood in front of the barn.", "Ziege", "donkey"),
    ("Der Zahnarzt kam erst um zehn.", "The gardener did not come until ten.", "Zahnarzt", "gardener"),
    ("Der Verein kaufte das Gelände.", "The club sold the site.", "kaufte", "sold"),
    ("Die Preise stiegen im Herbst.", "Prices rose in spring.", "Herbst", "spring"),
    ("Das Wasser im Becken ist heiß.", "The water in the pool is cold.", "heiß", "cold"),
    ("Meine Tante wohnt in Bremen.", "My uncle lives in Bremen.", "Tante", "uncle"),
)
RIGHT = (
    ("Der Laden schließt nicht vor acht.", "The shop stays open until eight."),
    ("Das geschah kurz nach der Wahl.", "This happened not long after the election."),
    ("Die Schiffe lagen im Hafen.", "The boats lay in the harbour."),
    ("Am Abend spielte die Band.", "The band played at night."),
    ("Er kaufte ein Haus und verkaufte sein Boot.", "He sold his boat and bought a house."),
    ("Das Kind ist zehn Jahre alt.", "The child is ten years old."),
    ("Der König empfing den Fürsten.", "The king received the prince."),
)


def flags_of(source: str, target: str, languages: tuple[str, str]) -> list[Flag]:
    segment = aligner.Segment(1, Bead(0, 1, 0, 1), source, target)
    (checked,) = aligner.check(
        aligner.Corpus((segment,), {}), source_language=languages[0], target_language=languages[1], cache=False
    )
    return [flag for flag in checked.flags if flag.name == "meaning"]


@pytest.mark.parametrize(("german", "english", "said", "given"), WRONG)
def test_another_word_of_the_kind_is_marked_on_both_sides(german, english, said, given):
    for texts, languages in (((german, english), ("de", "en")), ((english, german), ("en", "de"))):
        (flag,) = flags_of(*texts, languages)
        words = tuple(
            text[slice(*span)] for text, span in zip(texts, (flag.source_span, flag.target_span), strict=True)
        )
        assert words == ((said, given) if languages[0] == "de" else (given, said))
        assert flag.severity == "major"


@pytest.mark.parametrize(("german", "english"), RIGHT)
def test_what_is_said_otherwise_is_no_finding(german, english):
    assert flags_of(german, english, ("de", "en")) == []
    assert flags_of(english, german, ("en", "de")) == []


def test_every_line_of_the_list_has_words_of_both_languages():
    lines = files("aligner.checks").joinpath("exclusive_words.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            english, german = line.split("=")
            assert english.split()
            assert german.split()
            assert line == line.lower()
