"""Ways to spoil a file, and values to put into one, for `tools.fuzz`."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from typing import Any, Final

_PIECES: Final = (
    b"",
    b"\0",
    b"\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"-1",
    b"0",
    b"999999999",
    b"9" * 400,
    b"9" * 5000,
    b"300000000-1",
    b"1e999",
    b"NaN",
    b"Infinity",
    b"null",
    b"true",
    b"[]",
    b"{}",
    b"[" * 2000,
    b'{"a":' * 300,
    b'"',
    b'""',
    b"\t",
    b"\t\t\t",
    b"\n",
    b"\r",
    b"\r\n\r\n",
    b",",
    b";",
    b"<",
    b">",
    b"&",
    b"&amp;",
    b"&#0;",
    b"&#xD800;",
    b"&undefined;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<a>" * 600,
    b"</seg>",
    b"<tuv/>",
    b"<mrk mtype='seg'>",
    b"<x/>",
    b"<?xml version='1.0' encoding='utf-7'?>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b' translate="no"',
    b' xml:space="preserve"',
    b' xml:lang="x-none"',
    b"\\ud800",
    b"\xe2\x80\xa8",
    b"A" * 40_000,
)
VALUES: Final[tuple[Any, ...]] = (
    None,
    True,
    -1,
    0,
    1.5,
    10**14,
    2**53,
    2**64,
    10**400,
    "",
    "x",
    "\ud800",
    "\0",
    "1" * 5000,
    [],
    {},
    [[[]]],
    [10**20],
    {"at": 10**9, "left": 0, "right": 5},
)
"""Values where others belong."""


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return the content with some faults."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        content = chance.choice(_WAYS)(content, chance)
    return content


def damaged_archive(content: bytes, chance: random.Random) -> bytes:
    """Return a ZIP archive with a fault, or one whose parts have faults."""
    if chance.random() < 0.4:
        return damaged(content, chance)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        spoilt = set(chance.sample(names, chance.choice((1, 1, 2))))
        for name in names:
            part = old.read(name)
            if name in spoilt and chance.random() < 0.1:
                continue
            new.writestr(name, damaged(part, chance) if name in spoilt else part)
    return made.getvalue()


def _place(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((0, 1, 1, 2, 8, 40, 400)))


def _replace(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return content[:start] + chance.choice(_PIECES) + content[end:]


def _number(content: bytes, chance: random.Random) -> bytes:
    """Put something in the place of a number."""
    digits = [place for place, byte in enumerate(content[:200_000]) if 48 <= byte <= 57]
    if not digits:
        return _replace(content, chance)
    start = end = chance.choice(digits)
    while end < len(content) and 48 <= content[end] <= 57:
        end += 1
    return content[:start] + chance.choice(_PIECES) + content[end:]


def _flip(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content or b"\0")
    for _ in range(chance.choice((1, 3, 20))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _copy(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    place = chance.randrange(len(content) + 1)
    return content[:place] + content[start:end] * chance.choice((1, 1, 2, 50)) + content[place:]


_WAYS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (_replace, _replace, _number, _flip, _cut, _copy)
