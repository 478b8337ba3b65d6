"""Whatever goes wrong outside of the program is one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.commands.failures import BAD_INPUT, failures_in_one_line, report
from aligner.errors import OutputError

FAILURES = {
    "no memory": (MemoryError(), "not enough memory"),
    "no memory in a library": (RuntimeError("std::bad_alloc"), "not enough memory"),
    "no thread": (RuntimeError("can't start new thread"), "not enough memory"),
    "no memory for a library": (ImportError("x.so: failed to map segment from shared object"), "not enough memory"),
    "no library": (ImportError("no module x"), "cannot be loaded"),
    "full disk": (OSError(28, "No space left on device", "some/file"), "some/file: No space left on device"),
    "ours": (OutputError("a: b"), "a: b"),
}


@pytest.mark.parametrize(("failure", "said"), FAILURES.values(), ids=FAILURES)
def test_one_line(failure: Exception, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught, failures_in_one_line():
        raise failure
    assert caught.value.code == BAD_INPUT
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("aligner: error: ")
    assert said in line


def test_a_fault_of_ours_is_shown_in_full() -> None:
    with pytest.raises(RuntimeError, match="a fault"), failures_in_one_line():
        raise RuntimeError("a fault of ours")


def test_a_name_does_not_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    report("error", "a\x1b[2Jb\u202ec\nd: gone")
    assert capsys.readouterr().err == "aligner: error: a?[2Jb?c d: gone\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"]])
def test_a_full_device_behind_the_help(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "aligner", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ,
            check=False,
        )
    assert done.returncode == BAD_INPUT
    assert len(done.stderr.splitlines()) == 1


LIMITED = """
import resource, sys
resource.setrlimit(resource.{name}, ({limit}, {limit}))
from aligner.__main__ import run
run()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits differ")
@pytest.mark.parametrize("name", ["out.xlsx", "out.jsonl", "out.tsv"])
def test_a_full_disk_is_one_line_in_every_format(tmp_path: Path, name: str) -> None:
    rows = "".join(f"The train number {number} leaves.\tDer Zug {number} fährt ab.\n" for number in range(3000))
    (tmp_path / "in.tsv").write_text("source\ttarget\n" + rows, "utf-8")
    program = LIMITED.format(name="RLIMIT_FSIZE", limit=30_000)
    command = [sys.executable, "-c", program, "export", "in.tsv", "-o", name]
    done = subprocess.run(command, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8", env=os.environ, check=False)
    assert done.returncode == BAD_INPUT
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.tsv"]


@pytest.mark.skipif(sys.platform != "linux", reason="limits differ")
@pytest.mark.parametrize("megabytes", [300, 400, 500])
def test_a_limit_of_memory_is_no_traceback(tmp_path: Path, megabytes: int) -> None:
    """Libraries may give up without a chance for anybody to say more than they do."""
    (tmp_path / "in.tsv").write_text("source\ttarget\nThe train leaves.\tDer Zug fährt ab.\n", "utf-8")
    program = LIMITED.format(name="RLIMIT_AS", limit=megabytes * 1_000_000)
    command = [sys.executable, "-c", program, "check", "in.tsv", "-o", "out.tsv", "-q", "--no-cache"]
    done = subprocess.run(command, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8", env=os.environ, check=False)
    assert "Traceback (most recent" not in done.stderr
