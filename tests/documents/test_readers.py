"""What is text in each format, what it is called, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aligner.documents.forms import FORMS
from aligner.documents.reading import read_document
from aligner.text.document import Document, Moment
from aligner.text.splitting import split

Read = Callable[..., Document]
Make = dict[str, Callable[..., bytes]]

EXPECTED = {
    "srt": [("cue", "The lamp in the tower burns all night."), ("cue", "- Who lit it?"), ("cue", "- Nobody knows.")],
    "vtt": [("cue", "The lamp & the tower.")],
    "markdown": [
        ("heading", "The boats"),
        ("text", "They lie on the beach all winter long. See the list."),
        ("item", "1. Turn them over."),
        ("item", "2. Tar them."),
        ("cell", "Boat"),
        ("cell", "Length"),
        ("cell", "Anna"),
        ("cell", "6 m"),
    ],
    "html": [
        ("heading", "The boats"),
        ("text", "They lie on the beach all winter long. Then spring comes."),
        ("item", "3. Turn them over."),
        ("item", "4. Tar them."),
        ("cell", "Boat"),
        ("cell", "6 m"),
    ],
    "asciidoc": [
        ("heading", "The boats"),
        ("text", "They lie on the beach all winter long. See the list."),
        ("caption", "A program"),
        ("text", "Tar is hot."),
        ("item", "Turn them over."),
        ("item", "Tar them."),
        ("cell", "Boat"),
        ("cell", "Length"),
        ("cell", "Anna"),
        ("cell", "6 m"),
    ],
    "rst": [
        ("heading", "The boats"),
        ("text", "They lie on the beach all winter long. See the list."),
        ("text", "Tar is hot."),
        ("text", "It keeps for years."),
        ("item", "1. Turn them over."),
        ("item", "2. Tar them."),
        ("cell", "Boat"),
        ("cell", "Length"),
        ("cell", "Anna"),
        ("cell", "6 m"),
    ],
    "docbook": [
        ("heading", "The boats"),
        ("text", "They lie on the beach all winter long."),
        ("note", "And in spring."),
        ("item", "Turn them over."),
        ("cell", "Boat"),
        ("cell", "6 m"),
    ],
    "docx": [
        ("heading", "The boats"),
        ("text", "They lie on the beach all winter."),
        ("note", "And in spring."),
        ("item", "a) Turn."),
        ("item", "b) Tar."),
        ("cell", "Boat"),
        ("cell", "6 m"),
    ],
    "odt": [
        ("heading", "The boats"),
        ("text", "They lie on the beach all winter."),
        ("note", "And in spring."),
        ("item", "a) Turn."),
        ("item", "b) Tar."),
        ("cell", "Boat"),
        ("cell", "6 m"),
    ],
    "epub": [("heading", "The boats"), ("text", "They lie on the beach."), ("text", "Then spring comes again.")],
    "pdf": [
        (
            "text",
            "The boats lie on the beach all winter long, and are turned over and harboured behind the wall. In spring "
            "the men come down to the shore with their brushes and their pots, and the whole village smells of tar, so "
            "that no one has to be told what day it is. Then the boats are carried to the water, one by one.",
        ),
        ("text", "Nobody speaks."),
    ],
    "po": [("item", "Datei öffnen"), ("item", "Close"), ("item", "%d Boot"), ("item", "%d Boote")],
    "android": [("item", 'Open the "file"'), ("item", "A boat"), ("item", "Monday")],
    "ios": [("item", 'Open the "file"'), ("item", "Close it")],
    "json": [("item", "Open the file"), ("item", "Close it"), ("item", "Monday")],
    "yaml": [("item", "Open the file"), ("item", "Close it")],
    "properties": [("item", "Open the file"), ("item", "Close über")],
}


@pytest.mark.parametrize("form", EXPECTED)
def test_what_is_read(sample: Callable[[str], Path], form: str) -> None:
    document = read_document(sample(form), language="en")
    assert [(paragraph.kind, paragraph.text) for paragraph in document.paragraphs] == EXPECTED[form]
    assert document.form == form


@pytest.mark.parametrize("form", EXPECTED)
def test_offsets_point_into_the_extracted_text(sample: Callable[[str], Path], form: str) -> None:
    document = read_document(sample(form), language="en")
    sentences = split(document)
    assert sentences
    for sentence in sentences:
        assert document.text[slice(*sentence.span)].replace("\n", " ") == sentence.text


def test_cues_keep_their_times(sample: Callable[[str], Path]) -> None:
    document = read_document(sample("srt"))
    first, second, *replies = document.moments
    assert (first, second) == (Moment(0, 21, 1000, 3000), Moment(22, 38, 3100, 5000))
    assert [document.text[moment.start : moment.end] for moment in replies] == ["- Who lit it?", "- Nobody knows."]


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        (("Der Nebel kam", "von der See"), ["Der Nebel kam von der See"]),
        (("Der Nebel kam", "Niemand sah ihn"), ["Der Nebel kam", "Niemand sah ihn"]),
        (("Der Nebel kam,", "Anna sah ihn"), ["Der Nebel kam, Anna sah ihn"]),
        (("Es war kalt.", "der Rest fehlt"), ["Es war kalt.", "der Rest fehlt"]),
        (("Es war kalt ...", "... und nass."), ["Es war kalt ... ... und nass."]),
        (("♪ La la", "la la ♪"), ["♪ La la", "la la ♪"]),
        (("[Donner]", "und Regen"), ["[Donner]", "und Regen"]),
        (("Ja, die Boote", "Anna. Und die Netze."), ["Ja, die Boote Anna. Und die Netze."]),
    ],
)
def test_sentences_that_run_over_cues(read: Read, cues: tuple[str, ...], expected: list[str]) -> None:
    found = read(srt(cues), "film.srt", language="de")
    assert [paragraph.text for paragraph in found.paragraphs] == expected


def test_a_long_pause_ends_a_sentence(read: Read) -> None:
    late = "1\n00:00:01,000 --> 00:00:02,000\nDer Nebel kam\n\n2\n00:01:01,000 --> 00:01:02,000\nvon der See\n"
    assert len(read(late, "film.srt", language="de").paragraphs) == 2


def srt(cues: tuple[str, ...]) -> str:
    return "\n".join(
        f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{cue}\n"
        for number, cue in enumerate(cues, start=1)
    )


def test_two_columns_are_read_one_after_the_other(read: Read, make: Make) -> None:
    left = (
        "The keeper of the light wrote down",
        "every ship that passed the cape and",
        "every bird that fell upon the",
        "rocks below the tower.",
    )
    right = (
        "His daughter learned to read from",
        "that book, long before she went to",
        "school in the village on the other",
        "side of the bay.",
    )
    page = [(170.0, 550.0, "The book of the keeper")]
    for row, (here, there) in enumerate(zip(left, right, strict=True)):
        page += [(40.0, 500.0 - 14 * row, here), (230.0, 500.0 - 14 * row, there)]
    found = read(make["pdf"]([page]), "book.pdf", language="en")
    texts = [paragraph.text for paragraph in found.paragraphs]
    assert texts == ["The book of the keeper", " ".join(left), " ".join(right)]


def test_a_row_of_a_table_is_its_cells(read: Read, make: Make) -> None:
    page = [(50.0 + 110 * column, 500.0 - 20 * row, f"cell {row} {column}") for row in range(3) for column in range(3)]
    found = read(make["pdf"]([page]), "table.pdf", language="en")
    expected = [f"cell {row} {column}" for row in range(3) for column in range(3)]
    assert [paragraph.text for paragraph in found.paragraphs] == expected


def test_a_file_of_the_librarys_own(read: Read, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Die Boote", 1)
    document.add_paragraph("Sie liegen am Strand.")
    document.add_paragraph("Wenden", style="List Number")
    document.add_paragraph("Teeren", style="List Number")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Boot", "6 m"
    document.save(str(tmp_path / "made.docx"))
    found = read_document(tmp_path / "made.docx", language="de")
    assert [(paragraph.kind, paragraph.text) for paragraph in found.paragraphs] == [
        ("heading", "Die Boote"),
        ("text", "Sie liegen am Strand."),
        ("item", "1. Wenden"),
        ("item", "2. Teeren"),
        ("cell", "Boot"),
        ("cell", "6 m"),
    ]


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next(read: Read, make: Make) -> None:
    body = (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>They lie </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>on the beach.</w:t></w:r></w:p>"
    )
    assert [paragraph.text for paragraph in read(make["docx"](body), "a.docx").paragraphs] == ["They lie on the beach."]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p>One<br>line</p>", ["One line"]),
        ("<div>Before <p>inside</p> after</div>", ["Before", "inside", "after"]),
        ("<p>Water is H<sub>2</sub>O, a room 20 m<sup>2</sup>.</p>", ["Water is H2O, a room 20 m2."]),
        ("<p hidden>No</p><p aria-hidden='true'>No</p><p>Yes</p>", ["Yes"]),
        ("<ul><li>First<ul><li>Inner</li></ul></li><li>Last</li></ul>", ["First", "Inner", "Last"]),
        ("<p>A &lt;tag&gt; &amp; more</p><script>x()</script>", ["A <tag> & more"]),
    ],
)
def test_pieces_of_html(read: Read, content: str, expected: list[str]) -> None:
    assert [paragraph.text for paragraph in read(content, "piece.html", language="en").paragraphs] == expected


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if form.content in ("text", "bytes")])
def test_every_character_is_in_exactly_one_sentence(tmp_path: Path, samples: dict[str, Callable[[], bytes]], form: str):
    path = tmp_path / "sample"
    path.write_bytes(samples[form]())
    document = read_document(path, read_as=form)
    counts = [0] * len(document.text)
    for sentence in split(document):
        for place in range(*sentence.span):
            counts[place] += 1
    assert {count for character, count in zip(document.text, counts, strict=True) if not character.isspace()} == {1}
