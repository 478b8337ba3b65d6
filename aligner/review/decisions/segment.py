"""A segment under review."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from aligner.checks.dismissal import is_dismissed, left_open
from aligner.checks.flag import Flag
from aligner.corpus.segment import Revision, Segment


@dataclass(frozen=True, slots=True)
class ReviewSegment:
    """A segment as it is now. `key` names it and is never used again; it is the `id` of `segment`, too.

    `source_parts` and `target_parts` are the sentences of the texts as far as their borders are known: in a fresh
    corpus each text is one part. `pending` tells that similarity, confidence, flags and scores are being computed anew.
    `dismissed` are the keys of dismissed flags, which `segment.flags` still holds. `edited` tells whether a text was
    changed, `original` are the texts before that, None where they are unknown (cut or moved since) or not `edited`.
    `confirmed` tells that the texts as they are now were accepted: an edit alone does not say that nothing is wrong any
    more. `found` counts the segments with flags that it is made of: what was found once counts as work to the end.
    """

    key: int
    segment: Segment
    source_parts: tuple[str, ...]
    target_parts: tuple[str, ...]
    pending: bool = False
    dismissed: frozenset[str] = frozenset()
    edited: bool = False
    original: tuple[str, str] | None = None
    confirmed: bool = False
    found: int = 0

    @classmethod
    def of(cls, segment: Segment) -> Self:
        """Take a segment of a corpus."""
        source, target = segment.source, segment.target
        dismissed = frozenset(segment.dismissed)
        parts = (source,) if source else (), (target,) if target else ()
        return cls(segment.id, segment, *parts, dismissed=dismissed, found=int(bool(segment.flags)))

    def saved(self, number: int) -> Segment:
        """Return what a corpus says of it as its segment of that id.

        It is `edited` where texts were changed, unless rejected, and without the flags that were dismissed. The texts
        before that are with it, if they are known.
        """
        segment = self.segment
        status = "edited" if self.edited and segment.status in ("", "accepted") else segment.status
        dismissed = tuple(sorted(self.dismissed))
        revision = self._revision(status)
        now, before = (number, status, revision), (segment.id, segment.status, segment.revision)
        if now == before and not dismissed and not segment.dismissed:
            return segment
        return replace(
            segment, id=number, status=status, dismissed=dismissed, flags=self.active_flags, revision=revision
        )

    def _revision(self, status: str) -> Revision | None:
        """Return what is known of the decision; texts before an earlier review are those that count."""
        before = self.segment.revision if status else None
        if not self.edited or self.original is None or status != "edited":
            return before
        if before is not None and before.source is not None:
            return before
        return replace(before or Revision(), source=self.original[0], target=self.original[1])

    @property
    def shape(self) -> str:
        """The kind of the bead as its texts show it: a side that was empty and was filled in counts as a sentence."""
        bead, inner = self.segment.bead, self.segment
        sources = max(bead.source_end - bead.source_start, int(bool(inner.source.strip())))
        targets = max(bead.target_end - bead.target_start, int(bool(inner.target.strip())))
        return f"{sources}-{targets}"

    @property
    def active_flags(self) -> tuple[Flag, ...]:
        """The flags that were not dismissed."""
        return left_open(self.segment.flags, self.segment.source, self.segment.target, self.dismissed)

    def is_dismissed(self, flag: Flag) -> bool:
        """Tell whether a flag of this segment was dismissed."""
        return is_dismissed(flag, self.segment.source, self.segment.target, self.dismissed)
