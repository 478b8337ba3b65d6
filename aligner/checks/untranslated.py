"""Words of a translation that are left in the language of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from aligner.checks.code_look import code_spans, is_code
from aligner.checks.flag import Evidence, Flag
from aligner.checks.pair import MOST_FLAGS, TextPair, finding
from aligner.checks.untranslated_kept import is_kept, is_with_original
from aligner.checks.untranslated_marks import is_called, is_quoted
from aligner.checks.untranslated_words import (
    CLEAR,
    GERMAN_ADVERBS,
    GERMAN_NAMES,
    GERMAN_NOUN_ENDINGS,
    GERMAN_PLACES,
    HOMOGRAPHS,
    INSTITUTIONAL,
    LEAST_PART,
    SURNAMES,
    TRANSLATABLE,
    TRANSLATABLE_ALONE,
    english_words,
    german_points,
    is_german_compound,
    is_german_noun,
    is_of_both,
    phrases_at_home,
    words_of_both,
)
from aligner.checks.wording import shortened
from aligner.text.language import LANGUAGES, NAMES
from aligner.words.information import stop_words_of

_WORD: Final = re.compile(r"[^\W\d_]+")
_COLUMNS: Final = re.compile(r"\S {3,}\S")
"""Text in columns: output of a program."""
_NEAR: Final = re.compile(r"[\s\-‐’',]{1,3}")
"""What may stand between two words of a run."""
_TOKEN: Final = re.compile(r"\S+")
_CODE: Final = re.compile(r"[_/\\@{}=|$#~^]|\w\.\w|\w\(|--|\d(?!\d*jähr)|^-\w|[a-zäöü][A-ZÄÖÜ]")
_IDENTIFIER: Final = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])")
_LONGEST_TOKEN: Final = 200
_FOREIGN, _COPIED = 0.8, 0.5
"""A target is in the source language if so many of its words are, or so many where it is a copy of the source: chosen
by hand, as all numbers here; probabilities are graded by kind of case from counts on development sets
(`docs/flags.md`)."""
_FUNCTION_WORD: Final = 7.0
_LISTED, _KNOWN = 5.0, -1.0
"""The points of words that only English text writes in lower case, and of those that German text has as well."""
_LEAST_WORDS, _FEW_WORDS = 4, 10
_VERY_CLEAR, _WHOLE = 6.0, 1.2
_QUOTED_LENGTH: Final = 80
_NAMES_TOO: Final = ("may", "will", "mark", "her", "an", "so")
_KEPT: Final = 0.3
_KEPT_TERM: Final = 5
"""A word that the other segments of a translation have so often is a term that was kept on purpose."""
_DETERMINERS: Final = {
    "en": re.compile(r"(?i)\b(?:the|an?|this|that|each|every|no|any|his|her|its|their|our|your|my)\s+$"),
    "de": re.compile(
        r"(?i)\b(?:de[rnms]|d[ia]e?s?|k?eine?[rnms]?|diese[rnms]?|jede[rnms]?|[ms]eine?[rnms]?|[iu]hre?[rnms]?"
        r"|unsere?[rnms]?|i[mn]s?|[zv][ou]m|zur|am|beim)\s+$"
    ),
}
"""What stands before a common noun and seldom before a name."""
_ADJECTIVE_ENDING: Final = re.compile(r"(?:e[rnms]?|^.{1,2})$")
_NOUN_AFTER: Final = re.compile(r"\s+[A-ZÄÖÜ][a-zäöüß]")
_BEFORE, _LONGEST_CALLED = 12, 2
_COMMON_NOUN: Final = re.compile(r"[äöüß]|(?:er|chen|lein|nis|tum|ling|sel|erei|zeug|gut|stoff|mittel|ruf|zug|gang)$")
"""What German nouns have, names of rivers and regions seldom."""


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
    if pair.languages not in (LANGUAGES, LANGUAGES[::-1]) or is_code(pair.target):
        return []
    words = _words(pair)
    if not pair.shared.is_copy and is_with_original(pair):
        return []
    if is_kept(pair):
        return [_whole(pair, "original kept beside its translation, or a title", _KEPT, (0, len(pair.source)))]
    if pair.shared.is_copy:
        probability = _copied(pair.target, words, pair.languages[0])
        return [_whole(pair, "copy", probability, (0, len(pair.source)))] if probability else []
    if _is_whole(pair, words):
        return [_whole(pair, "language of the whole", 0.95, _source_span(pair, words))]
    found = (flag for run in _runs(pair.target, words) for flag in _run_flags(pair, run))
    return list(islice(found, MOST_FLAGS))


def _whole(pair: TextPair, rule: str, probability: float, source_span: tuple[int, int] | None) -> Flag:
    message = f"The translation is in {NAMES[pair.languages[0]]}, like the source"
    evidence = Evidence(rule, found=pair.target[:_QUOTED_LENGTH])
    return finding("untranslated", "major", probability, source_span, (0, len(pair.target)), message, evidence)


def _words(pair: TextPair) -> list[_Word]:
    """Return the words of the target outside code, addresses and phrases at home in both languages."""
    in_source = _written_forms(pair)
    hidden = _hidden(pair)
    found = []
    at = 0
    for match in _WORD.finditer(pair.target):
        start, end = match.span()
        while at < len(hidden) and hidden[at][1] <= start:
            at += 1
        if at < len(hidden) and hidden[at][0] <= start:
            continue
        literal = match[0] in in_source
        if not literal and match[0].capitalize() in in_source:
            continue
        found.append(_Word(start, end, match[0], _points(match[0], pair.languages), literal))
    return found


def _points(word: str, languages: tuple[str, str]) -> float:
    """Return how much a word of the target looks like one of the source language."""
    lowered = word.lower()
    function_words, own = _function_words(languages)
    if lowered in function_words or lowered in own:
        # capitals alone are numerals and abbreviations: I, A, US
        is_short = word.isupper() and len(word) <= 2
        return 0.0 if is_short else -_FUNCTION_WORD if lowered in own else _FUNCTION_WORD
    points = german_points(lowered)
    if languages[0] == "de":
        return min(points, _KNOWN) if lowered in english_words() else points
    if lowered in english_words():
        return max(-points, _LISTED)
    return min(-points, _KNOWN) if is_of_both(lowered) else -points


@cache
def _function_words(languages: tuple[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that only the source language has, and those that only the target language has."""
    source, target = (stop_words_of(language) for language in languages)
    adverbs = GERMAN_ADVERBS if languages[0] == "de" else frozenset()
    return ((source - target) | adverbs) - words_of_both(), target - source


