"""Who may read a file: what is made of one is never more open than that itself."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

ANYBODY: Final = 0o666
"""The permissions of a new file before the umask takes some away."""
_OTHERS: Final = 0o077


def permissions_like(path: Path | None) -> int:
    """Return the permissions of a new file that says what the one at `path` says; ANYBODY where there is no such file.

    The group may read it where it is the group of new files.
    """
    try:
        found = None if path is None else path.stat()
    except OSError:
        found = None
    if found is None or not stat.S_ISREG(found.st_mode):
        return ANYBODY
    permissions = stat.S_IMODE(found.st_mode) | 0o600
    if hasattr(os, "getegid") and found.st_gid != os.getegid() and not permissions & stat.S_IROTH:
        permissions &= ~stat.S_IRWXG
    return permissions & ANYBODY


def close_to(path: Path, permissions: int) -> None:
    """Take from a file what `permissions` does not grant, where it can be done; one that is not there may stay away."""
    with contextlib.suppress(OSError):
        now = stat.S_IMODE(path.stat().st_mode)
        if now & ~permissions & _OTHERS:
            path.chmod(now & (permissions | ~_OTHERS))


@contextlib.contextmanager
def as_private_as(paths: Iterable[str | Path]) -> Iterator[None]:
    """Let no new file of this process be more open than any of these, as long as the context lasts.

    For programs that do one thing at a time: it holds for all threads.
    """
    permissions = ANYBODY
    for path in paths:
        permissions &= permissions_like(Path(path))
    before = os.umask(0o077)
    os.umask(before | (_OTHERS & ANYBODY & ~permissions))
    try:
        yield
    finally:
        os.umask(before)
