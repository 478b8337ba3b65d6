"""Synthetic documents for fitting: parallel text, damaged in known ways, so that every bead is known.

What translators do: sentences are merged and split, up to six of them, changed in order, left out alone or in runs,
said freely. What happens to documents: passages of one text face others of another text, in front, behind or in
between; sentences and sections change places; lists are sorted anew in each language; lines stand between them that
are no text (page numbers, headings, cue numbers and times); the same sentence comes again and again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from aligner.alignment.bead import Bead
from tools.lines import cue_time, one_sided_line
from tools.sorted_lists import sorted_anew

Pair = tuple[str, str]
"""A sentence and its translation."""

_SHORT = range(5, 28)
"""Characters of the sentences that are mixed in."""
_MIXED_IN = 0.2
_RUNS = (1, 1, 1, 2, 3, 6)
_JOINED = {2: 62, 3: 22, 4: 9, 5: 4, 6: 3}
"""How often so many sentences stand for one."""
_SPLITTABLE = 46
_CLAUSE_END = re.compile(r"[,;:–—] ")
_SPLIT_WITHIN = (0.06, 0.94)
_LEAST_CLAUSE = 5
_LONG_ENOUGH = 8
"""Spaces in a sentence that a fragment may be cut off."""
_SPACE = re.compile(" ")
_FREEDOM = 0.6
"""Share of the words that each side of a free translation lacks."""
_STRANGE = (1, 1, 1, 2, 2, 3, 4, 6)
_FRONT_MATTER = range(1, 7)
_MOVED = (1, 1, 1, 1, 2, 3)
_LEAST_MOVE, _LARGEST_MOVE = 2, 25
"""Units that a passage is moved by. Neighbours that change places are a bead of two by two."""
_LIST = range(5, 13)


@dataclass(frozen=True, slots=True)
class Unit:
    """Sentences that translate one another; one side is empty where the other has no counterpart."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DamagedText:
    """Sentences of both sides, and the beads, in text order, that hold each of them exactly once."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """How often things happen, as probabilities for each pair of sentences; of the last four, for the whole text.

    It is merged or split; a run of sentences begins with it that is left out on one side (another rate holds for the
    first and the last, which may be front matter); its sides lack words, each its own; a line that is no text stands
    before it on one side; passages that have nothing to do with each other stand before it, one on each side; a passage
    begins with it that stands elsewhere in the translation. `fragments` is the share of the splits that cut off a few
    words, as splitters do after datelines and abbreviations. The text may begin or end with front matter, have a list
    that is sorted in each language, cue numbers and times on either side, and a sentence that comes again and again.
    """

    regrouping: float = 0.0
    omission: float = 0.0
    omission_at_edges: float = 0.0
    free_translation: float = 0.0
    one_sided_lines: float = 0.0
    fragments: float = 0.4
    replacement: float = 0.0
    moving: float = 0.0
    front_matter: float = 0.0
    sorted_list: float = 0.0
    counters: float = 0.0
    boilerplate: float = 0.0


def random_damage(random: Random) -> Damage:
    """Draw rates between those of close translations and of free ones.

    Without counters: their likeness is worth little by rule (`aligner/alignment/side.py`), so that documents with them
    teach that likeness in general says little (the weight of similarity fell from 16 to 3).
    """
    return Damage(
        regrouping=random.choice((0.02, 0.15, 0.3, 0.45)),
        omission=random.choice((0.0, 0.01, 0.03, 0.06)),
        omission_at_edges=random.choice((0.0, 0.0, 0.5)),
        free_translation=random.choice((0.0, 0.1, 0.3, 0.6)),
        one_sided_lines=random.choice((0.0, 0.0, 0.03)),
        replacement=random.choice((0.0, 0.0, 0.0, 0.015)),
        moving=random.choice((0.0, 0.0, 0.0, 0.01)),
        front_matter=0.04,
        sorted_list=0.04,
        boilerplate=0.1,
    )


def short_pairs(pairs: Sequence[Pair]) -> list[Pair]:
    """Choose the pairs whose source is short."""
    return [pair for pair in pairs if len(pair[0]) in _SHORT]


def units_of(pairs: Sequence[Pair]) -> list[Unit]:
    """Return pairs as units of one sentence a side."""
    return [Unit((source,), (target,)) for source, target in pairs]


def mixed(units: Sequence[Unit], short: Sequence[Pair], random: Random) -> list[Unit]:
    """Put a short pair before one unit in five."""
    if not short:
        return list(units)
    return [
        each
        for unit in units
        for each in (units_of([random.choice(short)]) if random.random() < _MIXED_IN else []) + [unit]
    ]


def damaged(units: Sequence[Unit], damage: Damage, random: Random, strangers: Sequence[Unit] = ()) -> DamagedText:
    """Damage a text; the same state of `random` gives the same damage. `strangers` are units of other texts."""
    found = [_freely_translated(unit, damage.free_translation, random) for unit in units]
    found = _regrouped(found, damage, random)
    found = _omitted(found, damage, random)
    found = _moved(found, damage.moving, random)
    found = _repeated(found, damage.boilerplate, strangers, random)
    found = _with_list(found, damage.sorted_list, strangers, random)
    found = _with_strangers(found, damage, strangers, random)
    found = _with_lines(found, damage.one_sided_lines, random)
    found = _counted(found, damage.counters, random)
    return written(found)


def written(units: Sequence[Unit]) -> DamagedText:
    """Write units down as a text with its beads; sentences without counterpart are beads of their own."""
    source: list[str] = []
    target: list[str] = []
    beads: list[Bead] = []
    for unit in units:
        i, j = len(source), len(target)
        source += unit.source
        target += unit.target
        if unit.source and unit.target:
            beads.append(Bead(i, len(source), j, len(target)))
        else:
            beads += [Bead(k, k + 1, j, j) for k in range(i, len(source))]
            beads += [Bead(i, i, k, k + 1) for k in range(j, len(target))]
    return DamagedText(tuple(source), tuple(target), tuple(beads))


def _freely_translated(unit: Unit, share: float, random: Random) -> Unit:
    """Take words away from both sides, not the same ones: what is left of the pair is less alike."""
    if random.random() >= share or _is_many(unit):
        return unit
    source, target = (_dropped(side[0], _FREEDOM, random) for side in (unit.source, unit.target))
    return Unit((source,), (target,))


def _dropped(sentence: str, share: float, random: Random) -> str:
    words = sentence.split()
    # A share, not a rate: how long the sides of a pair are has to go on saying that they belong together.
    kept = max(2, round((1 - share) * len(words)))
    if len(words) <= kept:
        return sentence
    return " ".join(words[place] for place in sorted(random.sample(range(len(words)), kept)))


def _regrouped(units: Sequence[Unit], damage: Damage, random: Random) -> list[Unit]:
    """Merge some neighbours on one side, let two change places, or split one."""
    rest = list(units)
    found: list[Unit] = []
    while rest:
        if random.random() >= damage.regrouping or _is_many(rest[0]):
            found.append(rest.pop(0))
            continue
        chance = random.random()
        size = random.choices(list(_JOINED), list(_JOINED.values()))[0]
        if chance < 0.56:
            run = _run_of_single(rest, size)
            found.append(_merged(run, random))
        elif chance < 0.6:
            run = _run_of_single(rest, 2)
            found.append(Unit(_sources(run), _targets(run)[::-1]))
        else:
            run = rest[:1]
            found.append(_split_on_one_side(run[0], size, damage.fragments, random))
        del rest[: len(run)]
    return found


def _run_of_single(units: Sequence[Unit], most: int) -> list[Unit]:
    """Take units of one sentence a side from the beginning."""
    count = 1
    while count < min(most, len(units)) and not _is_many(units[count]):
        count += 1
    return list(units[:count])


def _is_many(unit: Unit) -> bool:
    return len(unit.source) != 1 or len(unit.target) != 1


def _sources(units: Sequence[Unit]) -> tuple[str, ...]:
    return tuple(sentence for unit in units for sentence in unit.source)


def _targets(units: Sequence[Unit]) -> tuple[str, ...]:
    return tuple(sentence for unit in units for sentence in unit.target)


def _merged(units: Sequence[Unit], random: Random) -> Unit:
    sources, targets = _sources(units), _targets(units)
    if random.random() < 0.5:
        return Unit(sources, (" ".join(targets),))
    return Unit((" ".join(sources),), targets)


def _split_on_one_side(unit: Unit, parts: int, fragments: float, random: Random) -> Unit:
    if random.random() < 0.5:
        return Unit(_split(unit.source[0], parts, fragments, random), unit.target)
    return Unit(unit.source, _split(unit.target[0], parts, fragments, random))


def _split(sentence: str, parts: int, fragments: float, random: Random) -> tuple[str, ...]:
    """Split a sentence after some of its clauses, if it has several and is long enough, or cut a few words off."""
    least, most = (share * len(sentence) for share in _SPLIT_WITHIN)
    ends = [
        match.start() + 1
        for match in _CLAUSE_END.finditer(sentence)
        if least < match.start() < most and _LEAST_CLAUSE <= match.start() + 1 < len(sentence) - _LEAST_CLAUSE
    ]
    words = [match.start() for match in _SPACE.finditer(sentence)]
    if len(words) > _LONG_ENOUGH and random.random() < fragments:
        ends, parts = [*words[:4], *words[-3:]], 2
    elif len(sentence) < _SPLITTABLE or not ends:
        return (sentence,)
    cuts = sorted(random.sample(ends, min(parts - 1, len(ends))))
    borders = [0, *cuts, len(sentence)]
    return tuple(piece for start, end in pairwise(borders) if (piece := sentence[start:end].strip()))


def _omitted(units: Sequence[Unit], damage: Damage, random: Random) -> list[Unit]:
    """Leave out runs of sentences on one side."""
    found: list[Unit] = []
    run, omitted_in_target = 0, False
    for place, unit in enumerate(units):
        at_edge = place in (0, len(units) - 1)
        if not run and random.random() < (damage.omission_at_edges if at_edge else damage.omission):
            run, omitted_in_target = random.choice(_RUNS), random.random() < 0.5
        if run:
            run -= 1
            found.append(Unit(unit.source, ()) if omitted_in_target else Unit((), unit.target))
        else:
            found.append(unit)
    return found


def _moved(units: Sequence[Unit], rate: float, random: Random) -> list[Unit]:
    """Let passages stand elsewhere in the translation: alone on both sides, since no bead crosses another."""
    found = list(units)
    for place in range(len(found)):
        if random.random() >= rate:
            continue
        size = random.choice(_MOVED)
        distance = random.randint(_LEAST_MOVE, _LARGEST_MOVE)
        passage = found[place : place + size]
        if not all(unit.source and unit.target for unit in passage) or place + size + distance > len(found):
            continue
        between = found[place + size : place + size + distance]
        sources = [Unit(unit.source, ()) for unit in passage]
        targets = [Unit((), unit.target) for unit in passage]
        first, last = (sources, targets) if random.random() < 0.5 else (targets, sources)
        found[place : place + size + distance] = [*first, *between, *last]
    return found


def _repeated(units: Sequence[Unit], chance: float, strangers: Sequence[Unit], random: Random) -> list[Unit]:
    """Let one sentence come again and again."""
    if not strangers or random.random() >= chance:
        return list(units)
    again = random.choice(strangers)
    return [each for unit in units for each in ((again, unit) if random.random() < 0.15 else (unit,))]


def _with_list(units: Sequence[Unit], chance: float, strangers: Sequence[Unit], random: Random) -> list[Unit]:
    """Put in a list that is sorted in each language: what keeps its order stays together, the rest is left alone."""
    items = [unit for unit in strangers if not _is_many(unit) and len(unit.source[0]) < 80]
    if len(items) < _LIST.stop or random.random() >= chance:
        return list(units)
    drawn = {unit.source[0]: unit for unit in random.sample(items, random.choice(_LIST))}
    listed = [drawn[text] for text in sorted(drawn)]
    sorted_list = [
        Unit(listed[i].source if i is not None else (), listed[j].target if j is not None else ())
        for i, j in sorted_anew([unit.target[0] for unit in listed])
    ]
    place = random.randrange(len(units) + 1)
    return [*units[:place], *sorted_list, *units[place:]]


def _with_strangers(units: Sequence[Unit], damage: Damage, strangers: Sequence[Unit], random: Random) -> list[Unit]:
    """Let unrelated passages face each other, in between and, as front matter does, at both ends."""
    if not strangers:
        return list(units)

    def facing(sizes: Callable[[], int]) -> list[Unit]:
        middle = len(strangers) // 2
        sources, targets = (_passage(half, sizes(), random) for half in (strangers[:middle], strangers[middle:]))
        return [*(Unit(unit.source, ()) for unit in sources), *(Unit((), unit.target) for unit in targets)]

    found: list[Unit] = []
    for unit in units:
        if random.random() < damage.replacement:
            found += facing(lambda: random.choice(_STRANGE))
        found.append(unit)
    if random.random() < damage.front_matter:
        found = facing(lambda: random.choice(_FRONT_MATTER)) + found
    if random.random() < damage.front_matter:
        found += facing(lambda: random.choice(_FRONT_MATTER))
    return found


def _passage(units: Sequence[Unit], size: int, random: Random) -> Sequence[Unit]:
    start = random.randrange(max(1, len(units) - size + 1))
    return units[start : start + size]


def _with_lines(units: Sequence[Unit], rate: float, random: Random) -> list[Unit]:
    """Put lines that are no text before some units, on one side."""
    found: list[Unit] = []
    for unit in units:
        if random.random() < rate:
            line = (one_sided_line(random),)
            found.append(Unit(line, ()) if random.random() < 0.5 else Unit((), line))
        found.append(unit)
    return found


def _counted(units: Sequence[Unit], chance: float, random: Random) -> list[Unit]:
    """Put a number and a time before every few sentences, on each side as it comes, as subtitles have them."""
    if random.random() >= chance:
        return list(units)
    counts, seconds = [0, 0], [1.0, 1.0]
    found: list[Unit] = []

    def cue(side: int) -> tuple[str, str]:
        counts[side] += 1
        start = seconds[side]
        seconds[side] += random.uniform(1.0, 4.0)
        return str(counts[side]), f"{cue_time(start)} --> {cue_time(seconds[side] - 0.1)}"

    for unit in units:
        new = [bool(sentences) and random.random() < 0.8 for sentences in (unit.source, unit.target)]
        cues = [cue(side) if is_new else () for side, is_new in enumerate(new)]
        if all(new):
            found += [Unit((source,), (target,)) for source, target in zip(*cues, strict=True)]
        else:
            found += [Unit(cues[0], ()), Unit((), cues[1])]
        found.append(unit)
    return [unit for unit in found if unit.source or unit.target]
