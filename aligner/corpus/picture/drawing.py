"""What a picture is made of, whatever format it is written in."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `dashed` where it leads to something that is elsewhere."""

    points: tuple[Point, ...]
    colour: str
    width: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle, and what it stands for."""

    centre: Point
    radius: float
    colour: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with an edge."""

    corner: Point
    size: Point
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `anchor` is the side that `place` is of (`start`, `middle`, `end`), `upright` reads upwards."""

    place: Point
    text: str
    colour: str
    anchor: str = "middle"
    upright: bool = False


Shape = Stroke | Dot | Box | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes, later ones upon earlier ones, on a sheet. `description` says in words what they show."""

    size: Point
    background: str
    shapes: tuple[Shape, ...]
    title: str
    description: str
    font_size: int = 12
