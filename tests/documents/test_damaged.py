"""What cannot be read is refused with a reason, whatever was done to the file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from aligner.documents.forms import FORMS
from aligner.documents.reading import read_document
from aligner.errors import InputError
from aligner.text.document import Document

Read = Callable[..., Document]
Make = dict[str, Callable[..., bytes]]
MUTATIONS = 200


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if form.content != "corpus"])
def test_mutated_files_are_read_or_refused(tmp_path: Path, samples: dict[str, Callable[[], bytes]], form: str) -> None:
    drawn = Random(form)
    content = samples[form]()
    path = tmp_path / "mutated"
    for _ in range(MUTATIONS):
        path.write_bytes(mutated(content, drawn))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for read_as in ("auto", form):
                problem = problem_of(path, read_as)
                assert "\n" not in problem
                assert problem == "" or str(path) in problem


def problem_of(path: Path, read_as: str) -> str:
    """Read a file, and return why it was refused; empty where it was not."""
    try:
        return "" if read_document(path, language="de", read_as=read_as).text else "no text"
    except InputError as error:
        return str(error)


def mutated(content: bytes, drawn: Random) -> bytes:
    data = bytearray(content)
    for _ in range(drawn.choice((1, 2, 5, 20))):
        at = drawn.randrange(len(data) + 1)
        length = drawn.choice((1, 1, 4, 30))
        kind = drawn.randrange(4)
        if kind == 0:
            data[at : at + length] = drawn.randbytes(length)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = data[at : at + length] * drawn.choice((1, 3))
        else:
            data[at:at] = drawn.choice((b"<", b">", b"&x;", b"\0", b"\xff", b'"', b"\n", b"{", b"]]>", b"9" * 30))
    return bytes(data[: drawn.randrange(len(data) + 1)] if drawn.random() < 0.1 else data)


def test_a_bomb_is_refused(read: Read, make: Make) -> None:
    bomb = make["docx"]("", {"word/footnotes.xml": b" " * (30 << 20)})
    with pytest.raises(InputError, match=r"a\.docx: word/footnotes\.xml: it unpacks to more than 24 MB: split"):
        read(bomb, "a.docx")


@pytest.mark.parametrize("form", ["docbook", "android"])
def test_entities_are_refused(read: Read, form: str) -> None:
    root = {"docbook": "article", "android": "resources"}[form]
    bomb = f'<!DOCTYPE {root} [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><{root}><title>&b;</title></{root}>'
    with pytest.raises(InputError, match="it declares XML entities, which are not unfolded: save it without them"):
        read(bomb, "a.xml", read_as=form)


def test_entities_in_an_archive_are_refused(read: Read, make: Make) -> None:
    document = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
    with pytest.raises(InputError, match=r"word/document\.xml: it declares XML entities"):
        read(make["zip"]({"word/document.xml": document}), "a.docx")


def test_macros_are_refused(read: Read, make: Make) -> None:
    with pytest.raises(InputError, match="it holds macros"):
        read(make["docx"]("", {"word/vbaProject.bin": b"x"}), "a.docm")
    with pytest.raises(InputError, match="it holds macros"):
        read(make["odt"]("", more={"Basic/Standard/Module1.xml": "x"}), "a.odt")


def test_encrypted_files_are_refused(read: Read, make: Make) -> None:
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InputError, match="encrypted"):
        read(office, "a.docx")
    with pytest.raises(InputError, match="encrypted"):
        read(make["odt"]("", more={"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "a.odt")
    locked = '<encryption><CipherReference URI="EPUB/one.xhtml"/></encryption>'
    with pytest.raises(InputError, match="digital rights management"):
        read(make["epub"]({"one": "<p>Text</p>"}, {"META-INF/encryption.xml": locked}), "a.epub")
    with pytest.raises(InputError, match="it is encrypted: save it without a password"):
        read(make["pdf"]([[(50, 50, "Text")]], encrypt="secret"), "a.pdf")


def test_a_scan_names_the_recognition_of_text(read: Read) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawImage(ImageReader(Image.new("L", (40, 40), 128)), 0, 0, 500, 700)
    canvas.save()
    with pytest.raises(InputError, match="it is a scan, pictures without text: recognise the text first with an OCR"):
        read(buffer.getvalue(), "a.pdf")


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        ("<article><title>A</article>", "a.dbk", "it is no well-formed XML .*line 1"),
        ('{"a": }', "a.json", "it is no well-formed JSON .*line 1"),
        ("a:\n  [", "a.yaml", "it is no well-formed YAML at line [23]"),
        ('msgid "a"\nmsgstr "b"\nboat\n', "a.po", "it is no well-formed PO file"),
        ('"a" = "b";\nc;\n', "a.strings", "line 2: it is no message"),
        ("[1, 2]", "a.json", "it is no catalogue of messages by key"),
        ("<html><body><nav>Home</nav></body></html>", "a.html", "there is no text in it, read as HTML"),
        ("WEBVTT\n\n", "a.vtt", "there is no cue with text in it"),
        ("[" * 100_000, "a.json", "cannot be read as a message catalogue"),
    ],
)
def test_what_is_wrong_is_said(read: Read, content: str, name: str, problem: str) -> None:
    with pytest.raises(InputError, match=rf"{name}: {problem}"):
        read(content, name)


def test_aliases_that_multiply_are_refused(read: Read) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    with pytest.raises(InputError, match="it holds more than 500000 messages"):
        read(bomb, "a.yaml")
