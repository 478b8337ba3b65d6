"""Progress bars, where somebody is there to see them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

import click

from aligner.progress import ProgressBars, no_progress


def progress_bars() -> ProgressBars:
    """Return bars on standard error if that is a terminal, else nothing to be seen."""
    return _bar if _is_seen() else no_progress


def say_at_once(doing: str) -> None:
    """Say what is being done before there is anything to count: the first bar may be a second away."""
    if _is_seen():
        click.echo(f"aligner: {doing} …", err=True)


def _is_seen() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


@contextlib.contextmanager
def _bar(stage: str, total: int) -> Iterator[Callable[[int], None]]:
    from tqdm import tqdm

    with tqdm(total=total, desc=stage, file=sys.stderr, leave=False, dynamic_ncols=True) as bar:

        def advance(steps: int) -> None:
            bar.update(steps)

        yield advance
