"""Which sentences of a document stand for it: a bounded number, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

END: Final = 24
"""Sentences in a row taken from the beginning and from the end of a long document, so that they can be aligned."""
MIDDLE: Final = 6
"""Sentences in a row taken from each place between them."""
PLACES: Final = 6
"""Places between beginning and end, evenly spread."""
WHOLE: Final = 2 * END + MIDDLE * PLACES
"""Shorter documents are taken as a whole."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Numbers of the chosen sentences, ascending, and how many of them are the beginning and the end in a row.

    Where `ends` is 0 the document is there as a whole.
    """

    numbers: tuple[int, ...]
    ends: int


def sample_of(sentences: int) -> Sample:
    """Choose among so many sentences."""
    if sentences <= WHOLE:
        return Sample(tuple(range(sentences)), 0)
    chosen = {*range(END), *range(sentences - END, sentences)}
    free = sentences - 2 * END
    for place in range(PLACES):
        middle = END + (2 * place + 1) * free // (2 * PLACES)
        chosen.update(range(middle - MIDDLE // 2, middle - MIDDLE // 2 + MIDDLE))
    return Sample(tuple(sorted(chosen)), END)
