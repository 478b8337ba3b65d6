"""Lists that are sorted in each language."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def sorted_anew(translations: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Sort the translations of a sorted list: which item stands on each side, row by row.

    What keeps its order stays together; the rest is alone, its source before the next row that stays.
    """
    order = sorted(range(len(translations)), key=lambda k: (translations[k], k))
    kept = set(longest_rise(order))
    rows: list[tuple[int | None, int | None]] = []
    done = 0
    for k in order:
        if k in kept:
            rows += [(i, None) for i in range(done, k) if i not in kept]
            rows.append((k, k))
            done = k + 1
        else:
            rows.append((None, k))
    return [*rows, *((i, None) for i in range(done, len(translations)))]


def longest_rise(values: Sequence[int]) -> list[int]:
    """Return the longest rising subsequence (Fredman 1975, patience sorting)."""
    tails: list[int] = []
    chains: list[list[int]] = []
    for value in values:
        at = bisect_left(tails, value)
        chain = [*(chains[at - 1] if at else []), value]
        if at == len(tails):
            tails.append(value)
            chains.append(chain)
        else:
            tails[at], chains[at] = value, chain
    return chains[-1] if chains else []
