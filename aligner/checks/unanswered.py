"""Words that the other side says nothing of: what the reader of both sides says, made into findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING, Final

import numpy as np

from aligner.checks.content_features import CONTENT_WORD
from aligner.checks.flag import Evidence, Flag
from aligner.checks.meaning import LEAST_SHOWN, RULE
from aligner.checks.pair import MOST_FLAGS, TextPair, finding
from aligner.checks.places import touch
from aligner.checks.reader_weights import logit, unanswered_probability
from aligner.checks.reader_words import runs, unshared
from aligner.checks.wording import NOT_IN_SOURCE, NOT_TRANSLATED, quotation

if TYPE_CHECKING:
    from aligner.words.alignment import SideWords

NAMES: Final = ("omission:phrase", "addition:phrase")
_QUOTED: Final = 90
_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Words of a side (a range) that are read as without counterpart, and what is read and known of them."""

    side: int
    words: tuple[int, int]
    greatest: float
    mean: float
    revised: float
    whole: float
    similarity: float
    information: float

    def inputs(self, pair: TextPair) -> list[float]:
        """Return what the probability of a finding is reckoned from."""
        count = 0 if pair.words is None else len(pair.words.source.spans) + len(pair.words.target.spans)
        return [
            logit(self.greatest),
            logit(self.mean),
            logit(self.whole),
            logit(self.revised),
            self.similarity,
            log1p(self.information),
            log1p(count),
        ]


def unanswered_flags(pair: TextPair) -> list[Flag]:
    """Flag words that were left out or added."""
    flags = [_flag(pair, words) for words in unanswered_words(pair)]
    found = sorted(flags, key=lambda flag: -(flag.probability or 0.0))
    return [flag for flag in found if (flag.probability or 0.0) >= LEAST_SHOWN][:MOST_FLAGS]


def unanswered_words(pair: TextPair) -> list[Unanswered]:
    """Return what may be a finding: phrases with a content word that are read as without counterpart."""
    if pair.reading is None or pair.words is None:
        return []
    found = []
    for side, words in enumerate((pair.words.source, pair.words.target)):
        said = unshared(pair, side, pair.reading.sides[side].missing)
        revised = pair.reading.sides[side].revised
        whole = pair.reading.omission if side == 0 else pair.reading.addition
        found += [
            _unanswered(words, side, run, said[slice(*run)].tolist(), (float(revised[slice(*run)].max()), whole))
            for run in runs(said)
        ]
    return [phrase for phrase in found if phrase.information >= CONTENT_WORD]


def without_weaker(flags: Sequence[Flag]) -> list[Flag]:
    """Leave out omissions and additions of which another, of the same words in part, is more probable."""
    return [
        flag
        for number, flag in enumerate(flags)
        if flag.name not in NAMES
        or not any(
            other.name == flag.name and touch(flag, other) and _rank(other, at) > _rank(flag, number)
            for at, other in enumerate(flags)
        )
    ]


def _rank(flag: Flag, place: int) -> tuple[float, int]:
    return flag.probability or 0.0, -place


def _unanswered(
    words: SideWords, side: int, run: tuple[int, int], said: Sequence[float], else_said: tuple[float, float]
) -> Unanswered:
    own = slice(*run)
    information = words.information[own]
    return Unanswered(
        side,
        run,
        max(said),
        float(np.mean(said)),
        *else_said,
        float(words.similarity[own].max()),
        float(np.rint(information.astype(np.float64) * 1024).sum() / 1024),
    )


def _flag(pair: TextPair, found: Unanswered) -> Flag:
    words = (pair.words.source, pair.words.target)[found.side] if pair.words is not None else None
    spans = words.spans if words is not None else np.zeros((0, 2), np.int32)
    span = int(spans[found.words[0], 0]), int(spans[found.words[1] - 1, 1])
    text = quotation(pair.texts[found.side][slice(*span)], _QUOTED)
    several = words is not None and int(np.sum(words.information[slice(*found.words)] >= CONTENT_WORD)) >= _SEVERAL
    return finding(
        NAMES[found.side],
        "major" if several else "minor",
        round(unanswered_probability(found.inputs(pair)), 6),
        span if found.side == 0 else None,
        span if found.side == 1 else None,
        f'{NOT_TRANSLATED if found.side == 0 else NOT_IN_SOURCE}: "{text}"',
        Evidence(RULE, text, "", found.similarity),
    )
