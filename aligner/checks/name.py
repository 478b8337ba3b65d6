"""Finds names that have no counterpart in the translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aligner.checks.flag import Flag
from aligner.checks.name_matching import Forms, exonyms, forms_of, has_exonym
from aligner.checks.name_reading import english_names, is_acronym, is_common
from aligner.checks.pair import Span, TextPair, finding
from aligner.words.alignment import SideWords

KNOWN_BELOW: Final = 0.55
"""A name with a German form of its own that does not occur is wrong below this similarity to every German word."""
NAME_BELOW: Final = 0.42
COMMON_BELOW: Final = 0.32
"""So is a name made of a common word (`Union`): it may be translated freely."""
ACRONYM_BELOW: Final = 0.36
SURE_BELOW: Final = 0.3
LIKELY: Final = 0.8
DOUBTFUL: Final = 0.6
OTHER_WORD: Final = 0.3
"""The word of the other side that is this similar at least, and has no better one, is what the name became."""


def name_flags(pair: TextPair) -> list[Flag]:
    """Flag names of the English side that are neither written, transcribed nor translated on the German side.

    Needs the word alignment, and German and English; without these nothing is found.
    """
    if pair.words is None or set(pair.languages) != {"de", "en"}:
        return []
    english = pair.languages.index("en")
    sides = (pair.words.source, pair.words.target)
    view = _View(pair.texts[english], pair.texts[1 - english], sides[english], sides[1 - english])
    return [_flag(pair, english, found) for found in _wrong_names(view)]


@dataclass(frozen=True, slots=True)
class _View:
    """The pair seen from the English side."""

    english: str
    german: str
    words: SideWords
    others: SideWords


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A name in characters of the English text, and what stands for it in the German text, if anything does."""

    span: Span
    other: Span | None
    probability: float


def _wrong_names(view: _View) -> Iterator[_Wrong]:
    spans: list[Span] = [(start, end) for start, end in view.words.spans.tolist()]
    candidates = english_names(view.english, spans)
    if not candidates:
        return
    forms = forms_of(view.german)
    wrong = [
        number
        for number in candidates
        if not _stands(view.english[slice(*spans[number])], forms, view.german)
        and view.words.similarity[number] < _limit(view.english[slice(*spans[number])])
    ]
    for first, last in _runs(wrong):
        similarity = float(view.words.similarity[first : last + 1].min())
        yield _Wrong(
            (spans[first][0], spans[last][1]),
            _counterpart(view, range(first, last + 1)),
            LIKELY if similarity < SURE_BELOW else DOUBTFUL,
        )


def _stands(name: str, forms: Forms, german: str) -> bool:
    """Tell whether a name stands in the German text as a word, in another form or as its German name."""
    plain = _without_genitive(name)
    return forms.have(plain) or has_exonym(plain, forms.letters) or (is_acronym(plain) and plain in _initials(german))


def _without_genitive(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s")


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper())


def _limit(name: str) -> float:
    plain = _without_genitive(name)
    if is_acronym(plain):
        return ACRONYM_BELOW
    if is_common(plain):
        return COMMON_BELOW
    return KNOWN_BELOW if plain in exonyms() else NAME_BELOW


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Join word numbers that follow each other."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], numbers[at - 1]
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
        message = f"The name {quoted[0]} in the source is {quoted[1]} in the target"
    return finding("name", "major", wrong.probability, spans[0], spans[1], message)
