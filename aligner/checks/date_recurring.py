"""Finds the seasons, feasts and parts of the day in a text, and how often something is done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from aligner.checks.date_reading import DateExpression, Kind, has_any, named, number_of
from aligner.checks.date_recurring_words import DAY_PARTS, FEASTS, FREQUENCIES, OTHER_DAY_PARTS, STEMS
from aligner.checks.date_words import LANGUAGES, SEASONS

RECURRING: Final = ("season", "feast", "day part", "frequency")
"""Kinds that are only looked for where both texts have them."""


def read_recurring(texts: tuple[str, str], languages: tuple[str, str], kind: Kind) -> tuple[list[DateExpression], ...]:
    """Return the seasons, feasts, parts of the day or frequencies of two texts, if both have any that are sure."""
    stems = STEMS[kind]
    for text, language in zip(texts, languages, strict=True):
        if language not in LANGUAGES or not has_any(text.lower(), stems[language]):
            return [], []
    return tuple(list(_READERS[kind](text, code)) for text, code in zip(texts, languages, strict=True))


@cache
def _season_pattern(language: str) -> re.Pattern[str]:
    names = named(SEASONS[language])
    if language == "en":
        return re.compile(
            rf"(?P<context>\b(?i:in|of|since|this|last|next|the|during|early|late|mid|every|each)[\s-])?\b(?i:{names})s?\b"
        )
    return re.compile(rf"(?P<title>\b(?:Herr|Frau|Dr\.)n?\s)?\b(?:{names})(?P<more>\w*)")


def _seasons(text: str, language: str) -> Iterator[DateExpression]:
    """Yield seasons: `spring` and `fall` are sure after a preposition or article only, German ones as a word alone."""
    for match in _season_pattern(language).finditer(text):
        number = number_of(match, "n")
        start = match.start(f"n{number}")
        if language == "en":
            word = match[f"n{number}"].lower()
            sure = bool(match["context"]) or word not in ("spring", "fall")
            sure = (
                sure and not _JOINED.match(text, match.end()) and (word != "spring" or not _HOT.search(text, 0, start))
            )
        else:
            sure = match["title"] is None and match["more"] in ("", "s", "e", "n", "es")
        yield DateExpression(start, match.end(), "season", value=str(number), sure=sure)


_JOINED = re.compile(
    r"\s(?:of(?! (?:\d|the year|this|that|last|next))|water|from|in|off|apart|down|for|on|into|short|under)\b|-|\s[A-Z]"
)
_HOT = re.compile(r"(?:hot|coil|thermal|well)[\s-]$", re.IGNORECASE)


@cache
def _valued_pattern(words: tuple[tuple[str, str], ...], others: str) -> re.Pattern[str]:
    known = "|".join(f"(?P<v{number}>{pattern})" for number, (_, pattern) in enumerate(words))
    return re.compile(rf"(?<![\w-])(?:{known}{others})(?![\w])")


def _feasts(text: str, language: str) -> Iterator[DateExpression]:
    words = FEASTS[language]
    for match in _valued_pattern(words, "").finditer(text):
        yield DateExpression(*match.span(), "feast", value=words[number_of(match, "v")][0])


def _day_parts(text: str, language: str) -> Iterator[DateExpression]:
    words = DAY_PARTS[language]
    for match in _valued_pattern(words, f"|(?P<v99>{OTHER_DAY_PARTS[language]})").finditer(text):
        number = number_of(match, "v")
        value = words[number][0] if number < len(words) else _ANY_PART
        yield DateExpression(*match.span(), "day part", value=value, sure=number < len(words))


_ANY_PART: Final = "morning noon afternoon evening night midnight"


def _frequencies(text: str, language: str) -> Iterator[DateExpression]:
    words = FREQUENCIES[language]
    for match in _valued_pattern(words, "").finditer(text):
        value = words[number_of(match, "v")][0]
        yield DateExpression(*match.span(), "frequency", value=value, sure=" " not in match[0])


_READERS: Final[dict[str, Callable[[str, str], Iterator[DateExpression]]]] = {
    "season": _seasons,
    "feast": _feasts,
    "day part": _day_parts,
    "frequency": _frequencies,
}
