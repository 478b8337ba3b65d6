"""The path of an alignment through both texts as a picture, with confidence, gaps and moved passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aligner.corpus.picture.drawing import Box, Dot, Drawing, Point, Shape, Stroke, Words
from aligner.corpus.segment import Segment

SIDE: Final = 640
"""Width and height of the field, in units of the picture."""
_LEFT, _TOP, _RIGHT, _BOTTOM = 76, 56, 24, 76
_INK, _SOFT, _PAPER, _SHEET, _EDGE = "#211f1b", "#5c574e", "#ffffff", "#fcfbf8", "#8a8478"
_GRADES: Final = ((0.95, "#1b5a7a"), (0.6, "#d08a1e"), (0.0, "#b5338a"))
"""Colours of a pair by the least confidence that has it."""
_OMITTED, _ADDED, _MOVED = "#c2303a", "#593da1", "#0a655a"
_COUNTERPART: Final = re.compile(r"segments? (\d+)")
_STEPS: Final = (1, 2, 5)


def dot_plot(segments: Sequence[Segment], signature: Mapping[str, Any]) -> Drawing:
    """Return the picture of an alignment: source to the right, target downwards.

    Its size is bounded, however long the texts are: what would lie upon something of its kind is left out.
    """
    plot = _Plot.of(segments)
    names = [_name(signature, side) for side in ("source", "target")]
    shapes = (
        Box((_LEFT, _TOP), (SIDE, SIDE), _SHEET, _EDGE),
        *plot.scales(),
        *plot.moves(),
        *plot.gaps(),
        *plot.pairs(),
        *_axes(names, plot.lengths),
        *_legend(),
    )
    size = (_LEFT + SIDE + _RIGHT, _TOP + SIDE + _BOTTOM)
    return Drawing(size, _PAPER, shapes, f"{names[0]} and {names[1]}", plot.description(names))


@dataclass(frozen=True, slots=True)
class _Plot:
    """The segments, where each begins and ends on both sides, and how many sentences there are."""

    segments: Sequence[Segment]
    places: Sequence[tuple[Point, Point]]
    lengths: tuple[int, int]

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> _Plot:
        places: list[tuple[Point, Point]] = []
        source = target = 0
        for segment in segments:
            bead, start = segment.bead, (float(source), float(target))
            source += max(0, bead.source_end - bead.source_start)
            target += max(0, bead.target_end - bead.target_start)
            places.append((start, (float(source), float(target))))
        return cls(segments, places, (source, target))

    def pairs(self) -> Iterator[Shape]:
        """Yield a line for each stretch of one grade of confidence, and dots where it is low."""
        taken: set[tuple[str, int, int]] = set()
        dots: list[Dot] = []
        for segment, (start, end) in zip(self.segments, self.places, strict=True):
            if start[0] == end[0] or start[1] == end[1]:
                continue
            sure = 1.0 if segment.confidence is None else segment.confidence
            colour = next(colour for least, colour in _GRADES if sure >= least)
            ends = self._at(start), self._at(end)
            cell = colour, round(ends[0][0]), round(ends[0][1])
            if cell in taken:
                continue
            taken.add(cell)
            if colour == _GRADES[0][1]:
                yield Stroke(ends, colour, 2.0)
            else:
                middle = (ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2
                yield Stroke(ends, colour, 3.0)
                dots.append(Dot(middle, 3.5, colour, f"Segment {segment.id}: {sure:.0%} sure"))
        yield from dots

    def gaps(self) -> Iterator[Shape]:
        """Yield a line where sentences of one side are alone."""
        taken: set[tuple[str, int, int, int]] = set()
        for start, end in self.places:
            if (start[0] == end[0]) == (start[1] == end[1]):
                continue
            colour = _OMITTED if start[1] == end[1] else _ADDED
            ends = self._at(start), self._at(end)
            cell = colour, round(ends[0][0]), round(ends[0][1]), round(sum(ends[1]) - sum(ends[0]))
            if cell not in taken:
                taken.add(cell)
                yield Stroke(ends, colour, 4.0)

    def moves(self) -> Iterator[Shape]:
        """Yield a dot where a moved passage and its counterpart meet, and lines that lead there from both."""
        places = {segment.id: place for segment, place in zip(self.segments, self.places, strict=True)}
        taken: set[tuple[int, int]] = set()
        for segment in self.segments:
            other = _counterpart(segment)
            if other not in places or segment.bead.target_start != segment.bead.target_end:
                continue
            mine, its = places[segment.id], places[other]
            here = self._at(((mine[0][0] + mine[1][0]) / 2, mine[0][1]))
            there = self._at((its[0][0], (its[0][1] + its[1][1]) / 2))
            meeting = here[0], there[1]
            if (round(meeting[0]), round(meeting[1])) in taken:
                continue
            taken.add((round(meeting[0]), round(meeting[1])))
            yield Stroke((here, meeting), _MOVED, 1.0, dashed=True)
            yield Stroke((there, meeting), _MOVED, 1.0, dashed=True)
            yield Dot(meeting, 4.5, _MOVED, f"Segment {segment.id} is moved: its counterpart is segment {other}")

    def scales(self) -> Iterator[Shape]:
        """Yield fine lines and numbers, some four on either side."""
        for number in _marks(self.lengths[0]):
            x = self._at((number, 0))[0]
            yield Stroke(((x, _TOP), (x, _TOP + SIDE)), "#e6e2d9", 1.0)
            yield Words((x, _TOP - 8), f"{number:,}", _SOFT)
        for number in _marks(self.lengths[1]):
            y = self._at((0, number))[1]
            yield Stroke(((_LEFT, y), (_LEFT + SIDE, y)), "#e6e2d9", 1.0)
            yield Words((_LEFT - 8, y + 4), f"{number:,}", _SOFT, "end")

    def description(self, names: Sequence[str]) -> str:
        """Say in words what can be seen."""
        omitted = sum(start[1] == end[1] for start, end in self.places)
        added = sum(start[0] == end[0] for start, end in self.places)
        moved = sum(_counterpart(segment) is not None for segment in self.segments)
        return (
            f"{names[0]}, {self.lengths[0]:,} sentences, from left to right; {names[1]}, {self.lengths[1]:,}, from top "
            f"to bottom. Without counterpart in its place: {omitted:,} segments of the source and {added:,} of "
            f"the target, {moved:,} of them moved."
        )

    def _at(self, place: Point) -> Point:
        x, y = (at * SIDE / max(1, length) for at, length in zip(place, self.lengths, strict=True))
        return round(_LEFT + x, 1), round(_TOP + y, 1)


def _counterpart(segment: Segment) -> int | None:
    """Return the id of the segment that a moved one belongs to: its flag says so in words."""
    for flag in segment.flags:
        found = _COUNTERPART.search(flag.message) if flag.name == "moved" else None
        if found:
            return int(found[1])
    return None


def _marks(length: int) -> Iterator[int]:
    step = next(step * 10**zeros for zeros in range(12) for step in _STEPS if length / (step * 10**zeros) <= 5)
    return iter(range(step, length + 1, step))


def _axes(names: Sequence[str], lengths: Sequence[int]) -> Iterator[Shape]:
    told = [f"{name}: {length:,} sentences" for name, length in zip(names, lengths, strict=True)]
    yield Words((_LEFT + SIDE / 2, _TOP - 28), told[0], _INK)
    yield Words((22, _TOP + SIDE / 2), told[1], _INK, upright=True)


def _legend() -> Iterator[Shape]:
    entries = (
        (_GRADES[0][1], "sure (from 95%)"),
        (_GRADES[1][1], "less sure"),
        (_GRADES[2][1], "uncertain (below 60%)"),
        (_OMITTED, "level: not in target"),
        (_ADDED, "upright: not in source"),
        (_MOVED, "moved"),
    )
    for number, (colour, told) in enumerate(entries):
        x, y = _LEFT + (number % 3) * SIDE / 3, _TOP + SIDE + 30 + 24 * (number // 3)
        yield Stroke(((x, y - 4), (x + 22, y - 4)), colour, 4.0)
        yield Words((x + 30, y), told, _INK, "start")


def _name(signature: Mapping[str, Any], side: str) -> str:
    known = signature.get(side)
    name = known.get("name") if isinstance(known, dict) else None
    usual = side.capitalize()
    if not isinstance(name, str) or not name or name == "-":
        return usual
    return name if len(name) <= 60 else f"{name[:59]}…"
