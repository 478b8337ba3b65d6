"""Strings of iOS and macOS programs (`.strings`).

Read here: the libraries for the format are of single programmers or under the GPL, and it is two lines of grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.documents.blocks import UnreadableError
from aligner.documents.catalogues.entries import Entry, bounded

_QUOTED: Final = r'"((?:[^"\\]|\\.)*)"'
_ITEM: Final = re.compile(
    rf"\s++|//[^\n]*+|/\*.*?\*/|(?:{_QUOTED}|([\w.-]++))\s*+=\s*+{_QUOTED}\s*+;|(?P<other>.)", re.DOTALL
)
_ESCAPE: Final = re.compile(r"\\([Uu][0-9a-fA-F]{4}|.)", re.DOTALL)
_WHITE: Final = {"n": "\n", "t": "\t", "r": "\n"}


def entries(text: str) -> list[Entry]:
    """Read the messages. Raises UnreadableError, with the line, for what is neither message nor comment."""
    return bounded(_entries(text))


def _entries(text: str) -> Iterator[Entry]:
    for found in _ITEM.finditer(text):
        if found["other"]:
            line = text.count("\n", 0, found.start()) + 1
            raise UnreadableError(f'line {line}: it is no message: write "key" = "text"; there')
        quoted, bare, value = found[1], found[2], found[3]
        if value is not None:
            yield Entry(_unescaped(quoted) if quoted is not None else bare, _unescaped(value))


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        sign = found[1]
        return chr(int(sign[1:], 16)) if len(sign) == 5 else _WHITE.get(sign, sign)

    return _ESCAPE.sub(character, text)
