"""Words that are translated by something else: what the reader of both sides says, made into findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from aligner.checks.content_features import CONTENT_WORD
from aligner.checks.flag import Evidence, Flag
from aligner.checks.kinds import LEAST_SHOWN
from aligner.checks.pair import MOST_FLAGS, Span, TextPair, finding
from aligner.checks.reader_weights import meaning_probability
from aligner.checks.wording import IN_SOURCE, IN_TRANSLATION

if TYPE_CHECKING:
    from aligner.words.alignment import SideWords, WordAlignment

RULE: Final = "words"
"""What the evidence of these findings calls its rule."""
SEEN: Final = 0.3
"""A word that is read as wrongly translated with this probability begins a phrase."""
CARRIED: Final = 0.15
"""Words next to it belong to the phrase from this probability on. Both chosen by hand."""
USUALLY_SHOWN: Final = 0.5
_QUOTED: Final = 60


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words of a side (a range) that are read as wrongly translated, and the greatest probability of one."""

    words: tuple[int, int]
    wrong: float


def meaning_flags(pair: TextPair) -> list[Flag]:
    """Flag words that the other side says something else for, with the words that stand there instead."""
    if pair.reading is None or pair.words is None:
        return []
    phrases = [_phrases(pair, side) for side in (0, 1)]
    found = sorted(_findings(pair, pair.words, phrases), key=lambda flag: -(flag.probability or 0.0))
    return [flag for flag in found if (flag.probability or 0.0) >= LEAST_SHOWN][:MOST_FLAGS]


def without_said(flags: Sequence[Flag]) -> list[Flag]:
    """Leave out words with another meaning of which another finding, as probable, says what is wrong with them."""
    others = [flag for flag in flags if not is_of_words(flag) and (flag.source_span or flag.target_span)]
    return [
        flag
        for flag in flags
        if not is_of_words(flag)
        or not any(_touch(flag, other) and _is_as_sure(other, flag) for other in others)
    ]


def is_of_words(flag: Flag) -> bool:
    """Tell whether a finding is one of `meaning_flags`."""
    return flag.name == "meaning" and flag.evidence is not None and flag.evidence.rule == RULE


def _is_as_sure(other: Flag, flag: Flag) -> bool:
    return (other.probability or 0.0) >= min(flag.probability or 0.0, USUALLY_SHOWN)


def _touch(first: Flag, second: Flag) -> bool:
    return any(
        mine is not None and other is not None and mine[0] < other[1] and other[0] < mine[1]
        for mine, other in ((first.source_span, second.source_span), (first.target_span, second.target_span))
    )


def _phrases(pair: TextPair, side: int) -> list[_Phrase]:
    reading = pair.reading
    if reading is None:
        return []
    words = reading.sides[side]
    taken = [pair.shared.holds(side, (int(start), int(end))) for start, end in words.spans]
    wrong = np.where(taken, 0.0, words.wrong)
    found: list[_Phrase] = []
    for at in np.flatnonzero(wrong >= SEEN).tolist():
        if found and found[-1].words[1] > at:
            continue
        start, end = at, at + 1
        while start > 0 and wrong[start - 1] >= CARRIED:
            start -= 1
        while end < len(wrong) and wrong[end] >= CARRIED:
            end += 1
        found.append(_Phrase((start, end), float(wrong[start:end].max())))
    return found


def _findings(pair: TextPair, words: WordAlignment, phrases: Sequence[Sequence[_Phrase]]) -> Iterator[Flag]:
    """Yield a finding for each phrase of the target, and for those of the source that none of these answers to."""
    answered: set[int] = set()
    for phrase in phrases[1]:
        others = _counterparts(words, 1, phrase)
        for number, other in enumerate(phrases[0]):
            if others and other.words[0] < others[1] and others[0] < other.words[1]:
                answered.add(number)
                others = min(others[0], other.words[0]), max(others[1], other.words[1])
        if others is not None:
            yield _flag(pair, others, phrase.words, phrase.wrong)
    for number, phrase in enumerate(phrases[0]):
        others = _counterparts(words, 0, phrase)
        if number not in answered and others is not None:
            yield _flag(pair, phrase.words, others, phrase.wrong)


def _counterparts(words: WordAlignment, side: int, phrase: _Phrase) -> tuple[int, int] | None:
    """Return the range of words of the other side that a phrase is linked with; else what is most like one of it."""
    start, end = phrase.words
    own = words.links[:, side]
    linked = words.links[(own >= start) & (own < end), 1 - side]
    if len(linked):
        # Links far from each other are of several words: those next to the first are meant.
        numbers = np.unique(linked)
        gaps = np.flatnonzero(np.diff(numbers) > 2)
        last = numbers[gaps[0]] if len(gaps) else numbers[-1]
        return int(numbers[0]), int(last) + 1
    nearest = int(_side(words, side).best[start])
    return (nearest, nearest + 1) if nearest >= 0 else None


def _side(words: WordAlignment, side: int) -> SideWords:
    return words.source if side == 0 else words.target


def _flag(pair: TextPair, source: tuple[int, int], target: tuple[int, int], wrong: float) -> Flag:
    spans = [_span(pair, side, words) for side, words in enumerate((source, target))]
    quotes = [_quoted(text[slice(*span)]) for text, span in zip(pair.texts, spans, strict=True)]
    reading, words = pair.reading, pair.words
    other, whole, says = 0.0, 0.0, False
    if reading is not None and words is not None:
        ranges = (source, target)
        other = min(float(reading.sides[side].lacking[slice(*ranges[side])].max()) for side in (0, 1))
        whole = reading.wrong
        says = any(
            float(_side(words, side).information[slice(*ranges[side])].max()) >= CONTENT_WORD for side in (0, 1)
        )
    return finding(
        "meaning",
        "major" if says else "minor",
        meaning_probability(wrong, other, whole),
        spans[0],
        spans[1],
        f'"{quotes[1]}" {IN_TRANSLATION} means something else than "{quotes[0]}" {IN_SOURCE}',
        Evidence(RULE, quotes[0], quotes[1]),
    )


def _span(pair: TextPair, side: int, words: tuple[int, int]) -> Span:
    spans = _side(pair.words, side).spans if pair.words is not None else np.zeros((0, 2), np.int32)
    return int(spans[words[0], 0]), int(spans[words[1] - 1, 1])


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 2].rsplit(' ', 1)[0]} …"
