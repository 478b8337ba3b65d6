"""How the stages tell how far they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

ProgressBars = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Opens a bar for a named stage of so many steps, and gives the function that advances it."""


@contextmanager
def no_progress(stage: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show nothing."""
    yield lambda done: None
