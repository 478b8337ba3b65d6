"""Which files of a folder are documents."""

from __future__ import annotations

import os
from pathlib import Path

from aligner.errors import InputError


def documents_in(folder: str | Path) -> list[str]:
    """Return the paths of all files in a folder and the folders in it, in order; hidden ones are left out.

    Raises InputError for what is no folder, and for one without files.
    """
    top = Path(folder)
    if not top.is_dir():
        problem = "is a file: give the folder that it is in" if top.exists() else "there is no such folder"
        raise InputError(f"{folder}: {problem}")
    found: list[str] = []
    for place, folders, files in os.walk(top, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(place, name) for name in files if not name.startswith("."))
        found += [str(path) for path in paths if path.is_file()]
    if not found:
        raise InputError(f"{folder}: there are no files in it: give a folder of documents")
    return sorted(found)


def _refuse(error: OSError) -> None:
    reason = error.strerror or error
    raise InputError(f"{error.filename}: cannot be read ({reason}): change its permissions") from error
