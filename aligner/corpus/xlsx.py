"""The corpus as a spreadsheet, for people. Needs openpyxl: `pip install 'bitext-aligner[xlsx]'`."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from aligner.corpus import foreign_tables
from aligner.corpus.foreign_tables import DETAILS, Row
from aligner.corpus.json_records import json_of, record_of
from aligner.corpus.json_values import parse
from aligner.corpus.records import Record
from aligner.corpus.segment import Segment
from aligner.corpus.table import COLUMNS, text_cells
from aligner.errors import CorpusError, OutputError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

_Value = str | float | None

_ALL_COLUMNS: Final = (*COLUMNS, DETAILS)
"""The last is hidden: as JSON what the others have no room for."""
_WIDTHS: Final = {"source": 60, "target": 60, "flags": 20, "evidence": 40, "note": 30}
_WIDTH: Final = 12
_NUMBERS: Final = frozenset({"id", "similarity", "confidence"})
_LISTS: Final = frozenset({"source_sentences", "target_sentences", "source_span", "target_span"})
_IN_DETAILS: Final = ("flags", "scores", "dismissed")
_LONGEST: Final = 32_767
"""Characters of a cell, as UTF-16 counts them, and next the rows of a sheet: limits of the format."""
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 256
"""So many columns are looked at: ours are among them, or the table is none of ours."""
_SHOWN_COLUMNS: Final = 32
_LARGEST: Final = 1 << 30
_ALWAYS_ALLOWED: Final = 32 << 20
_GROWTH: Final = 25
"""Bytes that a file may have once unpacked: at most, whatever its size, and for each of its bytes; spreadsheets of text
grow to some ten times their size."""
_LARGEST_PART: Final = 8 << 20
"""Bytes of a part of the file that openpyxl reads as a whole."""
_MOST_ELEMENTS: Final = 200_000
"""Begins and ends of elements in a row: some twelve for each of the cells that it can have."""
_ROW: Final = re.compile(rb"<(?:[\w.-]+:)?(?:row|si)(?=[\s>/])")
_STREAMED: Final = re.compile(r"(?:^|/)(?:worksheets/[^/]*|sharedStrings)\.xml$|(?:^|/)media/", re.IGNORECASE)
_REMEDY: Final = "the first row must name the columns"
_LONGEST_NUMBER: Final = 30
"""Digits: more are no number of ours, and Python counts them in a time that grows with their square."""
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BEGINNING: Final = 1 << 16
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def dump(segments: Sequence[Segment]) -> Iterator[bytes]:
    """Yield the file: one sheet with a header, the columns of the TSV and a hidden one with the rest.

    Text is text always, never a formula. Characters that XML cannot hold are written as `_x001F_`, as Office does.
    The same segments give the same bytes. Raises OutputError where openpyxl is not installed, a text is longer than a
    cell can be, or there are more segments than rows.
    """
    require_library()
    from openpyxl import Workbook

    if len(segments) >= _MOST_ROWS:
        raise OutputError(f"{len(segments)} segments are more than a spreadsheet has rows; write a TSV")
    rows = [list(_values(segment)) for segment in segments]  # before openpyxl opens its temporary files
    written = io.BytesIO()
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("corpus")
    try:
        _lay_out(sheet, len(segments) + 1)
        for row in _cells(rows, sheet):
            sheet.append(row)
        workbook.save(written)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # of the library that openpyxl writes XML with: one that knows no OSError
        with contextlib.suppress(Exception):  # now, not when it is thrown away, where it would complain once more
            sheet._writer.xf.close()
        folder = tempfile.gettempdir()
        raise OutputError(f"a temporary file in {folder} cannot be written ({error}); free some space there") from error
    yield _without_time(written)


def require_library() -> None:
    """Raise OutputError, with the remedy, where openpyxl is not installed."""
    try:
        import openpyxl  # noqa: F401
    except ImportError as error:
        raise OutputError(_missing()) from error


def load(path: Path) -> Iterator[Segment]:
    """Yield the segments of a file of any program: of the first sheet of which a row near the top names the columns.

    Only `source` and `target` must be there; unknown columns are passed over. Read as a stream, within bounds. Raises
    CorpusError, with file and row.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise CorpusError(f"{path}: {_missing()}") from error
    with _opened(path) as file:
        _require_harmless(path, file)
        try:
            workbook = load_workbook(file, read_only=True, data_only=True)
            sheet = _sheet(workbook, path)
        except CorpusError:
            raise
        except Exception as error:  # openpyxl lets through whatever a damaged file raises
            raise CorpusError(f"{path}: {_damaged(error)}") from error
        for _, segment in foreign_tables.segments(_rows(sheet, path), str(path), _record, _REMEDY):
            yield segment


