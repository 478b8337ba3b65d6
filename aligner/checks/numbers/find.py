"""Finds the quantities of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from aligner.checks.numbers.aside import uncounted, without_asides
from aligner.checks.numbers.compose import compose
from aligner.checks.numbers.digits import DIGITS, EMERGENCY, FRACTIONS, read_digits
from aligner.checks.numbers.english import read_english
from aligner.checks.numbers.german import read_german
from aligner.checks.numbers.phones import phones
from aligner.checks.numbers.quantity import Atom, Kind, Part, Quantity, Weight, normal

_READERS: Final[dict[str, Callable[[str], tuple[Part, float] | None]]] = {"de": read_german, "en": read_english}
_CANDIDATE = re.compile(rf"(?P<digits>{DIGITS.pattern})|(?P<fraction>[{''.join(FRACTIONS)}])|(?P<word>[^\W\d_]{{2,}})")
_ROMAN = re.compile(
    r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})$|(?=\w{3})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})$"
    r"|(?=\w{4})M{1,2}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$"
)
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ORDER: Final = re.compile(
    r"(?<![^\W_])(?:the|this|that|every|each|my|your|his|her|its|our|their|a|of|and|or|in|on|at|from"
    r"|twenty|thirty|forty|fifty)[ -]$",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r" (?:ago|later|or|and|before|after|that|i|you|he|she|it|we|they|in|at|to|when|while|as)\b", re.I
)
"""Around `second`, which is an ordinal between words of the first kind and a noun not of the second."""
_NOUN: Final = re.compile(r" [A-ZÄÖÜ]")
_MONTHS: Final[dict[str, tuple[float, ...]]] = {
    "vierteljahr": (3.0,), "vierteljähr": (3.0,), "quarterly": (3.0,), "halbjährlic": (6.0,), "halbjahr": (6.0,),
    "halbjahres": (6.0,), "halbjährig": (6.0,), "halbjährige": (6.0,), "quartal": (3.0,), "quartals": (3.0,),
}  # fmt: skip
"""How many months the words say, by their first eleven letters."""
_HELP: Final = ("Notruf", "Feuerwehr")
_SCORE: Final = re.compile(r"(?<![^\W_])(?:one|two|three|four|five|six|seven|eight|nine|ten|a)[ -]$", re.IGNORECASE)
_LONGEST_WORD: Final = 60


def quantities(text: str, language: str) -> list[Quantity]:
    """Return the quantities of a text in order; they do not overlap.

    `language` is a two-letter code: number words are read in German and English, digits in any language.
    """
    text = without_asides(text)
    found = compose(text, list(_atoms(text, language)), language)
    if not any(each.weight > Weight.EXCUSE and each.kind is not Kind.ROMAN for each in found):
        return found
    spans = uncounted(text, language)
    return [_not_counted(each, spans) for each in found] if spans else found


def _not_counted(quantity: Quantity, spans: list[tuple[int, int]]) -> Quantity:
    """Let a number in a saying or the mark of a note be the counterpart of another at most."""
    inside = any(start < quantity.end and quantity.start < end for start, end in spans)
    return replace(quantity, weight=Weight.EXCUSE) if inside else quantity


def _atoms(text: str, language: str) -> Iterator[Atom]:
    numbers = iter(phones(text))
    phone = next(numbers, None)
    for match in _CANDIDATE.finditer(text):
        start, end = match.span()
        while phone is not None and phone[1] <= start:
            phone = next(numbers, None)
        if phone is not None and phone[0] < end:
            if start <= phone[0] or text[phone[0] : start].strip("+( ") == "":
                yield Atom(phone[0], phone[1], Part.SHY, Kind.DIGITS, 0.0, (f"phone {phone[2]}",))
            continue
        if match.lastgroup == "digits":
            yield from read_digits(text, language, start, end)
        elif match.lastgroup == "fraction":
            value = normal(FRACTIONS[match[0]])
            yield Atom(start, end, Part.HALF, Kind.DIGITS, value, (value,))
        elif end - start <= _LONGEST_WORD:
            yield from _of_word(text, language, match[0], start)


def _of_word(text: str, language: str, word: str, start: int) -> Iterator[Atom]:
    read = _READERS.get(language)
    end = start + len(word)
    if read is not None and (found := read(word.lower())) is not None:
        part, value = found
        if language == "en":
            if word.lower() == "second" and _ORDER.search(text, max(0, start - 12), start) and _goes_on(text, end):
                part = Part.ORDINAL
            elif word.lower() == "score" and not _SCORE.search(text, max(0, start - 8), start):
                return
        elif word == "Elf" and not _NOUN.match(text, end):
            part = Part.EXCUSE  # a team, or one of the fair folk
        further = (EMERGENCY,) if word.startswith(_HELP) else _MONTHS.get(word.lower()[:11], ())
        yield Atom(start, end, part, _kind(part), value, (float(value),), further, _weight(part, value))
    elif word.isupper() and (value := _roman(word)):
        yield Atom(start, end, Part.SHY, Kind.ROMAN, value, (value,), (), Weight.SHY)


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isalpha() and _TIME.match(text, end) is None


def _kind(part: Part) -> Kind:
    if part is Part.ORDINAL:
        return Kind.ORDINAL
    if part in (Part.MULTIPLE, Part.HALF):
        return Kind.MULTIPLE if part is Part.MULTIPLE else Kind.FRACTION
    return Kind.OTHER if part in (Part.EXCUSE, Part.SHY, Part.MANY, Part.DENOMINATOR) else Kind.WORDS


def _weight(part: Part, value: float) -> Weight:
    if part is Part.EXCUSE or (value == 1 and part is not Part.ORDINAL):
        return Weight.EXCUSE
    return Weight.STRONG if part in (Part.CARDINAL, Part.TENS, Part.DECADE) else Weight.SHY


def _roman(word: str) -> float:
    """Return the value of a Roman numeral, else 0: of two letters up to 39, of three up to 89, of four also a year."""
    if not _ROMAN.match(word):
        return 0.0
    values = [_ROMAN_VALUES[letter] for letter in word]
    return float(sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)))
