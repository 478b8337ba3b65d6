"""Names that German and English call differently, and names that both know: `exonyms.tsv`, `territories.tsv`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, NamedTuple

TABLES: Final = ("exonyms.tsv", "territories.tsv")
"""The first is written by hand and goes before the second, which `tools/territories.py` makes."""
_SHORTEST: Final = 3
_LOOKUP: Final = 2
_UNMISTAKABLE: Final = 6
"""A beginning of so many letters is known in compounds too."""
_ENDINGS: Final = re.compile(
    r"(?:i?e?n?s?|e[mr]|ers?|ern|erin(?:nen)?|i?(?:ni)?[ts]?i?sch(?:e[nmrs]?)?|[iae]?n?er(?:[ns]|in|innen)?"
    r"|t[ae]nisch(?:e[nmrs]?)?|(?:er)?l[aä]nd(?:e[nrs]?|ers|erin|ern|ische?[nmrs]?|s)?|reichs?|ei|ien?s?|al(?:e[nmrs]?)?"
    r"|[ao]s?|ität|tum|tums|i?um|us|on|ow|au)"
)
_PART_OF: Final = re.compile(
    r"(?:nord|süd)?(?:ost|west)|nord|süd|zentral|mittel|latein|groß|ober|unter|nieder|vorder|hinter|inner|ganz|gesamt"
    r"|neu|alt|anti|pro|trans|pan|post|exil|halb|rück|vor|ur|nicht"
)
_INHABITANTS: Final = ("woman", "women", "man", "men", "s", "n", "ia", "a", "ese", "ish", "ic", "i")
_ADJECTIVE: Final = re.compile(
    r"(?:[aei]an|ese|[iu]sh|nch|tch|ch|[sz]ch|wiss|erman|reek|elgian|sraeli|raqi|hai|zech)s?$"
)
_PARTS: Final = re.compile(r"[^\W_]+")


class Exonym(NamedTuple):
    """What may stand in German for an English name: beginnings, in lower case, of names, and of other words."""

    names: tuple[str, ...]
    words: tuple[str, ...]


@cache
def exonyms() -> Mapping[str, Exonym]:
    """Return for English names, as written, what stands for them in German."""
    table: dict[str, Exonym] = {}
    for file in TABLES:
        for line in files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            english, names, *words = line.split("\t")
            found = Exonym(tuple(filter(None, names.split("|"))), tuple(words[0].split("|")) if words else ())
            for name in english.split("|"):
                table.setdefault(name, found)
    return MappingProxyType(table)


def is_adjective(english: str) -> bool:
    """Tell whether a name in the tables belongs to a country or people: what it says may be clear without it."""
    return _ADJECTIVE.search(english) is not None and exonym_of(english) is not None


def has_exonym(english: str, german: Collection[str]) -> bool:
    """Tell whether one of the lower-case `german` words stands for the name `english`."""
    found = exonym_of(english)
    return found is not None and any(
        _begins(word, beginning) for word in _with_bases(german) for beginning in (*found.names, *found.words)
    )


def exonym_of(english: str) -> Exonym | None:
    """Return what stands for an English name, or for the country or people that it is the inhabitant of."""
    table = exonyms()
    stem = english.removesuffix("s")
    for ending in _INHABITANTS:
        stem = stem.removesuffix(ending) if len(stem) > len(ending) + _SHORTEST else stem
    forms = (english, english.removesuffix("s"), *(stem + ending for ending in ("", "a", "ia", "y", "s", "e", "o")))
    return next((table[form] for form in forms if form in table), None)


def has_english_name(german: str, english: Collection[str]) -> bool:
    """Tell whether among the lower-case `english` words is a name that the German word may stand for."""
    found = [words for base in _with_bases([german.lower()]) for words in _names_of(base)]
    return any(not words.isdisjoint(english) for words in found) or any(
        other.startswith(word[:-1])
        for words in found
        for word in words
        if len(word) > _SHORTEST + 1
        for other in english
    )


def is_exonym(german: str) -> bool:
    """Tell whether a German word is a name of the tables, in whatever form."""
    return any(_is_name(base) for base in _with_bases([german.lower()]))


def _with_bases(german: Collection[str]) -> list[str]:
    """Return lower-case words, and what is left of those that begin with the name of a part (`Osteuropa`)."""
    return [*german, *(word[found.end() :] for word in german if (found := _PART_OF.match(word)))]


@lru_cache(maxsize=1 << 12)
def _names_of(german: str) -> tuple[frozenset[str], ...]:
    entries = _german_names().get(german[:_LOOKUP], ())
    return tuple(words for beginning, words, _ in entries if _begins(german, beginning))


@lru_cache(maxsize=1 << 12)
def _is_name(german: str) -> bool:
    entries = _german_names().get(german[:_LOOKUP], ())
    return any(is_name and _begins(german, beginning) for beginning, _, is_name in entries)


def _begins(word: str, beginning: str) -> bool:
    """Tell whether a word is the name with a usual ending; where that is long, with whatever follows."""
    if len(beginning) <= _SHORTEST:
        return word.removesuffix("s") == beginning.removesuffix("s")
    return word.startswith(beginning) and (
        len(beginning) >= _UNMISTAKABLE or _ENDINGS.fullmatch(word, len(beginning)) is not None
    )


@cache
def _german_names() -> Mapping[str, list[tuple[str, frozenset[str], bool]]]:
    """Return for two first letters: beginnings of German words, the English words, and whether these are names."""
    table: dict[str, list[tuple[str, frozenset[str], bool]]] = {}
    for english, found in exonyms().items():
        parts = frozenset(_PARTS.findall(english.lower()))
        for beginnings, is_name in ((found.names, True), (found.words, False)):
            for beginning in beginnings:
                table.setdefault(beginning[:_LOOKUP], []).append((beginning, parts, is_name))
    return MappingProxyType(table)
