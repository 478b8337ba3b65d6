"""Finds the names of an English text, and the words of a German text that may be names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from typing import Final

from aligner.checks.name_exonyms import exonym_of, exonyms, is_exonym
from aligner.checks.name_words import is_english_word, is_german_word, is_known_name
from aligner.checks.pair import Span
from aligner.text.rules.rules import words
from aligner.words.information import piece_scores, stop_words_of

_SENTENCE_START = re.compile(
    r"(?:^|[.!?:;…|•*#=_>\n][\"'”’»«)\]*_]*\s*|[\"“„‘‚»«(\[]|(?:^|\s)'|[/–—-]\s*|\b[\divx]{1,4}[.)]\s+)$"
)
_SPACE: Final = "▁"
_NOUN_ENDINGS: Final = re.compile(
    r"(?:ungs?|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|ismus|nis|nisse|lings?|tums?"
    r"|ische[nrsm]?|isten?|nahmen?|stellern?|gaben?|ativen?|ologen?|ologie|grafie|graphie|euren?|anten|enten|gänger"
    r"|nehmer[ns]?|geber[ns]?|träger[ns]?|inhaber[ns]?|führer[ns]?|macher[ns]?|leiter[ns]?|lehrer[ns]?|innen)$"
)
_LONGEST_NAME: Final = 13
"""Longer German words are compounds that mean something. Chosen by hand, as all numbers here."""
VERBS_OF_SAYING: Final = frozenset(
    {"sagt", "sagte", "erklärt", "erklärte", "meint", "meinte", "berichtet", "berichtete", "betont", "betonte", "so"}
    | {"schreibt", "schrieb", "erzählt", "erzählte", "teilt", "teilte", "laut"}
)
"""And `so` and `laut`, which do the same."""
_BARE_PREPOSITIONS: Final = frozenset(
    ("in", "aus", "nach", "von", "durch", "für", "mit", "bei", "zwischen", "gegen", "um", "per", "wie", "bis")
)
_ARTICLES: Final = {
    "en": frozenset(("the", "a", "an", "this", "that", "each", "every", "any", "no", "such", "said", "all")),
    "de": words(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines mein "
        "meine meinen meinem meiner dein deine deinen deinem deiner sein seine seinen seinem seiner seines "
        "ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer eure dieser diese dieses "
        "diesen diesem jeder jede jedes jeden jedem jener jene jenes jenen jenem welcher welche welches alle "
        "allen aller zum zur im am vom beim ins ans aufs fürs durchs "
    ),
}
_INTERJECTION: Final = re.compile(
    r"(?i:.*(\w)\1\1.*|[^aeiouyäöü]{3,}|(?:[aeou]+[hmwr]+|[bhpw]+[aeou]+h*)[a-z]?)(?<![A-Z])"
)
"""Letters three times over, or no vowel, or hardly anything else."""
_CONTRACTION: Final = re.compile(r"(?:n['’]t|['’](?:ve|ll|re|d|m))$")
_ACRONYM_LETTERS: Final = 6
_ROMAN: Final = re.compile(r"[IVXLCDM]+")
_ACRONYM: Final = re.compile(r"[^\W\d_a-zäöüß]{2,6}s?")
_HEADLINE_SHARE: Final = 0.6
_STOPPED_HEADLINE_SHARE: Final = 0.85
"""Where a full stop says that the text is a sentence, and many capitals that it names many."""
_STOPS: Final = (".", "!", "?", ".”", '."', ".'", ".’")
_HEADLINE_WORDS: Final = 2
_STOPPED_HEADLINE_WORDS: Final = 4
_LOUD_LETTERS: Final = 7
"""Words of capitals that hold so many letters together, and no small ones beside them, are no acronyms."""


class Standing(Enum):
    """How sure it is that a word is a name."""

    KNOWN = auto()
    """It is in the tables, under a name that is no usual word."""
    NAME = auto()
    """It is no usual word of the language."""
    ACRONYM = auto()
    """Two to six capitals that the tables do not have."""
    COMMON = auto()
    """A usual word with a capital where none is needed: part of a name, a title, or a term of the document."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name is judged by. `is_small` tells whether the document has a word in lower case."""

    text: str
    spans: Sequence[Span]
    is_small: Callable[[str], bool]

    def word(self, at: int) -> str:
        """Return the word with this number."""
        start, end = self.spans[at]
        return self.text[start:end]

    def follows(self, at: int, words: frozenset[str]) -> bool:
        """Tell whether one of these words, in lower case, stands right before a word."""
        return at > 0 and self.gap(at) == " " and self.word(at - 1).lower() in words

    def joined(self, at: int) -> list[str]:
        """Return a word with the one before, and with the one after, in one, where these begin with a capital."""
        pairs = [(other, other + 1) for other in (at - 1, at) if other >= 0 and other + 1 < len(self.spans)]
        return [
            self.word(first) + self.word(second).lower()
            for first, second in pairs
            if self.gap(second) == " " and self.word(first)[0].isupper() and self.word(second)[0].isupper()
        ]

    def is_before_noun(self, at: int, stop_words: frozenset[str]) -> bool:
        """Tell whether a word in lower case that says something follows, which an article before may belong to."""
        after = at + 1
        if after >= len(self.spans) or self.gap(after) != " ":
            return False
        return self.word(after).islower() and self.word(after) not in stop_words

    def is_beside_capital(self, at: int) -> bool:
        """Tell whether the word before or after begins with a capital too."""
        return any(
            0 <= other < len(self.spans) and self.gap(max(at, other)) == " " and self.word(other)[0].isupper()
            for other in (at - 1, at + 1)
        )

    def gap(self, at: int) -> str:
        """Return what stands between the word before and this one."""
        return self.text[self.spans[at - 1][1] : self.spans[at][0]]


