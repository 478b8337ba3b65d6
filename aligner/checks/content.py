"""Finds what a translation leaves out or adds within a segment, and translations that say something else altogether.

Boosted trees judge the segment by what is missing, word by word; `tools.fit_flags` has fitted them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.checks.content_features import CONTENT_WORD, SEGMENT_COLUMNS, segment_features
from aligner.checks.flag import Flag, Severity
from aligner.checks.pair import Span, TextPair, finding
from aligner.checks.wording import NOT_IN_SOURCE, NOT_TRANSLATED
from aligner.words.columns import read_weights
from aligner.words.missing import missing_words
from aligner.words.trees import Trees, probability
from aligner.words.word_row import WordRow

LEAST_PROBABILITY: Final = 0.25
"""Weaker findings are not reported: as much as `--sensitivity high` shows."""
SURELY_DETACHED: Final = 0.5
"""From here on the two sides are taken to say different things, and single phrases are not listed: more probable
than not."""
WORD_PROBABILITY: Final = 0.4
"""Of a word without counterpart: in the middle of what the first trial of the head had (.35 to .45)."""
GAP_WORDS: Final = 2
"""So many words at most are bridged between two that lack a counterpart, where no mark is: chosen by hand."""
GAP_PROBABILITY: Final = 0.1
"""Of each of them that it lacks one, at least: chosen by hand."""
NO_WORDS: Final = 0.9
"""Probability that something is missing where one side has several words and the other none: chosen by hand."""
_QUOTED: Final = 90
_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Content:
    """What the fitted heads say of a pair: calibrated probabilities in 0..1, and flags.

    `omission`: the source says something that the target does not. `addition`: the reverse. `detached`: the two sides
    have nothing to do with each other.
    """

    omission: float
    addition: float
    detached: float
    flags: tuple[Flag, ...]


def content_of(pairs: Sequence[TextPair]) -> list[Content]:
    """Judge pairs by their word alignments; one without has zeros and no flags.

    The result for a pair does not depend on the others.
    """
    found = [_of_wordless(pair) for pair in pairs]
    places = [place for place, pair in enumerate(pairs) if _has_words(pair)]
    if places:
        for place, content in zip(places, _judged([pairs[place] for place in places]), strict=True):
            found[place] = content
    return found


@dataclass(frozen=True, slots=True)
class _Heads:
    """The fitted weights. Calibrations are slope and intercept of logits."""

    segment: Trees
    detached: Trees
    omission_calibration: NDArray[np.float64]
    addition_calibration: NDArray[np.float64]
    detached_calibration: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a pair: its text, the spans of its words, what they say and how probably each lacks a counterpart."""

    text: str
    spans: list[Span]
    information: NDArray[np.float64]
    missing: NDArray[np.float64]


@cache
def _heads() -> _Heads:
    arrays = read_weights(files(__package__).joinpath("weights", "content.npz"), SEGMENT_COLUMNS)
    return _Heads(
        Trees.of(arrays, "segment"),
        Trees.of(arrays, "detached"),
        arrays["omission_calibration"],
        arrays["addition_calibration"],
        arrays["detached_calibration"],
    )


def _has_words(pair: TextPair) -> bool:
    return pair.words is not None and len(pair.words.source.spans) > 0 and len(pair.words.target.spans) > 0


def _of_wordless(pair: TextPair) -> Content:
    """Judge a pair that has no words on one side at least: what the other says is all missing."""
    nothing = Content(0.0, 0.0, 0.0, ())
    if pair.words is None or _has_words(pair):
        return nothing
    for number, words in enumerate((pair.words.source, pair.words.target)):
        if int(np.sum(words.information >= CONTENT_WORD)) >= _SEVERAL:
            span = int(words.spans[0, 0]), int(words.spans[-1, 1])
            flag = _missing_flag(number, pair.texts[number], span, "major", NO_WORDS)
            return Content(NO_WORDS * (1 - number), NO_WORDS * number, 0.0, (flag,))
    return nothing


