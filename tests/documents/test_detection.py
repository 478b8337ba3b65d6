"""A format is found by what is in a file; plain text that looks like one says so."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from aligner.documents.reading import read_document
from aligner.errors import InputError, Notice
from aligner.text.document import Document

Read = Callable[..., Document]
SILENT = ("docx", "odt", "epub", "pdf", "android", "docbook")
SAID = ("srt", "vtt", "markdown", "html", "rst", "po", "ios", "asciidoc")


@pytest.mark.parametrize("form", SILENT)
def test_known_by_content_alone(read: Read, samples: dict[str, Callable[[], bytes]], form: str) -> None:
    assert read(samples[form](), "file").form == form


@pytest.mark.parametrize("form", SAID)
def test_text_of_another_ending_says_what_it_is_read_as(
    read: Read, samples: dict[str, Callable[[], bytes]], form: str
) -> None:
    with pytest.warns(Notice, match=r"text\.txt: is read as .*, by its content; --as text reads it as plain text"):
        assert read(samples[form]()).form == form


@pytest.mark.parametrize("form", SAID)
def test_anything_is_read_as_text_if_asked(read: Read, samples: dict[str, Callable[[], bytes]], form: str) -> None:
    content = samples[form]()
    document = read(content, read_as="text")
    assert (document.form, document.text) == ("text", content.decode())


@pytest.mark.parametrize(
    "content",
    [
        "Sie kamen um 10:30 --> und gingen.\nNiemand sah sie.",
        "# Nur eine Zeile mit einem Kreuz\n\nUnd ein Satz.",
        "Er sagte: <p> ist ein Zeichen.\n",
        "Preis: 3 < 4 und 5 > 4.",
        "1\n2\n3\nDie Zahlen oben sind eine Liste.",
        "Ein Titel\n=========\n\nEin Absatz, sonst nichts.",
        "- eins\n- zwei\n\n* drei",
        "{Anmerkung} Das ist kein JSON.",
    ],
)
def test_plain_text_stays_plain_text(read: Read, content: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = read(content)
    assert (document.form, document.text) == ("text", content)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("# Eins\n\nEin Satz.\n\n# Zwei\n\nNoch ein Satz.\n", "markdown"),
        ("Ein Satz.\n\n.. note:: Noch einer.\n", "rst"),
    ],
)
def test_some_signs_of_a_format_are_said(read: Read, content: str, form: str) -> None:
    with pytest.warns(Notice, match=f"is read as plain text; if it is .*, give --as {form}"):
        assert read(content).form == "text"
    assert read(content, read_as=form).form == form


def test_an_unknown_format_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="unknown format 'word': choose auto, text, srt"):
        read("Ein Satz.", read_as="word")


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    page = '<!doctype html><html><head><meta charset="iso-8859-15"></head><body><p>Größe: 3 €</p></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode("iso-8859-15"))
    assert read_document(tmp_path / "a.html").paragraphs[0].text == "Größe: 3 €"


def test_a_missing_library_is_named_with_the_remedy(
    read: Read, samples: dict[str, Callable[[], bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.delitem(sys.modules, "aligner.documents.pdf", raising=False)
    with pytest.raises(InputError, match=r'pypdfium2 is not installed: pip install "bitext-aligner\[documents\]"'):
        read(samples["pdf"](), "a.pdf")
