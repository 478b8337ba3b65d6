"""Tells whether a name of one language stands, in whatever form, in a text of the other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from aligner.checks.name_words import is_german_word

_PARTS = re.compile(r"[^\W_]+")
_SHORTEST = 3
_COMPOUND = 4
"""A name of so many letters is found within a compound."""
_COMMON_START = 4
"""Names that begin with so many equal letters may be one name with two endings."""
_LONG_START = 6
"""So many are enough, whatever follows (`Brexiteer`, `Brexit-Gegner`)."""
_START_SHARE = 0.6
_MISSPELT = 5
_MISSPELT_LONG = 8
"""In a name of so many letters one too many, or one in place of another, is a slip of the pen."""
_EDITS_PER_LETTER = 0.26
_LONGEST = 40
"""All chosen by hand, with the cases of the tests in view."""
_GERMAN_TAIL: Final = re.compile(r"(?:[ai]?n?is(?:e[nmrs]?)?|i?a?n?er(?:s|n|in|inen)?|i?en?s?|s)")
"""Endings, folded, that make adjectives, inhabitants, countries and genitives of a name."""
_ENGLISH_TAIL: Final = re.compile(r"(?:i?a|[ai]?ans?|ese|is|iks?|ines?|i|es?|o|s|)")
_TAIL_PAIRS: Final = frozenset(
    (
        ("ism", "ismus"),
        ("iti", "itat"),
        ("i", "ie"),
        ("e", ""),
        ("", "e"),
        ("us", ""),
        ("us", "o"),
        ("os", "us"),
        ("a", "ai"),
        ("es", "en"),
        ("ist", "isten"),
    )
)


@dataclass(frozen=True, slots=True)
class Forms:
    """The words of a text as names are compared.

    `words` are folded to their sound, `capitals` are those among them that begin with a capital, with how they are
    spelt in lower case, `letters` are the words as they are spelt, in lower case.
    """

    words: frozenset[str]
    capitals: frozenset[tuple[str, str]]
    letters: frozenset[str]
    text: str

    def have(self, name: str) -> bool:
        """Tell whether the name, or a form of it with other spelling or endings, is among the words or inside one.

        Words that only look alike pass too, as they do where a common word is translated by its cognate.
        """
        return any(_is_like(part, self) for part in _PARTS.findall(name) if len(part) > 1 or part in self.letters)

    def have_sound(self, name: str) -> bool:
        """Tell whether a word sounds just like the name, but for an `e` at the end."""
        return not self.words.isdisjoint((folded(name), folded(name) + "e", folded(name).removesuffix("e")))

    def have_name(self, name: str) -> bool:
        """Tell whether the very name is there: with other endings or in another transcription, but no other letters."""
        if not name.isalpha() and name in self.text:
            return True
        return any(_is_there(part, self) for part in _PARTS.findall(name) if len(part) > 1 or part in self.letters)


def forms_of(text: str) -> Forms:
    """Return the distinct words of `text`, those of compounds with hyphens one by one."""
    words = [word for word in _PARTS.findall(text) if len(word) <= _LONGEST]
    return Forms(
        frozenset(folded(word) for word in words),
        frozenset((folded(word), word.lower()) for word in words if word[0].isupper()),
        frozenset(word.lower() for word in words),
        text,
    )


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
    ("œ", "o"),
    ("ø", "o"),
    ("ł", "l"),
    ("x", "ks"),
)
_LETTERS: Final = str.maketrans({"q": "k", "c": "k", "w": "v", "y": "i", "j": "i", "z": "s"})
_SOFT = re.compile(r"c(?=[eiyäö])")
_DOUBLE = re.compile(r"(.)\1+")
_SILENT = re.compile(r"(?<=[a-z])h")


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a spelling in which the ways to write a foreign name in German and English come together."""
    sounds = word.lower()
    for letters, sound in _SOUNDS:
        sounds = sounds.replace(letters, sound)
    sounds = _SOFT.sub("s", sounds)
    plain = sounds
    if not sounds.isascii():
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
        or any(_is_respelt(sound, other) for other, _ in forms.capitals)
    )


def _is_there(name: str, forms: Forms) -> bool:
    lower = name.lower()
    if lower in forms.letters or lower + "s" in forms.letters or lower.removesuffix("s") in forms.letters:
        return True
    sound = folded(name)
    if len(name) > _LONGEST or len(sound) < _SHORTEST:
        return False
    return (
        sound in forms.words
        or any(
            _is_one_name(sound, other) or _is_misspelt(lower, spelt) or _is_transcribed((sound, lower), (other, spelt))
            for other, spelt in forms.capitals
        )
        or any(_is_one_name(sound, other) for other in forms.words)
    )


def _is_one_name(first: str, second: str) -> bool:
    """Tell whether two folded names differ in endings, or by the rest of a compound, alone."""
    start = _common_start(first, second)
    if start < _SHORTEST:
        return _ends_compound(first, second) or _ends_compound(second, first)
    tails = first[start:], second[start:]
    if start >= _LONG_START and start >= _START_SHARE * min(len(first), len(second)):
        return True
    if tails in _TAIL_PAIRS or tails[::-1] in _TAIL_PAIRS:
        return start >= _COMMON_START
    if "" in tails:
        rest = max(tails, key=len)
        return start >= _COMMON_START and (
            _GERMAN_TAIL.fullmatch(rest) is not None or (len(rest) >= _SHORTEST and is_german_word(rest))
        )
    # A letter or two before the tails may belong to them: `ita-lien` and `ita-ly`.
    for kept in range(start, max(start - 2, _COMMON_START - 1), -1):
        pair = first[kept:], second[kept:]
        if any(_GERMAN_TAIL.fullmatch(a) and _ENGLISH_TAIL.fullmatch(b) for a, b in (pair, pair[::-1])):
            return True
    return False


def _ends_compound(name: str, word: str) -> bool:
    """Tell whether a longer word ends as the name does, behind a word of its own."""
    return len(name) >= _COMPOUND and word.endswith(name) and is_german_word(word.removesuffix(name))


def _is_transcribed(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether few letters differ, and fewer by sound (`first[0]`) than as they are spelt.

    Names that differ as much by sound as on paper are two names: no rule of transcription brings them together.
    """
    if first[0][0] != second[0][:1] or len(first[0]) < _COMPOUND:
        return False
    most = int(_EDITS_PER_LETTER * max(len(first[0]), len(second[0])))
    return any(
        within_edits(first[0], second[0], edits) and not within_edits(_plain(first[1]), _plain(second[1]), edits)
        for edits in range(1, most + 1)
    )


def _is_misspelt(first: str, second: str) -> bool:
    """Tell whether one letter was left out of a name, or in a long one was replaced."""
    shortest = min(len(first), len(second))
    if first[0] != second[0] or shortest < _MISSPELT or (len(first) == len(second) and shortest < _MISSPELT_LONG):
        return False
    return within_edits(first, second, 1) or _without_crossing(first, second)


def _without_crossing(first: str, second: str) -> bool:
    """Tell whether two letters that follow each other change places."""
    at = _common_start(first, second)
    return first[at + 2 :] == second[at + 2 :] and first[at : at + 2] == second[at : at + 2][::-1]


def _plain(word: str) -> str:
    """Return a word without its accents, which are no other letters."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


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
