"""One finding for one error: of those that speak of the same words, the one that says most stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aligner.checks.flag import Flag
from aligner.checks.kinds import flag_kind
from aligner.checks.pair import Span
from aligner.checks.places import touch

_SHORT_PHRASE = 24
"""Characters: two or three words. Chosen by hand."""


def without_duplicates(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return the flags, in order, without those that others make superfluous.

    An omitted or added phrase covers what is missing within it, unless it is hardly more than a negation, a date or a
    number, which says it better. Of two kinds of item at one place, their rank decides. A flag that is there twice
    stays once.
    """
    given = list(dict.fromkeys(flags))
    items = [flag for flag in given if flag_kind(flag.name).tells]
    found = [flag for flag in given if not (flag_kind(flag.name).covers and _says_no_more(flag, items))]
    wholes = [flag for flag in found if flag_kind(flag.name).covers]
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
    if flag_kind(flag.name).covers or (flag.source_span is None) == (flag.target_span is None):
        return False
    return any(
        _is_within(flag.source_span, whole.source_span) or _is_within(flag.target_span, whole.target_span)
        for whole in wholes
    )


def _is_outranked(flag: Flag, others: Sequence[Flag]) -> bool:
    rank = flag_kind(flag.name).rank
    if rank is None:
        return False
    return any(_is_before(flag_kind(other.name).rank, rank) and touch(flag, other) for other in others)


def _is_before(first: int | None, second: int) -> bool:
    return first is not None and first < second


def _is_within(inner: Span | None, outer: Span | None) -> bool:
    return inner is not None and outer is not None and outer[0] <= inner[0] and inner[1] <= outer[1]
