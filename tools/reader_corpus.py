"""The parallel sentences that the reader learns from, and what they tell of words: translations, slots, near-misses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import Final

from aligner.checks.shared import shared_of
from aligner.words.information import stop_words_of
from aligner.words.tokens import word_spans

LANGUAGES: Final = ("en", "de")
"""Sides are numbered in this order: 0 is English."""
LEAST_DICE: Final = 0.08
LEAST_SHARE: Final = 0.3
"""Two words are taken for translations of each other by Dice's coefficient, or the share of the rarer word's pairs."""
STEM: Final = 4
"""Two words that begin with so many equal letters are taken for forms of one word."""
LONGEST_FILLER: Final = 3
MOST_ALIKE: Final = 400
Span = tuple[int, int]


@dataclass(frozen=True)
class ReaderPair:
    """An English sentence and its German translation; `block` names the text it stands in, `kind` the sort of text."""

    kind: str
    block: str
    texts: tuple[str, str]

    @cached_property
    def spans(self) -> tuple[list[Span], list[Span]]:
        """The words of both sides."""
        english, german = ([(start, end) for start, end in word_spans(text).tolist()] for text in self.texts)
        return english, german

    @cached_property
    def words(self) -> tuple[list[str], list[str]]:
        """The words of both sides, as they are written."""
        english, german = (
            [text[start:end] for start, end in spans] for text, spans in zip(self.texts, self.spans, strict=True)
        )
        return english, german

    @cached_property
    def fixed(self) -> tuple[list[bool], list[bool]]:
        """Which words are code or markup that both sides share."""
        shared = shared_of(*self.texts)
        english, german = ([shared.holds(side, span) for span in self.spans[side]] for side in (0, 1))
        return english, german

    def content(self, side: int) -> list[int]:
        """Return the words of a side that say something."""
        stop = stop_words_of(LANGUAGES[side])
        return [
            number
            for number, (word, fixed) in enumerate(zip(self.words[side], self.fixed[side], strict=True))
            if not fixed and len(word) > 2 and word[0].isalpha() and word.lower() not in stop
        ]


@dataclass(frozen=True)
class Lexicon:
    """What the pairs tell of words: likely translations by side, and what stands between which neighbours."""

    translations: tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]
    slots: tuple[Mapping[tuple[str, str], Sequence[str]], Mapping[tuple[str, str], Sequence[str]]]
    names: Sequence[str]

    def related(self, side: int, first: str, second: str) -> bool:
        """Tell whether two words share a likely translation, or one is a form of the other."""
        first, second = first.lower(), second.lower()
        if first == second or (first[:STEM] == second[:STEM] and min(len(first), len(second)) >= STEM):
            return True
        known = self.translations[side]
        return not known.get(first, frozenset()).isdisjoint(known.get(second, frozenset()))

    def translates(self, side: int, word: str, others: Iterable[str]) -> bool:
        """Tell whether a word of a side is a likely translation of one of the other side, or of a form of it."""
        known = self.translations[side].get(word.lower(), frozenset())
        stems = {translation[:5] for translation in known} | {word.lower()[:5]}
        return any(other.lower() in known or other.lower()[:5] in stems for other in others)


def lexicon_of(pairs: Sequence[ReaderPair]) -> Lexicon:
    """Count words, pairs of words and neighbours."""
    single: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    double: Counter[tuple[str, str]] = Counter()
    slots: tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], set[str]]] = (
        defaultdict(set),
        defaultdict(set),
    )
    names: Counter[str] = Counter()
    for pair in pairs:
        said = tuple({pair.words[side][number].lower() for number in pair.content(side)} for side in (0, 1))
        for side in (0, 1):
            single[side].update(said[side])
            framed = ["<", *(word.lower() for word in pair.words[side]), ">"]
            for number in pair.content(side):
                slots[side][framed[number], framed[number + 2]].add(pair.words[side][number])
        if len(said[0]) * len(said[1]) < 400:
            double.update((first, second) for first in said[0] for second in said[1])
        capital = {pair.words[0][number] for number in pair.content(0) if number and pair.words[0][number][0].isupper()}
        names.update(capital & set(pair.words[1]))
    found: tuple[dict[str, set[str]], dict[str, set[str]]] = (defaultdict(set), defaultdict(set))
    for (first, second), count in double.items():
        both = single[0][first] + single[1][second]
        if count >= 2 and (
            2 * count / both > LEAST_DICE
            or (count >= 3 and count / min(single[0][first], single[1][second]) > LEAST_SHARE)
        ):
            found[0][first].add(second)
            found[1][second].add(first)
    english, german = ({word: frozenset(known) for word, known in side.items()} for side in found)
    first_slots, second_slots = ({key: tuple(sorted(words)) for key, words in side.items()} for side in slots)
    return Lexicon(
        (english, german),
        (first_slots, second_slots),
        [name for name, count in sorted(names.items()) if count < 200 and name.isalpha()],
    )


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The words `words` (a range) of a side of a pair, and what stands there in another sentence of the same frame."""

    pair: int
    side: int
    words: tuple[int, int]
    filler: str


def near_misses(pairs: Sequence[ReaderPair], lexicon: Lexicon, random: Random) -> list[NearMiss]:
    """Find pairs of sentences on one side that differ in one to three words next to each other, and in these alone."""
    found: list[NearMiss] = []
    for side in (0, 1):
        frames: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for number, pair in enumerate(pairs):
            words = [word.lower() for word in pair.words[side]]
            if not 3 <= len(words) <= 22:
                continue
            content = set(pair.content(side))
            for start in range(len(words)):
                for end in range(start + 1, min(start + LONGEST_FILLER, len(words)) + 1):
                    if end - start <= len(words) - 2 and not content.isdisjoint(range(start, end)):
                        frames[hash((*words[:start], "_", *words[end:]))].append((number, start, end))
        for places in frames.values():
            if 2 <= len(places) <= MOST_ALIKE:
                random.shuffle(places)
                found += [
                    miss
                    for first, second in pairwise(places)
                    if (miss := _near_miss(pairs, lexicon, side, first, second)) is not None
                ]
    random.shuffle(found)
    return found


def _near_miss(
    pairs: Sequence[ReaderPair], lexicon: Lexicon, side: int, first: tuple[int, int, int], second: tuple[int, int, int]
) -> NearMiss | None:
    (number, start, end), (other, other_start, other_end) = first, second
    pair, stranger = pairs[number], pairs[other]
    mine, theirs = pair.words[side][start:end], stranger.words[side][other_start:other_end]
    if mine[0].lower() == theirs[0].lower() or mine[-1].lower() == theirs[-1].lower():
        return None  # a shorter frame has it
    if any(lexicon.related(side, a, b) for a in mine for b in theirs):
        return None
    if pair.texts[1 - side] == stranger.texts[1 - side]:
        return None  # both translate the same: a paraphrase
    said = [word for word in theirs if len(word) > 2]
    if any(lexicon.translates(side, word, pair.words[1 - side]) for word in said):
        return None
    span = stranger.spans[side][other_start][0], stranger.spans[side][other_end - 1][1]
    return NearMiss(number, side, (start, end), stranger.texts[side][slice(*span)])
