"""Wordings of several words: negations that deny nothing, and denials without a negation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.checks.pair import Span

_BOUND_DE: Final = (
    r"(?:mehr|weniger|länger|kürzer|später|früher|eher|älter|jünger|größer|kleiner|höher|tiefer|niedriger"
    r"|weiter|schwerer|"
    r"leichter|schneller|langsamer|teurer|billiger|öfter|häufiger|besser|schlechter|breiter|stärker|über|unter"
    r"|vor|nach)"
)
_BOUND_EN: Final = (
    r"(?:more|less|fewer|longer|shorter|later|earlier|sooner|older|younger|greater|larger|bigger|smaller|higher|lower|"
    r"further|farther|heavier|lighter|faster|slower|better|worse|wider|stronger|taller|thicker|deeper|closer|other)"
)
_IDLE: Final = {
    "de": re.compile(
        r"\bnicht (?:nur|allein|bloß|zuletzt|wahr\b|umhin|mehr und nicht weniger)|\bnichts als\b|\boder nicht\b"
        r"|\bwenn nicht (?:gar|sogar)\b|\bnicht einmal (?=ein)|\bohne weiteres\b|\bohne (?:jeden )?Zweifel\b"
        r"|\bohnehin\b"
        r"|\bgar nicht erst\b|\bohne dass\b(?=\W+\w+ nicht)|\bohne (?:viel |jede[ns]? |große[ns]? |weitere[ns]? )?(?:"
        r"Umschweife|Weiteres|Wenn und Aber|Verzögerung|Verzug|Zögern|Mühe|Frage|Ausnahme|Ende|Unterlass)\b"
        r"|\b(?:nicht|nie|kein\w*) (?:\w+ )?" + _BOUND_DE + r" (?:als|denn)\b|\bnicht (?:unter|über|vor|nach) (?=\d)"
        r"|\b(?:ach|oh|aber|o|na) nein\b|\bnein (?:so was|wie)\b|\bwarum nicht\b|\bwas nicht noch\b|\bnichts wie\b"
        r"|\bNichts zu danken\b|\bnicht zu vergessen\b|\bmacht nichts\b|\bKeine (?:Sorgen?|Angst|Ursache|Frage"
        r"|Ahnung)\b"
        r"|\bnicht (?:ganz |so )?(?:ohne)\b|\bnicht so recht\b|\bganz und gar nicht\b(?=\?)|\bnicht schlecht (?=staun)"
        r"|\b(?:nicht|kein\w*) (?:ganz|einmal|mal) (?=\d|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|halb)"
        r"|\bnicht (?:sehr |allzu )?(?:weit|lange)\b|\bwie (?:noch |selten )?nie\b|\bseit \w+ nicht\b"
        r"|\b(?:zumindest|jedenfalls|wenigstens|erst recht|schon gar) nicht\b|\bkein (?:Problem|Wunder|Thema"
        r"|Zweifel)\b"
        r"|\bkein Blatt vor (?:den|dem)\b|\bkeinen Hehl\b|\bLange nicht gesehen\b|\bnichts (?:mehr )?vor\w*machen\b"
        r"|\bnicht (?:alle|mehr alle)\b|\bnicht (?:leiden|ausstehen)\b|\bauf den Tod nicht\b|\bnicht ganz (?:un|ernst)"
        r"|\bauf Nimmerwiedersehen\b|\bim Nu\b|\bnichts anderes als\b|\bnicht anders als\b"
        r"|\b(?:ge)?warn(?:e|en|t|te|ten|end)\b,?(?: [\w,]+){0,6} nicht(?: \w+){0,3} zu\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bnot (?:only|just|merely|simply|least|to mention|so much|to say|long (?:after|before|ago|until))\b"
        r"|\bnothing (?:but|less than|short of|other than|of the sort)\b|\b(?:whether )?or not\b"
        r"|\bno (?:doubt|matter|sooner|longer than|more than|wonder|exception|kidding|worries|"
        + _BOUND_EN
        + r" than)\b|\b(?:not|never|no|\w+n['’]t)(?: \w+){0,2} "
        + _BOUND_EN
        + r" than\b|\b(?:not|\w+n['’]t) (?:to )?exceed\w*\b|\bwithout (?:a |any |further |much )*(?:doubt|delay"
        r"|fail|ado|question|"
        r"hesitation|exception|end|trouble|difficulty)\b|\b[Nn]o\.?\s*(?=[%#$]?\d|%|\{)|\bif not\b(?= \w+,?$)"
        r"|,\s+\w+n['’]t (?:it|he|she|they|we|you|I|there)\b(?=\s*[?!])|,\s*(?:no|not)\b(?=\s*\?)|\bnone other\b"
        r"|\bnonetheless\b|\bnot at all\b(?=\?)|\bcan(?:no|['’])?t (?:help|but)\b(?= (?:but|\w+ing)\b)|\bwhy not\b"
        r"|\bnever mind\b|\bin no time\b|\b(?:do|does|did|is|are|was|were|have|has)n['’]t (?:it|he|she|they|we"
        r"|you|I)\b(?=\s*\?)|\bdon['’]t (?:you )?worry\b|\byou don['’]t say\b"
        r"|\bmore often than not\b|\bnever (?:more|less) so\b|\bthan not\b|\bat least not\b|\bnot (?:quite|far"
        r"|even) (?:a|an|the|two|three|\d)\b"
        r"|\bnot far\b|\bno (?:problem|question|offen[cs]e|way)\b|\bnever before\b|\bthink nothing of\b|\bnot to say\b"
        r"|\bnothing (?:\w+ ){1,3}more than\b|\bno-?(?:deal|fly|go|man|one['’]s|name|brainer|frills)\b"
        r"|\boh,? no\b|\bwhy don['’]t (?:we|you|I)\b"
        # whom one warns not to do something, one warns of doing it
        r"|\b(?:warn|caution|discourag)\w*(?: [\w'’]+){0,4} not to\b",
        re.IGNORECASE,
    ),
}
_DENYING: Final = {
    "de": re.compile(
        r"\bfrei von\b|\b(?:bleib|blieb)\w* (?:\w+ )?(?:un\w+|geheim|aus|fern)\b|\bnun und nimmer\b|\bes sei denn\b"
        r"|\banders als\b|\bim Gegensatz zu\b|\babgesehen von\b|\bgeschweige denn\b|\baus dem Weg\b"
        r"|\bim Unterschied zu\b"
        r"|\bfast nichts\b|\bso gut wie nichts\b|\bzu (?!den|der|dem|einem|einer|sein)\w+,? (?:um|als dass|für)\b"
        r"|\b(?:sich )?(?:davor )?hüten\b|\bin Ruhe\b|\bim Stich\b|\bnoch zu \w+en\b|\bsteht? \w* ?noch aus\b"
        r"|\berst (?:dann|wenn|nach|ab|am|im|seit|als|in|um)\b|\bnur (?:dann|wenn|unter|mit|nach|in|für|bei|noch)\b"
        r"|\b(?:im|das) (?:Gegenteil|Gegensatz|Widerspruch|Unterschied|Kontrast)\b|\bfrei(?:er|en|es"
        r"|e)? (?:bleib|gehalten)"
        r"|\bbleib\w* (?:lassen|vorbehalten)\b|\b(?:außerhalb|außer) (?:Kraft|Betrieb|Reichweite|Acht|Gefecht"
        r"|Dienst|Atem)\b"
        r"|\b(?:bleiben|sein|sitzen|fallen|links liegen) (?:zu )?lass\w*\b|\b(?:die )?(?:Finger|Hände) (?:weg"
        r"|lassen|davon)\b"
        r"|\b(?:über Bord|zu Ende|Schluss mit|fehl am Platz|in Abrede|vom Tisch|auf Eis|weit (?:entfernt|weg)"
        r"|dahingestellt)\b"
        r"|\bunter Ausschluss\b|\baus der Luft gegriffen\b|\b(?:schwer|schwierig|kompliziert|mühsam"
        r"|unmöglich) (?:\w+ )?zu\b"
        r"|\b[Ww]as (?:kümmer|scher|geht|interessier)\w*\b|\b(?:alles|jede\w*) (?:\w+ )?(?:zu )?(?:unterlassen"
        r"|vermeiden)\b"
        r"|\bam wenigsten\b|\balles andere als\b|\bmehr als (?:nur|ein)\b|\bwer (?:\w+ ){1,2}(?:schon|denn)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bfree (?:of|from)\b|\bout[ -]of\b|\bshort of\b|\bfar from\b|\baway from\b|\brid of\b|\byet to\b"
        r"|\bhas yet\b|\bhave yet\b|\brather than\b|\binstead of\b|\bother than\b|\bunlike\b|\bexcept\b|\bapart from\b"
        r"|\btoo (?:\w+ )?\w+ (?:to|for)\b|\bin (?:vain|secret|secrecy)\b|\bat a loss\b|\bon pain of\b"
        r"|\bas opposed to\b|\b(?:hard|harder|difficult|tough|tricky|impossible) to\b|\b(?:rul|rule)\w* out\b"
        r"|\bdispens\w* with\b"
        r"|\b(?:do|does|did|done|doing) away\b|\bin the way\b|\bcall\w* off\b|\bg[ia]v\w* up\b|\b(?:put|come"
        r"|came)\w* (?:\w+ )?to an end\b"
        r"|\bthe (?:opposite|reverse|contrary)\b|\b(?:on the|to the) contrary\b|\b(?:by|in) contrast\b"
        r"|\b(?:regardless|irrespective|independent"
        r"|independently|devoid|exclusive) of\b|\bat odds\b|\ba far cry\b|\bpast caring\b|\bout of reach\b"
        r"|\b(?:safe|immune|proof|exempt|protected)"
        r" (?:from|to|against)\b|\bas is\b|\b(?:be|is|was|been|are|were) over\b"
        r"|\bleave \w+ (?:alone|be)\b|\b(?:keep|kept|stay|hold|held|shut|leave|left)\w* (?:\w+ ){0,3}(?:out"
        r"|away|off|back|from)\b"
        r"|\b(?:run|ran|running) out\b|\blet alone\b|\bmuch less\b|\bas if\b|\bin the absence of\b"
        r"|\bthe last (?:thing|person|time)\b|\banything but\b|\bonly (?:when|if|after|by|in|on|with|until|then)\b"
        r"|\bwho (?:knows|cares|needs|would|wants|could)\b|\bwhat (?:use|good|point)\b|\boff limits\b",
        re.IGNORECASE,
    ),
}
_AMPLE: Final = {
    "de": re.compile(r"\b" + _BOUND_DE + r" als\b", re.IGNORECASE),
    "en": re.compile(r"\b" + _BOUND_EN + r" than\b", re.IGNORECASE),
}
_BOUND: Final = {
    "de": re.compile(r"\b(?:nicht|kein\w*) (?:\w+ )?" + _BOUND_DE + r" als\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:no|not|\w+n['’]t)(?: \w+){0,2} " + _BOUND_EN + r" than\b", re.IGNORECASE),
}
_LIMIT: Final = {
    "de": re.compile(r"\b(?:nicht|nie\w*|kein\w*|höchstens|maximal|unter|bis|ohne|weder|kaum)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b(?:no|not|never|neither|nor|none|at most|up to|under|maximum|cannot|without|hardly|\w+n['’]t)\b",
        re.IGNORECASE,
    ),
}


def idle_spans(text: str, language: str, other: str, other_language: str) -> list[Span]:
    """Return where a negation denies nothing that the other side must deny, in order.

    A bound (`no more than 5`) is one of these, unless the other side has the comparison without any limit (`mehr als
    5`).
    """
    is_lost = bool(_AMPLE[other_language].search(other)) and not _LIMIT[other_language].search(other)
    bounds = {match.start() for match in _BOUND[language].finditer(text)} if is_lost else set()
    return [match.span() for match in _IDLE[language].finditer(text) if match.start() not in bounds]


def denying_spans(text: str, language: str) -> Iterator[Span]:
    """Yield wordings that deny without a negation: `free from`, `frei von`, `out of`, `es sei denn`."""
    yield from (match.span() for match in _DENYING[language].finditer(text))
