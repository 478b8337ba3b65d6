"""Finds the items of lists that run on in one paragraph, whether or not their items end with a full stop."""

from __future__ import annotations

import re

_BULLETS = "•⁃‣▪●◦■□►➢➤"
_FIRST_BULLET = re.compile(rf" {{0,8}}+[{_BULLETS}]")
_BULLET = re.compile(rf"(?<= )[{_BULLETS}](?=[ \w])")
_MARK = re.compile(r"(?<![^ ])(?P<open>\(?)(?P<count>\d{1,3}|[a-z])(?P<close>\.\)|\)|\.)(?= [^\W_])")
_FINAL = re.compile(r"[.!?…][^\w ]{0,3} {0,8}$")


def item_starts(text: str) -> list[int]:
    """List the offsets at which the second and all later items of an inline list begin.

    A paragraph is such a list if it begins with a bullet, or with the first of marks that count up: `1)`,
    `(a)`, `1.`. Numbers with a full stop count only where the paragraph itself has none at its end: elsewhere
    they may be dates.
    """
    bullet = _FIRST_BULLET.match(text)
    if bullet:
        return [match.start() for match in _BULLET.finditer(text, bullet.end())]
    first = _MARK.match(text.lstrip(" ")[:16])
    if first is None or first["count"] not in ("1", "a"):
        return []
    if first["close"] == "." and _FINAL.search(text[-16:]):
        return []
    return _counted(text, first)


def _counted(text: str, first: re.Match[str]) -> list[int]:
    found = []
    wanted = _successor(first["count"])
    for match in _MARK.finditer(text):
        same_style = (match["open"], match["close"]) == (first["open"], first["close"])
        if same_style and match["count"] == wanted:
            found.append(match.start())
            wanted = _successor(wanted)
    return found


def _successor(count: str) -> str:
    return str(int(count) + 1) if count.isdecimal() else chr(ord(count) + 1)
