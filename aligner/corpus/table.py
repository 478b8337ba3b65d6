"""Segments as rows of a table: the columns of a TSV and a spreadsheet, and what a cell says."""

from __future__ import annotations

from typing import Final

from aligner.corpus.segment import Segment

COLUMNS: Final = (
    "id",
    "bead",
    "source",
    "target",
    "similarity",
    "confidence",
    "flags",
    "severity",
    "evidence",
    "source_sentences",
    "target_sentences",
    "source_span",
    "target_span",
    "status",
    "note",
)
"""Names and order are a contract: people script against them."""


def text_cells(segment: Segment) -> dict[str, str]:
    """Return the cell of every column but the numbers (`id`, `similarity`, `confidence`), empty where there is nothing.

    Flags are their names, sentences their numbers (`3,4`), a span is its start and end (`12-40`).
    """
    bead = segment.bead
    return {
        "bead": bead.kind,
        "source": segment.source,
        "target": segment.target,
        "flags": ",".join(flag.name for flag in segment.flags),
        "severity": segment.severity,
        "evidence": segment.evidence,
        "source_sentences": ",".join(map(str, range(bead.source_start, bead.source_end))),
        "target_sentences": ",".join(map(str, range(bead.target_start, bead.target_end))),
        "source_span": _start_and_end(segment.source_span),
        "target_span": _start_and_end(segment.target_span),
        "status": segment.status,
        "note": segment.note,
    }


def _start_and_end(span: tuple[int, int] | None) -> str:
    return "" if span is None else f"{span[0]}-{span[1]}"
