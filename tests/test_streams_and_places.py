"""Places to write to, interrupts, pipes: the old output or the new one is there, never half of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Check = Callable[[Path, str, str], list[dict[str, str]]]

ENGLISH = "The ferry was late again. Nobody knew the reason. In the end, we took the bus along the lake."
GERMAN = "Die Fähre hatte wieder Verspätung. Niemand kannte den Grund. Am Ende nahmen wir den Bus am See entlang."

posix = pytest.mark.skipif(os.name == "nt", reason="signals, pipes and permissions are other things on Windows")


@pytest.fixture(autouse=True)
def texts(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "de.txt").write_text(GERMAN, "utf-8")


@pytest.mark.usefixtures("bound_by_permissions")
@pytest.mark.parametrize("protected", ["out.tsv", "."])
def test_an_output_without_permission_is_refused(aligner_run: Run, protected: str) -> None:
    Path("out.tsv").write_text("old", "utf-8")
    mode = Path(protected).stat().st_mode
    Path(protected).chmod(0o500 if protected == "." else 0o400)
    try:
        require_unwritten(aligner_run("align", "en.txt", "de.txt", "-o", "out.tsv"), "no permission to write")
    finally:
        Path(protected).chmod(mode)


def test_an_output_in_no_folder_is_refused(aligner_run: Run) -> None:
    Path("out.tsv").write_text("old", "utf-8")
    require_unwritten(aligner_run("align", "en.txt", "de.txt", "-o", "no/out.tsv"), "there is no folder no; create it")


def require_unwritten(result: Result, problem: str) -> None:
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert problem in result.stderr
    assert Path("out.tsv").read_text("utf-8") == "old"
    assert not Path("out.tsv.meta.json").exists()


@posix
def test_a_disk_that_fills_up_leaves_the_old_output(environment: dict[str, str], tmp_path: Path) -> None:
    import resource

    (tmp_path / "out.tsv").write_text("old", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "aligner", "align", "en.txt", "de.txt", "-o", "out.tsv", "-q", "--no-cache"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)),
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("aligner: error: out.tsv: cannot be written: File too large; nothing was changed")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["de.txt", "en.txt", "out.tsv"]
    assert (tmp_path / "out.tsv").read_text("utf-8") == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_a_device_or_standard_output_is_one_line(aligner_run: Run) -> None:
    result = aligner_run("align", "en.txt", "de.txt", "-o", "/dev/full", "--format", "tsv")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "/dev/full: cannot be written: No space left on device" in result.stderr


# The real pipeline, with progress bars that tell on standard error when a batch has been encoded.
TELLING = """
import contextlib, sys
from aligner.commands import main, progress
@contextlib.contextmanager
def bar(stage, total):
    yield lambda done: print("encoded", done, file=sys.stderr, flush=True)
progress.progress_bars = lambda: bar
main(prog_name="aligner")
"""


@posix
def test_an_interrupt_while_the_model_works_leaves_the_old_output(environment: dict[str, str], tmp_path: Path) -> None:
    many = "\n".join(
        f"On day {day} the ship had sailed {day * 7} miles, and the crew was tired." for day in range(20_000)
    )
    (tmp_path / "en.txt").write_text(many, "utf-8")
    (tmp_path / "out.tsv").write_text("old", "utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", TELLING, "align", "--sentences", "en.txt", "de.txt", "-o", "out.tsv"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "encoded 0\n"  # what the cache knew
        assert process.stderr.readline().startswith("encoded ")
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    told = [line for line in errors.splitlines() if not line.startswith("encoded ")]
    assert (process.returncode, output, told) == (130, "", [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["de.txt", "en.txt", "out.tsv"]
    assert (tmp_path / "out.tsv").read_text("utf-8") == "old"


@posix
def test_a_reader_that_has_gone_ends_the_run_quietly(environment: dict[str, str], tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "aligner", "align", "en.txt", "de.txt", "-q"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # as `| head -0` does: what is written is less than a pipe holds
        assert process.stderr.read() == b""
    assert process.returncode == 141


@posix
def test_standard_output_may_be_called_by_its_device(environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "aligner", "align", "en.txt", "de.txt", "-q", "-o", "/dev/stdout"]
    done = subprocess.run([*command, "--format", "tsv"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 4)


@posix
def test_a_cache_that_cannot_be_kept_is_one_warning(environment: dict[str, str], tmp_path: Path) -> None:
    places = {name: str(tmp_path / "en.txt") for name in ("HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-m", "aligner", "align", "en.txt", "de.txt", "-q", "-o", "out.tsv"]
    done = subprocess.run(command, cwd=tmp_path, env=environment | places, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    (line,) = (line for line in done.stderr.splitlines() if "onnxruntime" not in line)
    assert line.startswith("aligner: warning: ")
    assert "the cache of vectors cannot be used" in line


@pytest.mark.parametrize("side", ["source", "target"])
def test_either_side_may_be_standard_input(
    environment: dict[str, str], tmp_path: Path, require_whole: Check, side: str
) -> None:
    (tmp_path / "file.txt").write_text(GERMAN if side == "source" else ENGLISH, "utf-8")
    texts = ["-", "file.txt"] if side == "source" else ["file.txt", "-"]
    given = ENGLISH if side == "source" else GERMAN
    done = subprocess.run(
        [sys.executable, "-m", "aligner", "align", *texts, "-o", "out.tsv", "-q"],
        cwd=tmp_path,
        env=environment,
        input=b"\xef\xbb\xbf" + given.encode(),
        capture_output=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert {row["bead"] for row in require_whole(tmp_path / "out.tsv", ENGLISH, GERMAN)} == {"1-1"}


def test_standard_input_that_holds_no_text_is_called_so(aligner_run: Run) -> None:
    result = aligner_run("align", "-", "de.txt", input=b"\x00\x01\x02" * 9)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("aligner: error: standard input: ")
