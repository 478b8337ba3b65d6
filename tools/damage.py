"""Synthetic documents for fitting: parallel text, damaged in known ways, so that every bead is known.

Sentences are merged and split at commas as translators do, swapped, left out alone or in runs, and lines that only one
side has (page numbers, headings) are put between them. Both sides of free translations lack words, each its own. Short
sentences of another text may be mixed in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from aligner.alignment.bead import Bead

Pair = tuple[str, str]
"""A sentence and its translation."""

_SHORT = range(5, 28)
"""Characters of the sentences that are mixed in."""
_MIXED_IN = 0.2
_RUNS = (1, 1, 1, 2, 3, 6)
_SPLITTABLE = 46
_CLAUSE_END = re.compile(r"[,;:–—] ")
_SPLIT_WITHIN = (0.06, 0.94)
_LEAST_CLAUSE = 5
_LONG_ENOUGH = 8
"""Spaces in a sentence that a fragment may be cut off."""
_SPACE = re.compile(" ")
_FREEDOM = 0.6
"""Share of the words that each side of a free translation lacks."""
_CAPTIONS = ("Kapitel", "Chapter", "Teil", "Part", "Seite", "Page", "Abb.", "Figure")
_ROMAN = ("I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII.", "IX.", "X.", "XI.", "XII.")


@dataclass(frozen=True, slots=True)
class DamagedText:
    """Sentences of both sides, and the beads, in text order, that hold each of them exactly once."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """How often things happen, as probabilities for each pair of sentences.

    It is merged or split; a run of sentences begins with it that is left out on one side (another rate holds for the
    first and the last, which may be front matter); its sides lack words, each its own; a line that is no text stands
    before it on one side. `fragments` is the share of the splits that cut off a few words, as splitters do after
    datelines and abbreviations.
    """

    regrouping: float = 0.0
    omission: float = 0.0
    omission_at_edges: float = 0.0
    free_translation: float = 0.0
    one_sided_lines: float = 0.0
    fragments: float = 0.4


def random_damage(random: Random) -> Damage:
    """Draw rates between those of close translations and of free ones."""
    return Damage(
        regrouping=random.choice((0.02, 0.15, 0.3, 0.45)),
        omission=random.choice((0.01, 0.05, 0.1)),
        omission_at_edges=random.choice((0.0, 0.5)),
        free_translation=random.choice((0.0, 0.1, 0.3, 0.6)),
        one_sided_lines=random.choice((0.0, 0.0, 0.03)),
    )


def short_pairs(pairs: Sequence[Pair]) -> list[Pair]:
    """Choose the pairs whose source is short."""
    return [pair for pair in pairs if len(pair[0]) in _SHORT]


def mixed(pairs: Sequence[Pair], short: Sequence[Pair], random: Random) -> list[Pair]:
    """Put a short pair before one pair in five."""
    if not short:
        return list(pairs)
    return [each for pair in pairs for each in ([random.choice(short)] if random.random() < _MIXED_IN else []) + [pair]]


def damaged(pairs: Sequence[Pair], damage: Damage, random: Random) -> DamagedText:
    """Damage a text; the same state of `random` gives the same damage."""
    writer = _Writer()
    rest = [_freely_translated(pair, damage, random) for pair in pairs]
    run, omitted_in_target = 0, False
    while rest:
        if random.random() < damage.one_sided_lines:
            line = [_one_sided_line(random)]
            writer.write(line, []) if random.random() < 0.5 else writer.write([], line)
        at_edge = not writer.beads or len(rest) == 1
        if not run and random.random() < (damage.omission_at_edges if at_edge else damage.omission):
            run, omitted_in_target = random.choice(_RUNS), random.random() < 0.5
        if run:
            run -= 1
            source, target = rest.pop(0)
            writer.write([source], []) if omitted_in_target else writer.write([], [target])
        elif random.random() < damage.regrouping:
            used, sources, targets = _regrouped(rest, damage.fragments, random)
            writer.write(sources, targets)
            del rest[:used]
        else:
            source, target = rest.pop(0)
            writer.write([source], [target])
    return DamagedText(tuple(writer.source), tuple(writer.target), tuple(writer.beads))


class _Writer:
    """Collects both sides and the beads."""

    def __init__(self) -> None:
        self.source: list[str] = []
        self.target: list[str] = []
        self.beads: list[Bead] = []

    def write(self, source: Sequence[str], target: Sequence[str]) -> None:
        i, j = len(self.source), len(self.target)
        self.source += source
        self.target += target
        self.beads.append(Bead(i, len(self.source), j, len(self.target)))


def _regrouped(rest: Sequence[Pair], fragments: float, random: Random) -> tuple[int, list[str], list[str]]:
    """Merge the next two or three pairs on one side, swap two, or split one: pairs used, both sides of the bead."""
    chance = random.random()
    size = 2 if chance < 0.5 or 0.6 <= chance < 0.64 else 3 if chance < 0.6 else 1
    pairs = rest[:size]
    sources, targets = [source for source, _ in pairs], [target for _, target in pairs]
    merged_in_target = random.random() < 0.5
    if len(pairs) > 1 and chance >= 0.6:
        return size, sources, targets[::-1]
    if len(pairs) > 1:
        return (
            (len(pairs), sources, [" ".join(targets)])
            if merged_in_target
            else (len(pairs), [" ".join(sources)], targets)
        )
    if merged_in_target:
        return 1, _split(sources[0], fragments, random), targets
    return 1, sources, _split(targets[0], fragments, random)


def _split(sentence: str, fragments: float, random: Random) -> list[str]:
    """Split a sentence after one of its clauses, if it has several and is long enough, or cut a few words off."""
    least, most = (share * len(sentence) for share in _SPLIT_WITHIN)
    ends = [
        match.start() + 1
        for match in _CLAUSE_END.finditer(sentence)
        if least < match.start() < most and _LEAST_CLAUSE <= match.start() + 1 < len(sentence) - _LEAST_CLAUSE
    ]
    words = [match.start() for match in _SPACE.finditer(sentence)]
    if len(words) > _LONG_ENOUGH and random.random() < fragments:
        ends = [*words[:4], *words[-3:]]
    elif len(sentence) < _SPLITTABLE or not ends:
        return [sentence]
    end = random.choice(ends)
    return [sentence[:end].strip(), sentence[end:].strip()]


def _freely_translated(pair: Pair, damage: Damage, random: Random) -> Pair:
    """Take words away from both sides, not the same ones: what is left of the pair is less alike."""
    if random.random() >= damage.free_translation:
        return pair
    source, target = (_dropped(sentence, _FREEDOM, random) for sentence in pair)
    return source, target


def _dropped(sentence: str, share: float, random: Random) -> str:
    words = sentence.split()
    # A share, not a rate: how long the sides of a pair are has to go on saying that they belong together.
    kept = max(2, round((1 - share) * len(words)))
    if len(words) <= kept:
        return sentence
    return " ".join(words[place] for place in sorted(random.sample(range(len(words)), kept)))


def _one_sided_line(random: Random) -> str:
    kind = random.randrange(4)
    if kind == 0:
        return random.choice(_ROMAN)
    if kind == 1:
        return str(random.randrange(1, 400))
    return "* * *" if kind == 2 else f"{random.choice(_CAPTIONS)} {random.randrange(1, 30)}"
