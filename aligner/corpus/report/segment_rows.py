"""What the report's table says of a segment: number and confidence, both texts, and why it was flagged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from aligner.checks.flag import SEVERITIES, Flag
from aligner.checks.kinds import look_of
from aligner.checks.places import places
from aligner.corpus.report.differences import Difference, differences
from aligner.corpus.report.evidence import sentence_in
from aligner.corpus.report.marking import Mark, Piece, marked
from aligner.corpus.report.wording import Wording
from aligner.corpus.segment import STATUSES, Segment, worst_severity
from aligner.corpus.statistics import WORST_FIRST

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

    name: str
    text: str
    pieces: tuple[Piece, ...]
    language: str


class SegmentRow(NamedTuple):
    """A segment as a row of the table. `label` is its number and, below it, its confidence."""

    anchor: str
    label: str
    classes: str
    sides: tuple[Side, Side]
    findings: tuple[Finding, ...]
    status: str
    note: str
    decided: str = ""


class Change(NamedTuple):
    """What was changed in a segment: on each side that differs; none where the texts before are not known.

    `decided` is when, and by whom.
    """

    id: int
    anchor: str
    sides: tuple[tuple[Difference, ...], ...]
    decided: str
    note: str


def segment_row(segment: Segment, languages: tuple[str, str], wording: Wording) -> SegmentRow:
    """Return the row of a segment. `languages` are as in `Side`."""
    flags = segment.open_flags
    source_marks, target_marks = _marks(segment, flags)
    return SegmentRow(
        anchor(segment),
        str(segment.id) if segment.confidence is None else f"{segment.id}\n{wording.percent(segment.confidence)}",
        " ".join(filter(_CLASSES.__contains__, (worst_severity(flags), segment.status))),
        (
            _side("source", segment.source, source_marks, languages[0]),
            _side("target", segment.target, target_marks, languages[1]),
        ),
        findings(flags, wording) if flags else (),
        segment.status,
        segment.note,
        _decided(segment, wording),
    )


def change(segment: Segment, wording: Wording) -> Change:
    """Return what a reviser has changed in a segment."""
    now = segment.source, segment.target
    sides = tuple(
        differences(before, text) for before, text in zip(segment.before or now, now, strict=True) if before != text
    )
    return Change(segment.id, anchor(segment), sides, _decided(segment, wording), segment.note)


def _decided(segment: Segment, wording: Wording) -> str:
    revision = segment.revision
    return ", ".join(filter(None, (wording.day(revision.day), revision.by))) if revision and segment.status else ""


def anchor(segment: Segment) -> str:
    """Return the row's id, for links."""
    return f"s{segment.id}"


def findings(flags: Iterable[Flag], wording: Wording) -> tuple[Finding, ...]:
    """Return what is told of flags, worst first."""
    worst_first = sorted(flags, key=lambda flag: WORST_FIRST.index(flag.severity))
    return tuple(
        Finding(
            look_of(flag),
            wording.title_of(flag.name),
            sentence_in(wording, flag.message),
            flag.severity,
            flag.probability,
        )
        for flag in worst_first
    )


def _marks(segment: Segment, flags: Iterable[Flag]) -> tuple[list[Mark], list[Mark]]:
    """Return what is to be marked in source and target."""
    marks: tuple[list[Mark], list[Mark]] = [], []
    for flag in flags:
        kind = look_of(flag)
        for side, span in places(flag, (segment.source, segment.target)):
            marks[side].append(Mark(*span, kind))
    return marks


def _side(name: str, text: str, marks: Iterable[Mark], language: str) -> Side:
    return Side(name, text, marked(text, marks) if text else (), language)
