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
from aligner.errors import InputError, Notice
from aligner.review.keeping.exporting import export

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


DECIDED = Corpus(
    tuple(
        Segment(place + 1, Bead(place, place + 1, place, place + 1), f"Mill {place}.", f"Mühle {place}.", status=status)
        for place, status in enumerate(("", "accepted", "rejected", "edited"))
    ),
    {"source": {"language": "en"}, "target": {"language": "de"}},
)


@pytest.mark.parametrize("name", ["tsv", "jsonl", "xlsx"])
def test_rejected_segments_stay_where_they_are_marked(run: Callable[..., Result], name: str) -> None:
    DECIDED.write("in.jsonl")
    assert run("export", "in.jsonl", "-o", f"out.{name}").stderr == "aligner: 4 segments\n"
    assert Corpus.read(f"out.{name}").segments == DECIDED.segments


@pytest.mark.parametrize("name", ["tmx", "xlf"])
def test_rejected_segments_are_left_out_of_what_leaves_the_house(run: Callable[..., Result], name: str) -> None:
    DECIDED.write("in.jsonl")
    result = run("export", "in.jsonl", "-o", f"out.{name}")
    assert result.stderr == "aligner: note: 1 of 4 segments left out: 1 rejected\naligner: 3 segments\n"
    assert [segment.id for segment in Corpus.read(f"out.{name}")] == [1, 2, 4]
    assert run("export", "in.jsonl", "-o", f"all.{name}", "--status", "open,accepted,rejected,edited").exit_code == 0
    assert Corpus.read(f"all.{name}") == DECIDED


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--status", "accepted,edited"], [2, 4]),
        (["--status", "accepted,", "edited"], [2, 4]),
        (["--status", "open"], [1]),
        (["--min-confidence", "0.1", "--status", "open"], []),
        (["--two-sided"], [1, 2, 3, 4]),
    ],
)
def test_segments_are_chosen(run: Callable[..., Result], options: list[str], found: list[int]) -> None:
    DECIDED.write("in.jsonl")
    assert run("export", "in.jsonl", "-o", "out.tsv", *options).exit_code == 0
    assert [segment.id for segment in Corpus.read("out.tsv")] == found


@pytest.mark.parametrize(
    ("options", "problem"),
    [(["--status", "acepted"], "did you mean accepted?"), (["--min-confidence", "95"], "not in the range")],
)
def test_what_cannot_be_chosen_is_wrong_usage(run: Callable[..., Result], options: list[str], problem: str) -> None:
    DECIDED.write("in.jsonl")
    result = run("export", "in.jsonl", "-o", "out.tsv", *options)
    assert result.exit_code == 2
    assert problem in " ".join(result.stderr.split())


def test_the_function_does_as_the_command(run: Callable[..., Result]) -> None:
    DECIDED.write("in.jsonl")
    run("export", "in.jsonl", "-o", "command.tmx")
    with pytest.warns(Notice, match="1 of 4 segments left out: 1 rejected"):
        written = export("in.jsonl", "function.tmx")
    assert written == Corpus(tuple(segment for segment in DECIDED if segment.status != "rejected"), DECIDED.signature)
    assert Path("function.tmx").read_bytes() == Path("command.tmx").read_bytes()
    with pytest.raises(InputError, match="did you mean edited"):
        export(DECIDED, "function.tmx", status=["editted"])


def test_a_report_is_linked_to(run: Callable[..., Result]) -> None:
    DECIDED.write("in.jsonl")
    last = run("export", "in.jsonl", "-o", "a report.html").stderr.splitlines()[-1]
    assert last == f"aligner: open it in a browser: {Path('a report.html').absolute().as_uri()}"
