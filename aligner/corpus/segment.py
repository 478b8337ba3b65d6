"""A bead with its texts and all that is known about it: what every later stage hands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from aligner.alignment.bead import Bead
from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus.evidence import evidence_of

STATUSES: Final = ("", "accepted", "rejected", "edited")
"""What a reviser can have made of a segment; empty while nothing was decided."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A bead with its texts, and all that is known about it.

    `similarity` is the cosine-based likeness of both sides (0 to 1), None for null beads. `confidence` is the
    probability that the bead is right, None in a corpus that was not aligned here. `scores` are the calibrated
    probabilities of `omission`, `addition` and `mistranslation`, None where no check ran or a file did not say. Spans
    are half-open, in characters of the decoded documents; None where a side is empty or unknown. `status` is one of
    STATUSES. `dismissed` are the keys (`aligner.checks.dismissal`) of flags that a reviser does not want to see again.
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
