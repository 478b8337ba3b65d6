"""One partner each: pairs that are each other's best, again and again among what is left."""

from __future__ import annotations

from collections.abc import Mapping

Pairs = Mapping[tuple[int, int], float]
"""Scores of pairs that are possible, by the numbers of source and target."""


def assigned(scores: Pairs) -> dict[int, int]:
    """Return the target of each source that gets one; no target is given twice.

    The best pair of all is taken first, then the best of those that are left. An assignment with the largest sum (Kuhn
    1955) would break up a sure pair for two doubtful ones, and find partners for documents that have none.
    """
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for source, target in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if source not in chosen and target not in taken:
            chosen[source] = target
            taken.add(target)
    return chosen
