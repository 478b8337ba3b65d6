"""Segments of a document whose source is the same and whose targets are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from aligner.checks.flag import Flag
from aligner.checks.pair import finding

_WORD: Final = re.compile(r"[^\W_]+")
_NAMED: Final = 3
"""So many other segments are named; the rest are counted."""
_QUOTED: Final = 60
_SENTENCE, _PHRASE, _SINGLE_WORD = 0.75, 0.6, 0.5
"""How probable it is that a reviser wants them to agree, by the words of the source: one word has several senses.
Chosen by hand."""
_SENTENCE_WORDS: Final = 5


def inconsistent_flags(pairs: Sequence[tuple[str, str]], ids: Sequence[int]) -> list[tuple[Flag, ...]]:
    """Flag each segment whose source stands elsewhere in the document with another target.

    `pairs` are the (source, target) of the segments, `ids` their numbers, which messages name. Differences of case,
    punctuation and white space do not count, on either side; empty texts are left out. Where most targets agree, only
    the segments that differ from them are flagged.
    """
    keys = [(_key(source), _key(target)) for source, target in pairs]
    groups: dict[str, list[int]] = {}
    for at, (source, target) in enumerate(keys):
        if source and target:
            groups.setdefault(source, []).append(at)
    flags: list[tuple[Flag, ...]] = [()] * len(pairs)
    for members in groups.values():
        targets = [keys[at][1] for at in members]
        if len(set(targets)) > 1:
            for at, others in _different(members, targets):
                flags[at] = (_flag(pairs[at], [(ids[other], pairs[other][1]) for other in others]),)
    return flags


def _key(text: str) -> str:
    """Return the words of a text alone; symbols stand for themselves where there are no words."""
    return " ".join(_WORD.findall(text.casefold()))


def _different(members: list[int], targets: list[str]) -> list[tuple[int, list[int]]]:
    """Return each segment to flag, with some of the others, first those of the most frequent target."""
    counts = Counter(targets)
    usual, most = counts.most_common(1)[0]
    is_settled = most > len(members) / 2
    examples = dict(zip(reversed(targets), reversed(members), strict=True))
    order = sorted(examples, key=lambda target: (-counts[target], examples[target]))
    found = []
    for at, target in zip(members, targets, strict=True):
        if not (is_settled and target == usual):
            found.append((at, [examples[other] for other in order[: _NAMED + 1] if other != target][:_NAMED]))
    return found


def _flag(pair: tuple[str, str], others: list[tuple[int, str]]) -> Flag:
    source, target = pair
    words = len(_WORD.findall(source))
    probability = _SENTENCE if words >= _SENTENCE_WORDS else _PHRASE if words > 1 else _SINGLE_WORD
    named = ", ".join(f'"{_shortened(text)}" in segment {number}' for number, text in others)
    message = f"The same source is {named}"
    return finding("inconsistent", "minor", probability, (0, len(source)), (0, len(target)), message)


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"
