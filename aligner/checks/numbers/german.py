"""Reads German number words, alone and at the beginning of compounds."""

from __future__ import annotations

import re
from typing import Final

from aligner.checks.numbers.quantity import Part

_UNITS: Final = {
    "ein": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9,
}  # fmt: skip
_TEENS: Final = {
    "zehn": 10, "elf": 11, "zwölf": 12, "zwoelf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "fuenfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_TENS: Final = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "fuenfzig": 50, "sechzig": 60,
    "siebzig": 70, "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_SMALL: Final = _UNITS | _TEENS | _TENS
_SINGLE: Final[dict[str, tuple[Part, float]]] = {
    "null": (Part.SHY, 0), "eins": (Part.EXCUSE, 1), "einmal": (Part.EXCUSE, 1),
    "beide": (Part.EXCUSE, 2), "beiden": (Part.EXCUSE, 2), "beider": (Part.EXCUSE, 2), "beides": (Part.EXCUSE, 2),
    "beidem": (Part.EXCUSE, 2), "doppelt": (Part.EXCUSE, 2), "doppelte": (Part.EXCUSE, 2),
    "paar": (Part.EXCUSE, 2), "paare": (Part.EXCUSE, 2), "zweifach": (Part.EXCUSE, 2),
    "zwillinge": (Part.EXCUSE, 2),
    "doppelten": (Part.EXCUSE, 2), "doppelter": (Part.EXCUSE, 2), "duo": (Part.EXCUSE, 2), "trio": (Part.EXCUSE, 3),
    "tripel": (Part.EXCUSE, 3),     "quartett": (Part.EXCUSE, 4), "quartal": (Part.EXCUSE, 4),
    "übermorgen": (Part.EXCUSE, 2), "vorgestern": (Part.EXCUSE, 2), "beidseitig": (Part.EXCUSE, 2),
    "notruf": (Part.EXCUSE, 112), "notrufnummer": (Part.EXCUSE, 112), "feuerwehr": (Part.EXCUSE, 112),
    "bidirektional": (Part.EXCUSE, 2), "bidirektionale": (Part.EXCUSE, 2), "entzwei": (Part.EXCUSE, 2),
    "rechtwinklig": (Part.EXCUSE, 90), "rechtwinkligen": (Part.EXCUSE, 90),
    "rechtwinklige": (Part.EXCUSE, 90), "senkrecht": (Part.EXCUSE, 90), "quintett": (Part.EXCUSE, 5),
    "mittag": (Part.EXCUSE, 12),
    "mittags": (Part.EXCUSE, 12), "mitternacht": (Part.EXCUSE, 12), "jahrzehnt": (Part.EXCUSE, 10),
    "jahrzehnte": (Part.EXCUSE, 10), "jahrzehnten": (Part.EXCUSE, 10), "jahrzehnts": (Part.EXCUSE, 10),
    "jahrhundert": (Part.EXCUSE, 100), "jahrhunderte": (Part.EXCUSE, 100), "jahrhunderten": (Part.EXCUSE, 100),
    "jahrtausend": (Part.EXCUSE, 1000), "jahrtausende": (Part.EXCUSE, 1000), "jahrtausenden": (Part.EXCUSE, 1000),
    "halb": (Part.HALF, 0.5), "halbe": (Part.HALF, 0.5), "halben": (Part.HALF, 0.5), "halbes": (Part.HALF, 0.5),
    "halber": (Part.HALF, 0.5), "hälfte": (Part.HALF, 0.5), "anderthalb": (Part.CARDINAL, 1.5),
    "eineinhalb": (Part.CARDINAL, 1.5),
    "dutzend": (Part.MAGNITUDE, 12), "dutzende": (Part.MANY, 12), "dutzenden": (Part.MANY, 12),
    "hundert": (Part.MAGNITUDE, 100), "tausend": (Part.MAGNITUDE, 1000), "tsd": (Part.MAGNITUDE, 1e3),
    "million": (Part.MAGNITUDE, 1e6), "millionen": (Part.MAGNITUDE, 1e6), "mio": (Part.MAGNITUDE, 1e6),
    "milliarde": (Part.MAGNITUDE, 1e9), "milliarden": (Part.MAGNITUDE, 1e9), "mrd": (Part.MAGNITUDE, 1e9),
    "billion": (Part.MAGNITUDE, 1e12), "billionen": (Part.MAGNITUDE, 1e12), "billiarde": (Part.MAGNITUDE, 1e15),
    "billiarden": (Part.MAGNITUDE, 1e15), "trillion": (Part.MAGNITUDE, 1e18), "trillionen": (Part.MAGNITUDE, 1e18),
    "mill": (Part.MAGNITUDE, 1e6), "hundertstel": (Part.DENOMINATOR, 100), "tausendstel": (Part.DENOMINATOR, 1000),
    "drittel": (Part.DENOMINATOR, 3), "dritteln": (Part.DENOMINATOR, 3), "siebtel": (Part.DENOMINATOR, 7),
    "achtel": (Part.DENOMINATOR, 8), "viertel": (Part.DENOMINATOR, 4), "vierteln": (Part.DENOMINATOR, 4),
    "achten": (Part.EXCUSE, 8), "achtet": (Part.EXCUSE, 8), "elfen": (Part.EXCUSE, 11),
}  # fmt: skip
_IRREGULAR: Final = re.compile(r"(erst|dritt|siebt|acht)(?:e[nmrs]?|ens)$")
_IRREGULAR_VALUES: Final = {"erst": 1.0, "dritt": 3.0, "siebt": 7.0, "acht": 8.0}


def _words(values: dict[str, int]) -> str:
    return "|".join(sorted(values, key=len, reverse=True))


_BELOW_HUNDRED = rf"(?:(?:(?:{_words(_UNITS)})und)?(?:{_words(_TENS)})|{_words(_TEENS)}|(?:{_words(_UNITS)})s?)"
_HUNDREDS = rf"(?:(?:{_words(_TEENS)}|{_words(_UNITS)})?hundert(?:und(?={_BELOW_HUNDRED}))?)"
_BELOW_THOUSAND = rf"(?:{_HUNDREDS}{_BELOW_HUNDRED}?|{_BELOW_HUNDRED})"
_NUMERAL = re.compile(
    rf"(?:(?P<thousands>{_BELOW_THOUSAND}?)tausend(?:und(?={_BELOW_THOUSAND}))?)?(?P<rest>{_BELOW_THOUSAND})?"
)
_PIECE = re.compile(rf"hundert|{_words(_SMALL)}")
_ORDINAL = re.compile(r"(?:s?te[nmrs]?|s?tens)$")
_FRACTION = re.compile(r"s?teln?s?$")
_MEASURE = re.compile(r"-?(?:jährig|tägig|monatig|wöchig|stündig|minütig|sekündig|köpfig|teilig|stellig|stöckig|fach)")
_MULTIPLE = re.compile(
    r"ver(doppel|doppl|(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|hundert|tausend)fach)\w{0,4}$"
)
_MULTIPLES: Final = {
    "doppel": 2.0, "doppl": 2.0, "zweifach": 2.0, "dreifach": 3.0, "vierfach": 4.0, "fünffach": 5.0, "sechsfach": 6.0,
    "siebenfach": 7.0, "achtfach": 8.0, "neunfach": 9.0, "zehnfach": 10.0, "hundertfach": 100.0, "tausendfach": 1000.0,
}  # fmt: skip
_TWOFOLD = re.compile(r"(?:beid(?:seit|händ|bein|läuf)|doppel(?:seit|stöck|deut|glei))ig\w{0,2}$|zwiefach\w{0,2}$")
_BARE = ("", "en", "e", "s")
_BEGINS = ("ein", "zw", "drei", "vier", "fünf", "fuenf", "sech", "sieb", "acht", "neun", "zehn", "elf", "hundert", "tausend")  # fmt: skip  # noqa: E501


def read_german(word: str) -> tuple[Part, float] | None:
    """Return what a lower-case word says as a number, None where it says nothing.

    Compounds that begin with a number (`Sechstagekrieg`) only excuse, since so do words that merely look like it.
    """
    known = _SINGLE.get(word)
    if known is not None:
        return known
    if match := _IRREGULAR.match(word):
        return Part.ORDINAL, _IRREGULAR_VALUES[match[1]]
    if not word.startswith(_BEGINS):
        return _of_times(word)
    match = _NUMERAL.match(word)
    if match is None or not match.end():
        return None
    value = _below_thousand(match["rest"])
    if match["thousands"] is not None:
        value += 1000 * (_below_thousand(match["thousands"]) or 1)
    ending = word[match.end() :]
    return None if value == 1 and ending != "s" else _with_ending(word, float(value), ending)


def _of_times(word: str) -> tuple[Part, float] | None:
    """Return what `verdreifacht`, `halbiert`, `beidseitige` say."""
    if not word.startswith(("ver", "halb", "beid", "doppel", "zwie")):
        return None
    if match := _MULTIPLE.match(word):
        return Part.MULTIPLE, _MULTIPLES[match[1]]
    if word.startswith("halbier"):
        return Part.MULTIPLE, 0.5
    if word.startswith("halb"):
        return Part.EXCUSE, 0.5
    return (Part.EXCUSE, 2.0) if _TWOFOLD.match(word) else None


def _below_thousand(numeral: str | None) -> int:
    value = 0
    for piece in _PIECE.findall(numeral or ""):
        value = (value or 1) * 100 if piece == "hundert" else value + _SMALL[piece]
    return value


def _with_ending(word: str, value: float, ending: str) -> tuple[Part, float]:
    tens = value % 10 == 0 and 20 <= value <= 90
    if ending in _BARE:
        return _bare(value, ending)
    if ending.startswith("einhalb") or ending.startswith("undeinhalb"):
        return Part.CARDINAL, value + 0.5
    if _ORDINAL.match(ending):
        return Part.ORDINAL, value
    if _FRACTION.match(ending):
        return Part.DENOMINATOR, value
    if ending in ("er", "ern", "ers", "erjahre", "erjahren", "iger") and tens:
        return Part.DECADE, value
    if ending in ("mal", "malig", "malige", "maligen") or ending.startswith("fach"):
        return Part.MULTIPLE, value
    if ending.startswith("mal") or _MEASURE.match(ending):
        return Part.SHY, value
    return Part.EXCUSE, value


def _bare(value: float, ending: str) -> tuple[Part, float]:
    if value >= 100 and ending in ("e", "en"):
        return Part.MANY, value
    return Part.CARDINAL, value
