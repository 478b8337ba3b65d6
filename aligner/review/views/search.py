"""Search in the texts and notes of a review: words, phrases, regular expressions; and what replacing would give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aligner.errors import AlignerError

if TYPE_CHECKING:
    from aligner.review.decisions.segment import ReviewSegment

_PART: Final = re.compile(r'"([^"]+)"|(\S+)')
_EXPRESSION: Final = re.compile(r"/(.+)/")
_SPELLED_OUT: Final = {"ä": "ae", "ö": "oe", "ü": "ue"}
_TABLE: Final = str.maketrans(_SPELLED_OUT)
_MARKS: Final = re.compile(r"[\u0300-\u036f]")


class SearchError(AlignerError):
    """What was searched for makes no sense."""


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of the segments found, in text order, at most as many as were asked for; and how many there are."""

    keys: list[int]
    count: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """The segment of a key, with a text as it is, and as it would be."""

    key: int
    before: str
    after: str


def search(segments: Iterable[ReviewSegment], query: str, limit: int) -> Found:
    """Return the segments in whose texts and note all is found that the query asks for.

    A query is words, which may stand anywhere, phrases in double quotes, or a regular expression between slashes.
    Letters are found whatever their case and accents: `strasse`, `muller` and `mueller` find Straße and Müller. Raises
    SearchError.
    """
    matches = _matcher(query)
    keys: list[int] = []
    count = 0
    for segment in segments:
        inner = segment.segment
        if matches((inner.source, inner.target, inner.note)):
            count += 1
            if len(keys) < limit:
                keys.append(segment.key)
    return Found(keys, count)


def replacements(segments: Iterable[ReviewSegment], wanted: str, instead: str, limit: int) -> list[Replacement]:
    r"""Return, in text order, the translations that would be others with `wanted` replaced: as it is, case and all.

    Between slashes it is a regular expression, and `\1` stands for its first group. Raises SearchError.
    """
    expression = _EXPRESSION.fullmatch(wanted)
    pattern = _compiled(expression[1], re.NOFLAG) if expression else re.compile(re.escape(wanted))
    found: list[Replacement] = []
    for segment in segments:
        text = segment.segment.target
        try:
            after = pattern.sub(instead if expression else lambda _: instead, text)
        except (re.error, IndexError) as error:
            raise SearchError(f"{instead}: {error}") from error
        if after != text:
            found.append(Replacement(segment.key, text, after))
            if len(found) == limit:
                break
    return found


def _matcher(query: str) -> Callable[[Iterable[str]], bool]:
    expression = _EXPRESSION.fullmatch(query)
    if expression:
        pattern = _compiled(expression[1], re.IGNORECASE)
        return lambda texts: any(pattern.search(text) for text in texts)
    wanted = [folded(phrase or word) for phrase, word in _PART.findall(query)]
    is_spelled_out = any(letters in part for part in wanted for letters in _SPELLED_OUT.values())

    def matches(texts: Iterable[str]) -> bool:
        hay = "\n".join(texts).casefold()
        if hay.isascii():
            return all(part in hay for part in wanted)
        plain = folded(hay)
        if all(part in plain for part in wanted):
            return True
        spelled = folded(hay.translate(_TABLE)) if is_spelled_out else plain
        return is_spelled_out and all(part in plain or part in spelled for part in wanted)

    return matches


def folded(text: str) -> str:
    """Return a text without case and accents: `ß` as `ss`, `ä` as `a`."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    return _MARKS.sub("", unicodedata.normalize("NFKD", lower))


def _compiled(expression: str, flags: re.RegexFlag) -> re.Pattern[str]:
    try:
        return re.compile(expression, flags)
    except re.error as error:
        raise SearchError(f"/{expression}/ is no regular expression: {error}") from error
