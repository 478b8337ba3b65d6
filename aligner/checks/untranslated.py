"""Words of a translation that are left in the language of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from aligner.checks.flag import Flag
from aligner.checks.pair import MOST_FLAGS, TextPair, finding
from aligner.checks.untranslated_words import (
    GERMAN_ADVERBS,
    GERMAN_NAME_ENDINGS,
    GERMAN_NAMES,
    GERMAN_NOUN_ENDINGS,
    HOMOGRAPHS,
    INSTITUTIONAL,
    TRANSLATABLE,
    TRANSLATABLE_ALONE,
    german_nouns,
    german_points,
)
from aligner.text.language import LANGUAGES, NAMES
from aligner.words.information import stop_words_of

_WORD: Final = re.compile(r"[^\W\d_]+")
_NEAR: Final = re.compile(r"[\s\-‐’',]{1,3}")
"""What may stand between two words of a run."""
_TOKEN: Final = re.compile(r"\S+")
_CODE: Final = re.compile(r"[_/\\@<>{}=|$#~*^]|\w\.\w|\w\(|--|\d(?!\d*jähr)|^-\w|[a-zäöü][A-ZÄÖÜ]")
_IDENTIFIER: Final = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])")
_LONGEST_TOKEN: Final = 200
_QUOTED: Final = re.compile(r"[„“\"»«][^„“”\"»«]{1,50}[“”\"»«]|[‚‘›‹`][^‚‘›‹`]{1,50}?[’‘›‹`]|\([^()]{1,50}\)")
_FOREIGN, _COPIED = 0.8, 0.6
"""A target is in the source language if so many of its words are, or so many where it is a copy of the source: chosen
by hand, as all numbers here; probabilities are graded by kind of case from counts on development sets
(`docs/flags.md`)."""
_FUNCTION_WORD: Final = 7.0
_LEAST_WORDS: Final = 4
_CLEAR, _VERY_CLEAR, _WHOLE = 2.5, 6.0, 1.2
_QUOTED_LENGTH: Final = 80
_LEAST_PART, _LONGEST_COMPOUND = 5, 40


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the target: its span, itself, and how much it looks like one of the source language (log odds)."""

    start: int
    end: int
    text: str
    points: float
    literal: bool

    @property
    def is_name(self) -> bool:
        return self.text[0].isupper()


def untranslated_flags(pair: TextPair) -> list[Flag]:
    """Flag the whole target where it is in the source language, and else words in it that are.

    Most of these stand in the source letter by letter. Names, titles in quotes, loan words and code may. Knows German
    and English, either as the source.
    """
    if pair.languages not in (LANGUAGES, LANGUAGES[::-1]):
        return []
    words = _words(pair)
    if _is_whole(pair, words):
        message = f"The translation is in {NAMES[pair.languages[0]]}, like the source"
        return [finding("untranslated", "major", 0.95, _source_span(pair, words), (0, len(pair.target)), message)]
    found = (flag for run in _runs(pair.target, words) for flag in _run_flags(pair, run))
    return list(islice(found, MOST_FLAGS))


def _words(pair: TextPair) -> list[_Word]:
    """Return the words of the target outside code and addresses."""
    sign = 1 if pair.languages[0] == "de" else -1
    in_source = _written_forms(pair)
    hidden = _code(pair)
    function_words, own = _function_words(pair.languages)
    found = []
    at = 0
    for match in _WORD.finditer(pair.target):
        start, end = match.span()
        while at < len(hidden) and hidden[at][1] <= start:
            at += 1
        if at < len(hidden) and hidden[at][0] <= start:
            continue
        lowered = match[0].lower()
        literal = match[0] in in_source
        if not literal and match[0].capitalize() in in_source:
            continue
        if lowered in function_words or lowered in own:
            points = -_FUNCTION_WORD if lowered in own else _FUNCTION_WORD
        else:
            points = sign * german_points(lowered)
        found.append(_Word(start, end, match[0], points, literal))
    return found


