"""Writing and reading segments and their signature in whichever format its file's ending names."""

from __future__ import annotations

import codecs
import io
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from aligner.corpus import jsonl, metadata, tmx, tsv, xliff, xlsx
from aligner.corpus.files import STANDARD_OUTPUT, is_special, write_files, write_standard_output
from aligner.corpus.format_names import DEFAULT_FORMAT, ENDINGS, READ_ENDINGS, UI_LANGUAGES
from aligner.corpus.languages import Wanted
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError, OutputError

_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Piece = TypeVar("Piece", str, bytes)
Dumper = Callable[[Sequence[Segment], Mapping[str, Any]], Iterator[Piece]]
"""Makes the pieces of a file of segments and their signature."""
Loader = Callable[[Path, dict[str, Any], Wanted], Iterator[Segment]]
"""Reads a file's segments, and fills in the signature, if the file has one; languages are those the user asked for."""


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a corpus becomes lines, and a file segments.

    `line_of` tells the line of the segment of an index; None where lines are nothing to go by.
    """

    dump: Dumper[str]
    load: Loader
    line_of: Callable[[Path, int], int] | None = None


@dataclass(frozen=True, slots=True)
class BinaryFormat:
    """How a corpus becomes bytes, which no terminal can show, and a file segments.

    `require_library` raises OutputError where what the format needs is not installed.
    """

    dump: Dumper[bytes]
    load: Loader
    require_library: Callable[[], None]


@dataclass(frozen=True, slots=True)
class ReadFormat:
    """How a file becomes segments that is read, not written."""

    load: Loader


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """How a corpus becomes lines for people to read: the signature is in them, and they are not read back.

    `dump_in` is told the language of these people, too.
    """

    dump: Dumper[str]
    dump_in: Callable[[Sequence[Segment], Mapping[str, Any], str], Iterator[str]]


def _report(
    segments: Sequence[Segment], signature: Mapping[str, Any], ui_language: str = UI_LANGUAGES[0]
) -> Iterator[str]:
    from aligner.corpus.report.report import dump  # which no other format needs

    return dump(segments, signature, ui_language)


FORMATS: Final[dict[str, TextFormat | BinaryFormat | ReadFormat | ReportFormat]] = {
    "tsv": TextFormat(
        dump=lambda segments, signature: tsv.dump(segments),
        load=lambda path, signature, wanted: tsv.load(read_lines(path), str(path)),
        line_of=lambda path, index: tsv.line_of(read_lines(path), index),
    ),
    "jsonl": TextFormat(
        dump=jsonl.dump,
        load=lambda path, signature, wanted: jsonl.load(read_lines(path), str(path), signature),
        line_of=lambda path, index: jsonl.line_of(read_lines(path), index),
    ),
    "tmx": TextFormat(tmx.dump, tmx.load),
    "xliff": TextFormat(xliff.dump, xliff.load),
    "xlsx": BinaryFormat(
        dump=lambda segments, signature: xlsx.dump(segments),
        load=lambda path, signature, wanted: xlsx.load(path),
        require_library=xlsx.require_library,
    ),
    "csv": ReadFormat(lambda path, signature, wanted: tsv.load_csv(_lines_of_any_encoding(path), str(path))),
    "html": ReportFormat(_report, _report),
}
READABLE: Final = tuple(name for name, form in FORMATS.items() if not isinstance(form, ReportFormat))


def write_segments(
    segments: Sequence[Segment],
    signature: Mapping[str, Any],
    path: str | PathLike[str],
    format_name: str | None = None,
    ui_language: str = UI_LANGUAGES[0],
) -> None:
    """Write the segments and, beside them, their signature: both or neither.

    Standard output (`-`), devices and pipes get no signature, and a report has it inside. `ui_language` is that of the
    report. Raises OutputError.
    """
    form = FORMATS[output_format(path, format_name)]
    if isinstance(form, ReportFormat):
        require_report_language(ui_language)
        _write_alone(form.dump_in(segments, signature, ui_language), path)
        return
    if isinstance(form, ReadFormat):  # which `output_format` has refused
        return
    if str(path) == STANDARD_OUTPUT:
        if not isinstance(form, BinaryFormat):  # which `output_format` has refused
            write_standard_output(form.dump(segments, signature))
    elif is_special(Path(path)):
        write_files({Path(path): form.dump(segments, signature)})
    else:
        metadata.tidy(Path(path).parent)
        beside = metadata.metadata_path(Path(path))
        content = metadata.Hashed(form.dump(segments, signature))
        write_files({Path(path): content, beside: metadata.dump(signature, content.digest)})


def require_report_language(ui_language: str) -> None:
    """Raise OutputError for a language that there is no report in."""
    if ui_language not in UI_LANGUAGES:
        raise OutputError(f"there is no report in {ui_language!r}; use {' or '.join(UI_LANGUAGES)}")


def _write_alone(lines: Iterator[str], path: str | PathLike[str]) -> None:
    if str(path) == STANDARD_OUTPUT:
        write_standard_output(lines)
    else:
        write_files({Path(path): lines})


def read_segments(path: str | PathLike[str], wanted: Wanted) -> tuple[tuple[Segment, ...], dict[str, Any]]:
    """Read segments and their signature in the format that the ending names.

    `wanted` are the languages of source and target, for files that hold several. A signature beside the file that
    belongs to another state of it is passed over: with a warning, where the file has none in it. Raises CorpusError.
    """
    name = read_format(path)
    form = FORMATS.get(name)
    if Path(path).is_dir():
        raise CorpusError(f"{path}: is a folder; give a corpus in it ({', '.join(READABLE)})")
    if form is None:
        problem = f"no format is known by the ending {name!r}" if name else "the name has no ending"
        raise CorpusError(f"{path}: {problem}; there are {', '.join(READABLE)}")
    if isinstance(form, ReportFormat):
        raise CorpusError(f"{path}: is a report, which cannot be read back; give the corpus ({', '.join(READABLE)})")
    beside = metadata.read_beside(Path(path))
    signature = beside or {}
    segments = tuple(form.load(Path(path), signature, wanted))
    if beside is None and not signature:
        problem = f"belongs to another state of {Path(path).name}, which was changed since, and is passed over"
        warnings.warn(f"{metadata.metadata_path(Path(path))}: {problem}", stacklevel=2)
    return segments, signature


def line_of(path: str | PathLike[str], index: int) -> int | None:
    """Return the line (from 1) of a segment that was read from `path`, by its index (from 0).

    None where the format has no lines, or the file can be read but once.
    """
    form = FORMATS.get(read_format(path))
    if not isinstance(form, TextFormat) or form.line_of is None or is_special(Path(path)):
        return None
    return form.line_of(Path(path), index)


def output_format(path: str | PathLike[str], name: str | None = None) -> str:
    """Return the format's name: the one given, else the path's ending, else TSV for standard output.

    Raises OutputError for one that does not exist, that standard output cannot take, or whose library is missing.
    """
    to_standard_output = str(path) == STANDARD_OUTPUT
    if name is None and to_standard_output:
        return DEFAULT_FORMAT
    chosen = _ending(path) if name is None else name
    if name is None and chosen not in FORMATS and is_special(Path(path)):
        return DEFAULT_FORMAT
    if not chosen and Path(path).is_dir():
        raise OutputError(f"{path}: is a folder; give a name in it, such as {Path(path) / 'parallel.tsv'}")
    if chosen not in FORMATS or isinstance(FORMATS[chosen], ReadFormat):
        written = [known for known, form in FORMATS.items() if not isinstance(form, ReadFormat)]
        remedy = f"end the name in {' or '.join(f'.{known}' for known in written)}, or give the format"
        if read_format(path) in FORMATS and name is None:
            raise OutputError(_only_read(path, remedy))
        problem = f"no format is called {chosen!r}" if chosen else "the name has no ending"
        raise OutputError(f"{path}: {problem}; {remedy}")
    if chosen == "xliff" and _ending(path) in READ_ENDINGS:  # which another program would take for its own
        raise OutputError(_only_read(path, "end the name in .xliff"))
    form = FORMATS[chosen]
    if isinstance(form, BinaryFormat):
        if to_standard_output:
            raise OutputError(f"{chosen} is not text and cannot be written to standard output; write to a file with -o")
        form.require_library()
    return chosen


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file with their line ends (LF alone ends a line), without a byte order mark.

    It is UTF-8, or UTF-16 where it begins with the mark of that. Raises CorpusError for a file that cannot be read or
    is neither.
    """
    try:
        with path.open("rb") as file:
            beginning = file.peek(2)[:2]
            yield from _utf16_lines(file, path) if beginning in _UTF16_MARKS else _utf8_lines(file, path)
    except OSError as error:
        raise CorpusError.unreadable(path, error) from error


