from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
OUTPUT = (
    "source\ttarget\tconfidence\tsource_sentences\ttarget_sentences\n"
    "a\ta\t0.9500\t0\t0\n"
    "b c\tb\t0.9500\t1,2\t1\n"
    "d\t\t0.6000\t3\t\n"
)
TABLE = """\
          precision     recall         F1
strict       0.6667     0.5000     0.5714
lax          1.0000     1.0000     1.0000
null         1.0000     0.5000     0.6667

Brier score                0.3550
expected calibration error 0.4333

confidence    beads     mean    right
0.6 to 0.7        1   0.6000   1.0000
0.9 to 1.0        2   0.9500   0.5000
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "gold").write_text("[0]:[0]\n[1]:[1]\n[2]:[]\n[3]:[]\n", "utf-8")
    (tmp_path / "out.tsv").write_text(OUTPUT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_scores_are_a_table(run: Run, folder: Path) -> None:
    result = run("evaluate", "gold", "out.tsv")
    assert (result.exit_code, result.stdout, result.stderr) == (0, TABLE, "")


def test_the_scores_are_an_object(run: Run, folder: Path) -> None:
    result = run("evaluate", "--json", "gold", "out.tsv")
    found = json.loads(result.stdout)
    assert list(found) == ["strict", "lax", "null", "exact_recall", "block_ok", "calibration"]
    assert found["strict"] == {
        "precision": pytest.approx(2 / 3),
        "recall": pytest.approx(1 / 2),
        "f1": pytest.approx(4 / 7),
    }
    assert found["exact_recall"] is None
    assert found["calibration"]["brier"] == pytest.approx(0.355)
    assert found["calibration"]["bins"][0] == {
        "lower": 0.6,
        "upper": 0.7,
        "count": 1,
        "confidence": 0.6,
        "accuracy": 1.0,
    }


def test_kinds_give_two_more_lines(run: Run, folder: Path) -> None:
    (folder / "gold").write_text("[0]:[0]\texact\n[1]:[1]\texact\n[2]:[]\tomitted\n[3]:[]\tomitted\n", "utf-8")
    result = run("evaluate", "gold", "out.tsv")
    assert result.stdout.endswith("\nexact recall 0.5000\nblock ok     0.5000\n")


def test_other_sentences_are_warned_of(run: Run, folder: Path) -> None:
    (folder / "gold").write_text("[0]:[0,1]\n", "utf-8")
    result = run("evaluate", "gold", "out.tsv")
    assert result.exit_code == 0
    assert result.stderr.startswith("aligner: warning: GOLD has 1 source sentences, OUTPUT 4; ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("gold", b"[0]:0\n", "gold:1: '[0]:0' is not a bead"),
        ("gold", b"\n", "gold: no beads in it"),
        ("gold", b"[0]:[0]\n\xff\n", "gold:2: not UTF-8"),
        ("out.tsv", b"a\tb\n", "out.tsv:1: no column source_sentences"),
        ("out.tsv", OUTPUT.replace("0.6000", "2").encode(), "out.tsv:4: confidence is 2.0"),
    ],
)
def test_malformed_files_are_named(run: Run, folder: Path, name: str, content: bytes, problem: str) -> None:
    (folder / name).write_bytes(content)
    result = run("evaluate", "gold", "out.tsv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"aligner: error: {problem}")


def test_a_missing_file_is_named(run: Run, folder: Path) -> None:
    result = run("evaluate", "gold", "missing.tsv")
    assert result.exit_code == 2
    assert result.stderr.startswith("aligner: error: missing.tsv: cannot be read: No such file or directory; ")
