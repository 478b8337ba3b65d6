"""Bytes of all kinds, and the text that comes of them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.text.decoding import decode

SAMPLES = [
    "Grüße aus Köln",
    "für",
    "Ärger über Öl",
    "Die Straße ist für alle da.",
    "GRÖSSE ÜBER ALLES",
    "„Schön“, sagte sie. „Und jetzt?“",
    "»Ja«, sagte er – »und wie!«",
    "“Quoted” – and so on…",
    "It’s done.",
    "Müller & Söhne GmbH – Bücher",
    "Er saß im Café.",
    "Sie wohnt in Zürich, er in Genève.",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
@pytest.mark.parametrize("text", SAMPLES)
def test_german_and_english(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "f") == text


@pytest.mark.parametrize("bom", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"])
def test_byte_order_marks(bom: bytes) -> None:
    order = "le" if bom.startswith(b"\xff") else "be"
    encoding = f"utf-{8 * len(bom)}-{order}"
    assert decode(bom + "Grüße 🙂".encode(encoding), "f") == "Grüße 🙂"


@pytest.mark.parametrize(
    "text",
    [
        "Wir hören zu.",
        "Die Bücher sind groß und schön, die Bäume alt.",
        "Schöne Grüße an alle Mädchen und Jungen aus Österreich!",
    ],
)
def test_dos(text: str) -> None:
    assert decode(text.encode("cp850"), "f") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Пример текста на русском языке, достаточно длинный.", "cp1251"),
        ("Zażółć gęślą jaźń, a potem idź spać, mój drogi przyjacielu.", "cp1250"),
    ],
)
def test_other_languages(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "f") == text


@pytest.mark.parametrize("text", ["a\r\nb\rc\nd", "a\u2028b\u2029c\x85d\fe\vf", "a\ufeffb", "e\u0301 \u200f🙂", ""])
def test_the_text_stays_as_it_is(text: str) -> None:
    assert decode(text.encode(), "f") == text


def test_only_the_first_byte_order_mark_is_dropped() -> None:
    assert decode("\ufeffone\ufefftwo".encode(), "f") == "one\ufefftwo"
    assert decode("\ufeffone\ufefftwo".encode(), "f", "utf-8") == "one\ufefftwo"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\nabc", "a PDF file"),
        (b"PK\x03\x04....word/document.xml", r"a Word file \(.docx\)"),
        (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument file"),
        (b"PK\x03\x04....mimetypeapplication/epub+zip", "an EPUB book"),
        (b"PK\x03\x04....", "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "an old Microsoft Office file"),
        (b"{\\rtf1 text}", "an RTF file"),
        (b"\x89PNG\r\n\x1a\n\0", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"GIF89a\0", "a GIF image"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"\x7fELF\0", "a program"),
        (b"abc\ndef\0ghi", r"NUL byte at byte 7 \(line 2\)"),
        (bytes(range(1, 32)) * 9, "control characters"),
    ],
)
def test_what_is_no_text(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=f"^f.bin: .*{words}.*convert it to plain text [^\n]*$"):
        decode(data, "f.bin")


@pytest.mark.parametrize("text", ["GIF8 is a format", "MZ", "RIFF raff", "ID3 tags are text, too", "Rar!"])
def test_texts_that_begin_like_binary_files(text: str) -> None:
    assert decode(text.encode(), "f") == text


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_without_a_mark(order: str) -> None:
    with pytest.raises(InputError, match=f"looks like UTF-16-{order.upper()} without a byte order mark"):
        decode("Ein Satz, und noch einer.".encode(f"utf-16-{order}"), "f")
    assert decode("Ein Satz.".encode(f"utf-16-{order}"), "f", f"utf-16-{order}") == "Ein Satz."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Grüße\nschöne ".encode() + b"\xff Welt", r"byte 16 \(line 2\) is not valid UTF-8, though the rest"),
        (
            "Grüße\r\nan\rschöne ".encode() + b"\xfc",
            r"byte 20 \(line 3\) is not valid UTF-8, though the rest",
        ),
        (b"\xff\xfea\0\n\0b", r"byte 6 \(line 2\) is not valid UTF-16-LE"),
    ],
)
def test_damaged_bytes(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=f"^f: {message}"):
        decode(data, "f")


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"a\n\xfc", "utf-8", r"byte 2 \(line 2\) is not valid utf-8"),
        ("ü".encode(), "ascii", r"byte 0 \(line 1\) is not valid ascii"),
        (b"abc", "utf-16", "is not valid utf-16"),
        ("ab".encode("utf-16-le"), "latin-1", "NUL characters"),
        (b"abc", "klingon", "unknown encoding 'klingon'"),
        (b"abc", "hex", "unknown encoding 'hex'"),
        (b"abc", "", "unknown encoding ''"),
    ],
)
def test_a_wrong_encoding_given(data: bytes, encoding: str, message: str) -> None:
    with pytest.raises(InputError, match=f"^f: .*{message}.* leave it out"):
        decode(data, "f", encoding)


def test_a_right_encoding_given() -> None:
    assert decode("Łódź".encode("cp1250"), "f", "cp1250") == "Łódź"


def test_utf_8_needs_no_charset_normalizer() -> None:
    code = "import sys, aligner.text.decoding as d; d.decode('ü'.encode(), 'f'); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "aligner.text.decoding" in modules
    assert "charset_normalizer" not in modules


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))


@given(PLAIN)
def test_any_unicode_text_survives(text: str) -> None:
    text = "Text: " + text
    assert decode(text.encode(), "f") == text


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_one_line(data: bytes) -> None:
    try:
        text = decode(data, "f")
    except InputError as error:
        text = str(error)
        lines = text.count("\n")
    else:
        lines = 0
    assert "\0" not in text
    assert lines == 0
