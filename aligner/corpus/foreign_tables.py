"""Tables as people and other programs make them: where the header is, which columns are ours, what a row has of text.

A table that was written here has a column `bead` or both of sentence numbers, and is taken at its word: a row that does
not follow the format is an error. In any other only `source` and `target` must be right, and a column that merely has
one of our names is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from aligner.corpus.records import Assembler, Record
from aligner.corpus.segment import Segment
from aligner.corpus.table import COLUMNS
from aligner.errors import CorpusError

Row = tuple[int, Sequence[str]]
"""The number of a row, from 1, and its cells."""
Reader = Callable[[Mapping[str, str]], Record]
"""Makes a record of cells by column. Raises ValueError."""

REQUIRED: Final = ("source", "target")
DISMISSED: Final = "dismissed"
DETAILS: Final = "details"
_MARKS: Final = (frozenset({"bead"}), frozenset({"source_sentences", "target_sentences"}))
"""Columns that tell a table that was written here."""
_KNOWN: Final = frozenset({*COLUMNS, DISMISSED, DETAILS})
_TOGETHER: Final = (
    ("id",),
    ("similarity",),
    ("confidence",),
    ("flags", "severity", "evidence"),
    ("source_sentences", "target_sentences"),
    ("source_span", "target_span"),
    ("status",),
    (DISMISSED,),
    (DETAILS,),
)
"""Columns that are read or passed over together."""
_TOO_MANY: Final = "a tab inside a text must be a space; in a CSV such a text must be in quotes"
_ROWS_BEFORE_HEADER: Final = 20
_MOST_TITLES: Final = 1
"""So many cells at most has a row that stands above the header."""


def segments(rows: Iterable[Row], name: str, read: Reader, remedy: str) -> Iterator[tuple[int, Segment]]:
    """Yield the segments of a table, each with the number of its row.

    `name` is what messages call the table; `remedy` says how a header is made. Raises CorpusError.
    """
    rows = iter(rows)
    columns = _header(rows, name, remedy)
    given = _given(rows, columns, name)
    if not _is_ours(columns):
        given = iter(_without_foreign(list(_with_text(given)), columns, read))
    assembler = Assembler()
    for number, cells in given:
        try:
            yield number, assembler.add(read(cells))
        except ValueError as error:
            raise CorpusError(f"{name}:{number}: {error}") from error


def header_in(rows: Iterable[Row]) -> tuple[int, list[str]] | None:
    """Return the number and the columns of the row that names the columns, None where there is none.

    Above it there may be a title.
    """
    for number, cells in islice(rows, _ROWS_BEFORE_HEADER):
        columns = list(map(_column, cells))
        if set(REQUIRED) <= set(columns):
            return number, columns
        if sum(map(bool, columns)) > _MOST_TITLES:
            return None
    return None


def _on_one_line(cell: str) -> str:
    """Return the beginning of a cell as a message quotes it: a cell may hold line breaks and control characters."""
    shown = "".join(character if character.isprintable() else " " for character in cell[:200])
    return " ".join(shown.split())[:40]


def _header(rows: Iterator[Row], name: str, remedy: str) -> list[str]:
    seen: list[Row] = []
    found = header_in(_noted(rows, seen))
    if found is None:
        number, cells = next((row for row in seen if any(row[1])), (1, ()))
        columns = list(map(_column, cells))
        missing = [column for column in REQUIRED if column not in columns]
        there = ", ".join(_on_one_line(cell) for cell in cells[:20] if cell)
        problem = f"no column {' and no column '.join(missing)}"
        raise CorpusError(f"{name}:{number}: {problem}{f' among {there}' if there else ''}; {remedy}")
    number, columns = found
    checked = _KNOWN if _is_ours(columns) else REQUIRED
    repeated = [column for column in columns if column in checked and columns.count(column) > 1]
    if repeated:
        raise CorpusError(f"{name}:{number}: column {repeated[0]} is there twice; keep one of them")
    return columns


def _is_ours(columns: Sequence[str]) -> bool:
    return any(mark <= set(columns) for mark in _MARKS)


def _noted(rows: Iterator[Row], seen: list[Row]) -> Iterator[Row]:
    for row in rows:
        seen.append(row)
        yield row


def _column(cell: str) -> str:
    """Return the name of a column: ours in lower case, whatever the case."""
    bare = cell.strip().strip("\ufeff")
    return bare.lower() if bare.lower() in _KNOWN else bare


def _given(rows: Iterable[Row], columns: list[str], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the cells of each row that has any, by column; of columns with the same name the first counts."""
    width = len(columns)
    is_ours = _is_ours(columns)
    backwards = list(zip(columns, range(width), strict=True))[::-1]
    for number, cells in rows:
        if not any(cells):
            continue
        if list(map(_column, cells)) == columns:
            raise CorpusError(f"{name}:{number}: the header stands here again; delete this line")
        if len(cells) > width and any(cells[width:]):
            problem = f"{len(cells)} columns where the header has {width}"
            raise CorpusError(f"{name}:{number}: {problem}; {_TOO_MANY}")
        if len(cells) < width:
            if is_ours:
                problem = f"{len(cells)} columns where the header has {width}"
                raise CorpusError(f"{name}:{number}: {problem}; fill the line up with tabs")
            cells = [*cells, *[""] * (width - len(cells))]
        yield number, {column: cells[place] for column, place in backwards if column}


def _with_text(given: Iterable[tuple[int, dict[str, str]]]) -> Iterator[tuple[int, dict[str, str]]]:
    return ((number, cells) for number, cells in given if any(cells[name].strip() for name in REQUIRED))


def _without_foreign(
    given: list[tuple[int, dict[str, str]]], columns: Sequence[str], read: Reader
) -> list[tuple[int, dict[str, str]]]:
    """Leave out the columns that have a name of ours, and hold something else."""
    foreign = {
        name
        for group in _TOGETHER
        if not set(group).isdisjoint(columns) and not _can_be_read(given, group, read)
        for name in group
    }
    if not foreign:
        return given
    return [(number, {name: cell for name, cell in cells.items() if name not in foreign}) for number, cells in given]


def _can_be_read(given: Iterable[tuple[int, dict[str, str]]], group: Sequence[str], read: Reader) -> bool:
    wanted = (*REQUIRED, *group)
    assembler = Assembler()
    try:
        for _, cells in given:
            assembler.add(read({name: cells[name] for name in wanted if name in cells}))
    except ValueError:
        return False
    return True
