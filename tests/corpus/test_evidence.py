from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.flag import Flag
from aligner.checks.kinds import FLAG_KINDS
from aligner.corpus.evidence import evidence_of, flags_of

SOURCE = 'The mill has 3 wheels (3 of oak). It is not "old" in May.'
TARGET = "Die Mühle hat 5 Räder aus Oak. Sie ist alt, 3 Jahre."
TABLE = [
    ("number", '"3" in the source is "5" in the target', ["3"], ["5"]),
    ("number", '"wheel" in the source is "Rad" in the target', [], []),
    ("negation", '"not" in the source is lost in the translation', ["not"], []),
    ("negation", '"alt" in the translation denies what the source does not', [], ["alt"]),
    ("negation", '"alt" has no counterpart before "oak"', ["oak"], ["alt"]),
    ("date", 'The date "May" is missing in the translation', ["May"], []),
    ("number", 'The number "3" is not in the source', [], ["3"]),
    ("omission:phrase", 'Not translated: "3 wheels (3 of …"', ["3 wheels (3 of"], []),
    ("addition:phrase", 'Not in the source: "3 Jahre"', [], ["3 Jahre"]),
    ("omission:sentence", 'Not translated: "The mill has 3…"', ["The mill has 3"], []),
    ("meaning", '"alt" in the translation means something else than "wheels" in the source', ["wheels"], ["alt"]),
    ("unit", '"3" was converted to "5"', ["3"], ["5"]),
    ("unit", '"5" was converted to "3"', ["3"], ["5"]),
    ("unit", '"oak" was converted to "Eiche"', ["oak"], []),
    ("untranslated", '"3" is left in English', ["3"], ["3"]),
    ("inconsistent", 'The same source is "Sie ist alt" in segment 4', [], []),
    ("moved", "Moved: its counterpart is segment 9", [], []),
    ("uncertain", "The alignment is doubtful here", [], []),
    ("name", 'The name "" is not in the source', [], []),
    ("name", 'The name "…" is not in the source', [], []),
]


@pytest.mark.parametrize(("name", "message", "source", "target"), TABLE)
def test_words_are_found_by_the_evidence(name: str, message: str, source: list[str], target: list[str]) -> None:
    (flag,) = flags_of(name, "major", message, (SOURCE, TARGET))
    places = zip((flag.source_quote, flag.target_quote), (SOURCE, TARGET), strict=True)
    assert [[text[slice(*place)]] if place else [] for place, text in places] == [source, target]
    assert (flag.source_span, flag.target_span, flag.probability) == (None, None, None)


def test_evidence_is_read_as_it_is_written() -> None:
    given = flags_of(
        "number,name", "minor", 'Three; four; The name "May" is missing in the translation', (SOURCE, TARGET)
    )
    assert [flag.message for flag in given] == ["Three", 'four; The name "May" is missing in the translation']
    assert flags_of("number,name", "minor", evidence_of(given), (SOURCE, TARGET)) == given


@pytest.mark.parametrize("evidence", ["; ", "; one", "one; ", "one; ; two", "; ; "])
def test_semicolons_that_part_nothing_are_written_again(evidence: str) -> None:
    assert evidence_of(flags_of("number,name,date", "minor", evidence, (SOURCE, TARGET))) == evidence


def test_a_flag_without_evidence_is_a_flag() -> None:
    assert flags_of("number", "minor", "", (SOURCE, TARGET)) == (
        Flag("number", FLAG_KINDS["number"].category, "minor", None, None, None, ""),
    )


@given(st.text("ab _é,1²"), st.text("ab _é,1²", min_size=1))
def test_only_whole_words_are_found(text: str, words: str) -> None:
    (flag,) = flags_of("omission:phrase", "major", f'Not translated: "{words}"', (text, ""))
    sought = words.strip()
    expected = re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", text) if sought else None
    assert flag.source_quote == (expected.span() if expected else None)
