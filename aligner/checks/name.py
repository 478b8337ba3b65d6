"""Finds names that have no counterpart in the translation, or another name in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from aligner.checks.flag import Evidence, Flag
from aligner.checks.name_exonyms import exonym_of, exonyms, has_english_name, has_exonym, is_adjective, is_exonym
from aligner.checks.name_matching import Forms, forms_of
from aligner.checks.name_reading import (
    VERBS_OF_SAYING,
    Reading,
    Standing,
    begins_sentence,
    english_names,
    german_names,
    german_standing,
    has_article,
    is_acronym,
    is_loud,
    without_genitive,
)
from aligner.checks.name_types import exchanged_directions, exchanged_types
from aligner.checks.pair import LONGEST_TEXT, Span, TextPair, finding
from aligner.checks.wording import IN_SOURCE, IN_TARGET, IS_MISSING, IS_NOT_IN_SOURCE
from aligner.words.alignment import SideWords
from aligner.words.information import stop_words_of

KNOWN_BELOW: Final = 0.55
"""A name with a German form of its own that does not occur is wrong below this similarity to every German word."""
NAME_BELOW: Final = 0.42
COMMON_BELOW: Final = 0.36
"""So is a name made of a common word (`Union`): it may be translated freely."""
ACRONYM_BELOW: Final = 0.41
SURE_BELOW: Final = 0.3
OTHER_NAME_BELOW: Final = 0.6
"""So is a common word below this similarity to a German word that is a name, and another one."""
LOST_BELOW: Final = 0.38
LOST_INFORMATION: Final = 0.5
"""A German name is lost when it is less similar than this to every English word and so much of it goes nowhere."""
SURE: Final = 0.8
LIKELY: Final = 0.6
DOUBTFUL: Final = 0.35
"""Probabilities are graded by kind of case from counts on development sets; similarities were chosen by hand, with the
same sets in view (`docs/flags.md`)."""
FREE_BELOW: Final = 0.5
"""The only known German name without counterpart, this much less similar to every English word, stands for the only
English one."""
FAMILIAR: Final = 3
"""A name that the document has so often on the other side may be put for any pronoun, or in the genitive left out."""
OTHER_WORD: Final = 0.3
"""The word of the other side that is this similar at least, and has no better one, is what the name became."""


_SAYING: Final = (
    r"(?:sag|erklär|mein|bericht|beton|erzähl|teil|füg|ergänz|schreib|schrieb|schlug|rief|fragt?)(?:e?te?)?"
)
_PRONOUN: Final = {
    "en": re.compile(r"\b(?:he|she|him|her|they|them)\b", re.IGNORECASE),
    "de": re.compile(rf"\b{_SAYING}\s(?:er|sie)\b|\b(?:er|sie)\s{_SAYING}\b", re.IGNORECASE),
}
"""May stand for a person's name; in German, where it says something."""
_ANY_PRONOUN: Final = {
    "en": re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|it|its)\b", re.IGNORECASE),
    "de": re.compile(r"\b(?:er|sie|ihn|ihm|ihnen|ihre?[nmrs]?|seine?[nmrs]?|es)\b", re.IGNORECASE),
}
"""May stand for the name of whoever the document speaks of."""


def name_flags(pair: TextPair) -> list[Flag]:
    """Flag names of either side that are neither written, transcribed nor translated on the other.

    Needs the word alignment, and German and English; without these nothing is found, nor in a text of more than
    `LONGEST_TEXT` characters, as every name is compared with every word, nor in one that was copied.
    """
    if pair.words is None or set(pair.languages) != {"de", "en"} or max(map(len, pair.texts)) > LONGEST_TEXT:
        return []
    if pair.shared.is_copy or any(map(is_loud, pair.texts)):
        return []
    view = _view_of(pair)
    texts = view.english.text, view.german.text
    wrong = [_Wrong(*spans, SURE, "exchanged type") for spans in exchanged_types(*texts)]
    wrong += [_Wrong(*spans, SURE, "exchanged direction") for spans in exchanged_directions(*texts)]
    wrong += _wrong_names(view)
    return [_flag(pair, view, found) for found in wrong]


