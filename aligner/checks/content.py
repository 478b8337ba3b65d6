"""Finds what a translation leaves out or adds within a segment, and translations that say something else altogether.

Boosted trees judge the segment by what is missing, word by word; `tools.fit_flags` has fitted them. Others, fitted by
`tools.fit_phrases`, judge each run of such words, whether it was left out or is said in other words.
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
from aligner.checks.counted_words import CountedWords
from aligner.checks.doubled import PROBABILITY as DOUBLED
from aligner.checks.doubled import doubled_words
from aligner.checks.flag import Evidence, Flag, Severity
from aligner.checks.pair import Span, TextPair, finding
from aligner.checks.phrase_features import PHRASE_COLUMNS, SegmentLogits, phrase_features
from aligner.checks.phrases import RULE, Phrase, Weighed, evidence_of, phrases_of, severity_of, span_of, weighed
from aligner.checks.places import touch
from aligner.checks.shared import FILLER, without
from aligner.checks.wording import NOT_IN_SOURCE, NOT_TRANSLATED, quotation
from aligner.words.columns import read_weights
from aligner.words.missing import missing_words
from aligner.words.trees import Trees, probability
from aligner.words.word_row import WordRow

LEAST_PROBABILITY: Final = 0.25
"""Weaker findings are not reported: as much as `--sensitivity high` shows."""
SURELY_DETACHED: Final = 0.5
"""From here on the two sides are taken to say different things, and single phrases are not listed: more probable
than not."""
LEAST_LACKING: Final = 0.15
"""Sides that lack something less probably are not searched for phrases. Measured: hardly any that is shown is there."""
NO_WORDS: Final = 0.9
"""Probability that something is missing where one side has several words and the other none: chosen by hand."""
_QUOTED: Final = 90
_SEVERAL: Final = 2
_LEAST_PART: Final = 4
"""Characters of a part of a compound, at least: chosen by hand."""
_FEW: Final = 4
"""Words that count, at most, with which an abbreviation is written out."""


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
class _SegmentHeads:
    """The fitted weights for segments. Calibrations are slope and intercept of logits."""

    segment: Trees
    detached: Trees
    omission_calibration: NDArray[np.float64]
    addition_calibration: NDArray[np.float64]
    detached_calibration: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _PhraseHead:
    """The fitted weights for phrases; calibrations are those of phrases of the source, and of the target."""

    trees: Trees
    calibrations: tuple[NDArray[np.float64], NDArray[np.float64]]


def segment_logits(features: NDArray[np.float32]) -> SegmentLogits:
    """Return what the heads say of segments, which `segment_features` describes."""
    heads = _segment_heads()
    return SegmentLogits(heads.segment.logits(features), heads.detached.logits(features))


@cache
def _segment_heads() -> _SegmentHeads:
    arrays = read_weights(files(__package__).joinpath("weights", "content.npz"), SEGMENT_COLUMNS)
    return _SegmentHeads(
        Trees.of(arrays, "segment"),
        Trees.of(arrays, "detached"),
        arrays["omission_calibration"],
        arrays["addition_calibration"],
        arrays["detached_calibration"],
    )


@cache
def _phrase_head() -> _PhraseHead:
    arrays = read_weights(files(__package__).joinpath("weights", "phrases.npz"), PHRASE_COLUMNS)
    return _PhraseHead(Trees.of(arrays, "phrase"), (arrays["omission_calibration"], arrays["addition_calibration"]))


def _has_words(pair: TextPair) -> bool:
    return pair.words is not None and len(pair.words.source.spans) > 0 and len(pair.words.target.spans) > 0


def _of_wordless(pair: TextPair) -> Content:
    """Judge a pair that has no words on one side at least: what the other says is all missing."""
    nothing = Content(0.0, 0.0, 0.0, ())
    if pair.words is None or _has_words(pair):
        return nothing
    for number, words in enumerate((pair.words.source, pair.words.target)):
        counted = CountedWords(pair, number)
        said = words.spans[words.information >= CONTENT_WORD].tolist()
        if sum(counted.counts((start, end)) for start, end in said) >= _SEVERAL:
            span = int(words.spans[0, 0]), int(words.spans[-1, 1])
            evidence = Evidence(RULE, quotation(pair.texts[number], _QUOTED))
            flag = _missing_flag(number, pair.texts[number], span, "major", NO_WORDS, evidence)
            return Content(NO_WORDS * (1 - number), NO_WORDS * number, 0.0, (flag,))
    return nothing


def _judged(pairs: Sequence[TextPair]) -> Iterator[Content]:
    heads, row, count = _segment_heads(), WordRow.of(pairs), len(pairs)
    missing = missing_words(row)
    segments = segment_logits(segment_features(row, missing))
    missing = _without_unseen(row, pairs, missing)
    logits, apart = segments.lacking, segments.detached
    lacking = [
        _calibrated(logits[:count], heads.omission_calibration),
        _calibrated(logits[count:], heads.addition_calibration),
    ]
    detached = _calibrated((apart[:count] + apart[count:]) / 2, heads.detached_calibration)
    in_doubt = np.concatenate(lacking) >= LEAST_LACKING
    in_doubt &= np.tile(detached < SURELY_DETACHED, 2)
    phrases = _missing_phrases(pairs, row, missing, segments, in_doubt)
    for number, pair in enumerate(pairs):
        omission, addition = (float(side[number]) for side in lacking)
        doubled = list(_doubled_flags(pair))
        rest = [flag for flag in phrases.get(number, ()) if not any(touch(flag, other) for other in doubled)]
        flags = (*_detached_flags(pair, row, number, float(detached[number])), *rest, *doubled)
        yield Content(omission, addition, float(detached[number]), flags)


def _without_unseen(row: WordRow, pairs: Sequence[TextPair], missing: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the word head says of words (w,), 0 for those in markup that no reader sees."""
    seen = missing.copy()
    for number, pair in enumerate(pairs):
        for side, words in enumerate((pair.words.source, pair.words.target) if pair.words else ()):
            if pair.unseen[side]:
                shown = without(pair.texts[side], pair.unseen[side])
                start = int(row.starts[number + side * len(pairs)])
                hidden = [
                    start + at for at, (begin, end) in enumerate(words.spans.tolist()) if FILLER in shown[begin:end]
                ]
                seen[hidden] = 0.0
    return seen


