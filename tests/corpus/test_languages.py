from __future__ import annotations

from typing import Any

import pytest

from aligner.alignment.bead import Bead
from aligner.corpus.languages import languages_of, tags_of
from aligner.corpus.segment import Segment

ENGLISH = "The ferry was late, and nobody on the pier knew when it would come."
GERMAN = "Die Fähre kam zu spät, und niemand auf dem Steg wusste, wann sie kommen würde."


def segments(*texts: tuple[str, str]) -> list[Segment]:
    return [Segment(place + 1, Bead(place, place + 1, place, place + 1), *pair) for place, pair in enumerate(texts)]


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ({}, ("en", "de")),
        ({"source": {"language": "fr"}}, ("fr", "de")),
        ({"source": {"language": ""}, "target": "de.txt"}, ("en", "de")),
    ],
)
def test_what_the_signature_does_not_say_is_found_in_the_texts(
    signature: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert languages_of(segments((ENGLISH, GERMAN)), signature) == expected


def test_an_unknown_language_is_empty_and_undetermined_in_a_file() -> None:
    found = segments(("12", "12"))
    assert languages_of(found, {}) == ("", "")
    assert tags_of(found, {}) == ("und", "und")


def test_a_long_foreword_in_the_other_language_does_not_decide() -> None:
    """As the check and the review take it, the whole text counts, not its beginning."""
    found = segments(*[(ENGLISH, ENGLISH)] * 300, *[(ENGLISH, GERMAN)] * 900)
    assert languages_of(found, {}) == ("en", "de")