def _hidden(pair: TextPair) -> list[tuple[int, int]]:
    """Return the spans of the target that are code, numbers, addresses, identifiers or phrases of both languages."""
    text = pair.target
    identifiers = set(_IDENTIFIER.findall(pair.source)) if pair.languages[0] == "en" else set()
    spans = [*code_spans(text), *pair.unseen[1], *phrases_at_home(text)]
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        is_identifier = bool(identifiers) and not identifiers.isdisjoint(_IDENTIFIER.findall(match[0]))
        if is_identifier or end - start > _LONGEST_TOKEN or _CODE.search(text, start, end):
            spans.append((start, end))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _written_forms(pair: TextPair) -> frozenset[str]:
    """Return the words of the source as they may stand in the target; a German noun left there keeps its capital."""
    forms = {match[0] for match in _WORD.finditer(pair.source)}
    if pair.languages[0] == "en":
        return frozenset(forms | {form.lower() for form in forms} | {form.capitalize() for form in forms})
    first = _WORD.search(pair.source)
    return frozenset(forms | {form.capitalize() for form in forms} | ({first[0].lower()} if first else set()))


def _copied(text: str, words: list[_Word], language: str) -> float:
    """Return the probability that a copy of the source should have been translated; 0 for names and the like."""
    written = [word for word in words if len(word.text) > 1]
    plain = [word for word in written if not word.is_name]
    function_words = sum(word.points == _FUNCTION_WORD for word in written)
    clear = sum(word.points > CLEAR for word in plain)
    own = sum(word.points < -CLEAR for word in plain)
    if not written or own > clear or _COLUMNS.search(text):
        return 0.0
    if not function_words and written[0].text.islower() and len(written) < _LEAST_WORDS:
        return 0.0
    quoted = is_quoted(f" {text} ", 1, 1 + len(text))
    if clear + own >= _COPIED * len(plain) and clear and len(written) > 1:
        is_sentence = len(written) >= _LEAST_WORDS or clear > 1
        return 0.3 if quoted and len(written) < _LEAST_WORDS else 0.95 if is_sentence else 0.7
    if function_words and len(written) > function_words:
        return 0.3 if quoted else 0.6
    if language == "de" and all(word.points > CLEAR for word in written):
        lowered = [word.text.lower() for word in written]
        if any(is_german_noun(word, 1) for word in lowered):
            return 0.3 if quoted else 0.6
    return 0.0


