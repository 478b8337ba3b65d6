"""The flags of a segment as a table has them: their names, one severity, and a sentence each, as evidence.

A table has no room for the places of flags. What a sentence quotes is looked up in the texts instead, which is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from aligner.checks.flag import SEVERITIES, Flag, Severity
from aligner.checks.kinds import FLAG_KINDS, FlagKind, Shows
from aligner.checks.pair import Span
from aligner.checks.wording import IN_SOURCE, IN_TARGET, IN_TRANSLATION, IS_MISSING, IS_NOT_IN_SOURCE

_BETWEEN: Final = "; "
_SIDES: Final = {IN_SOURCE: 0, IN_TARGET: 1, IN_TRANSLATION: 1}
_QUOTED: Final = re.compile(f'"([^"]+)"(?: ({"|".join(_SIDES)}))?')
_ONE_SIDE: Final = {IS_MISSING: 0, IS_NOT_IN_SOURCE: 1}
"""What a sentence says of words that one side only has."""

Quotes = tuple[Span | None, Span | None]
"""Where the quoted words stand in source and target."""


def evidence_of(flags: Iterable[Flag]) -> str:
    """Return the sentences of the flags, joined by semicolons."""
    return _BETWEEN.join(flag.message for flag in flags if flag.message)


def flags_of(names: str, severity: str, evidence: str, texts: tuple[str, str]) -> tuple[Flag, ...]:
    """Return the flags of a segment with these (source, target), all with its severity, of unknown probability.

    `names` are parted by commas. Raises ValueError for a name or a severity that there is not.
    """
    if not names:
        return ()
    found = names.split(",")
    unknown = [name for name in found if name not in FLAG_KINDS]
    if unknown:
        raise ValueError(f"there is no flag {unknown[0][:40]!r}; the flags are {', '.join(FLAG_KINDS)}")
    messages = evidence.split(_BETWEEN, len(found) - 1)
    if "" in messages:  # semicolons that part no sentences: what is written again must be the same
        messages = [evidence]
    messages += [""] * len(found)
    worst = _severity(severity)
    return tuple(_flag(FLAG_KINDS[name], worst, message, texts) for name, message in zip(found, messages, strict=False))


def _severity(cell: str) -> Severity:
    for severity in SEVERITIES:
        if severity == cell:
            return severity
    raise ValueError(f"severity is {cell[:40]!r}; a segment with flags needs one of {', '.join(SEVERITIES)}")


def _flag(kind: FlagKind, severity: Severity, message: str, texts: tuple[str, str]) -> Flag:
    quotes = _quotes(kind, message, texts)
    return Flag(kind.name, kind.category, severity, None, None, None, message, quotes[0], quotes[1])


def _quotes(kind: FlagKind, message: str, texts: tuple[str, str]) -> Quotes:
    """Find the words that a sentence quotes, the first of them on each side.

    The sentence may say on which side they are. Of two quotes that may be on either, one is looked for on each.
    """
    if kind.shows is Shows.BOTH_TEXTS:  # the sentence quotes other segments
        return None, None
    quotes = _QUOTED.findall(message)
    said = _QUOTED.sub("", message)
    named_sides = [side for phrase, side in _ONE_SIDE.items() if phrase in said and side in kind.sides]
    usual = named_sides or list(kind.sides)
    if len(quotes) == len(usual) == len(texts) and not any(side for _, side in quotes):
        return _on_one_side_each([words for words, _ in quotes], texts)
    found: list[Span | None] = [None, None]
    for words, named in quotes:
        for side in [_SIDES[named]] if named else usual:
            found[side] = found[side] or _find(words, texts[side])
    return found[0], found[1]


def _on_one_side_each(quotes: Sequence[str], texts: tuple[str, str]) -> Quotes:
    """Put the first quote into the source and the second into the target, or the other way round where that fits."""
    first, second = ([_find(words, text) for text in texts] for words in quotes)
    if second[0] and first[1] and not (first[0] and second[1]):
        return second[0], first[1]
    return first[0] or second[0], second[1] or first[1]


def _find(words: str, text: str) -> Span | None:
    """Find the words where they are not part of longer ones."""
    words = words.removesuffix("…").strip()
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if not (_is_of_word(text[start - 1 : start]) or _is_of_word(text[end : end + 1])):
            return start, end
        start = text.find(words, start + 1)
    return None


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"
