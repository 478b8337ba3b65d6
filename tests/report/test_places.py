from __future__ import annotations

import pytest

from aligner.alignment.bead import Bead
from aligner.checks.flag import CATEGORIES, Flag
from aligner.corpus.report.places import places
from aligner.corpus.segment import Segment

SOURCE = 'The mill has 3 wheels (3 of oak). It is not "old" in May.'
TARGET = "Die Mühle hat 5 Räder aus Oak. Sie ist alt, 3 Jahre."
TABLE = [
    ("number", '"3" in the source is "5" in the target', ["3"], ["5"]),
    ("number", '"wheel" in the source is "Rad" in the target', [], []),
    ("negation", '"not" in the source is lost in the translation', ["not"], []),
    ("negation", '"alt" in the translation denies what the source does not', [], ["alt"]),
    ("date", 'The date "May" is missing in the translation', ["May"], []),
    ("number", 'The number "3" is not in the source', [], ["3"]),
    ("omission:phrase", 'Not translated: "3 wheels (3 of …"', ["3 wheels (3 of"], []),
    ("addition:phrase", 'Not in the source: "3 Jahre"', [], ["3 Jahre"]),
    ("unit", '"3" was converted to "5"', ["3"], ["3", "5"]),
    ("inconsistent", 'Elsewhere "Sie ist alt" in segment 4', [], []),
    ("moved", 'Stands in segment 9: "Sie ist alt"', [], []),
    ("uncertain", "The alignment is doubtful here", [], []),
    ("name", 'The name "" is not in the source', [], []),
    ("name", 'The name "…" is not in the source', [], []),
]


def flag(name: str, message: str, source_span: tuple[int, int] | None = None) -> Flag:
    return Flag(name, CATEGORIES[name], "major", None, source_span, None, message)


def found(given: Flag, source: str = SOURCE, target: str = TARGET) -> tuple[list[str], list[str]]:
    segment = Segment(1, Bead(0, 1, 0, 1), source, target)
    words: tuple[list[str], list[str]] = [], []
    for side, (start, end) in places(given, segment):
        words[side].append((source, target)[side][start:end])
    return words


@pytest.mark.parametrize(("name", "message", "source", "target"), TABLE)
def test_words_are_found_by_the_reason(name: str, message: str, source: list[str], target: list[str]) -> None:
    first, second = found(flag(name, message))
    assert (first, sorted(second)) == (source, target)


def test_places_that_are_known_are_taken() -> None:
    assert found(flag("number", '"3" in the source is "5" in the target', (4, 8))) == (["mill"], [])


@pytest.mark.parametrize(("source", "target"), [("All of it. Twice.", ""), ("", "Alles. Zweimal.")])
def test_a_side_that_is_alone_is_marked_whole(source: str, target: str) -> None:
    name = "omission:sentence" if source else "addition:sentence"
    assert found(flag(name, 'Not translated: "All…"'), source, target) == (
        [source] if source else [],
        [target] if target else [],
    )
