"""Reads English number words."""

from __future__ import annotations

from typing import Final

from aligner.checks.numbers.quantity import Part

_UNITS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR_ORDINALS: Final = {"first": 1, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_MAGNITUDES: Final = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "dozen": 12.0,
}  # fmt: skip
_SHORT_MAGNITUDES: Final = {"mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3}
_EXCUSES: Final = {
    "once": 1, "single": 1, "both": 2, "couple": 2,
    "pair": 2, "pairs": 2, "twin": 2, "twins": 2, "double": 2, "dual": 2, "bidirectional": 2,
    "duo": 2, "bilateral": 2, "either": 2, "neither": 2, "biennial": 2, "binary": 2, "another": 2, "secondary": 2,
    "twofold": 2, "second": 2, "seconds": 2, "secondly": 2, "triple": 3, "trio": 3, "triangle": 3,
    "trilateral": 3, "trilogy": 3, "triplets": 3, "quadruple": 4, "quartet": 4, "quarter": 4,
    "quarters": 4, "quarterly": 4, "quadrennial": 4, "quintet": 5, "decade": 10, "decades": 10, "fortnight": 14,
    "teens": 13, "century": 100, "centuries": 100, "centenary": 100, "centennial": 100, "bicentenary": 200,
    "millennium": 1000, "millennia": 1000, "noon": 12, "midday": 12, "midnight": 12, "halves": 0.5, "fortnightly": 14,
    "duplicate": 2, "perpendicular": 90, "fivepence": 5, "sixpence": 6, "tenpence": 10, "twopence": 2,
    "threepence": 3, "semi": 0.5, "semifinal": 0.5, "semifinals": 0.5, "semis": 0.5, "halfway": 0.5,
    "halftime": 0.5,
}  # fmt: skip
_MULTIPLES: Final = {
    "twice": 2, "thrice": 3, "doubled": 2, "doubles": 2, "doubling": 2, "tripled": 3, "triples": 3, "tripling": 3,
    "trebled": 3, "trebles": 3, "trebling": 3, "quadrupled": 4, "quadruples": 4, "quadrupling": 4, "quintupled": 5,
    "quintupling": 5, "sextupled": 6, "halved": 0.5, "halving": 0.5, "halve": 0.5,
}  # fmt: skip


def _ordinal(word: str) -> str:
    return word[:-1] + "ieth" if word.endswith("y") else word + "th"


def _table() -> dict[str, tuple[Part, float]]:
    found: dict[str, tuple[Part, float]] = {word: (Part.EXCUSE, float(value)) for word, value in _EXCUSES.items()}
    numbers = {word: 2 + at for at, word in enumerate(_UNITS)} | {word: 10 + at for at, word in enumerate(_TEENS)}
    tens = {word: 20 + 10 * at for at, word in enumerate(_TENS)}
    for word, value in (numbers | tens).items():
        found[word] = (Part.TENS if word in tens else Part.CARDINAL, float(value))
        found.setdefault(_ordinal(word), (Part.ORDINAL, float(value)))
        found[_ordinal(word) + "s"] = (Part.DENOMINATOR, float(value))
        found[word + "fold"] = (Part.SHY, float(value))
    for word, value in _IRREGULAR_ORDINALS.items():
        found[word] = (Part.ORDINAL, float(value))
        found[word + "s"] = (Part.DENOMINATOR, float(value))
        found[word + "ly"] = (Part.EXCUSE, float(value))
    found.update({word[:-1] + "ies": (Part.DECADE, float(value)) for word, value in tens.items()})
    for word, factor in _MAGNITUDES.items():
        found[word] = (Part.MAGNITUDE, factor)
        found[word + "s"] = (Part.MANY, factor)
        found[word + "th"] = (Part.ORDINAL, factor)
        found[word + "ths"] = (Part.DENOMINATOR, factor)
        found[word + "fold"] = (Part.SHY, factor)
    found.update({word: (Part.MAGNITUDE, factor) for word, factor in _SHORT_MAGNITUDES.items()})
    found.update(
        {"one": (Part.CARDINAL, 1.0), "tens": (Part.MANY, 10.0), "zero": (Part.SHY, 0.0), "nil": (Part.SHY, 0.0)}
    )
    found.update({word: (Part.MULTIPLE, float(value)) for word, value in _MULTIPLES.items()})
    found.update({"half": (Part.HALF, 0.5), "score": (Part.MAGNITUDE, 20.0), "threescore": (Part.CARDINAL, 60.0)})
    found.update({"fourscore": (Part.CARDINAL, 80.0)})
    found.update({"quarter": (Part.DENOMINATOR, 4.0), "quarters": (Part.DENOMINATOR, 4.0)})
    return found


_WORDS: Final = _table()


def read_english(word: str) -> tuple[Part, float] | None:
    """Return what a lower-case word says as a number, None where it says nothing."""
    if word.endswith("ish") and len(word) > 6:
        word = _stem(word)
    return _WORDS.get(word)


def _stem(word: str) -> str:
    """Return the number in `thirtyish`, other words as they are."""
    return word[:-3] if word[:-3] in _WORDS else word
