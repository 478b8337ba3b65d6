"""What a check says of a segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["minor", "major", "critical"]
SEVERITIES: Final[tuple[Severity, ...]] = ("minor", "major", "critical")
"""Ascending."""

CATEGORIES: Final[dict[str, str]] = {
    "omission:sentence": "accuracy/omission",
    "omission:phrase": "accuracy/omission",
    "addition:sentence": "accuracy/addition",
    "addition:phrase": "accuracy/addition",
    "untranslated": "accuracy/untranslated",
    "number": "accuracy/mistranslation",
    "date": "accuracy/mistranslation",
    "name": "accuracy/mistranslation",
    "negation": "accuracy/mistranslation",
    "unit": "accuracy/mistranslation",
    "meaning": "accuracy/mistranslation",
    "length": "",
    "inconsistent": "",
    "moved": "",
    "uncertain": "",
}
"""MQM category of every flag; empty for those that point at the alignment or the document, not at an error."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding in one segment.

    `probability` (0 to 1) is that of the finding being right (`docs/flags.md`), None where a file did not say.
    `source_span` and `target_span` are half-open ranges in the segment's own texts, None where that side has none.
    `message` is one plain sentence.
    """

    name: str
    category: str
    severity: Severity
    probability: float | None
    source_span: tuple[int, int] | None
    target_span: tuple[int, int] | None
    message: str
