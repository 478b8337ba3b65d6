from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from aligner.alignment.bead import Bead
from aligner.corpus.corpus import Corpus, read_corpus
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError, OutputError

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "ferry.xliff"
CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
ENGLISH_GERMAN = {"signature": "x", "source": {"name": "a<b>.txt", "language": "en"}, "target": {"language": "de"}}


def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(HERE / "schemas" / "xliff21.rng"))


def require_valid(content: bytes) -> etree._Element:
    """Check against the schema, and what the specification asks for beside it."""
    root = etree.fromstring(content, etree.XMLParser(huge_tree=True))
    relaxng = schema()
    assert relaxng.validate(root), relaxng.error_log
    units = [unit.get("id") for unit in root.iter(f"{CORE}unit")]
    assert len(units) == len(set(units))
    for notes in root.iter(f"{CORE}notes"):
        assert len({note.get("id") for note in notes}) == len(notes)
    assert (root.get("trgLang") is not None) == (next(root.iter(f"{CORE}target"), None) is not None)
    return root


def written(corpus: Corpus, folder: Path) -> Path:
    path = folder / "out.xliff"
    corpus.write(path)
    return path


def texts(corpus: Corpus) -> list[tuple[str, str]]:
    return [(segment.source, segment.target) for segment in corpus]


def test_the_file_is_written_as_the_contract_has_it(corpus: Corpus, tmp_path: Path) -> None:
    assert written(corpus, tmp_path).read_text("utf-8") == GOLDEN.read_text("utf-8")


def test_the_file_follows_the_schema(corpus: Corpus, tmp_path: Path) -> None:
    require_valid(written(corpus, tmp_path).read_bytes())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (' srcLang="en"', ""),
        ('state="final"', 'state="done"'),
        ('<unit id="1">', '<unit id="a b">'),
        ("<source></source>", ""),
    ],
)
def test_the_schema_finds_what_is_wrong(right: str, wrong: str) -> None:
    content = GOLDEN.read_text("utf-8")
    assert right in content
    assert not schema().validate(etree.fromstring(content.replace(right, wrong, 1).encode()))


def test_a_written_file_reads_back(corpus: Corpus, tmp_path: Path) -> None:
    path = written(corpus, tmp_path)
    path.with_name("out.xliff.meta.json").unlink()
    found = Corpus.read(path)
    assert found.signature == corpus.signature
    assert found[0] == replace(corpus[0], similarity=0.912346)
    assert found.segments[1:] == corpus.segments[1:]


def test_hard_segments_read_back(tmp_path: Path, hard_segment: Segment) -> None:
    path = written(Corpus((hard_segment,), ENGLISH_GERMAN), tmp_path)
    require_valid(path.read_bytes())
    assert Corpus.read(path).segments == (hard_segment,)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize("signature", [ENGLISH_GERMAN, {"signature": "x"}], ids=["English and German", "unknown"])
def test_any_segments_read_back(
    tmp_path: Path, data: st.DataObject, any_segments: Any, signature: dict[str, Any]
) -> None:
    segments = data.draw(any_segments)
    path = written(Corpus(segments, signature), tmp_path)
    require_valid(path.read_bytes())
    assert Corpus.read(path).segments == segments


@pytest.mark.parametrize(
    ("status", "state"), [("", "translated"), ("accepted", "final"), ("edited", "reviewed"), ("rejected", "initial")]
)
def test_the_state_follows_from_the_status(tmp_path: Path, status: str, state: str) -> None:
    segment = Segment(1, Bead(0, 1, 0, 1), "Yes.", "Ja.", status=status)
    root = require_valid(written(Corpus((segment,), ENGLISH_GERMAN), tmp_path).read_bytes())
    assert next(root.iter(f"{CORE}segment")).get("state") == state


def test_omissions_alone_have_no_target_and_no_target_language(tmp_path: Path) -> None:
    segments = (Segment(1, Bead(0, 1, 0, 0), "Yes.", ""),)
    path = written(Corpus(segments, ENGLISH_GERMAN), tmp_path)
    assert require_valid(path.read_bytes()).get("trgLang") is None
    assert Corpus.read(path).segments == segments