def _missing_phrases(
    pairs: Sequence[TextPair],
    row: WordRow,
    missing: NDArray[np.float64],
    segments: SegmentLogits,
    in_doubt: NDArray[np.bool_],
) -> dict[int, list[Flag]]:
    """Return the flags for phrases that are left out or added, by the number of the pair, sources first.

    Only the sides of the row that are `in_doubt` (2n,) are looked at.
    """
    head, count = _phrase_head(), len(pairs)
    phrases = [phrase for phrase in phrases_of(row, pairs, missing) if in_doubt[phrase.side]]
    if not phrases:
        return {}
    texts = weighed(row, pairs, phrases)
    phrases = [phrase for phrase in phrases if np.any(texts.counted[phrase.words])]
    if not phrases:
        return {}
    logits = head.trees.logits(phrase_features(row, missing, texts, segments, phrases))
    found: dict[int, list[Flag]] = {}
    for phrase, logit in zip(phrases, logits, strict=True):
        side, number = divmod(phrase.side, count)
        pair = pairs[number]
        certain = float(_calibrated(logit, head.calibrations[side]))
        span = span_of(row, pairs, phrase)
        if certain >= LEAST_PROBABILITY and not _is_elsewhere(CountedWords(pair, side), row, pairs, phrase, texts):
            evidence = evidence_of(row, pairs, phrase, texts)
            severity = severity_of(row, pairs, phrase, texts)
            found.setdefault(number, []).append(
                _missing_flag(side, pair.texts[side], span, severity, certain, evidence)
            )
    return found


