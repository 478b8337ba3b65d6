"""Finds names that have no counterpart in the translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aligner.checks.flag import Flag
from aligner.checks.name_matching import Forms, exonyms, forms_of, has_english_name, has_exonym, is_exonym
from aligner.checks.name_reading import VERBS_OF_SAYING, english_names, german_names, is_acronym, is_common
from aligner.checks.name_types import exchanged_types
from aligner.checks.pair import LONGEST_TEXT, Span, TextPair, finding
from aligner.words.alignment import SideWords

KNOWN_BELOW: Final = 0.55
"""A name with a German form of its own that does not occur is wrong below this similarity to every German word."""
NAME_BELOW: Final = 0.42
KNOWN_COMMON_BELOW: Final = 0.42
COMMON_BELOW: Final = 0.36
"""So is a name made of a common word (`Union`): it may be translated freely."""
ACRONYM_BELOW: Final = 0.41
SURE_BELOW: Final = 0.3
OTHER_NAME_BELOW: Final = 0.6
"""So is a name below this similarity to a German word that is a name by its place, and another one."""
LOST_BELOW: Final = 0.38
LOST_INFORMATION: Final = 0.5
"""A German name is lost when it is less similar than this to every English word and so much of it goes nowhere."""
SURE: Final = 0.8
CLEARLY_BELOW: Final = 0.33
LIKELY: Final = 0.6
DOUBTFUL: Final = 0.35
"""Probabilities are graded by kind of case from counts on development sets; similarities were chosen by hand, with the
same sets in view (`docs/flags.md`)."""
OTHER_WORD: Final = 0.3
"""The word of the other side that is this similar at least, and has no better one, is what the name became."""


def name_flags(pair: TextPair) -> list[Flag]:
    """Flag names of either side that are neither written, transcribed nor translated on the other.

    Needs the word alignment, and German and English; without these nothing is found, nor in a text of more than
    `LONGEST_TEXT` characters, as every name is compared with every word.
    """
    if pair.words is None or set(pair.languages) != {"de", "en"} or max(map(len, pair.texts)) > LONGEST_TEXT:
        return []
    english = pair.languages.index("en")
    sides = (pair.words.source, pair.words.target)
    view = _View(
        pair.texts[english],
        pair.texts[1 - english],
        sides[english],
        sides[1 - english],
        [(start, end) for start, end in sides[english].spans.tolist()],
        [(start, end) for start, end in sides[1 - english].spans.tolist()],
    )
    wrong = [_Wrong(*spans, SURE) for spans in exchanged_types(view.english, view.german)] + _wrong_names(view)
    return [_flag(pair, english, found) for found in wrong]


@dataclass(frozen=True, slots=True)
class _View:
    """The pair seen from the English side: `words` at `spans`, and the German `others`."""

    english: str
    german: str
    words: SideWords
    others: SideWords
    spans: list[Span]
    other_spans: list[Span]


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A name in characters of the English text, and what stands for it in the German text; one may be None."""

    span: Span | None
    other: Span | None
    probability: float


def _wrong_names(view: _View) -> list[_Wrong]:
    names = german_names(view.german, view.other_spans)
    lost = _lost_in_english(view, names)
    wrong = []
    candidates = english_names(view.english, view.spans)
    if candidates:
        forms = forms_of(view.german)
        unmatched = [at for at in candidates if not _stands(view.english[slice(*view.spans[at])], forms, view.german)]
        named = frozenset(names)
        for run in _runs([at for at in unmatched if _is_wrong(view, at, named)]):
            found = _of_run(view, run, named)
            wrong.append(found)
            lost = [
                other for other in lost if found.other is None or not _overlap(view.other_spans[other], found.other)
            ]
    return wrong + [_of_lost(view, run) for run in _runs(lost)]


def _is_wrong(view: _View, word: int, names: frozenset[int]) -> bool:
    """Tell whether an English name, which is not written in the German text, is not translated there either."""
    similarity = float(view.words.similarity[word])
    name = view.english[slice(*view.spans[word])]
    if similarity < _limit(name):
        return True
    other = int(view.words.best[word])
    usual = is_common(_without_genitive(name)) or is_acronym(name)
    return not usual and other in names and similarity < OTHER_NAME_BELOW and int(view.others.best[other]) == word


