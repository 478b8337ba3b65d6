"""The manifest of a batch: a line a pair, appended as soon as its output is complete, and put in order at the end."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from aligner.batch.entry import Entry, digest_of, entry_of
from aligner.batch.jobs import Job
from aligner.corpus.files import write_files
from aligner.corpus.metadata import tidy
from aligner.errors import OutputError

MANIFEST: Final = "manifest.jsonl"
_LOCK: Final = ".batch.lock"


class Manifest:
    """The manifest in an output folder. What it says outlives the process, however that ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / MANIFEST

    def entries(self) -> dict[str, Entry]:
        """Read the entries by document, the last one of each; lines that are not whole are passed over."""
        try:
            lines = self._path.read_text("utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise OutputError(f"{self._path}: cannot be read ({error.strerror}): choose another folder") from error
        found = (entry_of(line) for line in lines if line)
        return {entry.document: entry for entry in found if entry is not None}

    def append(self, entry: Entry) -> None:
        """Write an entry down and wait until it is on the disk."""
        try:
            with self._path.open("ab") as file:
                # What an earlier process did not finish must not swallow this line.
                file.write((("\n" if self._is_torn() else "") + entry.line()).encode("utf-8", "backslashreplace"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{self._path}: cannot be written ({error.strerror}): free some space") from error

    def rewrite(self, entries: Sequence[Entry]) -> None:
        """Put the manifest in the order of the pairs, each once."""
        write_files({self._path: (entry.line() for entry in entries)})

    def _is_torn(self) -> bool:
        size = self._path.stat().st_size
        if not size:
            return False
        with self._path.open("rb") as file:
            file.seek(size - 1)
            return file.read(1) != b"\n"


def still_valid(
    entries: Mapping[str, Entry], jobs: Iterable[Job], options: Mapping[str, object], folder: Path
) -> dict[str, Entry]:
    """Return the entries of jobs that need not be done again: same texts, same options, output as it was written."""
    return {
        job.id: entry
        for job in jobs
        if (entry := entries.get(job.id)) is not None
        and entry.is_done
        and (entry.source, entry.target) == (job.source, job.target)
        and entry.options == options
        and entry.source_sha256 == digest_of(job.source)
        and entry.target_sha256 == digest_of(job.target)
        and entry.output_sha256 == digest_of(folder / entry.output)
        and (not entry.report or (folder / entry.report).is_file())
    }


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep other batches out of the folder, which is made if it is not there; sweep out what a killed one left.

    Raises OutputError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("ab")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written to ({error.strerror or error}): choose another") from error
    with lock:
        if not _is_locked(lock.fileno()):
            raise OutputError(f"{folder}: another batch is writing to it: wait for it, or choose another folder")
        tidy(folder)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                (folder / _LOCK).unlink()


def _is_locked(descriptor: int) -> bool:
    """Lock a file until it is closed, or its process ends in whatever way; tell whether that was possible."""
    try:
        import fcntl
    except ImportError:  # Windows, where another process cannot open what is written to
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
