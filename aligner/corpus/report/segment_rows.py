"""What the report's table says of a segment: number and confidence, both texts, and why it was flagged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus.report.marking import Mark, Piece, marked
from aligner.corpus.report.places import places
from aligner.corpus.report.wording import kind_of, title_of
from aligner.corpus.rows import STATUSES
from aligner.corpus.segment import Segment, worst_severity
from aligner.corpus.statistics import WORST_FIRST, open_flags

_NAMES: Final = ("source", "target")
_CLASSES: Final = frozenset(filter(None, (*SEVERITIES, *STATUSES)))


class Finding(NamedTuple):
    """A flag as it is told: its kind, what it is called, why it was raised, how grave and how probable it is."""

    kind: str
    title: str
    reason: str
    severity: str
    probability: float | None


class Side(NamedTuple):
    """A text of a segment, whole and in pieces: none where it is empty.

    `name` is `source` or `target`, and `language` is ready for `lang`; empty where the page around has the same.
    """

    text: str
    pieces: tuple[Piece, ...]
    name: str
    language: str


class SegmentRow(NamedTuple):
    """A segment as a row of the table."""

    id: int
    anchor: str
    classes: str
    confidence: float | None
    sides: tuple[Side, Side]
    findings: tuple[Finding, ...]
    status: str
    note: str


def segment_row(segment: Segment, languages: tuple[str, str]) -> SegmentRow:
    """Return the row of a segment. `languages` are as in `Side`."""
    flags = open_flags(segment)
    return SegmentRow(
        segment.id,
        anchor(segment),
        " ".join(name for name in (worst_severity(flags), segment.status) if name in _CLASSES),
        segment.confidence,
        (_side(segment, flags, 0, languages[0]), _side(segment, flags, 1, languages[1])),
        findings(flags),
        segment.status,
        segment.note,
    )


def anchor(segment: Segment) -> str:
    """Return the row's id, for links."""
    return f"s{segment.id}"


def findings(flags: Iterable[Flag]) -> tuple[Finding, ...]:
    """Return what is told of flags, worst first."""
    worst_first = sorted(flags, key=lambda flag: WORST_FIRST.index(flag.severity))
    return tuple(
        Finding(kind_of(flag), title_of(flag.name), flag.message, flag.severity, flag.probability)
        for flag in worst_first
    )


def _side(segment: Segment, flags: Iterable[Flag], side: int, language: str) -> Side:
    text = (segment.source, segment.target)[side]
    if not text:
        return Side(text, (), _NAMES[side], language)
    marks = [Mark(*span, kind_of(flag)) for flag in flags for where, span in places(flag, segment) if where == side]
    return Side(text, marked(text, marks), _NAMES[side], language)
