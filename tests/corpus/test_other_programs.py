"""Files as other programs and people make them: each kind that was once refused or misread."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import pytest

from aligner.corpus.corpus import Corpus, read_corpus
from aligner.corpus.formats import output_format
from aligner.corpus.language_codes import canonical, primary
from aligner.errors import CorpusError, OutputError

MEMORY = '<?xml version="1.0"?>\n<tmx version="1.4">{header}<body>{units}</body></tmx>'
STUDIO = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" '
    'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0">'
    '<file original="x" source-language="en-US" target-language="de-AT" datatype="x"><header>{header}</header>'
    "<body>{units}</body></file></xliff>"
)
CORE = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de">'
    '<file id="f">{units}</file></xliff>'
)
Texts = list[tuple[str, str]]


def texts(path: Path, wanted: tuple[str | None, str | None] = (None, None)) -> Texts:
    return [(segment.source, segment.target) for segment in read_corpus(path, wanted)]


def memory(folder: Path, units: str, srclang: str = "en") -> Path:
    header = (
        f'<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" '
        f'srclang="{srclang}" datatype="x"/>'
    )
    path = folder / "in.tmx"
    path.write_text(MEMORY.format(header=header, units=units), "utf-8")
    return path


def unit(*variants: tuple[str, str], more: str = "") -> str:
    inside = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in variants)
    return f"<tu{more}>{inside}</tu>"


def studio(folder: Path, units: str, header: str = "") -> Path:
    path = folder / "in.sdlxliff"
    path.write_text(STUDIO.format(units=units, header=header), "utf-8")
    return path


def core(folder: Path, units: str) -> Path:
    path = folder / "in.xlf"
    path.write_text(CORE.format(units=units), "utf-8")
    return path


def trans_unit(source: str, target: str = "", more: str = "") -> str:
    return f'<trans-unit id="u"{more}><source>{source}</source>{target and f"<target>{target}</target>"}</trans-unit>'


KEPT = [("Turn it off.", "Schalten Sie es aus.")]
FULL = trans_unit("Turn it off.", "Schalten Sie es aus.")
WITHOUT_TEXT = [
    trans_unit('<x id="1"/>'),
    trans_unit('<ph id="1">{0}</ph>', '<ph id="1">{0}</ph>'),
    trans_unit("  \n "),
    '<trans-unit id="u"/>',
    '<trans-unit id="u"><source/><target/></trans-unit>',
    '<trans-unit id="u"><source><x id="1"/></source><seg-source><mrk mtype="seg" mid="1"><x id="1"/></mrk></seg-source>'
    "</trans-unit>",
]


@pytest.mark.parametrize("empty", WITHOUT_TEXT)
def test_units_without_text_are_passed_over(tmp_path: Path, empty: str) -> None:
    assert texts(studio(tmp_path, empty + FULL + empty)) == KEPT


@pytest.mark.parametrize(
    "empty", ["<tu/>", unit(("en", "")), unit(("en", " "), ("de", "")), '<tu><tuv xml:lang="en"/></tu>']
)
def test_units_of_memories_without_text_are_passed_over(tmp_path: Path, empty: str) -> None:
    full = unit(("en", KEPT[0][0]), ("de", KEPT[0][1]))
    assert texts(memory(tmp_path, empty + full + empty)) == KEPT


@pytest.mark.parametrize(
    "empty",
    [
        '<unit id="1"/>',
        '<unit id="1"><ignorable><source> </source></ignorable></unit>',
        '<unit id="1"><segment><source/></segment></unit>',
        '<unit id="1"><segment><source><ph id="1"/></source><target><ph id="1"/></target></segment></unit>',
    ],
)
def test_units_of_version_2_without_text_are_passed_over(tmp_path: Path, empty: str) -> None:
    full = f'<unit id="2"><segment><source>{KEPT[0][0]}</source><target>{KEPT[0][1]}</target></segment></unit>'
    assert texts(core(tmp_path, empty + full)) == KEPT


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    source = '<mrk mtype="seg" mid="1">Press <mrk mtype="x-sdl-deleted">never </mrk>twice.</mrk>'
    target = (
        '<mrk mtype="seg" mid="1">Zweimal<mrk mtype="x-sdl-comment"> <mrk mtype="x-sdl-added">kurz </mrk></mrk>'
        '<mrk mtype="x-sdl-deleted">nie <g id="1">und nimmer</g> </mrk>drücken.</mrk>'
    )
    made = (
        f'<trans-unit id="u"><source>x</source><seg-source>{source}</seg-source><target>{target}</target></trans-unit>'
    )
    assert texts(studio(tmp_path, made)) == [("Press twice.", "Zweimal kurz drücken.")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("<ph>&lt;br /&gt;</ph>", "Gate 7 12 seats"),
        ("<ph>&lt;w:br/&gt;</ph>", "Gate 7 12 seats"),
        ("<ph>&lt;/p&gt;&lt;p class='x'&gt;</ph>", "Gate 7 12 seats"),
        ('<ph type="x-br">{1}</ph>', "Gate 7 12 seats"),
        ('<it pos="begin" type="lb">x</it>', "Gate 7 12 seats"),
        ("<ph>\\n</ph>", "Gate 7 12 seats"),
        ("<ph>&#10;</ph>", "Gate 7 12 seats"),
        ("<ph>[BR]</ph>", "Gate 7 12 seats"),
        ("<ph>&lt;tab/&gt;</ph>", "Gate 7 12 seats"),
        (' <ph type="lb"/> ', "Gate 7 12 seats"),
        ("<bpt i='1'>&lt;b&gt;</bpt>", "Gate 712 seats"),
        ("<ph>&lt;break-even/&gt;</ph>", "Gate 712 seats"),
    ],
)
def test_line_breaks_are_white_space(tmp_path: Path, code: str, expected: str) -> None:
    assert texts(memory(tmp_path, unit(("en", f"Gate 7{code}12 seats"), ("de", "x")))) == [(expected, "x")]


@pytest.mark.parametrize(
    "code",
    ['<x id="3" ctype="lb"/>', '<x id="3" equiv-text="&lt;br/&gt;"/>', '<ph id="3" ctype="x-html-BR"/>', '<x id="5"/>'],
)
def test_line_breaks_of_version_1_are_white_space(tmp_path: Path, code: str) -> None:
    """The last is named by its number alone; what it is stands in the header."""
    header = (
        '<tag-defs xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="5"><ph name="br">&lt;br/&gt;</ph></tag>'
        '<tag id="6"><ph name="b">&lt;b&gt;</ph></tag></tag-defs>'
    )
    found = texts(studio(tmp_path, trans_unit(f"Gate 7{code}12 se<x id='6'/>ats", "x"), header))
    assert [source.split() for source, _ in found] == [["Gate", "7", "12", "seats"]]


@pytest.mark.parametrize(
    "code",
    [
        '<ph id="1" subType="xlf:lb"/>',
        '<ph id="1" disp="&lt;br/&gt;"/>',
        '<ph id="1" dataRef="d"/>',
        '<cp hex="000a"/>',
    ],
)
def test_line_breaks_of_version_2_are_white_space(tmp_path: Path, code: str) -> None:
    data = '<originalData><data id="d">&lt;br&gt;</data></originalData>'
    made = f'<unit id="1">{data}<segment><source>Gate 7{code}12 seats</source><target>x</target></segment></unit>'
    assert [source.split() for source, _ in texts(core(tmp_path, made))] == [["Gate", "7", "12", "seats"]]


VARIETIES = unit(("en", "A lorry."), ("de-AT", "Ein Jänner."), ("de-DE", "Ein Januar.")) + unit(
    ("en", "A tap."), ("de-DE", "Ein Hahn.")
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ((None, None), ["Ein Jänner.", "Ein Hahn."]),
        ((None, "de"), ["Ein Jänner.", "Ein Hahn."]),
        (("en-GB", "de-DE"), ["Ein Januar.", "Ein Hahn."]),
        (("en", "de-AT"), ["Ein Jänner.", "Ein Hahn."]),
    ],
)
def test_of_varieties_one_is_taken(tmp_path: Path, wanted: tuple[str | None, str | None], expected: list[str]) -> None:
    assert [target for _, target in texts(memory(tmp_path, VARIETIES), wanted)] == expected


def test_varieties_of_the_source(tmp_path: Path) -> None:
    units = unit(("de", "Ja."), ("en-GB", "Yes."), ("en-US", "Yeah."))
    assert texts(memory(tmp_path, units, "en-US")) == [("Yeah.", "Ja.")]
    assert texts(memory(tmp_path, units, "en-US"), ("en-GB", None)) == [("Yes.", "Ja.")]


@pytest.mark.parametrize("srclang", ["*all*", "", "x-none", "und"])
def test_the_sides_of_a_corpus_are_one_language_each(tmp_path: Path, srclang: str) -> None:
    units = (
        unit(("en", "One."), ("de", "Eins."), more=' srclang="de"')
        + unit(("de", "Zwei."), ("en", "Two."), more=' srclang="en"')
        + unit(("en", "Three."), ("de", "Drei."))
    )
    assert texts(memory(tmp_path, units, srclang)) == [("Eins.", "One."), ("Zwei.", "Two."), ("Drei.", "Three.")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("de", "de"),
        ("DE_de", "de-DE"),
        ("deu", "de"),
        ("ger", "de"),
        ("German", "de"),
        ("Deutsch", "de"),
        ("German (Austria)", "de-AT"),
        ("0407", "de"),
        ("1031", "de"),
        ("2055", "de"),
        ("English", "en"),
        ("eng-US", "en-US"),
        ("en-GB", "en-GB"),
        ("English (United Kingdom)", "en-GB"),
        ("0x0809", "en"),
        ("1033", "en"),
        ("fra", "fr"),
        ("fr-CA", "fr-CA"),
        ("x-none", ""),
        ("und", ""),
        ("*all*", ""),
        ("", ""),
        ("qqq", ""),
        ("klingon", ""),
        ("9999", ""),
    ],
)
def test_names_of_languages(said: str, expected: str) -> None:
    assert canonical(said) == expected
    assert primary(said) == expected.partition("-")[0]


def test_what_is_not_to_be_translated_is_no_omission(tmp_path: Path) -> None:
    units = (
        trans_unit("MAIN_04", more=' translate="no"')
        + '<group translate="no">'
        + trans_unit("MAIN_05", "MAIN_05")
        + trans_unit("On", "An", ' translate="yes"')
        + "</group>"
        + trans_unit("Not done yet.")
    )
    assert texts(studio(tmp_path, units)) == [("On", "An"), ("Not done yet.", "")]
    made = '<unit id="{}"{}><segment><source>{}</source></segment></unit>'
    units = made.format(1, ' translate="no"', "MAIN_04") + made.format(2, "", "Not done yet.")
    assert texts(core(tmp_path, units)) == [("Not done yet.", "")]


def test_white_space_of_the_layout_goes(tmp_path: Path) -> None:
    units = unit(("en", "\n      Mind the gap\n      at this station.\n    "), ("de", " Vorsicht. "))
    assert texts(memory(tmp_path, units)) == [("Mind the gap at this station.", " Vorsicht. ")]


def test_a_memory_with_a_namespace(tmp_path: Path) -> None:
    path = memory(tmp_path, unit(("en", "Yes."), ("de", "Ja.")))
    path.write_text(path.read_text("utf-8").replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" '), "utf-8")
    assert texts(path) == [("Yes.", "Ja.")]


PAIR = [("Close the lid.", "Schließen Sie den Deckel.")]
TABLES: dict[str, tuple[str, Texts]] = {
    "capitals": ("SOURCE\tTarget\n{0}\t{1}\n", PAIR),
    "spaces": (" Source \tTarget \n{0}\t{1}\n", PAIR),
    "short": ("note\tsource\ttarget\tremark\nx\t{0}\t{1}\nx\t{0}\n", [*PAIR, (PAIR[0][0], "")]),
    "cells behind": ("source\ttarget\n{0}\t{1}\t\t\n", PAIR),
    "rows without text": ("source\ttarget\tnote\n\t\tx\n{0}\t{1}\t\n\n \t \t\n\t\t\n", PAIR),
    "title": ("My terms\t\t\n\nsource\ttarget\n{0}\t{1}\n", PAIR),
    "status of another program": ("status\tid\tsource\ttarget\nDone!\tX1\t{0}\t{1}\n\tX1\t{0}\t{1}\n", [*PAIR, *PAIR]),
    "other columns of ours": (
        "similarity\tflags\tseverity\tconfidence\tsource\ttarget\tsource_span\n"
        "98%\tfuzzy, x\tHigh\thigh\t{0}\t{1}\tA1:B2\n",
        PAIR,
    ),
    "quotes of a program": (
        'source\ttarget\n"{0} ""Now""."\t"{1} ""Jetzt""."\n{0}\t{1}\n',
        [(f'{PAIR[0][0]} "Now".', f'{PAIR[0][1]} "Jetzt".'), *PAIR],
    ),
    "quotes round commas": ('source\ttarget\n"Yes, {0}"\t"Ja, {1}"\n', [(f"Yes, {PAIR[0][0]}", f"Ja, {PAIR[0][1]}")]),
    "quotes round all": ('"source"\t"target"\n"{0}"\t"{1}"\n', PAIR),
    "line break in a cell": ('source\ttarget\n"{0}\nNow."\t{1}\n', [(f"{PAIR[0][0]}\nNow.", PAIR[0][1])]),
    "quotes of the text": ('source\ttarget\n"{0}"\t"{1}"\n{0}\t{1}\n', [(f'"{PAIR[0][0]}"', f'"{PAIR[0][1]}"'), *PAIR]),
    "a quote": ('source\ttarget\n"{0}\t{1}" he\n', [(f'"{PAIR[0][0]}', f'{PAIR[0][1]}" he')]),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("content", "expected"), TABLES.values(), ids=TABLES)
def test_tables(tmp_path: Path, content: str, expected: Texts, line_end: str, encoding: str) -> None:
    text = content.format(*PAIR[0]).replace("\n", line_end).replace(f"{line_end}Now", "\nNow")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    for ending in ("tsv", "txt", "tab"):
        path = tmp_path / f"in.{ending}"
        path.write_bytes((mark + text).encode(encoding))
        assert texts(path) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(("delimiter", "called"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_csv(tmp_path: Path, delimiter: str, called: str, encoding: str) -> None:
    rows = [["Source", "Target", "Note"], ['"Yes, ""no""; or"', "Schließen", "x"], ["", "", ""], ["Two lines", "Zwei"]]
    content = "".join(delimiter.join(row) + "\r\n" for row in rows)
    (tmp_path / "in.csv").write_bytes(content.encode(encoding))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert texts(tmp_path / "in.csv") == [('Yes, "no"; or', "Schließen"), ("Two lines", "Zwei")]
    assert any(f"parted by {called}" in str(warning.message) for warning in said)
    assert any("Windows-1252" in str(warning.message) for warning in said) == (encoding == "cp1252")


def test_a_table_without_our_columns_names_those_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_text("Key\tEnglish\tGerman\n1\tYes.\tJa.\n")
    with pytest.raises(
        CorpusError, match=r"in\.tsv:1: no column source and no column target among Key, English, German"
    ):
        Corpus.read(tmp_path / "in.tsv")


@pytest.mark.filterwarnings("default")
def test_sheets_before_the_table_are_passed_over(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    workbook.active.append(["Order", 4711])
    workbook.create_sheet("notes").append(["a", "b", "c"])
    table = workbook.create_sheet("terms")
    table.append(["TARGET", "Source", "id"])
    table.append(["Ja.", "Yes.", "T-1"])
    workbook.save(tmp_path / "in.xlsx")
    assert texts(tmp_path / "in.xlsx") == [("Yes.", "Ja.")]
    workbook.copy_worksheet(table).title = "more"
    workbook.save(tmp_path / "in.xlsx")
    with pytest.warns(UserWarning, match="sheet terms is read, though .* in others, too: more"):
        assert texts(tmp_path / "in.xlsx") == [("Yes.", "Ja.")]
    del workbook["terms"], workbook["more"]
    workbook.save(tmp_path / "in.xlsx")
    with pytest.raises(CorpusError, match=r"no sheet has the columns source and target \(Sheet, notes\)"):
        texts(tmp_path / "in.xlsx")


@pytest.mark.parametrize("ending", ["sdlxliff", "mqxliff", "mxliff", "csv", "txt", "SDLXLIFF"])
def test_what_is_only_read_is_not_written(ending: str) -> None:
    with pytest.raises(OutputError, match=r"is read, but cannot be written; end the name in \.tsv"):
        output_format(f"out.{ending}")
    if "xliff" in ending.lower():
        with pytest.raises(OutputError, match=r"cannot be written; end the name in \.xliff"):
            output_format(f"out.{ending}", "xliff")
    else:
        assert output_format(f"out.{ending}", "tsv") == "tsv"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other devices")
def test_devices_and_pipes_need_no_ending(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (os.devnull, tmp_path / "pipe"):
        assert output_format(place) == "tsv"
        assert output_format(place, "jsonl") == "jsonl"


def test_a_header_with_line_breaks_is_quoted_on_one_line(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('"first\r\nline";second\x1b[31m\r\na;b\r\n', encoding="utf-8", newline="")
    with pytest.warns(UserWarning, match="parted by"), pytest.raises(CorpusError) as raised:
        read_corpus(path)
    assert str(raised.value).isprintable()
    assert "first line, second" in str(raised.value)
