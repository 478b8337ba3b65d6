from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from aligner.pairing.table import read_pairs

Run = Callable[..., Result]
Pairs = Callable[[int], list[tuple[str, str]]]
Table = Callable[[list[tuple[str, str]]], str]


def test_a_table_of_pairs(aligner_run: Run, pairs: Pairs, table: Table, tmp_path: Path) -> None:
    result = aligner_run("batch", table(pairs(2)), "-o", "out", "--merge", "all.tmx")
    assert result.exit_code == 0, result.output
    assert "aligner: 2 pairs, " in result.stderr
    assert "duplicates left out" in result.stderr
    assert (tmp_path / "all.tmx").is_file()
    again = aligner_run("batch", table(pairs(2)), "-o", "out")
    assert "2 were done before" in again.stderr


def test_two_folders_are_paired_first_and_once(aligner_run: Run, pairs: Pairs, tmp_path: Path) -> None:
    listed = pairs(3)
    for side, name in ((0, "originals"), (1, "translations")):
        (tmp_path / name).mkdir()
        for number, pair in enumerate(listed):
            Path(pair[side]).rename(tmp_path / name / f"{number * (5 - 2 * side)}.txt")
    arguments = ["batch", "originals", "translations", "-o", "out", "--quiet", "--no-reports"]
    result = aligner_run(*arguments)
    assert (result.exit_code, result.output) == (0, "")
    assert len(read_pairs(tmp_path / "out" / "pairs.tsv")) == 3
    made = (tmp_path / "out" / "pairs.tsv").stat().st_mtime_ns
    assert aligner_run(*arguments).exit_code == 0
    assert (tmp_path / "out" / "pairs.tsv").stat().st_mtime_ns == made
    assert not list((tmp_path / "out").glob("[0-9]*.html"))


def test_a_failure_is_listed_and_ends_with_1(aligner_run: Run, pairs: Pairs, table: Table) -> None:
    listed = pairs(2)
    Path(listed[0][0]).write_text("", "utf-8")
    result = aligner_run("batch", table(listed), "-o", "out")
    assert result.exit_code == 1
    assert "error: 0.en: " in result.stderr
    assert "the file is empty" in result.stderr
    assert "1 pairs, " in result.stderr
    assert "; 1 failed" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a", "b", "c", "-o", "out"], "Give PAIRS, or SOURCE_DIR and TARGET_DIR."),
        ([".", "-o", "out"], "is a folder: give a second one"),
        (["pairs.tsv", "-o", "out", "--drop"], "--drop needs --min-confidence"),
        (["pairs.tsv"], "Missing option"),
        (["missing.tsv", "-o", "out"], "missing.tsv"),
    ],
)
def test_wrong_usage(aligner_run: Run, arguments: list[str], told: str) -> None:
    result = aligner_run("batch", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_ray_is_asked_for_where_it_is_missing(
    aligner_run: Run, pairs: Pairs, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = table(pairs(1))
    monkeypatch.setattr("aligner.batch.cluster.ray_cluster.importlib.util.find_spec", lambda name: None)
    result = aligner_run("batch", listed, "-o", "out", "--engine", "ray")
    assert result.exit_code == 2
    assert "install with pip install 'bitext-aligner[ray]'" in result.stderr
