from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from aligner.corpus.corpus import Corpus
from aligner.corpus.formats import output_format
from aligner.corpus.metadata import signature_of
from aligner.errors import CorpusError, OutputError
from aligner.text.document import Document

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("name", ["ferry.tsv", "ferry.jsonl"])
def test_a_corpus_is_written_with_its_signature_beside_it(corpus: Corpus, tmp_path: Path, name: str) -> None:
    corpus.write(tmp_path / name)
    assert (tmp_path / name).read_bytes() == (GOLDEN / name).read_bytes()
    digest = sha256((tmp_path / name).read_bytes()).hexdigest()
    beside = json.loads((tmp_path / f"{name}.meta.json").read_text("utf-8"))
    assert beside == {**corpus.signature, "corpus_sha256": digest}
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["ferry.tsv", "ferry.jsonl"])
def test_reading_and_writing_again_changes_nothing(corpus: Corpus, tmp_path: Path, name: str) -> None:
    corpus.write(tmp_path / name)
    found = Corpus.read(tmp_path / name)
    assert found.signature == corpus.signature
    found.write(str(tmp_path / f"again-{name}"))
    assert (tmp_path / f"again-{name}").read_bytes() == (GOLDEN / name).read_bytes()


def test_standard_output_gets_the_table_and_no_metadata(
    corpus: Corpus,
    capsysbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    corpus.write("-")
    assert capsysbinary.readouterr().out == (GOLDEN / "ferry.tsv").read_bytes()
    corpus.write("-", "jsonl")
    assert capsysbinary.readouterr().out == (GOLDEN / "ferry.jsonl").read_bytes()
    assert not list(tmp_path.iterdir())


def test_a_given_format_wins_over_the_ending(corpus: Corpus, tmp_path: Path) -> None:
    corpus.write(tmp_path / "ferry.txt", "tsv")
    assert (tmp_path / "ferry.txt").read_bytes() == (GOLDEN / "ferry.tsv").read_bytes()


def test_a_corpus_whose_metadata_cannot_be_written_is_not_written_either(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "ferry.tsv").write_text("old", "utf-8")
    (tmp_path / "ferry.tsv.meta.json").mkdir()
    with pytest.raises(OutputError, match=r"meta\.json: is a folder"):
        corpus.write(tmp_path / "ferry.tsv")
    assert (tmp_path / "ferry.tsv").read_text("utf-8") == "old"


@pytest.mark.parametrize(
    ("path", "name", "expected"),
    [
        ("-", None, "tsv"),
        ("-", "jsonl", "jsonl"),
        ("a.TSV", None, "tsv"),
        ("a.b/c.jsonl", None, "jsonl"),
        ("a", "tsv", "tsv"),
    ],
)
def test_the_format_follows_from_name_and_path(path: str, name: str | None, expected: str) -> None:
    assert output_format(path, name) == expected


@pytest.mark.parametrize(("path", "name"), [("out.csv", None), ("out", None), (".tsv", None), ("out.tsv", "csv")])
def test_an_unknown_format_is_answered_with_those_there_are(corpus: Corpus, path: str, name: str | None) -> None:
    with pytest.raises(OutputError, match=r"\.tsv or \.jsonl"):
        corpus.write(path, name)


UNREADABLE = {
    "unknown ending": ("corpus.doc", b"", "there are tsv, jsonl"),
    "not UTF-8": (
        "corpus.tsv",
        "source\ttarget\nYes.\tMögen.\n".encode("latin-1"),
        ":2: not UTF-8 (byte 7 of",
    ),
    "UTF-16": ("corpus.jsonl", '{"source": ""}'.encode("utf-16-le"), ":1: not JSON"),
    "damaged UTF-16": ("corpus.tsv", b"\xff\xfea\0b", ": not UTF-16"),
    "malformed": ("corpus.tsv", b"bead\tsource\ttarget\n1-1\tYes.\n", ":2: 2 columns where the header has 3"),
}


@pytest.mark.parametrize(("name", "content", "problem"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_corpus_is_named(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        Corpus.read(tmp_path / name)
    assert str(caught.value).startswith(str(tmp_path / name))
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("name", "problem"), [("missing.tsv", "cannot be read"), ("folder.tsv", "is a folder; give a corpus in it")]
)
def test_what_is_no_file_is_named(tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "folder.tsv").mkdir()
    with pytest.raises(CorpusError, match=f"{name}: {problem}"):
        Corpus.read(tmp_path / name)


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b"[" * 100_000], ids=["cut off", "list", "bytes", "deep"])
def test_a_broken_metadata_file_is_named(corpus: Corpus, tmp_path: Path, content: bytes) -> None:
    corpus.write(tmp_path / "ferry.tsv")
    (tmp_path / "ferry.tsv.meta.json").write_bytes(content)
    with pytest.raises(CorpusError, match=r"ferry\.tsv\.meta\.json: .*restore or delete it"):
        Corpus.read(tmp_path / "ferry.tsv")


def test_a_byte_order_mark_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes(b"\xef\xbb\xbfsource\ttarget\nYes.\tJa.\n")
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"source": "Yes.", "target": "Ja."}\n')
    assert Corpus.read(tmp_path / "a.tsv").segments == Corpus.read(tmp_path / "a.jsonl").segments


def test_a_line_separator_in_a_text_ends_no_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"source": "a\u2028b\u0085c", "target": ""}\n', "utf-8")
    assert Corpus.read(tmp_path / "a.jsonl")[0].source == "a\u2028b\x85c"


def document(name: str, language: str) -> Document:
    return Document(text="Eins. Zwei.", paragraphs=(), language=language, name=name, digest="0" * 64)


def test_a_signature_says_what_the_result_depends_on_and_no_more(corpus: Corpus) -> None:
    signature = signature_of(
        document("/home/somebody/en.txt", "en"),
        document("-", ""),
        sentences=(4, 3),
        model="tiny",
        options={"reflow": "auto", "max_bead": 6, "sentences": False},
        segments=corpus.segments,
    )
    version = signature["version"]
    assert signature == {
        "signature": f"model:tiny|languages:en-unknown|reflow:auto|max_bead:6|sentences:no|version:{version}",
        "version": version,
        "model": "tiny",
        "options": {"reflow": "auto", "max_bead": 6, "sentences": False},
        "source": {"name": "en.txt", "language": "en", "sha256": "0" * 64, "characters": 11, "sentences": 4},
        "target": {"name": "-", "language": "", "sha256": "0" * 64, "characters": 11, "sentences": 3},
        "counts": {
            "segments": 4,
            "beads": {"0-1": 1, "1-0": 1, "1-1": 1, "2-1": 1},
            "flags": {"number": 1, "omission:sentence": 1, "uncertain": 1},
        },
    }