@dataclass(frozen=True)
class _View:
    """The pair seen from the English side: its `words`, and the German `others`.

    `near` are the texts of the English and of the German segments beside this one: a name that one side alone has
    there was not lost by the translator. `elsewhere` counts a word in the document in a language.
    """

    english: Reading
    german: Reading
    words: SideWords
    others: SideWords
    near: tuple[str, str]
    elsewhere: Callable[[str, str], int]

    @cached_property
    def english_forms(self) -> Forms:
        return forms_of(self.english.text)

    @cached_property
    def german_forms(self) -> Forms:
        return forms_of(self.german.text)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A name in characters of the English text, and what stands for it in the German text; one may be None."""

    span: Span | None
    other: Span | None
    probability: float
    rule: str
    similarity: float | None = None


def _view_of(pair: TextPair) -> _View:
    english = pair.languages.index("en")
    german = 1 - english
    assert pair.words is not None
    sides = (pair.words.source, pair.words.target)

    def reading(side: int) -> Reading:
        def is_small(word: str) -> bool:
            return pair.surroundings is not None and pair.surroundings.is_small(word, side)

        spans = [(start, end) for start, end in sides[side].spans.tolist()]
        return Reading(pair.texts[side], spans, is_small)

    def elsewhere(word: str, language: str) -> int:
        side = pair.languages.index(language)
        return pair.surroundings.count(word, side) if pair.surroundings else 0

    near = tuple(" ".join(pair.neighbours(side)) for side in (english, german))
    return _View(reading(english), reading(german), sides[english], sides[german], (near[0], near[1]), elsewhere)


def _wrong_names(view: _View) -> list[_Wrong]:
    candidates = english_names(view.english)
    named = german_names(view.german)
    open_names = {at: standing for at, standing in candidates.items() if not _stands(view, at, standing)}
    lone = {at: standing for at, standing in named.items() if not _stands_in_english(view, view.german.word(at))}
    wrong = []
    covered: set[int] = set()
    judged = {at: found for at, standing in open_names.items() if (found := _judged(view, at, standing, lone))}
    for run in _runs(sorted(judged)):
        best = max((judged[at] for at in run), key=lambda found: found.probability)
        others = sorted(other for at in run if (other := judged[at].other) is not None)
        if others and others[-1] - others[0] > len(run):
            others = [best.other] if best.other is not None else []
        covered.update(range(others[0], others[-1] + 1) if others else ())
        span = view.english.spans[run.start][0], view.english.spans[run.stop - 1][1]
        stands = (view.german.spans[others[0]][0], view.german.spans[others[-1]][1]) if others else None
        similarity = float(view.words.similarity[run.start : run.stop].min())
        wrong.append(_Wrong(span, stands, best.probability, best.rule, similarity))
    lost = [at for at in lone if at not in covered and _is_lost(view, at)]
    return wrong + [_of_lost(view, run, lone) for run in _runs(lost)]


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What is thought of one English name: the German word in its place, if any."""

    probability: float
    rule: str
    other: int | None


def _judged(view: _View, at: int, standing: Standing, lone: dict[int, Standing]) -> _Judgement | None:
    """Judge an English name that does not stand in the German text; None: there is nothing to say."""
    name = without_genitive(view.english.word(at))
    similarity = float(view.words.similarity[at])
    other = _name_instead(view, at, standing, lone)
    if other is not None:
        return _Judgement(_of_exchange(view, at, standing, other, lone), "other name", other)
    if similarity >= _limit(name, standing):
        return None
    if _is_doubtful(view, at, standing):
        probability = DOUBTFUL
    else:
        probability = SURE if similarity < SURE_BELOW and standing is not Standing.ACRONYM else LIKELY
    return _Judgement(probability, "missing name", _counterpart(view, at))