def english_names(reading: Reading) -> dict[int, Standing]:
    """Return the numbers of the words that are written as names are.

    These are capitalised within a sentence, or begin one and are no usual words. In a title all words are capitalised,
    so that only those count that are no usual words; where all letters are capitals, none.
    """
    if is_loud(reading.text):
        return {}
    words = [reading.word(at) for at in range(len(reading.spans))]
    is_title = _is_headline(words, reading.text)
    found = {}
    for at, word in enumerate(words):
        if not word[0].isupper() or not _may_be_name(word):
            continue
        if (
            word.isupper()
            and is_english_word(word)
            and any(words[i].isupper() and len(words[i]) > 1 for i in (at - 1, at + 1) if 0 <= i < len(words))
        ):
            continue
        standing = _english_standing(word, reading)
        begins = is_title or begins_sentence(reading.text, reading.spans[at][0])
        if begins and (standing is Standing.COMMON or _is_usual(word)) and not _is_owner(word):
            continue
        found[at] = standing
    return found


def german_names(reading: Reading) -> dict[int, Standing]:
    """Return the numbers of the words that are names by the tables, or by their place.

    All nouns are capitalised, but one right after a preposition, a verb of saying or another noun, without an article
    or adjective, is a name more often than not, if it is no usual noun. Acronyms are names anywhere.
    """
    if is_loud(reading.text):
        return {}
    words = [reading.word(at) for at in range(len(reading.spans))]
    noun = [word[0].isupper() and word.lower() not in stop_words_of("de") for word in words]
    beside = [False, *(reading.gap(at) == " " for at in range(1, len(words))), False]
    found: dict[int, Standing] = {}
    for at, word in enumerate(words):
        if not noun[at]:
            continue
        standing = german_standing(word, reading)
        if standing is Standing.COMMON:
            # A surname may be any noun.
            if beside[at] and at - 1 in found and is_known_name(words[at - 1]) and not is_exonym(words[at - 1]):
                found[at] = standing
            continue
        if standing is Standing.NAME:
            if begins_sentence(reading.text, reading.spans[at][0]):
                continue
            after = beside[at] and (noun[at - 1] or words[at - 1].lower() in VERBS_OF_SAYING | _BARE_PREPOSITIONS)
            if not after and not (beside[at + 1] and noun[at + 1]):
                continue
        found[at] = standing
    return found


