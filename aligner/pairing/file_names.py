"""What the names of two files say about whether they belong together."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from aligner.text.rules.rules import words

_MARKS: Final = words(
    "de deu ger german deutsch dt en eng english englisch us uk gb at ch "
    "source target src tgt trg original orig translation translated trans uebersetzung übersetzung quelle ziel"
)
"""Parts of a name that say which side a file is, and not which text."""
_PART: Final = re.compile(r"[^\W_]+")
_LETTERS_AND_DIGITS: Final = re.compile(r"[^\W\d_]+|\d+")


def name_parts(path: str) -> frozenset[str]:
    """Return what a file's name says of its text: words and numbers in it, without endings and marks of a language."""
    stem = PurePath(path).name.lstrip(".").split(".", 1)
    pieces = [stem[0], *stem[1].split(".")[:-1]] if len(stem) > 1 else stem
    written = (word.casefold() for piece in pieces for word in _PART.findall(piece))
    kept = (part for word in written if word not in _MARKS for part in _LETTERS_AND_DIGITS.findall(word))
    return frozenset(part.lstrip("0") or "0" for part in kept if part not in _MARKS)
