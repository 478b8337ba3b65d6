"""Similarity and posterior of any bead of a document, as its alignment would have them, and any stretch aligned anew.

What a bead's posterior depends on far away is found out once: the space and the habits of its document. What it depends
on nearby is summed up again, over a stretch of the document around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np

from aligner.alignment.alignment import Alignment, EncodedText, aligned_by, at_stretch, engine_of, similarities_of
from aligner.alignment.bead import Bead
from aligner.alignment.confidence import believable
from aligner.alignment.engine import Engine, Habits
from aligner.alignment.second_look import Encode
from aligner.alignment.space import Background
from aligner.alignment.word_evidence import MissingShares

Stretch = tuple[EncodedText, EncodedText]
"""Some consecutive source sentences, and the target sentences in the same place."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """`similarity` and `confidence` of a bead, as in `Alignment`; the confidence None where it cannot be said."""

    similarity: float | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Estimator:
    """What is known of a document: the engine that aligns it, and its habits."""

    engine: Engine
    habits: Habits

    @classmethod
    def of(
        cls,
        stretches: Sequence[Stretch],
        background: Background,
        length_ratio: float,
        max_bead: int = 6,
        encode: Encode | None = None,
        missing: MissingShares | None = None,
    ) -> Estimator:
        """Get to know a document, which is one stretch, or some stretches of a long one.

        The other arguments are those of `align_texts`. From the whole document, all is known as the alignment knew it.
        """
        source, target = (_joined([stretch[side] for stretch in stretches]) for side in (0, 1))
        engine = engine_of(source, target, background, length_ratio, max_bead, encode, missing)
        ends = [list(accumulate(len(stretch[side].texts) for stretch in stretches)) for side in (0, 1)]
        bounds = [
            Bead(source - len(stretch[0].texts), source, target - len(stretch[1].texts), target)
            for stretch, source, target in zip(stretches, *ends, strict=True)
        ]
        return cls(engine, engine.habits([engine.look(bound) for bound in bounds if bound.kind != "0-0"]))

    def estimate(self, stretch: Stretch, beads: Sequence[Bead]) -> list[Estimate]:
        """Estimate some beads of a stretch of the document, whose sentences they count.

        The confidence is the posterior among all alignments of the stretch, of a null bead the mean of its sentences;
        None for a bead of a size that is never aligned, and for one without a sentence. Far from the borders of the
        stretch, it is that of the whole document. A bead that was settled among loose sentences (`settling.py`) has
        the number with which it was found there; here it has its posterior.
        """
        engine = at_stretch(self.engine, *stretch)
        types = engine.parameters.types
        whole = Bead(0, len(stretch[0].texts), 0, len(stretch[1].texts))
        found = engine.found_again(engine.look(whole), self.habits) if beads and whole.kind != "0-0" else None
        estimates: list[Estimate] = []
        for bead, similarity in zip(beads, similarities_of(beads, engine.sides), strict=True):
            if found is None or not _is_aligned(bead, types):
                estimates.append(Estimate(similarity, None))
                continue
            estimates.append(Estimate(similarity, believable(found.of(bead), similarity, bead, engine.sides)))
        return estimates

    def align(self, stretch: Stretch, locked: Sequence[Bead] = ()) -> Alignment:
        """Align a stretch of the document as `align_texts` does, but by what is known of all of it."""
        return aligned_by(at_stretch(self.engine, *stretch), locked, self.habits)


def _joined(texts: Sequence[EncodedText]) -> EncodedText:
    if len(texts) == 1:
        return texts[0]
    paragraphs = [text.paragraphs for text in texts]
    return EncodedText(
        np.concatenate([text.vectors for text in texts]),
        list(chain.from_iterable(text.texts for text in texts)),
        None if None in paragraphs else list(chain.from_iterable(known for known in paragraphs if known is not None)),
    )


def _is_aligned(bead: Bead, types: Sequence[tuple[int, int]]) -> bool:
    sizes = bead.source_end - bead.source_start, bead.target_end - bead.target_start
    return sizes in types if all(sizes) else any(sizes)
