from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from aligner.corpus.corpus import Corpus
from aligner.corpus.report import report


def whole(corpus: Corpus) -> str:
    return "".join(report.dump(corpus.segments, corpus.signature))


@pytest.mark.parametrize("arguments", [("-o", "report.html"), ("-o", "report.htm"), ("-o", "out", "--format", "html")])
def test_align_writes_a_report_and_nothing_else(
    run: Callable[..., Result], pipeline: Any, texts: Path, arguments: tuple[str, ...]
) -> None:
    before = set(texts.iterdir())
    assert run("align", "en.txt", "de.txt", *arguments).exit_code == 0
    assert set(texts.iterdir()) - before == {texts / arguments[1]}
    assert (texts / arguments[1]).read_text("utf-8") == whole(pipeline.result)


def test_align_writes_a_report_to_standard_output(run: Callable[..., Result], pipeline: Any, texts: Path) -> None:
    assert run("align", "en.txt", "de.txt", "--format", "html").stdout == whole(pipeline.result)


def test_export_makes_a_report_of_any_corpus(run: Callable[..., Result], pipeline: Any, texts: Path) -> None:
    pipeline.result.write("in.jsonl")
    assert run("export", "in.jsonl", "-o", "report.html").exit_code == 0
    assert Path("report.html").read_text("utf-8") == whole(pipeline.result)


def test_check_makes_a_report(aligner_run: Callable[..., Result]) -> None:
    rows = ("source\ttarget", "The mill has 3 wheels.\tDie Mühle hat 5 Räder.", "It is old.\tSie ist alt.")
    Path("in.tsv").write_text("\n".join(rows), "utf-8")
    report = aligner_run("check", "in.tsv", "--format", "html", "--quiet").stdout
    assert report.startswith("<!DOCTYPE html>")
    assert "<mark class=f-mistranslation>3</mark> wheels." in report


@pytest.mark.parametrize("command", ["check", "export", "stats"])
def test_a_report_is_no_corpus(run: Callable[..., Result], texts: Path, command: str) -> None:
    Corpus((), {}).write("report.html")
    result = run(command, "report.html")
    assert result.exit_code == 2
    assert "report.html: is a report, which cannot be read back; give the corpus" in result.stderr
    assert result.stderr.count("\n") == 1
