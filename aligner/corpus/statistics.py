"""What a project manager asks of a corpus: how much text there is, what was found in it, how much is reviewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aligner.checks.flag import SEVERITIES, Severity
from aligner.checks.kinds import FLAG_KINDS
from aligner.corpus.segment import Segment, worst_severity

WORST_FIRST: Final = SEVERITIES[::-1]
REVIEWED: Final = ("accepted", "edited", "rejected")
"""What a segment's status is once a reviser has decided."""
NO_CATEGORY: Final = "none"
_UNCERTAIN: Final = "uncertain"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much text one side has. A word is what stands between white space and has a letter or a digit."""

    sentences: int
    words: int
    characters: int

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.sentences + other.sentences, self.words + other.words, self.characters + other.characters)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over the segments of a corpus, or of several: they can be added.

    `beads` counts segments by their size (`1-1`), `flags` counts findings by name, category and severity,
    `severities` counts segments by their worst finding (empty: none), `statuses` by their status (empty: open).
    `without_target` and `without_source` are null beads, `uncertain` counts segments with that flag. `confidences` is
    how many segments have a confidence, and `confidence_sum` the sum of them. Dismissed findings do not count.
    `first_decision` and `last_decision` are times (ISO 8601) as far as they are known, else empty.
    """

    segments: int
    source: Amount
    target: Amount
    beads: Mapping[str, int]
    flags: Mapping[tuple[str, str, Severity], int]
    severities: Mapping[str, int]
    statuses: Mapping[str, int]
    without_target: int
    without_source: int
    uncertain: int
    notes: int
    confidences: int
    confidence_sum: float
    first_decision: str = ""
    last_decision: str = ""

    def __add__(self, other: Statistics) -> Statistics:
        return Statistics(
            self.segments + other.segments,
            self.source + other.source,
            self.target + other.target,
            Counter(self.beads) + Counter(other.beads),
            Counter(self.flags) + Counter(other.flags),
            Counter(self.severities) + Counter(other.severities),
            Counter(self.statuses) + Counter(other.statuses),
            self.without_target + other.without_target,
            self.without_source + other.without_source,
            self.uncertain + other.uncertain,
            self.notes + other.notes,
            self.confidences + other.confidences,
            self.confidence_sum + other.confidence_sum,
            min(filter(None, (self.first_decision, other.first_decision)), default=""),
            max(self.last_decision, other.last_decision),
        )

    @property
    def mean_confidence(self) -> float | None:
        """The mean over segments that have a confidence (0 to 1); None where none has."""
        return self.confidence_sum / self.confidences if self.confidences else None

    @property
    def reviewed(self) -> int:
        """How many segments a reviser has decided about."""
        return sum(self.statuses.get(status, 0) for status in REVIEWED)

    @property
    def reviewed_share(self) -> float:
        """The reviewed part of the segments (0 to 1; 0 where there are none)."""
        return self.reviewed / self.segments if self.segments else 0.0

    @property
    def flagged(self) -> int:
        """How many segments have a finding."""
        return sum(self.severities.get(severity, 0) for severity in SEVERITIES)

    def by_name(self) -> dict[str, dict[Severity, int]]:
        """Return how many findings each name has in each severity; names without any are left out."""
        found: dict[str, dict[Severity, int]] = {}
        for (name, _, severity), count in sorted(self.flags.items(), key=lambda item: _place(item[0][0])):
            found.setdefault(name, dict.fromkeys(WORST_FIRST, 0))[severity] += count
        return found

    def by_category(self) -> dict[str, dict[Severity, int]]:
        """Return how many findings each MQM category has in each severity.

        `none` is the category of those that point at the alignment or the document, not at an error.
        """
        found: dict[str, dict[Severity, int]] = {}
        for (_, category, severity), count in sorted(self.flags.items(), key=lambda item: (not item[0][1], item[0][1])):
            found.setdefault(category or NO_CATEGORY, dict.fromkeys(WORST_FIRST, 0))[severity] += count
        return found

    def by_severity(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity."""
        return {
            severity: sum(count for (_, _, grade), count in self.flags.items() if grade == severity)
            for severity in WORST_FIRST
        }

    def as_dict(self) -> dict[str, Any]:
        """Return all counts, ready for JSON; the keys are the same for every corpus."""
        mean = self.mean_confidence
        return {
            "segments": self.segments,
            "source": _amount(self.source),
            "target": _amount(self.target),
            "beads": dict(sorted(self.beads.items(), key=lambda item: (-item[1], item[0]))),
            "without_target": self.without_target,
            "without_source": self.without_source,
            "flags": {
                "total": sum(self.flags.values()),
                "by_severity": self.by_severity(),
                "by_category": self.by_category(),
                "by_name": self.by_name(),
            },
            "flagged_segments": {
                "total": self.flagged,
                **{severity: self.severities.get(severity, 0) for severity in WORST_FIRST},
            },
            "review": {
                **{status: self.statuses.get(status, 0) for status in REVIEWED},
                "open": self.segments - self.reviewed,
                "share": round(self.reviewed_share, 4),
                "notes": self.notes,
                "first": self.first_decision,
                "last": self.last_decision,
            },
            "mean_confidence": None if mean is None else round(mean, 4),
            "uncertain": self.uncertain,
        }


def statistics(segments: Iterable[Segment]) -> Statistics:
    """Count everything in one pass."""
    tally = _Tally()
    for segment in segments:
        tally.add(segment)
    return tally.result()


def words_in(text: str) -> int:
    """Count what stands between white space and has a letter or a digit."""
    return sum(word.isalnum() or any(map(str.isalnum, word)) for word in text.split())


class _Tally:
    """Counts that are still growing."""

    def __init__(self) -> None:
        self._numbers: Counter[str] = Counter()
        self._beads: Counter[str] = Counter()
        self._flags: Counter[tuple[str, str, Severity]] = Counter()
        self._severities: Counter[str] = Counter()
        self._statuses: Counter[str] = Counter()
        self._confidences: list[float] = []
        self._times: list[str] = []

    def add(self, segment: Segment) -> None:
        bead, numbers = segment.bead, self._numbers
        sizes = bead.source_end - bead.source_start, bead.target_end - bead.target_start
        for side, size, text in zip(("source", "target"), sizes, (segment.source, segment.target), strict=True):
            numbers[f"{side} sentences"] += size
            numbers[f"{side} words"] += words_in(text)
            numbers[f"{side} characters"] += len(text)
            numbers[f"without {side}"] += size == 0
        flags = segment.open_flags
        self._beads[bead.kind] += 1
        self._flags.update((flag.name, flag.category, flag.severity) for flag in flags)
        self._severities[worst_severity(flags)] += 1
        self._statuses[segment.status] += 1
        numbers["segments"] += 1
        numbers["uncertain"] += any(flag.name == _UNCERTAIN for flag in flags)
        numbers["notes"] += bool(segment.note)
        if segment.status and segment.revision is not None and segment.revision.time:
            self._times.append(segment.revision.time)
        if segment.confidence is not None:
            self._confidences.append(segment.confidence)

    def result(self) -> Statistics:
        numbers = self._numbers
        return Statistics(
            segments=numbers["segments"],
            source=self._amount("source"),
            target=self._amount("target"),
            beads=self._beads,
            flags=self._flags,
            severities=self._severities,
            statuses=self._statuses,
            without_target=numbers["without target"],
            without_source=numbers["without source"],
            uncertain=numbers["uncertain"],
            notes=numbers["notes"],
            confidences=len(self._confidences),
            confidence_sum=sum(self._confidences),
            first_decision=min(self._times, default=""),
            last_decision=max(self._times, default=""),
        )

    def _amount(self, side: str) -> Amount:
        return Amount(*(self._numbers[f"{side} {unit}"] for unit in ("sentences", "words", "characters")))


def _place(name: str) -> tuple[int, str]:
    """Order names as the table of flags does, unknown ones last."""
    return (tuple(FLAG_KINDS).index(name) if name in FLAG_KINDS else len(FLAG_KINDS), name)


def _amount(amount: Amount) -> dict[str, int]:
    return {"sentences": amount.sentences, "words": amount.words, "characters": amount.characters}
