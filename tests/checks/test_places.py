from __future__ import annotations

import pytest

from aligner.checks.flag import Flag
from aligner.checks.kinds import FLAG_KINDS
from aligner.checks.places import places

QUOTED = Flag("number", "accuracy/mistranslation", "major", None, None, None, "", (4, 5), (6, 7))


def test_spans_are_the_places() -> None:
    flag = Flag("number", "accuracy/omission", "major", 0.9, (4, 8), None, "", (0, 1), (0, 1))
    assert list(places(flag, ("The mill.", "Die Mühle."))) == [(0, (4, 8))]


def test_quoted_words_are_the_places_where_there_is_no_span() -> None:
    assert list(places(QUOTED, ("It is 3.", "Es ist 5."))) == [(0, (4, 5)), (1, (6, 7))]
    assert list(places(QUOTED.without_place(), ("It is 3.", "Es ist 5."))) == []


@pytest.mark.parametrize("name", ["omission:sentence", "addition:sentence", "moved"])
@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("All of it. Twice.", ""), [(0, (0, 17))]),
        (("", "Alles. Zweimal."), [(1, (0, 15))]),
        (("All", "Alles"), []),
    ],
)
def test_a_side_that_is_alone_is_the_place(name: str, texts: tuple[str, str], expected: list[object]) -> None:
    flag = Flag(name, FLAG_KINDS[name].category, "major", None, None, None, "")
    assert list(places(flag, texts)) == expected