def _utf8_lines(file: BinaryIO, path: Path) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            problem = f"{path}:{number}: not UTF-8 (byte {error.start + 1} of the line)"
            raise CorpusError(f"{problem}; save the file as UTF-8") from error


def _utf16_lines(file: BinaryIO, path: Path) -> Iterator[str]:
    try:
        yield from io.StringIO(file.read().decode("utf-16"), newline="\n")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not UTF-16, as its beginning says; save the file as UTF-8") from error


def _lines_of_any_encoding(path: Path) -> list[str]:
    """Return the lines of a file, which may be in the encoding that spreadsheet programs of Windows use; says so."""
    try:
        return list(read_lines(path))
    except CorpusError as error:
        if not isinstance(error.__cause__, UnicodeDecodeError):
            raise
    text = path.read_bytes().decode("cp1252", "replace")
    warnings.warn(
        f"{path}: is not UTF-8, and read as Windows-1252; save it as UTF-8 if letters are wrong", stacklevel=2
    )
    return list(io.StringIO(text, newline="\n"))


def _only_read(path: str | PathLike[str], remedy: str) -> str:
    return f"{path}: a file of the kind .{_ending(path)} is read, but cannot be written; {remedy}"


def read_format(path: str | PathLike[str]) -> str:
    """Return the format that the ending names where a file is read: the ending itself where there is none."""
    ending = _ending(path)
    return READ_ENDINGS.get(ending, ending)


def _ending(path: str | PathLike[str]) -> str:
    ending = Path(path).suffix.removeprefix(".").lower()
    return ENDINGS.get(ending, ending)
