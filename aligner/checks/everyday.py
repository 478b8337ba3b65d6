"""What is said every day, in many ways: interjections, greetings, short sentences of talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from aligner.text.rules.rules import words
from aligner.words.information import stop_words_of

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDS: Final = re.compile(r"[.!?…\"”“»«'’)\]]*\Z")
_SHORT: Final = 6
"""Words of a sentence of talk at most."""
_LEAST_SHARE: Final = 0.1
_FIRST_PERSON: Final = words("i me i'm i'll i've ich mich mir")
_ANY_TALK: Final = 4
"""So short, what ends with a mark of exclamation or a question is talk whatever its words are."""

_INTERJECTIONS: Final = words(
    "ah aha aw ay aye bye cheers dammit damn god goodbye goodness gosh haha hello hey hi hm hmm huh jesus mmm nope "
    "oh ok okay oops ooh ouch shh shit sorry thanks ugh uh um whoa wow yeah yep yo kidding gotta gonna ach ade "
    "bravo danke doch ey gell hallo jawohl juhu mensch na nanu pfui pst quatsch servus tja tschüss verdammt amen "
    "hurra hurray prost"
)
_TALK: Final = words(
    "dear lord no please right sure thank welcome well what yes again alone already all always anyone anything "
    "away back bad better big care come coming day done enough even ever everybody everyone everything exactly far "
    "fine first forget get gets getting give go goes going gone good got great guess guys happened happy hear "
    "heard help hold home hope hurry idea kill kind know last leave left let let's like listen little long look "
    "looking lost love luck mad make man matter maybe mean men mind minute moment morning move much need never new "
    "next nice night nobody nothing now off old once one people problem put quick quiet ready really see shut sir "
    "sit something soon stay still stop sweet take talk tell thing things think thought time today together "
    "tomorrow tonight too true try trust understand wait want way where why woman wonder wonderful word work worry "
    "wrong yesterday yet son dad mom mum father mother brother boy girl guy also achtung alles aua bitte echt egal "
    "eh ehrlich endlich entschuldigung genau gern gerne geh gehen gehst gehts gott gut gute guten halt he herein "
    "herr hilfe hör hört ja jetzt klar komm kommen kommt los mach macht mann meine morgen nacht natürlich nein "
    "nichts nie niemand nun opa oma papa mama raus richtig ruhe ruhig sag schade schau schluss schnell schön schon "
    "sicher sieh sofort stimmt stopp süße tag toll vergiss verzeihung verstanden vielleicht vorsicht wahr warte "
    "warten warum was weg weiter weiß wie wieder wirklich wo wohl zurück zusammen"
)
"""Words of which such sentences are made, beside function words."""
_SPEAKERS: Final = words(
    "i me my you your he him she we us it that this let's it's i'm i'll i've i'd you're you'll you've he's she's we're "
    "we'll they're that's what's there's who's here's don't can't didn't won't isn't ain't doesn't "
    "ich mich mir du dich dir dein deine ihr euch er ihn ihm sie wir uns es"
)
"""Those who talk, and what they point at."""


def is_talk(texts: Sequence[str]) -> bool:
    """Tell whether texts, one a segment, are talk, as in a film or a play: people say I and me."""
    return sum(not _FIRST_PERSON.isdisjoint(text.lower().split()) for text in texts) > _LEAST_SHARE * len(texts)


def is_everyday(text: str, *, in_talk: bool = False) -> bool:
    """Tell whether a text is a short phrase of talk rather than a label, a term or an instruction.

    Where the document is talk, `in_talk`, whatever sentence is short is such a phrase.
    """
    found = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    if not found or len(found) > _SHORT:
        return False
    end = _ENDS.search(text)
    marks = end[0] if end else ""
    is_sentence = any(mark in marks for mark in ".!?…")
    is_said = is_sentence or not _SPEAKERS.isdisjoint(found)
    if not _INTERJECTIONS.isdisjoint(found) and len(found) <= _ANY_TALK:
        return True
    if is_said and all(word in _TALK or word in _of_function() or word in _SPEAKERS for word in found):
        return True
    if len(found) <= _ANY_TALK and ("!" in marks or "?" in marks):
        return True
    return is_sentence and (in_talk or len(found) == 1 or not _SPEAKERS.isdisjoint(found))


@cache
def _of_function() -> frozenset[str]:
    return stop_words_of("de") | stop_words_of("en")
