"""Wordings that frame what is said, and that another language leaves to its grammar: `you are encouraged to`."""

from __future__ import annotations

import re
from typing import Final

from aligner.checks.pair import Span

_BE: Final = r"(?:is|are|was|were|be|been|being|am|'s|'re)"
_HOW: Final = r"(?:(?:also|strongly|highly|generally|usually|often|always|especially|very|most|well) )?"
_ENGLISH: Final = (
    # modal frames
    rf"{_BE} {_HOW}(?:encouraged|advised|recommended|urged|invited|welcome|free|asked|requested|expected"
    rf"|supposed|able"
    r"|unable|allowed|permitted|likely|unlikely|bound|meant|intended|designed|about|going|set|used|known|said|willing"
    r"|eager|happy|keen|ready|sure|certain) to",
    r"(?:it|this|that)(?: is|'s| was| would be| may be| might be| can be| could be) "
    rf"{_HOW}(?:(?:a|an|the) )?{_HOW}(?:best|good|better|common|recommended|standard|usual|great|bad) "
    r"(?:practice|idea|habit|custom|thing|rule|choice|way)(?: to| that)?",
    r"(?:it|this|that)(?: is|'s| was| would be| may be| might be| can be| could be) "
    rf"{_HOW}(?:important|advisable|recommended|essential|necessary|possible|impossible|useful"
    r"|helpful|customary|common|good|best|better|convenient|sensible|reasonable|clear|obvious|evident|true"
    r"|interesting|likely|assumed|understood|expected)"
    r"(?: (?:noting|mentioning|pointing out|remembering|knowing|considering|to note|to mention|to remember|to know"
    r"|to point out|to understand|to see|to keep in mind))?(?: (?:that|to|for))?",
    r"(?:please )?(?:note|keep in mind|bear in mind|be aware|remember) that",
    r"(?:have|has|had|having|get|gets|give|gives|given|giving|offer|offers)(?: (?:you|us|them|him|her|it))?"
    r" (?:the|an|a) (?:option|possibility|opportunity|ability|chance)(?: (?:to|of|for))?",
    r"(?:make|makes|made|making|be|being) (?:sure|certain)(?: (?:to|that|of))?",
    r"(?:strives?|striving|seeks?|seeking|aims?|aiming|tends?|serves?|helps?|wants?|wishes|wish|intends?"
    r"|attempts?|tries"
    r"|choose|chooses|decides?|proceeds?|goes on|begins?|starts?|continues?|happens?|appears?|seems?|needs?|has"
    r"|have) to",
    r"(?:whether or not|for you to|so as to|in order to|in order that|in order for)",
    # empty nouns
    r"for (?:the |this |that |these |those |such |any |all |\w+ )?(?:purposes?|sake) of",
    r"(?<=\w )purposes?(?= ?[.,;:!?)]| and | or |$)",
    r"(?:in|within) (?:the )?(?:terms|case|event|course|process|context|framework|field|area|form|way|manner"
    r"|light|view"
    r"|spirit|face|absence|presence|name|hands|midst|wake|interests?) of",
    r"(?:the|in the|a|an) (?:process|act|fact|idea|notion|concept|use|matter|question|issue|kind|sort|type|set"
    r"|series|range"
    r"|variety|number|lot|couple|bit|piece|amount|level|degree|extent|way|manner|means|case|state|part|task|job"
    r"|business)"
    r" (?:of|that|in which|to which|by which)",
    r"(?:due|owing|thanks) to the fact that|despite the fact that|in spite of the fact that|given the fact that",
    r"(?:kind|sort|type|kinds|sorts|types|plenty|lots) of",
    r"(?:in|with|as) (?:regards?|respect|relation|reference|connection|accordance|addition|contrast"
    r"|comparison) (?:to|with)",
    r"(?:when|where|if) it comes to|as far as|as long as|as well as|in terms of|on the part of|on behalf of"
    r"|by means of",
    r"(?:at|in) (?:this|that|the|any given|some|one) (?:point|moment|stage|time|day|case|way|regard|respect"
    r"|sense|manner)"
    r"(?: (?:in time|of time))?",
    # presentation
    r"there (?:is|are|was|were|has been|have been|will be|can be|may be|exists?|seems? to be)",
    r"(?:what|which|who|that|this|it) (?:is|are|was|were) (?:what|that|who|how|why|where|when|because)",
    r"(?:the )?(?:reason|point|problem|question|answer|idea|thing|fact|truth) (?:is|was) (?:that|how|why|to)",
    r"(?:the )?(?:following|above|below|former|latter)(?: (?:ones?|examples?|list|points?))?",
    r"takes? place|took place|taking place|comes? to pass|came to pass|turns? out(?: to be)?|turned out(?: to be)?",
    r"qualif(?:y|ies|ied) as|serves? as|acts? as|function(?:s|ed)? as|considered(?: to be| as)?|known as"
    r"|referred to as"
    r"|so-called|called|named|titled|entitled",
    r"take(?:s|n)? care of|make(?:s)? use of|making use of|made use of|take(?:s|n)? advantage of|keep(?:s)? track of",
    r"(?:go|goes|going|went) (?:ahead|on)(?: and| to)?|end(?:s|ed)? up",
    r"(?:in|for) (?:your|our|their|its|his|her|one's) (?:own )?(?:case|part|behalf)",
    r"tl;dr",
)
_SIE: Final = r"(?:sie|du|wir|ihr|man)"
_ES: Final = r"(?:es|das|dies|dieses)"
_GERMAN: Final = (
    # frames of settings and instructions
    r"(?:legt|legen|gibt|geben|bestimmt|bestimmen|zeigt|zeigen|steuert|steuern|regelt|regeln|entscheidet|entscheiden"
    rf"|prüft|prüfen|definiert|definieren|beschreibt|beschreiben)(?: {_SIE})?(?: (?:fest|an|auf))?,? ?"
    r"(?:ob|wie|wann|was|wo|welche[rnms]?|wer|wie viele?|wie lange|wie oft|wofür|worin)\b",
    r"(?:legt|legen|gibt|geben) (?:fest|an)(?=,)",
    rf"so \w+(?:en|ern|eln|st|t) (?:{_SIE})",
    r"(?:gehen|geht|gehst) (?:sie|du|man)? ?(?:folgendermaßen|wie folgt|so) vor"
    r"|führen sie (?:die )?folgenden? schritte?n? aus",
    # modal frames
    rf"(?:ist|sind|war|waren|wäre|wird) (?:{_ES} )?(?:\w+ )?(?:möglich|erforderlich|notwendig|nötig|ratsam"
    rf"|empfehlenswert"
    r"|sinnvoll|üblich|wichtig|erlaubt|gestattet|zulässig|zu empfehlen|zu beachten|zu erwähnen|anzumerken"
    r"|hervorzuheben"
    r"|davon auszugehen)",
    r"(?:in der lage|imstande|im stande|fähig|berechtigt|befugt|bereit|gezwungen|verpflichtet|angehalten)"
    r"(?: (?:zu|sein|ist|sind|war|waren|sei|seien))?",
    r"(?:die |der |eine )?(?:möglichkeit|gelegenheit|chance|option)(?:en)?(?: (?:haben|hat|hast|besteht|bieten"
    r"|bietet|geben|gibt))?"
    r"(?=,? (?:zu|\w+ zu|\w+zu\w+)|,| )(?:,)?",
    r"kann man(?: auch)? sagen(?:,)? dass|lässt sich sagen(?:,)? dass|man kann sagen(?:,)? dass",
    r"(?:bitte )?(?:beachten|beachte|bedenken|bedenke|denken|denk) (?:sie|daran)(?:,)?(?: dass)?",
    r"es (?:ist|sei|wäre|bleibt) (?:\w+ )?(?:\w+),? dass",
    r"(?:es|hier|dabei|hierbei|sich)(?: \w+)? handel(?:t|te|n)(?: (?:es|sich|hier|dabei|hierbei))*(?: \w+)? um",
    r"handel(?:t|te|n) (?:es )?sich(?: \w+)? um",
    # empty nouns and verbs
    r"(?:dien(?:t|en|te|ten)|dazu dien(?:t|en|te|ten))(?: (?:dazu|der|zur|zum|als|dem))?",
    r"(?:zum|zu) zwecke?n?(?: (?:der|des|von))?|zur (?:führung|durchführung|erstellung|verwendung"
    r"|nutzung)(?: (?:der|des|von))?",
    r"(?:im|in) (?:rahmen|hinblick auf|bezug auf|zuge|falle?|laufe|sinne|zusammenhang mit|anschluss an|verlauf"
    r"|bereich"
    r"|verbindung mit|form)(?: (?:der|des|von|eine[rs]))?",
    r"(?:die|der) tatsache(?:,)? dass|aufgrund der tatsache(?:,)? dass|der umstand(?:,)? dass",
    r"zur verfügung(?: (?:gestellt(?:en|e)?|stell(?:t|en)|steh(?:t|en|end|ende|enden)|zu stellen))?",
    r"(?:eine )?(?:art|reihe|vielzahl|anzahl|menge|fülle)(?: (?:von|an|der))?",
    r"auf (?:diese|dieselbe|die gleiche|folgende|andere|jene) (?:art und )?(?:weise|art)|durch dieses vorgehen",
    r"(?:in|zu) (?:diesem|dem|einem solchen|welchem) (?:zusammenhang|fall|sinne|punkt|zeitpunkt|zweck|maße)",
    r"unter anderem|und so weiter|mit anderen worten|das heißt|zum beispiel|im allgemeinen|im (?:grunde|prinzip"
    r"|endeffekt)",
    r"(?:zum einsatz|in frage|infrage|zustande|zu stande|zum tragen|in betracht|zur anwendung|vor)komm(?:t|en)",
    r"(?:kommt|kommen|kam|kamen) (?:zum einsatz|in frage|infrage|zustande|zum tragen|in betracht|zur anwendung"
    r"|\w+ vor)",
    r"findet statt|finden statt|fand statt|so genannte[rnms]?|wie folgt",
    r"(?:damit|dazu|darauf|daran|dafür|davon) verbunden(?:en|e|er|es)?|hiermit nicht verbunden",
)


def _compiled(frames: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(frames)})(?!\w)", re.IGNORECASE)


_FRAMES: Final = {"en": _compiled(_ENGLISH), "de": _compiled(_GERMAN)}


def frames_in(text: str, language: str) -> list[Span]:
    """Return where a text has wordings that say nothing of their own; those of `de`, or of `en` for all others."""
    plain = text.replace("’", "'").replace("\u00a0", " ")
    return [match.span() for match in _FRAMES["de" if language == "de" else "en"].finditer(plain)]
