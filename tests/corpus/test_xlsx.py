from __future__ import annotations

import sys
import time
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from aligner.alignment.bead import Bead
from aligner.corpus import xlsx
from aligner.corpus.corpus import Corpus
from aligner.corpus.formats import output_format
from aligner.corpus.segment import Segment
from aligner.corpus.table import COLUMNS
from aligner.errors import CorpusError, OutputError


def content(corpus: Corpus) -> bytes:
    return b"".join(xlsx.dump(corpus.segments))


def one(source: str, target: str = "b") -> Corpus:
    return Corpus((Segment(1, Bead(0, 1, 0, 1), source, target),), {})


def spreadsheet(folder: Path, *rows: tuple[Any, ...]) -> Path:
    path = folder / "table.xlsx"
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def test_the_sheet_is_laid_out_for_people(corpus: Corpus) -> None:
    workbook = load_workbook(BytesIO(content(corpus)))
    (sheet,) = workbook.worksheets
    assert tuple(cell.value for cell in sheet[1]) == (*COLUMNS, "details")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:P5"
    assert sheet.column_dimensions["C"].width == 60
    assert sheet.column_dimensions["P"].hidden
    assert sheet["A1"].font.bold
    assert sheet["C2"].alignment.wrap_text
    assert [sheet["A2"].value, sheet["B2"].value, sheet["C2"].value] == [1, "1-1", "The ferry leaves at noon."]
    assert sheet["J3"].value == "1,2"
    assert sheet["L3"].value == "26-64"


def test_a_written_file_reads_back(corpus: Corpus, tmp_path: Path) -> None:
    corpus.write(tmp_path / "out.xlsx")
    found = Corpus.read(tmp_path / "out.xlsx")
    assert found.signature == corpus.signature
    assert found[0] == replace(corpus[0], similarity=0.912346)
    assert found.segments[1:] == corpus.segments[1:]


def test_hard_segments_read_back(tmp_path: Path, hard_segment: Segment) -> None:
    Corpus((hard_segment,), {}).write(tmp_path / "hard.xlsx")
    assert Corpus.read(tmp_path / "hard.xlsx").segments == (hard_segment,)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_segments_read_back(tmp_path: Path, data: st.DataObject, any_segments: Any) -> None:
    segments = data.draw(any_segments)
    Corpus(segments, {}).write(tmp_path / "any.xlsx")
    assert Corpus.read(tmp_path / "any.xlsx").segments == segments


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+1", "-1", "'=1", '=HYPERLINK("http://x","y")', "\t=1", "12", "TRUE", "1/2", "#N/A"]
)
def test_text_is_never_a_formula_or_a_number(tmp_path: Path, text: str) -> None:
    cell = load_workbook(BytesIO(content(one(text)))).worksheets[0]["C2"]
    assert (cell.data_type, cell.value, cell.number_format) == ("s", text, "@")
    one(text).write(tmp_path / "out.xlsx")
    assert Corpus.read(tmp_path / "out.xlsx")[0].source == text


def test_the_same_corpus_gives_the_same_bytes(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    first = content(corpus)
    now = time.time()
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: now + 100_000)
        assert content(corpus) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert properties.count("1980-01-01T00:00:00Z") == 2


def test_a_cell_holds_as_much_as_the_format_allows() -> None:
    content(one("a" * 32_767))
    content(one("🎫" * 16_383))


@pytest.mark.parametrize("text", ["a" * 32_768, "🎫" * 16_384], ids=["letters", "pairs"])
def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(OutputError, match=r"segment 1: target has 32768 characters, .* at most 32767; write a TSV"):
        one("a", text).write(tmp_path / "out.xlsx")
    assert not list(tmp_path.iterdir())


def test_standard_output_is_refused(corpus: Corpus) -> None:
    with pytest.raises(OutputError, match="xlsx is not text and cannot be written to standard output; write to a file"):
        corpus.write("-", "xlsx")


def test_without_openpyxl_the_remedy_is_named(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = spreadsheet(tmp_path, ("source", "target"), ("a", "b"))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(OutputError, match=r"run: pip install 'bitext-aligner\[xlsx\]'"):
        output_format("out.xlsx")  # before the work whose result it would hold
    with pytest.raises(OutputError, match=r"run: pip install 'bitext-aligner\[xlsx\]'"):
        corpus.write(tmp_path / "out.xlsx")
    with pytest.raises(CorpusError, match=r"run: pip install 'bitext-aligner\[xlsx\]'"):
        Corpus.read(path)


def test_tables_of_other_programs_are_read(tmp_path: Path) -> None:
    path = spreadsheet(
        tmp_path,
        ("remark", " target ", "source", "status"),
        (True, "Ja.", "Yes.", "accepted"),
        (None, None, None, None),
        ("x", 2024, 2024.0, None),
        ("x", 2.5, None, None),
    )
    assert Corpus.read(path).segments == (
        Segment(1, Bead(0, 1, 0, 1), "Yes.", "Ja.", status="accepted"),
        Segment(2, Bead(1, 2, 1, 2), "2024", "2024"),
        Segment(3, Bead(2, 2, 2, 3), "", "2.5"),
    )


WRONG = {
    "empty": ((), ":1: no column source"),
    "no header": (
        (("a", "b"),),
        ":1: no column source and no column target among a, b; the first row must name the columns",
    ),
    "number": (
        (("source", "target", "bead", "confidence"), ("a", "b", "1-1", "high")),
        ":2: confidence is 'high'; it must be a number",
    ),
    "share": ((("source", "target", "bead", "confidence"), ("a", "b", "1-1", 7)), ":2: confidence is 7"),
    "numbers": (
        (("source", "target", "bead", "source_sentences"), ("a", "b", "1-1", "x,y")),
        ":2: source_sentences is 'x,y'",
    ),
    "status": ((("source", "target", "bead", "status"), ("a", "b", "1-1", "done")), ":2: status is 'done'"),
    "details": ((("source", "target", "bead", "details"), ("a", "b", "1-1", "{")), ":2: details is not a JSON object"),
}


@pytest.mark.parametrize(("rows", "problem"), WRONG.values(), ids=WRONG)
def test_tables_that_do_not_follow_the_format_are_refused(tmp_path: Path, rows: Any, problem: str) -> None:
    with pytest.raises(CorpusError, match=rf"table\.xlsx{problem}"):
        Corpus.read(spreadsheet(tmp_path, *rows))


def test_files_that_are_no_spreadsheet_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_text("source\ttarget\n", "utf-8")
    with pytest.raises(CorpusError, match=r"bad\.xlsx: is not an XLSX file that can be read .*; save it anew"):
        Corpus.read(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(CorpusError, match=r"bad\.xlsx: is not an XLSX file that can be read .*; save it anew"):
        Corpus.read(path)
    with pytest.raises(CorpusError, match=r"none\.xlsx: cannot be read"):
        Corpus.read(tmp_path / "none.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_spreadsheet_with_a_document_type_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode(encoding))
    with pytest.raises(CorpusError, match=r"has a document type in xl/workbook\.xml; save it anew"):
        Corpus.read(path)


def test_an_archive_that_grows_beyond_measure_is_refused(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.write(tmp_path / "out.xlsx")
    monkeypatch.setattr(xlsx, "_LARGEST", 1000)
    with pytest.raises(CorpusError, match="once unpacked; save it as TSV"):
        Corpus.read(tmp_path / "out.xlsx")
