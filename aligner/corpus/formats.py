"""Writing and reading a corpus in whichever format its file's ending names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final

from aligner.corpus import jsonl, metadata, tsv
from aligner.corpus.files import STANDARD_OUTPUT, is_special, write_files, write_standard_output
from aligner.corpus.segment import Corpus, Segment
from aligner.errors import CorpusError, OutputError


@dataclass(frozen=True, slots=True)
class Format:
    """How a corpus becomes lines, and lines segments; reading fills in the signature, if the file has one."""

    dump: Callable[[Corpus], Iterator[str]]
    load: Callable[[Iterator[str], str, dict[str, Any]], Iterator[Segment]]


FORMATS: Final = {
    "tsv": Format(
        dump=lambda corpus: tsv.dump(corpus.segments),
        load=lambda lines, name, signature: tsv.load(lines, name),
    ),
    "jsonl": Format(
        dump=lambda corpus: jsonl.dump(corpus.segments, corpus.signature),
        load=jsonl.load,
    ),
}
DEFAULT_FORMAT: Final = "tsv"


def write_corpus(corpus: Corpus, path: str | PathLike[str], format_name: str | None = None) -> None:
    """Write the corpus and, beside it, its signature: both or neither. Standard output (`-`) gets none.

    Raises OutputError for an unknown format or a file that cannot be written.
    """
    lines = FORMATS[output_format(path, format_name)].dump(corpus)
    if str(path) == STANDARD_OUTPUT:
        write_standard_output(lines)
    elif is_special(Path(path)):
        write_files({Path(path): lines})
    else:
        beside = metadata.metadata_path(Path(path))
        write_files({Path(path): lines, beside: metadata.dump(corpus.signature)})


def read_corpus(path: str | PathLike[str]) -> Corpus:
    """Read a corpus in the format that its ending names. Raises CorpusError."""
    name = _ending(path)
    if name not in FORMATS:
        raise CorpusError(f"{path}: no format is known by the ending {name!r}; there are {', '.join(FORMATS)}")
    signature = metadata.read_beside(Path(path))
    segments = tuple(FORMATS[name].load(read_lines(Path(path)), str(path), signature))
    return Corpus(segments, signature)


def output_format(path: str | PathLike[str], name: str | None = None) -> str:
    """Return the format's name: the one given, else the path's ending, else TSV for standard output.

    Raises OutputError for one that does not exist.
    """
    if name is None and str(path) == STANDARD_OUTPUT:
        return DEFAULT_FORMAT
    chosen = _ending(path) if name is None else name
    if chosen not in FORMATS:
        remedy = f"end the name in {' or '.join(f'.{known}' for known in FORMATS)}, or give the format"
        raise OutputError(f"{path}: no format is called {chosen!r}; {remedy}")
    return chosen


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file with their line ends (LF alone ends a line), without a byte order mark.

    Raises CorpusError for a file that cannot be read or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    problem = f"{path}:{number}: not UTF-8 (byte {error.start + 1} of the line)"
                    raise CorpusError(f"{problem}; save the file as UTF-8") from error
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror or error}; check its name and place") from error


def _ending(path: str | PathLike[str]) -> str:
    return Path(path).suffix.removeprefix(".").lower()
