"""What becomes of a batch: entries, totals, and the files that sum it up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aligner.batch.entry import Entry
from aligner.batch.merging import Merged
from aligner.batch.overview import OVERVIEW, overview
from aligner.batch.totals import Totals, totals_of
from aligner.corpus.files import write_files

TOTALS: Final = "totals.json"


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The entries of all pairs that were tried, in their order; `kept` is how many of them an earlier run had done.

    `is_whole` is False where the run was stopped before its end.
    """

    folder: Path
    entries: tuple[Entry, ...]
    totals: Totals
    kept: int
    is_whole: bool
    merged: Merged | None = None

    @property
    def failures(self) -> tuple[Entry, ...]:
        """The pairs that could not be aligned."""
        return tuple(entry for entry in self.entries if not entry.is_done)


def write_summaries(entries: Sequence[Entry], documents: int, folder: Path) -> Totals:
    """Write the totals and the overview of a batch of so many pairs, and return the totals. Raises OutputError."""
    totals = totals_of(entries, documents)
    written = json.dumps(totals.as_dict(), ensure_ascii=False, indent=2) + "\n"
    write_files({folder / TOTALS: [written], folder / OVERVIEW: overview(entries, totals)})
    return totals