def _is_doubtful(view: _View, at: int, standing: Standing) -> bool:
    """Tell whether there may well be another reason why a name is missing in the German text."""
    name = without_genitive(view.english.word(at))
    if standing is Standing.COMMON or is_adjective(name) or _is_near(view, name):
        return True
    owned = name != view.english.word(at)
    if view.elsewhere(name, "de") >= FAMILIAR and (owned or _ANY_PRONOUN["de"].search(view.german.text)):
        return True
    if exonym_of(name) and standing is Standing.KNOWN:
        return False
    if _PRONOUN["de"].search(view.german.text):
        return True
    begins = standing is Standing.NAME and begins_sentence(view.english.text, view.english.spans[at][0])
    if standing is Standing.ACRONYM and name in exonyms():
        return True
    usual = standing is Standing.ACRONYM or (
        has_article(view.english, at, "en") and not view.english.is_before_noun(at, stop_words_of("en"))
    )
    return begins or (usual and float(view.words.similarity[at]) >= SURE_BELOW)


def _name_instead(view: _View, at: int, standing: Standing, lone: dict[int, Standing]) -> int | None:
    """Return the German name that stands in the place of an English one, and for no other word of the English text."""
    aligned = [int(view.words.best[at])] if view.words.best[at] >= 0 else []
    aligned += [other for other in range(len(view.german.spans)) if int(view.others.best[other]) == at]
    for other in aligned:
        if other in lone and _may_replace(view, at, standing, other, lone[other]):
            return other
    free = [
        other
        for other, found in lone.items()
        if found is not Standing.ACRONYM and float(view.others.similarity[other]) < FREE_BELOW
    ]
    if standing is Standing.COMMON:
        is_nothing = float(view.words.similarity[at]) < COMMON_BELOW and not (
            has_article(view.english, at, "en") or view.english.is_beside_capital(at)
        )
        return free[0] if is_nothing and len(free) == 1 else None
    if standing is Standing.ACRONYM:
        return None
    for other in aligned:
        word = view.german.word(other)
        if other in lone or not word[0].isupper() or has_article(view.german, other, "de"):
            continue
        is_name = german_standing(word, view.german) is Standing.NAME
        if is_name and not _stands_in_english(view, word) and int(view.others.best[other]) == at:
            return other
    free = [other for other in free if lone[other] is Standing.KNOWN]
    if standing is Standing.KNOWN and len(free) == 1:
        return free[0]
    return None


def _may_replace(view: _View, at: int, standing: Standing, other: int, found: Standing) -> bool:
    acronyms = Standing.ACRONYM in (standing, found)
    if standing is Standing.COMMON:
        mutual = int(view.words.best[at]) == other and int(view.others.best[other]) == at
        return mutual and not acronyms and float(view.words.similarity[at]) < OTHER_NAME_BELOW
    return not acronyms or is_acronym(view.english.word(at)) == is_acronym(view.german.word(other))


def _of_exchange(view: _View, at: int, standing: Standing, other: int, lone: dict[int, Standing]) -> float:
    """Say how likely it is that an English name and the German one in its place are two names."""
    found = lone.get(other)
    if Standing.ACRONYM in (standing, found):
        return DOUBTFUL
    if standing is Standing.KNOWN and found is Standing.KNOWN:
        return SURE
    if standing is Standing.NAME and found is None and has_article(view.english, at, "en"):
        return DOUBTFUL
    return LIKELY


def _limit(name: str, standing: Standing) -> float:
    """Return the similarity from which on a German word stands for the name well enough."""
    if standing is Standing.ACRONYM or is_acronym(name):
        return ACRONYM_BELOW
    if standing is Standing.COMMON:
        return COMMON_BELOW
    return KNOWN_BELOW if exonym_of(name) else NAME_BELOW


