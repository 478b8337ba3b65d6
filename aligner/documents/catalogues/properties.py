"""Properties of Java programs (`.properties`).

Read here: javaproperties (MIT) and jproperties (BSD) were looked at, and are both more than the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.documents.catalogues.entries import Entry, bounded

_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_WHITE: Final = {"n": "\n", "t": "\t", "r": "\n", "f": " "}
_KEY: Final = re.compile(r"((?:[^\\=: \t\f]|\\.)*)[ \t\f]*+[=:]?[ \t\f]*+")


def entries(text: str) -> list[Entry]:
    """Read the messages."""
    return bounded(_entries(text))


def _entries(text: str) -> Iterator[Entry]:
    for line in _logical_lines(text):
        found = _KEY.match(line)
        if found is not None and found[1]:
            yield Entry(_unescaped(found[1]), _unescaped(line[found.end() :]))


def _logical_lines(text: str) -> Iterator[str]:
    parts: list[str] = []
    for row in text.splitlines():
        line = row.lstrip(" \t\f")
        if not parts and line[:1] in ("", "#", "!"):
            continue
        goes_on = (len(line) - len(line.rstrip("\\"))) % 2 == 1
        parts.append(line[:-1] if goes_on else line)
        if not goes_on:
            yield "".join(parts)
            parts = []
    if parts:
        yield "".join(parts)


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        sign = found[1]
        return chr(int(sign[1:], 16)) if len(sign) == 5 else _WHITE.get(sign, sign)

    return _ESCAPE.sub(character, text)
