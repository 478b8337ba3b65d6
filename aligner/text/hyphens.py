"""Hyphens at line ends: those that belong to the word, and those that the line break put there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from aligner.text.rules.rules import words

HYPHENS = frozenset("-\u2010\u2e17")
# The soft hyphen, and the sign that character recognition writes for one.
_SOFT = frozenset("\u00ad¬")

_LEFT = re.compile(r"([^\W_]+(?:[-\u2010'’.][^\W_]+)*)[-\u2010\u2e17]$")
_RIGHT = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_LONGEST_WORD = 200
_ENDING = re.compile(r"(?<=.{3})(?:e[mnrs]?|[ns])$")

_CONJUNCTIONS = words("und oder bzw beziehungsweise sowie noch statt bis and or nor versus")
# Words inside English compounds, after which a hyphen stays: state-of-/the-art, mother-in-/law.
_LINKS = words("of the in to and at by on up a for an de la le")
# Second parts of English compounds that are written with a hyphen as a rule.
_SECOND_PARTS = words(
    "based called known term level owned driven related oriented friendly sized scale quality speed year "
    "rated backed ranking profile being proof minded looking sounding going old olds"
)
_ADJECTIVE = re.compile(r"(?:isch|lich|deutsch|sozial|national|liberal)$")
_SECOND_ADJECTIVE = re.compile(r"\w{2,}(?:isch|lich|ig)(?:e[mnrs]?)?$")


class Joint(Enum):
    """How a wrapped line goes on in the next: what stands between them in the repaired text."""

    SPACE = "space"
    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a document shows of its own spelling: words without endings, and hyphenated pairs of them."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, text: str) -> Vocabulary:
        """Collect the words of `text`; linear in its length."""
        words: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for word in set(_WORD.findall(text)):
            parts = _HYPHEN.split(word.casefold())
            words.update(map(_stem, parts))
            pairs.update((left, _stem(right)) for left, right in pairwise(parts))
        return cls(frozenset(words), frozenset(pairs))


def ends_in_hyphen(content: str) -> bool:
    """Whether a line ends in a hyphen that stands directly after a letter or digit, and so is no dash."""
    return len(content) > 1 and content[-1] in HYPHENS | _SOFT and content[-2].isalnum()


def joint_of(left: str, right: str, vocabulary: Vocabulary) -> Joint:
    """Say how the line `left` goes on in the line `right`.

    The document's own spelling decides first, after it the shape of the two halves.
    """
    if not ends_in_hyphen(left):
        return Joint.SPACE
    if left[-1] in _SOFT:
        return Joint.DROP
    before, after = _LEFT.search(left[-_LONGEST_WORD:]), _RIGHT.match(right[:_LONGEST_WORD])
    if before is None or after is None:
        return Joint.SPACE
    first, second = before[1], after[0]
    if second.lower() in _CONJUNCTIONS:
        return Joint.SPACE
    if left.isupper() and right.isupper() and second.isalpha():
        return _by_spelling(first, second, vocabulary) or Joint.DROP
    if not second[0].islower() or not first[-1].isalpha():
        return Joint.KEEP
    return _by_spelling(first, second, vocabulary) or _by_shape(first, second)


def _by_spelling(first: str, second: str, vocabulary: Vocabulary) -> Joint | None:
    head = _HYPHEN.split(first.casefold())[-1]
    tail = _HYPHEN.split(second.casefold())[0]
    whole = _stem(head + tail) in vocabulary.words
    hyphenated = (head, _stem(tail)) in vocabulary.pairs
    if whole == hyphenated:
        return None
    return Joint.DROP if whole else Joint.KEEP


def _by_shape(first: str, second: str) -> Joint:
    parts = _HYPHEN.split(first)
    head, tail = parts[-1], _HYPHEN.split(second)[0].lower()
    keeps = (
        # An abbreviation or a single letter: EU-/weit, E-/mail.
        len(head) == 1
        or (head.isupper() and len(head) > 1)
        or (len(parts) > 1 and head.lower() in _LINKS)
        or (second != tail and tail in _LINKS)
        or tail in _SECOND_PARTS
        or (_ADJECTIVE.search(head) is not None and _SECOND_ADJECTIVE.match(second) is not None)
    )
    return Joint.KEEP if keeps else Joint.DROP


def _stem(word: str) -> str:
    return _ENDING.sub("", word)
