"""One page on all pairs of a batch: what they come to, and each with its figures, what needs a look first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from aligner.batch.entry import Entry
from aligner.batch.totals import WORST_FIRST, Totals, worst_first
from aligner.corpus.report.page import rendered
from aligner.corpus.report.wording import title_of

OVERVIEW: Final = "overview.html"


@dataclass(frozen=True, slots=True)
class _Row:
    """A pair in the table; `link` leads to its report, and is empty where there is none."""

    document: str
    link: str
    told: tuple[str, ...]
    segments: int
    severities: tuple[int, ...]
    uncertain: int
    without_target: int
    without_source: int
    mean_confidence: float | None

    @classmethod
    def of(cls, entry: Entry) -> _Row:
        counts = entry.counts
        if not entry.is_done:
            return cls(entry.document, "", (entry.error,), 0, (0,) * len(WORST_FIRST), 0, 0, 0, None)
        return cls(
            entry.document,
            quote(entry.report),
            entry.warnings,
            counts["segments"],
            tuple(counts["flagged_segments"][severity] for severity in WORST_FIRST),
            counts["uncertain"],
            counts["without_target"],
            counts["without_source"],
            counts["mean_confidence"],
        )


def overview(entries: Sequence[Entry], totals: Totals) -> Iterator[str]:
    """Yield the page piece by piece; the same entries give the same bytes."""
    rows = [_Row.of(entry) for entry in worst_first(entries)]
    findings = [(title_of(name), count) for name, count in totals.flags.items()]
    return rendered("overview.html", totals=totals, rows=rows, findings=findings)
