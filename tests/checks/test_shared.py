"""What both sides of a segment share: a catalogue by kind, and what holds of any texts."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.code_look import code_spans, is_code
from aligner.checks.shared import FILLER, shared_of, without

KINDS = [
    ("Type `make install` now.", "Geben Sie jetzt `make install` ein.", ["`make install`"]),
    ("The ``no_proxy`` value is unset.", "Der Wert ``no_proxy`` ist nicht gesetzt.", ["``no_proxy``"]),
    ("It says “Disk not found”.", "Es heißt »Disk not found«.", ["Disk not found"]),
    ("He says 'No entry' again.", "Er sagt ‚No entry‘ noch einmal.", ["No entry"]),
    ("She sang *Never Again* twice.", "Sie sang zweimal *Never Again*.", ["Never Again"]),
    ("A <b>bold</b> word.", "Ein <b>fettes</b> Wort.", ["<b>", "</b>"]),
    ("Stay &amp; rest.", "Bleib &amp; ruh.", ["&amp;"]),
    ("Start it with --no-cache here.", "Starten Sie es hier mit --no-cache.", ["--no-cache"]),
    ("See https://example.org/no/way.", "Siehe https://example.org/no/way.", ["https://example.org/no/way"]),
    ("Write to no-reply@example.org.", "An no-reply@example.org schreiben.", ["no-reply@example.org"]),
    ("Open the [guide](no/index.html).", "Öffne den [Leitfaden](no/index.html).", ["no/index.html"]),
    ("Edit /etc/hosts.deny first.", "Zuerst /etc/hosts.deny ändern.", ["/etc/hosts.deny"]),
    ("Save report_2.txt now.", "Jetzt report_2.txt sichern.", ["report_2.txt"]),
    ("Call isNotEmpty() on it.", "Darauf isNotEmpty() aufrufen.", ["isNotEmpty()"]),
    ("You have %1$d of %s.", "Sie haben %1$d von %s.", ["%1$d", "%s"]),
    ("Dear {name}, wait.", "Liebe {name}, warte.", ["{name}"]),
    (
        "{n, plural, one {# day} other {# days}}",
        "{n, plural, one {# Tag} other {# Tage}}",
        ["{n, plural,", "one ", "other "],
    ),
    ("title: The old mill", "title: Die alte Mühle", ["title:"]),
    (".. note:: Wait here.", ".. note:: Hier warten.", [".. note::"]),
    ("See :ref:`here <no-op>`.", "Siehe :ref:`hier <no-op>`.", [":ref:"]),
    ("image::not/here.png[A mill]", "image::not/here.png[Eine Mühle]", ["image::not/here.png"]),
    ("Use {product-name} daily.", "Nutzen Sie täglich {product-name}.", ["{product-name}"]),
    ("Set $HOME and NO_PROXY.", "Setzen Sie $HOME und NO_PROXY.", ["$HOME", "NO_PROXY"]),
    ("It is not for sale here.", "Das ist not for sale hier.", ["not for sale"]),
    ("We saw A House Without Any Doors.", "Wir sahen A House Without Any Doors.", ["A House Without Any Doors"]),
]


@pytest.mark.parametrize(("source", "target", "texts"), KINDS)
def test_what_is_shared_by_kind(source, target, texts):
    for first, second in ((source, target), (target, source)):
        spans = shared_of(first, second).spans
        assert sorted(first[slice(*span)] for span in spans[0]) == sorted(texts)
        assert sorted(second[slice(*span)] for span in spans[1]) == sorted(texts)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("On 3 September 2024 in Berlin", "Am 4. September 2024 in Berlin"),
        ("Anna lives in New York.", "Anna lebt in New York."),
        ("It costs (3) 1.500 euros.", "Es kostet (3) 1.500 Euro."),
        ("Type `make` now.", "Geben Sie `mach` ein."),
        ("Houses and/or gardens", "Häuser und/oder Gärten"),
    ],
)
def test_names_numbers_and_what_differs_are_compared(source, target):
    assert shared_of(source, target).spans == ((), ())


def test_what_stands_twice_on_one_side_is_shared_once():
    assert shared_of("`a` or `a`", "`a`").spans == (((0, 3),), ((0, 3),))


@pytest.mark.parametrize("text", ["Wait here.", "", "  a\n b ", "12"])
def test_a_copy_is_shared_as_a_whole(text):
    shared = shared_of(text, text.replace("\n", " "))
    assert shared.is_copy
    assert shared.spans == (((0, len(text)),), ((0, len(text)),))


@pytest.mark.parametrize(
    "line",
    [
        "let mill = new Mill({",
        "})",
        "water: water",
        "mill.$turn('a', function (old) {",
        "for ( $i = 0; $i < 9; $i++ )",
        "$ cp -r old new",
        "tar --extract archive",
        "<!-- do not touch this",
        "return a + b;",
        "Free space left: 12 MB",
        "`no words`",
        "weight: 10",
        "'size' => 3,",
    ],
)
def test_lines_of_code(line):
    assert is_code(line)


@pytest.mark.parametrize(
    "line",
    [
        "Do not open the door.",
        "The mill (see above) is old; it still turns.",
        "the tenant;",
        "// turns the mill once",
        "Note: the mill is old.",
        "Press <b>Start</b> to turn the mill.",
        "Die Mühle dreht sich.",
        "Use the option --all to see everything.",
        "Hello {name}",
    ],
)
def test_lines_of_text(line):
    assert not is_code(line)


PIECES = st.sampled_from(
    [
        "`a b`",
        "<b>",
        "</b>",
        "„not",
        "here“",
        '"',
        "(",
        ")",
        "--x",
        "%s",
        "{a}",
        "and",
        "the",
        "Haus",
        "12",
        "\n",
        FILLER,
        *("a.b", "x_y", "key:", "*", "[", "](", "&amp;", "::", "/usr/bin", "is", "not", "von", "one {", "``"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))


@given(TEXTS, TEXTS)
def test_spans_are_apart_in_order_alike_and_the_same_from_either_side(source, target):
    shared = shared_of(source, target)
    assert shared == shared_of(source, target)
    assert shared.spans == shared_of(target, source).spans[::-1]
    texts = []
    for text, spans in zip((source, target), shared.spans, strict=True):
        ends = [0, *(place for span in spans for place in span), len(text)]
        assert ends == sorted(ends)
        assert shared.is_copy or all(start < end for start, end in spans)
        texts.append(Counter(" ".join(text[start:end].split()) for start, end in spans))
        assert len(without(text, spans)) == len(text)
    if not shared.is_copy:
        assert {"".join(text.split()) for text in texts[0]} == {"".join(text.split()) for text in texts[1]}


@given(TEXTS)
def test_spans_of_code_are_apart_and_in_order(text):
    spans = list(code_spans(text))
    ends = [0, *(place for span in spans for place in span), len(text)]
    assert ends == sorted(ends)
    assert all(start < end for start, end in spans)


@pytest.mark.parametrize(
    "piece", ["a", "a ", "<a ", "`", "[", "a.", "a-", "(a", "{", "/a", "\\a", "a:", "_a", ". ", "&a", '"a']
)
def test_time_is_linear(piece):
    """Twenty thousand characters that almost look like something take a moment."""
    text = piece * (20_000 // len(piece))
    start = time.perf_counter()
    shared_of(text + "x", "y" + text)
    list(code_spans(text))
    is_code(text)
    assert time.perf_counter() - start < 3


def test_runs_that_meet_do_not_overlap():
    shared = shared_of("one/two/one:THREE for", "one/two:two/one for")
    for spans in shared.spans:
        ends = [place for span in spans for place in span]
        assert ends == sorted(ends)
