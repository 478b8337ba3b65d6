"""Damage that documents really have, made from parallel sentences, for `benchmarks.damage`.

A document is a list of units (`tools.damage.Unit`) with a mark on what was done to each; so the damaged places are
measured by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from random import Random
from typing import Final

from aligner.alignment.alignment import Alignment
from aligner.alignment.bead import Bead
from aligner.evaluation.links import Link
from tools.damage import Unit, written
from tools.lines import cue_time
from tools.sorted_lists import sorted_anew

DOCUMENTS: Final = 40
SEGMENTS: Final = 60
PLACES: Final = 3
"""Damaged places in a document."""
STRANGE: Final = range(1, 7)
SWAPPED: Final = (1, 3, 10)
DISTANCES: Final = (2, 5, 15)
LIST_ITEMS: Final = range(8, 17)
SURE: Final = 0.5
_CLAUSE_END = re.compile(r"(?<=[,;:–—]) ")

Segments = Sequence[Unit]
Align = Callable[[Sequence[str], Sequence[str]], Alignment]


@dataclass(frozen=True, slots=True)
class MarkedUnit:
    """Sentences that belong together; equal `meaning` marks those that may stand apart, -1 all others.

    `is_damaged` marks what the figure of a row is about.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    is_damaged: bool = False
    meaning: int = -1


@dataclass(frozen=True, slots=True)
class Places:
    """A document, aligned, with the sentence numbers of each of its units."""

    units: Sequence[MarkedUnit]
    links: tuple[Link, ...]
    alignment: Alignment

    def sentences(self, chosen: Callable[[MarkedUnit], bool]) -> tuple[set[int], set[int]]:
        """Numbers of the sentences of some units, by side."""
        found: tuple[set[int], set[int]] = (set(), set())
        for unit, link in zip(self.units, self.links, strict=True):
            if chosen(unit):
                found[0].update(link[0])
                found[1].update(link[1])
        return found


def aligned(units: Sequence[MarkedUnit], align: Align) -> Places:
    """Write units down, and align both texts."""
    text = written([Unit(unit.source, unit.target) for unit in units])
    links: list[Link] = []
    i = j = 0
    for unit in units:
        links.append((tuple(range(i, i + len(unit.source))), tuple(range(j, j + len(unit.target)))))
        i, j = i + len(unit.source), j + len(unit.target)
    return Places(units, tuple(links), align(text.source, text.target))


