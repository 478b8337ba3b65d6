"""What no regular expression of ours may have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import aligner

SOURCES = sorted(Path(aligner.__file__).parent.rglob("*.py"))
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{\{?\d*,?\d*\}\}?)\+")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_group_is_possessive(path: Path) -> None:
    """Python 3.11 up to 3.11.4 loses its place in possessive groups that hold a choice (CPython issue 106052)."""
    found = [line for line in path.read_text("utf-8").splitlines() if POSSESSIVE_GROUP.search(line)]
    assert found == []
