"""What flags, severities and controls are called in a report, and which classes of the style sheet they have."""

from __future__ import annotations

from typing import Final

from aligner.checks.flag import Flag
from aligner.checks.kinds import flag_kind

KINDS: Final = ("omission", "addition", "mistranslation", "untranslated", "structure")
"""Kinds of flags that the style sheet tells apart: the last part of the MQM category, and what has none."""

SYMBOLS: Final = {"minor": "○", "major": "◐", "critical": "●"}
STATUS_SYMBOLS: Final = {"accepted": "✓", "rejected": "✗", "edited": "✎"}

_LANGUAGES: Final = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
}


def title_of(name: str) -> str:
    """Return what a flag is called, for people: its name where it is unknown."""
    return flag_kind(name).title


def kind_of(flag: Flag) -> str:
    """Return the kind of a flag, by its category."""
    return kind_of_category(flag.category)


def kind_of_category(category: str) -> str:
    """Return the kind of the flags of an MQM category."""
    kind = category.rpartition("/")[2]
    return kind if kind in KINDS else KINDS[-1]


def language_name(code: str) -> str:
    """Return the English name of a language; the code itself where it is not known here."""
    return _LANGUAGES.get(code, code)


def percent(share: float) -> str:
    """Return a share (0 to 1) as a percentage, rounded down: only what is certain is 100%."""
    return f"{int(100 * share + 1e-9)}%"


def grouped(count: int) -> str:
    """Return a count with its digits in groups of three."""
    return f"{count:,}"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, which takes an s where there is not one of it."""
    return f"{grouped(count)} {noun}{'' if count == 1 else 's'}"
