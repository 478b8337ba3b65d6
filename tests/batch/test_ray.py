"""A batch on a Ray cluster of this machine, in a process of its own, with a worker killed in mid-run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("ray")

PROGRAM = """
import contextlib, os, signal, sys
from pathlib import Path
from aligner.batch.cluster.running import align_on_cluster

def descendants(process):
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from descendants(child)

killed = []

def kill_an_actor():
    for child in descendants(os.getpid()):
        if b"_Actor" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(child, signal.SIGKILL)
            killed.append(child)
            return

@contextlib.contextmanager
def progress(stage, total):
    def advance(done):
        if done and not killed:
            kill_an_actor()
    yield advance

if __name__ == "__main__":
    pairs = [line.split("\\t") for line in Path(sys.argv[1]).read_text().splitlines()[1:]]
    result = align_on_cluster(pairs, sys.argv[2], jobs=2, progress=progress, merged=sys.argv[3])
    print(len(result.entries), len(result.failures), len(killed), result.merged.segments)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not tell of child processes")
def test_a_worker_killed_in_mid_run_loses_nothing_and_doubles_nothing(
    pairs: Callable[[int], list[tuple[str, str]]],
    table: Callable[[list[tuple[str, str]]], str],
    tmp_path: Path,
    environment: dict[str, str],
) -> None:
    listed = table(pairs(16))
    command = [sys.executable, "-c", PROGRAM, listed, str(tmp_path / "ray"), str(tmp_path / "ray.tsv")]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].split()[:3] == ["16", "0", "1"]
    documents = Counter(
        json.loads(line)["document"] for line in (tmp_path / "ray" / "manifest.jsonl").read_text("utf-8").splitlines()
    )
    assert set(documents.values()) == {1}
    assert len(documents) == 16
    local = [sys.executable, "-m", "aligner", "batch", listed, "-o", str(tmp_path / "local"), "--format", "jsonl"]
    subprocess.run(
        [*local, "--jobs", "1", "--quiet", "--merge", str(tmp_path / "local.tsv")],
        env=environment | {"HOME": os.environ.get("HOME", "/")},
        check=True,
    )
    assert (tmp_path / "ray.tsv").read_bytes() == (tmp_path / "local.tsv").read_bytes()
