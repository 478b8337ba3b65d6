"""The form of the data that tells the sentence splitter about a language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """What a splitter must know of a language: closed word lists, all in lower case.

    Abbreviations stand without their final stop. Dotted abbreviations are written without spaces (`z.b`,
    `u.s`) and stand for the spaced form too.
    """

    needs_next: frozenset[str]
    """Abbreviations that call for the next word: their full stop never ends a sentence (`Dr.`, `z. B.`)."""

    may_end: frozenset[str]
    """Abbreviations that may end a sentence; they do when a starter follows: `usw.`, `Inc.`, `U.S.`"""

    before_number: frozenset[str]
    """Words that are abbreviations only before a number: `Art. 5`, `No. 7`, `Sept. 1864`."""

    before_reference: frozenset[str]
    """Words that are abbreviations only before what numbers a passage: a number, a letter, another such abbreviation.

    `App. B`, `Ex. 3`, `Best. Nr. 12`.
    """

    books: frozenset[str]
    """Short names of books of the Bible that are other words, too: before chapter and verse (`Phil. 4:8`)."""

    numbered: frozenset[str]
    """Abbreviations that a number follows: `Nr.`, `no.`"""

    suffixes: tuple[str, ...]
    """Endings of abbreviated compounds that may end a sentence, as in `Goethestr.`"""

    starters: frozenset[str]
    """Function words that, with a capital, begin a sentence: never names, and in German never nouns."""

    lowercase_starters: frozenset[str]
    """Words that begin a sentence even in small letters, as people write in a hurry."""

    whole_word_endings: tuple[str, ...]
    """Endings of words, not of abbreviations: behind them a sentence may begin with a small letter."""

    labels: frozenset[str]
    """Words behind which a number or letter is no ordinal or initial: `Rang 30.`, `Vitamin C.`"""

    speech_verbs: frozenset[str]
    """Verbs that join a name to the question or call before it: `“Are you there?” Harry asked.`"""

    months: frozenset[str]
    """Names of months: a number and a full stop before one of them is a day."""

    ordinals: bool
    """Whether a full stop makes a number an ordinal (`am 3. Oktober`, `Ludwig XIV.`)."""

    casual_words: frozenset[str]
    """Words that only people write who do not care for capitals."""

    small_after: str = "."
    """The marks after which a sentence may begin with a small letter."""


def words(*lines: str) -> frozenset[str]:
    """Make a set of the words of some lines."""
    return frozenset(word for line in lines for word in line.split())


def endings(line: str) -> tuple[str, ...]:
    """Make a tuple of the endings in a line, as `str.endswith` wants it."""
    return tuple(line.split())
