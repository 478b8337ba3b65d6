from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from aligner.corpus import files
from aligner.corpus.corpus import Corpus
from aligner.errors import InputError, ModelError

Run = Callable[..., Result]
TABLE = (
    "id\tbead\tsource\ttarget\tsimilarity\tconfidence\tflags\tseverity\tevidence\t"
    "source_sentences\ttarget_sentences\tsource_span\ttarget_span\tstatus\tnote\n"
    "1\t1-1\tYes.\tJa.\t0.9000\t0.9000\t\t\t\t0\t0\t\t\t\t\n"
    "2\t1-1\tNo.\tNö.\t0.8000\t0.4000\tuncertain\tminor\tThe alignment is doubtful.\t1\t1\t\t\t\t\n"
    "3\t1-0\tPerhaps.\t\t\t0.7000\t\t\t\t2\t\t\t\t\t\n"
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_table_goes_to_standard_output(run: Run, pipeline: Any, texts: Path) -> None:
    result = run("align", "en.txt", "de.txt")
    assert (result.exit_code, result.stdout_bytes.decode()) == (0, TABLE)
    assert names(texts) == ["de.txt", "en.txt"]


@pytest.mark.parametrize("arguments", [["-o", "-"], ["--format", "tsv"], ["-o", "-", "--quiet"]])
def test_standard_output_can_be_asked_for(run: Run, pipeline: Any, texts: Path, arguments: list[str]) -> None:
    assert run("align", "en.txt", "de.txt", *arguments).stdout_bytes.decode() == TABLE


def test_a_file_is_written_with_its_metadata(run: Run, pipeline: Any, texts: Path) -> None:
    result = run("align", "en.txt", "de.txt", "-o", "out.tsv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (texts / "out.tsv").read_bytes().decode() == TABLE
    assert json.loads((texts / "out.tsv.meta.json").read_text("utf-8"))["model"] == "tiny"


@pytest.mark.parametrize("arguments", [["-o", "out.jsonl"], ["-o", "out.txt", "--format", "jsonl"]])
def test_jsonl_is_written(run: Run, pipeline: Any, texts: Path, arguments: list[str]) -> None:
    assert run("align", "en.txt", "de.txt", *arguments).exit_code == 0
    lines = [json.loads(line) for line in (texts / arguments[1]).read_text("utf-8").splitlines()]
    assert list(lines[0]) == ["signature"]
    assert [line["bead"] for line in lines[1:]] == ["1-1", "1-1", "1-0"]


def test_a_device_gets_no_metadata(run: Run, pipeline: Any, texts: Path) -> None:
    result = run("align", "en.txt", "de.txt", "-o", os.devnull, "--format", "tsv")
    assert result.exit_code == 0
    assert not Path(f"{os.devnull}.meta.json").exists()


def test_a_missing_input_is_for_the_pipeline_to_name(run: Run, pipeline: Any, texts: Path) -> None:
    (texts / "out.tsv").write_text("old", "utf-8")
    pipeline.result = InputError("missing.txt: there is no such file")
    result = run("align", "missing.txt", "de.txt", "-o", "out.tsv")
    assert result.stderr == "aligner: error: missing.txt: there is no such file\n"


def test_the_defaults_are_those_of_the_contract(run: Run, pipeline: Any, texts: Path) -> None:
    run("align", "en.txt", "de.txt")
    progress = pipeline.options.pop("progress")
    assert callable(progress)
    assert pipeline.texts == ("en.txt", "de.txt")
    assert pipeline.options == {
        "source_language": None,
        "target_language": None,
        "sentences": False,
        "reflow": "auto",
        "encoding": None,
        "read_as": "auto",
        "model": None,
        "cache": True,
        "threads": None,
        "max_bead": 6,
        "checks": True,
        "sensitivity": "normal",
        "only": (),
        "skip": (),
        "locked": None,
    }


OPTIONS = {
    "sentences": (["--sentences"], {"sentences": True}),
    "reflow": (["--reflow", "never"], {"reflow": "never"}),
    "languages": (
        ["--source-lang", "EN", "--target-lang", "de"],
        {"source_language": "en", "target_language": "de"},
    ),
    "encoding": (["--encoding", "cp1252"], {"encoding": "cp1252"}),
    "model": (["--model", "some/where"], {"model": "some/where"}),
    "no cache": (["--no-cache"], {"cache": False}),
    "threads": (["--threads", "2"], {"threads": 2}),
    "beads": (["--max-bead", "3"], {"max_bead": 3}),
    "no checks": (["--no-checks"], {"checks": False}),
}


@pytest.mark.parametrize(("arguments", "expected"), OPTIONS.values(), ids=OPTIONS)
def test_options_reach_the_pipeline(
    run: Run, pipeline: Any, texts: Path, arguments: list[str], expected: dict[str, Any]
) -> None:
    assert run("align", "en.txt", "de.txt", *arguments).exit_code == 0
    assert {name: pipeline.options[name] for name in expected} == expected


USAGE = {
    "no target": ["en.txt"],
    "unknown option": ["en.txt", "de.txt", "--fast"],
    "unknown format": ["en.txt", "de.txt", "--format", "csv"],
    "reflow": ["en.txt", "de.txt", "--reflow", "sometimes"],
    "language": ["en.txt", "de.txt", "--source-lang", "klingon"],
    "no beads": ["en.txt", "de.txt", "--max-bead", "0"],
    "beads too large": ["en.txt", "de.txt", "--max-bead", "7"],
    "no threads": ["en.txt", "de.txt", "--threads", "none"],
    "quiet and verbose": ["en.txt", "de.txt", "-q", "-v"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_wrong_usage_ends_with_2(run: Run, pipeline: Any, texts: Path, arguments: list[str]) -> None:
    result = run("align", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: aligner align [OPTIONS] SOURCE TARGET\n")
    assert not pipeline.texts


EARLY = {
    "both from standard input": (["-", "-"], "only one standard input"),
    "unknown ending": (
        ["en.txt", "de.txt", "-o", "out.doc"],
        "no format is called 'doc'; end the name in .tsv or",
    ),
    "no ending": (["en.txt", "de.txt", "-o", "out"], "out: the name has no ending"),
    "a folder": (["en.txt", "de.txt", "-o", "folder.tsv"], "folder.tsv: is a folder"),
    "no folder": (["en.txt", "de.txt", "-o", "missing/out.tsv"], "there is no folder missing"),
    "the source": (
        ["en.txt", "de.txt", "-o", "en.txt", "--format", "tsv"],
        "en.txt: is an input of this run",
    ),
    "the target by a link": (["en.txt", "de.txt", "-o", "link.tsv"], "link.tsv: is an input of this run"),
}


@pytest.mark.parametrize(("arguments", "problem"), EARLY.values(), ids=EARLY)
def test_a_run_that_cannot_end_well_does_not_start(
    run: Run, pipeline: Any, texts: Path, arguments: list[str], problem: str
) -> None:
    (texts / "folder.tsv").mkdir()
    (texts / "link.tsv").symlink_to(texts / "de.txt")
    result = run("align", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("aligner: error: ")
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1
    assert not pipeline.texts
    assert (texts / "en.txt").read_text("utf-8") == "Yes. No. Perhaps.\n"


@pytest.mark.parametrize("arguments", [["-", "de.txt"], ["en.txt", "-"]])
def test_either_side_may_be_standard_input(run: Run, pipeline: Any, texts: Path, arguments: list[str]) -> None:
    assert run("align", *arguments, input="Yes.").exit_code == 0
    assert pipeline.texts == tuple(arguments)


@pytest.mark.parametrize(
    ("failure", "code", "message"),
    [
        (
            InputError("en.txt: no text\nin it; choose another"),
            2,
            "aligner: error: en.txt: no text in it; choose another\n",
        ),
        (ModelError("no model x; give its folder"), 2, "aligner: error: no model x; give its folder\n"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
    ],
    ids=["bad input", "no model", "Ctrl-C", "closed pipe"],
)
def test_failures_are_one_line_and_leave_the_old_output(
    run: Run,
    pipeline: Any,
    texts: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: BaseException,
    code: int,
    message: str,
) -> None:
    # The real one closes the descriptor of the test runner's own standard output.
    monkeypatch.setattr(files, "abandon_standard_output", lambda: None)
    (texts / "out.tsv").write_text("old", "utf-8")
    pipeline.result = failure
    result = run("align", "en.txt", "de.txt", "-o", "out.tsv")
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", message)
    assert (texts / "out.tsv").read_text("utf-8") == "old"
    assert names(texts) == ["de.txt", "en.txt", "out.tsv"]


def test_a_full_disk_leaves_the_old_output(
    run: Run, pipeline: Any, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (texts / "out.tsv").write_text("old", "utf-8")
    monkeypatch.setattr(files.os, "fsync", fail)
    result = run("align", "en.txt", "de.txt", "-o", "out.tsv")
    assert result.exit_code == 2
    assert result.stderr.startswith("aligner: error: out.tsv: cannot be written: No space left on device; ")
    assert (texts / "out.tsv").read_text("utf-8") == "old"
    assert names(texts) == ["de.txt", "en.txt", "out.tsv"]


def test_a_summary_ends_the_run(run: Run, pipeline: Any, texts: Path) -> None:
    summary = run("align", "en.txt", "de.txt").stderr
    expected = "aligner: 3 segments, 1 without target, 0 without source, 1 uncertain; model tiny; "
    assert summary.startswith(expected)
    assert summary.endswith(" s\n")
    assert summary.count("\n") == 1


def test_quiet_says_nothing(run: Run, pipeline: Any, texts: Path) -> None:
    assert run("align", "en.txt", "de.txt", "--quiet").stderr == ""


def test_verbose_says_how_it_came_about(run: Run, pipeline: Any, texts: Path) -> None:
    lines = run("align", "en.txt", "de.txt", "--verbose").stderr.splitlines()
    assert lines[1:] == [
        "aligner: source: name en.txt, language en",
        "aligner: target: name de.txt, language de",
        "aligner: beads: 1-1: 2, 1-0: 1",
        "aligner: signature: model:tiny|version:0",
    ]


@pytest.mark.parametrize("arguments", [[], ["--quiet"], ["--no-checks"]])
def test_texts_without_common_content_are_reported(run: Run, pipeline: Any, texts: Path, arguments: list[str]) -> None:
    strangers = tuple(replace(segment, similarity=segment.similarity and 0.05) for segment in pipeline.result)
    pipeline.result = Corpus(strangers, pipeline.result.signature)
    result = run("align", "en.txt", "de.txt", *arguments)
    assert result.exit_code == 0
    assert result.stderr.startswith("aligner: warning: the two texts have hardly anything in common: ")


def test_texts_with_common_content_are_not(run: Run, pipeline: Any, texts: Path) -> None:
    assert "warning" not in run("align", "en.txt", "de.txt").stderr


class Terminal:
    """A standard error that claims to be a terminal."""

    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        pass


def test_bars_are_drawn_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from aligner.commands.progress import progress_bars
    from aligner.progress import no_progress

    assert progress_bars() is no_progress
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bars()("Encoding", 4) as advance:
        time.sleep(0.15)  # a bar is drawn ten times a second at most
        advance(4)
    assert "Encoding" in terminal.written
    assert "4/4" in terminal.written
