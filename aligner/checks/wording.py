"""Words by which messages tell the sides apart: `aligner.corpus.evidence` finds what a message quotes by them again."""

from __future__ import annotations

from typing import Final

IN_SOURCE: Final = "in the source"
IN_TARGET: Final = "in the target"
IN_TRANSLATION: Final = "in the translation"
"""Behind what is quoted: where that stands."""

IS_MISSING: Final = f"is missing {IN_TRANSLATION}"
IS_NOT_IN_SOURCE: Final = f"is not {IN_SOURCE}"
"""What is quoted stands on the other side only."""

NOT_TRANSLATED: Final = "Not translated"
NOT_IN_SOURCE: Final = f"Not {IN_SOURCE}"
"""Before what was left out or added: these flags are of one side whatever they say."""


def quotation(text: str, longest: int) -> str:
    """Return a text on one line, whole words of at most `longest` characters of it."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 2].rsplit(' ', 1)[0]} …"


def shortened(text: str, longest: int) -> str:
    """Return a text as it is, cut behind `longest` characters."""
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"