def _missing() -> str:
    return "spreadsheets need openpyxl, which is not installed; run: pip install 'bitext-aligner[xlsx]'"


def _lay_out(sheet: Worksheet, rows: int) -> None:
    from openpyxl.utils import get_column_letter

    for number, name in enumerate(_ALL_COLUMNS, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _WIDTHS.get(name, _WIDTH)
        dimension.hidden = name == DETAILS
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_ALL_COLUMNS))}{rows}"


def _cells(rows: Iterable[list[_Value]], sheet: Worksheet) -> Iterator[list[WriteOnlyCell]]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    def text(value: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, _escaped(value))
        cell.data_type = "s"  # a text that begins with `=` would be a formula
        return cell

    pattern = text("")
    pattern.alignment = Alignment(wrap_text=True, vertical="top")
    number_style = pattern._style
    pattern.number_format = "@"  # so that Office takes what is typed as text too
    text_style = pattern._style

    def cell(name: str, value: _Value) -> WriteOnlyCell:
        made = text(value) if isinstance(value, str) else WriteOnlyCell(sheet, value)
        made._style = number_style if name in _NUMBERS else text_style
        return made

    header = [text(name) for name in _ALL_COLUMNS]
    for made in header:
        made.font = Font(bold=True)
    yield header
    for row in rows:
        yield [cell(name, value) for name, value in zip(_ALL_COLUMNS, row, strict=True)]


def _values(segment: Segment) -> Iterator[_Value]:
    in_full = json_of(segment)
    details = {name: in_full[name] for name in _IN_DETAILS if in_full.get(name)}
    cells: dict[str, _Value] = {name: in_full[name] for name in _NUMBERS}
    cells.update(text_cells(segment))
    cells[DETAILS] = json.dumps(details) if details else None
    for name in _ALL_COLUMNS:
        value = cells[name]
        if isinstance(value, str):
            _require_short(name, value, segment.id)
        yield value if value != "" else None


def _require_short(name: str, value: str, identifier: int) -> None:
    if len(value) <= _LONGEST // 2:
        return
    length = len(value.encode("utf-16-le", "surrogatepass")) // 2
    if length > _LONGEST:
        raise OutputError(
            f"segment {identifier}: {name} has {length} characters, a cell of a spreadsheet at most {_LONGEST}; "
            "write a TSV, JSONL, TMX or XLIFF"
        )


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _without_time(written: io.BytesIO) -> bytes:
    """Return the archive with all times set to the first that it can hold."""
    result = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return result.getvalue()


