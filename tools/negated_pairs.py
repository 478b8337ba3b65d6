"""Takes one negation out of a pair of texts, or puts its opposite in its place: for fitting the check of negations."""

from __future__ import annotations

import re
from random import Random
from typing import Final

_LOSSES: Final = {
    "de": (
        (r"\bnicht (?!nur|wahr|allein)", ""),
        (r"\b[nN]ie(?:mals)?\b", "immer"),
        (r"\b([kK])(ein(?:e|en|em|er|es)?)\b", r"\2"),
        (r"\b[oO]hne\b", "mit"),
        (r"\b[nN]iemand(?:en|em)?\b", "jeder"),
        (r"\b[nN]ichts\b", "alles"),
    ),
    "en": (
        (r"\bnot (?!only|just)", ""),
        (r"\b[nN]ever\b", "always"),
        (r"\bno (?=\w)", "a "),
        (r"\b[wW]ithout\b", "with"),
        (r"\b[nN]obody\b|\bno one\b", "everybody"),
        (r"\b[nN]othing\b", "everything"),
        (r"\b(?!won|ca|ai)(\w+)n['’]t\b", r"\1"),
        (r"\bcannot\b", "can"),
    ),
}
_DENYING: Final = {
    "de": re.compile(r"\b(?:nicht|nie|niemals|kein\w*|ohne|nichts|niemand\w*|weder)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b(?:not|no|never|without|nothing|nobody|neither|nor|cannot|none)\b|n['’]t\b",
        re.IGNORECASE,
    ),
}


def denies(texts: tuple[str, str], languages: tuple[str, str]) -> bool:
    """Tell whether either text denies something."""
    return any(_DENYING[language].search(text) for text, language in zip(texts, languages, strict=True))


def without_one_negation(texts: tuple[str, str], languages: tuple[str, str], random: Random) -> tuple[str, str] | None:
    """Return the pair with a negation of one side undone; None where the sides do not deny equally often."""
    counts = [len(_DENYING[language].findall(text)) for text, language in zip(texts, languages, strict=True)]
    if counts[0] != counts[1]:
        return None
    chances = [
        (side, match, instead)
        for side, language in enumerate(languages)
        for pattern, instead in _LOSSES[language]
        for match in re.finditer(pattern, texts[side])
    ]
    if not chances:
        return None
    side, match, instead = random.choice(chances)
    changed = texts[side][: match.start()] + match.expand(instead) + texts[side][match.end() :]
    return (changed, texts[1]) if side == 0 else (texts[0], changed)
