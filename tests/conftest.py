from __future__ import annotations

import os
import sys

# As the program does (`aligner/commands/__init__.py`), and as early: where other programs run, threads of BLAS that
# wait for one another take most of the tests' time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

import aligner
from aligner.commands import main
from aligner.encoding.cache import CachedTokenEncoder
from aligner.encoding.encoder import Encoder
from aligner.encoding.onnx_encoder import ShippedEncoder

# How long an example takes to be made or to run tells how busy the machine is: no reason to fail.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

ROOT = Path(aligner.__file__).parents[1]
TESTS = Path(__file__).parent
# Makes `tools` and `benchmarks` importable, which are not installed. Their folder goes to the end of the path, so that
# `aligner` still comes from where it is installed: pytest's `pythonpath` would put the sources first, and nobody would
# notice a file that is missing from the package.
sys.path.append(str(TESTS.parent))
SLOW = (
    "review/browser",
    "review/test_review_together.py",
    "batch/test_killed.py",
    "batch/test_ray.py",
    "benchmarks",
    "commands/test_failures.py",
    "commands/test_locked.py",
    "commands/test_review_command.py",
    "encoding/test_sentence_transformer.py",
    "test_end_to_end.py",
    "test_examples.py",
    "test_odd_input.py",
    "test_streams_and_places.py",
    "tools/test_fuzz.py",
)
"""Folders and modules that open a browser, start the program many times or take long texts: `make check` leaves them
out, and all else runs in a minute on two cores."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow = tuple(str(TESTS / name) for name in SLOW)
    for item in items:
        if str(item.path).startswith(slow):
            item.add_marker(pytest.mark.slow)


class MemoryStore:
    """Keeps vectors for as long as the tests run."""

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        return {key: self._known[key] for key in keys if key in self._known}

    def put(self, entries: dict[bytes, bytes]) -> None:
        self._known.update(entries)


@pytest.fixture(scope="session")
def shipped_encoder() -> CachedTokenEncoder:
    """The model that ships, loaded once for all tests."""
    return CachedTokenEncoder(ShippedEncoder(), MemoryStore())


@pytest.fixture
def aligner_run(
    shipped_encoder: CachedTokenEncoder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Result]:
    """Run the command line in this process, in a directory of its own, with the loaded encoder or another."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, encoder: Encoder = shipped_encoder, **options: Any) -> Result:
        return CliRunner().invoke(main, list(arguments), prog_name="aligner", obj=encoder, **options)

    return run


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that has a home, and with it a cache, of its own."""
    home = str(tmp_path_factory.mktemp("home"))
    places = {"HOME": home, "XDG_CACHE_HOME": f"{home}/.cache", "LOCALAPPDATA": home}
    return os.environ | places | {"PYTHONPATH": str(ROOT)}


@pytest.fixture
def bound_by_permissions(tmp_path: Path) -> None:
    """Skip where files without permission can be read: they can by the administrator, as whom containers run."""
    file = tmp_path / "locked"
    file.touch(0)
    readable = os.access(file, os.R_OK)
    file.unlink()
    if readable:
        pytest.skip("permissions do not bind the administrator")


@pytest.fixture
def require_whole() -> Callable[[Path, str, str], list[dict[str, str]]]:
    """Check that a table holds every character of both decoded texts, white space aside, once; return its rows."""

    def check(table: Path, source: str, target: str) -> list[dict[str, str]]:
        header, *lines = table.read_bytes().decode("utf-8").removesuffix("\n").split("\n")
        rows = [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]
        assert [row["id"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
        for side, text in (("source", source), ("target", target)):
            _require_all_text([row[f"{side}_span"] for row in rows], text)
            _require_all_numbers([row[f"{side}_sentences"] for row in rows])
        for row in rows:
            sizes = [len(row[f"{side}_sentences"].split(",")) if row[side] else 0 for side in ("source", "target")]
            assert row["bead"] == "{}-{}".format(*sizes)
        return rows

    return check


def _require_all_text(spans: list[str], text: str) -> None:
    end = 0
    for span in filter(None, spans):
        start, stop = map(int, span.split("-"))
        assert end <= start < stop <= len(text)
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


def _require_all_numbers(sentences: list[str]) -> None:
    numbers = [int(number) for cell in filter(None, sentences) for number in cell.split(",")]
    assert numbers == list(range(len(numbers)))
