"""Tells of a word of German or English how surely it denies."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from aligner.checks.negation_lexicon import (
    ADVERSE,
    ADVERSE_STEMS,
    CONTRARY,
    NEARLY,
    OPPOSABLE,
    SOFT,
    STRONG,
    WEAK,
    WEAK_STEMS,
)

Strength = Literal["strong", "idle", "nearly", "weak", "soft", ""]
"""`strong` words (`not`) need a negation on the other side, `nearly` ones (`hardly`) something that restricts; `weak`
ones (`unhappy`, `fail`) can be that negation, and so can `idle` ones, which deny nothing in
their wording (`nicht nur`); `soft` ones (`only`, `bad`, `out`) may be, less surely; empty: the word
denies nothing."""

_UN: Final = {
    "de": re.compile(
        r"(?:un(?!ter|heil|schuld|glaub|glück|d$|s$|ser|gar|io|iv|if|isono|ikat|i$|gefähr|fall|fäll|wetter|längst|weit|kraut|dich|kosten|geheuer|gefahr|mittelbar|bedingt)"
        r"|nicht|in(?=akzep|akti|akku|diskut|effekt|effiz|existent|formell|human|komp|konse|konsis|korrekt|offiz|"
        r"stabil|tolera|valid|transp)|ir(?=reg|relev|ration|repar|revers)|il(?=leg|loy|log)|im(?=mobil(?!ie)|materi)|des(?=inter|infi|organ)|"
        r"dis(?=qualif|kontin)|a(?=typisch|sozial|symmetr|moral)|anti)\w{3,}$"
    ),
    "en": re.compile(
        r"(?:(?:in|im|ir|il)(?!agin|fallib|flamm|herit|it|port|press|prov|rit|tang)\w{3,}[ai]bl[ey]|un(?!der|employ|fortun|til|it|io|iv|if|ique|iso|cles?$|anim|corn|less$|ion|to$|do$)|non-?)[\w-]{3,}$"
    ),
}
_BARE: Final = {
    "de": re.compile(r"(?!verlos|ablos|auslos)\w{3,}(?:los|frei|leer)(?:e[mnrs]?|igkeit|er|este[nrsm]?)?$"),
    "en": re.compile(r"(?:(?!neverthe|nonethe|un|regard|b|count|rest)\w{3,}less(?:ly|ness)?|\w+-free)$"),
}
_REVERSING: Final = re.compile(
    r"un(?:hid|hide|lock|pack|link|install|subscrib|do$|does$|did$|done$|doing$|wrap|tie|tying|load|plug|fold|block|mute|mask|veil|cover|"
    r"earth|leash|seal|bind|bound|button|zip|roll|set|select|check|mount|group|freez|froz|pin|follow|friend|dress|screw|"
    r"wind|wound|fasten|hook|lash|ravel|register|map|archiv|delet|loose|cork|chain|buckle|burden|furl)"
)
"""Verbs that undo something deny nothing."""
_COMPOUND_NEGATION: Final = re.compile(r"\w+n['’]t(?:['’]ve)?$|[a-z]?cannot$")
_SHORT_IS: Final = re.compile(r"(?:nobody|nothing|no-one|none)['’](?:s|d|ll)$|(?:niemand|nichts)['’]s$")
"""`Nobody's here`: a verb is joined to the word."""


@lru_cache(maxsize=1 << 16)
def strength_of(word: str, language: str) -> Strength:
    """Tell how much `word`, in lower case, denies in `language` (`de` or `en`)."""
    if len(word) > _LONGEST:
        return ""
    if word in STRONG[language] or _SHORT_IS.match(word):
        return "strong"
    if language == "en" and _COMPOUND_NEGATION.match(word):
        return "strong"
    if word in NEARLY[language]:
        return "nearly"
    if word in WEAK[language] or has_negative_affix(word, language) or word.startswith(_STEMS[language]):
        return "weak"
    if word in SOFT[language] or word in ADVERSE[language] or word.startswith(_ADVERSE_STEMS[language]):
        return "soft"
    return ""


def has_negative_affix(word: str, language: str) -> bool:
    """Tell whether `word`, in lower case, has a prefix or an ending that denies: `unklar`, `hopeless`."""
    has_prefix = _UN[language].match(word) or word.startswith(_PREFIXED[language])
    return bool(has_prefix or _BARE[language].match(word))


def has_negative_prefix(word: str, language: str) -> bool:
    """Tell whether `word`, in lower case, has a prefix that denies, and no ending that denies too: `zweifellos`."""
    return has_negative_affix(word, language) and not _BARE[language].match(word) and not _REVERSING.match(word)


def is_opposable(word: str, language: str) -> bool:
    """Tell whether `word`, in lower case, is positive and has a common opposite with a prefix: `sicher`."""
    stems = OPPOSABLE[language]
    return any(word[: len(word) - length] in stems for length in range(min(_LONGEST_ENDING, len(word)) + 1))


def is_contrary(word: str, other: str) -> bool:
    """Tell whether a word that denies, in lower case, has its opposite in another: `selten` and `often`."""
    return any(word.startswith(denying) and other.startswith(affirming) for denying, affirming in _CONTRARY)


_STEMS: Final = {language: tuple(stems) for language, stems in WEAK_STEMS.items()}
_ADVERSE_STEMS: Final = {language: tuple(stems) for language, stems in ADVERSE_STEMS.items()}
_PREFIXED: Final = {
    "de": (),
    "en": tuple(stem for stem in WEAK_STEMS["en"] if re.match(r"(?:in|im|il|ir)\w{4}", stem)),
}
_CONTRARY: Final = tuple((tuple(denying), tuple(affirming)) for denying, affirming in CONTRARY)
_LONGEST: Final = 60
_LONGEST_ENDING: Final = 4
