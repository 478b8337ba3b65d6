"""`--help` says what a command would write, and writes nothing."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["encode_background", "fit_word_languages", "measure_word_means", "screenshots"])
def test_help_writes_nothing(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    if name == "screenshots":
        pytest.importorskip("playwright")
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("a file is opened"))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "tools" / f"{name}.py"), run_name="__main__")
    assert ended.value.code == 0
    assert f"python -m tools.{name}" in capsys.readouterr().out
