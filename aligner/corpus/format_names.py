"""What the formats of a corpus are called: apart from the formats themselves, for the help of commands to know."""

from __future__ import annotations

from typing import Final

FORMAT_NAMES: Final = ("tsv", "jsonl", "tmx", "xliff", "xlsx", "html")
DEFAULT_FORMAT: Final = "tsv"
ENDINGS: Final = {"htm": "html", "xlf": "xliff", "sdlxliff": "xliff", "mqxliff": "xliff", "mxliff": "xliff"}
"""Other endings that files of a format have."""
