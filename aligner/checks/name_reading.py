"""Finds the names of an English text, and the words of a German text that may be names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from aligner.checks.name_matching import is_exonym
from aligner.checks.pair import Span
from aligner.words.information import piece_scores, stop_words_of

_SENTENCE_START = re.compile(r"(?:^|[.!?:;…|•*\n][\"'”’»«)\]]*\s+|[\"“„‘‚»«(\[/–—-]\s*)$")
_SPACE: Final = "▁"
_RARER: Final = 1.3
"""In nats: so much rarer may the lower-case form of a common word be. Chosen by hand, as all numbers here."""
_USUAL_ENDINGS: Final = re.compile(r"(?:ly|ing|ed|ers?|s|ment|tion|ness|ity|less|ful|ble|ive|wise|ever)$")
_COMMON_ENDINGS: Final = re.compile(r"(?:ing|tion|ment|ness|ity|ship|ism)s?$")
_NOUN_ENDINGS: Final = re.compile(
    r"(?:ungs?|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|ismus|nis|nisse|lings?|tums?"
    r"|ische[nrsm]?|isten?|nahmen?|stellern?|gaben?|ativen?)$"
)
_LONGEST_NAME: Final = 13
"""Longer German words are compounds that mean something."""
VERBS_OF_SAYING: Final = frozenset(
    {"sagt", "sagte", "erklärt", "erklärte", "meint", "meinte", "berichtet", "berichtete", "betont", "betonte", "so"}
    | {"schreibt", "schrieb", "erzählt", "erzählte", "teilt", "teilte", "laut"}
)
"""And `so` and `laut`, which do the same."""
_BARE_PREPOSITIONS: Final = frozenset(
    ("in", "aus", "nach", "von", "durch", "für", "mit", "bei", "zwischen", "gegen", "um", "per", "wie", "bis")
)
_ACRONYM_LETTERS: Final = 6
_ROMAN: Final = re.compile(r"[IVXLCDM]+")
_ACRONYM: Final = re.compile(r"[^\W\d_a-zäöüß]{2,6}s?")
_HEADLINE_SHARE: Final = 0.6
_STOPPED_HEADLINE_SHARE: Final = 0.85
"""Where a full stop says that the text is a sentence, and many capitals that it names many."""
_STOPS: Final = (".", "!", "?", ".”", '."', ".'", ".’")
_HEADLINE_WORDS: Final = 4


def english_names(text: str, spans: Sequence[Span]) -> list[int]:
    """Return the numbers of the words at `spans` that are written as names are.

    These are capitalised within a sentence, or begin one and are no usual words; in a title all words are capitalised,
    so that it has none.
    """
    words = [text[start:end] for start, end in spans]
    if _is_headline(words, text):
        return []
    return [
        number
        for number, word in enumerate(words)
        if word[0].isupper() and _may_be_name(word) and not (begins_sentence(text, spans[number][0]) and _opens(word))
    ]


def german_names(text: str, spans: Sequence[Span]) -> list[int]:
    """Return the numbers of the words at `spans` that are names by their place.

    All nouns are capitalised, but one right after a preposition, a verb of saying or another noun, without an article
    or adjective, is a name more often than not. Acronyms are names anywhere.
    """
    words = [text[start:end] for start, end in spans]
    noun = [word[0].isupper() and word.lower() not in stop_words_of("de") for word in words]
    beside = [False, *(text[spans[at - 1][1] : spans[at][0]] == " " for at in range(1, len(words))), False]
    found = []
    for at, word in enumerate(words):
        if not noun[at] or _is_usual_noun(word) or begins_sentence(text, spans[at][0]):
            continue
        after = beside[at] and (noun[at - 1] or words[at - 1].lower() in VERBS_OF_SAYING | _BARE_PREPOSITIONS)
        before = beside[at + 1] and noun[at + 1]
        if after or before or is_acronym(word) or is_exonym(word):
            found.append(at)
    return found


def is_acronym(word: str) -> bool:
    """Tell whether a word is two to six capitals, perhaps with the `s` of a plural."""
    return _ACRONYM.fullmatch(word) is not None


def is_common(word: str) -> bool:
    """Tell whether a word is a usual part of names (`Union`), or about as usual in lower case as with a capital."""
    lower = word.lower()
    usual = _words_of("name_words_en.txt")
    singular = lower.removesuffix("s")
    if lower in usual or singular in usual or _COMMON_ENDINGS.search(lower):
        return True
    scores = piece_scores()
    low, high = scores.get(_SPACE + lower, scores.get(_SPACE + singular)), scores.get(_SPACE + lower.capitalize())
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
        and not (len(plain) > _ACRONYM_LETTERS and plain.isupper())
    )


def _is_usual_noun(word: str) -> bool:
    """Tell whether a capitalised German word has a form, length or frequency that names do not have."""
    if is_exonym(word):
        return False
    if is_acronym(word) or "-" in word:
        return word.isupper() and _ROMAN.fullmatch(word) is not None
    known = _SPACE + word.lower() in piece_scores()
    return known or len(word) > _LONGEST_NAME or _NOUN_ENDINGS.search(word) is not None


def _opens(word: str) -> bool:
    """Tell whether a word may begin a sentence without being a name."""
    return not is_acronym(word) and (is_common(word) or _USUAL_ENDINGS.search(word) is not None)


def _is_headline(words: Sequence[str], text: str) -> bool:
    """Tell whether most words that say something begin with a capital, as in an English title."""
    content = [word for word in words if word.lower() not in stop_words_of("en") and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in content)
    share = _STOPPED_HEADLINE_SHARE if text.rstrip().endswith(_STOPS) else _HEADLINE_SHARE
    return len(content) >= _HEADLINE_WORDS and capitals > share * len(content)


@cache
def _words_of(file: str) -> frozenset[str]:
    return frozenset(files(__package__).joinpath(file).read_text(encoding="utf-8").split())