def _is_whole(pair: TextPair, words: list[_Word]) -> bool:
    """Tell whether the target as a whole is in the source language, though it is no copy."""
    if len(words) < _LEAST_WORDS or sum(len(word.text) for word in words) < len(pair.target) / 2:
        return False
    plain = [word for word in words if not word.is_name]
    if len(plain) < _LEAST_WORDS - 1:
        return False
    if len(plain) < _FEW_WORDS and any(word.points < _KNOWN and not word.literal for word in words):
        return False
    foreign = sum(word.points > 0 for word in plain)
    points = sum(word.points for word in plain)
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
    if (len(run) == 1 and run[0].text.lower() in HOMOGRAPHS) or _is_compound_part(pair.target, run):
        return []
    plain = [word for word in run if not word.is_name and word.text.lower() not in HOMOGRAPHS]
    clear = [word for word in plain if word.points > CLEAR or _has_no_ending(pair, word)]
    if clear:
        return [_flag(pair, "foreign words", clear[0].start, clear[-1].end, _of_run(pair, run, plain, clear))]
    if len(run) == 1 and run[0].points == _FUNCTION_WORD and _is_start(pair, run[0]):
        return [_flag(pair, "function word at the start", run[0].start, run[0].end, 0.6)]
    names = _english_names(run) if pair.languages[0] == "en" else _german_nouns(pair, run)
    return [_flag(pair, "noun", names[0].start, names[-1].end, 0.6)] if names else []


def _has_no_ending(pair: TextPair, word: _Word) -> bool:
    """Tell whether a word stands between a determiner and a German noun without the ending of a German adjective."""
    if pair.languages[1] != "de" or is_of_both(word.text) or _ADJECTIVE_ENDING.search(word.text):
        return False
    before = pair.target[max(0, word.start - _BEFORE) : word.start]
    return bool(_DETERMINERS["de"].search(before) and _NOUN_AFTER.match(pair.target, word.end))


def _of_run(pair: TextPair, run: list[_Word], plain: list[_Word], clear: list[_Word]) -> float:
    """Return how probable it is that a run with clearly foreign words should have been translated."""
    in_name = len(plain) < len(run) and all(word.points == _FUNCTION_WORD for word in clear)
    if pair.languages[0] == "de" and clear[-1] is run[-1]:
        in_name = False
    # between names of an enumeration, each alone, it is a word of the text: "Bonn and Trier"
    if in_name and len(clear) == 1 and _joins_translated(pair, run, clear[0]):
        in_name = False
    if in_name or len(clear[0].text) <= 2:
        return 0.3
    if _is_called(pair, clear) or _is_command(pair) or (pair.languages[0] == "en" and _is_label(run, plain, clear)):
        return 0.3
    is_kept = len(clear) == 1 and clear[0].points != _FUNCTION_WORD and _is_kept_term(pair, clear[0].text)
    return 0.4 if is_kept else 0.8


def _is_called(pair: TextPair, run: list[_Word]) -> bool:
    """Tell whether a few words without function words is the name of a command, a value, a file or the like."""
    if len(run) > _LONGEST_CALLED or any(word.points == _FUNCTION_WORD for word in run):
        return False
    text, start, end = pair.target, run[0].start, run[-1].end
    if is_called(text, start, end):
        return True
    stands_in_code = re.compile(rf"\b{re.escape(text[start:end])}\b").search
    return any(stands_in_code(text, *span) for span in _hidden(pair))


def _is_label(run: list[_Word], plain: list[_Word], clear: list[_Word]) -> bool:
    """Tell whether an English run is a name and what it names, as of a window, or a command with its arguments."""
    if any(word.points == _FUNCTION_WORD for word in run) or run[-1].points < -CLEAR:
        return False
    has_name = run[0].is_name and run[0] is not clear[0] and len(clear) <= _LONGEST_CALLED
    unknown = (word for word in plain if word.text.islower() and word not in clear)
    return has_name or any(word.points >= _KNOWN for word in unknown)


