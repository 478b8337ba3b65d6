"""Describes runs of words without counterpart by numbers that tell whether they were left out or said otherwise.

`tools.fit_phrases` fits on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.checks.content_features import CONTENT_WORD
from aligner.checks.phrases import WORD_PROBABILITY, Phrase, Weighed
from aligner.words.columns import stacked
from aligner.words.word_row import SHAPE, Floats, Integers, WordRow, sums_between

_NEAR: Final = 4
"""Words around a phrase and around its place on the other side whose surplus counts: chosen by hand."""

PHRASE_COLUMNS: Final = (
    "words",
    "content words",
    "information",
    "counted words",
    "counted information",
    "repeated share",
    "expected loss",
    "share of the information",
    "share of the expected loss",
    "greatest probability",
    "least probability",
    "mean probability",
    "greatest similarity",
    "similarity",
    "similarity less the mean",
    "null",
    "unlinked share",
    "similarity of the greatest word",
    "information of the greatest word",
    "characters of the greatest word",
    "margin over the nearest",
    "nearest is linked elsewhere",
    "capitals",
    "digits",
    "mark before",
    "mark after",
    "words before",
    "words after",
    "words of the gap",
    "unlinked information of the gap",
    "expected loss of the gap",
    "null information of the gap",
    "surplus of the gap",
    "greatest surplus of the gap",
    "greatest surplus there",
    "similarity of the word before",
    "similarity of the word after",
    "expected loss there",
    "greatest loss there",
    "unlinked information there",
    "null information there",
    "expected loss here",
    "log ratio of information",
    "log ratio of characters",
    "log words here",
    "log words there",
    "mean similarity here",
    "mean similarity there",
    "lacking here",
    "lacking there",
    "detached",
    "German",
)
"""What `phrase_features` says of a phrase, in the order of the weights. *Here* is the phrase's own side."""


@dataclass(frozen=True, slots=True)
class SegmentLogits:
    """What the segment heads say, (2n,) each: that the side lacks a counterpart of something, that all of it does."""

    lacking: Floats
    detached: Floats


