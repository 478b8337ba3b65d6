"""What a reviser has changed in a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_TOKENS: Final = 2_000
"""Words of both texts together: of longer ones all is said to be changed, for the search takes the square of it."""
_LEAST_KEPT: Final = 3
"""Characters: what stays between two changes and has no more (`a`, `, `) is part of the change."""


class Difference(NamedTuple):
    """A piece of text: `kept` is on both sides, `removed` was there before, `added` is new."""

    kind: str
    text: str


def differences(before: str, now: str) -> tuple[Difference, ...]:
    """Return both texts as one: what is removed stands before what is added in its place."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    if len(old) + len(new) > _MOST_TOKENS:
        return tuple(_piece("removed", before)) + tuple(_piece("added", now))
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Difference]:
    removed = added = ""
    operations = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (operation, start, end, new_start, new_end) in enumerate(operations):
        text = "".join(old[start:end])
        is_between = 0 < number < len(operations) - 1
        if operation == "equal" and not (is_between and len(text) <= _LEAST_KEPT):
            yield from _piece("removed", removed)
            yield from _piece("added", added)
            removed = added = ""
            yield from _piece("kept", text)
        else:
            removed += text
            added += "".join(new[new_start:new_end])
    yield from _piece("removed", removed)
    yield from _piece("added", added)


def _piece(kind: str, text: str) -> Iterator[Difference]:
    if text:
        yield Difference(kind, text)
