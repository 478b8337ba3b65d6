"""What the formats of a corpus are called: apart from the formats themselves, for the help of commands to know."""

from __future__ import annotations

from typing import Final

FORMAT_NAMES: Final = ("tsv", "jsonl", "tmx", "xliff", "xlsx", "html")
DEFAULT_FORMAT: Final = "tsv"
ENDINGS: Final = {"htm": "html", "xlf": "xliff"}
"""Other endings that files of a format have."""
READ_ENDINGS: Final = {
    "txt": "tsv",
    "tab": "tsv",
    "sdlxliff": "xliff",
    "mqxliff": "xliff",
    "mxliff": "xliff",
    "txlf": "xliff",
    "xlsm": "xlsx",
}
"""Endings of files that can be read as a format, but are more than that, and not written."""
