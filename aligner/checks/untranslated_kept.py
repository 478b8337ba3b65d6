"""Text that stays in the language of the source on purpose: titles of works, and originals beside their translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from aligner.checks.code_look import unseen_spans
from aligner.checks.pair import LONGEST_TEXT, TextPair
from aligner.checks.shared import FILLER, without
from aligner.text.rules.rules import words
from aligner.words.information import stop_words_of

Texts = Sequence[tuple[str, str]]
"""The segments of a document: (source, target), either of which may be empty."""

WITH_ORIGINAL: Final = 0.4
"""Probability that the translation of an original that was kept beside it is an addition."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LEAST_WORDS: Final = 4
_MOST: Final = 8
"""So many segments of a quotation are looked at, on each side of it: chosen by hand, as all numbers here."""
_SHORTEST, _LONGEST = 0.55, 1.9
"""A translation has so many characters for each of its original."""
_LIST_MARK: Final = re.compile(r"^\s*(?:[-*+•>]|\d{1,3}[.)])\s+")
_LINK: Final = re.compile(
    r"\[(?:\\.|[^\[\]\n\\]){1,200}\]\(\s?(?:https?:)?//[^\s()]{1,400}(?:\([^()\s]{0,80}\)\S{0,40})?\)"
    r"|<a\s[^<>]{0,300}href=[\"']?https?:[^<>]{1,400}>[^<>]{1,200}</a>|https?://\S{1,300}\[[^\[\]]{1,200}\]",
    re.IGNORECASE,
)
"""To another site, in Markdown, HTML, AsciiDoc."""
_QUOTED: Final = re.compile(r"[\"“”„«»][^\"“”„«»\n]{3,200}[\"“”«»]|(?<!\w)[_*]{1,2}[^_*\n]{3,200}[_*]{1,2}(?!\w)")
_OF_NAMES: Final = words(
    "by von in aus from and und et al ed eds hrsg hg vol bd p pp s de la van der den di du le el y"
)
"""Words in lower case that stand between names, and between a title and where it appeared."""


def is_with_original(pair: TextPair) -> bool:
    """Tell whether the target is a translation and its original."""
    return max(map(len, pair.texts)) <= LONGEST_TEXT and bool(pair.shared.spans[0]) and holds_original(*pair.texts)


def is_kept(pair: TextPair) -> bool:
    """Tell whether the target is left as the source is on purpose: a title, or an original beside its translation."""
    if not pair.shared.spans[0] or max(map(len, pair.texts)) > LONGEST_TEXT:
        return False
    if pair.shared.is_copy and is_title(pair.target):
        return True
    around = pair.surroundings
    return around is not None and has_translation_beside(around.texts, pair.place, pair.languages)


def is_title(text: str) -> bool:
    """Tell whether a whole text is the title of a work: a link to another site or a quoted title, and who it is by.

    Beside the links and titles there are only names. A quoted text without a link needs a name.
    """
    inner = _LIST_MARK.sub("", text, count=1)
    rest, links = _LINK.subn(" ", inner)
    rest, titles = _QUOTED.subn(" ", rest)
    beside = _WORD.findall(_shown(rest))
    if not (links or titles) or len(beside) > _MOST:
        return False
    names = [word for word in beside if word[0].isupper() or f"@{word}" in rest]
    others = {word.lower() for word in beside if word not in names and not word.isdigit()}
    return bool(links or names) and others <= _OF_NAMES


def _shown(text: str) -> str:
    """Return a text without the markup that no reader sees."""
    return without(text, unseen_spans(text)).replace(FILLER, " ")


def has_translation_beside(texts: Texts, place: int, languages: tuple[str, str]) -> bool:
    """Tell whether the segment at `place` is of an original that was kept with its translation before or after it.

    The original's segments are copies; those of the translation have no source.
    """
    if not is_kept_copy(texts[place]):
        return False
    start, end = _stretch(texts, place, is_kept_copy)
    size = _size(texts, start, end)
    return any(
        near is not None and _fits(_size(texts, *near), size)
        for near in (_added(texts, start - 1, languages), _added(texts, end, languages))
    )


def has_original_beside(texts: Texts, place: int, languages: tuple[str, str]) -> bool:
    """Tell whether the target at `place`, which has no source, translates an original that was kept beside it."""
    near = _added(texts, place, languages)
    if near is None:
        return False
    size = _size(texts, *near)
    for edge in (near[0] - 1, near[1]):
        if 0 <= edge < len(texts) and is_kept_copy(texts[edge]):
            start, end = _stretch(texts, edge, is_kept_copy)
            if _fits(size, _size(texts, start, end)):
                return True
    return False


def is_kept_copy(texts: tuple[str, str]) -> bool:
    """Tell whether a target has the words of its source, as they are; marks aside, as those of a quotation."""
    source, target = (_WORD.findall(_shown(text).replace("’", "'")) for text in texts)
    return len(source) >= _LEAST_WORDS and source == target


def holds_original(source: str, target: str) -> bool:
    """Tell whether a target has its whole source in it, and as much again: a translation and its original."""
    one, both = (" ".join(_WORD.findall(text.replace("’", "'"))).casefold() for text in (source, target))
    left = len(both) - len(one)
    return one.count(" ") >= _LEAST_WORDS - 1 and f" {one} " in f" {both} " and _fits(left, len(one))


def _added(texts: Texts, place: int, languages: tuple[str, str]) -> tuple[int, int] | None:
    """Return the stretch of targets without source round a place, None where there is none in the target language."""

    def is_added(each: tuple[str, str]) -> bool:
        return not each[0].strip() and _is_in(each[1], languages[1])

    return _stretch(texts, place, is_added) if 0 <= place < len(texts) and is_added(texts[place]) else None


def _stretch(texts: Texts, place: int, belongs: Callable[[tuple[str, str]], bool]) -> tuple[int, int]:
    start, end = place, place + 1
    while start > max(0, place - _MOST) and belongs(texts[start - 1]):
        start -= 1
    while end < min(len(texts), place + _MOST) and belongs(texts[end]):
        end += 1
    return start, end


def _size(texts: Texts, start: int, end: int) -> int:
    """Return how many characters the targets of some segments show."""
    return sum(len(_shown(target)) for _, target in texts[start:end])


def _is_in(text: str, language: str) -> bool:
    """Tell whether a text of several words has a function word of a language."""
    said = {word.lower() for word in _WORD.findall(_shown(text))}
    own, other = (stop_words_of(code) for code in ((language, "en" if language == "de" else "de")))
    return len(said) >= _LEAST_WORDS and len(said & (own - other)) > len(said & (other - own))


def _fits(translation: int, original: int) -> bool:
    return _SHORTEST * original <= translation <= _LONGEST * original
