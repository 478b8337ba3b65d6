"""Moved passages: sentences whose translation stands elsewhere, on both sides, as their flags name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from aligner.checks.flag import Flag
from aligner.review.decisions.events import Decision, Join, Together
from aligner.review.decisions.segment import ReviewSegment

_NAMED: Final = re.compile(r"\bsegment (\d+(?:, \d+)*)")
"""How a flag names the segments that have the translation (`aligner.checks.structure`)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The keys of the segments of a moved passage, each side in its own order."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]

    def joining(self) -> Decision | None:
        """Return the decision that brings both sides together where the source stands; None where a side is gone.

        As many segments on both sides are joined one by one, else all become one.
        """
        if not self.sources or not self.targets:
            return None
        if len(self.sources) == len(self.targets):
            pairs = tuple(Join(key, other) for key, other in zip(self.sources, self.targets, strict=True))
        else:
            first, *others = self.sources
            pairs = tuple(Join(first, other) for other in (*others, *self.targets))
        return pairs[0] if len(pairs) == 1 else Together(pairs)


def is_moved(flag: Flag) -> bool:
    """Tell whether a flag says that the translation stands elsewhere."""
    return flag.name == "moved"


def counterparts(flag: Flag) -> tuple[int, ...]:
    """Return the segments that a flag names: their keys, in a review."""
    found = _NAMED.search(flag.message) if is_moved(flag) else None
    return tuple(map(int, found[1].split(", "))) if found else ()


def with_counterparts(flags: Sequence[Flag]) -> Flag:
    """Return one flag for several: it names all that they name."""
    keys = sorted({key for flag in flags for key in counterparts(flag)})
    message = f"Moved: its counterpart is segment {', '.join(map(str, keys))}" if keys else flags[0].message
    return replace(flags[0].without_place(), message=message)


def renumbered(flag: Flag, numbers: Mapping[int, int]) -> Flag:
    """Return a flag with the numbers that the segments have now; without any where one is gone."""
    keys = counterparts(flag)
    if not keys or all(numbers.get(key) == key for key in keys):
        return flag
    known = [str(numbers[key]) for key in keys if key in numbers]
    place = f"segment {', '.join(known)}" if known else "elsewhere in the text"
    return replace(flag, message=f"Moved: its counterpart is {place}")


def passage_of(segment: ReviewSegment, get: Callable[[int], ReviewSegment | None]) -> Passage | None:
    """Return the moved passage that a segment is part of, as far as its segments are there; None where it is of none.

    `get` gives a segment by its key.
    """
    others = _alive(_named_by(segment), get)
    own = _alive((key for other in others for key in _named_by(other)), get) or [segment]
    if segment.key not in [one.key for one in own]:
        own.append(segment)
    if not others:
        return None
    if segment.segment.source.strip():
        return Passage(_keys(own, "source"), _keys(others, "target"))
    return Passage(_keys(others, "source"), _keys(own, "target"))


def _named_by(segment: ReviewSegment) -> tuple[int, ...]:
    return tuple(key for flag in segment.segment.flags for key in counterparts(flag))


def _alive(keys: Iterable[int], get: Callable[[int], ReviewSegment | None]) -> list[ReviewSegment]:
    """Return those that are there, and still have one side only."""
    found = (get(key) for key in dict.fromkeys(keys))
    return [segment for segment in found if segment is not None and segment.segment.has_empty_side]


def _keys(segments: Sequence[ReviewSegment], side: str) -> tuple[int, ...]:
    def place(segment: ReviewSegment) -> int:
        bead = segment.segment.bead
        return bead.source_start if side == "source" else bead.target_start

    return tuple(segment.key for segment in sorted(segments, key=place))
