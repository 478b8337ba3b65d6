"""How a command ends when it cannot go on."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Final

import click

from aligner.errors import AlignerError

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


def report(kind: str, message: str) -> None:
    """Write `aligner: KIND: MESSAGE` to standard error, as one line."""
    with contextlib.suppress(OSError):
        click.echo(f"aligner: {kind}: {' '.join(message.split())}", err=True)