def measure(documents: Sequence[Segments], align: Align, random: Random) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield a row for each kind of damage: its name and figures. Documents must have `SEGMENTS` units or more."""

    def places(damage: Callable[[Segments], list[MarkedUnit]]) -> list[Places]:
        return [aligned(damage(document[:SEGMENTS]), align) for document in documents[:DOCUMENTS]]

    def with_strangers(damage: Callable[[Segments, Segments, Random], list[MarkedUnit]]) -> list[Places]:
        found = []
        for document in documents[:DOCUMENTS]:
            own = set(document[:SEGMENTS])
            others = list({unit: None for each in documents for unit in each if unit not in own})
            found.append(aligned(damage(document[:SEGMENTS], others, random), align))
        return found

    yield "facing", junk(with_strangers(facing))
    yield "facing in front", junk(with_strangers(facing_in_front))
    for size in SWAPPED:
        for distance in DISTANCES:
            damage = partial(swapped, size=size, distance=distance, random=random)
            yield f"swapped {size} by {distance}", moved(places(damage))
    yield "sorted list", moved(with_strangers(with_sorted_list))
    for size in range(2, 7):
        yield f"{size} joined", exact(places(partial(joined, size=size, random=random)))
    for size in range(2, 7):
        yield f"cut in {size}", exact(places(partial(cut, size=size, random=random)))
    yield "short member joined", exact(places(partial(short_joined, random=random)))
    yield "counters", exact(places(partial(counted, random=random)))


def facing(units: Segments, strangers: Segments, random: Random) -> list[MarkedUnit]:
    """Put unrelated passages on both sides before some units."""
    places = random.sample(range(1, len(units)), PLACES)
    found: list[MarkedUnit] = []
    for place, unit in enumerate(units):
        found += _strange(strangers, random) if place in places else []
        found.append(MarkedUnit(unit.source, unit.target))
    return found


def facing_in_front(units: Segments, strangers: Segments, random: Random) -> list[MarkedUnit]:
    """Put unrelated passages in front, as different prefaces are."""
    return [*_strange(strangers, random), *(MarkedUnit(unit.source, unit.target) for unit in units)]


def _strange(strangers: Segments, random: Random) -> list[MarkedUnit]:
    middle = len(strangers) // 2
    sources = [MarkedUnit(unit.source, (), True) for unit in _passage(strangers[:middle], random)]
    return sources + [MarkedUnit((), unit.target, True) for unit in _passage(strangers[middle:], random)]


def swapped(units: Segments, size: int, distance: int, random: Random) -> list[MarkedUnit]:
    """Let two passages of `size` units with `distance` others between them change places in the target."""
    span = 2 * size + distance
    start = random.randrange(len(units) - span + 1)
    first = range(start, start + size)
    second = range(start + size + distance, start + span)
    found = [MarkedUnit(unit.source, unit.target, meaning=k) for k, unit in enumerate(units)]
    between = found[first.stop : second.start]

    def apart(passage: range, other: range) -> list[MarkedUnit]:
        sources = [MarkedUnit(units[k].source, (), True, k) for k in passage]
        return sources + [MarkedUnit((), units[k].target, True, k) for k in other]

    return [*found[:start], *apart(first, second), *between, *apart(second, first), *found[second.stop :]]


def with_sorted_list(units: Segments, strangers: Segments, random: Random) -> list[MarkedUnit]:
    """Put in a list that is sorted in each language; what cannot keep its order counts as damaged."""
    drawn = random.sample([unit for unit in strangers if len(unit.source[0]) < 120], random.choice(LIST_ITEMS))
    items = sorted(drawn, key=lambda unit: unit.source)
    found = [
        MarkedUnit(
            items[i].source if i is not None else (),
            items[j].target if j is not None else (),
            is_damaged=i != j,
            meaning=next(k for k in (i, j) if k is not None),
        )
        for i, j in sorted_anew([unit.target[0] for unit in items])
    ]
    place = random.randrange(len(units))
    whole = [MarkedUnit(unit.source, unit.target) for unit in units]
    return [*whole[:place], *found, *whole[place:]]


def joined(units: Segments, size: int, random: Random) -> list[MarkedUnit]:
    """Write some runs of units as one sentence, by turns on either side."""
    return _regrouped(units, size, random, lambda run, side: _join(run, side))


def cut(units: Segments, size: int, random: Random) -> list[MarkedUnit]:
    """Cut some units into so many sentences at the ends of clauses, on either side, where they have as many."""

    def cut_one(run: Segments, side: int) -> MarkedUnit | None:
        texts = [run[0].source[0], run[0].target[0]]
        ends = [found.end() for found in _CLAUSE_END.finditer(texts[side])]
        if len(ends) < size - 1:
            return None
        borders = [0, *sorted(random.sample(ends, size - 1)), len(texts[side])]
        pieces = tuple(texts[side][start:end].strip() for start, end in pairwise(borders))
        return MarkedUnit(pieces, (texts[1],), True) if side == 0 else MarkedUnit((texts[0],), pieces, True)

    return _regrouped(units, 1, random, cut_one, len(units))


def short_joined(units: Segments, random: Random) -> list[MarkedUnit]:
    """Join the shortest units to the next one, on either side."""
    lengths = sorted(len(unit.source[0]) for unit in units)
    short = lengths[len(lengths) // 8]
    found: list[MarkedUnit] = []
    place = 0
    while place < len(units):
        run = units[place : place + 2]
        if len(run) == 2 and len(run[0].source[0]) <= short:
            found.append(_join(run, random.randrange(2)))
            place += 2
        else:
            found.append(MarkedUnit(run[0].source, run[0].target))
            place += 1
    return found


def counted(units: Segments, random: Random) -> list[MarkedUnit]:
    """Put cue numbers and times before the sentences of each side, each side with cues of its own."""
    counts = [0, 0]
    found: list[MarkedUnit] = []
    for unit in units:
        cues: list[tuple[str, ...]] = []
        for side in range(2):
            if random.random() < 0.3:
                cues.append(())
                continue
            counts[side] += 1
            number = counts[side]
            start = number * 3 + random.random()
            cues.append((str(number), f"{cue_time(start)} --> {cue_time(start + 2)}"))
        found += [MarkedUnit(cues[0], ()), MarkedUnit((), cues[1]), MarkedUnit(unit.source, unit.target, True)]
    return [unit for unit in found if unit.source or unit.target]


def junk(found: Sequence[Places]) -> dict[str, float]:
    """Share of the unrelated sentences that stand in a pair bead surer than `SURE`, and how the rest fares."""
    strange = paired = 0
    for one in found:
        sources, targets = one.sentences(lambda unit: unit.is_damaged)
        strange += len(sources) + len(targets)
        for bead, sure in zip(one.alignment.beads, one.alignment.confidence, strict=True):
            if not bead.is_null and sure > SURE:
                paired += len(sources & set(range(bead.source_start, bead.source_end)))
                paired += len(targets & set(range(bead.target_start, bead.target_end)))
    return {"unrelated": strange, "in sure pairs": paired / strange, "other beads right": _right(found, damaged=False)}


def moved(found: Sequence[Places]) -> dict[str, float]:
    """Share of the sentences that stand elsewhere which are joined with their own, and moves that join others.

    Where two passages change places, either of them may be what stays. So a sentence counts as found whether a move or
    a bead joins it with its translation.
    """
    total = right = false = 0
    for one in found:
        meanings: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for unit, link in zip(one.units, one.links, strict=True):
            for side in range(2):
                meanings[side].update((sentence, unit.meaning) for sentence in link[side] if unit.meaning >= 0)
        apart = {unit.meaning for unit in one.units if unit.is_damaged}
        total += len(apart)
        moves = [_joined_meanings(move.bead, meanings) for move in one.alignment.moves]
        beads = [_joined_meanings(bead, meanings) for bead in one.alignment.beads]
        right += len(apart & {meaning for own in (*moves, *beads) for meaning in own})
        false += sum(not own for own in moves)
    return {
        "apart": total,
        "found": right / total,
        "false moves": false,
        "other beads right": _right(found, damaged=False),
    }


def _joined_meanings(bead: Bead, meanings: tuple[dict[int, int], dict[int, int]]) -> set[int]:
    """Return what both sides of a bead have in common."""
    sources = {meanings[0].get(i, -1) for i in range(bead.source_start, bead.source_end)}
    targets = {meanings[1].get(j, -1) for j in range(bead.target_start, bead.target_end)}
    return (sources & targets) - {-1}


def exact(found: Sequence[Places]) -> dict[str, float]:
    """Share of the damaged units that are a bead, and of all others."""
    count = sum(unit.is_damaged for one in found for unit in one.units)
    return {"units": count, "right": _right(found, damaged=True), "others right": _right(found, damaged=False)}


def _right(found: Sequence[Places], *, damaged: bool) -> float:
    total = right = 0
    for one in found:
        beads = {(b.source_start, b.source_end, b.target_start, b.target_end) for b in one.alignment.beads}
        for unit, (sources, targets) in zip(one.units, one.links, strict=True):
            if unit.is_damaged == damaged and sources and targets:
                total += 1
                right += (sources[0], sources[-1] + 1, targets[0], targets[-1] + 1) in beads
    return right / total if total else 1.0


def _passage(units: Segments, random: Random) -> Segments:
    size = random.choice(STRANGE)
    start = random.randrange(len(units) - size + 1)
    return units[start : start + size]


def _join(run: Segments, side: int) -> MarkedUnit:
    sources = tuple(sentence for unit in run for sentence in unit.source)
    targets = tuple(sentence for unit in run for sentence in unit.target)
    if side == 0:
        return MarkedUnit((" ".join(sources),), targets, True)
    return MarkedUnit(sources, (" ".join(targets),), True)


def _regrouped(
    units: Segments,
    size: int,
    random: Random,
    change: Callable[[Segments, int], MarkedUnit | None],
    places: int = PLACES,
) -> list[MarkedUnit]:
    """Change some runs of `size` units, with one unit left between them at least; by turns on either side."""
    found: list[MarkedUnit] = []
    starts = set(range(1, len(units) - size, max(size + 1, len(units) // places)))
    place, side = 0, random.randrange(2)
    while place < len(units):
        changed = change(units[place : place + size], side) if place in starts else None
        if changed is not None:
            found.append(changed)
            place, side = place + size, 1 - side
        else:
            found.append(MarkedUnit(units[place].source, units[place].target))
            place += 1
    return found
