"""Puts examples together to paragraphs and batches for the reader's training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from aligner.pipeline.words import split_pieces
from tools.reader_corpus import LANGUAGES
from tools.reader_data import sentences_of
from tools.reader_model import HIDDEN, PAIR_OUTPUTS, PAIR_SIDE, PAIR_STATE, TOKEN_OUTPUTS
from tools.reader_ratings import Rated, rated_pieces
from tools.reader_states import StateStore

LONGEST: Final = 300
"""Tokens of a pair in training."""
JOINED_SHARE: Final = 0.25
"""So many pairs stand with others in a paragraph."""
CLEAN_COMPANY: Final = 0.75
"""So many of the others are as they should be."""
SENTENCE_OUT: Final = 0.12
"""In so many paragraphs a sentence lacks on one side."""
UNSURE: Final = -1
CHANGED: Final = 2
"""The column of the tokens that one who corrects the translation changes."""
MISLEADING, POOR = 3, 4
"""What people judged of a pair."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An example ready for use: the sentences of both sides, and labels of their tokens (l, 3) int8, UNSURE ignored.

    `pair` (5,) float32 are the labels of the pair, 0..1, UNSURE ignored. `shift` (384,) is added to the states of the
    side that is not English, so that those of another language than German lie where those of German do.
    """

    kind: str
    source: str
    sentences: tuple[tuple[str, ...], tuple[str, ...]]
    labels: tuple[NDArray[np.int8], NDArray[np.int8]]
    pair: NDArray[np.float32]
    shift: NDArray[np.float32] | None = None

    @property
    def length(self) -> int:
        """Count the tokens of both sides."""
        return len(self.labels[0]) + len(self.labels[1])


def units_of(rows: Iterable[Mapping[str, Any]], store: StateStore) -> list[Unit]:
    """Lay out examples; those whose sentences were cut otherwise when they were encoded are left out."""
    return [unit_of(row, store) for row in rows if all(text in store for text in sentences_of(row["texts"]))]


def unit_of(row: Mapping[str, Any], store: StateStore) -> Unit:
    """Lay out an example."""
    sentences, labels = [], []
    for side, (text, language) in enumerate(zip(row["texts"], LANGUAGES, strict=True)):
        pieces = split_pieces(text, language)
        spans = _spans_of(pieces, store)
        found = np.zeros((len(spans), TOKEN_OUTPUTS), np.int8)
        found[:, CHANGED] = UNSURE
        for name, columns, value in (("unsure", slice(0, 2), UNSURE), ("wrong", 0, 1), ("missing", 1, 1)):
            found[_marked(spans, row[name][side]), columns] = value
        sentences.append(tuple(piece for piece, _ in pieces))
        labels.append(found)
    pair = [
        float(bool(row["wrong"][0] or row["wrong"][1])),
        *(float(bool(spans)) for spans in row["missing"]),
        UNSURE,
        UNSURE,
    ]
    if row["kind"].endswith("out") and row["kind"] != "negation out" and pair[1:3] == [0.0, 0.0]:
        pair[1:3] = [UNSURE, UNSURE]  # words are gone, but nobody knows which words of the other side answered to them
    if row["kind"] == "negation out":
        pair[0] = 1.0
    both = (sentences[0], sentences[1]), (labels[0], labels[1])
    return Unit(row["kind"], row["source"], *both, np.array(pair, np.float32))


def rated_unit_of(rated: Rated, store: StateStore, shift: NDArray[np.float32] | None) -> Unit:
    """Lay out a translation that people judged."""
    sentences, labels = [], []
    for text, language, revised in zip(rated.texts, ("en", rated.language), rated.revised, strict=True):
        pieces = rated_pieces(text, language)
        spans = _spans_of(pieces, store)
        found = np.full((len(spans), TOKEN_OUTPUTS), UNSURE, np.int8)
        if revised is not None:
            found[:, CHANGED] = _marked(spans, revised)
        sentences.append(tuple(piece for piece, _ in pieces))
        labels.append(found)
    pair = np.full(PAIR_OUTPUTS, UNSURE, np.float32)
    pair[MISLEADING] = UNSURE if rated.misleading is None else rated.misleading
    pair[POOR] = UNSURE if rated.poor is None else rated.poor
    return Unit("rated", rated.source, (sentences[0], sentences[1]), (labels[0], labels[1]), pair, shift)


def _spans_of(pieces: Sequence[tuple[str, int]], store: StateStore) -> NDArray[np.int32]:
    return np.concatenate(
        [store.codes(piece)[2] + np.int32(start) for piece, start in pieces] or [np.zeros((0, 2), np.int32)]
    )


def _marked(spans: NDArray[np.int32], ranges: Iterable[Sequence[int]]) -> NDArray[np.bool_]:
    """Tell which tokens have a character in one of the ranges."""
    found = np.zeros(len(spans), np.bool_)
    for start, end in ranges:
        found |= (spans[:, 0] < end) & (spans[:, 1] > start)
    return found


def paragraphs(units: Sequence[Unit], random: Random) -> Iterator[Unit]:
    """Yield every unit once in random order, some together with others of the same sort of text."""
    clean: dict[str, list[Unit]] = {}
    others: dict[str, list[Unit]] = {}
    for unit in units:
        (clean if unit.kind == "clean" else others).setdefault(unit.source, []).append(unit)
    for number in random.sample(range(len(units)), len(units)):
        unit = units[number]
        if unit.length > LONGEST:
            continue
        if random.random() >= JOINED_SHARE:
            yield unit
            continue
        parts, length = [unit], unit.length
        for _ in range(random.choice([1, 1, 2, 3, 4, 5])):
            pool = clean if random.random() < CLEAN_COMPANY else others
            other = random.choice(pool.get(unit.source) or others.get(unit.source) or clean[unit.source])
            if length + other.length <= LONGEST:
                parts.append(other)
                length += other.length
        random.shuffle(parts)
        yield joined(parts, random)


def joined(parts: Sequence[Unit], random: Random) -> Unit:
    """Return the units as one; now and then a side of one that was as it should be is left out."""
    sentences: tuple[list[str], list[str]] = ([], [])
    labels: tuple[list[NDArray[np.int8]], list[NDArray[np.int8]]] = ([], [])
    pair = parts[0].pair
    left_out = random.randrange(len(parts)) if len(parts) > 1 and random.random() < SENTENCE_OUT else -1
    for number, part in enumerate(parts):
        gone = random.randrange(2) if number == left_out and part.kind == "clean" else -1
        own_pair = part.pair.copy()
        for side in (0, 1):
            if side == gone:
                continue
            sentences[side].extend(part.sentences[side])
            own = part.labels[side]
            if gone == 1 - side:
                own = own.copy()
                own[:, 1] = 1
                own_pair[1 + side] = 1
            labels[side].append(own)
        pair = _either(pair, own_pair)
    first, second = (np.concatenate([*own, np.zeros((0, TOKEN_OUTPUTS), np.int8)]) for own in labels)
    both = (tuple(sentences[0]), tuple(sentences[1])), (first, second)
    return Unit("joined", parts[0].source, *both, pair, parts[0].shift)


def _either(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the labels of two pairs together: as bad as the worse one, if that is known."""
    worse = np.maximum(first, second)
    unsure = ((first == UNSURE) | (second == UNSURE)) & (worse < 1)
    return np.where(unsure, np.float32(UNSURE), worse)


