"""The corpus as a table: UTF-8, LF, a header, no quoting, so that `cut` and `awk` read it too."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Final

from aligner.corpus import foreign_tables
from aligner.corpus.evidence import flags_of
from aligner.corpus.foreign_tables import DISMISSED
from aligner.corpus.quoted_tables import comma_separated, plain, tab_separated
from aligner.corpus.records import Record, check_span
from aligner.corpus.segment import Segment
from aligner.corpus.table import COLUMNS, text_cells

_BREAK: Final = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SPAN: Final = re.compile(r"(\d{1,15})-(\d{1,15})", re.ASCII)
_FREE: Final = ("source", "target", "evidence", "note")
"""Columns of text, which may have tabs and line breaks."""
_OWN_HEADER: Final = "\t".join(COLUMNS)
_REMEDY: Final = "the first line must name the columns, parted by"


def flat(text: str) -> str:
    """Replace each tab and each line break by one space, so that lengths and spans stay valid.

    A lone surrogate, which UTF-8 cannot hold, becomes the replacement character.
    """
    return _SURROGATE.sub("\ufffd", _BREAK.sub(" ", text))


def dump(segments: Iterable[Segment]) -> Iterator[str]:
    """Yield the table line by line, header first, each with its line end.

    Where a flag was dismissed in any segment there is one more column, `dismissed`: keys, comma-separated.
    """
    segments = tuple(segments)
    dismissals = any(segment.dismissed for segment in segments)
    yield "\t".join((*COLUMNS, DISMISSED) if dismissals else COLUMNS) + "\n"
    for segment in segments:
        more = (",".join(segment.dismissed),) if dismissals else ()
        yield "\t".join((*_cells(segment), *more)) + "\n"


def load(lines: Iterable[str], name: str) -> Iterator[Segment]:
    """Yield the segments of a table.

    Only the columns `source` and `target` must be there; unknown ones are passed over. A table says less of flags than
    a segment holds: each gets the segment's severity, its spans and its probability are None. Raises CorpusError, which
    calls the table `name` and gives the line.
    """
    return (segment for _, segment in _numbered(lines, name))


def load_csv(lines: Iterable[str], name: str) -> Iterator[Segment]:
    """Yield the segments of a table with commas or semicolons, as `load`; warns of which it is."""
    rows, delimiter = comma_separated(list(lines), name)
    warnings.warn(f"{name}: read as a table whose cells are parted by {delimiter}", stacklevel=2)
    return (segment for _, segment in foreign_tables.segments(rows, name, _record, f"{_REMEDY} {delimiter}"))


def line_of(lines: Iterable[str], index: int) -> int:
    """Return the number (from 1) of the line that holds the segment of an index (from 0)."""
    return next(islice((number for number, _ in _numbered(lines, "")), index, None))


def _numbered(lines: Iterable[str], name: str) -> Iterator[tuple[int, Segment]]:
    lines = iter(lines)
    first = next(lines, "")
    whole = chain([first], lines)
    is_ours = first.startswith(_OWN_HEADER)
    rows = plain(whole) if is_ours else tab_separated(list(whole), name)
    return foreign_tables.segments(rows, name, _record, f"{_REMEDY} tabs")


def _cells(segment: Segment) -> Iterator[str]:
    cells = text_cells(segment)
    for name in _FREE:
        cells[name] = flat(cells[name])
    cells["id"] = str(segment.id)
    cells["similarity"] = _share(segment.similarity)
    cells["confidence"] = _share(segment.confidence)
    return map(cells.__getitem__, COLUMNS)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _record(given: Mapping[str, str]) -> Record:
    return Record(
        source=given["source"],
        target=given["target"],
        id=_integer("id", given["id"]) if "id" in given else None,
        kind=given.get("bead") or None,
        similarity=_number("similarity", given.get("similarity", "")),
        confidence=_number("confidence", given.get("confidence", "")),
        flags=flags_of(
            given.get("flags", ""),
            given.get("severity", ""),
            given.get("evidence", ""),
            (given["source"], given["target"]),
        ),
        source_sentences=_integers("source_sentences", given),
        target_sentences=_integers("target_sentences", given),
        source_span=_range("source_span", given.get("source_span", "")),
        target_span=_range("target_span", given.get("target_span", "")),
        status=given.get("status", ""),
        note=given.get("note", ""),
        dismissed=tuple(filter(None, given.get(DISMISSED, "").split(","))),
    )


def _integer(name: str, cell: str) -> int:
    if not (cell.isdigit() and cell.isascii() and len(cell) <= 15):
        raise ValueError(f"{name} is {cell[:40]!r}; it must be a whole number of at most 15 digits")
    return int(cell)


def _integers(name: str, given: Mapping[str, str]) -> tuple[int, ...] | None:
    if name not in given:
        return None
    return tuple(_integer(name, part) for part in given[name].split(",")) if given[name] else ()


def _number(name: str, cell: str) -> float | None:
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"{name} is {cell[:40]!r}; it must be a number from 0 to 1, or empty") from None


def _range(name: str, cell: str) -> tuple[int, int] | None:
    if not cell:
        return None
    match = _SPAN.fullmatch(cell)
    if match is None:
        raise ValueError(f"{name} is {cell[:40]!r}; write start-end in characters, such as 12-40")
    return check_span(name, int(match[1]), int(match[2]))
