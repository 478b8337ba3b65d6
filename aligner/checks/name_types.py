"""Finds words such as `Province` or `Stadt` that go with one name on one side and with another on the other."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from aligner.checks.name_exonyms import has_exonym
from aligner.checks.name_matching import forms_of
from aligner.checks.pair import Span

TYPES: Final = (
    ("province", "provinz"),
    ("city|town", "stadt"),
    ("river", "fluss"),
    ("state", "bundesstaat|bundesland"),
    ("county", "landkreis|kreis|grafschaft"),
    ("district", "bezirk|distrikt"),
    ("region", "region"),
    ("prefecture", "präfektur"),
    ("island", "insel"),
    ("republic", "republik"),
    ("kingdom", "königreich"),
    ("village", "dorf"),
)
"""English words, a German word; each is singular, and stands at most once on either side for the rule to apply."""
_ANY_TYPE = re.compile(rf"\b(?:{'|'.join(german for _, german in TYPES)})\s", re.IGNORECASE)
_NAME = r"[^\W\d_a-zäöüß][\w'’ʼ-]{0,40}"
_NAMES = rf"{_NAME}(?:\s{_NAME}){{0,3}}"


DIRECTIONS: Final = (("north", "nord"), ("south", "süd"), ("east", "ost"), ("west", "west"))
_PART = re.compile(r"\b(North|South|East|West)(?:ern)?\s([A-Z][a-z]{3,20})\b")


def exchanged_directions(english: str, german: str) -> list[tuple[Span, Span]]:
    """Return the English and German names of parts in which another direction stands (`North Korea`, `Südkorea`)."""
    german_of = dict(DIRECTIONS)
    lower = german.lower()
    found = []
    for match in _PART.finditer(english):
        direction, name = german_of[match[1].lower()], match[2]
        if direction in lower or direction.replace("ü", "ue") in lower:
            continue
        for word in re.finditer(r"\b(Nord|Süd|Ost|West)-?(\w{3,24})", german):
            others = forms_of(word[2].capitalize())
            if others.have_name(name) or has_exonym(name, others.letters):
                found.append((match.span(), word.span()))
                break
    return found


def exchanged_types(english: str, german: str) -> list[tuple[Span, Span]]:
    """Return the English and German phrases in which a type word has moved from one name to another.

    Both names must stand on both sides: else the name itself was changed, or the type word was turned round.
    """
    if _ANY_TYPE.search(german) is None:
        return []
    return [
        found for number in range(len(TYPES)) if (found := _exchanged(_patterns(number), english, german)) is not None
    ]


def _exchanged(
    patterns: tuple[re.Pattern[str], re.Pattern[str]], english: str, german: str
) -> tuple[Span, Span] | None:
    matches = [list(pattern.finditer(text)) for pattern, text in zip(patterns, (english, german), strict=True)]
    if len(matches[0]) != 1 or len(matches[1]) != 1:
        return None
    first, second = matches[0][0], matches[1][0]
    names = (first["before"] or first["after"], second["name"])
    if forms_of(names[1]).have(names[0]) or forms_of(names[0]).have(names[1]):
        return None
    if not (forms_of(german).have(names[0]) and forms_of(english).have(names[1])):
        return None
    places = (_place(english, names[1], first.span()), _place(german, names[0], second.span()))
    if places[0] is None or places[1] is None:
        return None
    return places[0], places[1]


def _place(text: str, name: str, phrase: Span) -> Span | None:
    """Return the phrase with the other name where that stands beside it; farther off it is another matter."""
    for match in re.finditer(_NAME, text[max(0, phrase[0] - _BESIDE) : phrase[1] + _BESIDE]):
        start, end = match.start() + max(0, phrase[0] - _BESIDE), match.end() + max(0, phrase[0] - _BESIDE)
        if (end <= phrase[0] or start >= phrase[1]) and forms_of(text[start:end]).have(name):
            return min(start, phrase[0]), max(end, phrase[1])
    return None


_BESIDE: Final = 40


@cache
def _patterns(number: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    english, german = TYPES[number]
    before = rf"\b(?P<before>{_NAMES})\s(?i:{english})\b(?!\sof\b)"
    after = rf"\b(?i:{english})\sof\s(?P<after>{_NAMES})"
    return re.compile(rf"{before}|{after}"), re.compile(rf"\b(?i:{german})\s(?:von\s)?(?P<name>{_NAMES})")
