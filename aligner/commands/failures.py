"""How a command ends when it cannot go on."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator
from typing import Any, Final

import click

from aligner.errors import AlignerError, Notice

BAD_INPUT: Final = 2
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141
"""The last two are what a shell reports for a program ended by SIGINT and by SIGPIPE."""
_SIGNS_OF_LACK: Final = (
    "can't start new thread",
    "cannot allocate memory",
    "failed to map segment",
    "bad allocation",
    "bad_alloc",
    "failed to allocate",
)
"""What libraries say that find no memory."""


@contextlib.contextmanager
def failures_in_one_line() -> Iterator[None]:
    """Exit with 2 and one line for what the user can mend, 130 for Ctrl-C, 141 for a reader that has gone.

    A full disk and a lack of memory can be mended, too, wherever they show.
    """
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _abandon()
        sys.exit(CLOSED_PIPE)
    except (AlignerError, MemoryError, OSError, ImportError, RuntimeError) as error:
        message = _message(error)
        if message is None:
            raise
        if isinstance(error, OSError):
            _abandon()
        report("error", message)
        sys.exit(BAD_INPUT)


def _message(error: Exception) -> str | None:
    """Say what happened, and what to do about it; None where it is a fault of this program."""
    if isinstance(error, AlignerError):
        return str(error)
    reason = " ".join(str(error).split())
    if isinstance(error, MemoryError) or any(sign in reason.lower() for sign in _SIGNS_OF_LACK):
        return "there is not enough memory: close other programs, raise the limit, or divide the text"
    if isinstance(error, OSError) and error.errno is not None:
        place = error.filename or "the output or a temporary file"
        return f"{place}: {error.strerror or reason}; free some space, or look at the place and its permissions"
    if isinstance(error, ImportError):
        return f"a package cannot be loaded ({reason}): install it again with pip"
    return None


def _abandon() -> None:
    from aligner.corpus.files import abandon_standard_output

    abandon_standard_output()


@contextlib.contextmanager
def warnings_in_one_line() -> Iterator[None]:
    """Show warnings of Python code as lines of this program, without the place in the code that gave them."""

    def show(message: Warning | str, *place: Any, **more: Any) -> None:  # noqa: ANN401
        report("note" if isinstance(message, Notice) else "warning", str(message))

    with warnings.catch_warnings():
        warnings.simplefilter("always", Notice)
        warnings.showwarning = show
        yield


def report(kind: str, message: str) -> None:
    """Write `aligner: KIND: MESSAGE` to standard error, as one line."""
    line = "".join(sign if sign.isprintable() else "?" for sign in " ".join(message.split()))
    with contextlib.suppress(OSError):
        click.echo(f"aligner: {kind}: {line}", err=True)