def _judged(pairs: Sequence[TextPair]) -> Iterator[Content]:
    heads, row, count = _heads(), WordRow.of(pairs), len(pairs)
    missing = missing_words(row)
    features = segment_features(row, missing)
    logits = heads.segment.logits(features)
    lacking = [
        _calibrated(logits[:count], heads.omission_calibration),
        _calibrated(logits[count:], heads.addition_calibration),
    ]
    apart = heads.detached.logits(features)
    detached = _calibrated((apart[:count] + apart[count:]) / 2, heads.detached_calibration)
    for number, pair in enumerate(pairs):
        sides = [_side(pair, row, missing, side, count * side + number) for side in (0, 1)]
        omission, addition = (float(side[number]) for side in lacking)
        flags = tuple(_flags(pair, sides, (omission, addition), float(detached[number])))
        yield Content(omission, addition, float(detached[number]), flags)


def _calibrated(logits: NDArray[np.float64], line: NDArray[np.float64]) -> NDArray[np.float64]:
    return probability(line[0] * logits + line[1])


def _side(pair: TextPair, row: WordRow, missing: NDArray[np.float64], side: int, number: int) -> _Side:
    words = slice(int(row.starts[number]), int(row.starts[number + 1]))
    alignment = pair.words
    spans = (alignment.source, alignment.target)[side].spans.tolist() if alignment else []
    return _Side(pair.texts[side], [(start, end) for start, end in spans], row.information[words], missing[words])


def _flags(pair: TextPair, sides: Sequence[_Side], lacking: tuple[float, float], detached: float) -> Iterator[Flag]:
    if detached >= LEAST_PROBABILITY:
        whole = [(side.spans[0][0], side.spans[-1][1]) for side in sides]
        yield finding("meaning", "major", detached, whole[0], whole[1], "The translation says something else.")
    if detached >= SURELY_DETACHED:
        return
    for number, side in enumerate(sides):
        for first, last, share in _phrases(side) if lacking[number] >= LEAST_PROBABILITY else ():
            span = side.spans[first][0], side.spans[last][1]
            several = int(np.sum(side.information[first : last + 1] >= CONTENT_WORD)) >= _SEVERAL
            certain = lacking[number] * share
            if certain >= LEAST_PROBABILITY:
                yield _missing_flag(number, side.text, span, "major" if several else "minor", certain)


def _missing_flag(number: int, text: str, span: Span, severity: Severity, certain: float) -> Flag:
    """Make the flag for what side `number` (0 source, 1 target) says and the other does not."""
    quoted = _quoted(text[slice(*span)])
    if number == 0:
        return finding("omission:phrase", severity, certain, span, None, f'{NOT_TRANSLATED}: "{quoted}"')
    return finding("addition:phrase", severity, certain, None, span, f'{NOT_IN_SOURCE}: "{quoted}"')


def _phrases(side: _Side) -> list[tuple[int, int, float]]:
    """Return the runs of words without counterpart: first word, last word, and weight by the surest of all runs."""
    runs: list[tuple[int, int]] = []
    for word in np.flatnonzero(side.missing >= WORD_PROBABILITY).tolist():
        if runs and _bridged(side, runs[-1][1], word):
            runs[-1] = runs[-1][0], word
        else:
            runs.append((word, word))
    weights = [float(np.sum((side.missing * side.information)[first : last + 1])) for first, last in runs]
    said = [float(np.sum(side.information[first : last + 1])) for first, last in runs]
    surest = [float(np.max(side.missing[first : last + 1])) for first, last in runs]
    return [
        (first, last, sure / max(surest))
        for (first, last), weight, much, sure in zip(runs, weights, said, surest, strict=True)
        if much >= CONTENT_WORD and weight >= CONTENT_WORD / 2
    ]


def _bridged(side: _Side, before: int, after: int) -> bool:
    """Tell whether what lies between two words belongs to the same phrase."""
    if after - before - 1 > GAP_WORDS or np.any(side.missing[before + 1 : after] < GAP_PROBABILITY):
        return False
    between = side.text[side.spans[before][1] : side.spans[after][0]]
    return after == before + 1 or not any(mark in between for mark in ".;:!?")


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 2].rsplit(' ', 1)[0]} …"
