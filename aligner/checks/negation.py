"""Negations of one side that have no counterpart on the other: a lost or an added `not`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aligner.checks.flag import Evidence, Flag, Severity
from aligner.checks.negation_explained import Explained, explained
from aligner.checks.negation_marks import marks_of, unmatched
from aligner.checks.negation_opposites import nearly_flags, opposite_flags
from aligner.checks.negation_scope import Mark, Scopes
from aligner.checks.pair import MOST_FLAGS, Span, TextPair, finding
from aligner.checks.wording import IN_SOURCE, IN_TRANSLATION

if TYPE_CHECKING:
    from aligner.checks.negation_scope import Scope

_LANGUAGES: Final = ("de", "en")
_SURE: Final = 0.8
"""From this probability on a lost negation can be critical."""
_HELD: Final = 0.55
"""The denied word must be like its counterpart at this cosine for that: chosen by hand."""
_LITERAL: Final = 0.87
"""So much of the clause and of its counterpart must be covered for that: chosen by hand."""
_FEW_WORDS: Final = 14
_SHORT: Final = 200
_HALF: Final = 0.7

_CLAUSE: Final = 80
_SENTENCE_END: Final = re.compile(r"[.!?:;]\s")
_SUBORDINATE: Final = re.compile(
    r"\b(?:dass|ob|wenn|weil|that|if|because|when|while|who|which|as|zu|to)\b", re.IGNORECASE
)
_CLAUSE_NEGATION: Final = re.compile(
    r"nicht|not|\w+n['’]t|cannot|kein\w*|nie|niemand\w*|never|nobody|none", re.IGNORECASE
)
_CORRECTED: Final = 300
_BUT: Final = re.compile(r"\bsondern\b")
_BEFORE_BUT: Final = re.compile(r"\b(?:nicht|kein|nie|niemand|weder|weniger|ohne|statt|nirgend|un)", re.IGNORECASE)
_DENIED: Final = re.compile(r"\bnot\b|\b\w+n['’]t\b|\bno\b|\bnever\b", re.IGNORECASE)


def negation_flags(pair: TextPair) -> list[Flag]:
    """Flag each negation that stands on one side only.

    A negation is matched with one on the other side at about the same place of the text. What is left over is looked
    at in its clause: other words can say the same (`free from`, `fail`, `unberührt`), and then there is no flag, or one
    of small probability. Words that deny nearly all (`kaum`) and those with a prefix that denies are compared with
    what they are linked with. Knows German and English.
    """
    if any(language not in _LANGUAGES for language in pair.languages) or pair.shared.is_copy:
        return []
    marks = marks_of(pair)
    scopes = Scopes(pair, pair.words) if pair.words is not None else None
    found = []
    alone = unmatched(marks, (len(pair.source), len(pair.target)))
    for side in (0, 1):
        for mark in alone[side][:MOST_FLAGS]:
            judged = explained(pair, side, mark, marks, scopes)
            found.append(_flag(pair, side, mark, judged, scopes.scope(side, mark) if scopes else None))
    found += opposite_flags(pair, marks)
    if scopes:
        found += nearly_flags(pair, marks, scopes)
    return (
        found
        if any(flag.probability and flag.probability >= _HALF for flag in found)
        else [
            *found,
            *_half_corrections(pair),
        ]
    )


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
    message = f'"{denied[0]}" has no counterpart before "sondern"'
    return [finding("negation", "major", _HALF, *spans, message, Evidence("correction", denied[0], "sondern"))]


def _is_corrected(text: str, start: int) -> bool:
    return _BEFORE_BUT.search(text, max(0, start - _CORRECTED), start) is not None


def _flag(pair: TextPair, side: int, mark: Mark, judged: Explained, scope: Scope | None) -> Flag:
    text = pair.texts[side]
    word = text[mark.start : mark.end]
    span: Span = (mark.start, mark.end)
    severity: Severity = "critical" if _is_critical(text, mark, judged, scope) else "major"
    focus, found, similarity = word, judged.by, None
    if scope is not None and scope.focus is not None:
        focus, similarity = f"{word} {text[slice(*scope.focus)]}", scope.similarity
        found = judged.by or (pair.texts[1 - side][slice(*scope.found)] if scope.found else "")
    evidence = Evidence(judged.rule, focus, found, similarity)
    if side == 0:
        message = f'"{word}" {IN_SOURCE} is lost {IN_TRANSLATION}'
        return finding("negation", severity, judged.probability, span, None, message, evidence)
    message = f'"{word}" {IN_TRANSLATION} denies what the source does not'
    return finding("negation", severity, judged.probability, None, span, message, evidence)


def _is_critical(text: str, mark: Mark, judged: Explained, scope: Scope | None) -> bool:
    """Tell whether a main clause surely says the contrary.

    What is denied has a sure counterpart, the clause is short and translated word by word, and no other words may say
    the same.
    """
    if judged.probability < _SURE or judged.by or not _is_in_main_clause(text, mark):
        return False
    return scope is None or (
        scope.similarity >= _HELD
        and min(scope.covered, scope.region_covered) >= _LITERAL
        and scope.words <= _FEW_WORDS
        and len(text) <= _SHORT
    )


def _is_in_main_clause(text: str, mark: Mark) -> bool:
    """Tell whether a word that denies the whole clause stands in the first one of its sentence."""
    before = text[max(0, mark.start - _CLAUSE) : mark.start]
    beginning = _SENTENCE_END.split(before)[-1]
    if len(beginning) == _CLAUSE or "," in beginning or _SUBORDINATE.search(beginning):
        return False
    return _CLAUSE_NEGATION.fullmatch(text, mark.start, mark.end) is not None
