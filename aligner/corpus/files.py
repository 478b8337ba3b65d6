"""Writing results so that a reader finds the old file or the new one, never half of either."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from aligner.corpus.privacy import ANYBODY, close_to, permissions_like
from aligner.corpus.staging import Staging
from aligner.errors import OutputError

STANDARD_OUTPUT = "-"


def write_files(contents: Mapping[Path, Iterable[str] | Iterable[bytes]], like: Path | None = None) -> None:
    """Write each path's lines as UTF-8, or its bytes as they are, all files or none.

    Everything is staged and flushed to the disk beside its target first, then renamed into place. Whatever
    fails or interrupts before the last rename leaves all old files as they were and no temporary file; a process that
    is killed leaves the old first file or the new one, and others that belong to it or are missing (see
    `aligner.corpus.metadata.tidy`). A symbolic link is followed, an existing file keeps its permissions, and a device
    or pipe is written to directly. A new file is no more open than the one `like`, and those after the first are no
    more open than that.

    Raises OutputError, with the path and a remedy.
    """
    require_different(contents)
    targets = [_target(path) for path in contents]
    staged: list[_Staged] = []
    with contextlib.ExitStack() as folders:
        stagings: dict[Path, Staging] = {}
        for target, (path, lines) in zip(targets, contents.items(), strict=True):
            with _explained(path):
                if is_special(target):
                    _write_through(target, lines)
                    continue
                if target.parent not in stagings:
                    stagings[target.parent] = Staging(target.parent)
                    folders.callback(stagings[target.parent].close)
                permissions = permissions_like(like) & (staged[0].permissions if staged else ANYBODY)
                staged.append(_Staged(target, stagings[target.parent], permissions))
                staged[-1].fill(lines)
        _commit(staged)


def write_standard_output(lines: Iterable[str]) -> None:
    """Write UTF-8 with LF line ends to standard output, whatever the platform's conventions.

    Raises BrokenPipeError when the reader has gone, and OutputError for all else that can go wrong.
    """
    if sys.stdout is None:  # closed by the shell: `>&-`
        raise OutputError("cannot write to standard output: it is closed; write to a file with -o")
    stream = sys.stdout.buffer
    try:
        for line in lines:
            stream.write(encoded(line))
        stream.flush()
    except BrokenPipeError:
        abandon_standard_output()
        raise
    except OSError as error:
        abandon_standard_output()
        raise OutputError(f"cannot write to standard output: {_reason(error)}; write to a file with -o") from error


def abandon_standard_output() -> None:
    """Drop what is still buffered: the interpreter would try to write it again at its end, and complain."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def require_writable(path: Path) -> None:
    """Raise OutputError now, before a long run, where `path` can be seen to be no place to write to."""
    target = _target(path)
    if not is_special(target) and not os.access(target.parent, os.W_OK | os.X_OK):
        problem = f"no permission to write in the folder {path.parent}"
        raise OutputError(f"{path}: {problem}; change its permissions or choose another")


def require_different(paths: Iterable[Path]) -> None:
    """Raise OutputError where two of the paths lead to one file."""
    seen: list[Path] = []
    for path in paths:
        target = _target(path)
        if not is_special(target) and any(target == other or _is_same(target, other) for other in seen):
            raise OutputError(f"{path}: would be written twice, as two names lead to it; choose another OUT")
        seen.append(target)


def is_special(path: Path) -> bool:
    """Tell whether `path` is a device or a pipe, which can be written to but not replaced."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)  # noqa: PTH110, PTH112, PTH113


def encoded(line: str | bytes) -> bytes:
    """Return what a line is in a file."""
    if isinstance(line, bytes):
        return line
    # A lone surrogate has no UTF-8. In JSON, which may hold one, this is its proper escape; the TSV has none.
    return line.encode("utf-8", "backslashreplace")


def _target(path: Path) -> Path:
    """Follow links to where the bytes will go, and refuse what cannot be a file."""
    with _explained(path):
        if is_special(path):  # whose real path, as that of a pipe behind /dev/stdout, may be no path at all
            return path
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise OutputError(f"{path}: is a folder; name a file in it, such as {path / 'parallel.tsv'}")
        if not target.parent.is_dir():
            raise OutputError(f"{path}: there is no folder {path.parent}; create it or choose another place")
        if target.exists() and not os.access(target, os.W_OK):
            raise OutputError(f"{path}: no permission to write; change its permissions or choose another name")
        return target


def _write_through(target: Path, lines: Iterable[str] | Iterable[bytes]) -> None:
    with target.open("wb") as file:
        file.writelines(map(encoded, lines))


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


class _Staged:
    """A file's new content, waiting for the rename."""

    def __init__(self, target: Path, staging: Staging, permissions: int) -> None:
        self.target = target
        self._new = staging.new(target.name)
        self._old = staging.old(target.name)
        self._permissions = permissions
        self._replaced = False

    @property
    def permissions(self) -> int:
        """Those of the new file."""
        return permissions_like(self._new)

    def fill(self, lines: Iterable[str] | Iterable[bytes]) -> None:
        # Not `tempfile`: its files are private to the user, where a new file should follow the umask.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._new, flags, self._permissions)
        with os.fdopen(descriptor, "wb") as file:
            if self.target.exists():
                self._keep_owner()
                shutil.copymode(self.target, self._new)
                if self._permissions != ANYBODY:
                    close_to(self._new, self._permissions)
            file.writelines(map(encoded, lines))
            file.flush()
            os.fsync(file.fileno())

    def set_aside(self) -> None:
        """Take the old file away."""
        if self.target.exists():
            self.target.replace(self._old)

    def replace(self) -> None:
        if self.target.exists():
            try:
                self._old.hardlink_to(self.target)
            except OSError:  # a file system without hard links
                shutil.copy2(self.target, self._old)
        self._replaced = True
        self._new.replace(self.target)

    def restore(self) -> None:
        """Undo `set_aside` and `replace`, however far they came."""
        if self._old.exists():
            self._old.replace(self.target)
        elif self._replaced and not self._new.exists():
            self.target.unlink(missing_ok=True)

    def _keep_owner(self) -> None:
        """Let the file belong to whom it belonged, as far as this user may decide that."""
        before, now = self.target.stat(), self._new.stat()
        if hasattr(os, "chown") and (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid):
            with contextlib.suppress(OSError):
                os.chown(self._new, before.st_uid, before.st_gid)


def _commit(staged: list[_Staged]) -> None:
    """Rename all files into place. What belongs to the first is away while that is neither old nor new for sure."""
    try:
        for file in staged[1:]:
            with _explained(file.target):
                file.set_aside()
        for file in staged:
            with _explained(file.target):
                file.replace()
    except BaseException:
        for file in reversed(staged):
            with contextlib.suppress(OSError):
                file.restore()
        raise
    for folder in {file.target.parent for file in staged}:
        _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    """Make the renames themselves last through a power cut, where the platform has a way to ask for it."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        remedy = "nothing was changed; free some space or choose another place with -o"
        raise OutputError(f"{path}: cannot be written: {_reason(error)}; {remedy}") from error


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
