"""Flags numbers of one side that the other does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from aligner.checks.flag import Flag, Severity
from aligner.checks.numbers import Quantity, Weight, quantities
from aligner.checks.numbers.quantity import Key, Kind
from aligner.checks.pair import TextPair, finding

_READ_IN_WORDS: Final = ("de", "en")


def number_flags(pair: TextPair) -> list[Flag]:
    """Flag the numbers of each side that the other side does not have.

    Numbers without counterpart on both sides are taken together where they stand in corresponding places. One that a
    text may lack for good reasons (`one`, `third`, `COVID-19`) is only flagged as the counterpart of another.
    """
    source, target = (_sorted_out(text, language, pair.languages) for text, language in zip(pair.texts, pair.languages, strict=True))  # fmt: skip  # noqa: E501
    left = unmatched(source, target)
    return _flags(pair, (source, target), left)


def _sorted_out(text: str, language: str, languages: tuple[str, str]) -> list[Quantity]:
    found = quantities(text, language)
    if all(code in _READ_IN_WORDS for code in languages):
        return found
    return [each for each in found if each.kind is Kind.DIGITS and (each.value or 0) > 12]


def unmatched(source: Sequence[Quantity], target: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Return the quantities of each side that have no counterpart on the other, in order.

    Equal values are matched first, then the further values that a quantity may be given in another language; among
    equal ones those that must have a counterpart go first. Linear in the number of quantities.
    """
    left = _match(source, target, _first_key)
    return _match(*left, _all_keys)


def _first_key(quantity: Quantity) -> tuple[Key, ...]:
    return quantity.keys


def _all_keys(quantity: Quantity) -> tuple[Key, ...]:
    return quantity.keys + quantity.further


def _match(
    source: Sequence[Quantity], target: Sequence[Quantity], keys_of: Callable[[Quantity], tuple[Key, ...]]
) -> tuple[list[Quantity], list[Quantity]]:
    waiting: dict[Key, list[int]] = defaultdict(list)
    by_weight = sorted(range(len(target)), key=lambda at: (target[at].weight, -at))
    for at in by_weight:
        for key in keys_of(target[at]):
            waiting[key].append(at)
    used: set[int] = set()
    left = []
    for quantity in sorted(source, key=lambda each: -each.weight):
        found = next((at for key in keys_of(quantity) if (at := _take(waiting.get(key, []), used)) is not None), None)
        if found is None:
            left.append(quantity)
        else:
            used.add(found)
    left.sort(key=lambda each: each.start)
    return left, [each for at, each in enumerate(target) if at not in used]


def _take(waiting: list[int], used: set[int]) -> int | None:
    while waiting:
        at = waiting.pop()
        if at not in used:
            return at
    return None


@dataclass(frozen=True, slots=True)
class _Side:
    """The quantities of one side: all, and those left without counterpart."""

    text: str
    found: list[Quantity]
    left: list[Quantity]


def _flags(
    pair: TextPair, found: tuple[list[Quantity], list[Quantity]], left: tuple[list[Quantity], list[Quantity]]
) -> list[Flag]:
    sides = [_Side(text, all_, rest) for text, all_, rest in zip(pair.texts, found, left, strict=True)]
    couples = _couples(*sides)
    flags = [_mistranslated(pair, first, second) for first, second in couples]
    coupled = {id(each) for couple in couples for each in couple}
    for at, side in enumerate(sides):
        known = {key for each in sides[1 - at].found for key in _all_keys(each)}
        for each in side.left:
            if each.weight is Weight.STRONG and id(each) not in coupled:
                repeated = any(key in known for key in _all_keys(each))
                flags.append(_one_sided(pair, at, each, repeated))
    return sorted(flags, key=lambda flag: (flag.source_span or flag.target_span or (0, 0), flag.target_span or (0, 0)))


def _couples(source: _Side, target: _Side) -> list[tuple[Quantity, Quantity]]:
    """Pair what is left on both sides where it stands in corresponding places, nearest first."""
    firsts = [each for each in source.left if each.weight >= Weight.SHY][:_MOST]
    seconds = [each for each in target.left if each.weight >= Weight.SHY][:_MOST]
    options = sorted(
        (_distance(source, first, target, second), i, j)
        for i, first in enumerate(firsts)
        for j, second in enumerate(seconds)
        if max(first.weight, second.weight) is Weight.STRONG or first.kind is second.kind
    )
    used: tuple[set[int], set[int]] = (set(), set())
    couples = []
    for distance, i, j in options:
        if distance <= _FARTHEST and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            couples.append((firsts[i], seconds[j]))
    return couples


_MOST: Final = 30
"""So many numbers without counterpart are paired at most on each side: more are another trouble."""
_FARTHEST: Final = 1.5


def _distance(source: _Side, first: Quantity, target: _Side, second: Quantity) -> float:
    place = abs(first.start / max(1, len(source.text)) - second.start / max(1, len(target.text)))
    return place + 0.3 * (first.kind is not second.kind) + 0.2 * (first.weight is not second.weight)


def _mistranslated(pair: TextPair, first: Quantity, second: Quantity) -> Flag:
    said, given = pair.source[first.start : first.end], pair.target[second.start : second.end]
    probability = 0.9 if Weight.SHY not in (first.weight, second.weight) else 0.6
    message = f'"{said}" in the source is "{given}" in the target'
    return finding("number", "major", probability, first.span, second.span, message)


def _one_sided(pair: TextPair, at: int, quantity: Quantity, repeated: bool) -> Flag:
    text = pair.texts[at][quantity.start : quantity.end]
    big = quantity.kind is Kind.DIGITS and quantity.end - quantity.start > 1
    probability = 0.3 if repeated else 0.7 if big else 0.55
    severity: Severity = "major" if big else "minor"
    if at == 0:
        message = f"The number {text} is missing in the translation"
        return finding("number", severity, probability, quantity.span, None, message)
    return finding("number", severity, probability, None, quantity.span, f"The number {text} is not in the source")
