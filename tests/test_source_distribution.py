"""Who gets the source distribution can run the tests: all that they read is in it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
_MADE = {"build", "dist", "__pycache__"}


def test_every_folder_and_file_of_the_project_is_in_it() -> None:
    named = {"aligner", "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in", ".ci"}
    for line in (ROOT / "MANIFEST.in").read_text("utf-8").splitlines():
        command, *names = line.split() or [""]
        if command in ("graft", "include"):
            named.update(names)
            assert all((ROOT / name).exists() or name.startswith(".") for name in names)
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.suffix != ".egg-info"}
    assert there - named - _MADE - {"PKG-INFO", "setup.cfg"} == set()