def _is_command(pair: TextPair) -> bool:
    """Tell whether both texts begin in lower case and have no function word: a command with names to be filled in."""
    if any(text[:1].upper() == text[:1] or text.rstrip()[-1:] in ".!?" for text in pair.texts):
        return False
    source, target = (
        stop_words_of(language).isdisjoint(text.lower().split())
        for text, language in zip(pair.texts, pair.languages, strict=True)
    )
    return source and target


def _joins_translated(pair: TextPair, run: list[_Word], joint: _Word) -> bool:
    """Tell whether a word joins items that are set apart by commas, or just two, rather than parts of a long name."""
    if joint.text not in ("and", "or", "und", "oder"):
        return False
    return "," in pair.target[run[0].start : joint.start] or (len(run) == len("a&b") and run[1] is joint)


def _is_kept_term(pair: TextPair, word: str) -> bool:
    return pair.surroundings is not None and pair.surroundings.count(word, 1) >= _KEPT_TERM


def _is_compound_part(text: str, run: list[_Word]) -> bool:
    """Tell whether a run begins in lower case and is a compound with hyphens or a part of one."""
    start, end = run[0].start, run[-1].end
    is_joined = "-" in (text[max(0, start - 1) : start], text[end : end + 1])
    return run[0].text.islower() and (is_joined or "-" in text[start:end]) and not re.search(r"\s", text[start:end])


def _is_start(pair: TextPair, word: _Word) -> bool:
    """Tell whether a function word begins the target and is no name there: it begins the source too, or is small."""
    first = _WORD.search(pair.target)
    if first is None or first.start() != word.start or word.text.lower() in _NAMES_TOO:
        return False
    beginning = _WORD.search(pair.source)
    return beginning is None or beginning[0] == word.text or word.text not in pair.source.split()


def _english_names(run: list[_Word]) -> list[_Word]:
    """Return the capitalised words of an English run, if it has a German form and is not the name of an institution."""
    names = [word for word in run if word.is_name]
    if not names:
        return []
    whole = {word.text.lower() for word in run if names[0].start <= word.start <= names[-1].start}
    titles = whole & TRANSLATABLE
    if titles and titles <= SURNAMES and names[-1].text.lower() in titles:
        return []
    has_german_form = bool(titles) or whole <= TRANSLATABLE_ALONE
    return names if has_german_form and not whole & INSTITUTIONAL else []


def _german_nouns(pair: TextPair, run: list[_Word]) -> list[_Word]:
    """Return the first German noun of a run; one that is not known as such is only believed alone."""
    if len(run) == 1 and _is_common_noun(pair, run[0]):
        return run
    return [word for word in run if is_german_noun(word.text.lower(), len(run))][:1]


def _is_common_noun(pair: TextPair, word: _Word) -> bool:
    """Tell whether a word that looks German has a determiner before it on both sides, as names seldom have."""
    lowered = word.text.lower()
    if word.points < CLEAR or lowered in GERMAN_NAMES or len(lowered) < LEAST_PART:
        return False
    if lowered.endswith(GERMAN_PLACES) or _is_kept_term(pair, word.text):
        return False
    if not (_COMMON_NOUN.search(lowered) or lowered.endswith(GERMAN_NOUN_ENDINGS) or is_german_compound(lowered)):
        return False
    at = pair.source.find(word.text)
    before = (pair.source[max(0, at - _BEFORE) : at], pair.target[max(0, word.start - _BEFORE) : word.start])
    return at >= 0 and all(
        _DETERMINERS[language].search(text) for language, text in zip(pair.languages, before, strict=True)
    )


def _flag(pair: TextPair, rule: str, start: int, end: int, probability: float) -> Flag:
    """Flag the words at a span of the target, with where they stand in the source."""
    if is_quoted(pair.target, start, end):
        probability = min(probability, 0.3)
    words = pair.target[start:end]
    at = pair.source.find(words)
    source_span = (at, at + len(words)) if at >= 0 else None
    shown = shortened(words, _QUOTED_LENGTH)
    message = f'"{shown}" is left in {NAMES[pair.languages[0]]}'
    evidence = Evidence(rule, found=shown)
    return finding("untranslated", "minor", probability, source_span, (start, end), message, evidence)
