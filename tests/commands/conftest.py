from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.commands import main
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment

UNCERTAIN = Flag("uncertain", "", "minor", 0.5, None, None, "The alignment is doubtful.")
SIGNATURE = {
    "signature": "model:tiny|version:0",
    "model": "tiny",
    "source": {"name": "en.txt", "language": "en"},
    "target": {"name": "de.txt", "language": "de"},
    "counts": {"beads": {"1-1": 2, "1-0": 1}},
}


def made_up_corpus(flags: tuple[Flag, ...] = (UNCERTAIN,)) -> Corpus:
    segments = (
        Segment(1, Bead(0, 1, 0, 1), "Yes.", "Ja.", 0.9, 0.9),
        Segment(2, Bead(1, 2, 1, 2), "No.", "Nö.", 0.8, 0.4, flags),
        Segment(3, Bead(2, 3, 2, 2), "Perhaps.", "", None, 0.7),
    )
    return Corpus(segments, SIGNATURE)


@dataclass
class Pipeline:
    """Stands in for the pipeline: keeps what it was asked for, and gives or raises what it is told to."""

    result: Corpus | BaseException = field(default_factory=made_up_corpus)
    texts: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def align(self, source: Any, target: Any, **options: Any) -> Corpus:
        self.texts, self.options = (source, target), options
        with options["progress"]("encoding", 2) as advance:
            advance(2)
        if isinstance(self.result, BaseException):
            raise self.result
        return self.result


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    stand_in = Pipeline()
    module = ModuleType("aligner.pipeline.align")
    module.align = stand_in.align  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "aligner.pipeline.align", module)
    return stand_in


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with an English and a German text in it."""
    (tmp_path / "en.txt").write_text("Yes. No. Perhaps.\n", "utf-8")
    (tmp_path / "de.txt").write_text("Ja. Nö.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Callable[..., Result]:
    def invoke(*arguments: str, **options: Any) -> Result:
        return CliRunner().invoke(main, list(arguments), prog_name="aligner", **options)

    return invoke
