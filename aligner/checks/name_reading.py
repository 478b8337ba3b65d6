"""Finds the names of an English text, and the words of a German text that may be names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from aligner.checks.pair import Span
from aligner.words.information import piece_scores, stop_words_of

_SENTENCE_START = re.compile(r"(?:^|[.!?:;…|•*\n][\"'”’»«)\]]*\s+|[\"“„‘‚»«(\[/–—-]\s*)$")
_SPACE: Final = "▁"
_RARER: Final = 1.3
"""In nats: so much rarer may the lower-case form of a common word be."""
_HEADLINE_SHARE: Final = 0.6
_HEADLINE_WORDS: Final = 4


def english_names(text: str, spans: Iterable[Span]) -> list[int]:
    """Return the numbers of the words at `spans` that are written as names are: capitalised within a sentence."""
    words = [(text[start:end], start) for start, end in spans]
    capital = [word[:1].isupper() for word, _ in words]
    if _is_headline([word for word, _ in words]):
        return []
    inside = {
        word for (word, start), upper in zip(words, capital, strict=True) if upper and not begins_sentence(text, start)
    }
    return [
        number
        for number, (word, start) in enumerate(words)
        if capital[number] and (word in inside or is_acronym(word)) and _may_be_name(word)
    ]


def is_acronym(word: str) -> bool:
    """Tell whether a word is two to six capitals."""
    return 2 <= len(word) <= 6 and word.isalpha() and word.isupper()


def is_common(word: str) -> bool:
    """Tell whether a word is a usual part of names (`Union`), or about as usual in lower case as with a capital."""
    lower = word.lower()
    usual = _words_of("name_words_en.txt")
    if lower in usual or lower.removesuffix("s") in usual:
        return True
    scores = piece_scores()
    low, high = scores.get(_SPACE + lower), scores.get(_SPACE + lower.capitalize())
    return low is not None and (high is None or low < high + _RARER)


def begins_sentence(text: str, start: int) -> bool:
    """Tell whether what stands before makes a capital there a matter of course."""
    return start == 0 or _SENTENCE_START.search(text, max(0, start - 6), start) is not None


def _may_be_name(word: str) -> bool:
    plain = word.removesuffix("'s").removesuffix("’s")
    return (
        len(plain) > 1
        and plain.lower() not in stop_words_of("en")
        and plain not in _words_of("not_names_en.txt")
        and not plain.lower().startswith(("i'", "i’"))
        and not any(letter.isdigit() for letter in plain)
    )


def _is_headline(words: Sequence[str]) -> bool:
    """Tell whether most words that say something begin with a capital, as in an English title."""
    content = [word for word in words if word.lower() not in stop_words_of("en") and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in content)
    return len(content) >= _HEADLINE_WORDS and capitals > _HEADLINE_SHARE * len(content)


@cache
def _words_of(file: str) -> frozenset[str]:
    return frozenset(files(__package__).joinpath(file).read_text(encoding="utf-8").split())