def test_a_state_set_by_another_program_counts(tmp_path: Path) -> None:
    path = written(Corpus((Segment(1, Bead(0, 1, 0, 1), "Yes.", "Ja.", status="rejected"),), ENGLISH_GERMAN), tmp_path)
    content = path.read_text("utf-8").replace('state="initial" subState="aligner:rejected"', 'state="final"')
    path.write_text(content, "utf-8")
    assert Corpus.read(path)[0].status == "accepted"


def test_a_corpus_without_segments_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"at least one segment.*; write a TSV"):
        written(Corpus((), {}), tmp_path)
    assert not list(tmp_path.iterdir())


VERSION_2 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en-GB" trgLang="de"><file id="a">'
)
VERSION_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:x="urn:x"><file original="a" '
    'source-language="en-GB" target-language="de" datatype="html"><header><x:y>z</x:y></header><body>'
)
FOREIGN = {
    "2.0": (
        VERSION_2
        + '<group id="g"><unit id="x"><segment><source>Yes.</source><target>Ja.</target></segment></unit></group>',
        [("Yes.", "Ja.")],
    ),
    "2.0, several segments": (
        VERSION_2 + '<unit id="x"><segment><source>a</source><target>b</target></segment><ignorable><source> </source>'
        "</ignorable><segment><source>c</source></segment></unit>",
        [("a", "b"), ("c", "")],
    ),
    "2.0, codes": (
        VERSION_2 + '<unit id="x"><originalData><data id="d">&lt;b&gt;</data></originalData><segment><source>'
        '<pc id="1" dataRefStart="d">Yes</pc>,<sc id="2"/><mrk id="m" type="term"> sir</mrk><ec startRef="2"/>'
        '<ph id="3" subType="xlf:lb"/>!<cp hex="001F"/></source></segment></unit>',
        [("Yes, sir !\x1f", "")],
    ),
    "2.0, matches": (
        VERSION_2
        + '<unit id="x"><mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><mtc:match ref="#1"><source>'
        "no</source><target>nein</target></mtc:match></mtc:matches><segment><source>Yes.</source></segment></unit>",
        [("Yes.", "")],
    ),
    "2.0, white space": (
        VERSION_2 + '<unit id="x"><segment><source>\n  a\n  b\u00a0</source><target xml:space="preserve"> c\n</target>'
        "</segment></unit>",
        [("a b\u00a0", " c\n")],
    ),
    "1.2": (
        VERSION_1 + '<group><trans-unit id="x"><source>Yes.</source><target state="translated">Ja.</target><alt-trans>'
        "<source>no</source><target>nein</target></alt-trans></trans-unit></group></body>",
        [("Yes.", "Ja.")],
    ),
    "1.2, codes": (
        VERSION_1
        + '<trans-unit id="x"><source><bpt id="1">&lt;b&gt;</bpt>Yes<ept id="1">&lt;/b&gt;</ept>, <g id="2">sir'
        '</g><x id="3"/><x id="4" ctype="lb"/>!</source></trans-unit></body>',
        [("Yes, sir !", "")],
    ),
    "1.2, segments": (
        VERSION_1
        + '<trans-unit id="x"><source>a c</source><seg-source><g id="1"><mrk mtype="seg" mid="1">a</mrk> <mrk '
        'mtype="seg" mid="2">c</mrk></g></seg-source><target><mrk mtype="seg" mid="2">d</mrk><mrk mtype="seg" mid="1">b'
        "</mrk></target></trans-unit></body>",
        [("a", "b"), ("c", "d")],
    ),
    "1.2, segments of the source alone": (
        VERSION_1 + '<trans-unit id="x"><source>a c</source><seg-source><mrk mtype="seg" mid="1">a</mrk> <mrk '
        'mtype="seg" mid="2">c</mrk></seg-source><target>b d</target></trans-unit></body>',
        [("a c", "b d")],
    ),
}


