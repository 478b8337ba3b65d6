"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

_Function = TypeVar("_Function", bound=Callable[..., Any])

STANDARD_STREAM: Final = "-"
REFLOW: Final = ("auto", "never", "always")


def language_code(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Return the two-letter code in lower case; a usage error for anything else."""
    if value is not None and re.fullmatch("[A-Za-z]{2}", value) is None:
        raise click.BadParameter(f"{value!r} is no two-letter language code, such as de or en.")
    return value and value.lower()


def reading_options(function: _Function) -> _Function:
    """Add --reflow and --encoding."""
    reflow = click.option(
        "--reflow",
        type=click.Choice(REFLOW),
        default="auto",
        show_default=True,
        help="Join hard-wrapped lines: where the text looks wrapped, never, or always.",
    )
    encoding = click.option("--encoding", metavar="NAME", help="Encoding of the input; detected if not given.")
    return reflow(encoding(function))
