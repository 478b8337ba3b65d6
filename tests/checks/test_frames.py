"""Wordings that say nothing of their own, and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.frames import frames_in


@pytest.mark.parametrize(
    ("language", "text", "framed"),
    [
        ("en", "You are encouraged to swim.", "are encouraged to"),
        ("en", "It is good practice to swim.", "It is good practice to"),
        ("en", "They have the option of a boat.", "have the option of"),
        ("en", "We swim in order to live.", "in order to"),
        ("en", "He swims for training purposes.", "purposes"),
        ("en", "He denies the fact that she swims.", "the fact that"),
        ("en", "There are ducks.", "There are"),
        ("de", "Legt fest, ob Enten schwimmen.", "Legt fest, ob"),
        ("de", "Gibt an, wie Enten schwimmen.", "Gibt an, wie"),
        ("de", "So öffnen Sie das Tor:", "So öffnen Sie"),
        ("de", "Das Tor dient dazu, Enten zu schützen.", "dient dazu"),
        ("de", "Es handelt sich um Enten.", "Es handelt sich um"),
        ("de", "Zum Zwecke der Jagd.", "Zum Zwecke der"),
        ("en", "The purpose is unknown.", ""),
        ("en", "Never swim alone.", ""),
        ("de", "Enten schwimmen ohne Hilfe.", ""),
    ],
)
def test_frames_are_found(language, text, framed):
    assert [text[start:end] for start, end in frames_in(text, language)] == ([framed] if framed else [])


@given(st.text(max_size=100), st.sampled_from(["de", "en", "fr"]))
def test_frames_are_in_order_and_apart(text, language):
    spans = frames_in(text, language)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