def _of_run(view: _View, run: range, names: frozenset[int]) -> _Wrong:
    """Judge English words that follow each other: one common word alone may well be a free translation."""
    similarity = float(view.words.similarity[run.start : run.stop].min())
    name = _without_genitive(view.english[slice(*view.spans[run.start])])
    usual = len(run) == 1 and is_common(name) and not is_acronym(name) and name not in exonyms()
    if usual and (similarity > CLEARLY_BELOW or int(view.words.best[run.start]) not in names):
        probability = DOUBTFUL
    else:
        probability = SURE if similarity < SURE_BELOW else LIKELY
    return _Wrong((view.spans[run.start][0], view.spans[run.stop - 1][1]), _counterpart(view, run), probability)


def _lost_in_english(view: _View, names: Sequence[int]) -> list[int]:
    """Return the German words that are names, and that nothing in the English text stands for."""
    likely = [at for at in names if view.others.similarity[at] < LOST_BELOW and view.others.null[at] > LOST_INFORMATION]
    if not likely:
        return []
    forms = forms_of(view.english)
    words = [view.german[slice(*view.other_spans[at])] for at in likely]
    return [
        at
        for at, word in zip(likely, words, strict=True)
        if not forms.have(word) and not any(has_english_name(part, forms.letters) for part in word.split("-"))
    ]


def _of_lost(view: _View, run: range) -> _Wrong:
    """Judge German words that follow each other: one alone that is not known as a name may be any noun."""
    words = [view.german[slice(*view.other_spans[at])] for at in run]
    named = len(words) > 1 or is_acronym(words[0]) or is_exonym(words[0]) or _is_said(view, run.start)
    span = (view.other_spans[run.start][0], view.other_spans[run.stop - 1][1])
    return _Wrong(None, span, LIKELY if named else DOUBTFUL)


def _is_said(view: _View, at: int) -> bool:
    """Tell whether a word follows a verb of saying."""
    return at > 0 and view.german[slice(*view.other_spans[at - 1])].lower() in VERBS_OF_SAYING


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _stands(name: str, forms: Forms, german: str) -> bool:
    """Tell whether a name stands in the German text as a word, in another form or as its German name."""
    plain = _without_genitive(name)
    return forms.have(plain) or has_exonym(plain, forms.letters) or (is_acronym(plain) and plain in _initials(german))


def _without_genitive(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s").replace(".", "")


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper())


def _limit(name: str) -> float:
    plain = _without_genitive(name)
    if is_acronym(plain):
        return ACRONYM_BELOW
    known = plain in exonyms()
    if is_common(plain):
        return KNOWN_COMMON_BELOW if known else COMMON_BELOW
    return KNOWN_BELOW if known else NAME_BELOW


def _runs(numbers: Sequence[int]) -> Iterator[range]:
    """Join word numbers that follow each other."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield range(numbers[start], numbers[at - 1] + 1)
            start = at


def _counterpart(view: _View, run: range) -> Span | None:
    """Return what the German text has in the place of the name: capitalised words that fit no other word better."""
    found = set()
    for number in run:
        other = int(view.words.best[number])
        if other < 0 or view.words.similarity[number] < OTHER_WORD or int(view.others.best[other]) not in run:
            continue
        if view.german[view.others.spans[other, 0]].isupper():
            found.add(other)
    if not found or max(found) - min(found) > len(run):
        return None
    return int(view.others.spans[min(found), 0]), int(view.others.spans[max(found), 1])


def _flag(pair: TextPair, english: int, wrong: _Wrong) -> Flag:
    spans = (wrong.span, wrong.other) if english == 0 else (wrong.other, wrong.span)
    quoted = [None if span is None else f'"{text[slice(*span)]}"' for span, text in zip(spans, pair.texts, strict=True)]
    if quoted[0] is None:
        message = f"The name {quoted[1]} is not in the source"
    elif quoted[1] is None:
        message = f"The name {quoted[0]} is missing in the translation"
    else:
        message = f"{quoted[0]} in the source is {quoted[1]} in the target"
    return finding("name", "major", wrong.probability, spans[0], spans[1], message)
