"""Runs the reader over pairs: those of one total length together, without padding; long ones in windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from aligner.encoding.encoder import TokenVectors
from aligner.reader.model import SHIPPED, SIDES, Floats, ReaderModel
from aligner.reader.reading import Probabilities, Reading, SideReading
from aligner.words.tokens import Spans, token_ranges
from aligner.words.trees import probability

LONGEST: Final = 400
"""Tokens of both sides; the texts it was trained on have up to 300. Longer pairs are read in windows."""
WINDOW: Final = 240
MARGIN: Final = 40
"""So many tokens of each side are read with a window on either end of it, but not judged there. Chosen by hand."""
TOKENS_PER_BATCH: Final = 768
_OF_TOKENS, _OF_PAIRS = 3, 5


@dataclass(frozen=True, slots=True)
class ReadablePair:
    """Source and target: the states of their tokens, their words, and the languages (`de` and `en`, either first)."""

    tokens: tuple[TokenVectors, TokenVectors]
    words: tuple[Spans, Spans]
    languages: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens of a pair that are read together: ranges of English and German, and of those that are judged here."""

    pair: int
    read: tuple[tuple[int, int], tuple[int, int]]
    judged: tuple[tuple[int, int], tuple[int, int]]

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.read)


class Reader:
    """Reads pairs of German and English. The number of threads, and the other pairs, have no influence on a result.

    :raises ModelError: if the model's files cannot be loaded.
    """

    def __init__(self, directory: Path = SHIPPED) -> None:
        self._model = ReaderModel(directory)

    @property
    def fingerprint(self) -> str:
        """Name the reader and a digest of its weights."""
        return self._model.fingerprint

    def reads(self, encoder: str, languages: tuple[str, str]) -> bool:
        """Tell whether it knows the tokens of the encoder of that fingerprint, and both languages."""
        return encoder == self._model.encoder and sorted(languages) == sorted(SIDES)

    def read(self, pairs: Sequence[ReadablePair], threads: int = 1) -> list[Reading]:
        """Return what it says of each pair; `threads` is how many batches run at a time."""
        found = [
            tuple(np.zeros((len(side.spans), _OF_TOKENS), np.float32) for side in _ordered(pair)) for pair in pairs
        ]
        whole = [np.full(_OF_PAIRS, -np.inf, np.float32) for _ in pairs]
        groups = list(_batches([window for number, pair in enumerate(pairs) for window in _windows(number, pair)]))
        with ThreadPoolExecutor(max(1, threads)) as pool:
            for group, (tokens, logits) in zip(
                groups, pool.map(lambda group: self._run(pairs, group), groups), strict=True
            ):
                for row, window in enumerate(group):
                    whole[window.pair] = np.maximum(whole[window.pair], logits[row])
                    before = 0
                    for side, ((start, end), (first, last)) in enumerate(zip(window.read, window.judged, strict=True)):
                        own = tokens[row, before + first - start : before + last - start]
                        found[window.pair][side][first:last] = own
                        before += end - start
        return [_reading(pair, sides, logits) for pair, sides, logits in zip(pairs, found, whole, strict=True)]

    def _run(self, pairs: Sequence[ReadablePair], group: Sequence[_Window]) -> tuple[Floats, Floats]:
        sides = [
            [_ordered(pairs[window.pair])[side].vectors[slice(*window.read[side])] for window in group]
            for side in (0, 1)
        ]
        return self._model.logits(sides[0], sides[1])


@cache
def shipped_reader() -> Reader:
    """Return the reader that ships, loaded once. Raises ModelError."""
    return Reader()


def _ordered(pair: ReadablePair) -> tuple[TokenVectors, TokenVectors]:
    first, second = pair.tokens
    return (first, second) if pair.languages[0] == SIDES[0] else (second, first)


def _windows(number: int, pair: ReadablePair) -> Iterator[_Window]:
    sizes = [len(side.spans) for side in _ordered(pair)]
    if min(sizes) == 0:
        return
    count = 1 if sum(sizes) <= LONGEST else -(-sum(sizes) // WINDOW)
    for at in range(count):
        judged = [(size * at // count, size * (at + 1) // count) for size in sizes]
        read = [
            (max(0, start - MARGIN), min(size, end + MARGIN)) for (start, end), size in zip(judged, sizes, strict=True)
        ]
        yield _Window(number, (read[0], read[1]), (judged[0], judged[1]))


def _batches(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    by_length: dict[int, list[_Window]] = {}
    for window in windows:
        by_length.setdefault(window.length, []).append(window)
    for length, group in sorted(by_length.items()):
        size = max(1, TOKENS_PER_BATCH // (length + 1))
        yield from (group[at : at + size] for at in range(0, len(group), size))


def _reading(pair: ReadablePair, logits: Sequence[Floats], whole: Floats) -> Reading:
    turned = pair.languages[0] != SIDES[0]
    own = tuple(reversed(logits)) if turned else tuple(logits)
    source, target = (
        _side(tokens, words, values) for tokens, words, values in zip(pair.tokens, pair.words, own, strict=True)
    )
    wrong, first, second, misleading, _ = probability(whole.astype(np.float64)).tolist()
    omission, addition = (second, first) if turned else (first, second)
    return Reading(source, target, wrong, omission, addition, misleading)


def _side(tokens: TokenVectors, words: Spans, logits: Floats) -> SideReading:
    """Return the words' probabilities: a word has that of the token that is judged worst."""
    ranges = token_ranges(words, tokens.spans)
    values = np.full((len(words), _OF_TOKENS), -np.inf)
    for number, (start, end) in enumerate(ranges.tolist()):
        if end > start:
            values[number] = logits[start:end].max(axis=0)
    found: Probabilities = probability(values)
    return SideReading(words, found[:, 0], found[:, 1], found[:, 2])
