"""One finding for one error: of those that speak of the same words, the one that says most stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aligner.checks.flag import Flag
from aligner.checks.pair import Span

_WHOLES = ("omission:phrase", "addition:phrase")
_TELLING = ("negation", "date", "number")
_SHORT_PHRASE = 24
"""Characters: two or three words. Chosen by hand."""
_RANKS = {name: rank for rank, name in enumerate(("date", "number", "unit", "name", "untranslated"))}
"""A date's number is the date's, a sum's currency the number's, a month is no name: the first of them stays."""


def without_duplicates(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return the flags, in order, without those that others make superfluous.

    An omitted or added phrase covers what is missing within it, unless it is hardly more than a negation, a date or a
    number, which says it better. Of two kinds of item at one place, `_RANKS` decides. A flag that is there twice stays
    once.
    """
    given = list(dict.fromkeys(flags))
    items = [flag for flag in given if flag.name in _TELLING]
    found = [flag for flag in given if not (flag.name in _WHOLES and _says_no_more(flag, items))]
    wholes = [flag for flag in found if flag.name in _WHOLES]
    return tuple(flag for flag in found if not _is_covered(flag, wholes) and not _is_outranked(flag, found))


def _says_no_more(whole: Flag, items: Sequence[Flag]) -> bool:
    """Tell whether a short phrase holds the span of an item."""
    span = whole.source_span or whole.target_span
    if span is None or span[1] - span[0] > _SHORT_PHRASE:
        return False
    return any(
        _is_within(item.source_span, whole.source_span) or _is_within(item.target_span, whole.target_span)
        for item in items
    )


def _is_covered(flag: Flag, wholes: Sequence[Flag]) -> bool:
    if flag.name in _WHOLES or (flag.source_span is None) == (flag.target_span is None):
        return False
    return any(
        _is_within(flag.source_span, whole.source_span) or _is_within(flag.target_span, whole.target_span)
        for whole in wholes
    )


def _is_outranked(flag: Flag, others: Sequence[Flag]) -> bool:
    rank = _RANKS.get(flag.name)
    if rank is None:
        return False
    return any(
        _RANKS.get(other.name, rank) < rank
        and (_overlap(flag.source_span, other.source_span) or _overlap(flag.target_span, other.target_span))
        for other in others
    )


def _is_within(inner: Span | None, outer: Span | None) -> bool:
    return inner is not None and outer is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(first: Span | None, second: Span | None) -> bool:
    return first is not None and second is not None and first[0] < second[1] and second[0] < first[1]
