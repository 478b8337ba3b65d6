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


def has_exonym(english: str, german: Collection[str]) -> bool:
    """Tell whether one of the lower-case `german` words stands for the name `english`."""
    found = exonyms().get(english)
    return found is not None and any(
        _begins(word, beginning) for word in german for beginning in (*found.names, *found.words)
    )


def has_english_name(german: str, english: Collection[str]) -> bool:
    """Tell whether among the lower-case `english` words is a name that the German word may stand for."""
    return any(not words.isdisjoint(english) for words in _names_of(german.lower()))


def is_exonym(german: str) -> bool:
    """Tell whether a German word is a name of the tables, in whatever form."""
    return _is_name(german.lower())


def has_one_name(first: str, second: str) -> bool:
    """Tell whether an English name and a German one are both in the tables, and the same."""
    found = exonyms().get(first)
    return found is not None and any(_begins(second.lower(), beginning) for beginning in found.names)


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
