"""Negations of one side that have no counterpart on the other: a lost or an added `not`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aligner.checks.flag import Flag, Severity
from aligner.checks.negation_words import Strength, has_negative_affix, is_opposable, strength_of
from aligner.checks.pair import MOST_FLAGS, Span, TextPair, finding

if TYPE_CHECKING:
    from aligner.words.alignment import WordAlignment

_LANGUAGES: Final = ("de", "en")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-(?=free\b))?")
_REACH: Final = 160
"""A counterpart stands within so many characters of where it is expected; longer texts are told apart by place.
Chosen by hand."""
_SURE, _OPPOSITE, _DOUBTFUL = 0.85, 0.7, 0.35
"""Probabilities, graded by kind of case from counts on development sets (`docs/flags.md`)."""
_LINKED: Final = 0.45
"""Words that are linked at this cosine are translations of each other: chosen by hand."""

_CLAUSE: Final = 80
_LONGEST_WORD: Final = 60
_SENTENCE_END: Final = re.compile(r"[.!?:;]\s")
_SUBORDINATE: Final = re.compile(
    r"\b(?:dass|ob|wenn|weil|that|if|because|when|while|who|which|as|zu|to)\b", re.IGNORECASE
)
_CORRECTED: Final = 300
_BUT: Final = re.compile(r"\bsondern\b")
_BEFORE_BUT: Final = re.compile(r"\b(?:nicht|kein|nie|niemand|weder|weniger|ohne|statt|nirgend|un)", re.IGNORECASE)
_DENIED: Final = re.compile(r"\bnot\b|\b\w+n['’]t\b|\bno\b|\bnever\b", re.IGNORECASE)
_CLAUSE_NEGATION: Final = re.compile(r"nicht|not|\w+n['’]t|cannot|kein\w*|nie|never", re.IGNORECASE)

# Wordings in which a negation is not one, or not a second one.
_IDIOMS: Final = {
    "de": re.compile(
        r"\bnicht (?:nur|allein|bloß|zuletzt|wahr\b|umhin|weniger als|mehr und nicht weniger)|\bnichts als\b"
        r"|\boder nicht\b|\bwenn nicht gar\b|\bnicht einmal (?=ein)|\bohne weiteres\b|\bohne Zweifel\b|\bohnehin\b"
        r"|\bgar nicht erst\b|\bohne dass\b(?=\W+\w+ nicht)|\bnichtsdestotrotz\b|\bnichtsdestoweniger\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bnot (?:only|just|merely|simply|least|to mention|so much|to say)\b|\bnothing (?:but|less than|short of)\b"
        r"|\b(?:whether )?or not\b|\bno (?:doubt|matter|sooner|fewer than|less than|less|longer than|more than \d)\b"
        r"|\bwithout (?:a )?doubt\b"
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
    if pair.words is not None:
        source, target = _without_known(source, target, pair.words)
    sizes = (len(pair.source), len(pair.target))
    lost, added = _unmatched(source, target, sizes)
    lost, added = lost[:MOST_FLAGS], added[:MOST_FLAGS]
    found = [_flag(pair, 0, mark, doubt or _is_undone(pair, 0, mark)) for mark, doubt in lost]
    found += [_flag(pair, 1, mark, doubt or _is_undone(pair, 1, mark)) for mark, doubt in added]
    found += _opposites(pair, source, target)
    return found if any(flag.probability == _SURE for flag in found) else found + _half_corrections(pair)


def _marks(text: str, language: str) -> list[_Mark]:
    """Return the words that deny, in order; `neither … nor` is one."""
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
    """Leave out what belongs to a negation before it: `nor` after `neither`."""
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
    source: list[_Mark], target: list[_Mark], sizes: tuple[int, int]
) -> tuple[list[tuple[_Mark, bool]], list[tuple[_Mark, bool]]]:
    """Return the strong marks of each side without counterpart, each with whether that is in doubt."""
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
    sure_lost, sure_added = frozenset(surely_lost), frozenset(surely_added)
    return (
        [(mark, mark not in sure_lost) for mark in lost],
        [(mark, mark not in sure_added) for mark in added],
    )


def _is_undone(pair: TextPair, side: int, mark: _Mark) -> bool:
    """Tell whether the next word denies too, as in `nicht unüblich`: together they deny nothing."""
    following = _WORD.search(pair.texts[side], mark.end, mark.end + _LONGEST_WORD)
    return following is not None and has_negative_affix(following[0].lower(), pair.languages[side])


def _without_known(source: list[_Mark], target: list[_Mark], words: WordAlignment) -> tuple[list[_Mark], list[_Mark]]:
    """Leave out strong marks that are each other's counterpart, and weak or soft ones whose counterpart denies nothing.

    A word that has been translated by another one is no translation of a negation.
    """
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


def _opposites(pair: TextPair, source: list[_Mark], target: list[_Mark]) -> list[Flag]:
    """Flag words such as `unsicher` that are translated by their opposite, with no other negation to make up for it."""
    words = pair.words
    if words is None:
        return []
    spans = words.source.spans.tolist(), words.target.spans.tolist()
    found = []
    for side, marks, others in ((0, source, target), (1, target, source)):
        if any(mark.strength == "strong" for mark in others):
            continue
        denying = {mark.start for mark in marks if mark.strength == "weak"}
        for link, similarity in zip(words.links.tolist(), words.similarity.tolist(), strict=True):
            here, there = spans[side][link[side]], spans[1 - side][link[1 - side]]
            if here[0] in denying and similarity >= _LINKED and _is_opposite(pair, side, here, there):
                found.append(_opposite_flag(pair, here, there) if side == 0 else _opposite_flag(pair, there, here))
    return found


def _half_corrections(pair: TextPair) -> list[Flag]:
    """Flag a German `sondern` without the `nicht` that must stand before it, where the other side denies something."""
    if "de" not in pair.languages or pair.languages[0] == pair.languages[1]:
        return []
    side = pair.languages.index("de")
    text, other = pair.texts[side], pair.texts[1 - side]
    found = next((match.span() for match in _BUT.finditer(text) if not _is_corrected(text, match.start())), None)
    denied = _DENIED.search(other)
    if found is None or denied is None:
        return []
    spans = (found, denied.span()) if side == 0 else (denied.span(), found)
    return [finding("negation", "major", _OPPOSITE, *spans, f'"{denied[0]}" has no counterpart before "sondern"')]


def _is_corrected(text: str, start: int) -> bool:
    return _BEFORE_BUT.search(text, max(0, start - _CORRECTED), start) is not None


def _is_opposite(pair: TextPair, side: int, here: list[int], there: list[int]) -> bool:
    word = pair.texts[side][here[0] : here[1]].lower()
    other = pair.texts[1 - side][there[0] : there[1]].lower()
    return has_negative_affix(word, pair.languages[side]) and is_opposable(other, pair.languages[1 - side])


def _opposite_flag(pair: TextPair, source: list[int], target: list[int]) -> Flag:
    words = pair.source[source[0] : source[1]], pair.target[target[0] : target[1]]
    message = f'"{words[0]}" in the source is "{words[1]}" in the translation'
    return finding("negation", "major", _OPPOSITE, (source[0], source[1]), (target[0], target[1]), message)


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


def _flag(pair: TextPair, side: int, mark: _Mark, is_doubtful: bool) -> Flag:
    text = pair.texts[side]
    word = text[mark.start : mark.end]
    span: Span = (mark.start, mark.end)
    probability = _DOUBTFUL if is_doubtful else _SURE
    severity: Severity = "critical" if not is_doubtful and _is_in_main_clause(text, mark) else "major"
    if side == 0:
        return finding(
            "negation", severity, probability, span, None, f'"{word}" in the source is lost in the translation'
        )
    message = f'"{word}" in the translation denies what the source does not'
    return finding("negation", severity, probability, None, span, message)


def _is_in_main_clause(text: str, mark: _Mark) -> bool:
    """Tell whether a word that denies the whole clause stands in the first one of its sentence."""
    before = text[max(0, mark.start - _CLAUSE) : mark.start]
    beginning = _SENTENCE_END.split(before)[-1]
    if len(beginning) == _CLAUSE or "," in beginning or _SUBORDINATE.search(beginning):
        return False
    return _CLAUSE_NEGATION.fullmatch(text, mark.start, mark.end) is not None
