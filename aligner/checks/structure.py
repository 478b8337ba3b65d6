"""Flags that follow from the alignment alone: sentences without counterpart, and beads that are in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.alignment.alignment import Alignment
from aligner.alignment.bead import Bead
from aligner.checks.flag import CATEGORIES, Flag, Severity

UNCERTAIN_BELOW = 0.6
"""Beads less probable than this are marked `uncertain`."""

_MAJOR_FROM = 40
"""A sentence of so many characters says something of its own: its loss is a major error."""
_COMMON_SHARE = 0.1
"""Texts that share less than this of the shorter one are not translations of each other."""
_QUOTED = 80


def structural_flags(
    alignment: Alignment, source_texts: Sequence[str], target_texts: Sequence[str]
) -> list[tuple[Flag, ...]]:
    """Flag each bead of an alignment: `omission:sentence`, `addition:sentence`, `uncertain`.

    The texts are those of the beads, one string a bead and side. Where the two documents have hardly anything in
    common, every bead is uncertain.
    """
    unrelated = _have_nothing_in_common(alignment)
    flags = []
    for bead, confidence, source, target in zip(
        alignment.beads, alignment.confidence, source_texts, target_texts, strict=True
    ):
        found = [_null_flag(bead, confidence, source or target)] if bead.is_null else []
        if unrelated:
            found.append(_uncertain(1.0, "The two texts have hardly anything in common"))
        elif confidence < UNCERTAIN_BELOW:
            found.append(_uncertain(1 - confidence, f"The alignment is doubtful here ({confidence:.0%} sure)"))
        flags.append(tuple(found))
    return flags


def _null_flag(bead: Bead, confidence: float, text: str) -> Flag:
    severity: Severity = "major" if len(text) >= _MAJOR_FROM else "minor"
    span = (0, len(text))
    quoted = text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"
    if bead.target_start == bead.target_end:
        name, source_span, target_span, message = "omission:sentence", span, None, f'Not translated: "{quoted}"'
    else:
        name, source_span, target_span, message = "addition:sentence", None, span, f'Not in the source: "{quoted}"'
    return Flag(name, CATEGORIES[name], severity, confidence, source_span, target_span, message)


def _uncertain(probability: float, message: str) -> Flag:
    return Flag("uncertain", CATEGORIES["uncertain"], "minor", probability, None, None, message)


def _have_nothing_in_common(alignment: Alignment) -> bool:
    """Whether hardly a sentence of the shorter text is, on average over all alignments, in a pair bead."""
    sentences = [0, 0]
    paired = [0.0, 0.0]
    for bead, confidence in zip(alignment.beads, alignment.confidence, strict=True):
        for side, size in enumerate((bead.source_end - bead.source_start, bead.target_end - bead.target_start)):
            sentences[side] += size
            paired[side] += 0.0 if bead.is_null else size * confidence
    shorter = sentences.index(min(sentences))
    return paired[shorter] < _COMMON_SHARE * sentences[shorter]
