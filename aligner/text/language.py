"""German or English, told by function words, endings and letters."""

from __future__ import annotations

import re
from itertools import chain

from aligner.errors import InputError
from aligner.text.document import Document
from aligner.text.rules.rules import words

LANGUAGES = ("de", "en")
NAMES = {"de": "German", "en": "English"}

# Long texts are looked at in so many places, so many characters each.
_PLACES, _PLACE = 24, 1500
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Titles and quoted words may be foreign.
_QUOTED = re.compile(r"[„“\"»«][^„“”\"»«]{1,80}[“”\"»«]")
# Least lead of one language over the other, in points, to be sure.
_LEAST_LEAD = 0.6
# In a text with few words known to either, names and foreign words decide too little.
_LEAST_SHARE = 0.08
# A text is beyond doubt from so many words on, with so many different ones in lower case that only its language has
# (those of SQL and BASIC have capitals), and such a lead in points a word: of 120,000 pairs of news, manuals and short
# sentences no side is taken for the other.
_PLAIN_WORDS, _PLAIN_OWN, _PLAIN_SHARE = 8, 3, 0.3

# Function words and very common words that the other language does not have.
_GERMAN = words(
    "der das den dem des ein eine einen einem einer eines und oder aber sondern denn weil dass daß ob "
    "wenn als wie nicht kein keine keinen keinem keiner ist sind waren wäre wären wird werden wurde "
    "wurden worden würde würden haben habe hatte hatten hätte hätten kann können konnte konnten könnte "
    "könnten muss müssen musste soll sollen sollte sollten darf dürfen mag möchte ich du er sie es wir "
    "ihr mich mir dich dir ihn ihm ihnen uns euch sich mein meine meinen dein deine sein seine seinen "
    "seinem seiner ihre ihren ihrem ihrer unser unsere euer dieser diese dieses diesen diesem jeder jede "
    "jedes alle allen alles viele viel mehr sehr auch noch schon nur doch ja nein hier dort da dann nun "
    "jetzt immer wieder von vom zu zum zur bei beim mit nach aus auf für über unter zwischen vor gegen "
    "ohne durch bis seit während im ins am ans um was wer wo wann warum welche welcher welches etwas "
    "nichts man selbst weiter heute gestern morgen jahr jahre jahren uhr herr frau zwei drei vier fünf "
    "sechs sieben acht neun zehn ersten erste neue neuen großen große gut wurde gibt geht macht bitte "
    "danke sowie bereits etwa jedoch zwar damit dabei davon dazu darauf daran dafür ihm dies wollen will "
    "sei ganz dich bin bist hast seid einmal nie ohne"
)
_ENGLISH = words(
    "the a an of and or but because that if than as not no is are were be been being has have had having "
    "do does did can could would should may might must shall i you he she it we they me him her us them "
    "my your his its our their this these those each every all many much more most very also still "
    "already only yes there here then now always again from to at by with after out on for about over "
    "under between before against without through until since during into what who whom where when why "
    "which whose something nothing someone one two three four five six seven eight nine ten first new "
    "good great year years today yesterday tomorrow mr mrs said says other such some any how just like "
    "well back up down off too own same both few while upon don't it's i'm can't didn't doesn't i've "
    "you're that's won't isn't wasn't there's let's get got make made go went know think want see come "
    "take please thank thanks people time way will was"
)
# Words of both, that are far more frequent in one.
_WEAK = {
    "in": 0.0,
    "an": 0.0,
    "die": 0.5,
    "so": 0.0,
    "hat": 0.4,
    "was": 0.0,
    "will": 0.0,
    "man": 0.0,
    "war": 0.4,
}

