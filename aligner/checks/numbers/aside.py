"""Figures and number words that are no quantities: placeholders, marks of notes, idioms."""

from __future__ import annotations

import re
from typing import Final

from aligner.checks.shared import FILLER

_PLACEHOLDERS: Final = (
    r"%\d+\$[-+ #0]*\d*(?:\.\d+)?[a-zA-Z@]|%[-+#0]?\d+(?:\.\d+)?[sdifuxXcgeG](?![^\W_])|\$\{?\d{1,2}\}(?!\d)"
)
_NOTES: Final = (
    # Right behind the full stop, or behind a year and its full stop; in brackets behind the end of a sentence.
    r"(?<=[a-zäöüß]{4}[.!?…])\d{1,3}(?=\s+[A-ZÄÖÜ„“\"»(]|\s*$)"
    r"|(?<=[.!?…,;][”“\"’'»«)])\d{1,3}(?=\s|$)|(?<=[^\W\d_][”“\"’»«])\d{1,3}(?=\s|$)"
    r"|(?<=(?<!\d)[12]\d\d\d\.)\d{1,2}(?=\s+[A-ZÄÖÜ„“\"»(])"
    r"|(?:(?<=\bin [12]\d\d\d\.)|(?<=\bsince [12]\d\d\d\.)"
    r"|(?<=\bJahr [12]\d\d\d\.)|(?<=\bseit [12]\d\d\d\.))\d{1,2}(?=\s*$)"
)
_HEED: Final = (
    # `acht` in the sense of heed: what it may be said with, and no noun behind it.
    r"(?<![^\W_])(?:g[ei]b\w{0,3}|gibs?t|gab\w{0,2}|gegeben)(?! \w+ zu)[^.!?;]{0,60}?\sacht"
    r"(?=\s?[.,!?;:)]|\s*$|\s(?:auf|dass|ob|wie|und|zu|geben)\b)"
    r"|(?<![^\W_])(?:hab|habe|habt|haben sie)(?: (?:wohl|gut|stets|immer))? acht"
    r"(?=\s?[.,!?;:)]|\s*$|\s(?:auf|dass|ob|wie|und|vor)\b)"
    r"|(?<![^\W_])(?:in|außer|ausser) acht"
    r"(?= (?:zu )?(?:nehm|nahm|lass|ließ|liess|gelass|genomm|bleib)|\s?[.,!?;:)]|\s*$| (?:vor|und)\b)"
    r"|(?<![^\W_])acht (?:zu )?(?:geben|gebe|gibt|gab|gegeben|haben)(?![^\W_])"
)
_GERMAN: Final = (
    _HEED,
    r"unter (?:vier|sechs) augen|siebten? himmel|wolke (?:sieben|7)(?![^\W_])",
    r"auf (?:hundert)?achtzig(?=\s?[.,!?;:)]|\s*$| (?:sein|war|ist|bringen|gebracht)\b)",
    r"(?:alle viere|allen vieren)(?![^\W_])",
    r"fünfe? gerade sein|null und nichtig|null komma nichts|zwei linke hände|sieben siegel\w*|drei kreuze",
    r"(?:sieben|neun) leben(?![^\W_])|fünf vor zwölf|kurz vor zwölf|tausend dank",
    r"hundert pro(?![^\W_])|in (?:die )?tausend stücke\w*",
    r"zwei paar (?:stiefel|schuhe)|elfte[nr]? stunde|zwei fliegen mit einer klappe|vier wände\w*",
)
_ENGLISH: Final = (
    r"cloud nine|seventh heaven|(?:on|all) fours|nine hells",
    r"sixes and sevens|eleventh hour|(?:seven|nine) lives|forty winks|second to none|fifth wheel",
    r"third degree|two of a kind",
    r"(?<=in )two(?=\s?[.,!?;:)\"”’]|\s*$|\s(?:and|with|by|as|when|at|on|before|after|so|but|because|like)\b)",
    r"two and two together|my two cents|one-two|24/7|20/20|catch[- ]22|a thousand thanks|thanks a million",
    r"one another|at one(?= with)|second[- ]hand|second nature|second thoughts?|two birds with one stone|four walls",
    r"dressed to the nines|behind the eight ball|two wrongs|a million miles|ten to one",
)
_IDIOMS: Final = {
    "de": re.compile("|".join(_GERMAN), re.IGNORECASE),
    "en": re.compile(rf"(?<![^\W_])(?:{'|'.join(_ENGLISH)})", re.IGNORECASE),
}
_ASIDE: Final = re.compile(rf"{_PLACEHOLDERS}|{_NOTES}")
_BRACKETS: Final = re.compile(r"\[\d{1,3}\]|(?<=[.!?…”“\"’»«])\(\d{1,2}\)(?=\s|$)")
_FIGURE: Final = re.compile(r"\d")


def without_asides(text: str) -> str:
    """Return a text of the same length in which figures that say no quantity are filled up."""
    if _FIGURE.search(text) is None:
        return text
    return _ASIDE.sub(lambda match: FILLER * len(match[0]), text)


def uncounted(text: str, language: str) -> list[tuple[int, int]]:
    """Return where a text has sayings in which numbers count nothing, and marks of notes in brackets."""
    patterns = [_BRACKETS, _IDIOMS[language]] if language in _IDIOMS else [_BRACKETS]
    return [match.span() for pattern in patterns for match in pattern.finditer(text)]
