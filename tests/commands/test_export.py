from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import Result

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.format_names import FORMAT_NAMES
from aligner.corpus.formats import FORMATS, ReadFormat
from aligner.corpus.segment import Segment

FULL = ("jsonl", "tmx", "xliff", "xlsx")
FLAG = Flag("number", "accuracy/omission", "major", 0.5, (4, 5), None, "'3' is missing.")
CORPUS = Corpus(
    (
        Segment(
            1, Bead(0, 1, 0, 1), "All 3 agree.", "Alle sind dafür.", 0.9, 0.9, (FLAG,), note="ask", status="edited"
        ),
        Segment(2, Bead(1, 2, 1, 1), "Good.", "", None, 0.7),
        Segment(3, Bead(2, 2, 1, 2), "", "Schön <b> & gut.", None, 0.6, source_span=None, target_span=(17, 33)),
    ),
    {"signature": "x", "source": {"language": "en"}, "target": {"language": "de"}},
)
MEMORY = (
    '<tmx version="1.4"><header srclang="*all*"/><body><tu><tuv xml:lang="fr"><seg>Oui.</seg></tuv><tuv xml:lang="en">'
    '<seg>Yes.</seg></tuv><tuv xml:lang="nl"><seg>Ja.</seg></tuv></tu></body></tmx>'
)


@pytest.fixture
def run(run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return run


def test_every_format_has_a_name() -> None:
    written = tuple(name for name, form in FORMATS.items() if not isinstance(form, ReadFormat))
    assert written == FORMAT_NAMES


@pytest.mark.parametrize(("before", "after"), list(permutations(FULL, 2)))
def test_formats_that_hold_everything_convert_to_one_another(
    run: Callable[..., Result], before: str, after: str
) -> None:
    CORPUS.write(f"in.{before}")
    result = run("export", f"in.{before}", "-o", f"out.{after}")
    assert (result.exit_code, result.stderr) == (0, "aligner: 3 segments\n")
    assert Corpus.read(f"out.{after}") == CORPUS


@pytest.mark.parametrize("name", FULL)
def test_the_table_keeps_all_but_details_of_flags(run: Callable[..., Result], name: str) -> None:
    CORPUS.write("direct.tsv")
    CORPUS.write(f"in.{name}")
    assert run("export", f"in.{name}", "-o", "out.tsv", "-q").stderr == ""
    assert Path("out.tsv").read_bytes() == Path("direct.tsv").read_bytes()
    beside = json.loads(Path("out.tsv.meta.json").read_bytes())
    assert {name: value for name, value in beside.items() if name != "corpus_sha256"} == CORPUS.signature


def test_standard_output_is_the_default(run: Callable[..., Result]) -> None:
    CORPUS.write("in.jsonl")
    assert run("export", "in.jsonl").stdout.startswith("id\tbead\tsource")
    assert run("export", "in.jsonl", "--format", "xliff").stdout.startswith("<?xml")


def test_languages_of_a_memory_are_chosen(run: Callable[..., Result], tmp_path: Path) -> None:
    Path("memory.tmx").write_text(MEMORY, "utf-8")
    refused = run("export", "memory.tmx", "-o", "out.tsv")
    assert refused.exit_code == 2
    assert "memory.tmx:1: languages are fr, en, nl: which is the target?" in refused.stderr
    assert run("export", "memory.tmx", "-o", "out.tsv", "--source-lang", "nl", "--target-lang", "en").exit_code == 0
    (segment,) = Corpus.read("out.tsv")
    assert (segment.source, segment.target) == ("Ja.", "Yes.")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("in.tsv", "-o", "in.tsv"), "is an input of this run"),
        (("in.tsv", "-o", "out.doc"), "no format is called 'doc'"),
        (("in.tsv", "-o", "out"), "out: the name has no ending; end the name in .tsv or "),
        (("in", "-o", "out.tsv"), "in: the name has no ending; there are tsv, "),
        (("in.tsv", "--format", "xlsx"), "cannot be written to standard output"),
        (("in.doc", "-o", "out.tsv"), "no format is known by the ending 'doc'"),
        (("none.tsv", "-o", "out.tsv"), "none.tsv: cannot be read"),
        (("in.html", "-o", "out.tsv"), "in.html: is a report, which cannot be read back; give the corpus"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    run: Callable[..., Result], arguments: tuple[str, ...], problem: str
) -> None:
    CORPUS.write("in.tsv")
    result = run("export", *arguments)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1
    assert not Path("out.tsv").exists()


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_place_that_is_its_own_metadata_is_refused(run: Callable[..., Result], link: Callable[..., None]) -> None:
    CORPUS.write("in.tsv")
    Path("out.tsv").write_text("old")
    link("out.tsv", "out.tsv.meta.json")
    result = run("export", "in.tsv", "-o", "out.tsv")
    assert result.exit_code == 2
    assert "would be written twice" in result.stderr
    assert Path("out.tsv").read_text() == "old"
