"""Tells which words of a segment count when words without counterpart are looked for.

Not those that say too little to be missed (function words, particles, light verbs), nor markup, nor what stands on the
other side all the same: in a gloss, or in the neighbouring segment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from typing import Final

from aligner.alignment.background import length_ratio
from aligner.checks.frames import frames_in
from aligner.checks.length import usual_deviation
from aligner.checks.markup import markup_in
from aligner.checks.pair import LONGEST_TEXT, Span, TextPair
from aligner.checks.surroundings import WORD

_BRACKET: Final = re.compile(r"\(([^()]{1,120})\)")
_LABEL: Final = re.compile(
    r"^\s*(?:auf |in )?(?:engl|englisch|english|dt|deutsch|german|orig|original|eigentlich)\b[.:]*\s*",
    re.IGNORECASE,
)
"""Before a word of the other language in brackets."""
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LIKELY_SAME: Final = 3
"""Letters: shorter words stand on both sides by chance."""
_STEM: Final = 5
"""Letters that cognates begin with: chosen by hand."""
_TERM_WORDS: Final = 6
"""So many words at most before a bracket are what it explains: chosen by hand."""
_ASSOCIATED: Final = 0.5
"""Dice's coefficient of words that translate each other all over a document, at least: chosen by hand."""
_AT_THE_END: Final = 2
"""Words at most between a phrase and the border of its segment: chosen by hand."""
_EVERYWHERE: Final = 8
"""Times that both sides of a document have a word, at least, for a name that goes without saying: chosen by hand."""
_ABBREVIATION: Final = re.compile(r"\b[A-ZÄÖÜ]{2,6}\b")
_LAST_WORD: Final = re.compile(r"([^\W\d_]{2,60})[ \u00a0]$")
_FIRST_WORD: Final = re.compile(r"[ \u00a0]([^\W\d_]{2,60})\b")
_KNOWN: Final = {
    "de": "der die das dem den des dieser diese dieses diesem diesen jener jene jenes jenem jenen ihr ihre ihren",
    "en": "the this that these those its their such",
}
"""Before a noun that has been spoken of."""
_LATTER: Final = re.compile(
    r"(?i)\b(?:(?:letzter|erster|selbig|besagt|genannt)e[rnms]?|the (?:latter|former|same)|ditto|ebendiese[rnms]?)\b"
)
"""It stands for a noun whatever is before that."""
_PREPOSITIONS: Final = {
    "de": "ab am an ans auf aus außer bei beim bis durch für gegen gegenüber hinter im in ins mit nach neben ohne seit "
    "trotz über um unter vom von vor während wegen zu zum zur zwischen",
    "en": "about above across after against along among around at before behind below beneath beside between beyond by "
    "during for from in inside into near of off on onto outside over past since through throughout to toward towards "
    "under until up upon via with within without",
}
_LEAST_MOVED: Final = 15
"""Characters that an added sentence may have more than the phrase that it stands for."""
_UNUSUAL: Final = 3.0
"""Standard deviations by which a neighbour must be too long to have more than its own translation: chosen by hand."""
_TOLERANCE: Final = 0.25
"""Of a phrase's length: what the neighbour has more may differ by that from it. Chosen by hand."""
_MUCH_LONGER: Final = 3.0


@cache
def light_words(language: str) -> frozenset[str]:
    """Return words of `de` or `en` in lower case whose loss alone is none: function words, particles, light verbs."""
    name = f"light_words_{language if language == 'de' else 'en'}.txt"
    return frozenset(files(__package__).joinpath(name).read_text(encoding="utf-8").split())


def _is_number(word: str) -> bool:
    return not any(map(str.isalpha, word))


