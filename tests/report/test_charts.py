from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.bead import Bead
from aligner.corpus.report.charts import SIDE, Spot, confidence_counts, dot_plot, histogram
from aligner.corpus.report.page import rendered

SIZES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any), max_size=60)


def histogram_of(counts: list[int]) -> str:
    return "".join(rendered("histogram.svg", histogram=histogram(counts)))


def plot_of(beads: list[Bead], spots: list[Spot]) -> str:
    return "".join(rendered("map.svg", map=dot_plot(beads, spots, ("a", "b"))))


def beads_of(sizes: list[tuple[int, int]]) -> list[Bead]:
    beads = []
    source = target = 0
    for sources, targets in sizes:
        beads.append(Bead(source, source + sources, target, target + targets))
        source, target = source + sources, target + targets
    return beads


def route_of(plot: str) -> list[tuple[int, int]]:
    (data,) = re.findall('class="aligned" d="([^"]*)"', plot)
    return [(int(x), int(y)) for x, y in re.findall(r"[ML](\d+) (\d+)", data)]


@pytest.mark.parametrize(
    ("confidences", "place"), [([0.0], 0), ([0.0999], 0), ([0.1], 1), ([0.95], 9), ([1.0], 9), ([1.5], 9), ([-1.0], 0)]
)
def test_a_confidence_has_its_place(confidences: list[float], place: int) -> None:
    assert [number for number, count in enumerate(confidence_counts(confidences)) if count] == [place]


def test_what_has_no_confidence_is_not_counted() -> None:
    assert sum(confidence_counts([None, 0.5, None])) == 1


def test_bars_are_as_high_as_their_counts() -> None:
    picture = histogram_of([0, 5, 0, 0, 10, 0, 0, 0, 0, 0])
    assert re.findall(r'<rect [^>]*height="([\d.]+)"', picture) == ["75.0", "150.0"]
    assert re.findall(r">(\d+)</text>", picture) == ["5", "10"]


@given(SIZES)
def test_the_route_leads_from_corner_to_corner_without_a_step_back(sizes: list[tuple[int, int]]) -> None:
    route = route_of(plot_of(beads_of(sizes), []))
    assert route[0] == (0, 0)
    assert all(before != after and before[0] <= after[0] and before[1] <= after[1] for before, after in pairwise(route))
    both = all(map(any, zip(*sizes, strict=True))) if sizes else False
    if both:
        assert route[-1] == (SIDE, SIDE)


def test_gaps_lie_where_one_side_is_alone() -> None:
    plot = plot_of(beads_of([(1, 1), (2, 0), (0, 1), (1, 2)]), [])
    assert '<path class="omitted" d="M100 100h200"/>' in plot
    assert '<path class="added" d="M300 100v100"/>' in plot


def test_a_single_gap_in_a_long_text_can_be_seen() -> None:
    plot = plot_of(beads_of([(1, 1)] * 5_000 + [(1, 0)] + [(1, 1)] * 5_000), [])
    assert re.search(r'class="omitted" d="M\d+ \d+h1"', plot)


def test_the_size_is_bounded_whatever_the_beads_say() -> None:
    wild = [Bead(9 * place % 7, 9 * place % 7 + place % 3, 0, 1) for place in range(50_000)]
    spots = [Spot(place, f"s{place}", ("minor", "major", "critical")[place % 3], "x") for place in range(50_000)]
    assert len(plot_of(wild, spots)) < 150_000


def test_spots_lie_beside_the_path_by_severity() -> None:
    beads = beads_of([(1, 1)] * 2)
    spots = [Spot(0, "s1", "minor", "1 & 2"), Spot(1, "s2", "critical", "3"), Spot(1, "s3", "critical", "4")]
    plot = plot_of(beads, spots)
    assert re.findall('href="#(s.)".*class="(.*?)" cx="(.*?)" cy="(.*?)"', plot) == [
        ("s1", "minor", "108", "92"),
        ("s2", "critical", "324", "276"),
    ]
    assert "<title>1 &amp; 2</title>" in plot
