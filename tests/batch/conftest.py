from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from benchmarks.made_up_documents import collection

Pairs = list[tuple[str, str]]


@pytest.fixture
def pairs(tmp_path: Path) -> Callable[[int], Pairs]:
    """Write so many small pairs of documents; return their paths."""

    def write(count: int) -> Pairs:
        made = collection(count, 1, unmatched=0, near_duplicates=0)
        found = []
        for english, german in sorted(made.pairs):
            paths = tmp_path / f"{english}.en.txt", tmp_path / f"{english}.de.txt"
            for path, text in zip(paths, (made.english[english], made.german[german]), strict=True):
                path.write_text(text, "utf-8")
            found.append((str(paths[0]), str(paths[1])))
        return found

    return write


@pytest.fixture
def table(tmp_path: Path) -> Callable[[Sequence[tuple[str, str]]], str]:
    """Write the table of some pairs."""

    def write(pairs: Sequence[tuple[str, str]]) -> str:
        path = tmp_path / "pairs.tsv"
        path.write_text("source\ttarget\n" + "".join(f"{source}\t{target}\n" for source, target in pairs), "utf-8")
        return str(path)

    return write