def _opened(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise CorpusError.unreadable(path, error) from error


def _require_harmless(path: Path, file: io.BufferedReader) -> None:
    """Refuse an archive that grows beyond measure, or whose XML declares anything: no spreadsheet does."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            packed = os.fstat(file.fileno()).st_size
            largest = min(_LARGEST, _ALWAYS_ALLOWED + _GROWTH * packed)
            if sum(entry.file_size for entry in entries) > largest:
                raise CorpusError(f"{path}: is larger than {largest >> 20} MB once unpacked; save it as TSV")
            for entry in entries:
                if entry.file_size > _LARGEST_PART and not _STREAMED.search(entry.filename):
                    raise CorpusError(f"{path}: {entry.filename} is too large to be read; save it as TSV")
                with archive.open(entry) as part:
                    beginning = part.read(_BEGINNING)
                    if any(mark in beginning for mark in _DOCTYPES):
                        raise CorpusError(f"{path}: has a document type in {entry.filename}; save it anew as XLSX")
                    if _STREAMED.search(entry.filename):
                        _require_short_rows(beginning, part, f"{path}: {entry.filename}")
    except CorpusError:
        raise
    except Exception as error:  # a damaged archive raises whatever zipfile and zlib have
        raise CorpusError(f"{path}: {_damaged(error)}") from error
    file.seek(0)


def _require_short_rows(beginning: bytes, part: IO[bytes], name: str) -> None:
    """Refuse a part with a row (a string) of more elements than any has: it would be read as a whole."""
    if b"\0" in beginning:
        raise CorpusError(f"{name} is in UTF-16, which is not read in a spreadsheet; save it anew as XLSX")
    elements = 0
    chunk, rest = beginning, b""
    while chunk:
        text = rest + chunk
        pieces = _ROW.split(text)
        for place, piece in enumerate(pieces):
            elements = piece.count(b"<") + (elements if place == 0 else 0)
            if elements > _MOST_ELEMENTS:
                raise CorpusError(f"{name} has a row with more cells than a sheet can have; save it as TSV")
        rest = text[text.rfind(b"<") :] if text.rfind(b"<") > len(text) - 200 else b""
        elements -= bool(rest)
        chunk = part.read(_BEGINNING)


def _damaged(error: Exception) -> str:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return f"is not an XLSX file that can be read ({reason}); save it anew as XLSX"


def _sheet(workbook: Workbook, path: Path) -> ReadOnlyWorksheet:
    """Return the first sheet with a header; warns where others have one, too. Raises CorpusError."""
    sheets = list(workbook.worksheets)
    found = [sheet for sheet in sheets if foreign_tables.header_in(_rows(sheet, path)) is not None]
    if len(found) > 1:
        others = ", ".join(sheet.title for sheet in found[1:])
        problem = f"sheet {found[0].title} is read, though there are columns source and target in others, too: {others}"
        warnings.warn(f"{path}: {problem}; put the one that is meant first", stacklevel=2)
    if found:
        return found[0]
    if len(sheets) == 1:
        return sheets[0]
    names = ", ".join(sheet.title for sheet in sheets)
    raise CorpusError(f"{path}: no sheet has the columns source and target ({names}); {_REMEDY}")


def _rows(sheet: ReadOnlyWorksheet, path: Path) -> Iterator[Row]:
    """Yield the rows that have cells. Raises CorpusError.

    By the parser behind `iter_rows`, which would fill up all rows and cells that are left out: a file of some bytes may
    have one cell in row 900,000,000.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    workbook = sheet.parent
    settings = {"data_only": True, "epoch": workbook.epoch, "date_formats": workbook._date_formats}
    try:
        with sheet._get_source() as source:
            parser = WorkSheetParser(
                source, sheet._shared_strings, timedelta_formats=workbook._timedelta_formats, **settings
            )
            for number, cells in parser.parse():
                if number > _MOST_ROWS:
                    raise CorpusError(f"{path}: has a row {number}, where a sheet has {_MOST_ROWS}; save it anew")
                found = {cell["column"]: _text(cell["value"]) for cell in cells if cell["value"] is not None}
                if found:
                    yield number, _in_line(found)
    except CorpusError:
        raise
    except Exception as error:  # openpyxl lets through whatever a damaged file raises
        raise CorpusError(f"{path}: {_damaged(error)}") from error


def _in_line(found: Mapping[int, str]) -> list[str]:
    """Return the cells of a row, with empty ones behind them: a sheet has no end on the right."""
    width = max(_SHOWN_COLUMNS, min(_MOST_COLUMNS, max(found)))
    return [found.get(column, "") for column in range(1, width + 1)]


def _text(value: object) -> str:
    """Return what a cell shows; a number that was typed where a text belongs is that text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else _unescaped(str(value))


def _record(given: Mapping[str, str]) -> Record:
    details = _details(given.get(DETAILS, ""))
    values: dict[str, Any] = {"source": given.get("source", ""), "target": given.get("target", "")}
    for name in ("bead", "status", "note"):
        values[name] = given.get(name, "") or None
    for name in _NUMBERS:
        values[name] = _number(name, given.get(name, ""))
    for name in _LISTS:
        values[name] = _numbers(name, given)
    return record_of({**values, **{name: details[name] for name in _IN_DETAILS if name in details}})


def _details(text: str) -> dict[str, Any]:
    try:
        found = parse(text) if text else {}
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ValueError(f"{DETAILS} is not a JSON object; empty the cell, or write the file again")
    return found


def _number(name: str, text: str) -> float | None:
    if not text:
        return None
    try:
        return int(text) if name == "id" and len(text) <= _LONGEST_NUMBER else float(text)
    except ValueError:
        raise ValueError(f"{name} is {text[:40]!r}; it must be a number") from None


def _numbers(name: str, given: Mapping[str, str]) -> list[int] | None:
    text = given.get(name)
    if text is None or (not text and name.endswith("span")):
        return None
    parts: Iterable[str] = filter(None, re.split("[,-]", text))
    try:
        return [int(part[:_LONGEST_NUMBER]) for part in parts]
    except ValueError:
        raise ValueError(f"{name} is {text[:40]!r}; write whole numbers, such as 0,1 or 12-40") from None
