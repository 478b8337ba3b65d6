"""All checks, by the flag that they raise: the one place where a new check is entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.checks.content import Content
    from aligner.checks.flag import Flag
    from aligner.checks.pair import Check, TextPair

CHECKS: Final = MappingProxyType(
    {
        "number": "aligner.checks.number:number_flags",
        "unit": "aligner.checks.unit:unit_flags",
        "date": "aligner.checks.date:date_flags",
        "name": "aligner.checks.name:name_flags",
        "negation": "aligner.checks.negation:negation_flags",
        "untranslated": "aligner.checks.untranslated:untranslated_flags",
    }
)
"""Checks that look at one segment, imported when they are first used."""
LENGTH: Final = "aligner.checks.length:length_flags"
INCONSISTENT: Final = "aligner.checks.inconsistent:inconsistent_flags"
"""The two that look at a document as a whole."""
CONTENT: Final = "aligner.checks.content:content_of"
"""The fitted heads: omissions and additions within a segment, detached translations."""


@cache
def pair_checks() -> Mapping[str, Check]:
    """Return the checks of one segment, by flag."""
    return MappingProxyType({name: _function(place) for name, place in CHECKS.items() if _exists(place)})


def content_of(pairs: Sequence[TextPair]) -> Sequence[Content | None]:
    """Return what the fitted heads say of each pair; None for pairs without word alignment."""
    found: list[Content | None] = [None] * len(pairs)
    places = [place for place, pair in enumerate(pairs) if pair.words is not None]
    if places and _exists(CONTENT):
        for place, content in zip(places, _function(CONTENT)([pairs[place] for place in places]), strict=True):
            found[place] = content
    return found


def document_checks(pairs: Sequence[TextPair], ids: Sequence[int]) -> list[list[Flag]]:
    """Return for each pair the flags of the checks that look at all pairs of a document together."""
    found: list[list[Flag]] = [[] for _ in pairs]
    if not pairs:
        return found
    texts = [pair.texts for pair in pairs]
    for place, arguments in ((LENGTH, (texts, pairs[0].languages, ids)), (INCONSISTENT, (texts, ids))):
        if _exists(place):
            for mine, flags in zip(found, _function(place)(*arguments), strict=True):
                mine.extend(flags)
    return found


@cache
def _function(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def _exists(place: str) -> bool:
    return find_spec(place.partition(":")[0]) is not None
