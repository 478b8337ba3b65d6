"""Damages one side of a pair, in every way that the reader is to learn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from tools.reader_corpus import LANGUAGES, Lexicon, NearMiss, ReaderPair
from tools.reader_edits import Edit, Example, Links, edited

LEXICON_FILE: Final = Path(__file__).with_name("reader_lexicon.tsv")
_LIKE_ONE_WORD: Final = ("antonym", "quantity", "modality", "tense", "group")
_AUXILIARIES: Final = (
    re.compile(
        r"\b(?:is|are|was|were|can|will|should|must|could|would|has|have|may|did|does|do|shall|might)\b", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:ist|sind|war|waren|hat|haben|kann|können|wird|werden|muss|müssen|soll|sollte|wurde|wurden|darf|will)\b",
        re.IGNORECASE,
    ),
)
_NEGATIONS: Final = (
    re.compile(r" not\b|n't\b| never\b| no longer\b|\bno (?=[a-z])", re.IGNORECASE),
    re.compile(r" nicht mehr\b| nicht\b| nie\b| niemals\b|\bk(?=ein(?:e|en|em|er|es)?\b)", re.IGNORECASE),
)
_ARTICLE: Final = (re.compile(r"\b(?:an?) (?=[a-z])"), re.compile(r"\b(e)(?=in(?:e|en|em|er|es)?\b)"))
_CLAUSE: Final = re.compile(r"[,;:–—(][^,;:–—()]{12,}?(?=[,;:–—).!?])")


@dataclass
class Damager:
    """Makes examples. `links` gives the word links of a pair (English word, German word)."""

    lexicon: Lexicon
    pairs: Sequence[ReaderPair]
    random: Random
    changes: Mapping[tuple[str, str], Mapping[str, Sequence[str]]] = field(default_factory=lambda: read_changes())
    generic: tuple[Sequence[str], Sequence[str]] = field(default_factory=lambda: read_generic())

    def kinds(self) -> Mapping[str, Callable[[ReaderPair, int, Links], list[Edit] | None]]:
        """Return all kinds of damage by name."""
        one_word = {
            kind: (lambda pair, side, links, kind=kind: self._listed(pair, side, kind)) for kind in _LIKE_ONE_WORD
        }
        return {
            **one_word,
            "slot": lambda pair, side, links: self._slots(pair, side, links, 1),
            "two slots": lambda pair, side, links: self._slots(pair, side, links, 2),
            "sense": self._sense,
            "swap": lambda pair, side, links: self._swapped(pair, side),
            "negation in": lambda pair, side, links: self._negated(pair, side),
            "negation out": lambda pair, side, links: self._affirmed(pair, side),
            "number": lambda pair, side, links: self._number(pair, side),
            "name": lambda pair, side, links: self._name(pair, side),
            "generic": lambda pair, side, links: self._generic(pair, side),
            "word out": lambda pair, side, links: self._word_out(pair, side),
            "phrase out": lambda pair, side, links: self._phrase_out(pair, side),
            "clause out": lambda pair, side, links: self._clause_out(pair, side),
            "tail out": lambda pair, side, links: self._tail_out(pair, side),
            "word in": lambda pair, side, links: self._word_in(pair, side),
            "phrase in": lambda pair, side, links: self._phrase_in(pair, side),
            "clause in": lambda pair, side, links: self._clause_in(pair, side),
            "tail other": lambda pair, side, links: self._tail_other(pair, side),
        }

    def near_miss(self, miss: NearMiss, links: Links) -> Example:
        """Return the pair with the filler of another sentence of the same frame."""
        pair = self.pairs[miss.pair]
        spans = pair.spans[miss.side]
        edit = Edit(spans[miss.words[0]][0], spans[miss.words[1] - 1][1], miss.filler)
        return edited(pair, miss.side, [edit], links, "near miss")

    def _listed(self, pair: ReaderPair, side: int, kind: str) -> list[Edit] | None:
        known = self.changes[LANGUAGES[side], kind]
        words, spans = pair.words[side], pair.spans[side]
        places: list[tuple[int, int, str]] = []
        for number, word in enumerate(words):
            if pair.fixed[side][number]:
                continue
            if word.lower() in known:
                places.append((*spans[number], word))
            if number + 1 < len(words) and f"{word} {words[number + 1]}".lower() in known:
                start, end = spans[number][0], spans[number + 1][1]
                places.append((start, end, pair.texts[side][start:end]))
        # No two changes of one sentence: the places of these words are what tells the kind.
        self.random.shuffle(places)
        for start, end, written in places:
            others = [
                other
                for other in known.get(written.lower(), ())
                if not self.lexicon.translates(side, other, pair.words[1 - side]) or kind != "antonym"
            ]
            if others:
                return [Edit(start, end, _like(self.random.choice(others), written))]
        return None

    def _slots(self, pair: ReaderPair, side: int, links: Links, count: int) -> list[Edit] | None:
        content = pair.content(side)
        edits: list[Edit] = []
        for number in self.random.sample(content, len(content)):
            filler = self._filler(pair, side, number, links)
            if filler is not None and all(abs(edit.start - pair.spans[side][number][0]) > 1 for edit in edits):
                edits.append(Edit(*pair.spans[side][number], filler))
            if len(edits) == count:
                return sorted(edits, key=lambda edit: edit.start)
        return None

    def _filler(self, pair: ReaderPair, side: int, number: int, links: Links) -> str | None:
        words = pair.words[side]
        before = words[number - 1].lower() if number else "<"
        after = words[number + 1].lower() if number + 1 < len(words) else ">"
        word = words[number]
        linked = [pair.words[1 - side][link[1 - side]] for link in links if link[side] == number]
        fitting = [
            other
            for other in self.lexicon.slots[side].get((before, after), ())
            if other[0].isupper() == word[0].isupper()
            and not self.lexicon.related(side, other, word)
            and not self.lexicon.translates(side, other, linked)
        ]
        same_ending = [other for other in fitting if other[-2:] == word[-2:]] or [
            other for other in fitting if other[-1] == word[-1]
        ]
        chosen = same_ending or fitting
        return self.random.choice(chosen) if chosen else None

    def _sense(self, pair: ReaderPair, side: int, links: Links) -> list[Edit] | None:
        """Another translation of the same word, which translates nothing else that this one does."""
        here, there = self.lexicon.translations[side], self.lexicon.translations[1 - side]
        for number in self.random.sample(pair.content(side), len(pair.content(side))):
            word = pair.words[side][number].lower()
            for link in links:
                if link[side] != number:
                    continue
                other = pair.words[1 - side][link[1 - side]].lower()
                if other not in here.get(word, ()):
                    continue
                senses = [
                    sense
                    for sense in sorted(there.get(other, ()))
                    if sense[:4] != word[:4]
                    and len(here.get(sense, ())) > 1
                    and here[sense] & here[word] == {other}
                    and len(here[word]) > 1
                ]
                if senses:
                    return [
                        Edit(*pair.spans[side][number], _like(self.random.choice(senses), pair.words[side][number]))
                    ]
        return None

    def _swapped(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        words, content = pair.words[side], pair.content(side)
        couples = [
            (first, second)
            for first in content
            for second in content
            if first < second
            and words[first][0].isupper() == words[second][0].isupper()
            and not self.lexicon.related(side, words[first], words[second])
            and second - first > 1
        ]
        if not couples:
            return None
        first, second = self.random.choice(couples)
        spans = pair.spans[side]
        return [Edit(*spans[first], words[second]), Edit(*spans[second], words[first])]

    def _negated(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        text = pair.texts[side]
        if _NEGATIONS[0].search(pair.texts[0]) or _NEGATIONS[1].search(pair.texts[1]):
            return None
        article = _ARTICLE[side].search(text) if self.random.random() < 0.4 else None
        if article:
            return [Edit(*article.span(), "no " if side == 0 else "k" + article[1])]
        verb = _AUXILIARIES[side].search(text)
        if verb is None:
            return None
        word = {0: " not", 1: " nicht"}[side] if self.random.random() < 0.85 else {0: " never", 1: " nie"}[side]
        return [Edit(verb.end(), verb.end(), word)]

    def _affirmed(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        found = list(_NEGATIONS[side].finditer(pair.texts[side]))
        if len(found) != 1:
            return None
        start, end = found[0].span()
        left = {"k": "", "no ": "a "}.get(found[0][0].lower(), "")
        return [Edit(start, end, left, missing=False)]

    def _number(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        numbers = [
            number
            for number, word in enumerate(pair.words[side])
            if any(sign.isdigit() for sign in word) and not pair.fixed[side][number] and len(word) < 12
        ]
        if not numbers:
            return None
        number = self.random.choice(numbers)
        signs = list(pair.words[side][number])
        place = self.random.choice([place for place, sign in enumerate(signs) if sign.isdigit()])
        signs[place] = self.random.choice([sign for sign in "123456789" if sign != signs[place]])
        return [Edit(*pair.spans[side][number], "".join(signs))]

    def _name(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        both = set(pair.words[0]) & set(pair.words[1])
        places = [
            number
            for number in pair.content(side)
            if pair.words[side][number] in both and pair.words[side][number][0].isupper()
        ]
        if not places or not self.lexicon.names:
            return None
        number = self.random.choice(places)
        name = self.random.choice(self.lexicon.names)
        return None if name in both else [Edit(*pair.spans[side][number], name)]

    def _generic(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        content = [
            number for number in pair.content(side) if number and (side == 1) == pair.words[side][number][0].isupper()
        ]
        if not content:
            return None
        number = self.random.choice(content)
        word = self.random.choice([word for word in self.generic[side] if word[0].isupper() == (side == 1)])
        if self.lexicon.related(side, word, pair.words[side][number]) or self.lexicon.translates(
            side, word, pair.words[1 - side]
        ):
            return None
        return [Edit(*pair.spans[side][number], word)]

    def _word_out(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        content = [number for number in pair.content(side) if len(pair.words[side]) > 3]
        return self._out(pair, side, number, number + 1) if (number := self._one_of(content)) is not None else None

    def _phrase_out(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        count = len(pair.words[side])
        if count < 6:
            return None
        size = self.random.choice([2, 2, 3, 3, 4, 5, 6])
        start = self.random.randrange(max(1, count - size))
        end = min(start + size, count)
        if end - start > count - 2 or set(pair.content(side)).isdisjoint(range(start, end)):
            return None
        return self._out(pair, side, start, end)

    def _out(self, pair: ReaderPair, side: int, start: int, end: int) -> list[Edit]:
        text, spans = pair.texts[side], pair.spans[side]
        first, last = spans[start][0], spans[end - 1][1]
        if last < len(text) and text[last] == " ":
            last += 1
        elif first > 0 and text[first - 1] == " ":
            first -= 1
        return [Edit(first, last, "", missing=True)]

    def _clause_out(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        clauses = [match.span() for match in _CLAUSE.finditer(pair.texts[side])]
        if not clauses:
            return None
        start, end = self.random.choice(clauses)
        if pair.texts[side][start] == "(" and pair.texts[side][end : end + 1] == ")":
            end += 1
        return [Edit(start, end, "", missing=True)]

    def _tail_out(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        spans = pair.spans[side]
        if len(spans) < 8:
            return None
        cut = self.random.randrange(len(spans) // 3, len(spans) - 2)
        return [Edit(spans[cut][1], spans[-1][1], "", missing=True)]

    def _word_in(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        words = pair.words[side]
        for number in self.random.sample(range(1, len(words)), len(words) - 1) if len(words) > 2 else []:
            fitting = [
                word
                for word in self.lexicon.slots[side].get((words[number - 1].lower(), words[number].lower()), ())
                if not self.lexicon.translates(side, word, pair.words[1 - side])
            ]
            if fitting:
                place = pair.spans[side][number][0]
                return [_inserted(place, self.random.choice(fitting), " ")]
        return None

    def _phrase_in(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        stranger = self._stranger(pair)
        spans = stranger.spans[side]
        if len(spans) < 5 or len(pair.spans[side]) < 3:
            return None
        size = self.random.choice([2, 3, 4, 6])
        start = self.random.randrange(max(1, len(spans) - size))
        end = min(start + size, len(spans))
        text = stranger.texts[side][spans[start][0] : spans[end - 1][1]]
        return [_inserted(self.random.choice(pair.spans[side][1:])[0], text, " ")]

    def _clause_in(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        stranger = self._stranger(pair)
        clauses = [match[0] for match in _CLAUSE.finditer(stranger.texts[side]) if match[0][0] == ","]
        if not clauses or len(pair.spans[side]) < 3:
            return None
        clause = self.random.choice(clauses)
        places = [match.start() for match in re.finditer(r"[,;.!?]", pair.texts[side])] or [len(pair.texts[side])]
        place = self.random.choice(places)
        return [Edit(place, place, clause, missing=True, marked=(2, len(clause)))]

    def _tail_other(self, pair: ReaderPair, side: int) -> list[Edit] | None:
        stranger = self._stranger(pair)
        spans, others = pair.spans[side], stranger.spans[side]
        if len(spans) < 7 or len(others) < 7:
            return None
        cut, start = self.random.randrange(len(spans) // 3, len(spans) - 2), self.random.randrange(2, len(others) - 2)
        tail = stranger.texts[side][others[start][0] : others[-1][1]]
        return [Edit(spans[cut][0], spans[-1][1], tail, missing=True)]

    def _stranger(self, pair: ReaderPair) -> ReaderPair:
        for _ in range(20):
            other = self.random.choice(self.pairs)
            if other.kind == pair.kind and other is not pair:
                return other
        return self.random.choice(self.pairs)

    def _one_of(self, numbers: Sequence[int]) -> int | None:
        return self.random.choice(numbers) if numbers else None


def _inserted(place: int, text: str, behind: str) -> Edit:
    return Edit(place, place, text + behind, missing=True, marked=(0, len(text)))


def read_changes() -> dict[tuple[str, str], dict[str, list[str]]]:
    """Return by language and kind what may stand for a word or two, in lower case."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for language, kind, words in _rows():
        if kind in _LIKE_ONE_WORD:
            known = found.setdefault((language, kind), {})
            group = words.split("/")
            members = group[:1] if kind in ("tense", "modality") else group
            for word in members:
                known.setdefault(word.lower(), []).extend(other for other in group if other != word)
    return found


def read_generic() -> tuple[list[str], list[str]]:
    """Return words that say little, by side."""
    english, german = (
        [words for row_language, kind, words in _rows() if (row_language, kind) == (language, "generic")]
        for language in LANGUAGES
    )
    return english, german


def _rows() -> list[list[str]]:
    lines = LEXICON_FILE.read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


def _like(word: str, written: str) -> str:
    """Return a word with the first letter as large as that of another."""
    if written[:1].isupper() or word[:1].isupper():
        return word[:1].upper() + word[1:]
    return word
