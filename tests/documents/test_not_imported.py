"""Nothing of the readers is imported where it is not used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LIBRARIES = ("lxml", "docutils", "markdown_it", "mdit_py_plugins", "polib", "pypdfium2", "yaml", "docx")
PROGRAM = """
import sys
from aligner.commands import main
try:
    main({arguments!r}, prog_name="aligner")
finally:
    print(",".join(name for name in {libraries!r} if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["align", "--help"], ["split", "--lang", "de", "text.txt"]])
def test_no_library_of_a_format_is_imported(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "text.txt").write_text("Ein Satz. Noch einer.\n", "utf-8")
    program = PROGRAM.format(arguments=arguments, libraries=LIBRARIES)
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert found.stderr.strip() == ""


def test_the_library_of_a_format_is(tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("# Titel\n\nEin Satz. Noch einer.\n", "utf-8")
    program = PROGRAM.format(arguments=["split", "--lang", "de", "text.md"], libraries=LIBRARIES)
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert found.stderr.strip().startswith("markdown_it")
    assert found.stdout == "Titel\nEin Satz.\nNoch einer.\n"
