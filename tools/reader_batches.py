"""Puts examples together to paragraphs and batches for the reader's training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from tools.reader_model import HIDDEN, PAIR_SIDE, PAIR_STATE
from tools.reader_states import StateStore

LONGEST: Final = 260
"""Tokens of a pair in training."""
JOINED_SHARE: Final = 0.15
"""So many pairs stand with others in a paragraph."""
CLEAN_COMPANY: Final = 0.75
"""So many of the others are as they should be."""
SENTENCE_OUT: Final = 0.12
"""In so many paragraphs a sentence lacks on one side."""
UNSURE: Final = -1


@dataclass(frozen=True, slots=True)
class Unit:
    """An example ready for use: the sentences of both sides, and labels of their tokens (l, 2) int8, UNSURE ignored.

    `pair` (3,) are the labels of the pair.
    """

    kind: str
    source: str
    sentences: tuple[tuple[str, ...], tuple[str, ...]]
    labels: tuple[NDArray[np.int8], NDArray[np.int8]]
    pair: NDArray[np.int8]

    @property
    def length(self) -> int:
        """Count the tokens of both sides."""
        return len(self.labels[0]) + len(self.labels[1])


def unit_of(row: Mapping[str, Any], store: StateStore) -> Unit:
    """Lay out an example."""
    sentences, labels = [], []
    for side, (text, language) in enumerate(zip(row["texts"], LANGUAGES, strict=True)):
        pieces = split_pieces(text, language)
        spans = np.concatenate(
            [store.codes(piece)[2] + np.int32(start) for piece, start in pieces] or [np.zeros((0, 2), np.int32)]
        )
        found = np.zeros((len(spans), 2), np.int8)
        for name, columns, value in (("unsure", slice(0, 2), UNSURE), ("wrong", 0, 1), ("missing", 1, 1)):
            for start, end in row[name][side]:
                found[(spans[:, 0] < end) & (spans[:, 1] > start), columns] = value
        sentences.append(tuple(piece for piece, _ in pieces))
        labels.append(found)
    pair = np.array([bool(row["wrong"][0] or row["wrong"][1]), *(bool(spans) for spans in row["missing"])], np.int8)
    if row["kind"].endswith("out") and row["kind"] != "negation out" and not pair[1:].any():
        pair[1:] = UNSURE  # words are gone, but nobody knows which words of the other side answered to them
    if row["kind"] == "negation out":
        pair[0] = 1
    return Unit(row["kind"], row["source"], (sentences[0], sentences[1]), (labels[0], labels[1]), pair)


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
            other = random.choice(pool.get(unit.source) or units)
            if length + other.length <= LONGEST:
                parts.append(other)
                length += other.length
        random.shuffle(parts)
        yield joined(parts, random)


def joined(parts: Sequence[Unit], random: Random) -> Unit:
    """Return the units as one; now and then a side of one that was as it should be is left out."""
    sentences: tuple[list[str], list[str]] = ([], [])
    labels: tuple[list[NDArray[np.int8]], list[NDArray[np.int8]]] = ([], [])
    pair = np.zeros(3, np.int8)
    left_out = random.randrange(len(parts)) if len(parts) > 1 and random.random() < SENTENCE_OUT else -1
    for number, part in enumerate(parts):
        gone = random.randrange(2) if number == left_out and part.kind == "clean" else -1
        for side in (0, 1):
            if side == gone:
                continue
            sentences[side].extend(part.sentences[side])
            own = part.labels[side]
            if gone == 1 - side:
                own = own.copy()
                own[:, 1] = 1
                pair[1 + side] = 1
            labels[side].append(own)
        pair = np.where((pair == 1) | (part.pair == 1), 1, np.where(part.pair == UNSURE, UNSURE, pair)).astype(np.int8)
    first, second = (np.concatenate([*own, np.zeros((0, 2), np.int8)]) for own in labels)
    return Unit("joined", parts[0].source, (tuple(sentences[0]), tuple(sentences[1])), (first, second), pair)


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
    """Return states (b, l, d), sides, which are tokens, labels of tokens (b, l, 2) and of pairs (b, 3)."""
    length = 1 + max(unit.length for unit in batch)
    states = np.zeros((len(batch), length, HIDDEN), np.float32)
    side = np.zeros((len(batch), length), np.int64)
    valid = np.zeros((len(batch), length), bool)
    labels = np.full((len(batch), length, 2), UNSURE, np.int8)
    for row, unit in enumerate(batch):
        states[row, 0], side[row, 0], valid[row, 0] = PAIR_STATE, PAIR_SIDE, True
        at = 1
        for number in (0, 1):
            for sentence in unit.sentences[number]:
                codes, scales, _ = store.codes(sentence)
                states[row, at : at + len(codes)] = codes * scales[:, None]
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
