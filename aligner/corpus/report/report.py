"""A corpus as one HTML file that needs nothing else: to read, to print and to send on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from aligner.checks.flag import SEVERITIES, Flag, Severity
from aligner.corpus.languages import UNDETERMINED, languages_of
from aligner.corpus.report.charts import DotPlot, Histogram, Spot, confidence_counts, dot_plot, histogram
from aligner.corpus.report.page import rendered
from aligner.corpus.report.segment_rows import Change, Finding, anchor, change, findings, segment_row
from aligner.corpus.report.wording import LANGUAGES, Wording, wording_in
from aligner.corpus.segment import Segment, worst_severity
from aligner.corpus.statistics import Statistics, statistics

WORST: Final = 50
"""Segments in the list of the worst."""
_TAG: Final = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def dump(segments: Sequence[Segment], signature: Mapping[str, Any], language: str = LANGUAGES[0]) -> Iterator[str]:
    """Yield the file piece by piece: a summary, the worst findings, and all segments in text order.

    It speaks the `language` (one of those that there is wording in), whatever the texts are in. It is readable without
    its script, which adds filters, and loads nothing: its policy allows its own style and script and nothing else.
    Whatever is in the corpus is shown as text. The same corpus gives the same bytes.
    """
    wording = wording_in(language)
    report = _Report.of(segments, signature, wording)
    rows = (segment_row(segment, report.tags, wording) for segment in segments)
    return rendered("report.html", language, report=report, rows=rows)


@dataclass(frozen=True, slots=True)
class _Report:
    """What a report says of its corpus as a whole.

    `tags` are the languages for `lang`, empty where they are that of the page. `worst` are the segments to look at
    first, `changes` those that were edited, and `origin` is what the signature says of model, settings and files, each
    with what it is called.
    """

    title: str
    tags: tuple[str, str]
    names: tuple[str, str]
    counts: Statistics
    findings: tuple[_Count, ...]
    histogram: Histogram
    map: DotPlot
    worst: tuple[_Worst, ...]
    changes: tuple[Change, ...]
    origin: tuple[tuple[str, str], ...]

    @property
    def first(self) -> str:
        """The day of the first decision, empty where unknown."""
        return self.counts.first_decision.partition("T")[0]

    @property
    def last(self) -> str:
        """The day of the last decision, empty where unknown."""
        return self.counts.last_decision.partition("T")[0]

    @classmethod
    def of(cls, segments: Sequence[Segment], signature: Mapping[str, Any], wording: Wording) -> _Report:
        codes = [
            code if code != UNDETERMINED and _TAG.fullmatch(code) else "" for code in languages_of(segments, signature)
        ]
        files = [_file_name(signature, side) for side in ("source", "target")]
        source_tag, target_tag = (_tag(code, wording.language) for code in codes)
        source, target = (wording.language_name(code) for code in codes)
        names = (source or wording("source"), target or wording("target"))
        counts, flagged = statistics(segments), _worst_first(segments)
        return cls(
            title=" → ".join(files) if all(files) else wording("parallel_text"),
            tags=(source_tag, target_tag),
            names=names,
            counts=counts,
            findings=tuple(_counts(counts, wording)),
            histogram=histogram(confidence_counts(segment.confidence for segment in segments), wording),
            map=dot_plot(
                [segment.bead for segment in segments], [_spot(found, wording) for found in flagged], names, wording
            ),
            worst=tuple(
                _Worst(found.segment.id, anchor(found.segment), findings(found.flags, wording))
                for found in flagged[:WORST]
            ),
            changes=tuple(change(segment, wording) for segment in segments if segment.status == "edited"),
            origin=tuple(_origin(signature, wording)),
        )


class _Count(NamedTuple):
    """How many findings of a kind there are, by severity, worst first, and in all."""

    title: str
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, title: str, by_severity: Mapping[Severity, int]) -> _Count:
        return cls(title, (*by_severity.values(), sum(by_severity.values())))


class _Worst(NamedTuple):
    """A segment in the list of the worst."""

    id: int
    anchor: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Flagged:
    """A segment with findings, and where in the corpus it is."""

    position: int
    segment: Segment
    flags: tuple[Flag, ...]

    @property
    def rank(self) -> tuple[float, ...]:
        """Worst first: by severity, then the most probable finding, then the most doubtful alignment."""
        severity = SEVERITIES.index(worst_severity(self.flags))
        probability = max(flag.probability or 0 for flag in self.flags if flag.severity == SEVERITIES[severity])
        return -severity, -probability, self.segment.confidence or 0, self.position


def _worst_first(segments: Sequence[Segment]) -> list[_Flagged]:
    flagged = (
        _Flagged(position, segment, flags) for position, segment in enumerate(segments) if (flags := segment.open_flags)
    )
    return sorted(flagged, key=lambda found: found.rank)


def _file_name(signature: Mapping[str, Any], side: str) -> str:
    known = signature.get(side)
    name = known.get("name") if isinstance(known, dict) else None
    return name if isinstance(name, str) and name != "-" else ""


def _tag(code: str, own: str) -> str:
    """Return the language for `lang`. Texts in the report's own language need not say so."""
    return "" if code == own else code or UNDETERMINED


def _counts(counts: Statistics, wording: Wording) -> Iterator[_Count]:
    """Yield the findings by name and, where there are any, all of them."""
    by_name = counts.by_name()
    for name, by_severity in by_name.items():
        yield _Count.of(wording.title_of(name), by_severity)
    if by_name:
        yield _Count.of(wording("all").capitalize(), counts.by_severity())


def _spot(found: _Flagged, wording: Wording) -> Spot:
    return Spot(
        found.position,
        anchor(found.segment),
        worst_severity(found.flags),
        wording(
            "map.spot",
            number=str(found.segment.id),
            findings=", ".join(wording.title_of(flag.name) for flag in found.flags),
        ),
    )


def _origin(signature: Mapping[str, Any], wording: Wording) -> Iterator[tuple[str, str]]:
    for name in ("signature", "check", "model"):
        if signature.get(name):
            yield wording(name), str(signature[name])
    for side in ("source", "target"):
        known = signature.get(side)
        digest = known.get("sha256") if isinstance(known, dict) else None
        if digest:
            yield wording("sha256", side=wording(side)), str(digest)
