"""Negations of one side that have no counterpart on the other: a lost or an added `not`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aligner.checks.flag import Flag, Severity
from aligner.checks.negation_words import Strength, strength_of
from aligner.checks.pair import Span, TextPair, finding

if TYPE_CHECKING:
    from aligner.words.alignment import WordAlignment

_LANGUAGES: Final = ("de", "en")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-(?=free\b))?")
_REACH: Final = 160
"""A counterpart stands within so many characters of where it is expected; longer texts are told apart by place."""
_SURE, _DOUBTFUL = 0.85, 0.35
_LINKED: Final = 0.45
"""Words that are linked at this cosine are translations of each other."""

# Wordings in which a negation is not one, or not a second one. What is matched in the group `keep` still denies.
_IDIOMS: Final = {
    "de": re.compile(
        r"\bnicht (?:nur|allein|bloß|zuletzt|wahr\b|umhin|weniger als|mehr und nicht weniger)|\bnichts als\b"
        r"|\boder nicht\b|\bwenn nicht gar\b|\bnicht einmal (?=ein)|\bohne weiteres\b|\bohne Zweifel\b|\bohnehin\b"
        r"|\bgar nicht erst\b|\bohne dass\b(?=\W+\w+ nicht)|\bnichtsdestotrotz\b|\bnichtsdestoweniger\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bnot (?:only|just|merely|simply|least|to mention|so much|to say)\b|\bnothing (?:but|less than|short of)\b"
        r"|\b(?:whether )?or not\b|\bno (?:doubt|matter|sooner|fewer than|less than|less|exception|longer than|more than \d)\b|\bwithout (?:a )?doubt\b"
        r"|\bNo\.\s*(?=\d)|\bif not\b(?= \w+,?$)|,\s+\w+n['’]t (?:it|he|she|they|we|you|I)\b(?=\s*\?)|\bnone other\b"
        r"|\bnonetheless\b|\bnot at all\b(?=\?)|\bcan(?:no|')t (?:help|but)\b|\bno (?:wonder|exception)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word that denies: its span in its own text, and how surely it does."""

    start: int
    end: int
    strength: Strength


def negation_flags(pair: TextPair) -> list[Flag]:
    """Flag each negation that stands on one side only.

    A negation is matched with one on the other side at about the same place of the text. Prefixes, endings and verbs
    that deny (`un-`, `-less`, `fail`) can be the counterpart but need none themselves. Knows German and English.
    """
    if any(language not in _LANGUAGES for language in pair.languages):
        return []
    source, target = (_marks(text, language) for text, language in zip(pair.texts, pair.languages, strict=True))
    if not any(mark.strength == "strong" for mark in (*source, *target)):
        return []
    sizes = (len(pair.source), len(pair.target))
    lost, added = _unmatched(source, target, sizes, pair.words)
    found = [_flag(pair, 0, mark, doubt) for mark, doubt in lost]
    return found + [_flag(pair, 1, mark, doubt) for mark, doubt in added]


def _marks(text: str, language: str) -> list[_Mark]:
    """Return the words that deny, in order; `neither … nor` and the like are one."""
    idle = [match.span() for match in _IDIOMS[language].finditer(text)]
    found: list[_Mark] = []
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        strength = strength_of(match[0].lower().replace("’", "'"), language)
        if not strength:
            continue
        while at < len(idle) and idle[at][1] <= start:
            at += 1
        inside = at < len(idle) and idle[at][0] <= start
        found.append(_Mark(start, end, "soft" if inside else strength))
    return _without_repeats(text, found)


def _without_repeats(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Leave out what belongs to the negation before it: `nor` after `neither`, `no` in `no, it is not`."""
    kept: list[_Mark] = []
    pending = False
    for mark in marks:
        word = text[mark.start : mark.end].lower()
        if word == "nor" and pending:
            continue
        pending = pending or mark.strength == "strong"
        kept.append(mark)
    return kept


def _unmatched(
    source: list[_Mark], target: list[_Mark], sizes: tuple[int, int], words: WordAlignment | None
) -> tuple[list[tuple[_Mark, bool]], list[tuple[_Mark, bool]]]:
    """Return the strong marks of each side without counterpart, each with whether that is in doubt."""
    source, target = _without_known(source, target, words)
    longest = max(sizes)
    scales = (longest / sizes[0], longest / sizes[1])
    left = [mark for mark in source if mark.strength == "strong"]
    right = [mark for mark in target if mark.strength == "strong"]
    left, right = _rest(left, right, scales)
    lost, added = left, right
    if left:
        lost, _ = _rest(left, [mark for mark in target if mark.strength == "weak"], scales)
    if right:
        _, added = _rest([mark for mark in source if mark.strength == "weak"], right, scales)
    surely_lost, _ = _rest(lost, [mark for mark in target if mark.strength == "soft"], scales)
    _, surely_added = _rest([mark for mark in source if mark.strength == "soft"], added, scales)
    return (
        [(mark, mark not in surely_lost) for mark in lost],
        [(mark, mark not in surely_added) for mark in added],
    )


def _without_known(
    source: list[_Mark], target: list[_Mark], words: WordAlignment | None
) -> tuple[list[_Mark], list[_Mark]]:
    """Leave out strong marks that are each other's counterpart, and weak or soft ones whose counterpart denies nothing.

    A word that has been translated by another one is no translation of a negation.
    """
    if words is None:
        return source, target
    starts = words.source.spans[:, 0].tolist(), words.target.spans[:, 0].tolist()
    of_start = tuple({mark.start: mark for mark in marks} for marks in (source, target))
    gone: tuple[set[int], set[int]] = (set(), set())
    for (first, second), similarity in zip(words.links.tolist(), words.similarity.tolist(), strict=True):
        places = (starts[0][first], starts[1][second])
        marks = [of_start[side].get(places[side]) for side in (0, 1)]
        strengths = [mark.strength if mark else "" for mark in marks]
        if strengths == ["strong", "strong"]:
            if places[0] in gone[0] or places[1] in gone[1]:
                continue
        elif similarity < _LINKED or "strong" in strengths or sorted(strengths) == ["", "weak"]:
            continue
        for side in (0, 1):
            gone[side].add(places[side])
    return (
        [mark for mark in source if mark.start not in gone[0]],
        [mark for mark in target if mark.start not in gone[1]],
    )


def _rest(left: list[_Mark], right: list[_Mark], scales: tuple[float, float]) -> tuple[list[_Mark], list[_Mark]]:
    """Pair marks that stand at about the same place, in order, and return those left over."""
    alone: tuple[list[_Mark], list[_Mark]] = ([], [])
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


def _flag(pair: TextPair, side: int, mark: _Mark, doubtful: bool) -> Flag:
    text = pair.texts[side]
    word = text[mark.start : mark.end]
    span: Span = (mark.start, mark.end)
    probability = _DOUBTFUL if doubtful else _SURE
    severity: Severity = "major"
    if side == 0:
        return finding("negation", severity, probability, span, None, f'"{word}" is lost in the translation')
    return finding("negation", severity, probability, None, span, f'"{word}" is not in the source')
