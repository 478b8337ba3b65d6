from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.corpus.report.differences import differences

TEXTS = st.text("ab ,.ß-é\n", max_size=30) | st.lists(st.sampled_from(["the ", "old ", "mill ", "turns", ". "])).map(
    "".join
)


def told(before: str, now: str) -> str:
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[kind].format(text) for kind, text in differences(before, now))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("Die Mühle steht.", "Die Mühle steht.", "Die Mühle steht."),
        ("Die alte Mühle.", "Die neue Mühle.", "Die [-alte-][+neue+] Mühle."),
        ("Die Mühle.", "Die alte Mühle.", "Die[+ alte+] Mühle."),
        ("Die alte Mühle.", "Die Mühle.", "Die[- alte-] Mühle."),
        ("14 Tage", "41 Tage", "[-14-][+41+] Tage"),
        ("", "Gut.", "[+Gut.+]"),
        ("Gut.", "", "[-Gut.-]"),
        ("", "", ""),
        ("one two", "three four", "[-one two-][+three four+]"),
    ],
)
def test_what_was_changed(before: str, now: str, expected: str) -> None:
    assert told(before, now) == expected


@given(TEXTS, TEXTS)
def test_both_texts_are_in_it_whole(before: str, now: str) -> None:
    found = differences(before, now)
    assert "".join(text for kind, text in found if kind != "added") == before
    assert "".join(text for kind, text in found if kind != "removed") == now
    assert all(text for _, text in found)
    assert (before != now) == any(kind != "kept" for kind, _ in found)


def test_long_texts_take_no_time() -> None:
    before, now = "a b " * 2_000, "b a " * 2_000
    assert [kind for kind, _ in differences(before, now)] == ["removed", "added"]
