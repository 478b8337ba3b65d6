"""What all pairs of a batch come to together, and which of them to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aligner.batch.entry import Entry

WORST_FIRST: Final = ("critical", "major", "minor")


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the pairs that are done: `severities` of segments by their worst finding, `flags` by name."""

    documents: int
    done: int
    failed: int
    with_warnings: int
    segments: int
    source_words: int
    target_words: int
    flagged: int
    severities: Mapping[str, int]
    flags: Mapping[str, int]
    uncertain: int
    without_target: int
    without_source: int
    dropped: int
    mean_confidence: float | None

    def as_dict(self) -> dict[str, Any]:
        """Return everything, ready for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


def totals_of(entries: Sequence[Entry], documents: int) -> Totals:
    """Add up the entries of a batch of so many pairs."""
    done = [entry for entry in entries if entry.is_done]
    counts = [entry.counts for entry in done]
    sure = [(found["mean_confidence"], found["segments"]) for found in counts if found["mean_confidence"] is not None]
    weight = sum(size for _, size in sure)
    flags: Counter[str] = Counter()
    for found in counts:
        flags.update({name: sum(grades.values()) for name, grades in found["flags"]["by_name"].items()})
    return Totals(
        documents=documents,
        done=len(done),
        failed=len(entries) - len(done),
        with_warnings=sum(bool(entry.warnings) for entry in entries),
        segments=sum(found["segments"] for found in counts),
        source_words=sum(found["source"]["words"] for found in counts),
        target_words=sum(found["target"]["words"] for found in counts),
        flagged=sum(found["flagged_segments"]["total"] for found in counts),
        severities={name: sum(found["flagged_segments"][name] for found in counts) for name in WORST_FIRST},
        flags=dict(sorted(flags.items(), key=lambda item: (-item[1], item[0]))),
        uncertain=sum(found["uncertain"] for found in counts),
        without_target=sum(found["without_target"] for found in counts),
        without_source=sum(found["without_source"] for found in counts),
        dropped=sum(entry.dropped for entry in done),
        mean_confidence=round(sum(mean * size for mean, size in sure) / weight, 4) if weight else None,
    )


def worst_first(entries: Iterable[Entry]) -> list[Entry]:
    """Order pairs by what most needs a look: failures, warnings, then the shares of grave and of doubtful segments."""
    return sorted(entries, key=_rank)


def _rank(entry: Entry) -> tuple[float | str, ...]:
    if not entry.is_done:
        return 0, 0, 0, entry.document
    counts = entry.counts
    size = max(1, counts["segments"])
    flagged = counts["flagged_segments"]
    grave = (10 * flagged["critical"] + 3 * flagged["major"] + flagged["minor"] + 3 * counts["uncertain"]) / size
    return 1, not entry.warnings, -grave, entry.document
