"""The corpus as a table: UTF-8, LF, a header, no quoting, so that `cut` and `awk` read it too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from aligner.corpus.evidence import flags_of
from aligner.corpus.records import Assembler, Record, check_span
from aligner.corpus.segment import Segment
from aligner.corpus.table import COLUMNS, text_cells
from aligner.errors import CorpusError

_BREAK: Final = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SPAN: Final = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)
_REQUIRED: Final = ("source", "target")
_FREE: Final = ("source", "target", "evidence", "note")
"""Columns of text, which may have tabs and line breaks."""
_DISMISSED: Final = "dismissed"


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
    yield "\t".join((*COLUMNS, _DISMISSED) if dismissals else COLUMNS) + "\n"
    for segment in segments:
        more = (",".join(segment.dismissed),) if dismissals else ()
        yield "\t".join((*_cells(segment), *more)) + "\n"


def load(lines: Iterable[str], name: str) -> Iterator[Segment]:
    """Yield the segments of a table.

    Only the columns `source` and `target` must be there; unknown ones are passed over. A table says less of flags than
    a segment holds: each gets the segment's severity, its spans and its probability are None. Raises CorpusError, which
    calls the table `name` and gives the line.
    """
    numbered = enumerate((line.removesuffix("\n").removesuffix("\r") for line in lines), 1)
    columns = _header(next(numbered, (1, ""))[1], name)
    assembler = Assembler()
    blank = 0
    for number, line in numbered:
        if not line:
            blank = blank or number
            continue
        try:
            if blank:  # blank lines are harmless at the end only
                number = blank
                raise ValueError("the line is empty; delete it")
            yield assembler.add(_record(line, columns))
        except ValueError as error:
            raise CorpusError(f"{name}:{number}: {error}") from error


def line_of(index: int) -> int:
    """Return the number (from 1) of the line that holds the segment of an index (from 0): the header is the first."""
    return index + 2


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


def _header(line: str, name: str) -> list[str]:
    columns = line.split("\t")
    missing = [column for column in _REQUIRED if column not in columns]
    if missing:
        remedy = "the first line must name the columns, parted by tabs"
        raise CorpusError(f"{name}:1: no column {' and no column '.join(missing)}; {remedy}")
    repeated = [column for column in (*COLUMNS, _DISMISSED) if columns.count(column) > 1]
    if repeated:
        raise CorpusError(f"{name}:1: column {repeated[0]} is there twice; keep one of them")
    return columns


def _record(line: str, columns: Sequence[str]) -> Record:
    cells = line.split("\t")
    if cells == columns:
        raise ValueError("the header stands here again; delete this line")
    if len(cells) != len(columns):
        remedy = "a tab inside a text must be a space" if len(cells) > len(columns) else "fill the line up with tabs"
        raise ValueError(f"{len(cells)} columns where the header has {len(columns)}; {remedy}")
    given = dict(zip(columns, cells, strict=True))
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
        dismissed=tuple(filter(None, given.get(_DISMISSED, "").split(","))),
    )


def _integer(name: str, cell: str) -> int:
    if not (cell.isdigit() and cell.isascii() and len(cell) <= 18):
        raise ValueError(f"{name} is {cell!r}; it must be a whole number")
    return int(cell)


def _integers(name: str, given: dict[str, str]) -> tuple[int, ...] | None:
    if name not in given:
        return None
    return tuple(_integer(name, part) for part in given[name].split(",")) if given[name] else ()


def _number(name: str, cell: str) -> float | None:
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"{name} is {cell!r}; it must be a number from 0 to 1, or empty") from None


def _range(name: str, cell: str) -> tuple[int, int] | None:
    if not cell:
        return None
    match = _SPAN.fullmatch(cell)
    if match is None:
        raise ValueError(f"{name} is {cell!r}; write start-end in characters, such as 12-40")
    return check_span(name, int(match[1]), int(match[2]))
