"""The pictures of a report, as figures to draw: confidence as a histogram, the alignment as a dot plot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from aligner.corpus.report.wording import LANGUAGES, Wording, wording_in

if TYPE_CHECKING:
    from aligner.alignment.bead import Bead

BINS: Final = 10
_BAR: Final = 44
_GAP: Final = 4
_HEIGHT: Final = 150
_HEAD: Final = 18
_FOOT: Final = 20

SIDE: Final = 400
"""Width and height of the dot plot, in its own units: two points of the path are at least one apart."""
_MARGIN: Final = 36
_LANES: Final = {"minor": 8, "major": 16, "critical": 24}
"""How far beside the path, to the right and upwards, the spots of a severity lie."""
_APART: Final = 8


class Bar(NamedTuple):
    """A bar of the histogram: its left upper corner, its height, and how many segments it stands for."""

    left: float
    top: float
    height: float
    segments: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars above an axis, which lies `bottom` below the upper edge; `description` says the same in words."""

    width: int
    height: int
    bottom: int
    step: int
    bar_width: int
    bars: tuple[Bar, ...]
    description: str


class Spot(NamedTuple):
    """A segment to point at in the dot plot: its number in the corpus from 0, where it links to, what it is."""

    position: int
    anchor: str
    severity: str
    label: str


class PlacedSpot(NamedTuple):
    """A spot, and where its middle is."""

    spot: Spot
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DotPlot:
    """The path through both texts, as the data of SVG paths by what they show, and the spots beside it.

    `axes` name source and target, and `description` says in words what the picture shows.
    """

    side: int
    margin: int
    paths: Mapping[str, str]
    spots: tuple[PlacedSpot, ...]
    axes: tuple[str, str]
    description: str


def confidence_counts(confidences: Iterable[float | None]) -> list[int]:
    """Return how many confidences lie in each of ten equal ranges from 0 to 1; 1 belongs to the last."""
    counts = [0] * BINS
    for confidence in confidences:
        if confidence is not None:
            counts[min(BINS - 1, max(0, int(confidence * BINS)))] += 1
    return counts


def histogram(counts: Sequence[int], wording: Wording | None = None) -> Histogram:
    """Return the picture of `confidence_counts`, described in English where no other wording is given."""
    most, bottom, bars = max(*counts, 1), _HEAD + _HEIGHT, []
    for number, count in enumerate(counts):
        if count:
            height = max(1.5, _HEIGHT * count / most)
            bars.append(Bar(number * _BAR + _GAP / 2, bottom - height, height, count))
    return Histogram(
        BINS * _BAR, bottom + _FOOT, bottom, _BAR, _BAR - _GAP, tuple(bars), _told(counts, wording or _english())
    )


def dot_plot(
    beads: Sequence[Bead], spots: Sequence[Spot], sides: tuple[str, str], wording: Wording | None = None
) -> DotPlot:
    """Return the path of the alignment through both texts, source to the right, target downwards.

    Its size is bounded, however long the texts are: points less than a unit apart are drawn as one. `sides` are the
    names of source and target. It is described in English where no other wording is given.
    """
    wording = wording or _english()
    ends = _ends(beads)
    lengths = ends[-1] if ends else (0, 0)
    scale = SIDE / max(1, lengths[0]), SIDE / max(1, lengths[1])
    return DotPlot(
        SIDE,
        _MARGIN,
        {
            "aligned": _route(ends, scale),
            "omitted": _gaps(beads, ends, scale, 0),
            "added": _gaps(beads, ends, scale, 1),
        },
        tuple(_apart(spots, ends, scale)),
        (
            wording("map.axis", side=sides[0], count=lengths[0]),
            wording("map.axis", side=sides[1], count=lengths[1]),
        ),
        _described(beads, lengths, sides, wording),
    )


def _english() -> Wording:
    return wording_in(LANGUAGES[0])


def _told(counts: Sequence[int], wording: Wording) -> str:
    width = 100 // BINS
    parts = []
    for number, count in enumerate(counts):
        if count:
            low, high = width * number, wording.whole_percent(width * (number + 1))
            parts.append(wording("confidence.range", low=low, high=high, count=wording.grouped(count)))
    return "; ".join(parts) + "." if parts else wording("confidence.none")


def _described(beads: Sequence[Bead], lengths: tuple[int, int], sides: tuple[str, str], wording: Wording) -> str:
    omitted = sum(bead.target_start == bead.target_end for bead in beads)
    added = sum(bead.source_start == bead.source_end for bead in beads)
    text = wording("map.text", source=sides[0], sources=lengths[0], target=sides[1], targets=lengths[1])
    return f"{text} {wording('map.lacking', count=omitted, added=added)}"


def _ends(beads: Sequence[Bead]) -> list[tuple[int, int]]:
    """Return how many sentences of both sides lie up to the end of each bead: ascending, whatever the beads say."""
    ends, source, target = [], 0, 0
    for bead in beads:
        source += max(0, bead.source_end - bead.source_start)
        target += max(0, bead.target_end - bead.target_start)
        ends.append((source, target))
    return ends


def _route(ends: Sequence[tuple[int, int]], scale: tuple[float, float]) -> str:
    """Return the data of the path through the ends of all beads, in whole units: points upon others are left out."""
    data, last = ["M0 0"], (0, 0)
    for end in ends:
        here = round(end[0] * scale[0]), round(end[1] * scale[1])
        if here != last:
            data.append("L{} {}".format(*here))
            last = here
    return "".join(data)


def _gaps(beads: Sequence[Bead], ends: Sequence[tuple[int, int]], scale: tuple[float, float], side: int) -> str:
    """Return the data of short lines where sentences of one side (0: source) are alone, a unit long at least."""
    data, drawn, start = [], (-1, -1), (0, 0)
    for bead, end in zip(beads, ends, strict=True):
        if _is_alone(bead, side):
            here = int(start[0] * scale[0]), int(start[1] * scale[1])
            length = max(1, round((end[side] - start[side]) * scale[side]))
            if here != drawn or length > 1:
                data.append("M{} {}".format(*here) + f"{'hv'[side]}{length}")
                drawn = here
        start = end
    return "".join(data)


def _is_alone(bead: Bead, side: int) -> bool:
    other = (bead.target_start, bead.target_end) if side == 0 else (bead.source_start, bead.source_end)
    return other[0] == other[1]


def _apart(spots: Sequence[Spot], ends: Sequence[tuple[int, int]], scale: tuple[float, float]) -> Iterator[PlacedSpot]:
    """Yield each spot that does not lie upon an earlier one of its severity, with its place beside the path."""
    taken = set()
    for spot in spots:
        before = ends[spot.position - 1] if spot.position else (0, 0)
        x, y = ((before[side] + ends[spot.position][side]) / 2 * scale[side] for side in (0, 1))
        cell = spot.severity, round(x / _APART), round(y / _APART)
        if cell not in taken:
            taken.add(cell)
            aside = _LANES.get(spot.severity, 0)
            yield PlacedSpot(spot, x + aside, y - aside)
