"""What both texts of a segment share letter by letter, and no check compares: code, markup, titles, quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from typing import Final

from aligner.checks.code_look import ANY_LOOK, MARKUP, identifiers

Span = tuple[int, int]
_Step = Callable[[str, str], tuple[list[Span], list[Span]]]

FILLER: Final = "￼"
"""Stands for every character that is taken out: no word, no digit, no white space, no mark of punctuation."""

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_ENCLOSED: Final = re.compile(
    r"[\"“”„«»](?P<a>[^\"“”„«»\n]{1,160})[\"“”«»]"
    r"|(?<!\w)['‘‚‹›](?P<b>[^'‘’‚‹›\n]{1,160})['’‘‹›](?!\w)"
    r"|(?<![\w*])\*{1,2}(?P<c>[^*\n]{1,160})\*{1,2}(?![\w*])|(?<![\w_])_{1,2}(?P<d>[^_\n]{1,160})_{1,2}(?![\w_])"
    r"|\((?P<e>[^()\n]{1,160})\)|\[(?P<f>[^\[\]\n]{1,160})\]|(?<=>)(?P<g>[^<>\n]{1,160})(?=</)"
)
"""What stands in quotation marks, brackets, tags, or is emphasised; the marks may be others on the other side."""
_MARK: Final = re.compile(r"[\"“”„«»'‘’‚‹›*_(\[>]")
_AT_ONCE: Final = 8
"""So many places at which a run may begin are tried at most: their number bounds the time."""
_LONG_RUN: Final = 4
"""Words of letters. So many in a row that both sides share are no chance: a name of a work, a quotation, or text that
was left as it is."""
_LEAST_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Shared:
    """What both sides have: spans of (source, target), in order and apart. `is_copy`: that is everything."""

    spans: tuple[tuple[Span, ...], tuple[Span, ...]]
    is_copy: bool

    def holds(self, side: int, span: Span) -> bool:
        """Tell whether a span of a side (0: source, 1: target) overlaps with what is shared."""
        spans = self.spans[side]
        at = bisect_left(spans, span[1], key=lambda shared: shared[0])
        return at > 0 and spans[at - 1][1] > span[0]


def shared_of(source: str, target: str) -> Shared:
    """Find what two texts share, white space aside. Takes time linear in their length.

    First what is no text by its look, then what is quoted, in brackets or emphasised, then runs of words, if they are
    long or have a function word that only one of the languages has: text that was left as it is. Each is taken as
    often as both sides have it.
    """
    if source.split() == target.split():
        return Shared((((0, len(source)),), ((0, len(target)),)), True)
    if source > target:
        first, second = _spans(target, source)
        return Shared((second, first), False)
    return Shared(_spans(source, target), False)


def without(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length with the spans filled up by FILLER."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], FILLER * (stop - start)]
        end = stop
    return "".join([*parts, text[end:]])


def _spans(first: str, second: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the shared spans of two texts, whichever is the source."""
    found: tuple[list[Span], list[Span]] = ([], [])
    looks = [look for mark, look in _LOOKS if mark.search(first) and mark.search(second)]
    steps: list[_Step] = [partial(_common, look) for look in looks]
    for step in [*steps, _runs]:
        left = [without(text, spans) for text, spans in zip((first, second), found, strict=True)]
        for spans, new in zip(found, step(left[0], left[1]), strict=True):
            spans.extend(new)
            spans.sort()
    return tuple(found[0]), tuple(found[1])


def _common(look: Callable[[str], Iterator[Span]], first: str, second: str) -> tuple[list[Span], list[Span]]:
    """Return the spans of a look whose texts are the same, as often as both sides have them."""
    sides = [
        [(" ".join(text[start:end].split()), (start, end)) for start, end in look(text)] for text in (first, second)
    ]
    common = Counter(text for text, _ in sides[0]) & Counter(text for text, _ in sides[1])
    found: tuple[list[Span], list[Span]] = ([], [])
    for spans, side in zip(found, sides, strict=True):
        left = Counter(common)
        for text, span in side:
            if left[text] > 0:
                left[text] -= 1
                spans.append(span)
    return found


def _markup(text: str) -> Iterator[Span]:
    for match in MARKUP.finditer(text):
        if FILLER not in match[0] and match[0]:
            yield match.span()


def _identifiers(text: str) -> Iterator[Span]:
    for start, end in identifiers(text, 0, len(text)):
        if FILLER not in text[start:end]:
            yield start, end


def _enclosed(text: str) -> Iterator[Span]:
    for match in _ENCLOSED.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        if FILLER not in text[start:end] and _LETTERS.search(text, start, end):
            yield start, end


_LOOKS: Final = ((ANY_LOOK, _markup), (ANY_LOOK, _identifiers), (_MARK, _enclosed))


def _runs(first: str, second: str) -> tuple[list[Span], list[Span]]:
    """Return the runs of tokens that both texts have and that are text left as it is, in order of each side."""
    found: tuple[list[Span], list[Span]] = ([], [])
    tokens, others = ([(match[0], match.span()) for match in _TOKEN.finditer(text)] for text in (first, second))
    starts: dict[tuple[str, str], list[int]] = {}
    for at, ((one, _), (two, _)) in enumerate(pairwise(others)):
        places = starts.setdefault((one, two), [])
        if len(places) < _AT_ONCE:
            places.append(at)
    used = bytearray(len(others))
    at = 0
    while at < len(tokens) - 1:
        places = starts.get((tokens[at][0], tokens[at + 1][0]), [])
        length, place = max(((_length(tokens, at, others, place, used), -place) for place in places), default=(0, 0))
        begin, end = _trimmed(tokens, at, at + length)
        if _is_telling([token for token, _ in tokens[begin:end]]):
            shift = -place - at
            used[begin + shift : end + shift] = b"\1" * (end - begin)
            found[0].append((tokens[begin][1][0], tokens[end - 1][1][1]))
            found[1].append((others[begin + shift][1][0], others[end - 1 + shift][1][1]))
            at = end
        else:
            at += max(1, length - 1)
    found[1].sort()
    return found


def _length(
    tokens: list[tuple[str, Span]], at: int, others: list[tuple[str, Span]], place: int, used: bytearray
) -> int:
    length, most = 0, min(len(tokens) - at, len(others) - place)
    while length < most and tokens[at + length][0] == others[place + length][0] and not used[place + length]:
        if tokens[at + length][0] == FILLER:
            break
        length += 1
    return length


def _trimmed(tokens: list[tuple[str, Span]], begin: int, end: int) -> tuple[int, int]:
    """Leave out what is no word at the ends of a run: a number there may belong to what stands outside."""
    while begin < end and not _LETTERS.search(tokens[begin][0]):
        begin += 1
    while begin < end and not _LETTERS.search(tokens[end - 1][0]):
        end -= 1
    return begin, end


def _is_telling(run: list[str]) -> bool:
    words = [token.lower() for token in run if len(token) > 1 and _LETTERS.search(token)]
    return len(words) >= _LONG_RUN or (len(words) >= _LEAST_WORDS and not _of_one_language().isdisjoint(words))


@cache
def _of_one_language() -> frozenset[str]:
    """Return the function words that only one of the two languages has."""
    # Whatever handles segments imports this module, and must not wait for numpy.
    from aligner.checks.untranslated_words import HOMOGRAPHS
    from aligner.words.information import stop_words_of

    german, english = stop_words_of("de"), stop_words_of("en")
    return frozenset(word for word in (german ^ english) - HOMOGRAPHS if len(word) > 1)
