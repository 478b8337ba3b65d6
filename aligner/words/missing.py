"""How probably what a text says is missing from its translation, word by word and sentence by sentence.

Boosted trees judge every word by the word alignment; `tools.fit_flags` has fitted them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from aligner.encoding.encoder import TokenEncoder
from aligner.encoding.spool import TokenSpool, add_missing
from aligner.words.alignment import WordAlignment
from aligner.words.columns import read_weights
from aligner.words.passages import LONGEST_SENTENCE, Block, align_passages, pieces_of
from aligner.words.trees import Trees, probability
from aligner.words.word_features import WORD_COLUMNS, word_features
from aligner.words.word_row import Floats, WordRow

_AT_A_TIME: Final = 128
"""Blocks: keeps what is in memory small."""


def missing_words(row: WordRow) -> Floats:
    """Return (w,) the probability of each word of a row that the other side has no counterpart of it."""
    return probability(_trees().logits(word_features(row)))


@dataclass(frozen=True, slots=True)
class MissingSentences:
    """Tells how much of blocks of sentences is missing from the other side.

    `spool` holds the tokens of the sentences; those that it lacks are encoded.
    """

    encoder: TokenEncoder
    languages: tuple[str, str]
    spool: TokenSpool

    def __call__(self, blocks: Sequence[Block]) -> Floats:
        """Return (k,) for each block, the sentence of either side of which most is missing from the other side.

        A share in 0..1 of what its words say (the information they carry, times the probability that they have no
        counterpart); not a number where a side has no words, or a sentence more than `LONGEST_SENTENCE` characters. A
        block's value does not depend on the others.
        """
        found = np.full(len(blocks), np.nan)
        readable = [place for place, block in enumerate(blocks) if _is_readable(block)]
        add_missing(self.spool, self.encoder, (text for place in readable for side in blocks[place] for text in side))
        for start in range(0, len(readable), _AT_A_TIME):
            read = {
                place: _Pair.of(blocks[place], self.languages, self.spool)
                for place in readable[start : start + _AT_A_TIME]
            }
            pairs = {place: pair for place, pair in read.items() if pair is not None}
            found[list(pairs)] = list(_most_missing(list(pairs.values())))
        return found


@dataclass(frozen=True, slots=True)
class _Pair:
    """A block as two texts with words on both sides, and where the sentences of each begin."""

    source: str
    target: str
    languages: tuple[str, str]
    words: WordAlignment
    starts: tuple[Sequence[int], Sequence[int]]

    @classmethod
    def of(cls, block: Block, languages: tuple[str, str], spool: TokenSpool) -> _Pair | None:
        source, target = (pieces_of(side) for side in block)
        words = align_passages(source, target, languages, spool)
        if words is None or not len(words.source.spans) or not len(words.target.spans):
            return None
        starts = [start for _, start in source], [start for _, start in target]
        return cls(" ".join(block[0]), " ".join(block[1]), languages, words, starts)


def _is_readable(block: Block) -> bool:
    return max(len(text) for side in block for text in side) <= LONGEST_SENTENCE


def _most_missing(pairs: Sequence[_Pair]) -> Iterator[float]:
    if not pairs:
        return
    row = WordRow.of(pairs)
    missing = missing_words(row)
    for number, pair in enumerate(pairs):
        shares: list[float] = []
        for side, words in enumerate((pair.words.source, pair.words.target)):
            first, last = row.starts[number + side * len(pairs)], row.starts[number + side * len(pairs) + 1]
            sentence = np.searchsorted(pair.starts[side], words.spans[:, 0], side="right")
            said = row.information[first:last]
            whole = np.bincount(sentence, weights=said)
            lost = np.bincount(sentence, weights=said * missing[first:last])
            shares += (lost[whole > 0] / whole[whole > 0]).tolist()
        yield max(shares, default=np.nan)


@cache
def _trees() -> Trees:
    return Trees.of(read_weights(files(__package__).joinpath("missing.npz"), WORD_COLUMNS), "word")
