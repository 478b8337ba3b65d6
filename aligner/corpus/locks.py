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
    locked = [segment for segment in segments if segment.status in LOCKING]
    for segment in locked:
        _require_same_text(segment, source, target)
    for before, after in pairwise(locked):
        if before.bead.source_end > after.bead.source_start or before.bead.target_end > after.bead.target_start:
            raise CorpusError(
                f"--locked: accepted segments {before.id} and {after.id} cross, and an alignment runs in text order: "
                "reject one of them (a passage joined from elsewhere can be joined again in the next review)"
            )
    return tuple(segment.bead for segment in locked)


def kept_decisions(segments: Iterable[Segment], earlier: Iterable[Segment]) -> tuple[Segment, ...]:
    """Carry status, note and edited texts of earlier segments that were accepted over to those with the same bead."""
    decided = {segment.bead: segment for segment in earlier if segment.status in LOCKING}
    return tuple(_decided(segment, decided.get(segment.bead)) for segment in segments)


def _decided(segment: Segment, before: Segment | None) -> Segment:
    if before is None:
        return segment
    segment = replace(segment, status=before.status, note=before.note, revision=before.revision)
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
                f"--locked: segment {segment.id} was not made of these texts (its {name} is not that of "
                f"{_counted_out(start, end)}): give the corpus of the same two files, or align without it"
            )


def _counted_out(start: int, end: int) -> str:
    if end - start <= 1:
        return f"sentence {start}" if start < end else "no sentence"
    return f"sentences {start} to {end - 1}"
