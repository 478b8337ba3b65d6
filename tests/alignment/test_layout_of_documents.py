"""Paragraphs and numbers on the whole way, with the model that ships."""

import string

import pytest

import aligner
from aligner.alignment.alignment import align_texts
from aligner.pipeline import align as pipeline

CLAUSES = (
    "The tenant confirms in writing that the landlord has handed over all keys to the flat and that none is missing.",
    "Der Mieter bestätigt schriftlich, dass alle Schlüssel der Wohnung übergeben sind und keiner fehlt.",
)


def inventory(clause, missing=()):
    """Repeat one clause under the letters (a) to (o), four times over."""
    letters = string.ascii_lowercase[:15] * 4
    return "\n\n".join(f"({letter}) {clause}" for k, letter in enumerate(letters) if k not in missing)


@pytest.fixture
def seen(monkeypatch):
    """Paragraphs, by side, of the texts that are aligned."""
    found = []

    def spy(source, target, *usual, **options):
        found.extend([source.paragraphs, target.paragraphs])
        return align_texts(source, target, *usual, **options)

    monkeypatch.setattr(pipeline, "align_texts", spy)
    return found


@pytest.mark.parametrize("missing", [{30, 32}, {7}, {14, 15}, {44, 45, 46}], ids=str)
def test_letters_tell_which_of_many_equal_clauses_is_missing(shipped_encoder, missing, tmp_path):
    paths = tmp_path / "en.txt", tmp_path / "de.txt"
    paths[0].write_text(inventory(CLAUSES[0]), "utf-8")
    paths[1].write_text(inventory(CLAUSES[1], missing), "utf-8")
    corpus = aligner.align(*paths, source_language="en", target_language="de", encoder=shipped_encoder)
    assert {segment.bead.source_start for segment in corpus if segment.bead.is_null} == missing
    assert {segment.bead.kind for segment in corpus} == {"1-1", "1-0"}


def test_sentences_know_their_paragraphs_where_the_text_has_any(seen, shipped_encoder, tmp_path):
    source = tmp_path / "en.txt"
    source.write_text("The lift is broken. We climb the stairs.\n\nNobody complains.", "utf-8")
    aligner.align(
        aligner.read_document(source),
        ["Der Aufzug ist kaputt.", "Wir nehmen die Treppe.", "Niemand beschwert sich."],
        encoder=shipped_encoder,
    )
    assert seen == [[0, 0, 1], None]


def test_one_sentence_a_line_has_no_paragraphs(seen, shipped_encoder, tmp_path):
    paths = tmp_path / "en.txt", tmp_path / "de.txt"
    paths[0].write_text("The lift is broken.\nWe climb the stairs.\n", "utf-8")
    paths[1].write_text("Der Aufzug ist kaputt.\nWir nehmen die Treppe.\n", "utf-8")
    aligner.align(*paths, sentences=True, encoder=shipped_encoder)
    aligner.align(*paths, reflow="never", encoder=shipped_encoder)
    assert seen == [None, None, [0, 1], [0, 1]]
