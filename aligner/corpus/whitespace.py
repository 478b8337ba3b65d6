"""White space as XML has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from aligner.corpus.xml import Element

_SPACE: Final = re.compile("[ \t\r\n]+")


def spaced_text(element: Element | None, code: Callable[[Element], str | None]) -> str:
    """Return the text of an element, if there is one: as it is where it says so, else with single spaces.

    A run of white space is one space then, and there is none at the ends. No-break spaces stay. `code` is explained in
    `Element.text`.
    """
    if element is None:
        return ""
    text = element.text(code)
    return text if element.preserve else _SPACE.sub(" ", text).strip(" ")