def batches(units: Iterator[Unit], tokens: int, random: Random, pool: int = 4000) -> Iterator[list[Unit]]:
    """Yield units of about one length together, so many tokens at a time, in random order within each pool."""
    while part := sorted(islice(units, pool), key=lambda unit: unit.length):
        found: list[list[Unit]] = [[]]
        for unit in part:
            if found[-1] and (len(found[-1]) + 1) * (unit.length + 1) > tokens:
                found.append([])
            found[-1].append(unit)
        random.shuffle(found)
        yield from found


def tensors(batch: Sequence[Unit], store: StateStore) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Return states (b, l, d), sides, which are tokens, labels of tokens (b, l, 3) and of pairs (b, 5)."""
    length = 1 + max(unit.length for unit in batch)
    states = np.zeros((len(batch), length, HIDDEN), np.float32)
    side = np.zeros((len(batch), length), np.int64)
    valid = np.zeros((len(batch), length), bool)
    labels = np.full((len(batch), length, TOKEN_OUTPUTS), UNSURE, np.int8)
    for row, unit in enumerate(batch):
        states[row, 0], side[row, 0], valid[row, 0] = PAIR_STATE, PAIR_SIDE, True
        at = 1
        for number in (0, 1):
            for sentence in unit.sentences[number]:
                codes, scales, _ = store.codes(sentence)
                states[row, at : at + len(codes)] = codes * scales[:, None]
                if number == 1 and unit.shift is not None:
                    states[row, at : at + len(codes)] += unit.shift
                side[row, at : at + len(codes)] = number
                at += len(codes)
        valid[row, :at] = True
        labels[row, 1:at] = np.concatenate(unit.labels)
    pairs = torch.from_numpy(np.stack([unit.pair for unit in batch]))
    return (
        torch.from_numpy(states),
        torch.from_numpy(side),
        torch.from_numpy(valid),
        torch.from_numpy(labels),
        pairs,
    )
