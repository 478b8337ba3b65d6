"""Texts that are in another language than the one that was named for them: said in a line each."""

from __future__ import annotations

import warnings

import pytest

from aligner.errors import InputError
from aligner.pipeline.texts import Reading

ENGLISH = [
    "The miller was up before the sun and had already swept the yard.",
    "When the river rose, they carried the sacks to the upper floor and waited there.",
]
GERMAN = [
    "Der Müller war vor der Sonne auf und hatte den Hof schon gefegt.",
    "Als der Fluss stieg, trugen sie die Säcke in den oberen Stock und warteten dort.",
]
READING = Reading(sentences=True, reflow="never", encoding=None)


def said(wanted: tuple[str | None, str | None], source: list[str], target: list[str]) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        READING.pair(source, target, wanted)
    return [str(one.message) for one in caught]


def test_exchanged_languages_are_noticed() -> None:
    first, second = said(("de", "en"), ENGLISH, GERMAN)
    assert "seems to be English, not German: check --source-lang, or whether the texts are swapped" in first
    assert "seems to be German, not English: check --target-lang, or whether the texts are swapped" in second


@pytest.mark.parametrize("wanted", [(None, None), ("en", "de"), ("en", None), ("en-GB", "de-AT")])
def test_right_ones_are_not(wanted: tuple[str | None, str | None]) -> None:
    assert said(wanted, ENGLISH, GERMAN) == []


def test_short_texts_say_nothing_of_their_language() -> None:
    assert said(("de", "en"), ["Alpha Centauri 7"], ["Alpha Centauri 7"]) == []


def test_it_is_said_before_the_texts_are_refused() -> None:
    with (
        pytest.warns(UserWarning, match="seems to be English, not German"),
        pytest.raises(InputError, match="both seem"),
    ):
        READING.pair(ENGLISH, GERMAN, ("de", None))
