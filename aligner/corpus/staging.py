"""Where files wait until all of them are complete: a folder beside their places, locked while its process lives."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

NEW: Final = "new"
OLD: Final = "old"
"""Folders in it: what is to come, and what was there before."""
_LOCK: Final = "lock"
_NAME: Final = re.compile(r"\.aligner-[0-9a-f]{12}")
_OLDER_NAME: Final = re.compile(r"\..{1,40}\.[0-9a-f]{12}\.(?:new|old)")
"""Files that versions up to 0.1.0 may have left."""
_ATTEMPTS: Final = 100
_OUTDATED: Final = 86_400.0
"""Seconds after which a folder counts as left over where there are no locks to tell."""


class Staging:
    """A folder in `parent` of its own for the files of one run."""

    def __init__(self, parent: Path) -> None:
        """Make it. Raises OSError."""
        self.folder, self._lock = _made(parent)

    def new(self, name: str) -> Path:
        """Return where a file of that name is written."""
        return self.folder / NEW / name

    def old(self, name: str) -> Path:
        """Return where the file is kept that it replaces."""
        return self.folder / OLD / name

    def close(self) -> None:
        """Remove it with all that is in it."""
        os.close(self._lock)  # first, as Windows removes no file that is open
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep(parent: Path, rescue: Callable[[Path], None]) -> None:
    """Remove what killed runs of this user have left in `parent`, after `rescue` has had a look at each such folder."""
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(parent)):
            if _OLDER_NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False) and _is_own(entry):
                _remove_outdated(entry)
            if _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False) and _is_own(entry):
                with contextlib.suppress(OSError), _taken(Path(entry.path)):
                    rescue(Path(entry.path))
                    shutil.rmtree(entry.path, ignore_errors=True)


def _remove_outdated(entry: os.DirEntry[str]) -> None:
    if time.time() - entry.stat(follow_symlinks=False).st_ctime > _OUTDATED:
        with contextlib.suppress(OSError):
            Path(entry.path).unlink()


def _made(parent: Path) -> tuple[Path, int]:
    for _ in range(_ATTEMPTS):
        folder = parent / f".aligner-{secrets.token_hex(6)}"
        folder.mkdir(0o700)
        try:
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:  # swept before it was locked
            continue
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if _locked(lock) is not False:
            with contextlib.suppress(FileNotFoundError):
                (folder / NEW).mkdir()
                (folder / OLD).mkdir()
                return folder, lock
        os.close(lock)
    raise OSError(f"no folder for new files can be made in {parent}")


@contextlib.contextmanager
def _taken(folder: Path) -> Iterator[None]:
    """Hold a folder that nobody holds. Raises OSError."""
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        is_free = _locked(lock)
        if is_free is None:
            is_free = time.time() - folder.stat().st_mtime > _OUTDATED
        if not is_free:
            raise BlockingIOError(f"{folder} is in use")
        yield
    finally:
        os.close(lock)


def _locked(descriptor: int) -> bool | None:
    """Lock a file for as long as it is open, and tell whether that is so; None where there are no locks."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return None
    return True


def _is_own(entry: os.DirEntry[str]) -> bool:
    return not hasattr(os, "geteuid") or entry.stat(follow_symlinks=False).st_uid == os.geteuid()