_GERMAN_ENDING = re.compile(
    r"(?:ung|ungen|heit|keit|keiten|lich|liche|lichen|licher|liches|isch|ische|ischen|ischer|schaft|chen|tion|ieren|iert|"
    r"[bdfgklmnprstz]en|igen|iger|ige|tes|tet|ern|eln)$"
)
_ENGLISH_ENDING = re.compile(
    r"(?:ing|ings|[^e]ed|tion|tions|ly|ness|ment|ments|ful|less|ous|ity|ies|ship|able|ck|[^h]y|ow|ew|ght|th|['’]s|ould|ee|ea\w|"
    r"[ao]y|ss|al|ive|ure|ance|ence)$"
)
_GERMAN_LETTERS = re.compile(r"[äöüß]|^(?:ver|ge|be|ent|zer)\w{3,}t$|sch|[ck]z|tz|pf|ei[ngt]|cht|zw|ieg|ück")
_ENGLISH_LETTERS = re.compile(r"th|wh|sh|oo|ea|ou|[aeiou]y|ew|ow|qu[aeio]")
_ENDING_POINTS, _LETTER_POINTS = 0.35, 0.25


def detect(text: str) -> str:
    """Tell the language of `text`: `de`, `en`, or an empty string where it is unsure or another one.

    Reads at most some 36,000 characters, spread evenly over the text.
    """
    sample = _sample(text)
    return _language_of(_QUOTED.sub(" ", sample)) or _language_of(sample)


def is_plainly(text: str, language: str) -> bool:
    """Tell whether `text` is in `language` (`de` or `en`) beyond doubt.

    It never is where it is short, or consists of names, code and words in quotes. Reads as much of it as `detect`.
    """
    written = _WORD.findall(_QUOTED.sub(" ", _sample(text)))
    if len(written) < _PLAIN_WORDS:
        return False
    words = [_folded(word) for word in written]
    points, others = _POINTS[language], _POINTS[_other(language)]
    own = {word for word in words if points(word) == 1.0}.intersection(written)
    return len(own) >= _PLAIN_OWN and sum(map(points, words)) - sum(map(others, words)) >= _PLAIN_SHARE * len(words)


def languages_of_pair(
    source: Document,
    target: Document,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
) -> tuple[str, str]:
    """Settle the languages of two documents; `source_language` and `target_language` are what the user gave.

    What the user gave is taken as it is. Where one language is unknown it is the other of German and English;
    where both are, English is taken as the original. Raises InputError where both seem to be in the same
    language.
    """
    first = source_language or source.language
    second = target_language or target.language
    if source_language and target_language:
        return first, second
    if first and first == second:
        called = NAMES.get(first, first)
        if source.digest and source.digest == target.digest:
            raise InputError(f"{source.name} and {target.name} hold the same text: give a text and its translation")
        raise InputError(
            f"{source.name} and {target.name} both seem to be {called}: give a text and its translation, "
            "or say which is which with --source-lang and --target-lang"
        )
    if not first and not second:
        return "en", "de"
    return first or _other(second), second or _other(first)


def _other(language: str) -> str:
    return "de" if language == "en" else "en"


def _language_of(text: str) -> str:
    words = [_folded(word) for word in _WORD.findall(text)]
    if not words:
        return ""
    german = sum(map(_german_points, words))
    english = sum(map(_english_points, words))
    lead = abs(german - english)
    if lead < _LEAST_LEAD or lead < _LEAST_SHARE * len(words):
        return ""
    return "de" if german > english else "en"


def _folded(word: str) -> str:
    return word.lower().replace("’", "'")


def _sample(text: str) -> str:
    if len(text) <= _PLACES * _PLACE:
        return text
    step = len(text) // _PLACES
    return " ".join(chain.from_iterable([text[at : at + _PLACE]] for at in range(0, step * _PLACES, step)))


def _german_points(word: str) -> float:
    if word in _WEAK:
        return _WEAK[word]
    if word in _GERMAN:
        return 1.0
    if word in _ENGLISH:
        return 0.0
    found = _ENDING_POINTS if _GERMAN_ENDING.search(word) else 0.0
    return found + (_LETTER_POINTS if _GERMAN_LETTERS.search(word) else 0.0)


def _english_points(word: str) -> float:
    if word in _WEAK or word in _GERMAN:
        return 0.0
    if word in _ENGLISH:
        return 1.0
    found = _ENDING_POINTS if _ENGLISH_ENDING.search(word) else 0.0
    return found + (_LETTER_POINTS if _ENGLISH_LETTERS.search(word) else 0.0)


_POINTS = {"de": _german_points, "en": _english_points}
