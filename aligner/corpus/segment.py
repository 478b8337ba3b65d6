"""A bead with its texts and all that is known about it: what every later stage hands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from aligner.alignment.bead import Bead
from aligner.checks.dismissal import left_open
from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus.evidence import evidence_of

STATUSES: Final = ("", "accepted", "rejected", "edited")
"""What a reviser can have made of a segment; empty while nothing was decided."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What is known of a reviser's decision on a segment beside the decision itself.

    `source` and `target` are the texts before they were edited; None where they were not, or that is unknown. `time`
    is when the decision was made (ISO 8601, UTC), `by` the initials of who made it; empty where unknown.
    """

    source: str | None = None
    target: str | None = None
    time: str = ""
    by: str = ""

    @property
    def day(self) -> str:
        """The date of the decision, empty where unknown."""
        return self.time.partition("T")[0]


@dataclass(frozen=True, slots=True)
class Segment:
    """A bead with its texts, and all that is known about it.

    `similarity` is the cosine-based likeness of both sides (0 to 1), None for null beads. `confidence` is the
    probability that the bead is right, None in a corpus that was not aligned here. `scores` are the calibrated
    probabilities of `omission`, `addition` and `mistranslation`, None where no check ran or a file did not say. Spans
    are half-open, in characters of the decoded documents; None where a side is empty or unknown. `status` is one of
    STATUSES. `dismissed` are the keys (`aligner.checks.dismissal`) of flags that a reviser does not want to see again.
    `revision` tells more of the decision, None where nothing more is known.
    """

    id: int
    bead: Bead
    source: str
    target: str
    similarity: float | None = None
    confidence: float | None = None
    flags: tuple[Flag, ...] = ()
    scores: Mapping[str, float] | None = None
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None
    status: str = ""
    note: str = ""
    dismissed: tuple[str, ...] = ()
    revision: Revision | None = None

    @property
    def before(self) -> tuple[str, str] | None:
        """The texts before a reviser changed them; None where that is unknown, or nothing was changed."""
        revision = self.revision
        if self.status != "edited" or revision is None or revision.source is None or revision.target is None:
            return None
        texts = revision.source, revision.target
        return None if texts == (self.source, self.target) else texts

    @property
    def has_empty_side(self) -> bool:
        """Whether there is nothing to compare: a side without a visible character."""
        return not self.source.strip() or not self.target.strip()

    @property
    def open_flags(self) -> tuple[Flag, ...]:
        """The flags that no reviser has dismissed."""
        return left_open(self.flags, self.source, self.target, self.dismissed)

    @property
    def severity(self) -> str:
        """The worst severity among the flags; empty where there is none."""
        return worst_severity(self.flags)

    @property
    def evidence(self) -> str:
        """One plain sentence a flag, joined by semicolons."""
        return evidence_of(self.flags)


def worst_severity(flags: Iterable[Flag]) -> str:
    """Return the worst severity; empty where there is no finding."""
    found = {flag.severity for flag in flags}
    return next((severity for severity in reversed(SEVERITIES) if severity in found), "")
