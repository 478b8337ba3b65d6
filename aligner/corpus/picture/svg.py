"""A drawing as SVG, which scales and needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from aligner.corpus.picture.drawing import Box, Dot, Drawing, Shape, Stroke, Words
from aligner.corpus.xml import escaped, quoted


def dump(drawing: Drawing) -> Iterator[str]:
    """Yield the file line by line; the same drawing gives the same bytes."""
    width, height = drawing.size
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" font-family="sans-serif" font-size="{drawing.font_size}">\n'
    )
    yield f"<title>{escaped(drawing.title)}</title>\n<desc>{escaped(drawing.description)}</desc>\n"
    yield f'<rect width="100%" height="100%" fill="{drawing.background}"/>\n'
    for shape in drawing.shapes:
        yield _element(shape) + "\n"
    yield "</svg>\n"


@singledispatch
def _element(shape: Shape) -> str:
    raise TypeError(f"no SVG is known for {type(shape).__name__}")


@_element.register
def _(shape: Stroke) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
    dashes = ' stroke-dasharray="4 3"' if shape.dashed else ""
    return f'<polyline points="{points}" fill="none" stroke="{shape.colour}" stroke-width="{shape.width:g}"{dashes}/>'


@_element.register
def _(shape: Dot) -> str:
    x, y = shape.centre
    label = f"<title>{escaped(shape.label)}</title>" if shape.label else ""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{shape.radius:g}" fill="{shape.colour}">{label}</circle>'


@_element.register
def _(shape: Box) -> str:
    x, y = shape.corner
    width, height = shape.size
    place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    return f'<rect {place} fill="{shape.fill}" stroke="{shape.edge}"/>'


@_element.register
def _(shape: Words) -> str:
    x, y = shape.place
    where = f'transform="translate({x:g} {y:g}) rotate(-90)"' if shape.upright else f'x="{x:g}" y="{y:g}"'
    return f"<text {where} text-anchor={quoted(shape.anchor)} fill={quoted(shape.colour)}>{escaped(shape.text)}</text>"