def german_standing(word: str, reading: Reading) -> Standing:
    """Tell how sure it is that a capitalised German word is a name, wherever it stands."""
    if is_acronym(word):
        if _ROMAN.fullmatch(word):
            return Standing.COMMON
        return Standing.KNOWN if is_exonym(word) else Standing.ACRONYM
    if is_exonym(word):
        return Standing.KNOWN
    if reading.is_small(word):
        return Standing.COMMON
    if is_known_name(word) and not is_english_word(word):
        return Standing.KNOWN
    return Standing.COMMON if _is_usual_noun(word) else Standing.NAME


def is_acronym(word: str) -> bool:
    """Tell whether a word is two to six capitals, perhaps with the `s` of a plural."""
    return _ACRONYM.fullmatch(word) is not None


def has_article(reading: Reading, at: int, language: str) -> bool:
    """Tell whether an article or its like stands right before a word, as before common nouns."""
    return reading.follows(at, _ARTICLES[language])


def is_loud(text: str) -> bool:
    """Tell whether a text is written in capitals alone, but for numbers and signs."""
    letters = sum(map(str.isalpha, text))
    return letters >= _LOUD_LETTERS and sum(map(str.islower, text)) * 10 <= letters


def begins_sentence(text: str, start: int) -> bool:
    """Tell whether what stands before makes a capital there a matter of course."""
    return start == 0 or _SENTENCE_START.search(text, max(0, start - 6), start) is not None


def without_genitive(name: str) -> str:
    """Return a name without the ending of the English genitive and the points of an abbreviation."""
    return name.removesuffix("'s").removesuffix("’s").rstrip("'’").replace(".", "")


def _english_standing(word: str, reading: Reading) -> Standing:
    plain = without_genitive(word)
    known = exonym_of(plain) if not is_acronym(plain) else exonyms().get(plain)
    if is_acronym(plain):
        return Standing.KNOWN if known and known.names else Standing.ACRONYM
    usual = is_english_word(plain) or reading.is_small(plain)
    if known and known.names and (not usual or is_known_name(plain)):
        return Standing.KNOWN
    return Standing.COMMON if usual else Standing.NAME


def _is_usual(word: str) -> bool:
    """Tell whether a name is also a usual word, which may begin a sentence."""
    plain = without_genitive(word)
    return not is_acronym(plain) and is_english_word(plain)


def _is_owner(word: str) -> bool:
    """Tell whether a known name is in the genitive, as usual words at the start of a sentence hardly are."""
    return word.endswith(("'s", "’s")) and (
        is_known_name(without_genitive(word)) or exonym_of(without_genitive(word)) is not None
    )


def _may_be_name(word: str) -> bool:
    plain = without_genitive(word)
    return (
        len(plain) > 1
        and plain.lower() not in stop_words_of("en")
        and plain not in _words_of("not_names_en.txt")
        and not plain.lower().startswith(("i'", "i’"))
        and not any(letter.isdigit() for letter in plain)
        and _INTERJECTION.fullmatch(plain) is None
        and _CONTRACTION.search(plain) is None
        and not (len(plain) > _ACRONYM_LETTERS and plain.isupper())
    )


def _is_usual_noun(word: str) -> bool:
    """Tell whether a capitalised German word has a form, length or frequency that names do not have."""
    known = _SPACE + word.lower() in piece_scores()
    parts = [part for part in word.split("-") if part]
    return (
        known
        or all(is_german_word(part) for part in parts)
        or len(word) > _LONGEST_NAME
        or _NOUN_ENDINGS.search(word) is not None
    )


def _is_headline(words: Sequence[str], text: str) -> bool:
    """Tell whether most words that say something begin with a capital, as in an English title."""
    content = [word for word in words if word.lower() not in stop_words_of("en") and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in content)
    stopped = text.rstrip().endswith(_STOPS)
    share, fewest = (
        (_STOPPED_HEADLINE_SHARE, _STOPPED_HEADLINE_WORDS) if stopped else (_HEADLINE_SHARE, _HEADLINE_WORDS)
    )
    return len(content) >= fewest and capitals > share * len(content)


@cache
def _words_of(file: str) -> frozenset[str]:
    return frozenset(files(__package__).joinpath(file).read_text(encoding="utf-8").split())
