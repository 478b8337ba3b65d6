"""Which segments are far from the length that their document lets expect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.length import length_flags

PAIR = ("The gardener waters the roses every morning.", "Der Gärtner gießt jeden Morgen die Rosen.")
LONG = (
    "The council met on Tuesday to decide about the new bridge, the road that leads to it and the old mill.",
    "Der Rat kam am Dienstag zusammen, um über die neue Brücke, die Straße dorthin und die alte Mühle zu entscheiden.",
)


@pytest.mark.parametrize("size", [1, 2, 5, 40])
def test_usual_translations_have_no_flag(size):
    assert length_flags([PAIR, LONG] * size, ("en", "de")) == [()] * (2 * size)


@pytest.mark.parametrize("size", [0, 3, 40])
@pytest.mark.parametrize(
    ("pair", "kind"),
    [
        ((LONG[0], "Der Rat kam zusammen."), "short"),
        ((LONG[0], "Ja."), "short"),
        ((PAIR[0], f"{LONG[1]} {LONG[1]}"), "long"),
        ((LONG[1], "The council met."), "short"),
    ],
)
def test_what_is_far_longer_or_shorter_is_flagged(size, pair, kind):
    flags = length_flags([PAIR, LONG] * size + [pair], ("en", "de"))
    (flag,) = flags[-1]
    assert not any(flags[:-1])
    assert (flag.name, flag.category) == ("length", "")
    assert flag.message.startswith(f"The translation is very {kind}: {len(pair[1])} characters")
    assert (flag.source_span, flag.target_span) == ((0, len(pair[0])), (0, len(pair[1])))
    assert flag.probability >= 0.5


@pytest.mark.parametrize(
    "pair", [("Yes.", "Jawohl, natürlich."), ("OK", "In Ordnung"), ("", "Text"), ("Text", ""), ("", "")]
)
def test_short_and_empty_texts_have_no_flag(pair):
    assert length_flags([PAIR] * 10 + [pair], ("en", "de"))[-1] == ()


def test_the_ratio_is_that_of_the_document():
    # All translations here are twice as long: then one of the usual length is the odd one.
    doubled = [(LONG[0], f"{LONG[1]} {LONG[1]}")] * 200
    flags = length_flags([*doubled, (LONG[0], "Der Rat entschied am Dienstag.")], ("en", "de"))
    assert not any(flags[:-1])
    assert flags[-1]


def test_an_empty_document_has_no_flags():
    assert length_flags([], ("en", "de")) == []


@given(st.lists(st.tuples(st.text(), st.text())), st.sampled_from([("en", "de"), ("de", "en"), ("fr", "en")]))
def test_there_is_one_entry_a_pair_and_spans_are_the_texts(pairs, languages):
    flags = length_flags(pairs, languages)
    assert len(flags) == len(pairs)
    for (source, target), found in zip(pairs, flags, strict=True):
        for flag in found:
            assert (flag.source_span, flag.target_span) == ((0, len(source)), (0, len(target)))
            assert 0.5 <= flag.probability <= 1


def test_markup_is_not_counted():
    plain = [("A short heading here", "Hier eine kurze Überschrift")] * 30
    marked = ("A short heading here", "Hier eine kurze Überschrift {#a-very-long-anchor-that-nobody-reads-at-all-here}")
    assert not any(length_flags([*plain, marked], ("en", "de")))
