from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import aligner
from aligner.encoding.encoder import Encoder
from aligner.errors import InputError, OutputError
from aligner.pairing.documents import DocumentPair, Pairing, pair_documents
from aligner.pairing.folders import documents_in
from aligner.pairing.samples import WHOLE
from aligner.pairing.table import PathPair, dump, read_pairs
from aligner.text.document import Document
from aligner.text.reflow import paragraphs_of
from aligner.text.splitting import split
from benchmarks.made_up_documents import collection
from benchmarks.pairing import measure

Run = Callable[..., Result]
ROOT = Path(aligner.__file__).parents[1]
CORPUS = Path(__file__).parents[2] / "corpus"


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return str(path)


def test_near_duplicates_and_documents_without_partner(shipped_encoder: Encoder) -> None:
    found = measure(collection(40, seed=21), shipped_encoder)
    assert found["precision"] >= 0.96
    assert found["recall"] >= 0.96


def test_the_press_release_has_its_original_and_nothing_else(shipped_encoder: Encoder) -> None:
    others = [str(path) for path in sorted((CORPUS / "same_subject").rglob("*.txt"))]
    release = CORPUS / "press_release"
    found = pair_documents([release / "de.txt"], [release / "en.txt", *others], encoder=shipped_encoder)
    assert [(pair.source, pair.target) for pair in found.pairs] == [(str(release / "de.txt"), str(release / "en.txt"))]
    assert found.pairs[0].margin > 0.5
    assert pair_documents([release / "de.txt"], others, encoder=shipped_encoder).pairs == ()


def test_long_documents_of_which_one_has_a_preface(shipped_encoder: Encoder) -> None:
    made = collection(60, seed=6, unmatched=0, near_duplicates=0)
    pairs = sorted(made.pairs)
    books = [pairs[:15], pairs[15:30], pairs[30:45]]
    english = [_document("\n\n".join(made.english[e] for e, _ in book), "en", n) for n, book in enumerate(books)]
    texts = ["\n\n".join(made.german[g] for _, g in book) for book in books]
    preface = "\n\n".join(made.german[g] for _, g in pairs[45:48])
    german = [_document(text, "de", n) for n, text in enumerate([texts[0], f"{preface}\n\n{texts[1]}"])]
    assert len(split(english[1])) > WHOLE
    found = pair_documents(english, german, encoder=shipped_encoder)
    assert [(pair.source, pair.target) for pair in found.pairs] == [("en.0", "de.0"), ("en.1", "de.1")]
    assert found.unmatched_sources == ("en.2",)


def _document(text: str, language: str, number: int) -> Document:
    return Document(text, paragraphs_of(text, "never"), language, f"{language}.{number}", "")


def test_one_folder_with_both_languages(shipped_encoder: Encoder, tmp_path: Path) -> None:
    made = collection(4, seed=3, unmatched=0, near_duplicates=0)
    for number, text in enumerate(made.english):
        write(tmp_path / f"a{number}.txt", text)
    for number, text in enumerate(made.german):
        write(tmp_path / f"b{number}.txt", text)
    paths = documents_in(tmp_path)
    for language, sides in ((None, "ab"), ("en", "ab"), ("de", "ba")):
        found = pair_documents(paths, paths, source_language=language, encoder=shipped_encoder)
        assert len(found.pairs) == 4
        assert {Path(pair.source).name[0] + Path(pair.target).name[0] for pair in found.pairs} == {sides}


def test_what_cannot_be_read_is_told_and_left_out(shipped_encoder: Encoder, tmp_path: Path) -> None:
    empty = write(tmp_path / "empty.txt", "")
    found = pair_documents([empty], [CORPUS / "press_release" / "en.txt"], encoder=shipped_encoder)
    assert found.pairs == ()
    assert [name for name, _ in found.unreadable] == [empty]


def test_documents_of_a_folder_without_hidden_ones(tmp_path: Path) -> None:
    kept = [write(tmp_path / "b.txt", "x"), write(tmp_path / "sub" / "a.txt", "x")]
    write(tmp_path / ".hidden", "x")
    write(tmp_path / ".git" / "c.txt", "x")
    assert documents_in(tmp_path) == kept


def test_folders_that_are_none(tmp_path: Path) -> None:
    for path, told in ((tmp_path / "no", "no such folder"), (tmp_path, "no files")):
        with pytest.raises(InputError, match=told):
            documents_in(path)
    with pytest.raises(InputError, match="is a file"):
        documents_in(write(tmp_path / "a.txt", "x"))


def test_the_table_goes_and_comes_back(tmp_path: Path) -> None:
    pairing = Pairing((DocumentPair("a.txt", "b.txt", 0.98765, 0.5),), ("c.txt",), ("d.txt",))
    lines = list(dump(pairing))
    assert lines == [
        "source\ttarget\tscore\tmargin\n",
        "a.txt\tb.txt\t0.9877\t0.5000\n",
        "c.txt\t\t\t\n",
        "\td.txt\t\t\n",
    ]
    table = tmp_path / "pairs.tsv"
    table.write_text("".join(lines), "utf-8")
    assert read_pairs(table) == [PathPair("a.txt", "b.txt")]
    write(tmp_path / "a.txt", "x")
    assert read_pairs(table) == [PathPair(str(tmp_path / "a.txt"), "b.txt")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\tb\n", "must name the columns"),
        ("source\ttarget\na\n", ":2: 1 columns where the header has 2"),
        ("source\ttarget\na\t\n", "there are no pairs"),
        ("", "must name the columns"),
    ],
)
def test_tables_that_are_none(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_pairs(write(tmp_path / "pairs.tsv", text))


def test_a_path_that_no_table_can_hold() -> None:
    with pytest.raises(OutputError, match="give the file another name"):
        list(dump(Pairing((), ("a\tb.txt",), ())))


def test_the_command_pairs_two_folders(aligner_run: Run, tmp_path: Path) -> None:
    write(tmp_path / "broken" / "empty.txt", "")
    shutil.copy(CORPUS / "press_release" / "en.txt", tmp_path / "broken" / "en.txt")
    result = aligner_run("pair", "broken", str(CORPUS / "press_release"), "-o", "pairs.tsv", "--source-lang", "en")
    assert result.exit_code == 0, result.output
    assert "warning: left out: broken/empty.txt: the file is empty" in result.stderr
    assert "1 pair, 0 sources and 3 targets without partner" in result.stderr
    assert read_pairs(tmp_path / "pairs.tsv") == [PathPair("broken/en.txt", str(CORPUS / "press_release" / "de.txt"))]


def test_the_command_writes_to_standard_output(aligner_run: Run) -> None:
    result = aligner_run("pair", str(CORPUS / "press_release"), str(CORPUS / "press_release"), "--quiet")
    assert result.exit_code == 0
    assert result.stdout.startswith("source\ttarget\tscore\tmargin\n")
    assert result.stderr == ""
    missing = aligner_run("pair", "nowhere", str(CORPUS))
    assert missing.exit_code == 2
    assert "there is no such folder" in missing.stderr
