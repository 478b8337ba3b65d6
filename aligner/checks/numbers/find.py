"""Finds the quantities of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from aligner.checks.numbers.compose import compose
from aligner.checks.numbers.digits import DIGITS, FRACTIONS, read_digits
from aligner.checks.numbers.english import read_english
from aligner.checks.numbers.german import read_german
from aligner.checks.numbers.quantity import Atom, Kind, Part, Quantity, Weight

_READERS: Final[dict[str, Callable[[str], tuple[Part, float] | None]]] = {"de": read_german, "en": read_english}
_CANDIDATE = re.compile(rf"(?P<digits>{DIGITS.pattern})|(?P<fraction>[{''.join(FRACTIONS)}])|(?P<word>[^\W\d_]{{2,}})")
_HEED = re.compile(r"(?:geb\w{1,3}|gibt?|gab\w{0,2}|außer) $", re.IGNORECASE)
"""Before `acht` in the sense of heed."""
_ROMAN = re.compile(r"(?=[XVI])(X{0,3})(IX|IV|V?I{0,3})$")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10}
_LONGEST_WORD: Final = 60


def quantities(text: str, language: str) -> list[Quantity]:
    """Return the quantities of a text in order; they do not overlap.

    `language` is a two-letter code: number words are read in German and English, digits in any language.
    """
    return compose(text, list(_atoms(text, language)), language)


def _atoms(text: str, language: str) -> Iterator[Atom]:
    read = _READERS.get(language)
    for match in _CANDIDATE.finditer(text):
        start, end = match.span()
        if match.lastgroup == "digits":
            yield from read_digits(text, language, start, end)
        elif match.lastgroup == "fraction":
            value = FRACTIONS[match[0]]
            yield Atom(start, end, Part.HALF, Kind.DIGITS, value, (value,))
        elif end - start <= _LONGEST_WORD:
            word = match[0]
            if read is not None and (found := read(word.lower())) is not None:
                if word in ("acht", "Acht") and _HEED.search(text, max(0, start - 12), start):
                    continue
                yield Atom(start, end, found[0], _kind(found[0]), found[1], (float(found[1]),), (), _weight(*found))
            elif word.isupper() and (value := _roman(word)):
                yield Atom(start, end, Part.SHY, Kind.ROMAN, value, (value,), (), Weight.SHY)


def _kind(part: Part) -> Kind:
    if part is Part.ORDINAL:
        return Kind.ORDINAL
    return Kind.OTHER if part in (Part.EXCUSE, Part.SHY, Part.MANY, Part.DENOMINATOR, Part.HALF) else Kind.WORDS


def _weight(part: Part, value: float) -> Weight:
    if part in (Part.EXCUSE, Part.HALF) or value == 1:
        return Weight.EXCUSE
    return Weight.STRONG if part in (Part.CARDINAL, Part.TENS, Part.DECADE) else Weight.SHY


def _roman(word: str) -> float:
    """Return the value of a Roman numeral of two letters and more up to 39, else 0."""
    if not _ROMAN.match(word):
        return 0.0
    values = [_ROMAN_VALUES[letter] for letter in word]
    return float(sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)))
