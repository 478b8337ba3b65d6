"""What the sentence splitter knows of each language: data only."""

from aligner.text.rules.english import ENGLISH
from aligner.text.rules.german import GERMAN
from aligner.text.rules.neutral import NEUTRAL
from aligner.text.rules.rules import Rules

__all__ = ["Rules", "rules_for"]

_RULES = {"de": GERMAN, "en": ENGLISH}


def rules_for(language: str) -> Rules:
    """Give the rules for a two-letter language code; the neutral ones for any other text."""
    return _RULES.get(language, NEUTRAL)