def _calibrated(logits: NDArray[np.float64], line: NDArray[np.float64]) -> NDArray[np.float64]:
    return probability(line[0] * logits + line[1])


def _is_elsewhere(words: CountedWords, row: WordRow, pairs: Sequence[TextPair], phrase: Phrase, texts: Weighed) -> bool:
    """Tell whether a phrase is in the neighbour, explains a name, or is a noun for which a pronoun stands."""
    counted = (np.flatnonzero(texts.counted[phrase.words]) + phrase.first).tolist()
    span = span_of(row, pairs, phrase)
    if words.has_moved(span) or (len(counted) <= _FEW and words.is_explained(span, len(counted) > 1)):
        return True
    if (
        0 < len(counted) <= _SEVERAL
        and counted[-1] - counted[0] < len(counted)
        and _is_in_compound(row, pairs, counted)
    ):
        return True
    return len(counted) == 1 and words.is_taken_up(span_of(row, pairs, Phrase(phrase.side, counted[0], counted[0])))


def _is_in_compound(row: WordRow, pairs: Sequence[TextPair], counted: Sequence[int]) -> bool:
    """Tell whether the word next to `counted` ones is in a German compound that has room for them: `Geldmenge`.

    Or whether the words on both sides of them are in the same compound.
    """
    side = int(row.side[counted[0]])
    pair, number = pairs[side % len(pairs)], side // len(pairs)
    if pair.words is None or pair.languages[1 - number] != "de":
        return False
    own, other = (pair.words.source, pair.words.target) if number == 0 else (pair.words.target, pair.words.source)
    start, partner = int(row.starts[side]), int(row.starts[int(row.partner[side])])
    near: list[set[int]] = []
    for word in (counted[0] - 1, counted[-1] + 1):
        here = start <= word < int(row.starts[side + 1])
        near.append(set(row.links[row.links[:, 0] == word, 1].tolist()) if here else set())
    if near[0] & near[1]:
        return True
    size = sum(end - begin for begin, end in own.spans[[word - start for word in counted]].tolist())
    for found in near[0] | near[1]:
        begin, end = other.spans[found - partner].tolist()
        linked = row.links[row.links[:, 0] == found, 1] - start
        taken = sum(stop - first for first, stop in own.spans[linked].tolist())
        compound = pair.texts[1 - number][begin:end]
        if compound[:1].isupper() and end - begin - taken >= max(_LEAST_PART, size / 2):
            return True
    return False


def _detached_flags(pair: TextPair, row: WordRow, number: int, detached: float) -> Iterator[Flag]:
    if detached < LEAST_PROBABILITY or pair.words is None:
        return
    source, target = (
        (int(words.spans[0, 0]), int(words.spans[-1, 1])) for words in (pair.words.source, pair.words.target)
    )
    alike = float(np.mean(row.similarity[row.starts[number] : row.starts[number + 1]]))
    evidence = Evidence(
        "nothing in common", quotation(pair.source, _QUOTED), quotation(pair.target, _QUOTED), round(alike, 3)
    )
    yield finding("meaning", "major", detached, source, target, "The translation says something else.", evidence)


def _doubled_flags(pair: TextPair) -> Iterator[Flag]:
    for span in doubled_words(pair):
        words = quotation(pair.target[slice(*span)], _QUOTED)
        yield _missing_flag(1, pair.target, span, "minor", DOUBLED, Evidence("doubled word", words, words, 1.0))


def _missing_flag(number: int, text: str, span: Span, severity: Severity, certain: float, evidence: Evidence) -> Flag:
    """Make the flag for what side `number` (0 source, 1 target) says and the other does not."""
    words = quotation(text[slice(*span)], _QUOTED)
    if number == 0:
        return finding("omission:phrase", severity, certain, span, None, f'{NOT_TRANSLATED}: "{words}"', evidence)
    return finding("addition:phrase", severity, certain, None, span, f'{NOT_IN_SOURCE}: "{words}"', evidence)
