"""Search and replace in a review."""

from __future__ import annotations

import pytest
from states import segment

from aligner.review.decisions.segment import ReviewSegment
from aligner.review.views.search import SearchError, replacements, search

TEXTS = [
    ("The street is wet.", "Die Straße ist nass."),
    ("Mr Müller crosses the wide street.", "Herr Müller geht über die breite Straße."),
    ("He has 12 keys and 3 locks.", "Er hat 12 Schlüssel und 3 Schlösser."),
]
SEGMENTS = [ReviewSegment.of(segment(n, (n, n + 1, n, n + 1), *texts)) for n, texts in enumerate(TEXTS, 1)]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("street wet", [1]),
        ("wet street", [1]),
        ('"wide street"', [2]),
        ('"street wide"', []),
        ("strasse", [1, 2]),
        ("STRASSE", [1, 2]),
        ("muller", [2]),
        ("Mueller", [2]),
        ("schlösser", [3]),
        ("schluessel", [3]),
        (r"/\d+ \w+ und/", [3]),
        ("/^The/", [1]),
        ("/the$/", []),
        ("/", []),
    ],
)
def test_search(query: str, keys: list[int]) -> None:
    found = search(SEGMENTS, query, 10)
    assert (found.keys, found.count) == (keys, len(keys))


def test_more_are_counted_than_told() -> None:
    assert (search(SEGMENTS, "e", 1).keys, search(SEGMENTS, "e", 1).count) == ([1], 3)


@pytest.mark.parametrize("query", ["/(/", "/[a/"])
def test_what_is_no_expression(query: str) -> None:
    with pytest.raises(SearchError, match="no regular expression"):
        search(SEGMENTS, query, 10)
    with pytest.raises(SearchError, match="no regular expression"):
        replacements(SEGMENTS, query, "x", 10)


@pytest.mark.parametrize(
    ("wanted", "instead", "after"),
    [
        ("Straße", "Gasse", {1: "Die Gasse ist nass.", 2: "Herr Müller geht über die breite Gasse."}),
        ("straße", "Gasse", {}),
        (r"/(\d+) (Schl\w+)/", r"\2 (\1)", {3: "Er hat Schlüssel (12) und Schlösser (3)."}),
        ("nass.", r"\1", {1: r"Die Straße ist \1"}),
    ],
)
def test_replacements(wanted: str, instead: str, after: dict[int, str]) -> None:
    assert {one.key: one.after for one in replacements(SEGMENTS, wanted, instead, 10)} == after


def test_a_group_that_is_not_there() -> None:
    with pytest.raises(SearchError):
        replacements(SEGMENTS, "/nass/", r"\1", 10)
