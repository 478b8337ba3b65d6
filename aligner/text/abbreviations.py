"""Tells what kind of abbreviation, if any, stands before a full stop."""

from __future__ import annotations

import re
from enum import Enum, auto

from aligner.text.rules import Rules
from aligner.text.stops import Stop

_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
_SPACED = re.compile(r"(?<![\w.])(?:[^\W\d_]{1,4}\. ?){1,4}[^\W\d_]{1,4}$")
_LONGEST_SPACED = 24
_INTERJECTION = re.compile(r"hm+|mm+|ps+t|sh+|br+|gr+|pf+t?|tsk|zz+", re.IGNORECASE)
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,4}")
_ADDRESS = re.compile(r"[@/\\:]|^www\.")
_JOINTS = re.compile(r"[-–/.]")
_VERSE = re.compile(r"\d{1,3}(?:[:,] ?\d|[-–]\d{1,3}[:,])")
_BOOK_NUMBERS = frozenset({"1", "2", "3", "I", "II", "III"})
_WORDS_OF_ONE_LETTER = frozenset("AIO")
_ROMAN = re.compile(r"[IVXLC]{2,}|[VXLC]")


class Abbreviation(Enum):
    """How an abbreviation behaves before a capital or a digit."""

    NONE = auto()
    """It is none: its full stop ends the sentence."""
    MAY_END = auto()
    """Its full stop ends the sentence if a starter follows."""
    NEEDS_NEXT = auto()
    """It belongs to the next word."""


def abbreviation_of(stop: Stop, rules: Rules) -> Abbreviation:
    """Classify the word before a full stop, which is taken for part of it."""
    if not stop.word or _ADDRESS.search(stop.word):
        return Abbreviation.NONE
    forms = _forms(stop)
    if not rules.needs_next.isdisjoint(forms):
        return Abbreviation.NEEDS_NEXT
    if _is_number(stop.following) and not rules.before_number.isdisjoint(forms):
        return Abbreviation.NEEDS_NEXT
    if _is_reference(stop, rules) and not rules.before_reference.isdisjoint(forms):
        return Abbreviation.NEEDS_NEXT
    if _is_chapter(stop) and not rules.books.isdisjoint(forms):
        return Abbreviation.NEEDS_NEXT
    if _is_initial(stop, rules) or not rules.may_end.isdisjoint(forms):
        return Abbreviation.MAY_END
    if _looks_abbreviated(stop.word) or _is_compound(stop.word, rules):
        return Abbreviation.MAY_END
    return Abbreviation.NONE


def _forms(stop: Stop) -> list[str]:
    """Give what to look up: the word, its last part (`Tel.-Nr`), and it with the abbreviations before it."""
    word = stop.word.lower()
    forms = [word]
    if not word.isalpha():
        forms.append(_JOINTS.split(word)[-1])
    if len(word) < 5 and stop.text[stop.word_start - 2 : stop.word_start] == ". ":
        spaced = _SPACED.search(stop.text, max(stop.sentence, stop.start - _LONGEST_SPACED), stop.start)
        if spaced:
            parts = spaced[0].lower().replace(" ", "").split(".")
            forms.extend(".".join(parts[first:]) for first in range(len(parts) - 1))
    return forms


def _is_number(word: str) -> bool:
    return word.isdecimal() or _ROMAN.fullmatch(word) is not None


def _is_reference(stop: Stop, rules: Rules) -> bool:
    """Tell whether what comes next numbers a passage: a number, a letter such as `B`, `Nr.` and a number."""
    end = stop.following_start + len(stop.following)
    if stop.following.lower() in rules.numbered:
        return stop.text[end : end + 1] == "."
    if len(stop.following) == 1 and stop.following.isupper():
        return stop.following not in _WORDS_OF_ONE_LETTER and not stop.text[end : end + 1].isalnum()
    return _is_number(stop.following)


def _is_chapter(stop: Stop) -> bool:
    """Tell whether chapter and verse follow, or a chapter after the number of a book: `4:8`, `1 Tim. 3`."""
    if _VERSE.match(stop.text, stop.following_start):
        return True
    return stop.following.isdecimal() and stop.previous.strip("(.") in _BOOK_NUMBERS


def _is_initial(stop: Stop, rules: Rules) -> bool:
    """Tell whether it is the first letter of a name, not a name itself as in `Vitamin C`."""
    return len(stop.word) == 1 and stop.word.isalpha() and stop.previous.lower() not in rules.labels


def _looks_abbreviated(word: str) -> bool:
    """Tell whether it has the form of `U.S`, `J.-P`, `Th`, `Frhr`."""
    if _DOTTED.fullmatch(word):
        return True
    return _NO_VOWEL.fullmatch(word) is not None and _INTERJECTION.fullmatch(word) is None


def _is_compound(word: str, rules: Rules) -> bool:
    return any(word.endswith(suffix) and len(word) > len(suffix) + 2 for suffix in rules.suffixes)
