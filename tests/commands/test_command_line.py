from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import aligner

Run = Callable[..., Result]
ROOT = Path(aligner.__file__).parents[1]
ALIGNER = [sys.executable, "-m", "aligner"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}

posix = pytest.mark.skipif(os.name == "nt", reason="signals and pipes are other things on Windows")


@pytest.mark.parametrize("command", ["align", "split", "evaluate"])
def test_every_command_explains_itself_by_examples(run: Run, command: str) -> None:
    for flag in ("-h", "--help"):
        result = run(command, flag)
        assert result.exit_code == 0
        assert "Examples:\n    aligner " in result.stdout
    assert command in run("--help").stdout


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    result = run("algin")
    assert result.exit_code == 2
    assert "No such command 'algin'" in result.stderr


def test_the_version_is_a_signature_without_model_work(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    fields = dict(field.split(":", 1) for field in result.stdout.rstrip("\n").split("|")[1:])
    assert result.stdout.startswith("aligner|")
    assert result.stdout.count("\n") == 1
    assert fields["version"] == aligner.__version__
    assert fields["model"]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["align", "--help"], ["batch", "--help"], ["pair", "--help"], ["--version"]]
)
def test_help_waits_for_no_heavy_import(arguments: list[str]) -> None:
    heavy = ["numpy", "onnxruntime", "tokenizers", "sentence_transformers", "tqdm", "charset_normalizer", "jinja2"]
    program = (
        "import sys\n"
        "from aligner.commands import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"sys.exit(','.join(name for name in {heavy!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, text=True)
    assert done.stderr == "\n"


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run([*ALIGNER, "--help"], env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: aligner [OPTIONS] COMMAND")


@posix
def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("It rained all day.\n\n" * 20_000, "utf-8")
    with subprocess.Popen(
        [*ALIGNER, "split", "long.txt"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"It rained all day.\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["split", "a.txt"], ["evaluate", "gold", "gold"]])
def test_a_full_disk_behind_standard_output_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.txt").write_text("It rained.\n", "utf-8")
    (tmp_path / "gold").write_text("[0]:[0]\n", "utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*ALIGNER, *arguments],
            cwd=tmp_path,
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("aligner: error: cannot write to standard output: No space left on device; ")
    assert done.stderr.count("\n") == 1


# The pipeline is a stand-in that says when it is at work, so that the interrupt is sure to meet it there.
WORKING = """
import sys, time, types
module = types.ModuleType("aligner.pipeline.align")
def align(*texts, **options):
    print("working", file=sys.stderr, flush=True)
    time.sleep(60)
module.align = align
sys.modules["aligner.pipeline.align"] = module
from aligner.commands import main
main(["align", "en.txt", "de.txt", "-o", "out.tsv"])
"""


@posix
def test_an_interrupt_ends_quietly_and_leaves_the_old_output(tmp_path: Path) -> None:
    (tmp_path / "out.tsv").write_text("old", "utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", WORKING],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"working\n"
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (130, b"", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["out.tsv"]
    assert (tmp_path / "out.tsv").read_text("utf-8") == "old"
