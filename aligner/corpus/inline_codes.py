"""What the codes of an original format, which stand in the text of a translation file, are in that text.

Most are nothing. Those that break a line or leave a gap are white space, or the words on both sides would be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_BREAKS: Final = "br|lb|linebreak|line-break|softreturn|newline|nl|cr|lf|crlf|return|para|hr"
_BLOCKS: Final = "p|div|li|ul|ol|dl|dt|dd|td|th|tr|table|h[1-6]|blockquote|section"
_GAPS: Final = "tab|tabulator|nbsp|space|s|sp|emsp|ensp|thinsp|ptab"
_BREAK_NAME: Final = re.compile(rf"(?:x-|xlf:|html[-:]?|\w+:)*(?:{_BREAKS})", re.IGNORECASE)
_GAP_NAME: Final = re.compile(rf"(?:x-|xlf:|html[-:]?|\w+:)*(?:{_GAPS})", re.IGNORECASE)
_BREAK: Final = re.compile(
    rf"[<\[{{]\s*/?\s*(?:\w+:)?(?:{_BREAKS}|{_BLOCKS})\b[^<>\]}}]*[>\]}}]|\\[nrN]\b|&#(?:10|13|x0?[aAdD]);",
    re.IGNORECASE,
)
_GAP: Final = re.compile(
    rf"[<\[{{]\s*(?:\w+:)?(?:{_GAPS})\b[^<>\]}}]*[>\]}}]|\\t\b|&#(?:9|x0?9);|&nbsp;", re.IGNORECASE
)
_DELETION: Final = re.compile(r"(?:.*[-_:])?(?:del|deleted|deletion|removed)", re.IGNORECASE)


def white_space_of(name: str, *contents: str) -> str:
    """Return a line feed for a code that breaks the line, a space for one that leaves a gap, nothing for others.

    `name` says which kind of code it is, as in `lb` or `x-html-BR`; `contents` are what it stands for, as in `<br/>`.
    """
    if _BREAK_NAME.fullmatch(name) or any(_breaks(content) for content in contents):
        return "\n"
    return " " if _GAP_NAME.fullmatch(name) or any(_leaves_gap(content) for content in contents) else ""


def is_deletion(name: str) -> bool:
    """Tell whether a mark of this name stands around text that was deleted: tracked changes count as accepted."""
    return _DELETION.fullmatch(name) is not None


def breaks_of(contents: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, for codes that are given by their keys, those that are white space, each with what it is."""
    return {key: space for key, content in contents if (space := white_space_of("", content))}


def _breaks(content: str) -> bool:
    return _BREAK.search(content) is not None or (not content.strip() and any(sign in content for sign in "\r\n"))


def _leaves_gap(content: str) -> bool:
    return _GAP.search(content) is not None or (bool(content) and not content.strip())
