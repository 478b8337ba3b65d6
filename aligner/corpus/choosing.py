"""Which segments of a corpus go out of the house: those that were asked for, and none that was rejected unasked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from aligner.checks.thresholds import nearest
from aligner.corpus.segment import STATUSES, Segment

OPEN: Final = "open"
"""What the status of a segment is called that nobody has decided about."""
STATUS_NAMES: Final = tuple(status or OPEN for status in STATUSES)
_WITHOUT_REJECTED: Final = ("tmx", "xliff")
"""Formats whose readers take every segment for a translation: what was rejected has no place there unless asked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a segment must be to be taken: of these `statuses`, as sure as that, with text on both sides.

    A segment whose confidence is unknown is not known to be as sure as any above 0.
    """

    statuses: frozenset[str] = frozenset(STATUSES)
    min_confidence: float = 0.0
    two_sided: bool = False

    @classmethod
    def of(cls, status: Iterable[str], min_confidence: float, format_name: str, *, two_sided: bool) -> Self:
        """Return the choice of these names of statuses; where there are none, that of the format.

        Raises ValueError for an unknown name, and a confidence that is none.
        """
        names = tuple(status)
        for name in names:
            if name not in STATUS_NAMES:
                near = nearest(name, STATUS_NAMES)
                meant_perhaps = f" (did you mean {near}?)" if near else ""
                raise ValueError(f"there is no status {name!r}{meant_perhaps}; there are {', '.join(STATUS_NAMES)}")
        if not 0 <= min_confidence <= 1:
            raise ValueError(f"the confidence {min_confidence} is none; give a number from 0 to 1")
        usual = frozenset(STATUSES) - ({"rejected"} if format_name in _WITHOUT_REJECTED else set())
        wanted = frozenset("" if name == OPEN else name for name in names)
        return cls(wanted or usual, min_confidence, two_sided)

    def objection(self, segment: Segment) -> str:
        """Return why a segment is not taken, as told after a count of such; empty where it is."""
        if segment.status not in self.statuses:
            return segment.status or OPEN
        if self.min_confidence > 0 and segment.confidence is None:
            return "of unknown confidence"
        if segment.confidence is not None and segment.confidence < self.min_confidence:
            return f"of a confidence below {self.min_confidence:g}"
        if self.two_sided and segment.has_empty_side:
            return "without text on one side"
        return ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The segments that are taken, and how many are not, by reason."""

    segments: tuple[Segment, ...]
    left_out: dict[str, int]

    @classmethod
    def of(cls, segments: Iterable[Segment], choice: Choice) -> Self:
        """Take those that the choice allows."""
        left_out: Counter[str] = Counter()
        taken = []
        for segment in segments:
            reason = choice.objection(segment)
            if reason:
                left_out[reason] += 1
            else:
                taken.append(segment)
        return cls(tuple(taken), dict(left_out))

    @property
    def told(self) -> str:
        """What is left out, in words; empty where nothing is."""
        if not self.left_out:
            return ""
        count = sum(self.left_out.values())
        reasons = ", ".join(f"{number} {reason}" for reason, number in self.left_out.items())
        return f"{count} of {count + len(self.segments)} segments left out: {reasons}"
