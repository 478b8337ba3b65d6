"""Where in the texts of a segment a flag shows."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.checks.flag import Flag
from aligner.checks.kinds import Shows, flag_kind
from aligner.checks.pair import Span


def places(flag: Flag, texts: tuple[str, str]) -> Iterator[tuple[int, Span]]:
    """Yield the places of a flag in (source, target): side (0: source, 1: target) and half-open range.

    Where it has no span, that is the one text of a segment that has but one, if the flag is about that, else the words
    that are quoted, if they are known.
    """
    found: tuple[Span | None, Span | None] = flag.source_span, flag.target_span
    if not any(found):
        found = flag.source_quote, flag.target_quote
        if flag_kind(flag.name).shows is Shows.LONE_TEXT and not all(texts):
            found = _whole(texts[0]), _whole(texts[1])
    yield from ((side, span) for side, span in enumerate(found) if span)


def overlap(first: Span | None, second: Span | None) -> bool:
    """Tell whether two ranges of one text share a character."""
    return first is not None and second is not None and first[0] < second[1] and second[0] < first[1]


def touch(first: Flag, second: Flag) -> bool:
    """Tell whether two flags are about a character of either side both."""
    return overlap(first.source_span, second.source_span) or overlap(first.target_span, second.target_span)


def _whole(text: str) -> Span | None:
    return (0, len(text)) if text else None
