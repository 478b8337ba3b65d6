"""Tells whether a name of one language stands, in whatever form, in a text of the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS = re.compile(r"[^\W_]+")
_SHORTEST = 3
_COMPOUND = 4
"""A name of so many letters is found within a compound."""
_COMMON_START = 4
"""Names that begin with so many equal letters may be one name with two endings."""
_LOOKUP = 2
_UNMISTAKABLE = 5
_START_SHARE = 0.6
_EDITS_PER_LETTER = 0.26
_LONGEST = 40
"""All chosen by hand, with the cases of the tests in view."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The words of a text as names are compared.

    `words` are folded to their sound, `capitals` are those among them that begin with a capital, `letters` are the
    words as they are spelt, in lower case.
    """

    words: frozenset[str]
    capitals: frozenset[str]
    letters: frozenset[str]

    def have(self, name: str) -> bool:
        """Tell whether the name, or a form of it with other spelling or endings, is among the words or inside one."""
        return any(_is_like(part, self) for part in _PARTS.findall(name) if len(part) > 1 or part in self.letters)


def forms_of(text: str) -> Forms:
    """Return the distinct words of `text`, those of compounds with hyphens one by one."""
    words = [word for word in _PARTS.findall(text) if len(word) <= _LONGEST]
    return Forms(
        frozenset(folded(word) for word in words),
        frozenset(folded(word) for word in words if word[0].isupper()),
        frozenset(word.lower() for word in words),
    )


def has_exonym(english: str, german: Iterable[str]) -> bool:
    """Tell whether one of the lower-case `german` words begins as the German name of `english` does."""
    beginnings = exonyms().get(english)
    return beginnings is not None and any(_begins(word, beginning) for word in german for beginning in beginnings)


def has_english_name(german: str, english: Iterable[str]) -> bool:
    """Tell whether one of the lower-case `english` words is a name that the German word may stand for."""
    names = _english_names().get(german.lower()[:_LOOKUP], ())
    return any(_begins(german.lower(), beginning) and not words.isdisjoint(english) for beginning, words, _ in names)


def _begins(word: str, beginning: str) -> bool:
    """Tell whether a word begins so; where that says little, whether it is the word, perhaps in the genitive."""
    if len(beginning) <= _SHORTEST:
        return word.removesuffix("s") == beginning.removesuffix("s")
    return word.startswith(beginning)


def is_exonym(german: str) -> bool:
    """Tell whether a German word begins as a name of the table does that is long enough to be no other word."""
    lower = german.lower()
    names = _english_names().get(lower[:_LOOKUP], ())
    return any(
        len(beginning) >= _UNMISTAKABLE and lower.startswith(beginning) and not acronym
        for beginning, _, acronym in names
    )


@cache
def _english_names() -> Mapping[str, list[tuple[str, frozenset[str], bool]]]:
    """Return for the first letters of a German word the beginnings of names, the English words, and acronyms."""
    table: dict[str, list[tuple[str, frozenset[str], bool]]] = {}
    for english, beginnings in exonyms().items():
        words = frozenset(_PARTS.findall(english.lower()))
        for beginning in beginnings:
            table.setdefault(beginning[:_LOOKUP], []).append((beginning, words, english.isupper()))
    return MappingProxyType(table)


@cache
def exonyms() -> Mapping[str, tuple[str, ...]]:
    """Return for English names, as written, how their German counterparts begin, in lower case."""
    table: dict[str, tuple[str, ...]] = {}
    for line in files(__package__).joinpath("exonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            english, german = line.split("\t")
            table.update((name, tuple(german.split("|"))) for name in english.split("|"))
    return MappingProxyType(table)


_SOUNDS: Final = (
    ("dsch", "j"),
    ("tsch", "c"),
    ("tch", "c"),
    ("sch", "s"),
    ("sh", "s"),
    ("zh", "s"),
    ("kh", "k"),
    ("ch", "k"),
    ("ph", "f"),
    ("ck", "k"),
    ("qu", "kv"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ä", "a"),
    ("ö", "o"),
    ("ü", "u"),
    ("ß", "s"),
    ("æ", "a"),
    ("ø", "o"),
    ("ł", "l"),
    ("x", "ks"),
)
_LETTERS: Final = str.maketrans({"q": "k", "c": "k", "w": "v", "y": "i", "j": "i", "z": "s"})
_SOFT = re.compile(r"c(?=[eiyäö])")
_DOUBLE = re.compile(r"(.)\1+")
_SILENT = re.compile(r"(?<=[a-z])h")


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Return a spelling in which the ways to write a foreign name in German and English come together."""
    sounds = word.lower()
    for letters, sound in _SOUNDS:
        sounds = sounds.replace(letters, sound)
    sounds = _SOFT.sub("s", sounds)
    plain = "".join(c for c in unicodedata.normalize("NFKD", sounds) if not unicodedata.combining(c))
    return _DOUBLE.sub(r"\1", _SILENT.sub("", plain.translate(_LETTERS)))


def _is_like(name: str, forms: Forms) -> bool:
    if name.lower() in forms.letters or name.lower() + "s" in forms.letters:
        return True
    if len(name) > _LONGEST:
        return False
    sound = folded(name)
    if len(sound) < _SHORTEST:
        return False
    return (
        sound in forms.words
        or any(_has_stem(sound, other) for other in forms.words)
        or any(_is_respelt(sound, other) for other in forms.capitals)
    )


def _has_stem(name: str, other: str) -> bool:
    """Tell whether one name stands at the border of the other, or both begin alike."""
    shorter = min(len(name), len(other))
    if shorter < _SHORTEST:
        return False
    if len(name) >= _COMPOUND and (other.startswith(name) or other.endswith(name)):
        return True
    if len(other) > _COMPOUND and (name.startswith(other) or name.endswith(other)):
        return True
    return _common_start(name, other) >= max(_COMMON_START, _START_SHARE * shorter)


def _is_respelt(name: str, other: str) -> bool:
    """Tell whether a few other letters make the one name out of the other."""
    if name[0] != other[:1] or len(name) < _COMPOUND:
        return False
    return within_edits(name, other, int(_EDITS_PER_LETTER * max(len(name), len(other))))


def _common_start(first: str, second: str) -> int:
    for at, (a, b) in enumerate(zip(first, second, strict=False)):
        if a != b:
            return at
    return min(len(first), len(second))


def within_edits(first: str, second: str, edits: int) -> bool:
    """Tell whether so few insertions, deletions and replacements of letters turn one into the other."""
    if edits < 1 or abs(len(first) - len(second)) > edits:
        return first == second
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, 1):
        above, row = row, [at]
        for column, other in enumerate(second, 1):
            row.append(min(above[column - 1] + (letter != other), above[column] + 1, row[-1] + 1))
        if min(row) > edits:
            return False
    return row[-1] <= edits
