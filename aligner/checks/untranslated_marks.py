"""Marks of words that stay as they are: quotation marks, emphasis, and the nouns that name what they are."""

from __future__ import annotations

import re
from typing import Final

_QUOTED: Final = re.compile(
    r"[„“\"»«][^„“”\"»«]{1,50}[“”\"»«]|[‚‘›‹`][^‚‘›‹`]{1,50}?[’‘›‹`]|\([^()]{1,50}\)"
    r"|(?<!\w)\*{1,2}[^*\n]{1,50}\*|(?<!\w)_{1,2}[^_\n]{1,50}_(?!\w)|(?<!\w)'[^'\n]{1,50}'(?!\w)"
    r"|<(em|i|cite|q|kbd|code|tt|var|option|command|guilabel|literal|b|strong)>[^<>]{1,50}</|\[[^\[\]]{1,50}\]\(|\[[^\[\]\s]{1,50}\]"
)
"""What is a name, a title or a term by the marks round it."""
_CALLED: Final = re.compile(
    r"(?i)\b\w*(?:funktion|befehle?n?s?|kommandos?|option|optionen|parametern?s?|pakete?s?n?|datei|dateien|variablen?"
    r"|methoden?|programme?s?|attribute?s?|werte?s?|schlüssels?|modus|tags?|elemente?s?|modul|module?s?|klassen?|typs?"
    r"|felde?s?|ordners?|verzeichnis|verzeichnisse?s?|eigenschaft|eigenschaften|gruppen?|benutzers?|skripte?s?|werkzeuge?s?"
    r"|makros?|anweisung|anweisungen|ereignis|ereignisse?s?|events?|objekte?s?|ausdruck|zeichenkette|namens|sogenannte[rnms]?"
    r"|begriffe?s?|worte?s?|bezeichnung|status|grade?s?|zweige?s?|branch|branches|alias|dienste?s?|titels?"
    r"|command|function|option|parameter|package|file|variable|method|program|attribute|value|key|class|type|field"
    r"|folder|directory|property|word|term|named|called|titled)\s+(?:[^\s.!?]{1,24}\s+(?:und|oder|and|or)\s+)?$"
)
_CALLED_AFTER: Final = re.compile(r"(?:-[A-ZÄÖÜ]|:|\s*=|\s+(?:genannt|-))")
"""What stands before or behind a word that is the name of a thing, though nothing marks it as one."""
_BEFORE: Final = 60


def is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether a span stands within marks that make it a name, a title or a term."""
    return any(match.start() < start and end < match.end() for match in _QUOTED.finditer(text))


def is_called(text: str, start: int, end: int) -> bool:
    """Tell whether the words round a span say that it is the name of a command, a value, a file or the like."""
    return bool(_CALLED.search(text[max(0, start - _BEFORE) : start]) or _CALLED_AFTER.match(text, end))