def is_light(word: str, language: str) -> bool:
    """Tell whether nobody misses a word that stands alone; of numbers another check takes care."""
    return (
        len(word) < 2 or _is_number(word) or word.lower().replace("’", "'").partition("'")[0] in light_words(language)
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text in lower case, counted, and what the longer ones begin with."""

    same: Counter[str]
    stems: Counter[str]

    @classmethod
    def of(cls, text: str) -> _Words:
        return cls.of_words(_folded(text))

    @classmethod
    def of_words(cls, words: Iterable[str]) -> _Words:
        same = Counter(words)
        stems: Counter[str] = Counter()
        for word, count in same.items():
            stems[word[:_STEM]] += count
        return cls(same, stems)

    def alike(self, word: str) -> int:
        """Count the words that are the same as one in lower case, or begin like it."""
        return self.same[word] if len(word) < _STEM else self.stems[word[:_STEM]]


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


@dataclass(frozen=True)
class CountedWords:
    """Tells of words on a side (0: source, 1: target) of a pair whether they count."""

    pair: TextPair
    side: int

    def counts(self, span: Span) -> bool:
        """Tell whether the loss of the word at `span` would be one."""
        word = self._text[slice(*span)]
        return not (
            is_light(word, self.pair.languages[self.side])
            or self.pair.shared.holds(self.side, span)
            or _is_within(span, self._markup)
            or _is_within(span, self._glosses)
            or _is_within(span, self._frames)
            or self._stands_there(word)
            or self._is_everywhere(word)
            or self._is_usual(word)
        )

    def is_repeated(self, span: Span) -> bool:
        """Tell whether the word at `span`, or one that begins like it, stands on its side in several places."""
        return self._places_of_words.alike(self._text[slice(*span)].casefold()) > 1

    def has_moved(self, span: Span) -> bool:
        """Tell whether what is at `span` is at the border of the segment, and in the neighbour on the other side."""
        before, after = self._text[: span[0]], self._text[span[1] :]
        ends = (len(_WORD.findall(before)) <= _AT_THE_END, len(_WORD.findall(after)) <= _AT_THE_END)
        return any(
            is_end and self._is_in(self._text[slice(*span)], *texts)
            for is_end, texts in zip(ends, self._neighbours, strict=True)
        )

    def is_explained(self, span: Span, several: bool) -> bool:
        """Tell whether what stands at `span` tells what a name on both sides is, or writes an abbreviation out."""
        other = self.pair.texts[1 - self.side]
        if not other.isupper() and any(word not in self._text for word in _ABBREVIATION.findall(other)):
            return True
        near = (_LAST_WORD.search(self._text[: span[0]]), _FIRST_WORD.match(self._text[span[1] :]))
        names = [match[1] for match in near if match is not None]
        return not several and any(name[0].isupper() and self._words[1].same[name.casefold()] > 0 for name in names)

    def is_taken_up(self, span: Span) -> bool:
        """Tell whether a pronoun can stand for the noun at `span`: it was spoken of before, and has no preposition."""
        language = "de" if self.pair.languages[self.side] == "de" else "en"
        before = _folded(self._text[: span[0]])
        word = self._text[slice(*span)].casefold()
        if _LATTER.search(self.pair.texts[1 - self.side]):
            return bool(_Words.of(self._neighbours[0][0]).alike(word))
        if not before or before[-1] not in _KNOWN[language].split():
            return False
        if len(before) > 1 and before[-2] in _PREPOSITIONS[language].split():
            return False
        return any(_Words.of_words(words).alike(word) for words in (before, _folded(self._neighbours[0][0])))

    def _is_in(self, phrase: str, own: str, other: str) -> bool:
        """Tell whether a neighbour has so much more on its other side as a phrase is long."""
        if not other.strip():
            return False
        ratio = length_ratio(*(self.pair.languages if self.side == 0 else self.pair.languages[::-1]))
        size = len(phrase) * ratio
        if not own.strip():
            return len(other) <= _MUCH_LONGER * size + _LEAST_MOVED
        surplus, deviation = len(other) - len(own) * ratio, usual_deviation(len(own), len(other))
        return surplus > _UNUSUAL * deviation and abs(surplus - size) < _TOLERANCE * size

    def _stands_there(self, word: str) -> bool:
        """Tell whether a word stands on the other side too, or there in a neighbour and not here in it."""
        if len(word) < _LIKELY_SAME:
            return False
        own, other = self._words
        folded = word.casefold()
        if other.same[folded] >= own.same[folded]:
            return True
        return any(there.alike(folded) > here.alike(folded) for here, there in self._words_of_neighbours)

    def _is_everywhere(self, word: str) -> bool:
        """Tell whether a name in capitals or with a capital is one that both sides of the document have all the time.

        A reader does not miss it where a pronoun, or nothing, stands for it: `in dieser Ausgabe der Top 10`.
        """
        around = self.pair.surroundings
        if around is None or not word[0].isupper() or (word[1:].lower() != word[1:] and len(word) < _LIKELY_SAME):
            return False
        return min(around.count(word, side) for side in (0, 1)) >= _EVERYWHERE

    def _is_usual(self, word: str) -> bool:
        """Tell whether a word of the other side goes with this one all over the document."""
        surroundings = self.pair.surroundings
        if surroundings is None or max(map(len, self.pair.texts)) > LONGEST_TEXT:
            return False
        return surroundings.association(word, self._others, self.side, self.pair.place) >= _ASSOCIATED

    @cached_property
    def _others(self) -> list[str]:
        """The words of the other side that say something."""
        language = self.pair.languages[1 - self.side]
        words = dict.fromkeys(WORD.findall(self.pair.texts[1 - self.side]))
        return [word for word in words if not is_light(word, language)]

    @property
    def _text(self) -> str:
        return self.pair.texts[self.side]

    @cached_property
    def _words(self) -> tuple[_Words, _Words]:
        return _Words.of(self._text), _Words.of(self.pair.texts[1 - self.side])

    @cached_property
    def _places_of_words(self) -> _Words:
        """The words of the side, where a doubled word counts as one."""
        return _Words.of_words([word for word, _ in groupby(_folded(self._text))])

    @cached_property
    def _words_of_neighbours(self) -> list[tuple[_Words, _Words]]:
        return [(_Words.of(own), _Words.of(other)) for own, other in self._neighbours]

    @cached_property
    def _neighbours(self) -> list[tuple[str, str]]:
        """The neighbours before and after, each with its own and its other side; empty where one repeats this one."""
        sides = zip(self.pair.neighbours(self.side), self.pair.neighbours(1 - self.side), strict=True)
        return [("", "") if own == self._text else (own, other) for own, other in sides]

    @cached_property
    def _markup(self) -> list[Span]:
        return markup_in(self._text[:LONGEST_TEXT])

    @cached_property
    def _frames(self) -> list[Span]:
        return frames_in(self._text[:LONGEST_TEXT], self.pair.languages[self.side])

    @cached_property
    def _glosses(self) -> list[Span]:
        return list(_glosses(self._text[:LONGEST_TEXT], self.pair.texts[1 - self.side]))


def _is_within(span: Span, spans: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _glosses(text: str, other: str) -> Iterator[Span]:
    """Find terms that a bracket explains, or repeats in the other language, with the bracket.

    `committed (engl. commit)`: the bracket has the other side's own word, so the term before it needs none. `garbage
    collection (Speicherbereinigung)`: the term is the other side's own, so the bracket needs none.
    """
    there = set(_folded(other))
    for match in _BRACKET.finditer(text):
        inner = _folded(_LABEL.sub("", match[1]))
        if not inner:
            continue
        before = list(_WORD.finditer(text, max(0, match.start() - 100), match.start()))[-_TERM_WORDS:]
        if all(word in there for word in inner):
            size = len(inner) + _TERM_WORDS // 2
            words = [word for word in before[-size:] if not re.search(r"[.;:!?,]", text[word.end() : match.start()])]
            yield (words[0].start() if words else match.start()), match.end()
        elif _LABEL.match(match[1]) or (before and before[-1][0].casefold() in there and len(inner) <= 2):
            yield match.span()
