"""What a reviser has decided in an earlier corpus, for a new alignment of the same texts to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from aligner.alignment.bead import Bead
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError

LOCKING = ("accepted", "edited")
"""Segments of this status keep their bead."""


def locked_beads(segments: Iterable[Segment], source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    """Return the beads of an earlier corpus that were accepted, in text order.

    `source` and `target` are the sentences of both texts as they are now. Raises CorpusError where they are not those
    that it was made of, or where accepted beads cross.
    """
    beads = []
    for segment in segments:
        if segment.status in LOCKING:
            _require_same_text(segment, source, target)
            beads.append(segment.bead)
    for before, after in pairwise(beads):
        if before.source_end > after.source_start or before.target_end > after.target_start:
            raise CorpusError(
                f"--locked: accepted segments cross at {before.kind} and {after.kind}: reject one of them"
            )
    return tuple(beads)


def kept_decisions(segments: Iterable[Segment], earlier: Iterable[Segment]) -> tuple[Segment, ...]:
    """Carry status, note and edited texts of earlier segments that were accepted over to those with the same bead."""
    decided = {segment.bead: segment for segment in earlier if segment.status in LOCKING}
    return tuple(_decided(segment, decided.get(segment.bead)) for segment in segments)


def _decided(segment: Segment, before: Segment | None) -> Segment:
    if before is None:
        return segment
    segment = replace(segment, status=before.status, note=before.note)
    if before.status == "edited":
        return replace(segment, source=before.source, target=before.target)
    return segment


def _require_same_text(segment: Segment, source: Sequence[str], target: Sequence[str]) -> None:
    bead = segment.bead
    for name, sentences, start, end, text in (
        ("source", source, bead.source_start, bead.source_end, segment.source),
        ("target", target, bead.target_start, bead.target_end, segment.target),
    ):
        known = " ".join(" ".join(sentences[start:end]).split())
        if end > len(sentences) or (segment.status == "accepted" and known != " ".join(text.split())):
            raise CorpusError(
                f"--locked: segment {segment.id} was not made of these texts (its {name} is not that of sentences "
                f"{start} to {end - 1}): give the corpus of the same two files, or align without it"
            )
