"""Finds the words that deny in both texts of a segment, and pairs those that stand for each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from aligner.checks.negation_idioms import denying_spans, idle_spans
from aligner.checks.negation_scope import Mark
from aligner.checks.negation_words import strength_of
from aligner.text.rules.rules import words as word_set

if TYPE_CHECKING:
    from aligner.checks.pair import Span, TextPair
    from aligner.words.alignment import WordAlignment

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-(?=free\b))?")
Marks = tuple[list[Mark], list[Mark]]

_REACH: Final = 160
"""A counterpart stands within so many characters of where it is expected; longer texts are told apart by place.
Chosen by hand."""
_LINKED: Final = 0.45
"""Words that are linked at this cosine are translations of each other: chosen by hand."""
_SAYING: Final = 0.4
"""A negation that is linked at this cosine with a word that denies in its own way is said by that."""
_ALIKE: Final = 0.6
"""Words that are so like each other are no chance, though one denies and the other only restricts."""
_PARTICLES: Final = word_set("out off up down away over back left apart ab weg fort raus")
"""These restrict something only where they translate no part of a verb of the other side."""
_COMPOUND: Final = re.compile(r"-\w|=")


def marks_of(pair: TextPair) -> Marks:
    """Return the words that deny on both sides, in order, but for what stands letter by letter on the other side."""
    source, target = (_marks(pair, side) for side in (0, 1))
    # Wordings are sought only where they may stand for something.
    if _has_strong(target):
        source = _with_denying(source, pair.source, pair.languages[0])
    if _has_strong(source):
        target = _with_denying(target, pair.target, pair.languages[1])
    if pair.words is None:
        return _without_pairs(source, target)
    return _without_known(source, target, pair.words)


def _marks(pair: TextPair, side: int) -> list[Mark]:
    """Return the words that deny; `nor` after another negation is none, and what the other side has too is left out."""
    text, other = pair.compared[side], pair.texts[1 - side]
    languages = pair.languages[side], pair.languages[1 - side]
    found: list[Mark] = []
    at = 0
    found_words = list(WORD.finditer(text))
    idle: list[Span] | None = None
    has_denied = False
    for place, match in enumerate(found_words):
        strength = strength_of(match[0].lower().replace("’", "'"), languages[0])
        if match[0] == "UN" or not strength or (match[0].lower() == "nor" and has_denied):
            continue
        has_denied = has_denied or strength == "strong"
        start, end = match.span()
        if idle is None:
            idle = idle_spans(text, languages[0], other, languages[1]) if strength == "strong" else None
        if idle is None:
            found.append(Mark(start, end, strength, match[0].lower()))
            continue
        while at < len(idle) and idle[at][1] <= start:
            at += 1
        if strength == "strong" and (at < len(idle) and idle[at][0] <= start):
            strength = "idle"
        elif strength == "strong" and _is_part(text, start, end, place):
            strength = "weak"
        if strength == "strong" and _is_quoted(found_words, place, other, languages[0] == languages[1]):
            continue
        found.append(Mark(start, end, strength, match[0].lower()))
    return found


def _has_strong(marks: Sequence[Mark]) -> bool:
    return any(mark.strength == "strong" for mark in marks)


def _with_denying(marks: list[Mark], text: str, language: str) -> list[Mark]:
    denying = [Mark(start, end, "weak") for start, end in denying_spans(text, language)]
    return sorted([*marks, *denying], key=lambda mark: (mark.start, mark.end)) if denying else marks


def _is_part(text: str, start: int, end: int, place: int) -> bool:
    """Tell whether a word is but a part of a compound or an identifier: `no-deal`, `Nothing=`."""
    return bool(_COMPOUND.match(text, end)) or (start > 1 and text[start - 1] == "-" and text[start - 2].isalnum())


def _is_quoted(found: Sequence[re.Match[str]], place: int, other: str, is_same_language: bool) -> bool:
    """Tell whether a negation, with a word next to it, stands letter by letter on the other side too: a title."""
    if is_same_language:
        return False
    text = found[place].string
    for first, second in ((place, place + 1), (place - 1, place)):
        if first >= 0 and second < len(found) and text[found[first].start() : found[second].end()] in other:
            return True
    word = found[place][0]
    # A capital in mid-sentence is a name or a key word, which is copied alone.
    return word[0].isupper() and place > 0 and re.search(rf"\b{re.escape(word)}\b", other) is not None


def unmatched(marks: Marks, sizes: tuple[int, int]) -> Marks:
    """Return the strong marks of each side without a strong one at about the same place of the other side."""
    longest = max(sizes)
    scales = (longest / sizes[0], longest / sizes[1])
    left, right = ([mark for mark in side if mark.strength == "strong"] for side in marks)
    return _rest(left, right, scales)


def within_reach(mark: Mark, others: Sequence[Mark], sizes: tuple[int, int]) -> list[Mark]:
    """Return those marks of the other side that stand at about the same place; `sizes`: own side, other side."""
    longest = max(sizes)
    here = mark.start * longest / sizes[0]
    return [other for other in others if abs(other.start * longest / sizes[1] - here) <= _REACH]


def _without_pairs(source: list[Mark], target: list[Mark]) -> Marks:
    """Leave out as many soft marks of each side, from the beginning, as the other side has."""
    soft = [sum(mark.strength == "soft" for mark in marks) for marks in (source, target)]
    sides = []
    for marks in (source, target):
        pairs = iter(range(min(soft)))
        sides.append([mark for mark in marks if mark.strength != "soft" or next(pairs, None) is None])
    return sides[0], sides[1]


def _without_known(source: list[Mark], target: list[Mark], words: WordAlignment) -> Marks:
    """Leave out strong marks that are each other's counterpart, and weak or soft ones whose counterpart is like them.

    A word that has been translated by another one is no translation of a negation.
    """
    starts = words.source.spans[:, 0].tolist(), words.target.spans[:, 0].tolist()
    of_start = tuple({mark.start: mark for mark in marks} for marks in (source, target))
    gone: tuple[set[int], set[int]] = (set(), set())
    found = []
    for (first, second), similarity in zip(words.links.tolist(), words.similarity.tolist(), strict=True):
        places = (starts[0][first], starts[1][second])
        marks = [of_start[side].get(places[side]) for side in (0, 1)]
        if any(marks):
            found.append((None in marks, places, marks, similarity))
    # Where both words are marks, they are each other's counterpart before anything else is.
    for _, places, marks, similarity in sorted(found, key=lambda link: (link[0], -link[3])):
        if places[0] in gone[0] or places[1] in gone[1] or not _is_known(marks, similarity):
            continue
        for side in (0, 1):
            gone[side].add(places[side])
    return (
        [mark for mark in source if mark.start not in gone[0]],
        [mark for mark in target if mark.start not in gone[1]],
    )


def _is_known(marks: Sequence[Mark | None], similarity: float) -> bool:
    """Tell whether linked words, None where one is no mark, are each other's counterpart."""
    strengths = {mark.strength if mark else "" for mark in marks}
    if strengths == {"strong"}:
        return True
    if any(mark and mark.strength == "soft" and mark.word in _PARTICLES for mark in marks):
        return "strong" not in strengths
    if "strong" in strengths and strengths & {"idle", "weak", "nearly"}:
        return similarity >= _SAYING
    if similarity < _LINKED or strengths in (
        {"", "strong"},
        {"soft", "strong"},
        {"", "weak"},
        {"", "nearly"},
        {"nearly", "soft"},
        {"", "idle"},
    ):
        return False
    return strengths != {"soft", "weak"} or similarity >= _ALIKE


def _rest(left: list[Mark], right: list[Mark], scales: tuple[float, float]) -> Marks:
    """Pair marks that stand at about the same place, in order, and return those left over."""
    alone: Marks = ([], [])
    first = second = 0
    while first < len(left) and second < len(right):
        apart = left[first].start * scales[0] - right[second].start * scales[1]
        if abs(apart) <= _REACH:
            first, second = first + 1, second + 1
        elif apart < 0:
            alone[0].append(left[first])
            first += 1
        else:
            alone[1].append(right[second])
            second += 1
    return alone[0] + left[first:], alone[1] + right[second:]
