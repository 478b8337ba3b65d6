"""What the layout of both texts says: paragraphs, headings and numbering.

Translators keep paragraphs and numbers, as a rule; formats and editors do not always. How far the layouts of two texts
correspond is therefore learned from the beads that are sure without it. Layouts that have nothing to do with each
other (reflowed text, a paragraph for every sentence on one side) say nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.corridor import Corridor
from aligner.alignment.decoding import Posteriors
from aligner.alignment.lattice import Floats

Integers = NDArray[np.int64]

ROLES: Final = ("inside", "paragraph", "heading", "numbered")
"""What a sentence is in the layout: the last of these that holds. `paragraph`: a paragraph begins with it."""
_INSIDE, _PARAGRAPH, _HEADING, _NUMBERED = range(len(ROLES))

_PRIOR_BEADS = 30.0
"""So many beads speak for layouts that have nothing to do with each other: chosen by hand, as all here without another
source."""
_PRIOR_EQUAL, _PRIOR_DIFFERENT = 4.0, 1.0
"""So many pairs of numbered sentences have equal and different numbers before any is seen."""
_PASSAGE = 10
"""Numbered beads over which the agreement of numbers is taken."""
_UNTRUSTED, _TRUSTED = 0.6, 0.9
"""Shares of agreement from which numbers count at all, and in full."""
_CAP = 3.0
"""No role and no number counts more than this, in nats, for or against a bead."""
_SHARE_AT_START = 0.25
"""So much counts of what it costs that a bead begins with a paragraph on one side only. The cost would be right if
nothing were missing: where the beginning of a paragraph is, the next sentence is right to face one. Chosen among 0,
.2, .5 and 1 on paragraphs with single sentences deleted."""
_CHUNK_ROWS = 64
_LONGEST_HEADING = 80

_STOP = re.compile(r"""[-–—.!?…:;,]["'”“»«’)\]]*\s*$""")
_UNFINISHED = re.compile(r"[-–—,]\s*$")
"""What stands alone and goes on, such as the place in front of a press report, begins the paragraph that follows."""
_WORDS_OF_PARTS = (
    "articles?|artikel|art[.]|sections?|abschnitt|chapters?|kapitel|parts?|teil|clause|klausel|ziffer|"
    "paragraphs?|absatz|abs[.]|annex|anhang|appendix|anlage|schedule|step|schritt|rule|regel|§+"
)
_WORDS_OF_CAPTIONS = {"table": "table", "tabelle": "table", "figure": "figure", "abbildung": "figure"}
_LABEL = re.compile(
    rf"(?P<word>(?i:{_WORDS_OF_PARTS}|{'|'.join(_WORDS_OF_CAPTIONS)}))\s*"
    r"(?P<worded>\d{1,3}(?:[.]\d{1,3})*[a-z]?|[IVXLC]+|[A-Z])(?!\w)"
    r"|[(]?(?P<bare>\d{1,3}(?:[.]\d{1,3})*[a-z]?|[IVXLC]+|[a-zA-Z]|[ivx]+)(?:[.)]|[.][)])(?:\s|$)"
    r"|(?P<deep>\d{1,2}(?:[.]\d{1,2})+)\s+(?=[A-ZÄÖÜ])"
)
_ROMAN = re.compile(r"(?=.)(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of one text: for each of its n sentences its role (a place in `ROLES`) and its number.

    Equal entries of `numbers` stand for equal numbers on both sides; those of sentences without are 0.
    """

    roles: Integers
    numbers: Integers

    def part(self, sentences: slice) -> Layout:
        """Cut out some consecutive sentences."""
        return Layout(self.roles[sentences], self.numbers[sentences])


@dataclass(frozen=True, slots=True)
class Correspondence:
    """How far two layouts correspond, as log-likelihood ratios of 'translations' against 'unrelated'.

    `roles` (4, 4) is for two sentences by their roles, source first; `equal` and `different` are for two numbered
    sentences.
    """

    roles: Floats
    equal: float
    different: float

    @property
    def at_start(self) -> Floats:
        """The roles of the sentences that a bead begins with."""
        scores = self.roles.copy()
        for roles in ((_INSIDE, _PARAGRAPH), (_PARAGRAPH, _INSIDE)):
            scores[roles] *= _SHARE_AT_START if scores[roles] < 0 else 1.0
        return scores

    @property
    def is_silent(self) -> bool:
        """Whether the layout says nothing at all."""
        return not (self.roles.any() or self.equal or self.different)


def layouts_of(
    source: Sequence[str],
    target: Sequence[str],
    source_paragraphs: Sequence[int] | None = None,
    target_paragraphs: Sequence[int] | None = None,
) -> tuple[Layout, Layout]:
    """Find the layouts of two texts from their sentences and, where there are paragraphs, the paragraph of each."""
    known: dict[str, int] = {}
    return (
        _layout_of(source, source_paragraphs, known),
        _layout_of(target, target_paragraphs, known),
    )


def label_of(sentence: str) -> str | None:
    """Return the number or letter that a sentence begins with, in one form for all ways to write it.

    `3.`, `(3)`, `§ 3`, `Article 3` and `Kapitel III` are all `3`; a caption such as `Tabelle 3` is `table 3`.
    """
    found = _LABEL.match(sentence)
    if found is None:
        return None
    label = found["worded"] or found["bare"] or found["deep"]
    if _ROMAN.fullmatch(label):
        label = str(_roman_value(label))
    caption = _WORDS_OF_CAPTIONS.get((found["word"] or "").lower())
    return f"{caption} {label}" if caption else label.lower()


def correspondence_of(stretches: Sequence[tuple[Posteriors, Layout, Layout]]) -> Correspondence:
    """Learn from the surest 1-1 beads of some stretches how far the layouts of both texts correspond.

    Roles are counted together and compared with what they would be if the layouts were independent: a smoothed
    pointwise mutual information (Church and Hanks 1990, Word association norms), which is 0 where one of the texts has
    one role only. Numbers are trusted as far as they agree in the sure beads of the passage where they agree least.
    """
    together = np.zeros((len(ROLES), len(ROLES)))
    agreeing: list[bool] = []
    for found, source, target in stretches:
        i, j = found.sure_pairs().T
        np.add.at(together, (source.roles[i], target.roles[j]), 1.0)
        both = (source.numbers[i] > 0) & (target.numbers[j] > 0)
        agreeing += (source.numbers[i] == target.numbers[j])[both].tolist()
    source_numbers = [number for _, source, _ in stretches for number in source.numbers.tolist()]
    target_numbers = [number for _, _, target in stretches for number in target.numbers.tolist()]
    return Correspondence(
        _associations(together), *_number_scores(_agreement(agreeing), source_numbers, target_numbers)
    )


def add_layout(
    pairs: NDArray[np.float32],
    corridor: Corridor,
    types: Sequence[tuple[int, int]],
    source: Layout,
    target: Layout,
    correspondence: Correspondence,
) -> None:
    """Add to the scores (bead types, corridor size) of all beads what the layout says of them.

    A bead is judged by the sentences that it begins with. What begins within it (a paragraph, a heading, a numbered
    sentence) faces the inside of the other side.
    """
    if correspondence.is_silent:
        return
    within_source = _within(source, correspondence.roles[:, _INSIDE])
    within_target = _within(target, correspondence.roles[_INSIDE])
    starting = correspondence.at_start
    reach = max(max(sizes) for sizes in types)
    for first in range(0, corridor.rows, _CHUNK_ROWS):
        last = min(first + _CHUNK_ROWS, corridor.rows)
        low, high = int(corridor.low[first]), int(corridor.high[last - 1])
        rows, columns = np.arange(first, last), np.arange(low, high)
        source_window, target_window = _padded(source, first - reach, last), _padded(target, low - reach, high)
        starts = starting[source_window.roles[:, None], target_window.roles]
        _add_numbers(starts, source_window.numbers, target_window.numbers, correspondence)
        inside = (corridor.low[rows, None] <= columns) & (columns < corridor.high[rows, None])
        place = slice(*corridor.offsets[[first, last]])
        for kind, (sources, targets) in enumerate(types):
            values = starts[reach - sources :, reach - targets :][: len(rows), : len(columns)]
            values = values + _inner(within_source, rows, sources)[:, None] + _inner(within_target, columns, targets)
            pairs[kind, place] += values[inside]


def _layout_of(texts: Sequence[str], paragraphs: Sequence[int] | None, known: dict[str, int]) -> Layout:
    roles = np.zeros(len(texts), np.int64)
    if paragraphs is not None and len(set(paragraphs)) > 1:
        goes_on = np.array([bool(_UNFINISHED.search(text)) for text in texts[:-1]], np.bool_)
        borders = np.concatenate([[True], (np.diff(np.asarray(paragraphs)) != 0) & ~goes_on, [True]])
        begins, ends = borders[:-1], borders[1:]
        short = np.array([len(text) <= _LONGEST_HEADING and not _STOP.search(text) for text in texts])
        roles[begins] = _PARAGRAPH
        roles[begins & ends & short] = _HEADING
    labels = [label_of(text) for text in texts]
    numbers = np.array([0 if label is None else known.setdefault(label, len(known) + 1) for label in labels], np.int64)
    roles[numbers > 0] = _NUMBERED
    return Layout(roles, numbers)


def _roman_value(label: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in label]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _associations(together: Floats) -> Floats:
    """Log ratio of how often roles (4, 4) meet to how often they would by chance; 0 for roles that do not occur."""
    total = together.sum()
    if not total:
        return np.zeros_like(together)
    chance = np.outer(together.sum(axis=1), together.sum(axis=0)) / total
    seen = chance > 0
    ratios = np.ones_like(together)
    ratios[seen] = (together[seen] / chance[seen] * total + _PRIOR_BEADS) / (total + _PRIOR_BEADS)
    return np.asarray(np.clip(np.log(ratios), -_CAP, _CAP))


def _agreement(agreeing: Sequence[bool]) -> float:
    """Estimate how often the numbers of translations agree, from those of sure beads in text order.

    A list that was numbered anew after something had been left out agrees up to there and nowhere after: what counts
    is the worst passage.
    """
    sums = np.concatenate([[0], np.cumsum(np.asarray(agreeing, np.int64))])
    size = min(_PASSAGE, len(agreeing))
    worst = int((sums[size:] - sums[: len(sums) - size]).min())
    return (_PRIOR_EQUAL + worst) / (_PRIOR_EQUAL + _PRIOR_DIFFERENT + size)


def _number_scores(agreement: float, source: Sequence[int], target: Sequence[int]) -> tuple[float, float]:
    """Score equal and different numbers, from the share of translations whose numbers agree."""
    counts = [Counter(number for number in side if number) for side in (source, target)]
    pairs = counts[0].total() * counts[1].total()
    trust = float(np.clip((agreement - _UNTRUSTED) / (_TRUSTED - _UNTRUSTED), 0.0, 1.0))
    if not pairs or trust <= 0:
        return 0.0, 0.0
    by_chance = sum(count * counts[1][number] for number, count in counts[0].items()) / pairs
    if by_chance >= agreement:
        return 0.0, 0.0
    equal = min(_CAP, float(np.log(agreement / max(by_chance, 1e-9))))
    different = max(-_CAP, float(np.log((1 - agreement) / (1 - by_chance))))
    return trust * equal, trust * different


def _within(layout: Layout, facing_inside: Floats) -> Floats:
    """Sum up (n+1,) what the sentences before each place cost where they stand within a bead."""
    costs = np.where(layout.roles == _INSIDE, 0.0, np.minimum(facing_inside[layout.roles], 0.0))
    return np.concatenate([[0.0], np.cumsum(costs)])


def _inner(sums: Floats, ends: Integers, size: int) -> Floats:
    """Sum up what all but the first sentence of the blocks of `size` sentences before each of the `ends` cost."""
    return np.asarray(sums[ends] - sums[np.maximum(ends - size + 1, 0)])


def _padded(layout: Layout, first: int, last: int) -> Layout:
    """Cut out the sentences `first:last`, with empty ones where the text has none."""
    inside = slice(max(0, first), min(len(layout.roles), last))
    padding = (inside.start - first, last - inside.stop)
    part = layout.part(inside)
    return Layout(np.pad(part.roles, padding), np.pad(part.numbers, padding))


def _add_numbers(starts: Floats, source: Integers, target: Integers, correspondence: Correspondence) -> None:
    """Add to the scores (k, l) of beads that begin with some sentences what their numbers (k,) and (l,) say."""
    numbered = np.ix_(np.flatnonzero(source), np.flatnonzero(target))
    same = source[numbered[0]] == target[numbered[1]]
    starts[numbered] += np.where(same, correspondence.equal, correspondence.different)