def phrase_features(
    row: WordRow, missing: Floats, texts: Weighed, segments: SegmentLogits, phrases: Sequence[Phrase]
) -> NDArray[np.float32]:
    """Return (p, f) the `PHRASE_COLUMNS` of phrases.

    `missing` (w,) is what the word head says.
    """
    first = np.array([phrase.first for phrase in phrases], np.int64)
    end = np.array([phrase.last + 1 for phrase in phrases], np.int64)
    ours = np.array([phrase.side for phrase in phrases], np.int64)
    theirs = row.partner[ours]
    low, high = _gaps(row, first, end, ours)
    information = row.information
    loss, unlinked, null = missing * information, row.unlinked * information, row.null * information
    content = information >= CONTENT_WORD
    surplus = _surplus(row)
    count = (end - first).astype(np.float64)
    sizes = np.diff(row.starts).astype(np.float64)
    whole, lost = np.maximum(row.total(information), 1.0), row.total(loss)
    said = np.maximum(sums_between(information, first, end), 1e-3)
    mean = row.total(row.similarity) / sizes
    similarity = sums_between(row.similarity * information, first, end) / said
    known = row.best >= 0
    best = np.maximum(row.best, 0)
    taken = known & (row.unlinked[best] == 0) & (row.similarity[best] > row.similarity)
    margin = np.where(known, row.similarity - row.similarity[best], 0.0)
    greatest = first + np.array([np.argmax(information[phrase.words]) for phrase in phrases], np.int64)
    before, after = np.maximum(first - 1, row.starts[ours]), np.minimum(end, row.starts[ours + 1] - 1)
    shape = {name: row.shape[:, number] for number, name in enumerate(SHAPE)}
    columns = {
        "words": count,
        "content words": sums_between(content.astype(np.float64), first, end),
        "information": said,
        "counted words": sums_between(texts.counted, first, end),
        "counted information": sums_between(texts.counted * information, first, end),
        "repeated share": sums_between(texts.repeated * information, first, end) / said,
        "expected loss": sums_between(loss, first, end),
        "share of the information": said / whole[ours],
        "share of the expected loss": sums_between(loss, first, end) / np.maximum(lost[ours], 1e-3),
        "greatest probability": _greatest(missing, first, end),
        "least probability": -_greatest(-missing, first, end),
        "mean probability": sums_between(loss, first, end) / said,
        "greatest similarity": _greatest(np.where(content, row.similarity, -1.0), first, end),
        "similarity": similarity,
        "similarity less the mean": similarity - mean[ours],
        "null": sums_between(null, first, end) / said,
        "unlinked share": sums_between(unlinked, first, end) / said,
        "similarity of the greatest word": row.similarity[greatest],
        "information of the greatest word": information[greatest],
        "characters of the greatest word": shape["characters"][greatest],
        "margin over the nearest": _greatest(np.where(content, margin, -2.0), first, end),
        "nearest is linked elsewhere": sums_between(taken * information, first, end) / said,
        "capitals": sums_between(shape["capital"], first, end) / count,
        "digits": sums_between(shape["digit"], first, end) / count,
        "mark before": shape["mark before"][first],
        "mark after": shape["mark after"][end - 1],
        "words before": np.minimum(first - row.starts[ours], 12),
        "words after": np.minimum(row.starts[ours + 1] - end, 12),
        "words of the gap": (high - low).astype(np.float64),
        "unlinked information of the gap": sums_between(unlinked, low, high),
        "expected loss of the gap": sums_between(loss, low, high),
        "null information of the gap": sums_between(null, low, high),
        "surplus of the gap": sums_between(surplus, low, high),
        "greatest surplus of the gap": _greatest(surplus, low, high),
        "greatest surplus there": row.greatest(surplus)[theirs],
        "similarity of the word before": np.where(first > row.starts[ours], row.similarity[before], -1.0),
        "similarity of the word after": np.where(end < row.starts[ours + 1], row.similarity[after], -1.0),
        "expected loss there": lost[theirs],
        "greatest loss there": row.greatest(row.runs(missing >= WORD_PROBABILITY, loss))[theirs],
        "unlinked information there": row.total(unlinked)[theirs],
        "null information there": row.total(null)[theirs],
        "expected loss here": lost[ours],
        "log ratio of information": np.log(whole[ours] / whole[theirs]),
        "log ratio of characters": np.log(np.maximum(row.characters[ours], 1) / np.maximum(row.characters[theirs], 1)),
        "log words here": np.log(sizes[ours]),
        "log words there": np.log(sizes[theirs]),
        "mean similarity here": mean[ours],
        "mean similarity there": mean[theirs],
        "lacking here": segments.lacking[ours],
        "lacking there": segments.lacking[theirs],
        "detached": (segments.detached[ours] + segments.detached[theirs]) / 2,
        "German": row.shape[row.starts[ours], SHAPE.index("German")],
    }
    return stacked(columns, PHRASE_COLUMNS)


def _greatest(values: Floats, first: Integers, end: Integers) -> Floats:
    """Return the greatest value of each range, 0 for an empty one."""
    found = [np.max(values[start:stop]) if stop > start else 0.0 for start, stop in zip(first, end, strict=True)]
    return np.array(found, np.float64)


def _surplus(row: WordRow) -> Floats:
    """Return (w,) how much more each linked word says than the words that it is linked with: compounds do."""
    linked = np.bincount(row.links[:, 0], weights=row.information[row.links[:, 1]], minlength=len(row.side))
    return np.where(row.unlinked > 0, row.information, np.maximum(row.information - linked, 0.0))


def _gaps(row: WordRow, first: Integers, end: Integers, ours: Integers) -> tuple[Integers, Integers]:
    """Return the ranges of the other side where phrases would stand: around the counterparts of their neighbours."""
    counterpart = np.full(len(row.side), -1, np.int64)
    order = np.argsort(row.share, kind="stable")
    counterpart[row.links[order, 0]] = row.links[order, 1]
    theirs = row.partner[ours]
    low, high = row.starts[theirs].copy(), row.starts[theirs + 1].copy()
    for number in range(len(first)):
        near = [
            *counterpart[max(row.starts[ours[number]], first[number] - _NEAR) : first[number]][::-1].tolist(),
        ]
        far = counterpart[end[number] : min(row.starts[ours[number] + 1], end[number] + _NEAR)].tolist()
        left = next((place for place in near if place >= 0), None)
        right = next((place for place in far if place >= 0), None)
        ends = [place for place in (left, right) if place is not None]
        if len(ends) == 2:
            low[number], high[number] = min(ends), max(ends) + 1
        elif left is not None:
            low[number], high[number] = left, min(left + _NEAR, high[number])
        elif right is not None:
            low[number], high[number] = max(right - _NEAR + 1, low[number]), right + 1
    return low, high
