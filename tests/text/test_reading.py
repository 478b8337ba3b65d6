"""Documents from files, standard input and lists of sentences."""

from __future__ import annotations

import io
import os
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.text.reading import (
    document_from_sentences,
    read_document,
    read_sentences,
    sentences_of_lines,
)

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture
def write(tmp_path: Path):
    def written(data: str | bytes, name: str = "f.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return written


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_file(write) -> None:
    data = "\ufeffDer Hafen ist zu.\r\n\r\nDas Boot ist weg.\r\n".encode()
    path = write(data)
    document = read_document(path)
    assert document.text == "Der Hafen ist zu.\r\n\r\nDas Boot ist weg.\r\n"
    assert [paragraph.text for paragraph in document.paragraphs] == ["Der Hafen ist zu.", "Das Boot ist weg."]
    assert document.paragraphs[1].span(4, 8) == (25, 29)
    assert (document.language, document.name, document.digest) == ("de", str(path), sha256(data).hexdigest())


def test_the_seed_documents() -> None:
    german, english = (read_document(CORPUS / "press_release" / name) for name in ("de.txt", "en.txt"))
    assert (german.language, len(german.paragraphs)) == ("de", 18)
    assert (english.language, len(english.paragraphs)) == ("en", 17)


def test_what_is_given_is_not_found_out(write) -> None:
    path = write("Łódź\nliegt hier".encode("cp1250"))
    document = read_document(path, language="pl", reflow="always", encoding="cp1250")
    assert document.language == "pl"
    assert [paragraph.text for paragraph in document.paragraphs] == ["Łódź liegt hier"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, "Grüße aus dem Hafen".encode("cp1252"))
    document = read_document("-")
    assert (document.text, document.name) == ("Grüße aus dem Hafen", "-")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u2028\x85\f".encode()])
@pytest.mark.parametrize("read", [read_document, read_sentences])
def test_nothing_to_read(write, monkeypatch: pytest.MonkeyPatch, data: bytes, read) -> None:
    path = write(data)
    message = "(the file is empty|there is nothing but white space in it): give (one|a file) that holds text"
    with pytest.raises(InputError, match=rf"f\.txt: {message}$"):
        read(path)
    give(monkeypatch, data)
    with pytest.raises(InputError, match=f"^standard input: {message}$"):
        read("-")


@pytest.mark.parametrize("read", [read_document, read_sentences])
def test_no_such_file(tmp_path: Path, read) -> None:
    with pytest.raises(InputError, match=r"no\.txt: there is no such file: check the path$"):
        read(tmp_path / "no.txt")


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"this is a directory: give a text file in it$"):
        read_document(tmp_path)


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000])
def test_impossible_names(name: str) -> None:
    with pytest.raises(InputError) as raised:
        read_document(name)
    assert "\n" not in str(raised.value)
    assert "\0" not in str(raised.value)


def test_no_permission(write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("text")
    path.chmod(0)
    if os.access(path, os.R_OK):
        # The superuser may read everything: let the system call fail for him.
        def refuse(_: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"f\.txt: no permission to read it"):
        read_document(path)


def test_binary_files_are_named(write) -> None:
    with pytest.raises(InputError, match=r"f\.pdf: this is a PDF file, not plain text"):
        read_document(write(b"%PDF-1.4", "f.pdf"))


def test_language_and_reflow_may_be_given(write) -> None:
    path = write("One.\n\nTwo is here,\nand three.", "memo")
    document = read_document(path, language="de", reflow="never")
    assert [paragraph.text for paragraph in document.paragraphs] == ["One.", "Two is here,", "and three."]
    assert (document.name, document.language) == (str(path), "de")
    with pytest.raises(InputError, match=r"memo: there is nothing but white space"):
        read_document(write(" ", "memo"), language="de", reflow="never")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n \n"])
def test_sentences_of_a_file(write, end: str, last: str) -> None:
    lines = ["First of all.", " A second one, split in", "mid-sentence", "a\u2028b\x85c\fd"]
    document = read_sentences(write(end.join(lines) + last), language="en")
    sentences = sentences_of_lines(document)
    assert [sentence.text for sentence in sentences] == [*(line.strip() for line in lines[:3]), "a b c d"]
    assert [document.text[sentence.start : sentence.end] for sentence in sentences] == [line.strip() for line in lines]
    assert [sentence.paragraph for sentence in sentences] == [0, 1, 2, 3]


def test_an_empty_line_among_sentences_is_named(write) -> None:
    with pytest.raises(InputError, match=r"f\.txt: line 3 is empty: give one sentence on every line"):
        read_sentences(write("one\ntwo\n  \nfour\n"))


def test_sentences_of_a_list() -> None:
    document = document_from_sentences(["Der Hafen ist zu.", "Das Boot\nist weg. "], "list")
    sentences = sentences_of_lines(document)
    assert [sentence.text for sentence in sentences] == ["Der Hafen ist zu.", "Das Boot ist weg."]
    assert [(sentence.start, sentence.end) for sentence in sentences] == [(0, 17), (18, 35)]
    assert (document.language, document.name) == ("de", "list")


@pytest.mark.parametrize("lines", [[], [""], ["one", "", "three"], ["one", " "]])
def test_empty_sentences_in_a_list(lines: list[str]) -> None:
    with pytest.raises(InputError, match=r"^list: "):
        document_from_sentences(lines, "list")


@given(st.lists(st.text(min_size=1).filter(lambda line: not line.isspace()), min_size=1))
def test_every_given_sentence_keeps_its_number_and_place(lines: list[str]) -> None:
    if not "".join(lines).strip("\ufeff"):
        return
    document = document_from_sentences(lines)
    sentences = sentences_of_lines(document)
    assert len(sentences) == len(lines)
    for sentence, line in zip(sentences, lines, strict=True):
        assert document.text[sentence.start : sentence.end] == line.strip()
        assert len(sentence.text) == sentence.end - sentence.start