@cache
def _function_words(languages: tuple[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that only the source language has, and those that only the target language has."""
    source, target = (stop_words_of(language) for language in languages)
    adverbs = GERMAN_ADVERBS if languages[0] == "de" else frozenset()
    return ((source - target) | adverbs) - HOMOGRAPHS, target - source


def _code(pair: TextPair) -> list[tuple[int, int]]:
    """Return the spans of the target between white space that are code, numbers, addresses or English identifiers."""
    text = pair.target
    identifiers = set(_IDENTIFIER.findall(pair.source)) if pair.languages[0] == "en" else set()
    spans = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        is_identifier = bool(identifiers) and not identifiers.isdisjoint(_IDENTIFIER.findall(match[0]))
        if is_identifier or end - start > _LONGEST_TOKEN or _CODE.search(text, start, end):
            spans.append((start, end))
    return spans


def _written_forms(pair: TextPair) -> frozenset[str]:
    """Return the words of the source as they may stand in the target; a German noun left there keeps its capital."""
    forms = {match[0] for match in _WORD.finditer(pair.source)}
    if pair.languages[0] == "en":
        return frozenset(forms | {form.lower() for form in forms} | {form.capitalize() for form in forms})
    first = _WORD.search(pair.source)
    return frozenset(forms | {form.capitalize() for form in forms} | ({first[0].lower()} if first else set()))


def _is_whole(pair: TextPair, words: list[_Word]) -> bool:
    """Tell whether the target as a whole is in the source language."""
    if len(words) < _LEAST_WORDS or sum(len(word.text) for word in words) < len(pair.target) / 2:
        return False
    plain = [word for word in words if not word.is_name]
    if len(plain) < _LEAST_WORDS - 1:
        return False
    foreign = sum(word.points > 0 for word in plain)
    points = sum(word.points for word in plain)
    if pair.source.strip() == pair.target.strip():
        return foreign >= _COPIED * len(plain) and points > 0
    return foreign >= _FOREIGN * len(plain) and points > _WHOLE * len(plain)


def _source_span(pair: TextPair, words: list[_Word]) -> tuple[int, int] | None:
    literal = sum(word.literal for word in words)
    return (0, len(pair.source)) if literal > 0.8 * len(words) else None


def _runs(text: str, words: list[_Word]) -> Iterator[list[_Word]]:
    """Yield the runs of neighbours that all stand in the source too, and single words that very clearly are foreign."""
    run: list[_Word] = []
    for word in words:
        if run and not (word.literal and _NEAR.fullmatch(text, run[-1].end, word.start)):
            yield run
            run = []
        if word.literal:
            run.append(word)
        elif not word.is_name and word.points > _VERY_CLEAR and len(word.text) > 2:
            yield [word]
    if run:
        yield run


def _run_flags(pair: TextPair, run: list[_Word]) -> list[Flag]:
    if len(run) == 1 and run[0].text.lower() in HOMOGRAPHS:
        return []
    plain = [word for word in run if not word.is_name and word.text.lower() not in HOMOGRAPHS]
    clear = [word for word in plain if word.points > _CLEAR]
    if clear:
        in_name = len(plain) < len(run) and all(word.points == _FUNCTION_WORD for word in clear)
        if pair.languages[0] == "de" and clear[-1] is run[-1]:
            in_name = False
        probability = 0.3 if in_name or len(clear[0].text) <= 2 else 0.8
        return [_flag(pair, clear[0].start, clear[-1].end, probability)]
    if len(run) == 1 and run[0].points == _FUNCTION_WORD and run[0].start == _first_letter(pair.target):
        return [_flag(pair, run[0].start, run[0].end, 0.6)]
    names = _english_names(run) if pair.languages[0] == "en" else _german_nouns(run)
    return [_flag(pair, names[0].start, names[-1].end, 0.6)] if names else []


def _first_letter(text: str) -> int:
    found = _WORD.search(text)
    return found.start() if found else -1


def _english_names(run: list[_Word]) -> list[_Word]:
    """Return the capitalised words of an English run, if it has a German form and is not the name of an institution."""
    names = [word for word in run if word.is_name]
    if not names:
        return []
    whole = {word.text.lower() for word in run if names[0].start <= word.start <= names[-1].start}
    has_german_form = bool(whole & TRANSLATABLE) or whole <= TRANSLATABLE_ALONE
    return names if has_german_form and not whole & INSTITUTIONAL else []


def _german_nouns(run: list[_Word]) -> list[_Word]:
    """Return the first German noun of a run; one that is not known as such is only believed alone."""
    return [word for word in run if _is_german_noun(word.text.lower(), len(run))][:1]


def _is_german_noun(word: str, neighbours: int) -> bool:
    """Tell whether `word` is a German noun rather than a name; one that is not known is only believed alone."""
    if word in GERMAN_NAMES or word in HOMOGRAPHS:
        return False
    known = german_nouns()
    if word in known:
        return True
    if neighbours > 1 or word.endswith(GERMAN_NAME_ENDINGS) or german_points(word) < _CLEAR:
        return False
    is_compound = any(word[at:] in known for at in range(3, min(len(word), _LONGEST_COMPOUND) - _LEAST_PART + 1))
    return is_compound or word.endswith(GERMAN_NOUN_ENDINGS)


def _flag(pair: TextPair, start: int, end: int, probability: float) -> Flag:
    """Flag the words at a span of the target, with where they stand in the source."""
    if _is_quoted(pair.target, start, end):
        probability = min(probability, 0.3)
    words = pair.target[start:end]
    at = pair.source.find(words)
    source_span = (at, at + len(words)) if at >= 0 else None
    shown = words if len(words) <= _QUOTED_LENGTH else f"{words[:_QUOTED_LENGTH].rstrip()}…"
    message = f'"{shown}" is left in {NAMES[pair.languages[0]]}'
    return finding("untranslated", "minor", probability, source_span, (start, end), message)


def _is_quoted(text: str, start: int, end: int) -> bool:
    return any(match.start() < start and end < match.end() for match in _QUOTED.finditer(text))
