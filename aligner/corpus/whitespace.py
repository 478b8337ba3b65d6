"""White space as XML has it."""

from __future__ import annotations

import re
from typing import Final

_SPACE: Final = re.compile("[ \t\r\n]+")


def collapsed(text: str) -> str:
    """Return the text with each run of white space as one space, and none at its ends. No-break spaces stay."""
    return _SPACE.sub(" ", text).strip(" ")
