"""Numbers in a file are not believed: each is held against the text that is there."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from aligner.alignment.bead import Bead
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError

_MUCH = 50_000_000
"""Bytes that no file of some kilobytes needs."""
PAIR = {"source": "The gate is open.", "target": "Das Tor ist offen."}

NUMBERS = {
    "bead": {"bead": "200000000-1"},
    "bead of the target": {"bead": "1-200000000"},
    "bead of many digits": {"bead": "9" * 5000 + "-1"},
    "id": {"id": 10**15},
    "id of many digits": {"id": 10**4000},
    "sentence": {"source_sentences": [10**18]},
    "span": {"source_span": [0, 10**18]},
    "span of the target": {"target_span": [10**300, 10**301]},
    "share": {"similarity": 1e300},
    "share of many digits": {"confidence": 10**400},
    "flag": {"flags": [{"name": "number", "severity": "major", "source_span": [0, 10**30]}]},
    "score": {"scores": {"omission": 10**40}},
}


def refused(path: Path) -> str:
    tracemalloc.start()
    with pytest.raises(CorpusError) as caught:
        Corpus.read(path)
    assert tracemalloc.get_traced_memory()[1] < _MUCH
    tracemalloc.stop()
    message = str(caught.value)
    assert message.startswith(str(path))
    assert len(message) < len(str(path)) + 300
    assert "\n" not in message
    return message


@pytest.mark.parametrize("fields", NUMBERS.values(), ids=NUMBERS)
def test_jsonl(tmp_path: Path, fields: dict[str, object]) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(PAIR | fields) + "\n")
    refused(path)


@pytest.mark.parametrize("fields", NUMBERS.values(), ids=NUMBERS)
def test_tmx_and_xliff(tmp_path: Path, fields: dict[str, object]) -> None:
    given = {"bead": "1-1", **fields}
    identifier = given.pop("id", 1)
    given.update(flag=json.dumps(flags[0]) if (flags := given.pop("flags", None)) else None)
    pairs = {
        name.replace("_", "-"): value if isinstance(value, str) else json.dumps(value)
        for name, value in given.items()
        if value is not None
    }
    props = "".join(f'<prop type="x-{name}">{value.replace(chr(34), "&quot;")}</prop>' for name, value in pairs.items())
    texts = "".join(f'<tuv xml:lang="{name}"><seg>{text}</seg></tuv>' for name, text in PAIR.items())
    memory = tmp_path / "in.tmx"
    memory.write_text(f'<tmx version="1.4"><body><tu tuid="{identifier}">{props}{texts}</tu></body></tmx>')
    refused(memory)
    metas = "".join(f'<m:meta type="{name}">{value}</m:meta>' for name, value in pairs.items())
    xliff = tmp_path / "in.xliff"
    xliff.write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:m="urn:oasis:names:tc:xliff:metadata:2.0" '
        f'version="2.0" srcLang="en" trgLang="de"><file id="f"><unit id="{identifier}"><m:metadata>'
        f'<m:metaGroup category="aligner">{metas}</m:metaGroup></m:metadata><segment><source>{PAIR["source"]}</source>'
        f"<target>{PAIR['target']}</target></segment></unit></file></xliff>"
    )
    refused(xliff)


TABLE = {
    "bead": {"bead": "200000000-1"},
    "id": {"id": "9" * 16},
    "id of many digits": {"id": "9" * 5000},
    "sentence": {"source_sentences": "9" * 17},
    "span": {"source_span": "0-" + "9" * 17},
    "share": {"similarity": "1e300"},
    "flag": {"flags": "x" * 5000, "severity": "major"},
    "severity": {"flags": "number", "severity": "y" * 5000},
    "status": {"status": "z" * 5000},
}


@pytest.mark.parametrize("fields", TABLE.values(), ids=TABLE)
def test_tables(tmp_path: Path, fields: dict[str, str]) -> None:
    given = {"bead": "1-1", **PAIR, **fields}
    table = tmp_path / "in.tsv"
    table.write_text("\t".join(given) + "\n" + "\t".join(given.values()) + "\n")
    refused(table)
    if "flags" in fields:  # of which a spreadsheet keeps what counts elsewhere
        return
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    workbook.active.append(list(given))
    workbook.active.append(list(given.values()))
    workbook.save(tmp_path / "in.xlsx")
    refused(tmp_path / "in.xlsx")


def test_what_a_reviser_may_make_of_a_bead_is_read(tmp_path: Path) -> None:
    """Sentences that were merged and then deleted, or put in short."""
    made = Corpus((Segment(1, Bead(0, 40, 0, 30), "Gone.", "", status="edited"),), {})
    for name in ("out.tsv", "out.jsonl", "out.tmx", "out.xliff"):
        made.write(tmp_path / name)
        assert Corpus.read(tmp_path / name).segments[0].bead == made[0].bead


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def spreadsheet(path: Path, changed: dict[str, str | bytes]) -> Path:
    """A spreadsheet of two rows in which parts of the file are exchanged."""
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    workbook.active.append(list(PAIR))
    workbook.active.append(list(PAIR.values()))
    written = io.BytesIO()
    workbook.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changed}:
            new.writestr(name, changed.get(name) or old.read(name))
    return path


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


FIRST = f'<row r="1">{cell("A1", "source")}{cell("B1", "target")}</row>'
SHEETS: dict[str, str] = {
    "row far down": FIRST + f'<row r="900000000">{cell("A900000000", "x")}</row>',
    "row of many digits": FIRST + f'<row r="{"9" * 5000}">{cell("A2", "x")}</row>',
    "row no number": FIRST + f'<row r="x">{cell("A2", "x")}</row>',
    "cell of many digits": FIRST + f'<row r="2">{cell("A" + "9" * 5000, "x")}</row>',
    "cell of no column": FIRST + f'<row r="2">{cell("A" * 5000 + "2", "x")}</row>',
    "string that is not there": FIRST + '<row r="2"><c r="A2" t="s"><v>999999999</v></c></row>',
    "date beyond all": FIRST + '<row r="2"><c r="A2" t="d"><v>9999999-13-41</v></c></row>',
}


@pytest.mark.parametrize("rows", SHEETS.values(), ids=SHEETS)
def test_sheets(tmp_path: Path, rows: str) -> None:
    refused(spreadsheet(tmp_path / "in.xlsx", {"xl/worksheets/sheet1.xml": SHEET.format(rows)}))


def test_a_row_of_more_cells_than_a_sheet_has(tmp_path: Path) -> None:
    rows = FIRST + '<row r="2">' + "<c><v>1</v></c>" * 300_000 + "</row>"
    path = spreadsheet(tmp_path / "in.xlsx", {"xl/worksheets/sheet1.xml": SHEET.format(rows)})
    assert "more cells than a sheet can have" in refused(path)
    rows = FIRST + "".join(f'<row r="{row}">{cell(f"A{row}", "x") * 900}</row>' for row in range(2, 99))
    assert len(Corpus.read(spreadsheet(path, {"xl/worksheets/sheet1.xml": SHEET.format(rows)}))) == 97


def test_a_cell_far_to_the_right_takes_no_room(tmp_path: Path) -> None:
    rows = FIRST + "".join(
        f'<row r="{row}">{cell(f"A{row}", "x")}{cell(f"XFD{row}", "y")}</row>' for row in range(2, 99)
    )
    path = spreadsheet(tmp_path / "in.xlsx", {"xl/worksheets/sheet1.xml": SHEET.format(rows)})
    tracemalloc.start()
    assert len(Corpus.read(path)) == 97
    assert tracemalloc.get_traced_memory()[1] < _MUCH
    tracemalloc.stop()


GROWING: dict[str, Callable[[], dict[str, str | bytes]]] = {
    "sheet": lambda: {"xl/worksheets/sheet1.xml": b" " * 200_000_000},
    "strings": lambda: {"xl/sharedStrings.xml": b" " * 200_000_000},
    "styles": lambda: {"xl/styles.xml": b" " * 20_000_000},
    "something else": lambda: {"else.bin": b"\0" * 20_000_000},
}


@pytest.mark.parametrize("parts", GROWING.values(), ids=GROWING)
def test_an_archive_that_grows_beyond_measure(tmp_path: Path, parts: Callable[[], dict[str, str | bytes]]) -> None:
    path = spreadsheet(tmp_path / "in.xlsx", parts())
    assert "large" in refused(path)


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "1e999", "9" * 400, "[" * 200 + "]" * 200])
def test_a_signature_that_cannot_be_written_again(tmp_path: Path, value: str) -> None:
    signature = '{"counts": ' + value + "}"
    for name, content in {
        "a.jsonl": '{"signature": ' + signature + "}\n" + json.dumps(PAIR),
        "a.tmx": f'<tmx version="1.4"><header><prop type="x-signature">{signature}</prop></header><body/></tmx>',
        "a.xliff": '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" '
        'xmlns:m="urn:oasis:names:tc:xliff:metadata:2.0" '
        f'version="2.0" srcLang="en"><file id="f"><m:metadata><m:metaGroup category="aligner"><m:meta type="signature">'
        f"{signature}</m:meta></m:metaGroup></m:metadata></file></xliff>",
    }.items():
        (tmp_path / name).write_text(content)
        refused(tmp_path / name)
