"""Words that are translated by something else: what the reader of both sides says, made into findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING, Final

import numpy as np

from aligner.checks.content_features import CONTENT_WORD
from aligner.checks.flag import Evidence, Flag, Severity
from aligner.checks.pair import MOST_FLAGS, Span, TextPair, finding
from aligner.checks.places import touch
from aligner.checks.reader_weights import logit, meaning_probability
from aligner.checks.reader_words import runs, unshared
from aligner.checks.wording import IN_SOURCE, IN_TRANSLATION, quotation

if TYPE_CHECKING:
    from aligner.reader.reading import Reading
    from aligner.words.alignment import SideWords, WordAlignment

RULE: Final = "reader"
"""What the evidence of the reader's findings calls its rule."""
LEAST_SHOWN: Final = 0.25
"""Weaker findings are not reported: as much as `--sensitivity high` shows."""
FARTHEST_LINK: Final = 2
USUALLY_SHOWN: Final = 0.5
_QUOTED: Final = 60


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words of a side (a range) that are read as wrongly translated, and the greatest probability of one."""

    words: tuple[int, int]
    wrong: float


@dataclass(frozen=True, slots=True)
class Opposed:
    """Words of source and target (ranges) that stand for each other and mean something else, and what is read there.

    `wrong` is the reader's word on the words that it takes for wrong, `other` on the side of which it is less certain,
    `revised` on whether they would be corrected, on the side where that is more certain; `whole` on the pair.
    `similarity` is that of the words, `says` tells whether there is a content word among them.
    """

    words: tuple[tuple[int, int], tuple[int, int]]
    wrong: float
    other: float
    revised: float
    whole: float
    similarity: float
    says: bool

    def inputs(self, pair: TextPair) -> list[float]:
        """Return what the probability of a finding is reckoned from."""
        count = 0 if pair.words is None else len(pair.words.source.spans) + len(pair.words.target.spans)
        return [
            logit(self.wrong),
            logit(self.other),
            logit(self.whole),
            logit(self.revised),
            self.similarity,
            float(self.says),
            log1p(count),
        ]


def meaning_flags(pair: TextPair) -> list[Flag]:
    """Flag words that the other side says something else for, with the words that stand there instead."""
    flags = [_flag(pair, opposed) for opposed in opposed_words(pair)]
    found = sorted(flags, key=lambda flag: -(flag.probability or 0.0))
    return [flag for flag in found if (flag.probability or 0.0) >= LEAST_SHOWN][:MOST_FLAGS]


def opposed_words(pair: TextPair) -> list[Opposed]:
    """Return what may be a finding: words that are read as wrong, and what stands for them on the other side.

    Each phrase of the target is one, and each of the source that none of these answers to.
    """
    if pair.reading is None or pair.words is None:
        return []
    phrases = [_phrases(pair, side) for side in (0, 1)]
    answered: set[int] = set()
    found: list[Opposed] = []
    for phrase in phrases[1]:
        others = _counterparts(pair.words, 1, phrase)
        for number, other in enumerate(phrases[0]):
            if others and other.words[0] < others[1] and others[0] < other.words[1]:
                answered.add(number)
                others = min(others[0], other.words[0]), max(others[1], other.words[1])
        if others is not None:
            found.append(_opposed(pair.words, pair.reading, (others, phrase.words), phrase.wrong))
    for number, phrase in enumerate(phrases[0]):
        others = _counterparts(pair.words, 0, phrase)
        if number not in answered and others is not None:
            found.append(_opposed(pair.words, pair.reading, (phrase.words, others), phrase.wrong))
    return [opposed for opposed in found if not _is_name(pair, opposed)]


def without_said(flags: Sequence[Flag]) -> list[Flag]:
    """Leave out what the reader finds where a rule or the heads, as sure as it, say what is wrong with the words."""
    others = [flag for flag in flags if not is_of_reader(flag) and (flag.source_span or flag.target_span)]
    return [
        flag
        for flag in flags
        if not is_of_reader(flag) or not any(touch(flag, other) and _is_as_sure(other, flag) for other in others)
    ]


def is_of_reader(flag: Flag) -> bool:
    """Tell whether a finding is the reader's own."""
    return flag.evidence is not None and flag.evidence.rule == RULE


