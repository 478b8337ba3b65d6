"""What is to be aligned: pairs of paths, each with an id that names its output."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike
from pathlib import PurePath
from typing import Final

from aligner.errors import InputError

LONGEST_ID: Final = 80
_NOT_FOR_FILES: Final = re.compile(r"[^\w.-]+")
_RESERVED: Final = ("manifest", "totals", "overview", "pairs")
"""Names of files that a batch writes beside the corpora."""


@dataclass(frozen=True, slots=True)
class Job:
    """A pair of documents, its place in the list (from 0), and the id that its output is called by."""

    number: int
    id: str
    source: str
    target: str


def jobs_of(pairs: Iterable[tuple[str | PathLike[str], str | PathLike[str]]]) -> list[Job]:
    """Give each pair an id: the name of its source, with a number where several have the same.

    Raises InputError where there are no pairs, and where one is there twice.
    """
    jobs: list[Job] = []
    taken = set(_RESERVED)
    seen: set[tuple[str, str]] = set()
    for number, (source, target) in enumerate(pairs):
        paths = str(source), str(target)
        if paths in seen:
            raise InputError(f"{paths[0]} and {paths[1]} are there twice: name each pair once")
        seen.add(paths)
        jobs.append(Job(number, _free_id(paths[0], taken), *paths))
    if not jobs:
        raise InputError("there are no pairs of documents to align")
    return jobs


def _free_id(source: str, taken: set[str]) -> str:
    """Make an id that no other has, not even where a file system sees no difference between `A` and `a`."""
    stem = _NOT_FOR_FILES.sub("_", PurePath(source).stem).strip("._")[:LONGEST_ID] or "document"
    found, count = stem, 1
    while found.casefold() in taken:
        count += 1
        found = f"{stem}-{count}"
    taken.add(found.casefold())
    return found
