"""Finds the runs of words in a segment that may have no counterpart, and weighs what is lost with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.checks.content_features import CONTENT_WORD
from aligner.checks.counted_words import CountedWords
from aligner.checks.flag import Evidence, Severity
from aligner.checks.pair import TextPair
from aligner.words.word_features import STOP_WORD
from aligner.words.word_row import SHAPE, Floats, WordRow

WORD_PROBABILITY: Final = 0.4
"""Of a word without counterpart: in the middle of what the first trial of the head had (.35 to .45)."""
GAP_WORDS: Final = 2
"""So many words at most are bridged between two that lack a counterpart, where no mark is: chosen by hand."""
GAP_PROBABILITY: Final = 0.1
"""Of each of them that it lacks one, at least: chosen by hand."""
_MARKS: Final = ".;:!?"
_DEMANDS: Final = re.compile(
    r"(?i)\b(?:must|never|not|shall|cannot|only|unless|without|except|forbidden|prohibited|mandatory|required"
    r"|muss|müssen|niemals|nie|nicht|darf|dürfen|nur|außer|ohne|verboten|untersagt|zwingend|kein(?:e[mnrs]?)?)\b"
)
_REMARK: Final = re.compile(
    r"(?i)\b(?:(?:worth|interesting|important|useful) (?:noting|mentioning|pointing out|to (?:note|mention|know))"
    r"|noteworthy that|(?:please|should be) note[d]? that|(?:zu erwähnen|anzumerken|bemerkenswert|erwähnenswert)\b)"
)
"""It introduces what is said; what it says itself is that this matters."""
_IN_BRACKETS: Final = re.compile(r"\([^()\n]{1,160}\)")
RULE: Final = "words without counterpart"
"""What the evidence of these findings calls it."""
_SEVERAL: Final = 2
"""Words that count, at least, of which a phrase is more than an adjective or adverb."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `first` to `last` of a row, all of the same side of the row."""

    side: int
    first: int
    last: int

    @property
    def words(self) -> slice:
        """The words' places in the row."""
        return slice(self.first, self.last + 1)


def phrases_of(row: WordRow, pairs: Sequence[TextPair], missing: Floats) -> list[Phrase]:
    """Return the runs of words of a row of `pairs` that probably lack a counterpart, by side and place.

    `missing` (w,) is what the word head says.
    """
    runs: list[Phrase] = []
    for word in np.flatnonzero(missing >= WORD_PROBABILITY).tolist():
        side = int(row.side[word])
        if runs and runs[-1].side == side and _is_bridged(row, pairs, missing, (runs[-1].last, word)):
            runs[-1] = Phrase(side, runs[-1].first, word)
        else:
            runs.append(Phrase(side, word, word))
    said = row.information
    return [
        run
        for run in runs
        if np.sum(said[run.words]) >= CONTENT_WORD
        and np.sum((missing * said)[run.words]) >= CONTENT_WORD / 2
        and np.max(said[run.words]) > STOP_WORD
    ]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the texts say of the words of phrases: each (w,) 1 or 0, and 0 for all other words of the row.

    `counted`: the word counts, see `CountedWords`. `repeated`: it stands on its side more than once.
    """

    counted: Floats
    repeated: Floats


def weighed(row: WordRow, pairs: Sequence[TextPair], phrases: Sequence[Phrase]) -> Weighed:
    """Look the words of phrases up in the texts."""
    found = Weighed(np.zeros(len(row.side)), np.zeros(len(row.side)))
    known: dict[int, CountedWords] = {}
    for phrase in phrases:
        side = known.get(phrase.side)
        if side is None:
            side = known[phrase.side] = CountedWords(pairs[phrase.side % len(pairs)], phrase.side // len(pairs))
        spans, start = _spans(pairs, phrase.side), int(row.starts[phrase.side])
        for word in range(phrase.first, phrase.last + 1):
            span = int(spans[word - start, 0]), int(spans[word - start, 1])
            found.counted[word] = side.counts(span)
            found.repeated[word] = found.counted[word] and side.is_repeated(span)
    return found


def span_of(row: WordRow, pairs: Sequence[TextPair], phrase: Phrase) -> tuple[int, int]:
    """Return where a phrase stands in the text of its side."""
    spans = _spans(pairs, phrase.side)
    start = int(row.starts[phrase.side])
    return int(spans[phrase.first - start, 0]), int(spans[phrase.last - start, 1])


def _spans(pairs: Sequence[TextPair], side: int) -> NDArray[np.int32]:
    words = pairs[side % len(pairs)].words
    if words is None:
        raise ValueError("a pair of a row has no words")
    return (words.source if side < len(pairs) else words.target).spans


def _is_bridged(row: WordRow, pairs: Sequence[TextPair], missing: Floats, ends: tuple[int, int]) -> bool:
    """Tell whether what lies between two words belongs to the same phrase."""
    before, after = ends
    if after - before - 1 > GAP_WORDS or np.any(missing[before + 1 : after] < GAP_PROBABILITY):
        return False
    if after == before + 1:
        return True
    side = int(row.side[before])
    spans, start = _spans(pairs, side), int(row.starts[side])
    text = pairs[side % len(pairs)].texts[side // len(pairs)]
    between = text[int(spans[before - start, 1]) : int(spans[after - start, 0])]
    return not any(mark in between for mark in _MARKS)


def severity_of(row: WordRow, pairs: Sequence[TextPair], phrase: Phrase, texts: Weighed) -> Severity:
    """Tell how much is lost with a phrase.

    Little with an adjective or adverb alone, or with a remark in brackets; much with what forbids or demands something.
    """
    text, (start, end) = pairs[phrase.side % len(pairs)].texts[phrase.side // len(pairs)], span_of(row, pairs, phrase)
    if _DEMANDS.search(text, start, end):
        return "major"
    if _REMARK.search(text, start, end) or any(
        match.start() < start and end < match.end() for match in _IN_BRACKETS.finditer(text)
    ):
        return "minor"
    counted = texts.counted[phrase.words] > 0
    telling = int(np.sum(counted & (row.information[phrase.words] >= CONTENT_WORD)))
    digits = row.shape[phrase.words, SHAPE.index("digit")]
    return "major" if telling >= _SEVERAL or np.any(counted & (digits > 0)) else "minor"


def evidence_of(row: WordRow, pairs: Sequence[TextPair], phrase: Phrase, texts: Weighed) -> Evidence:
    """Name what stands nearest to a phrase on the other side."""
    pair, side = pairs[phrase.side % len(pairs)], phrase.side // len(pairs)
    counted = np.flatnonzero(texts.counted[phrase.words]) + phrase.first
    nearest = sorted({int(best) for best in row.best[counted] if best >= 0})
    partner = int(row.partner[phrase.side])
    spans, start = _spans(pairs, partner), int(row.starts[partner])
    found = [pair.texts[1 - side][slice(*spans[word - start].tolist())] for word in nearest]
    alike = float(np.max(row.similarity[counted]))
    return Evidence(RULE, pair.texts[side][slice(*span_of(row, pairs, phrase))], " ".join(found), round(alike, 3))
