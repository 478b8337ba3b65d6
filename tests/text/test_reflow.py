"""Which lines belong together, and what becomes of the hyphens between them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.text.document import Paragraph
from aligner.text.reflow import paragraphs_of

CORPUS = Path(__file__).parents[2] / "corpus"

ENGLISH = (
    "The harbour of the old town had been closed to larger ships for almost two decades when the council "
    "decided, after a long and bitter debate, to dredge the channel again. Nobody expected that the work "
    "would take more than a single summer. It took five years, cost three times as much as planned, and "
    "changed the whole coast.",
    "Fishermen were the first to notice. Their nets came up empty in places where their fathers had filled "
    "a boat within an hour, and the water, once green and clear, stayed brown until late in the autumn. The "
    "engineers explained that this was normal and that the sand would settle before long.",
    "In the end the sand did settle, though not where it should have. Today a narrow beach runs along the "
    "wall of the former dock, and children play where cargo was once unloaded by night.",
)
GERMAN = (
    "Der Hafen der alten Stadt war für größere Schiffe fast zwei Jahrzehnte lang geschlossen, als der Rat "
    "nach einer langen und erbitterten Debatte beschloss, die Fahrrinne wieder auszubaggern. Niemand "
    "rechnete damit, dass die Arbeiten mehr als einen Sommer dauern würden. Sie dauerten fünf Jahre und "
    "veränderten die ganze Küste.",
    "Die Fischer merkten es zuerst. Ihre Netze blieben an Stellen leer, an denen ihre Väter binnen einer "
    "Stunde ein Boot gefüllt hatten, und das Wasser, früher grün und klar, blieb bis in den späten Herbst "
    "hinein braun. Die Ingenieure erklärten, das sei normal und der Sand werde sich bald setzen.",
    "Am Ende setzte sich der Sand, wenn auch nicht dort, wo er sollte. Heute verläuft ein schmaler Strand "
    "entlang der Mauer des früheren Docks, und Kinder spielen, wo einst nachts Fracht gelöscht wurde.",
)


def texts(text: str, reflow: str = "auto") -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(text, reflow)]


def wrapped(paragraphs: tuple[str, ...], width: int, indent: str = "") -> list[str]:
    return [fill(text, width, initial_indent=indent, break_on_hyphens=False) for text in paragraphs]


def within(extra: str, before: str = "\n\n", after: str = "\n\n", width: int = 72) -> list[str]:
    """Put something into a wrapped document, and give the paragraphs that come of it."""
    first, second, third = wrapped(ENGLISH, width)
    found = texts(f"{first}\n\n{second}{before}{extra}{after}{third}\n")
    assert (found[:2], found[-1]) == (list(ENGLISH[:2]), ENGLISH[2])
    return found[2:-1]


@pytest.mark.parametrize("paragraphs", [ENGLISH, GERMAN])
@pytest.mark.parametrize("width", [45, 60, 72, 80, 110, 150])
@pytest.mark.parametrize("separator", ["\n\n", "\n\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\u2028\u2028", "\x85\x85"])
def test_wrapped_paragraphs_between_blank_lines(paragraphs: tuple[str, ...], width: int, separator: str) -> None:
    text = separator.join(wrapped(paragraphs, width))
    assert texts(text) == list(paragraphs)


@pytest.mark.parametrize("paragraphs", [ENGLISH, GERMAN])
@pytest.mark.parametrize("width", [45, 60, 72, 80, 110])
@pytest.mark.parametrize("indent", ["  ", "    ", "\t"])
def test_indented_first_lines_without_blank_lines(paragraphs: tuple[str, ...], width: int, indent: str) -> None:
    assert texts("\n".join(wrapped(paragraphs, width, indent))) == list(paragraphs)


@pytest.mark.parametrize("paragraphs", [ENGLISH, GERMAN])
@pytest.mark.parametrize("width", [58, 72])
def test_double_spaced_lines(paragraphs: tuple[str, ...], width: int) -> None:
    lines = "\n\n".join(wrapped(paragraphs, width)).split("\n")
    assert texts("\n\n".join(line for line in lines if line)) == list(paragraphs)


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\r\n", "\r", "\f", "\u2029", "\v"])
@pytest.mark.parametrize("heading", ["", "A heading without a full stop", "Contents:"])
def test_one_paragraph_a_line_stays_so(separator: str, heading: str) -> None:
    lines = [line for line in (heading, ENGLISH[0], "A short one.", heading, *ENGLISH[1:]) if line]
    assert texts(separator.join(lines)) == lines


UNWRAPPED = {
    "verse": """\
        Da geht der Mond am Ufer
        und keiner sieht ihm nach,
        die Boote liegen stille,
        das Wasser ist nur flach.

        Und wer am Morgen aufsteht,
        der findet keine Spur,
        es blieb von allem Glanze
        ein dünner Streifen nur.
        """,
    "verse without marks": """\
        the river turns the stone
        turns it until no edge is left
        and what was sharp
        becomes a thing for children to throw
        back into the river
        where the turning starts again with nobody
        counting
        """,
    "address": """\
        Hafenamt Beispielstadt
        z. Hd. Frau Dr. Lena Muster
        Am Alten Speicher 14
        20457 Hamburg
        """,
    "dialogue": """\
        – Bist du da?
        – Ja.
        – Warum sagst du dann nichts
        – Weil du nicht gefragt hast.
        """,
    "lines of a table": """\
        Jahr\tTiefe\tKosten
        2018\t4,50 m\t1,2 Mio.
        2019\t6,00 m\t3,4 Mio.
        """,
    "quoted mail": """\
        > Could you look at the second part again before
        > we send it to the printers, since the figures
        > have changed?
        Yes, I can do it tomorrow.
        """,
    "list of phrases": """\
        dredging of the channel
        removal of the old dock and of the cranes that stand on it
        new beach
        lights along the wall, with solar power
        """,
    "sentences": """\
        The channel is deep.
        The beach is narrow, and it is new.
        Nobody minds.
        """,
}


@pytest.mark.parametrize("kind", UNWRAPPED)
def test_lines_that_end_on_purpose_stay_apart(kind: str) -> None:
    text = dedent(UNWRAPPED[kind])
    assert texts(text) == [line for line in text.split("\n") if line]


@pytest.mark.parametrize("kind", ["verse", "address", "dialogue", "lines of a table", "quoted mail", "sentences"])
def test_lines_that_end_on_purpose_stay_apart_within_wrapped_text(kind: str) -> None:
    text = dedent(UNWRAPPED[kind])
    assert within(text) == [line for line in text.split("\n") if line]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("A heading between blank lines", ["A heading between blank lines"]),
        ("- one\n- two", ["- one", "- two"]),
        ("1. one\n2. two\n3. three", ["1. one", "2. two", "3. three"]),
        ("a) one\nb) two", ["a) one", "b) two"]),
        (
            "• an item so long that it does not fit on one line of the text above\n  and goes on\n• another",
            [
                "• an item so long that it does not fit on one line of the text above and goes on",
                "• another",
            ],
        ),
        (
            "1. an item that ends just where the line ends, as it sometimes happens\n"
            "2. and another one that ends at the very same place, as sometimes too",
            [
                "1. an item that ends just where the line ends, as it sometimes happens",
                "2. and another one that ends at the very same place, as sometimes too",
            ],
        ),
        (
            "The first ship that came in through the new channel arrived one Sunday\n3. Oktober is what its log says.",
            ["The first ship that came in through the new channel arrived one Sunday 3. Oktober is what its log says."],
        ),
        (
            "Heading directly above\n"
            "The text that it stands above goes on for longer than a single line and so\nis wrapped.",
            [
                "Heading directly above",
                "The text that it stands above goes on for longer than a single line and so is wrapped.",
            ],
        ),
        ("A heading that was wrapped since it is set in\nmuch larger type", None),
        ("Larger type for the\nsecond heading", None),
        ("Verhandlungen zwischen\nHafen und Rat", None),
        ("ISBN 3-12\n-----\n4711", ["ISBN 3-12", "-----", "4711"]),
    ],
)
def test_within_wrapped_text(extra: str, expected: list[str] | None) -> None:
    assert within(extra) == ([extra.replace("\n", " ")] if expected is None else expected)


def test_a_headline_in_larger_type_above_wrapped_text() -> None:
    headline = "Council Brings Back the Old Channel After Twenty\nYears of Silence on the Docks"
    assert texts("\n\n".join([headline, *wrapped(ENGLISH, 72)]))[0] == headline.replace("\n", " ")


@pytest.mark.parametrize("page_break", ["\n\n\n\n", "\n\n", "\f", "\n\f\n", "\n\n\f\n\n"])
def test_a_sentence_torn_by_a_page_break(page_break: str) -> None:
    first, second, third = wrapped(ENGLISH, 72)
    lines = second.split("\n")
    assert lines[2][0].islower()
    torn = "\n".join(lines[:2]) + page_break + "\n".join(lines[2:])
    assert texts(f"{first}\n\n{torn}\n\n{third}") == list(ENGLISH)


def test_a_page_number_between_stands_alone_after_the_sentence() -> None:
    first, second, third = wrapped(ENGLISH, 72)
    lines = second.split("\n")
    found = texts(f"{first}\n\n" + "\n".join(lines[:2]) + "\n\n12\n\f\n" + "\n".join(lines[2:]) + f"\n\n{third}")
    assert found == [ENGLISH[0], ENGLISH[1], "12", ENGLISH[2]]


def test_a_salutation_is_no_torn_sentence() -> None:
    body = wrapped(GERMAN, 72)
    letter = "\n\n".join(["Sehr geehrte Damen und Herren,", "wir danken für Ihr Schreiben.", *body])
    assert texts(letter) == ["Sehr geehrte Damen und Herren,", "wir danken für Ihr Schreiben.", *GERMAN]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("der Aus-", "tausch", "der Austausch"),
        ("größ-", "ten", "größten"),
        ("eine gute China-", "Central Asia-Beziehung", "eine gute China-Central Asia-Beziehung"),
        ("BRI-", "Kooperationsdokumente", "BRI-Kooperationsdokumente"),
        ("Wirtschafts-", "und Handelskooperation", "Wirtschafts- und Handelskooperation"),
        ("Ein-", "oder Ausfuhr", "Ein- oder Ausfuhr"),
        ("pre-", "and post-war years", "pre- and post-war years"),
        ("Kultur\u00ad", "erbe", "Kulturerbe"),
        ("Kultur¬", "erbe", "Kulturerbe"),
        ("Kultur\u2010", "erbe", "Kulturerbe"),
        ("COVID-", "19", "COVID-19"),
        ("2020-", "2021", "2020-2021"),
        ("EU-", "weit", "EU-weit"),
        ("E-", "mail", "E-mail"),
        ("state-of-", "the-art", "state-of-the-art"),
        ("mother-in-", "law", "mother-in-law"),
        ("a long-", "term plan", "a long-term plan"),
        ("under-", "standing", "understanding"),
        ("deutsch-", "französische Grenze", "deutsch-französische Grenze"),
        ("wirtschaftlich-", "technischen Rat", "wirtschaftlich-technischen Rat"),
        ("die Mi-", "schung", "die Mischung"),
        ("SCHIFF-", "FAHRT", "SCHIFFFAHRT"),
        ("he said -", "and left", "he said - and left"),
        ("he said –", "and left", "he said – and left"),
        ("he said--", "and left", "he said-- and left"),
        ("-", "-", "- -"),
    ],
)
def test_hyphens_at_line_ends(left: str, right: str, joined: str) -> None:
    assert texts(f"{left}\n{right}", "always") == [joined]


@pytest.mark.parametrize(
    ("elsewhere", "joined"),
    [
        ("Die blau-weiße Fahne.", "Eine blau-weiße Flagge"),
        ("Die blauweißen Fahnen.", "Eine blauweiße Flagge"),
        ("Die blau-weißen Fahnen.", "Eine blau-weiße Flagge"),
        ("Die Fahne.", "Eine blauweiße Flagge"),
    ],
)
def test_the_document_knows_best_about_its_hyphens(elsewhere: str, joined: str) -> None:
    assert texts(f"{elsewhere}\n\nEine blau-\nweiße Flagge", "always") == [elsewhere, joined]


def test_hyphenated_wrapped_text() -> None:
    text = "\n".join(
        [
            "Die Ingenieure erklärten, das sei ganz normal, und der Sand wer-",
            "de sich bald setzen. Niemand glaubte ihnen, denn in den Nachbar-",
            "orten hatte man Ähnliches gehört. Der Stadt- und Hafenrat tagte.",
        ]
    )
    assert texts(text) == [
        "Die Ingenieure erklärten, das sei ganz normal, und der Sand werde sich bald setzen. Niemand "
        "glaubte ihnen, denn in den Nachbarorten hatte man Ähnliches gehört. Der Stadt- und Hafenrat tagte."
    ]


def test_never_takes_lines_as_they_are() -> None:
    assert texts("one\n two-\nthree \n\nfour", "never") == ["one", "two-", "three", "four"]


def test_always_joins_blocks_and_keeps_list_items() -> None:
    assert texts("one\n two-\nthree \n\nfour\n- five\n- six", "always") == [
        "one twothree",
        "four",
        "- five",
        "- six",
    ]


def test_unknown_reflow() -> None:
    with pytest.raises(InputError, match="'sometimes': choose auto, always or never"):
        paragraphs_of("text", "sometimes")


def test_the_german_press_release() -> None:
    found = texts((CORPUS / "press_release/de.txt").read_text(encoding="utf-8"))
    assert len(found) == 18
    assert found[0] == (
        "CGTN CCIGTN: Head-of-state-Diplomatie läutet florierende Beziehungen zwischen China und Zentralasien ein"
    )
    assert found[1] == "Peking (ots/PRNewswire) -"
    assert found[5:7] == ["Staatschef-Diplomatie", found[6]]
    assert found[6].startswith("„Staatschef-Diplomatie ist")
    assert found[11].startswith("Deng Hao,")
    assert "eine gute China-Central Asia-Beziehung dazu" in found[11]
    assert "das chinesisch-zentralasiatische Außenministertreffen" in found[13]
    assert "Entwicklungschancen für die Region und die ganze Welt eröffnet, so Deng." in found[14]
    assert "BRI-Kooperationsdokumente" in found[15]
    assert "Wirtschafts- und Handelskooperation" in found[15]


def test_the_english_press_release() -> None:
    text = (CORPUS / "press_release/en.txt").read_text(encoding="utf-8")
    assert texts(text) == text.strip().split("\n")


@pytest.mark.parametrize("text", ["\n" * 10_000, "", " \t\r\n\f"])
def test_nothing_in_it(text: str) -> None:
    assert paragraphs_of(text) == ()


@pytest.mark.parametrize("text", ["word " * 1_000_000 + "end", "x" * 100_000, "a\n" + "\n" * 10_000 + "b"])
@pytest.mark.parametrize("reflow", ["auto", "always", "never"])
def test_extreme_shapes(text: str, reflow: str) -> None:
    found = paragraphs_of(text, reflow)
    assert [paragraph.text for paragraph in found] == [line for line in text.split("\n") if line]


# Pieces of which lines are made: words, hyphens, marks, white space and line breaks of all kinds.
WORDS = ["Haus", "und", "ein längeres Wort", "zwischen", "is", "Ende.", "BRI", "e\u0301", "👩\u200d🚀"]
MARKS = ["\0", "\u200b", "-", "\u00ad", "–", "- ", "1. ", "2) ", ">", "|", "\ufeff", "\u200f"]
SPACES = [" ", "\t", "\n", "\n", "\n", "\r\n", "\r", "\n\n", "\f", "\u2028", "\u2029", "\x85", "\v", "\x1c"]
PIECES = st.sampled_from([*WORDS, *MARKS, *SPACES])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS, st.sampled_from(["auto", "always", "never"]))
def test_every_character_is_in_one_paragraph(text: str, reflow: str) -> None:
    assert_covered(text, paragraphs_of(text, reflow))


@given(st.lists(st.sampled_from([*ENGLISH, *GERMAN, "- ein Punkt", "Titel"]), max_size=6), st.integers(8, 90))
def test_every_character_of_wrapped_text_is_in_one_paragraph(paragraphs: list[str], width: int) -> None:
    text = "\n".join(fill(paragraph, width) for paragraph in paragraphs)
    assert_covered(text, paragraphs_of(text))


def assert_covered(text: str, paragraphs: tuple[Paragraph, ...]) -> None:
    starts = [paragraph.span(0, 1)[0] for paragraph in paragraphs]
    assert starts == sorted(starts)
    seen: list[int] = []
    for paragraph in paragraphs:
        start, end = paragraph.span(0, len(paragraph.text))
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        for offset, sign in enumerate(paragraph.text):
            at, after = paragraph.span(offset, offset + 1)
            assert after == at + 1
            assert text[at] == sign or (text[at].isspace() and sign == " ")
            seen += [] if text[at].isspace() else [at]
    assert len(seen) == len(set(seen))
    missing = "".join(sign for at, sign in enumerate(text) if at not in set(seen))
    assert not squeezed(missing).replace("-", "")


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "").replace("\u2010", "")
