"""Originals and titles that stay in the source's language on purpose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.pair import TextPair
from aligner.checks.surroundings import Surroundings
from aligner.checks.untranslated import untranslated_flags
from aligner.checks.untranslated_kept import has_original_beside, has_translation_beside, holds_original, is_title

LANGUAGES = ("en", "de")
ORIGINAL = "The sea was calm that night and nobody spoke of the storm."
GERMAN = "Das Meer war in jener Nacht ruhig, und niemand sprach von dem Sturm."
BEFORE, AFTER = ("He wrote:", "Er schrieb:"), ("So it went on.", "So ging es weiter.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("* [How to keep bees in a city](https://bees.example/guide), Ann Miller", True),
        ("- [A short history of the lamp](http://lamp.example/)", True),
        ('— Ann Miller, ["Why we still plant trees"](https://trees.example/why)', True),
        ('Tom Baker: "Notes on the making of cheese", 1987', True),
        ('<a href="https://x.example/">All the boats we built</a> by Tom Baker', True),
        ("[Getting started with the boat](start.md)", False),
        ("Read [this guide](https://x.example/) before you begin.", False),
        ('"Please leave the house at once!"', False),
        ("The boat is old.", False),
        ("", False),
    ],
)
def test_titles_are_known_by_what_stands_round_them(text, expected):
    assert is_title(text) is expected
    found = [flag for flag in untranslated_flags(TextPair(text, text, LANGUAGES)) if (flag.probability or 0) >= 0.5]
    assert not (expected and found)


@pytest.mark.parametrize("kept", [ORIGINAL, f"_{ORIGINAL}_", f"„{ORIGINAL}“"])
@pytest.mark.parametrize("first", [True, False])
def test_an_original_beside_its_translation_is_kept_and_the_translation_no_addition(kept, first):
    two = [("", GERMAN), (ORIGINAL, kept)]
    texts = [BEFORE, *(two if first else two[::-1]), AFTER]
    copy = texts.index((ORIGINAL, kept))
    assert has_translation_beside(texts, copy, LANGUAGES)
    assert has_original_beside(texts, texts.index(("", GERMAN)), LANGUAGES)
    pair = TextPair(ORIGINAL, kept, LANGUAGES, surroundings=Surroundings(texts), place=copy)
    assert all((flag.probability or 0) < 0.5 for flag in untranslated_flags(pair))


@pytest.mark.parametrize(
    "texts",
    [
        [BEFORE, (ORIGINAL, ORIGINAL), AFTER],
        [("", "Das ist neu."), (ORIGINAL, ORIGINAL), AFTER],
        [("", "* [Ein Buch](https://x.example/)"), (ORIGINAL, ORIGINAL), AFTER],
        [("", GERMAN * 4), (ORIGINAL, ORIGINAL), AFTER],
    ],
)
def test_a_copy_without_its_translation_is_untranslated(texts):
    pair = TextPair(ORIGINAL, ORIGINAL, LANGUAGES, surroundings=Surroundings(texts), place=1)
    assert [flag.probability >= 0.5 for flag in untranslated_flags(pair)] == [True]
    assert not has_original_beside(texts, 0, LANGUAGES)


def test_both_may_stand_in_one_segment():
    assert holds_original(ORIGINAL, f"{GERMAN} ({ORIGINAL})")
    assert not holds_original(ORIGINAL, ORIGINAL)
    assert not untranslated_flags(TextPair(ORIGINAL, f"{GERMAN} ({ORIGINAL})", LANGUAGES))


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_fails_on_any_text(first, second):
    texts = [(first, second), ("", first), (second, second)]
    is_title(first)
    holds_original(first, second)
    for place in range(3):
        has_translation_beside(texts, place, LANGUAGES)
        has_original_beside(texts, place, LANGUAGES)
