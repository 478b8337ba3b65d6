"""Tables on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Row = Mapping[str, str]
"""Headings and what stands under them."""


def table(corner: str, rows: Sequence[tuple[str, Row]]) -> Iterator[str]:
    """Yield aligned lines, numbers to the right; a heading of two words takes two lines."""
    columns = list(rows[0][1])
    headings = {name: name.split(" ") if " " in name else ["", name] for name in columns}
    first = max(len(corner), *(len(label) for label, _ in rows))
    widths = {name: max(map(len, (*headings[name], *(row[name] for _, row in rows)))) for name in columns}
    if any(upper for upper, _ in headings.values()):
        yield _line("", first, [headings[name][0].rjust(widths[name]) for name in columns])
    yield _line(corner, first, [headings[name][1].rjust(widths[name]) for name in columns])
    for label, row in rows:
        yield _line(label, first, [row[name].rjust(widths[name]) for name in columns])


def _line(label: str, width: int, cells: Sequence[str]) -> str:
    return "  ".join((label.ljust(width), *cells)).rstrip()
