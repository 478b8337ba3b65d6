"""What a page break, a narrow column and a single wrapped block leave in plain text."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import pytest

import aligner
from aligner.encoding.encoder import Encoder
from aligner.pipeline.texts import alike
from aligner.text.document import PAGE_LINE
from aligner.text.reflow import paragraphs_of

ENGLISH = (
    "The ferry across the sound was run by one family for more than a hundred years, until the bridge was opened. "
    "Whoever wanted to cross rang a bell at the landing and waited, sometimes for hours, in a hut without a stove. "
    "In the last winter before the bridge, only four people rang. The bell hangs in the museum now."
)
GERMAN = (
    "Die Fähre über den Sund wurde mehr als hundert Jahre lang von einer Familie betrieben, bis die Brücke kam. "
    "Wer übersetzen wollte, läutete an der Anlegestelle eine Glocke und wartete, manchmal stundenlang, in einer Hütte "
    "ohne Ofen. Im letzten Winter vor der Brücke läuteten nur vier Menschen. Die Glocke hängt jetzt im Museum."
)
OTHER = "Nobody has ever counted the crossings, and the books of the family were lost in the flood of the year after."


def torn(text: str, width: int, between: str, after: int = 2) -> str:
    """Wrap a text, and put something between two of its lines, in mid-sentence."""
    lines = fill(text, width, break_on_hyphens=False).split("\n")
    return "\n".join(lines[:after]) + between + "\n".join(lines[after:])


BETWEEN = {
    "number": ("\n\n                 17\n\f", ["17"]),
    "number with dashes": ("\n\n— 17 —\n\n", ["— 17 —"]),
    "number in words": ("\n\nPage 17 of 230\n\n\f", ["Page 17 of 230"]),
    "German number": ("\n\nSeite 17\n\n", ["Seite 17"]),
    "Roman number": ("\n\nxvii\n\f", ["xvii"]),
    "number and header": ("\n\n17\n\fTHE FERRY\n\n", ["17", "THE FERRY"]),
    "header and number": ("\n\fTHE FERRY        17\n\n", None),
}


@pytest.mark.parametrize("kind", [kind for kind, (_, lines) in BETWEEN.items() if lines])
@pytest.mark.parametrize("text", [ENGLISH, GERMAN])
@pytest.mark.parametrize("width", [48, 72])
def test_a_sentence_is_healed_around_what_stands_between_pages(text: str, width: int, kind: str) -> None:
    between, lines = BETWEEN[kind]
    raw = "THE FERRY\n\n" + torn(text, width, between) + "\n\n" + fill(OTHER, width) + "\n"
    found = paragraphs_of(raw)
    running = [paragraph.text for paragraph in found if paragraph.kind != PAGE_LINE]
    assert [paragraph.text for paragraph in found if paragraph.kind == PAGE_LINE] == lines
    assert running == ["THE FERRY", text, OTHER]


@pytest.mark.parametrize(
    "raw",
    [
        "The first chapter ends here.\n\n17\n\nThe second begins here.\n",
        "Ten things to know\n\n3\n\nDo not ring the bell twice, since the ferryman heard you the first time.\n",
        "a list of years:\n\n1917\n\n1923\n\n1931\n",
        "Kapitel\n\nIV\n\nDer Sund war zugefroren, und niemand kam mehr hinüber.\n",
    ],
)
def test_a_number_between_two_texts_is_left_alone(raw: str) -> None:
    assert [paragraph.text for paragraph in paragraphs_of(raw)] == [line for line in raw.split("\n") if line]
    assert not any(paragraph.kind for paragraph in paragraphs_of(raw))


def test_a_ragged_column_that_breaks_words() -> None:
    raw = (
        "Die Glo-\ncke hing an einem Pfo-\nsten. Wer über den Sund woll-\nte, zog am\nSeil. Dann kam der Fähr-\n"
        "mann aus dem\n\n– 8 –\n\nHaus. Er sagte nie ein Wort.\n"
    )
    found = [paragraph.text for paragraph in paragraphs_of(raw)]
    assert found == [
        "Die Glocke hing an einem Pfosten. Wer über den Sund wollte, zog am Seil. Dann kam der Fährmann aus dem",
        "– 8 –",
        "Haus. Er sagte nie ein Wort.",
    ]


def test_a_block_that_is_wrapped_in_a_text_that_is_not() -> None:
    raw = (
        "The ferry\n\nIt is run by one family only, and it has been so for more than a hundred years,\n"
        "since nobody else cared.\n\nThe bell\n\n- It is rung once.\n\n- It is not rung twice.\n\nThe hut\n"
    )
    found = [paragraph.text for paragraph in paragraphs_of(raw)]
    assert found == [
        "The ferry",
        "It is run by one family only, and it has been so for more than a hundred years, since nobody else cared.",
        "The bell",
        "- It is rung once.",
        "- It is not rung twice.",
        "The hut",
    ]


def test_a_block_of_long_items_in_small_letters_stays_apart() -> None:
    items = [
        "the name and the address of the person who wants to be taken across the sound",
        "the number of the animals that this person wants to take along, their kind, and whether they will stand still",
        "the hour at which the ferry has to be on the other side",
    ]
    raw = "To be given:\n\n" + "\n".join(items) + "\n\nAt the end.\n\nSigned.\n"
    assert [paragraph.text for paragraph in paragraphs_of(raw)] == ["To be given:", *items, "At the end.", "Signed."]


@pytest.mark.parametrize("order", [("en", "de"), ("de", "en")])
def test_a_page_number_is_a_null_bead_without_a_flag(
    tmp_path_factory: pytest.TempPathFactory, shipped_encoder: Encoder, order: tuple[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("pages")
    raw = {"en": torn(ENGLISH, 72, "\n\n17\n\f"), "de": GERMAN}
    for language, text in raw.items():
        (folder / f"{language}.txt").write_text(text, "utf-8")
    corpus = aligner.align(*(folder / f"{language}.txt" for language in order), encoder=shipped_encoder)
    *pairs, page = corpus
    assert [segment.bead.kind for segment in pairs] == ["1-1"] * 4
    number = page.source if order[0] == "en" else page.target
    assert (number, page.flags, page.confidence) == ("17", (), 1.0)
    assert not any(flag.name == "number" for segment in corpus for flag in segment.flags)
    place = page.source_span if order[0] == "en" else page.target_span
    assert place is not None
    assert raw["en"][slice(*place)] == "17"


@pytest.mark.parametrize("text", [ENGLISH, GERMAN])
@pytest.mark.parametrize("width", [18, 22, 26, 29])
def test_narrow_columns_are_seen_as_wrapped(text: str, width: int) -> None:
    raw = f"{fill(text, width)}\n\n{fill(OTHER, width)}\n"
    assert [paragraph.text for paragraph in paragraphs_of(raw)] == [text, OTHER]


def test_narrow_verse_is_not() -> None:
    verse = (
        "Die Glocke hing am Pfosten,\nder Fährmann saß im Haus,\nund wer hinüber wollte,\nder hielt die Kälte aus.\n\n"
        "Wer läutete, der wartete,\nund niemand sah ihn an,\nbis aus dem grauen Nebel kam\nein alter, stummer Mann.\n"
    )
    assert [paragraph.text for paragraph in paragraphs_of(verse)] == [line for line in verse.split("\n") if line]


SPARSE = (
    "The ferry\n\nThe ferry is run by one family only, and has been for a\nhundred years.\n\n"
    + "\n".join(f"Landing {number} is open all year.\nIt has a bell." for number in range(1, 12))
    + "\n\nWhoever wants to cross has to ring the bell at the\nlanding.\n"
)


def test_a_text_is_looked_at_again_where_its_translation_is_wrapped(tmp_path: Path) -> None:
    assert len(paragraphs_of(SPARSE)) == len([line for line in SPARSE.split("\n") if line])
    (tmp_path / "en.txt").write_text(SPARSE, "utf-8")
    (tmp_path / "de.txt").write_text(fill(GERMAN, 72), "utf-8")
    documents = [aligner.read_document(tmp_path / f"{language}.txt", language=language) for language in ("en", "de")]
    source, target = alike(*documents)
    assert target == documents[1]
    texts = [paragraph.text for paragraph in source.paragraphs]
    assert "The ferry is run by one family only, and has been for a hundred years." in texts
    assert texts[-1] == "Whoever wants to cross has to ring the bell at the landing."
    assert "Landing 3 is open all year." in texts
    assert alike(*reversed(documents)) == (target, source)


def test_two_texts_that_are_not_wrapped_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(SPARSE, "utf-8")
    (tmp_path / "de.txt").write_text(GERMAN, "utf-8")
    documents = [aligner.read_document(tmp_path / f"{language}.txt", language=language) for language in ("en", "de")]
    assert alike(*documents) == tuple(documents)
