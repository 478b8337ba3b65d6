"""The segments as columns: what the page needs of all of them to filter, sort and draw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from aligner.checks.flag import SEVERITIES
from aligner.checks.kinds import FLAG_KINDS
from aligner.corpus.report.wording import kind_of_category
from aligner.corpus.segment import STATUSES
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.state import Change

_COLUMNS: Final = {
    "key": "keys",
    "severity": "severity",
    "flags": "flags",
    "status": "status",
    "confidence": "confidence",
    "source_start": "source_start",
    "target_start": "target_start",
    "size": "sizes",
    "length": "lengths",
    "dismissed_all": "dismissed_all",
    "note": "note",
}
"""Names of the columns, by those of the fields of one entry."""
_STATUS_NUMBERS: Final = {name: number for number, name in enumerate(STATUSES)}
_SEVERITY_NUMBERS: Final = {name: number for number, name in enumerate(SEVERITIES, 1)}


_FLAG_KINDS: Final = {
    name: {"title": kind.title, "look": kind_of_category(kind.category)} for name, kind in FLAG_KINDS.items()
}
"""Of each flag, what it is called and which of the kinds of the style sheet it has."""


class Columns:
    """One list a field, in text order, patched with every change."""

    def __init__(self, segments: Iterable[ReviewSegment]) -> None:
        self.flag_names = list(FLAG_KINDS)
        self._columns = self._columns_of(segments)

    def patch(self, change: Change) -> None:
        """Follow a change of the state."""
        place = slice(change.position, change.position + len(change.removed))
        for name, values in self._columns_of(change.inserted).items():
            self._columns[name][place] = values

    def copy(self) -> dict[str, Any]:
        """Return the columns, `flag_names`, which tells the bits of `flags`, and what the page calls these."""
        return {
            "flag_names": list(self.flag_names),
            "flag_kinds": _FLAG_KINDS,
            **{name: values.copy() for name, values in self._columns.items()},
        }

    def _columns_of(self, segments: Iterable[ReviewSegment]) -> dict[str, list[Any]]:
        columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS.values()}
        appends = [column.append for column in columns.values()]
        for segment in segments:
            for append, value in zip(appends, _values(segment, self.flag_names), strict=True):
                append(value)
        return columns


def entry(segment: ReviewSegment, flag_names: list[str]) -> dict[str, Any]:
    """Return the entry of one segment; names of flags that are not among `flag_names` are added to them.

    `severity` is that of the worst flag that was not dismissed (0: none, 3: critical); `flags` has a bit for each of
    these; `dismissed_all` is 1 where there are flags, all dismissed. `status` counts in the order of the corpus.
    `confidence` is in per cent, `length` that of the longer text in characters.
    """
    return dict(zip(_COLUMNS, _values(segment, flag_names), strict=True))


def _values(segment: ReviewSegment, flag_names: list[str]) -> tuple[Any, ...]:
    """Return what an entry holds, in the order of the columns."""
    inner, bead = segment.segment, segment.segment.bead
    mask = severity = 0
    if inner.flags:
        for flag in segment.active_flags:
            if flag.name not in flag_names:
                flag_names.append(flag.name)
            mask |= 1 << flag_names.index(flag.name)
            severity = max(severity, _SEVERITY_NUMBERS[flag.severity])
    return (
        segment.key,
        severity,
        mask,
        _STATUS_NUMBERS[inner.status],
        None if inner.confidence is None else round(100 * inner.confidence),
        bead.source_start,
        bead.target_start,
        bead.kind,
        max(len(inner.source), len(inner.target)),
        int(bool(inner.flags) and not mask),
        int(bool(inner.note)),
    )
