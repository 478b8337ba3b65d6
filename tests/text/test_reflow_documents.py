"""Whole short documents of mixed shape, and the paragraphs that a reader sees in them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from aligner.text.reflow import paragraphs_of

DOCUMENTS = {
    "chapter headings, a hyphenated word, an indented paragraph, an address": (
        """\
        Kapitel 1
        Der Morgen

        Am Morgen ging die Sonne auf, und die Fischer standen schon seit einer
        Stunde am Kai. Sie warteten auf das Boot, das am Abend nicht zurück-
        gekehrt war.
            Keiner sprach ein Wort. Nur der alte Hinrich, der auf einer Kiste
        saß, summte vor sich hin.

        Tel.: 040 123456
        Fax: 040 123457
        E-Mail: kai@beispiel.de
        """,
        [
            "Kapitel 1",
            "Der Morgen",
            "Am Morgen ging die Sonne auf, und die Fischer standen schon seit einer Stunde am Kai. "
            "Sie warteten auf das Boot, das am Abend nicht zurückgekehrt war.",
            "Keiner sprach ein Wort. Nur der alte Hinrich, der auf einer Kiste saß, summte vor sich hin.",
            "Tel.: 040 123456",
            "Fax: 040 123457",
            "E-Mail: kai@beispiel.de",
        ],
    ),
    "a letter that quotes another": (
        """\
        Hello Maria,

        thank you for the long letter, which I read with great pleasure on the
        train to Hamburg yesterday evening. I will answer your questions one
        by one as soon as I am home.

        Best wishes
        Tom

        > On Monday you wrote that the harbour would be closed for the whole of
        > the summer.
        """,
        [
            "Hello Maria,",
            "thank you for the long letter, which I read with great pleasure on the train to Hamburg "
            "yesterday evening. I will answer your questions one by one as soon as I am home.",
            "Best wishes",
            "Tom",
            "> On Monday you wrote that the harbour would be closed for the whole of",
            "> the summer.",
        ],
    ),
    "two lines": (
        """\
        This is a short note that was wrapped at some place by the
        mail program.
        """,
        ["This is a short note that was wrapped at some place by the mail program."],
    ),
    "a stanza in prose": (
        """\
        He opened the book and read aloud to the children who sat round him in a
        half circle on the floor, waiting for the story of the boat to begin:

            the boat went out at seven
            and never came again,
            it sailed away to heaven
            through silence and through rain

        Then he closed the book, and nobody said a word for a while, although
        the clock had struck nine long ago.
        """,
        [
            "He opened the book and read aloud to the children who sat round him in a half circle "
            "on the floor, waiting for the story of the boat to begin:",
            "the boat went out at seven",
            "and never came again,",
            "it sailed away to heaven",
            "through silence and through rain",
            "Then he closed the book, and nobody said a word for a while, although the clock had struck nine long ago.",
        ],
    ),
    "an agenda": (
        """\
        Agenda
        1. Opening of the meeting and approval of the minutes of the last one
        2. Report of the harbour master on the state of the channel, with a
           discussion
        3. Any other business
        """,
        [
            "Agenda",
            "1. Opening of the meeting and approval of the minutes of the last one",
            "2. Report of the harbour master on the state of the channel, with a discussion",
            "3. Any other business",
        ],
    ),
    "speech": (
        """\
        »Wie du willst.«
        Sie stand auf, nahm den Mantel vom Haken und ging, ohne sich noch einmal
        umzusehen, aus dem Haus.
        »Warte!«
        Er lief ihr nach, aber auf der Straße war niemand mehr zu sehen, und der
        Regen hatte wieder begonnen.
        """,
        [
            "»Wie du willst.«",
            "Sie stand auf, nahm den Mantel vom Haken und ging, ohne sich noch einmal umzusehen, aus dem Haus.",
            "»Warte!«",
            "Er lief ihr nach, aber auf der Straße war niemand mehr zu sehen, und der Regen hatte wieder begonnen.",
        ],
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paragraphs(name: str) -> None:
    text, expected = DOCUMENTS[name]
    assert [paragraph.text for paragraph in paragraphs_of(dedent(text))] == expected
