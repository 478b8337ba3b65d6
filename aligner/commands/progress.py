"""Progress bars, where somebody is there to see them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Opens a bar for a stage of so many steps, and gives the function that advances it."""


def progress_bars() -> Progress:
    """Return bars on standard error if that is a terminal, else nothing to be seen."""
    return _bar if sys.stderr is not None and sys.stderr.isatty() else hidden


@contextlib.contextmanager
def hidden(stage: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show no bar."""
    yield lambda steps: None


@contextlib.contextmanager
def _bar(stage: str, total: int) -> Iterator[Callable[[int], None]]:
    from tqdm import tqdm

    with tqdm(total=total, desc=stage, file=sys.stderr, leave=False, dynamic_ncols=True) as bar:

        def advance(steps: int) -> None:
            bar.update(steps)

        yield advance
