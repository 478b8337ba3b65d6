"""Tables whose cells may stand in quotes: CSV, and what spreadsheet programs save as text with tabs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from aligner.corpus.foreign_tables import Row, header_in
from aligner.errors import CorpusError

_DELIMITERS: Final = {";": "semicolons", ",": "commas", "\t": "tabs", "|": "bars"}
_NEEDS_QUOTES: Final[tuple[Callable[[str], bool], ...]] = (
    lambda cell: any(mark in cell for mark in '"\t\n\r'),
    lambda cell: any(mark in cell for mark in '"\t\n\r,'),
    lambda cell: True,
)
"""Which cells programs put in quotes: as few as can be, those with a comma, too, as Excel does, or all."""


def comma_separated(lines: Sequence[str], name: str) -> tuple[Iterator[Row], str]:
    """Return the rows of a CSV, and what parts its cells: whatever makes a header of its first lines.

    Raises CorpusError.
    """
    for delimiter, called in _DELIMITERS.items():
        if header_in(_rows(lines, delimiter, name)) is not None:
            return _rows(lines, delimiter, name), called
    most = max(_DELIMITERS, key="".join(lines[:1]).count)
    return _rows(lines, most, name), _DELIMITERS[most]


def tab_separated(lines: Sequence[str], name: str) -> Iterator[Row]:
    """Yield the rows of a table with tabs, and undo the quotes where all of them are such as programs put there."""
    if any('"' in line for line in lines):
        rows = list(_rows(lines, "\t", name, strict=True))
        if rows and _are_quoted([cells for _, cells in rows], "".join(lines)):
            yield from rows
            return
    yield from plain(lines)


def plain(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a table with tabs, in which quotes are quotes."""
    for number, line in enumerate(lines, 1):
        yield number, line.removesuffix("\n").removesuffix("\r").split("\t")


def _rows(lines: Iterable[str], delimiter: str, name: str, *, strict: bool = False) -> Iterator[Row]:
    """Yield the rows, with the number of the line that each begins in; none from a fault on where `strict`."""
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    begin = 1
    try:
        for cells in reader:
            yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        if not strict:
            raise CorpusError(f"{name}:{begin}: {error}; look at the quotes, or save the table as TSV") from error


def _are_quoted(rows: Sequence[Sequence[str]], text: str) -> bool:
    """Tell whether this is what a program makes of the rows that puts cells in quotes by one of the rules."""
    wanted = _line_feeds(text).removesuffix("\n")
    return any(
        "\n".join("\t".join(_quoted(cell, rule) for cell in cells) for cells in rows) == wanted
        for rule in _NEEDS_QUOTES
    )


def _quoted(cell: str, needs_quotes: Callable[[str], bool]) -> str:
    cell = _line_feeds(cell)
    return '"' + cell.replace('"', '""') + '"' if needs_quotes(cell) else cell


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n")
