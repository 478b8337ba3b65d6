"""The form of the data that tells the sentence splitter about a language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """What a splitter must know of a language: closed word lists, all in lower case, abbreviations without final stop.

    Dotted abbreviations are written without spaces (`z.b`, `u.s`) and stand for the spaced form too.
    """

    needs_next: frozenset[str]
    """Abbreviations that call for the next word, so that their full stop never ends a sentence: `Dr.`, `z. B.`"""

    may_end: frozenset[str]
    """Abbreviations that may end a sentence; they do when a starter follows: `usw.`, `Inc.`, `U.S.`"""

    before_number: frozenset[str]
    """Abbreviations that are words as well: abbreviations only before a number, as in `Art. 5`, `No. 7`, `Sept. 1864`."""

    suffixes: tuple[str, ...]
    """Endings of abbreviated compounds that may end a sentence, as in `Goethestr.`"""

    starters: frozenset[str]
    """Function words that, with a capital, begin a sentence: never names, and in German never nouns."""

    lowercase_starters: frozenset[str]
    """Words that begin a sentence even in small letters, as people write them in chats and letters of complaint."""

    whole_word_endings: tuple[str, ...]
    """Endings that words have and abbreviations have not: behind them even a small letter begins a sentence."""

    labels: frozenset[str]
    """Nouns behind which a number or letter is a name: after `Rang 30.` or `Vitamin C.` the sentence is over."""

    speech_verbs: frozenset[str]
    """Verbs that join a name to the question or call before it: `“Are you there?” Harry asked.`"""

    months: frozenset[str]
    """Names of months: a number and a full stop before one of them is a day."""

    ordinals: bool
    """Whether a full stop makes a number an ordinal (`am 3. Oktober`, `Ludwig XIV.`)."""

def words(*lines: str) -> frozenset[str]:
    """Make a set of the words of some lines."""
    return frozenset(word for line in lines for word in line.split())
