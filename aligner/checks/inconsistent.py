"""Segments of a document whose source is the same, or nearly, and whose targets are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final
from zlib import crc32

from aligner.checks.code_look import code_spans
from aligner.checks.everyday import is_everyday, is_talk
from aligner.checks.flag import Evidence, Flag
from aligner.checks.pair import finding
from aligner.checks.shared import without
from aligner.checks.wording import shortened

_WORD: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_QUESTION: Final = "?"
_NAMED: Final = 3
"""So many other segments are named; the rest are counted."""
_QUOTED: Final = 60
_SENTENCE, _PHRASE, _SINGLE_WORD, _NEARLY = 0.75, 0.6, 0.5, 0.55
"""How probable it is that a reviser wants them to agree, by the words of the source: one word has several senses.
Chosen by hand."""
_SENTENCE_WORDS: Final = 5
_LEAST_NEARLY, _MOST_NEARLY = 6, 80
"""Words of a source that is compared with those that differ from it in one word."""
_ALLOWED, _SAME_FRAME = 3, 0.6
"""Targets of such sources may differ in so many words, or have so great a share in common: one other word may bring
other articles and endings with it."""


def inconsistent_flags(pairs: Sequence[tuple[str, str]], ids: Sequence[int]) -> list[tuple[Flag, ...]]:
    """Flag each segment whose source stands elsewhere in the document with another target.

    `pairs` are the (source, target) of the segments, `ids` their numbers, which messages name. Differences of case,
    punctuation and white space do not count, on either side, but for a question mark at the end of the source; empty
    texts and code are left out, and so are short everyday phrases, which are said in many ways. Where most targets
    agree, only the segments that differ from them are flagged. Where a long source differs from another in one word,
    their targets must not differ in much more.
    """
    keys = [(_key(source), _key(target).removesuffix(f" {_QUESTION}")) for source, target in pairs]
    groups: dict[str, list[int]] = {}
    for at, (source, target) in enumerate(keys):
        if source and target:
            groups.setdefault(source, []).append(at)
    flags: list[tuple[Flag, ...]] = [()] * len(pairs)
    in_talk = is_talk([source for source, _ in pairs])
    for members in groups.values():
        targets = [keys[at][1] for at in members]
        if len(set(targets)) > 1 and not all(is_everyday(pairs[at][0], in_talk=in_talk) for at in members):
            for at, others in _different(members, targets):
                flags[at] = (_flag(pairs[at], [(ids[other], pairs[other][1]) for other in others]),)
    for at, other in _nearly(keys, groups.values()):
        flags[at] = flags[at] or (_flag_nearly(pairs[at], pairs[other], ids[other]),)
    return flags


def _key(text: str) -> str:
    """Return the words of a text; none where all that it says is code, a placeholder, a number or a symbol."""
    if not _LETTERS.search(without(text, tuple(code_spans(text)))):
        return ""
    words = _WORD.findall(text.casefold())
    return " ".join([*words, _QUESTION] if text.rstrip().endswith(_QUESTION) else words)


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


def _nearly(keys: Sequence[tuple[str, str]], groups: Iterable[list[int]]) -> list[tuple[int, int]]:
    """Return pairs of segments whose sources differ in one word and whose targets differ in more.

    Each is compared with the first that has the same words but for the one at a place, so that it takes time linear in
    the text.
    """
    first: dict[tuple[int, int, int, int], int] = {}
    found: dict[int, int] = {}
    for at in sorted(members[0] for members in groups):
        words = keys[at][0].split()
        if not _LEAST_NEARLY <= len(words) <= _MOST_NEARLY or words[-1] == _QUESTION:
            continue
        before, after = _sums(words), _sums(words[::-1])[::-1]
        for place in range(len(words)):
            frame = (len(words), place, before[place], after[place + 1])
            other = first.setdefault(frame, at)
            if other != at and at not in found and _differ(keys[other], keys[at]):
                found[at] = other
                found.setdefault(other, at)
    return list(found.items())


def _sums(words: list[str]) -> list[int]:
    """Return a number for the words up to each place, from none to all."""
    sums = [0]
    for word in words:
        sums.append(crc32(f"{word} ".encode("utf-8", "surrogatepass"), sums[-1]))
    return sums


def _differ(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if sum(first != second for first, second in zip(one[0].split(), other[0].split(), strict=True)) != 1:
        return False
    first, second = (Counter(target.split()) for _, target in (one, other))
    common = (first & second).total()
    longer = max(first.total(), second.total())
    return longer - common > _ALLOWED and common < _SAME_FRAME * longer


def _flag(pair: tuple[str, str], others: list[tuple[int, str]]) -> Flag:
    source, target = pair
    words = len(_WORD.findall(source))
    probability = _SENTENCE if words >= _SENTENCE_WORDS else _PHRASE if words > 1 else _SINGLE_WORD
    named = ", ".join(f'"{shortened(text, _QUOTED)}" in segment {number}' for number, text in others)
    return _finding(pair, probability, f"The same source is {named}", Evidence("same source", others[0][1], target))


def _flag_nearly(pair: tuple[str, str], other: tuple[str, str], number: int) -> Flag:
    message = f'A source that differs in one word is "{shortened(other[1], _QUOTED)}" in segment {number}'
    return _finding(pair, _NEARLY, message, Evidence("nearly the same source", other[1], pair[1]))


def _finding(pair: tuple[str, str], probability: float, message: str, evidence: Evidence) -> Flag:
    return finding("inconsistent", "minor", probability, (0, len(pair[0])), (0, len(pair[1])), message, evidence)
