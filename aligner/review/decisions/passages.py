"""Moved passages: sentences whose translation stands elsewhere, on both sides, as their flags name them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from aligner.checks.flag import Flag
from aligner.review.decisions.events import Decision, Join, Together
from aligner.review.decisions.segment import ReviewSegment

_NAMED: Final = re.compile(r"\bsegment (\d+(?:, \d+)*)")
"""How a flag names the segments that have the translation (`aligner.checks.structure`)."""


class Segments(Protocol):
    """The segments of a review, in text order."""

    def get(self, key: int) -> ReviewSegment | None:
        """Return the segment of a key, None where it is no more."""

    def beside(self, key: int, step: int) -> ReviewSegment | None:
        """Return the segment so many places after one, None where there is none."""


@dataclass(frozen=True, slots=True)
class Move:
    """The keys of segments whose flags name one another, each side in its own order."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]

    def joins(self) -> tuple[Join, ...]:
        """Return what brings both sides together where the source stands.

        As many segments on both sides are joined one by one, else all become one.
        """
        if len(self.sources) == len(self.targets):
            return tuple(Join(key, other) for key, other in zip(self.sources, self.targets, strict=True))
        first, *others = self.sources
        return tuple(Join(first, other) for other in (*others, *self.targets))


@dataclass(frozen=True, slots=True)
class Passage:
    """Moves that follow one another on both sides, in text order."""

    moves: tuple[Move, ...]

    def joining(self) -> Decision:
        """Return the decision that brings both sides together where the source stands."""
        joins = tuple(join for move in self.moves for join in move.joins())
        return joins[0] if len(joins) == 1 else Together(joins)


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


def passage_of(segment: ReviewSegment, segments: Segments) -> Passage | None:
    """Return the moved passage that a segment is part of, as far as it is there; None where it is of none."""
    move = _move_of(segment, segments)
    if move is None:
        return None
    moves = deque([move])
    while before := _next_move(moves[0], segments, -1):
        moves.appendleft(before)
    while after := _next_move(moves[-1], segments, 1):
        moves.append(after)
    return Passage(tuple(moves))


def _next_move(move: Move, segments: Segments, step: int) -> Move | None:
    """Return the move that stands directly before (-1) or after (1) another on both sides."""
    end = -1 if step > 0 else 0
    sides = move.sources[end], move.targets[end]
    source, target = (segments.beside(key, step) for key in sides)
    if source is None or target is None or not source.segment.source.strip():
        return None
    found = _move_of(source, segments)
    start = 0 if step > 0 else -1
    follows = found is not None and (found.sources[start], found.targets[start]) == (source.key, target.key)
    return found if follows else None


def _move_of(segment: ReviewSegment, segments: Segments) -> Move | None:
    others = _alive(_named_by(segment), segments)
    own = _alive((key for other in others for key in _named_by(other)), segments)
    if segment.key not in [one.key for one in own]:
        own.append(segment)
    if not others or not segment.segment.has_empty_side:
        return None
    if segment.segment.source.strip():
        return Move(_keys(own, "source"), _keys(others, "target"))
    return Move(_keys(others, "source"), _keys(own, "target"))


def _named_by(segment: ReviewSegment) -> tuple[int, ...]:
    return tuple(key for flag in segment.segment.flags for key in counterparts(flag))


def _alive(keys: Iterable[int], segments: Segments) -> list[ReviewSegment]:
    """Return those that are there, and still have one side only."""
    found = (segments.get(key) for key in dict.fromkeys(keys))
    return [segment for segment in found if segment is not None and segment.segment.has_empty_side]


def _keys(segments: Sequence[ReviewSegment], side: str) -> tuple[int, ...]:
    def place(segment: ReviewSegment) -> int:
        bead = segment.segment.bead
        return bead.source_start if side == "source" else bead.target_start

    return tuple(segment.key for segment in sorted(segments, key=place))