def _is_name(pair: TextPair, opposed: Opposed) -> bool:
    """Tell whether the English words are a name, by their capitals: the check of names knows these better."""
    side = pair.languages.index("en") if "en" in pair.languages else 0
    start, end = opposed.words[side]
    if pair.words is None or start == 0:
        return False
    text = pair.texts[side]
    return all(text[first].isupper() for first in _side(pair.words, side).spans[start:end, 0].tolist())


def _is_as_sure(other: Flag, flag: Flag) -> bool:
    return (other.probability or 0.0) >= min(flag.probability or 0.0, USUALLY_SHOWN)


def _phrases(pair: TextPair, side: int) -> list[_Phrase]:
    if pair.reading is None:
        return []
    wrong = unshared(pair, side, pair.reading.sides[side].wrong)
    return [_Phrase((start, end), float(wrong[start:end].max())) for start, end in runs(wrong)]


def _counterparts(words: WordAlignment, side: int, phrase: _Phrase) -> tuple[int, int] | None:
    """Return the range of words of the other side that a phrase is linked with; else what is most like one of it."""
    start, end = phrase.words
    own = words.links[:, side]
    linked = words.links[(own >= start) & (own < end), 1 - side]
    if len(linked):
        # Links far from each other are of several words: those next to the first are meant.
        numbers = np.unique(linked)
        gaps = np.flatnonzero(np.diff(numbers) > FARTHEST_LINK)
        last = numbers[gaps[0]] if len(gaps) else numbers[-1]
        return int(numbers[0]), int(last) + 1
    nearest = int(_side(words, side).best[start])
    return (nearest, nearest + 1) if nearest >= 0 else None


def _side(words: WordAlignment, side: int) -> SideWords:
    return words.source if side == 0 else words.target


def _opposed(
    words: WordAlignment, reading: Reading, ranges: tuple[tuple[int, int], tuple[int, int]], wrong: float
) -> Opposed:
    return Opposed(
        ranges,
        wrong,
        min(float(side.lacking[slice(*own)].max()) for side, own in zip(reading.sides, ranges, strict=True)),
        max(float(side.revised[slice(*own)].max()) for side, own in zip(reading.sides, ranges, strict=True)),
        reading.wrong,
        min(float(_side(words, side).similarity[slice(*own)].max()) for side, own in enumerate(ranges)),
        any(
            float(_side(words, side).information[slice(*own)].max()) >= CONTENT_WORD for side, own in enumerate(ranges)
        ),
    )


def meaning_flag(
    pair: TextPair, spans: tuple[Span, Span], severity: Severity, probability: float, rule: str, similarity: float
) -> Flag:
    """Flag words of source and target (spans) that stand for each other and mean something else."""
    said, given = (quotation(text[slice(*span)], _QUOTED) for text, span in zip(pair.texts, spans, strict=True))
    message = f'"{given}" {IN_TRANSLATION} means something else than "{said}" {IN_SOURCE}'
    return finding("meaning", severity, probability, *spans, message, Evidence(rule, said, given, similarity))


def _flag(pair: TextPair, opposed: Opposed) -> Flag:
    spans = _span(pair, 0, opposed.words[0]), _span(pair, 1, opposed.words[1])
    probability = round(meaning_probability(opposed.inputs(pair)), 6)
    return meaning_flag(pair, spans, "major" if opposed.says else "minor", probability, RULE, opposed.similarity)


def _span(pair: TextPair, side: int, words: tuple[int, int]) -> Span:
    spans = _side(pair.words, side).spans if pair.words is not None else np.zeros((0, 2), np.int32)
    return int(spans[words[0], 0]), int(spans[words[1] - 1, 1])
