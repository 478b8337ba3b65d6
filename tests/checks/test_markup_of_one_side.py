"""Markup that one side has alone is not read by any check."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.catalogue import PAIR_CHECKS
from aligner.checks.code_look import unseen_spans
from aligner.checks.length import length_flags
from aligner.checks.markup import without_markup
from aligner.checks.pair import TextPair

LANGUAGES = ("en", "de")
UNSEEN = (
    '{{ note(year=2019, ref="s.4", text="never") }}',
    "{% include page-17.html %}",
    "<!-- not to be printed before 4 May 2021 -->",
    '<a id="part-31" class="not-here">',
    "{#chapter-12}",
    "{.wide width=40}",
    "{: .note #x7 }",
    '[gallery id="88"]',
    "<<ch09-rivers,",
    "[[sec_44]]",
    "&#8211;",
    r"\label{fig:22}",
    "<% render 5 %>",
    "${total_12}",
    "xref:part-6.adoc[",
)
SEEN = (
    "`make 3`",
    "<3",
    "5 > 4",
    "[note 3]",
    "(12)",
    "{}",
    "[[Lake 12]]",
    "a: 7",
    "{{convert|5|km}}",
    "x < 3 and y > 5",
)


@pytest.mark.parametrize("markup", UNSEEN)
def test_markup_is_unseen(markup):
    assert "".join(markup[start:end] for start, end in unseen_spans(markup)).strip() in (markup, markup[:-1])


@pytest.mark.parametrize("text", SEEN)
def test_what_a_reader_sees_is_no_markup(text):
    assert not list(unseen_spans(f"It is {text} here."))


@pytest.mark.parametrize("markup", UNSEEN)
@pytest.mark.parametrize("side", [0, 1])
def test_no_check_reads_markup_that_one_side_has_alone(markup, side):
    texts = ["The river is wide.", "Der Fluss ist breit."]
    texts[side] = f"{texts[side][:-1]} {markup} ."
    pair = TextPair(texts[0], texts[1], LANGUAGES)
    assert not [flag for check in PAIR_CHECKS for flag in check(pair)]


def test_a_link_has_a_target_that_nobody_reads():
    pair = TextPair("See [the map](maps/2014/page-3.html).", "Siehe [die Karte](karten/uebersicht.html).", LANGUAGES)
    assert not [flag for check in PAIR_CHECKS for flag in check(pair)]


@pytest.mark.parametrize(
    ("source", "target", "names"),
    [
        ("As chapter 3 says, it is deep.", "Wie <<ch03-lakes>> sagt, ist er tief.", []),
        ("It moved from the fifth place.", 'Er rückte {{ link(x ~ ".5", text="vom fünften Platz") }} vor.', []),
        ("As chapter 3 says, it is 40 metres deep.", "Wie <<ch03-lakes>> sagt, ist er 50 Meter tief.", ["number"]),
        ("The pool is 40 metres {{ note }} long.", "Das Becken ist 60 Meter lang.", ["number"]),
    ],
)
def test_a_number_may_stand_in_the_markup_of_the_other_side(source, target, names):
    for pair in (TextPair(source, target, LANGUAGES), TextPair(target, source, LANGUAGES[::-1])):
        assert [flag.name for check in PAIR_CHECKS for flag in check(pair)] == names


def test_the_length_of_a_segment_that_is_mostly_markup_says_nothing():
    good = [("The boat is old, and it leaks.", "Das Boot ist alt, und es leckt.")] * 20
    text = "A chapter on the boats of all the lakes that were once here, and on those who built them and sailed on them"
    assert length_flags([*good, (text, "Boote")], LANGUAGES)[-1]
    assert not length_flags([*good, (text, f"Boote <!-- {text} -->")], LANGUAGES)[-1]


@given(st.text(alphabet="ab 12{}%<>!-[]()#=\"'|/.\\&;:\n`$", max_size=80))
def test_spans_are_in_order_and_apart_and_a_text_loses_nothing_else(text):
    spans = list(unseen_spans(text))
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert isinstance(without_markup(text), str)
    pair = TextPair(text, text[::-1], LANGUAGES)
    assert [len(side) for side in pair.compared] == [len(text)] * 2
