"""What words say of doubtful beads: a sentence that is missing from the other side has no business in a bead.

Of each bead the sentence is taken of which most is missing. What its share is worth was fitted as a correction of the
odds that a doubtful bead is right (logistic regression; `tools.fit_word_evidence`), on close translations. Where the
translation is free, words are missing everywhere: there joined sentences are measured by the document's surest pairs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.decoding import Posteriors
from aligner.alignment.lattice import Floats
from aligner.words.passages import Block

MissingShares = Callable[[Sequence[Block]], Floats]
"""Gives for k blocks (source and target sentences) the share (k,) of what the sentence of which most is missing says;
not a number where that is not known. `aligner.words.missing.MissingSentences` is one."""

DOUBTFUL: Final = (0.01, 0.99)
"""Beads with a posterior in this range are read: chosen by hand, as all here without another source."""
_MOST: Final = 0.5
"""So many beads are read at most, as a share of all sentences of both sides."""
_SAMPLE: Final = range(16, 65)
_SAMPLE_SHARE: Final = 0.1
"""So much of the sure pairs of a document says how freely it is translated, but no fewer and no more than that."""
_PRIOR_PAIRS: Final = 10
"""A document counts as a close translation until so many pairs say otherwise."""
_CLOSE: Final = -4.15
"""Mean logit of the share missing of single sentences and their translations, in the files that the weights were fitted
on."""
_SHARES: Final = (0.005, 0.995)
"""Shares next to 0 and 1 are cut here: their logits have no bounds."""


@dataclass(frozen=True, slots=True)
class WordWeights:
    """Corrections of log odds: slope, by which the logit of a share counts, and constant, for 1-1 beads and others."""

    single: tuple[float, float]
    joined: tuple[float, float]

    def scores(self, share: Floats, is_single: NDArray[np.bool_], freedom: float = 0.0) -> Floats:
        """Return (k,) what shares (k,) of missing words are worth; nothing where they are not known.

        In a free translation (see `freedom_of`) joined sentences may lack as much more as single ones do.
        A sentence and its only candidate may share no word where the translation is free, as of verse: that two single
        sentences lack words of each other does not count against them.
        """
        missing = logits(share)
        single = self.single[0] * missing + self.single[1]
        joined = self.joined[0] * (missing - freedom) + self.joined[1]
        return np.nan_to_num(np.where(is_single, np.maximum(single, 0.0), joined))


def freedom_of(share: Floats) -> float:
    """Return how freely a document is translated: what more is missing of its surest pairs than of close translations.

    In logits, from the shares (k,) of its 1-1 beads that are sure; 0 where nothing is known, and never less.
    """
    more = logits(share[np.isfinite(share)]) - _CLOSE
    return max(0.0, float(more.sum()) / (len(more) + _PRIOR_PAIRS))


def pairs_to_read(sure: NDArray[np.int64]) -> NDArray[np.int64]:
    """Choose some of the sure pairs of a document (n, 2), from its beginning to its end, and return their beads."""
    wanted = min(max(int(_SAMPLE_SHARE * len(sure)), _SAMPLE[0]), _SAMPLE[-1], len(sure))
    chosen = sure[np.linspace(0, len(sure) - 1, wanted).astype(np.int64)]
    return np.asarray(np.repeat(chosen, 2, axis=1) + np.array([0, 1, 0, 1]))


def beads_to_read(found: Posteriors, doubtful: tuple[float, float] = DOUBTFUL) -> tuple[NDArray[np.int64], Floats]:
    """Choose the doubtful pair beads (k, 4) with their posteriors (k,), no more than a share of the sentences.

    The most doubtful come first.
    """
    beads, probability = found.beads, found.probability
    both = (beads[:, 1] > beads[:, 0]) & (beads[:, 3] > beads[:, 2])
    numbers = np.flatnonzero(both & (probability > doubtful[0]) & (probability < doubtful[1]))
    order = numbers[np.argsort(np.abs(probability[numbers] - 0.5), kind="stable")]
    chosen = order[: int(_MOST * (len(found.source_null) + len(found.target_null)))]
    return beads[chosen], probability[chosen]


def blocks_of(beads: NDArray[np.int64], texts: tuple[Sequence[str], Sequence[str]]) -> list[Block]:
    """Return the sentences of beads (k, 4)."""
    return [(texts[0][a:b], texts[1][c:d]) for a, b, c, d in beads.tolist()]


def is_single(beads: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of beads (k, 4) whether they are 1-1."""
    return np.asarray(((beads[:, 1::2] - beads[:, ::2]) == 1).all(axis=1))


def logits(share: Floats) -> Floats:
    """Return the logits of shares, those next to 0 and 1 cut."""
    cut = np.clip(share, *_SHARES)
    return np.asarray(np.log(cut / (1 - cut)))


@cache
def word_weights() -> WordWeights:
    """Read the fitted weights."""
    stored = json.loads(files(__package__).joinpath("word_evidence.json").read_text(encoding="utf-8"))
    return WordWeights(single=tuple(stored["single"]), joined=tuple(stored["joined"]))
