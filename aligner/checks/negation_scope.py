"""What a negation denies, and what stands in the place of that on the other side."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from aligner.checks.negation_words import Strength

if TYPE_CHECKING:
    from aligner.checks.pair import Span, TextPair
    from aligner.words.alignment import SideWords, WordAlignment

_CLAUSE_WORDS: Final = 9
"""A negation reaches so many words to either side, if no clause ends before."""
_CLAUSE_END: Final = re.compile(r"[,;:.!?()–—…\"“”„«»‚‘]|\s-\s")
_FOCUS: Final = 3
"""So many words of content next to a negation, on either side, can be what it denies."""
_CONTENT: Final = 6.0
"""Nats: words with less information, `is` and `the`, are never what is denied."""
_MARGIN: Final = 24
"""Characters round the place of the counterpart in which other wordings are sought."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that denies: its span in its own text, how surely it does, and itself in lower case."""

    start: int
    end: int
    strength: Strength
    word: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is known of the clause of a negation.

    `focus` is the word that is denied, `found` the one it is linked with, both spans, None where there is none;
    `similarity` that of these two; `nearest` that of the word of content right behind the negation, or before it.
    `region` is where the clause stands on the other side, None where nothing is linked; `linked` are the words there
    that words near the negation are linked with. `covered` and `region_covered`, 0 to 1, say how much of the clause
    has a counterpart, and how much of the region. `own` is the similarity of the negation itself to the word of the
    other side that is most like it, `words` the number of the other words of the clause. `region_leftover` is
    the most information, in nats, that a single word of the region has without counterpart.
    """

    focus: Span | None
    found: Span | None
    similarity: float
    nearest: float
    clause: Span
    region: Span | None
    linked: tuple[Span, ...]
    covered: float
    region_covered: float
    own: float
    words: int
    region_leftover: float


class Scopes:
    """Finds the scopes of the negations of a pair that has a word alignment."""

    def __init__(self, pair: TextPair, words: WordAlignment) -> None:
        self._pair = pair
        self._words = words

    def scope(self, side: int, mark: Mark) -> Scope:
        """Return what is known of the clause of a negation."""
        own, other = self._sides[side], self._sides[1 - side]
        at, behind = own.words_within((mark.start, mark.end))
        first, last = self._clause(side, at, behind)
        clause = [word for word in range(first, last) if not at <= word < behind]
        links = self._links[side]
        near = self._near(own, clause, at, behind)
        focus = max(
            near,
            key=lambda word: max((similarity for _, similarity in links.get(word, ())), default=-1.0),
            default=None,
        )
        best = max(links.get(focus, ()), key=lambda link: link[1], default=None) if focus is not None else None
        reached = sorted(there for word in clause for there, _ in links.get(word, ()))
        region = other.joined(_core(reached)) if reached else None
        facing = list(range(*other.words_within(region))) if region else []
        return Scope(
            own.spans[focus] if focus is not None else None,
            other.spans[best[0]] if best else None,
            best[1] if best else 0.0,
            max((similarity for _, similarity in links.get(near[0], ())), default=0.0) if near else 0.0,
            (own.spans[first][0], own.spans[last - 1][1]) if first < last else (mark.start, mark.end),
            (region[0] - _MARGIN, region[1] + _MARGIN) if region else None,
            tuple(other.spans[there] for word in near for there, _ in links.get(word, ())),
            own.covered(clause),
            other.covered(facing),
            max((own.similarity[word] for word in range(at, behind)), default=0.0),
            len(clause),
            other.leftover(facing),
        )

    @cached_property
    def _sides(self) -> tuple[_Side, _Side]:
        return _Side(self._words.source), _Side(self._words.target)

    @cached_property
    def _links(self) -> tuple[dict[int, list[tuple[int, float]]], dict[int, list[tuple[int, float]]]]:
        found: tuple[dict[int, list[tuple[int, float]]], dict[int, list[tuple[int, float]]]] = ({}, {})
        for (first, second), similarity in zip(
            self._words.links.tolist(), self._words.similarity.tolist(), strict=True
        ):
            found[0].setdefault(first, []).append((second, similarity))
            found[1].setdefault(second, []).append((first, similarity))
        return found

    def _clause(self, side: int, at: int, behind: int) -> tuple[int, int]:
        text, spans = self._pair.texts[side], self._sides[side].spans
        first, last = at, behind
        while first > max(0, at - _CLAUSE_WORDS) and not _CLAUSE_END.search(
            text, spans[first - 1][1], spans[first][0] if first < len(spans) else len(text)
        ):
            first -= 1
        while last < min(len(spans), behind + _CLAUSE_WORDS) and not (
            last > 0 and _CLAUSE_END.search(text, spans[last - 1][1], spans[last][0])
        ):
            last += 1
        return first, last

    def _near(self, own: _Side, clause: list[int], at: int, behind: int) -> list[int]:
        content = [word for word in clause if own.information[word] >= _CONTENT]
        return [word for word in content if word >= behind][:_FOCUS] + [word for word in content if word < at][-_FOCUS:]


class _Side:
    """The words of one side, as lists."""

    def __init__(self, words: SideWords) -> None:
        self.spans: list[Span] = [(start, end) for start, end in words.spans.tolist()]
        self.information: list[float] = words.information.tolist()
        self.similarity: list[float] = words.similarity.tolist()
        self._null: list[float] = words.null.tolist()
        self._ends = [end for _, end in self.spans]
        self._starts = [start for start, _ in self.spans]

    def words_within(self, span: Span) -> tuple[int, int]:
        """Return the range of the words that overlap with a span."""
        first = bisect_left(self._ends, span[0] + 1)
        return first, max(first, bisect_left(self._starts, span[1]))

    def joined(self, words: tuple[int, int]) -> Span:
        """Return the span from one word to another."""
        return self.spans[words[0]][0], self.spans[words[1]][1]

    def covered(self, words: list[int]) -> float:
        """Return the share of the information of some words that has a counterpart; 0 where there are none."""
        total = sum(self.information[word] for word in words)
        return sum(self.information[word] * (1 - self._null[word]) for word in words) / total if total else 0.0

    def leftover(self, words: list[int]) -> float:
        """Return the most information that one of some words has without counterpart; 0 where there are none."""
        return max((self.information[word] * self._null[word] for word in words), default=0.0)


def _core(reached: list[int]) -> tuple[int, int]:
    """Return first and last of the places of linked words, ascending, but for a stray one at either end."""
    first, last = 0, len(reached) - 1
    if last >= _FOCUS:
        if reached[1] - reached[0] > _CLAUSE_WORDS:
            first += 1
        if reached[last] - reached[last - 1] > _CLAUSE_WORDS:
            last -= 1
    return reached[first], reached[last]
