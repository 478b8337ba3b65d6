"""What somebody does who has never used the program, and what it says to that."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

ENGLISH = (
    "The ferry leaves at dawn and the harbour is quiet. Nobody has seen the captain since the storm. "
    "His daughter is waiting for him on the pier, with a lamp in her hand.\n"
)
GERMAN = (
    "Die Fähre legt bei Tagesanbruch ab, und der Hafen ist still. Seit dem Sturm hat niemand den Kapitän gesehen. "
    "Seine Tochter wartet auf dem Steg auf ihn, mit einer Lampe in der Hand.\n"
)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "en.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "de.txt").write_text(GERMAN, "utf-8")
    (tmp_path / "copy.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "folder").mkdir()
    return tmp_path


def catalogues(folder: Path, form: str) -> tuple[str, str]:
    messages = {"save": ("Save the file", "Datei speichern"), "quit": ("Leave the program", "Programm verlassen")}
    names = f"en.{form}", f"de.{form}"
    for side, name in enumerate(names):
        said = {key: texts[side] for key, texts in messages.items()}
        blocks = [f'msgid "{key}"\nmsgstr "{text}"\n' for key, text in said.items()]
        (folder / name).write_text(json.dumps(said) if form == "json" else "\n".join(blocks), "utf-8")
    return names


@pytest.mark.parametrize("form", ["json", "po"])
def test_catalogues_are_not_called_strangers(aligner_run: Run, tmp_path: Path, form: str) -> None:
    result = aligner_run("align", *catalogues(tmp_path, form), "-o", "out.tsv")
    assert result.exit_code == 0
    assert "paired by key: 2" in result.stderr
    assert "warning" not in result.stderr


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("given", "languages", "told"),
    [
        (("en.txt", "de.txt"), ("de", "en"), ("en.txt seems to be English", "de.txt seems to be German")),
        (("de.txt", "en.txt"), ("en", "de"), ("de.txt seems to be German", "en.txt seems to be English")),
        (("en.txt", "de.txt"), ("en", "de"), ()),
        (("de.txt", "en.txt"), ("de", "en"), ()),
        (("en.txt", "de.txt"), ("fr", "de"), ("en.txt seems to be English, not fr",)),
        (("en.txt", "copy.txt"), ("en", "de"), ("copy.txt seems to be English, not German: check --target-lang",)),
    ],
)
def test_languages_that_are_plainly_others(
    aligner_run: Run, texts: Path, given: tuple[str, str], languages: tuple[str, str], told: tuple[str, ...]
) -> None:
    options = "--source-lang", languages[0], "--target-lang", languages[1]
    result = aligner_run("align", *given, *options, "-q", "-o", "out.tsv")
    assert result.exit_code == 0
    lines = [line for line in result.stderr.splitlines() if "seems to be" in line]
    assert len(lines) == len(told)
    assert all(part in line for part, line in zip(told, lines, strict=True))


MISTAKES = {
    "one text twice": (("align", "en.txt", "copy.txt"), "en.txt and copy.txt hold the same text: give a text and its"),
    "OUT without -o": (("align", "en.txt", "de.txt", "out.tsv"), "Got 'out.tsv' beside SOURCE TARGET: if it is to be"),
    "three texts": (("align", "en.txt", "de.txt", "copy.txt"), "Got 'copy.txt' beside SOURCE TARGET: leave it out."),
    "two texts to check": (("check", "en.txt", "de.txt"), "two texts are aligned first, with aligner align."),
    "a text to check": (("check", "en.txt"), "align it first: aligner align en.txt TRANSLATION -o parallel.tsv, which"),
    "a text to export": (("export", "en.txt", "-o", "out.tmx"), "align it first: aligner align en.txt TRANSLATION"),
    "a text to count": (("stats", "en.txt"), "align it first: aligner align en.txt TRANSLATION"),
    "a folder to check": (("check", "folder"), "folder: is a folder; give a corpus in it (tsv, "),
    "a folder to count": (("stats", "folder"), "folder: is a folder; give a corpus in it (tsv, "),
    "a folder as OUT": (
        ("align", "en.txt", "de.txt", "-o", "folder"),
        "is a folder; give a name in it, such as folder",
    ),
    "a corpus as pairs": (
        ("batch", "corpus.tsv", "-o", "out"),
        "corpus.tsv: is a corpus, aligned already: give a table",
    ),
}


@pytest.mark.parametrize(("arguments", "told"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_what_to_do(aligner_run: Run, texts: Path, arguments: tuple[str, ...], told: str) -> None:
    (texts / "corpus.tsv").write_text("id\tbead\tsource\ttarget\n1\t1-1\tYes.\tJa.\n", "utf-8")
    result = aligner_run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr.splitlines()[-1]


def test_folders_in_one_language_are_asked_about(aligner_run: Run, tmp_path: Path) -> None:
    for number, folder in enumerate(("one", "two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{number}.txt").write_text(ENGLISH, "utf-8")
    result = aligner_run("pair", "one", "two")
    assert result.exit_code == 0
    assert "warning: no document has a translation among the others: is one folder German" in result.stderr


def test_a_scan_is_told_of_ocr(aligner_run: Run, texts: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    pytest.importorskip("pypdfium2")
    page = canvas.Canvas("scan.pdf")
    page.rect(50, 50, 200, 200)
    page.showPage()
    page.save()
    result = aligner_run("align", "scan.pdf", "de.txt")
    assert result.exit_code == 2
    assert "scan.pdf: there is no text in it, read as a PDF file: if it is a scan, run OCR on it first" in result.stderr
