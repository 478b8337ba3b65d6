"""Pairs of documents as a table: UTF-8, a header, columns parted by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aligner.corpus.formats import read_lines
from aligner.errors import CorpusError, InputError, OutputError
from aligner.pairing.documents import Pairing

COLUMNS: Final = ("source", "target", "score", "margin")
_BREAKS: Final = frozenset("\t\r\n")


@dataclass(frozen=True, slots=True)
class PathPair:
    """Where a document and its translation are."""

    source: str
    target: str


def dump(pairing: Pairing) -> Iterator[str]:
    """Yield the table line by line: the pairs, then the documents without partner, whose other columns are empty.

    Raises OutputError for a path that a table cannot hold.
    """
    yield _line(COLUMNS)
    for pair in pairing.pairs:
        yield _line((pair.source, pair.target, f"{pair.score:.4f}", f"{pair.margin:.4f}"))
    for name in pairing.unmatched_sources:
        yield _line((name, "", "", ""))
    for name in pairing.unmatched_targets:
        yield _line(("", name, "", ""))


def read_pairs(path: str | Path) -> list[PathPair]:
    """Read the pairs of a table with the columns `source` and `target`, in any order and among any others.

    A relative path is looked for in the current folder and then beside the table. Documents without partner are left
    out. Raises InputError, with the line.
    """
    table = Path(path)
    try:
        lines = [line.rstrip("\r\n") for line in read_lines(table)]
    except CorpusError as error:
        raise InputError(str(error)) from error
    columns = lines[0].split("\t") if lines else []
    if {"source", "target", "bead"} <= set(columns):
        raise InputError(
            f"{path}: is a corpus, aligned already: give a table of documents, as `aligner pair` writes it"
        )
    if not {"source", "target"} <= set(columns):
        raise InputError(f"{path}:1: the first line must name the columns source and target, parted by tabs")
    pairs = list(_pairs(lines[1:], columns, table))
    if not pairs:
        raise InputError(f"{path}: there are no pairs in it: each line names a source and a target, parted by a tab")
    return pairs


def _pairs(lines: Iterable[str], columns: list[str], table: Path) -> Iterator[PathPair]:
    for number, line in enumerate(lines, 2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise InputError(f"{table}:{number}: {len(cells)} columns where the header has {len(columns)}")
        given = dict(zip(columns, cells, strict=True))
        if given["source"] and given["target"]:
            yield PathPair(_found(given["source"], table), _found(given["target"], table))


def _found(path: str, table: Path) -> str:
    beside = table.parent / path
    return path if Path(path).exists() or not beside.exists() else str(beside)


def _line(cells: Iterable[str]) -> str:
    cells = tuple(cells)
    for cell in cells:
        if _BREAKS.intersection(cell):
            raise OutputError(
                f"{cell!r}: a table of paths cannot hold tabs and line breaks: give the file another name"
            )
    return "\t".join(cells) + "\n"
