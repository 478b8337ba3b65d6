"""Words that deny by their form or nearly, and are translated by words that do not: `unsicher` and `safe`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from aligner.checks.flag import Evidence, Flag
from aligner.checks.negation_explained import within_region
from aligner.checks.negation_marks import WORD
from aligner.checks.negation_words import has_negative_prefix, is_contrary, is_opposable, strength_of
from aligner.checks.pair import Span, TextPair, finding
from aligner.checks.wording import IN_SOURCE, IN_TRANSLATION

if TYPE_CHECKING:
    from aligner.checks.negation_marks import Marks
    from aligner.checks.negation_scope import Scopes

_OPPOSITE, _NEARLY = 0.7, 0.6
"""Probabilities, graded by kind of case from counts on development sets (`docs/flags.md`)."""
_LINKED: Final = 0.3
"""Words that are linked at this cosine say the same or the contrary: chosen by hand."""
_COVERED: Final = 0.6
"""So much of a clause has a counterpart at least, if a lost `kaum` is to be told from a free translation."""


def opposite_flags(pair: TextPair, marks: Marks) -> list[Flag]:
    """Flag words such as `unsicher` that are translated by their opposite, with no negation next to it to make up."""
    words = pair.words
    if words is None:
        return []
    spans = words.source.spans.tolist(), words.target.spans.tolist()
    found = []
    for side in (0, 1):
        denying = {mark.start for mark in marks[side] if mark.strength in ("weak", "nearly")}
        if not denying:
            continue
        for link, similarity in zip(words.links.tolist(), words.similarity.tolist(), strict=True):
            here, there = (tuple(spans[at][link[at]]) for at in (side, 1 - side))
            if here[0] not in denying or similarity < _LINKED or not _is_opposite(pair, side, here, there):
                continue
            if _is_made_up(pair, side, here[0]) or _is_made_up(pair, 1 - side, there[0]):
                continue
            if any(mark.strength == "strong" and abs(mark.start - there[0]) <= _NEAR for mark in marks[1 - side]):
                continue
            found.append(_opposite_flag(pair, (here, there) if side == 0 else (there, here), side, similarity))
    return found


def nearly_flags(pair: TextPair, marks: Marks, scopes: Scopes) -> Iterator[Flag]:
    """Flag `kaum` and `hardly` where nothing on the other side denies or restricts."""
    for side in (0, 1):
        for mark in marks[side]:
            if mark.strength != "nearly":
                continue
            scope = scopes.scope(side, mark)
            if scope.region is None or min(scope.covered, scope.region_covered) < _COVERED:
                continue
            if scope.similarity < _LINKED or any(
                within_region(other, scope.region) and other.word not in _ALMOST for other in marks[1 - side]
            ):
                continue
            word = pair.texts[side][mark.start : mark.end]
            evidence = Evidence("nearly", word, "", scope.similarity)
            spans: tuple[Span | None, Span | None] = (mark.start, mark.end), None
            message = f'"{word}" {IN_SOURCE} is lost {IN_TRANSLATION}'
            if side == 1:
                spans = spans[::-1]
                message = f'"{word}" {IN_TRANSLATION} denies what the source does not'
            yield finding("negation", "major", _NEARLY, *spans, message, evidence)


_ALMOST: Final = frozenset(("almost", "nearly", "virtually", "fast", "beinahe", "nahezu"))
"""These restrict what is affirmed: beside them all or everyone is meant, not nobody."""
_BEFORE, _WORDS = 40, 3
_NEAR: Final = 60
"""A negation within so many characters can belong to a word."""


def _is_made_up(pair: TextPair, side: int, start: int) -> bool:
    """Tell whether words before a place deny or restrict it: `little known`, `not better specified`."""
    before = WORD.findall(pair.texts[side], max(0, start - _BEFORE), start)[-_WORDS:]
    language = pair.languages[side]
    return any(strength_of(word.lower().replace("’", "'"), language) not in ("", "soft") for word in before)


def _is_opposite(pair: TextPair, side: int, here: Span, there: Span) -> bool:
    word = pair.texts[side][here[0] : here[1]].lower()
    other = pair.texts[1 - side][there[0] : there[1]].lower()
    if is_contrary(word, other):
        return True
    return has_negative_prefix(word, pair.languages[side]) and is_opposable(other, pair.languages[1 - side])


def _opposite_flag(pair: TextPair, spans: tuple[Span, Span], side: int, similarity: float) -> Flag:
    words = [pair.texts[at][slice(*spans[at])] for at in (0, 1)]
    message = f'"{words[0]}" {IN_SOURCE} is "{words[1]}" {IN_TRANSLATION}'
    evidence = Evidence("opposite", words[side], words[1 - side], similarity)
    return finding("negation", "major", _OPPOSITE, *spans, message, evidence)
