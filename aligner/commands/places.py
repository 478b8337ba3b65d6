"""Where a command writes to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from aligner.commands.options import STANDARD_STREAM
from aligner.errors import OutputError


def require_place(output: str, format_name: str | None, inputs: Iterable[str]) -> None:
    """Find out before the work whether its result has a place, and one that holds none of the input.

    Raises OutputError.
    """
    from aligner.corpus.files import is_special, require_different, require_writable
    from aligner.corpus.formats import output_format
    from aligner.corpus.metadata import metadata_path

    output_format(output, format_name)
    if output == STANDARD_STREAM:
        return
    require_writable(Path(output))
    places = [Path(output), metadata_path(Path(output))]
    if not is_special(places[0]):  # which gets no metadata
        require_different(places)
    for written in places:
        if any(is_same_file(written, read) for read in inputs):
            raise OutputError(f"{written}: is an input of this run and would be lost; choose another OUT")


def is_same_file(written: Path, read: str) -> bool:
    """Tell whether what is to be written is a file that is read."""
    try:
        return written.is_file() and written.samefile(read)
    except OSError:  # the input is missing or is standard input
        return False
