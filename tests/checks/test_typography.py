"""Spaces and marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.checker import shown
from aligner.checks.kinds import ASKED_KINDS, FLAG_KINDS
from aligner.checks.pair import TextPair
from aligner.checks.thresholds import Selection
from aligner.checks.typography import typography_flags
from aligner.corpus.evidence import flags_of
from aligner.corpus.report.evidence import sentence_in
from aligner.corpus.report.wording import wording_in


def told(source: str, target: str) -> list[tuple[str, str]]:
    """Return what is said of each slip, and what is marked in the target."""
    found = list(typography_flags(TextPair(source, target, ("en", "de"))))
    assert all(sentence_in(wording_in("de"), flag.message) != flag.message for flag in found)
    return [(flag.message.partition(": ")[0], target[slice(*(flag.target_span or (0, 0)))]) for flag in found]


@pytest.mark.parametrize(
    ("source", "target", "slips"),
    [
        ("The mill stands.", "Die  Mühle steht.", [("Two spaces", "  ")]),
        ("The mill  stands.", "Die  Mühle steht.", []),
        ("The mill stands, still.", "Die Mühle steht , noch.", [("A space before a mark", " ")]),
        ("Is it open?", "Ist sie offen ?", [("A space before a mark", " ")]),
        ("It costs .5 euros today.", "Es kostet heute .5 Euro.", []),
        ("The mill, it stands.", "Die Mühle,, sie steht.", [("A mark stands twice", ",,")]),
        ("The mill stands.", "Die Mühle steht..", [("A mark stands twice", "..")]),
        ("The mill stands.", "Die Mühle steht...", []),
        ("Open the folder ../src now.", "Öffnen Sie jetzt den Ordner ../src.", []),
        ("Use std::vector here.", "Nehmen Sie hier std::vector.", []),
        ("Does the mill stand?", "Die Mühle steht.", [('The source ends with "?", the translation with "."', ".")]),
        ("The mill is here.", "Die Mühle ist hier", [('The source ends with ".", the translation with no mark', "r")]),
        ("The mill is here", "Die Mühle ist hier.", [('The translation ends with ".", the source with no mark', ".")]),
        ("Die Mühle ist hier.", "The mill is here:", [('The source ends with ".", the translation with ":"', ":")]),
        ("Click on the link.", "Klicken Sie auf den Link!", []),
        ("He said: “Go home now.”", "Er sagte: „Geh jetzt heim.“", []),
        ("(The mill stands.)", "(Die Mühle steht).", []),
        ("Mill.", "Mühle", []),
        ("And so on …", "Und so weiter ...", []),
    ],
)
def test_slips(source: str, target: str, slips: list[tuple[str, str]]) -> None:
    assert told(source, target) == slips


def test_it_is_shown_only_where_it_is_asked_for() -> None:
    flags = list(typography_flags(TextPair("The mill stands.", "Die  Mühle steht.", ("en", "de"))))
    assert shown(flags, Selection()) == ()
    assert shown(flags, Selection.of(sensitivity="high")) == ()
    assert shown(flags, Selection.of(only=["typography", "number"])) == tuple(flags)
    assert set(ASKED_KINDS) & set(FLAG_KINDS) == set()


def test_a_table_may_have_it() -> None:
    message = 'Two spaces: "Die  Mühle steht"'
    (flag,) = flags_of("typography", "minor", message, ("The mill stands.", "Die  Mühle steht."))
    assert (flag.name, flag.category) == ("typography", "linguistic-conventions/typography")


@given(st.text(max_size=60), st.text(max_size=60))
def test_spans_are_of_the_texts(source: str, target: str) -> None:
    for flag in typography_flags(TextPair(source, target, ("en", "de"))):
        assert flag.target_span is not None
        assert 0 <= flag.target_span[0] <= flag.target_span[1] <= len(target)


@given(st.text(max_size=60))
def test_what_the_source_does_too_is_no_slip(text: str) -> None:
    assert told(text, text) == []