@pytest.mark.parametrize("ending", ["xliff", "xlf", "sdlxliff"])
@pytest.mark.parametrize(("content", "expected"), FOREIGN.values(), ids=FOREIGN)
def test_files_of_other_programs_are_read(
    tmp_path: Path, content: str, expected: list[tuple[str, str]], ending: str
) -> None:
    path = tmp_path / f"job.{ending}"
    path.write_text(f"{content}</file></xliff>", "utf-8")
    found = Corpus.read(path)
    assert texts(found) == expected
    assert found.signature == {"source": {"language": "en"}, "target": {"language": "de"}}


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (
            VERSION_2 + '<unit id="1"><segment state="reviewed"><source>a</source><target>b</target></segment></unit>',
            "accepted",
        ),
        (VERSION_2 + '<unit id="1"><segment state="translated"><source>a</source></segment></unit>', ""),
        (VERSION_1 + '<trans-unit id="1" approved="yes"><source>a</source></trans-unit></body>', "accepted"),
        (
            VERSION_1 + '<trans-unit id="1"><source>a</source><target state="final">b</target></trans-unit></body>',
            "accepted",
        ),
        (VERSION_1 + '<trans-unit id="1"><source>a</source><target state="new">b</target></trans-unit></body>', ""),
    ],
)
def test_what_another_program_approved_is_accepted(tmp_path: Path, content: str, status: str) -> None:
    path = tmp_path / "job.xliff"
    path.write_text(f"{content}</file></xliff>", "utf-8")
    assert Corpus.read(path)[0].status == status


@pytest.mark.parametrize(
    "content",
    [
        VERSION_2
        + '<unit id="1"><notes><note>one</note><note>two</note></notes><segment><source>a</source></segment></unit>',
        VERSION_1 + '<trans-unit id="1"><source>a</source><note>one</note><note>two</note></trans-unit></body>',
    ],
)
def test_notes_of_other_programs_are_the_note(tmp_path: Path, content: str) -> None:
    path = tmp_path / "job.xliff"
    path.write_text(f"{content}</file></xliff>", "utf-8")
    assert Corpus.read(path)[0].note == "one\ntwo"


HOSTILE = {
    "entities that grow": ('<!DOCTYPE x [\n<!ENTITY a "aa">]>\n<xliff>&a;</xliff>', 2, "declares an entity"),
    "cut off": (VERSION_2 + "\n<unit", 2, "not well-formed XML"),
    "another format": ("<tmx/>", 1, "is not XLIFF: its first element is tmx"),
    "no character": (
        VERSION_2 + '\n<unit id="1"><segment><source><cp hex="110000"/></source></segment></unit></file></xliff>',
        2,
        "'110000', which is not a character",
    ),
    "unknown status": (
        VERSION_2 + '\n<unit id="1"><segment state="final" subState="aligner:lost"><source>a</source></segment></unit>'
        "</file></xliff>",
        2,
        "status is 'lost'",
    ),
}


@pytest.mark.parametrize(("content", "line", "problem"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_and_damaged_files_are_refused(tmp_path: Path, content: str, line: int, problem: str) -> None:
    path = tmp_path / "bad.xliff"
    path.write_text(content, "utf-8")
    with pytest.raises(CorpusError, match=rf"bad\.xliff:{line}: .*{problem}"):
        Corpus.read(path)


def test_languages_other_than_those_wanted_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"the target language is de, not fr; leave out --target-lang"):
        read_corpus(GOLDEN, ("en", "fr"))


def test_a_language_that_nobody_named_may_be_the_one_wanted(tmp_path: Path) -> None:
    path = written(Corpus((Segment(1, Bead(0, 1, 0, 1), "1", "2"),), {}), tmp_path)
    assert 'srcLang="und" trgLang="und"' in path.read_text("utf-8")
    assert texts(read_corpus(path, ("en", "de"))) == [("1", "2")]


def test_a_text_of_a_megabyte_reads_back(tmp_path: Path) -> None:
    segment = Segment(1, Bead(0, 1, 0, 1), "wörd\u202e " * 200_000, "]]>\0" * 100_000)
    path = written(Corpus((segment,), ENGLISH_GERMAN), tmp_path)
    assert Corpus.read(path).segments == (segment,)
