"""A drawing as PNG, by Pillow."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import singledispatchmethod
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aligner.corpus.picture.drawing import Box, Dot, Drawing, Point, Shape, Stroke, Words
from aligner.errors import OutputError

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE: Final = 2
"""Pixels for a unit."""
_DASH: Final = 4.0
_ANCHORS: Final = {"start": "ls", "middle": "ms", "end": "rs"}


def require_pillow(path: Path) -> None:
    """Raise OutputError where what PNG needs is not installed."""
    if importlib.util.find_spec("PIL") is None:
        remedy = f"write {path.with_suffix('.svg')}, or install with pip install 'bitext-aligner[picture]'"
        raise OutputError(f"{path}: PNG needs Pillow: {remedy}")


def dump(drawing: Drawing) -> Iterator[bytes]:
    """Yield the file's bytes."""
    from PIL.Image import new

    image = new("RGB", _pixels(drawing.size), drawing.background)
    brush = _Brush(image, drawing.font_size)
    for shape in drawing.shapes:
        brush.draw(shape)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    yield file.getvalue()


class _Brush:
    """Puts shapes onto an image."""

    def __init__(self, image: Image, font_size: int) -> None:
        from PIL import ImageDraw, ImageFont

        self._image = image
        self._draw = ImageDraw.Draw(image)
        self._font = ImageFont.load_default(font_size * SCALE)

    @singledispatchmethod
    def draw(self, shape: Shape) -> None:
        """Draw a shape."""
        raise TypeError(f"no pixels are known for {type(shape).__name__}")

    @draw.register
    def _(self, shape: Stroke) -> None:
        points = [_pixels(point) for point in shape.points]
        width = round(shape.width * SCALE)
        if not shape.dashed:
            self._draw.line(points, shape.colour, width)
            return
        for start, end in zip(shape.points, shape.points[1:], strict=False):
            for first, last in _dashes(start, end):
                self._draw.line([_pixels(first), _pixels(last)], shape.colour, width)

    @draw.register
    def _(self, shape: Dot) -> None:
        (x, y), radius = shape.centre, shape.radius
        self._draw.ellipse([*_pixels((x - radius, y - radius)), *_pixels((x + radius, y + radius))], shape.colour)

    @draw.register
    def _(self, shape: Box) -> None:
        (x, y), (width, height) = shape.corner, shape.size
        self._draw.rectangle([*_pixels((x, y)), *_pixels((x + width, y + height))], shape.fill, shape.edge)

    @draw.register
    def _(self, shape: Words) -> None:
        if not shape.upright:
            self._draw.text(_pixels(shape.place), shape.text, shape.colour, self._font, _ANCHORS[shape.anchor])
            return
        from PIL.Image import new

        left, top, right, bottom = self._font.getbbox(shape.text)
        strip = new("RGBA", (round(right - left) + 4, round(bottom - top) + 4))
        _text(strip, self._font, shape, (2 - left, 2 - top))
        turned = strip.rotate(90, expand=True)
        x, y = _pixels(shape.place)
        self._image.paste(turned, (x - turned.width, y - turned.height // 2), turned)


def _text(strip: Image, font: object, shape: Words, place: Point) -> None:
    from PIL import ImageDraw

    ImageDraw.Draw(strip).text(place, shape.text, shape.colour, font)  # type: ignore[arg-type]


def _pixels(point: Point) -> tuple[int, int]:
    return round(point[0] * SCALE), round(point[1] * SCALE)


def _dashes(start: Point, end: Point) -> Iterator[tuple[Point, Point]]:
    """Cut a line into pieces of which every second one is drawn."""
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    step = (end[0] - start[0]) / max(length, 1e-9), (end[1] - start[1]) / max(length, 1e-9)
    at = 0.0
    while at < length:
        last = min(at + _DASH, length)
        yield (
            (start[0] + at * step[0], start[1] + at * step[1]),
            (start[0] + last * step[0], start[1] + last * step[1]),
        )
        at += 2 * _DASH
