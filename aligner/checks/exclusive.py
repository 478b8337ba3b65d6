"""Everyday words that are translated by another word of their kind: `cat` by `Pferd`, `open` by `schließen`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from aligner.checks.flag import Flag
from aligner.checks.meaning import meaning_flag
from aligner.checks.negation_marks import WORD
from aligner.checks.negation_words import strength_of
from aligner.checks.pair import LONGEST_TEXT, MOST_FLAGS, TextPair

RULE: Final = "exclusive"
LINKED: Final = 0.25
"""Linked words are taken for each other's translation from this cosine on, and those of contraries from
`LINKED_CONTRARIES`, which stand in many turns of phrase: chosen by hand."""
LINKED_CONTRARIES: Final = 0.35
_SURE: Final = 0.8
_WORDS: Final = "exclusive_words.txt"
_ENDINGS: Final = frozenset(("", "e", "en", "n", "s", "es", "er", "em", "ern", "innen", "nen", "te", "t", "ten"))
_LONGEST_ENDING: Final = 5

_THINGS: Final = "# things"
"""The line of the list before which all groups are of contraries."""

Meaning = tuple[int, int]
"""Number of a group, and of a meaning in it. Groups of contraries have negative numbers."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """What words mean, by language: `en` by their forms, `de` by what stands before an ending."""

    en: dict[str, frozenset[Meaning]]
    de: dict[str, frozenset[Meaning]]


def exclusive_flags(pair: TextPair) -> list[Flag]:
    """Flag linked words of which one means something that the other never does, and that stands nowhere else.

    A meaning that both sides have somewhere, or that is one of two in a word, is no finding. Needs the word alignment,
    and German and English.
    """
    if pair.words is None or set(pair.languages) != {"de", "en"} or max(map(len, pair.texts)) > LONGEST_TEXT:
        return []
    spans = [side.spans.tolist() for side in (pair.words.source, pair.words.target)]
    meant = [
        [_meanings(text[start:end].lower(), language) for start, end in own]
        for text, language, own in zip(pair.texts, pair.languages, spans, strict=True)
    ]
    if not any(meant[0]) or not any(meant[1]):
        return []
    said = [frozenset(meaning for meanings in side for meaning in meanings) for side in meant]
    found: list[Flag] = []
    for (first, second), similarity in zip(pair.words.links.tolist(), pair.words.similarity.tolist(), strict=True):
        here, there = meant[0][first], meant[1][second]
        groups = _excluding(here, there)
        if similarity < LINKED or not groups or here & said[1] or there & said[0]:
            continue
        if max(groups) < 0 and (similarity < LINKED_CONTRARIES or _is_turned(pair)):
            continue
        (start, end), (other_start, other_end) = spans[0][first], spans[1][second]
        places = (start, end), (other_start, other_end)
        if not any(pair.shared.holds(side, span) for side, span in enumerate(places)):
            found.append(meaning_flag(pair, places, "major", _SURE, RULE, similarity))
    return found[:MOST_FLAGS]


def _excluding(first: frozenset[Meaning], second: frozenset[Meaning]) -> set[int]:
    """Return the groups that two words are both of, if neither has a meaning of the other."""
    return {group for group, _ in first} & {group for group, _ in second} if first.isdisjoint(second) else set()


def _is_turned(pair: TextPair) -> bool:
    """Tell whether one side denies more often than the other: `not long after` is `kurz nach`."""
    counts = [
        sum(strength_of(match[0].lower(), language) == "strong" for match in WORD.finditer(text))
        for text, language in zip(pair.texts, pair.languages, strict=True)
    ]
    return counts[0] != counts[1]


@lru_cache(maxsize=1 << 15)
def _meanings(word: str, language: str) -> frozenset[Meaning]:
    known = _lexicon()
    if language == "en":
        return known.en.get(word.removesuffix("'s").removesuffix("’s"), frozenset())
    for length in range(_LONGEST_ENDING + 1):
        stem = word[: len(word) - length]
        if word[len(stem) :] in _ENDINGS and stem in known.de:
            return known.de[stem]
    return frozenset()


@cache
def _lexicon() -> _Lexicon:
    tables: tuple[dict[str, set[Meaning]], dict[str, set[Meaning]]] = ({}, {})
    group, sign = 1, -1
    text = files(__package__).joinpath(_WORDS).read_text("utf-8")
    for number, line in enumerate(text.splitlines()):
        if line == _THINGS:
            sign = 1
        elif not line.strip():
            group += 1
        elif not line.startswith("#"):
            for table, words in zip(tables, line.split("="), strict=True):
                for word in words.split():
                    table.setdefault(word, set()).add((sign * group, number))
    english, german = ({word: frozenset(found) for word, found in table.items()} for table in tables)
    return _Lexicon(english, german)