def _is_near(view: _View, name: str) -> bool:
    """Tell whether a name stands in the German segments beside this one, and not in the English ones."""
    english, german = map(forms_of, view.near)
    return (german.have_name(name) or has_exonym(name, german.letters)) and not english.have_name(name)


def _stands(view: _View, at: int, standing: Standing) -> bool:
    """Tell whether a name stands in the German text as a word, in another form or as its German name."""
    plain, forms = without_genitive(view.english.word(at)), view.german_forms
    if forms.have_name(plain) or has_exonym(plain, forms.letters):
        return True
    end = view.english.spans[at][1]
    if view.english.text[end : end + 1] == "." and any(letters.startswith(plain.lower()) for letters in forms.letters):
        return True
    if any(forms.have_sound(joined) for joined in view.english.joined(at)):
        return True
    if is_acronym(plain):
        return plain in _initials(view.german.text)
    return standing is Standing.COMMON and forms.have(plain)


def _stands_in_english(view: _View, word: str) -> bool:
    forms = view.english_forms
    return (
        forms.have_name(word)
        or any(has_english_name(part, forms.letters) for part in word.split("-"))
        or (is_acronym(word) and word in _initials(view.english.text))
    )


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper())


def _is_lost(view: _View, at: int) -> bool:
    """Tell whether nothing in the English text stands for a German name."""
    return bool(view.others.similarity[at] < LOST_BELOW and view.others.null[at] > LOST_INFORMATION)


def _of_lost(view: _View, run: range, lone: dict[int, Standing]) -> _Wrong:
    """Judge German words that follow each other: one alone that is not known as a name may be any noun."""
    words = [view.german.word(at) for at in run]
    named = (
        any(lone[at] is Standing.KNOWN for at in run) or len(run) > 1 or view.german.follows(run.start, VERBS_OF_SAYING)
    )
    english, german = map(forms_of, view.near)
    if _ANY_PRONOUN["en"].search(view.english.text) and any(
        view.elsewhere(word.removesuffix("s"), "en") >= FAMILIAR for word in words
    ):
        named = False
    if not any(map(is_exonym, words)) and _PRONOUN["en"].search(view.english.text):
        named = False
    named = named and not any(
        (english.have_name(word) or has_english_name(word, english.letters)) and not german.have_name(word)
        for word in words
    )
    span = (view.german.spans[run.start][0], view.german.spans[run.stop - 1][1])
    similarity = float(view.others.similarity[run.start : run.stop].min())
    return _Wrong(None, span, LIKELY if named else DOUBTFUL, "name on one side", similarity)


def _runs(numbers: Sequence[int]) -> Iterator[range]:
    """Join word numbers that follow each other."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield range(numbers[start], numbers[at - 1] + 1)
            start = at


def _counterpart(view: _View, at: int) -> int | None:
    """Return what the German text has in the place of the name: a capitalised word that fits no other word better."""
    other = int(view.words.best[at])
    if other < 0 or view.words.similarity[at] < OTHER_WORD or int(view.others.best[other]) != at:
        return None
    word = view.german.word(other)
    return other if word[0].isupper() and word.lower() not in stop_words_of("de") else None


def _flag(pair: TextPair, view: _View, wrong: _Wrong) -> Flag:
    spans = (wrong.span, wrong.other) if pair.languages[0] == "en" else (wrong.other, wrong.span)
    words = ["" if span is None else text[slice(*span)] for span, text in zip(spans, pair.texts, strict=True)]
    if not words[0]:
        message = f'The name "{words[1]}" {IS_NOT_IN_SOURCE}'
    elif not words[1]:
        message = f'The name "{words[0]}" {IS_MISSING}'
    else:
        message = f'"{words[0]}" {IN_SOURCE} is "{words[1]}" {IN_TARGET}'
    sought, found = (words[0], words[1]) if wrong.span and pair.languages[0] == "en" else (words[1], words[0])
    evidence = Evidence(wrong.rule, sought, found, wrong.similarity)
    return finding("name", "major", wrong.probability, spans[0], spans[1], message, evidence)
