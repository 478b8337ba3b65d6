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


@contextlib.contextmanager
def failures_in_one_line() -> Iterator[None]:
    """Exit with 2 and one line for what the user can mend, 130 for Ctrl-C, 141 for a reader that has gone."""
    try:
        yield
    except AlignerError as error:
        report("error", str(error))
        sys.exit(BAD_INPUT)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        from aligner.corpus.files import abandon_standard_output

        abandon_standard_output()
        sys.exit(CLOSED_PIPE)


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
    with contextlib.suppress(OSError):
        click.echo(f"aligner: {kind}: {' '.join(message.split())}", err=True)
