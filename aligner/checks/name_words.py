"""Tells names from other words by lists of words (`tools/name_words.py`)."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

COMMON_ENGLISH: Final = "name_common_en.txt"
COMMON_GERMAN: Final = "name_common_de.txt"
KNOWN: Final = "name_known.txt"
_ENGLISH_ENDINGS: Final = (
    *(("'s", ""), ("’s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y")),
    *(("ing", ""), ("ing", "e"), ("ly", ""), ("ily", "y"), ("er", ""), ("r", ""), ("ier", "y"), ("est", "")),
    *(("ness", ""), ("less", ""), ("ers", ""), ("rs", ""), ("ings", ""), ("able", ""), ("able", "e"), ("ally", "al")),
)
_PREFIXES: Final = ("un", "re", "non", "pre", "over", "under", "mis", "out", "sub", "co", "inter", "multi", "anti")
_BRITISH: Final = (("isation", "ization"), ("ise", "ize"), ("isi", "izi"), ("our", "or"), ("tre", "ter"))
_GERMAN_ENDINGS: Final = ("e", "n", "s", "en", "es", "em", "ns", "se", "innen", "in")
_JOINTS: Final = ("", "s", "es", "n", "en")
_SHORTEST: Final = 3
_SHORTEST_STEM: Final = 4
_LONGEST: Final = 40


@lru_cache(maxsize=1 << 14)
def is_english_word(word: str) -> bool:
    """Tell whether a word is a common English one, whatever its capitals, or made of such with hyphens."""
    lower = word.lower()
    if len(lower) > _LONGEST:
        return False
    if "-" in lower:
        return all(is_english_word(part) for part in lower.split("-") if part)
    common = _words_of(COMMON_ENGLISH)
    return len(lower) < _SHORTEST or any(
        stem in common or any(stem.replace(*spellings) in common for spellings in _BRITISH)
        for start in (lower, *(lower.removeprefix(prefix) for prefix in _PREFIXES if lower.startswith(prefix)))
        for form in english_stems(start)
        for stem in english_stems(form)
    )


def english_stems(word: str) -> list[str]:
    """Return what a lower-case word may be a regular form of, itself first."""
    found = [word]
    for ending, instead in _ENGLISH_ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) >= _SHORTEST and stem != word:
            found.append(stem + instead)
            if not instead and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found


@lru_cache(maxsize=1 << 14)
def is_german_word(word: str) -> bool:
    """Tell whether a word is a common German one, whatever its capitals, or composed of such."""
    lower = word.lower().replace("ß", "ss")
    common = _words_of(COMMON_GERMAN)
    return lower in common or (len(lower) <= _LONGEST and german_parts(lower, common))


def german_parts(word: str, words: Collection[str]) -> bool:
    """Tell whether a lower-case word is one of `words` with an ending, or is composed of two or more of them."""
    stems = [word.removesuffix(ending) for ending in _GERMAN_ENDINGS if word.endswith(ending)]
    if any(stem in words for stem in stems if len(stem) >= _SHORTEST_STEM):
        return True
    return _is_composed([word, *stems], words)


def _is_composed(forms: list[str], words: Collection[str]) -> bool:
    for form in forms:
        for at in range(_SHORTEST_STEM, len(form) - _SHORTEST):
            first, last = form[:at], form[at:]
            if last not in words and not _is_composed([last], words):
                continue
            if any(first.removesuffix(joint) in words for joint in _JOINTS if first.endswith(joint)):
                return True
    return False


@lru_cache(maxsize=1 << 14)
def is_known_name(word: str) -> bool:
    """Tell whether a word is a name that English dictionaries have, perhaps in the genitive."""
    lower, known = word.lower(), _words_of(KNOWN)
    return lower in known or lower.removesuffix("s").rstrip("'’") in known


@cache
def _words_of(file: str) -> frozenset[str]:
    lines = files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
