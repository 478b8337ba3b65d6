"""Texts that cannot be used are refused: exit code 2, one line that says what to do, and the old output is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Check = Callable[[Path, str, str], list[dict[str, str]]]

ENGLISH = "The ferry was late again. Nobody knew the reason. In the end, we took the bus along the lake."
GERMAN = "Die Fähre hatte wieder Verspätung. Niemand kannte den Grund. Am Ende nahmen wir den Bus am See entlang."

REFUSED: dict[str, tuple[bytes | None, tuple[str, ...], str]] = {
    "missing": (None, (), "there is no such file: check the path"),
    "empty": (b"", (), "the file is empty: give one that holds text"),
    "white space": (b" \n\t\r\n\xc2\xa0\xe2\x80\x83\n", (), "nothing but white space in it: give a file"),
    "ten thousand empty lines": (b"\n" * 10_000, (), "nothing but white space in it: give a file"),
    "nothing but a mark": (b"\xef\xbb\xbf\n", (), "nothing but white space in it: give a file"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", (), "this is a PNG image, not plain text: convert"),
    "portable document": (b"%PDF-1.7\n%\xe2\xe3\n", (), "it is a damaged PDF file"),
    "word processor": (b"PK\x03\x04\x14\0word/document.xml", (), "the archive is damaged"),
    "any bytes": (bytes(range(256)) * 40, (), "this is binary data, not plain text: convert"),
    "NUL bytes": (ENGLISH.encode().replace(b"late", b"l\0te"), (), "NUL byte at byte 15 (line 1)"),
    "UTF-16 without mark": (ENGLISH.encode("utf-16-le"), (), "or read it with --encoding utf-16-le"),
    "damaged UTF-8": ("Größe, Länge und Wärme. ".encode() + b"\xff", (), "is not valid UTF-8, though the rest"),
    "wrong encoding": ("Die Fähre".encode("cp1252"), ("--encoding", "utf-8"), "byte 5 (line 1) is not valid utf-8"),
    "unknown encoding": (b"Yes.", ("--encoding", "utf-9"), "unknown encoding 'utf-9': give one such as utf-8"),
    "same language": (ENGLISH.upper().encode(), ("--target-lang", "en"), "both seem to be English: give a text and"),
}


@pytest.mark.parametrize(("content", "options", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused(
    aligner_run: Run, content: bytes | None, options: tuple[str, ...], problem: str
) -> None:
    if content is not None:
        Path("bad.txt").write_bytes(content)
    Path("good.txt").write_text(ENGLISH, "utf-8")
    require_refusal(aligner_run, ["bad.txt", "good.txt", *options], "bad.txt", problem)
    if not options:
        require_refusal(aligner_run, ["good.txt", "bad.txt"], "bad.txt", problem)


def test_a_directory_is_refused(aligner_run: Run) -> None:
    Path("folder").mkdir()
    Path("good.txt").write_text(ENGLISH, "utf-8")
    require_refusal(aligner_run, ["folder", "good.txt"], "folder", "this is a directory: give a text file in it")
    require_refusal(aligner_run, ["good.txt", "folder"], "folder", "this is a directory: give a text file in it")


@pytest.mark.usefixtures("bound_by_permissions")
def test_a_file_without_permission_is_refused(aligner_run: Run) -> None:
    Path("good.txt").write_text(ENGLISH, "utf-8")
    Path("secret.txt").write_text(GERMAN, "utf-8")
    Path("secret.txt").chmod(0)
    require_refusal(aligner_run, ["good.txt", "secret.txt"], "secret.txt", "no permission to read it: change its")


def test_two_texts_in_one_language_are_refused(aligner_run: Run) -> None:
    Path("a.txt").write_text(ENGLISH, "utf-8")
    Path("b.txt").write_text("The bus, on the other hand, was on time. We had all the seats to ourselves.", "utf-8")
    require_refusal(aligner_run, ["a.txt", "b.txt"], "a.txt and b.txt", "both seem to be English: give a text and its")


def test_the_same_file_twice_is_refused(aligner_run: Run) -> None:
    Path("de.txt").write_text(GERMAN, "utf-8")
    require_refusal(aligner_run, ["de.txt", "de.txt"], "de.txt", "hold the same text: give a text and its")


def test_the_same_file_twice_can_be_insisted_on(aligner_run: Run, require_whole: Check) -> None:
    Path("de.txt").write_text(GERMAN, "utf-8")
    languages = ("--source-lang", "de", "--target-lang", "de")
    assert aligner_run("align", "de.txt", "de.txt", "-o", "out.tsv", *languages).exit_code == 0
    rows = require_whole(Path("out.tsv"), GERMAN, GERMAN)
    assert all(row["bead"] == "1-1" and row["source"] == row["target"] for row in rows)


def require_refusal(run: Run, arguments: list[str], name: str, problem: str) -> None:
    Path("out.tsv").write_text("old", "utf-8")
    before = sorted(Path().iterdir())
    result = run("align", *arguments, "-o", "out.tsv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"aligner: error: {name}")
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1
    assert (Path("out.tsv").read_text("utf-8"), sorted(Path().iterdir())) == ("old", before)
