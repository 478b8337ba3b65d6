"""Links the words of a text with those of its translation, and tells which words have no counterpart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.words.text_words import TextWords
from aligner.words.transport import transport

Singles = NDArray[np.float32]
"""Single precision, as the model gives it; `Floats` elsewhere are of double precision."""
Indices = NDArray[np.int32]

TOKENS_PER_WINDOW = 1024
"""Longer texts are cut at the same shares of both sides; no link crosses a cut. Time and memory stay linear.
Chosen by hand."""
MUTUAL_SIMILARITY = 0.25
TRANSPORT_SHARE = 0.35
"""Both as in the first trial, measured on hand-aligned pairs of Europarl; what they reach: `docs/flags.md`."""


@dataclass(frozen=True, slots=True)
class SideWords:
    """What the alignment says of the n words of one side.

    `spans` (n, 2) int32 in characters; `information` (n,) in nats; `similarity` (n,) the greatest cosine with a word
    of the other side, 0 where there is none; `best` (n,) int32 that word, or -1; `null` (n,) in 0..1, the share of the
    word's information that optimal transport leaves without counterpart.
    """

    spans: Indices
    information: Singles
    similarity: Singles
    best: Indices
    null: Singles


@dataclass(frozen=True, slots=True)
class WordAlignment:
    """The words of both sides and the links between them.

    `links` (k, 2) int32 source and target word, ascending; `similarity` (k,) the cosine of each link's words;
    `share` (k,) in 0..1, the information transported along the link over the geometric mean of that of its words.
    """

    source: SideWords
    target: SideWords
    links: Indices
    similarity: Singles
    share: Singles


def align_words(source: TextWords, target: TextWords) -> WordAlignment:
    """Align the words of a text with those of its translation.

    Words are linked where their tokens are each other's nearest (Jalili Sabet et al. 2020, SimAlign) at a cosine above
    `MUTUAL_SIMILARITY`, or where optimal transport moves more than `TRANSPORT_SHARE` between them.
    """
    windows = [
        (source_range, target_range, _compare(_part(source, *source_range), _part(target, *target_range)))
        for source_range, target_range in _windows(source, target)
    ]
    links = [found.links + np.array([first[0], second[0]], np.int32) for first, second, found in windows]
    return WordAlignment(
        _side(source, [found.source for _, _, found in windows], [second[0] for _, second, _ in windows]),
        _side(target, [found.target for _, _, found in windows], [first[0] for first, _, _ in windows]),
        np.concatenate(links),
        np.concatenate([found.similarity for _, _, found in windows]),
        np.concatenate([found.share for _, _, found in windows]),
    )


@dataclass(frozen=True, slots=True)
class _Maxima:
    """Similarity, best word of the other side and null share of the words of one side in a window."""

    similarity: Singles
    best: Indices
    null: Singles


@dataclass(frozen=True, slots=True)
class _Compared:
    """What one window says; words are counted from its start."""

    source: _Maxima
    target: _Maxima
    links: Indices
    similarity: Singles
    share: Singles


def _compare(source: TextWords, target: TextWords) -> _Compared:
    tokens = source.vectors @ target.vectors.T
    similarity = word_similarity(tokens, source.ranges, target.ranges)
    plan = transport(similarity, source.information, target.information)
    linked = plan.share > TRANSPORT_SHARE
    first, second = _mutual(tokens, source.ranges, target.ranges)
    near = similarity[first, second] > MUTUAL_SIMILARITY
    linked[first[near], second[near]] = True
    links = np.argwhere(linked).astype(np.int32).reshape(-1, 2)
    return _Compared(
        _maxima(similarity, plan.source_null),
        _maxima(similarity.T, plan.target_null),
        links,
        similarity[links[:, 0], links[:, 1]],
        plan.share[links[:, 0], links[:, 1]],
    )


def word_similarity(tokens: Singles, source: Indices, target: Indices) -> Singles:
    """Return (n, k) the greatest cosine of a token of each source word with one of each target word.

    `tokens` (m, l) holds the cosines of tokens, `source` (n, 2) and `target` (k, 2) the ranges of the words' tokens. A
    word without tokens is at 0 from all others.
    """
    return _row_maxima(_row_maxima(tokens, source).T, target).T


def _row_maxima(matrix: Singles, ranges: Indices) -> Singles:
    """Return (n, l) the maxima of (m, l) over each range of rows, 0 for an empty range."""
    lengths = ranges[:, 1] - ranges[:, 0]
    filled = np.flatnonzero(lengths > 0)
    maxima = np.zeros((len(ranges), matrix.shape[1]), np.float32)
    if len(filled) and matrix.shape[1]:
        rows, _ = _members(ranges)
        starts = np.cumsum(lengths[filled]) - lengths[filled]
        maxima[filled] = np.maximum.reduceat(matrix[rows], starts, axis=0)
    return maxima


def _members(ranges: Indices) -> tuple[Indices, Indices]:
    """Return for every pair of a word and one of its tokens, in order, the token and the word."""
    lengths = ranges[:, 1] - ranges[:, 0]
    words = np.repeat(np.arange(len(ranges), dtype=np.int32), lengths)
    offsets = np.cumsum(lengths) - lengths
    tokens = np.arange(len(words), dtype=np.int32) - np.repeat(offsets, lengths) + np.repeat(ranges[:, 0], lengths)
    return tokens.astype(np.int32), words


def _mutual(tokens: Singles, source: Indices, target: Indices) -> tuple[Indices, Indices]:
    """Return the source and the target words of tokens that are each other's nearest.

    Punctuation takes part, so that it can draw a token away from a wrong word.
    """
    if tokens.size == 0:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    nearest = tokens.argmax(axis=1)
    mutual = np.flatnonzero(tokens.argmax(axis=0)[nearest] == np.arange(len(nearest)))
    first = _word_of_token(source, tokens.shape[0])[mutual]
    second = _word_of_token(target, tokens.shape[1])[nearest[mutual]]
    both = (first >= 0) & (second >= 0)
    return first[both], second[both]


def _word_of_token(ranges: Indices, count: int) -> Indices:
    words = np.full(count, -1, np.int32)
    tokens, owners = _members(ranges)
    words[tokens] = owners
    return words


def _maxima(similarity: Singles, null: Singles) -> _Maxima:
    if similarity.shape[1] == 0:
        size = len(similarity)
        return _Maxima(np.zeros(size, np.float32), np.full(size, -1, np.int32), null)
    best = similarity.argmax(axis=1).astype(np.int32)
    return _Maxima(similarity[np.arange(len(best)), best], best, null)


def _windows(source: TextWords, target: TextWords) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the ranges of words on both sides that are compared: all at once, unless the text is long."""
    longest = max(len(source.vectors), len(target.vectors))
    count = 1 if longest <= 2 * TOKENS_PER_WINDOW else -(-longest // TOKENS_PER_WINDOW)
    firsts, seconds = _cuts(source, count), _cuts(target, count)
    for at in range(count):
        yield (firsts[at], firsts[at + 1]), (seconds[at], seconds[at + 1])


def _cuts(words: TextWords, count: int) -> list[int]:
    """Return the `count + 1` word numbers that cut the text in `count` windows of about as many tokens."""
    borders = np.arange(1, count) * len(words.vectors) // count
    return [0, *np.searchsorted(words.ranges[:, 0], borders).tolist(), len(words)]


def _part(words: TextWords, start: int, end: int) -> TextWords:
    """Return the words of a window; what it has above twice its size (a word of a megabyte) is left out."""
    if start == 0 and end == len(words) and len(words.vectors) <= 2 * TOKENS_PER_WINDOW:
        return words
    if start == end:
        return TextWords(words.spans[:0], words.ranges[:0], words.information[:0], words.vectors[:0])
    first = int(words.ranges[start, 0])
    last = min(int(words.ranges[start:end, 1].max()), first + 2 * TOKENS_PER_WINDOW)
    ranges = np.clip(words.ranges[start:end], first, max(first, last)) - np.int32(first)
    return TextWords(words.spans[start:end], ranges, words.information[start:end], words.vectors[first:last])


def _side(words: TextWords, windows: list[_Maxima], others: list[int]) -> SideWords:
    best = [
        np.where(found.best >= 0, found.best + np.int32(other), np.int32(-1))
        for found, other in zip(windows, others, strict=True)
    ]
    return SideWords(
        words.spans,
        words.information,
        np.concatenate([found.similarity for found in windows]),
        np.concatenate(best),
        np.concatenate([found.null for found in windows]),
    )
