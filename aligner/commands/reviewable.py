"""What can be reviewed, and what to do about what cannot."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from aligner.commands.failures import report
from aligner.errors import CorpusError, InputError

_SHOWN: Final = 3
"""Corpora of a folder that are named."""


def one_corpus(paths: Sequence[str]) -> str:
    """Return the one corpus that was named. Raises InputError, with the command to use, for anything else."""
    if len(paths) > 1:
        first, second, *more = map(shlex.quote, paths)
        if more or all(map(_is_corpus, paths)):
            raise InputError("review takes one corpus at a time: start it once for each")
        raise InputError(
            "review takes one corpus; two texts are aligned first: "
            f"aligner align {first} {second} -o parallel.tsv, then aligner review parallel.tsv"
        )
    path = paths[0]
    if Path(path).is_dir():
        raise InputError(_of_folder(Path(path)))
    return path


def note_what_cannot_be_saved(path: str) -> None:
    """Say before the work what its end would: that decisions cannot be written into a file of this kind."""
    from aligner.corpus.format_names import READ_ENDINGS
    from aligner.corpus.formats import FORMATS, ReadFormat

    ending = _ending(path)
    if ending in READ_ENDINGS or isinstance(FORMATS.get(ending), ReadFormat):
        saved = shlex.quote(str(Path(path).with_suffix(".tsv")))
        given = shlex.quote(path)
        report(
            "note",
            f"{path}: a file of the kind .{ending} is read, but cannot be written: put your decisions elsewhere "
            f"with aligner export {given} -o {saved}; or look for errors first with aligner check {given} -o {saved}, "
            "and review that",
        )


@contextlib.contextmanager
def texts_aligned_first(path: str, then: str) -> Iterator[None]:
    """Say of a text, where a corpus was expected, that it is to be aligned first, and what to do `then`."""
    try:
        yield
    except CorpusError as error:
        if not Path(path).is_file() or not _looks_like_text(path, str(error)):
            raise
        advice = f"aligner align {shlex.quote(path)} TRANSLATION -o parallel.tsv, {then}"
        raise CorpusError(f"{_first_part(str(error))}; if this is a text, align it first: {advice}") from error


def _looks_like_text(path: str, problem: str) -> bool:
    """Tell whether no column or no ending says that a file is a corpus."""
    return not _is_corpus(path) or (_ending(path) in ("txt", "tab", "tsv") and "no column" in problem)


def _is_corpus(path: str) -> bool:
    from aligner.corpus.format_names import ENDINGS, READ_ENDINGS
    from aligner.corpus.formats import FORMATS

    ending = _ending(path)
    return ending in {*FORMATS, *ENDINGS, *READ_ENDINGS} - {"txt"}


def _of_folder(folder: Path) -> str:
    found = sorted(entry for entry in folder.iterdir() if entry.is_file() and _is_corpus(entry.name))
    if not found:
        advice = "align two texts first: aligner align SOURCE TARGET -o parallel.tsv"
        return f"{folder}: is a folder without a corpus; {advice}"
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    names = ", ".join(shlex.quote(str(entry)) for entry in found[:_SHOWN])
    return f"{folder}: is a folder; review one corpus of it: {names}{more}"


def _first_part(problem: str) -> str:
    return problem.partition("; ")[0]


def _ending(path: str) -> str:
    return Path(path).suffix.removeprefix(".").lower()
