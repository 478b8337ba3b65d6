from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.batch import killed

Pairs = Callable[[int], list[tuple[str, str]]]
Table = Callable[[list[tuple[str, str]]], str]
BATCH = [sys.executable, "-m", "aligner", "batch"]

posix = pytest.mark.skipif(os.name == "nt", reason="signals are other things on Windows")


@posix
def test_a_batch_that_is_killed_ends_as_one_that_is_not(tmp_path: Path) -> None:
    assert killed(tmp_path, pairs=8, jobs=2, times=3) == []


@posix
def test_an_interrupt_finishes_what_is_begun(
    pairs: Pairs, table: Table, tmp_path: Path, environment: dict[str, str]
) -> None:
    command = [*BATCH, table(pairs(40)), "-o", "out", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        wait_for(tmp_path / "out" / "manifest.jsonl")
        os.killpg(run.pid, signal.SIGINT)
        errors = run.communicate(timeout=60)[1].decode()
    assert run.returncode == 130, errors
    assert "note: finishing what is begun" in errors
    assert "pairs are done; the same command goes on from here" in errors
    assert "Traceback" not in errors
    entries = (tmp_path / "out" / "manifest.jsonl").read_bytes().splitlines()
    corpora = list((tmp_path / "out").glob("*.tsv"))
    assert 0 < len(entries) == len(corpora) < 40
    assert not list((tmp_path / "out").glob(".*"))


@posix
def test_a_worker_that_dies_is_replaced(
    pairs: Pairs, table: Table, tmp_path: Path, environment: dict[str, str]
) -> None:
    command = [*BATCH, table(pairs(12)), "-o", "out", "--jobs", "2", "--quiet"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as run:
        wait_for(tmp_path / "out" / "manifest.jsonl")
        children = [pid for pid in children_of(run.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(children[0], signal.SIGKILL)
        errors = run.communicate(timeout=120)[1].decode()
    assert run.returncode == 0, errors
    assert len((tmp_path / "out" / "manifest.jsonl").read_bytes().splitlines()) == 12


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.is_file() and path.stat().st_size:
            return
        time.sleep(0.1)
    raise TimeoutError(path)


def children_of(process: int) -> list[int]:
    if not Path("/proc/self/task").exists():
        pytest.skip("this system does not tell of child processes")
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(number) for task in tasks for number in task.read_text().split()]
