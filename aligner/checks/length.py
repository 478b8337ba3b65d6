"""Segments whose two sides are far less equal in length than those of the rest of the document."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.background import length_ratio
from aligner.checks.flag import Evidence, Flag, Severity
from aligner.checks.markup import without_markup
from aligner.checks.pair import finding

_LEAST_SPREAD, _SPREAD_OF_SHORT = 0.06, 1.15
"""The standard deviation of the log ratio of two texts of n characters is sqrt(0.06² + 1.15² / n): measured on clean
pairs of NTREX, Tatoeba and technical documentation, 8 to 500 characters long."""
_PRIOR_SEGMENTS: Final = 20
"""The language pair's usual ratio and spread count as much as so many segments of the document: chosen by hand, as all
here without another source."""
_FROM: Final = 5.0
"""Flagged from so many standard deviations."""
_SURE_FROM: Final = 8.0
_LEAST_DIFFERENCE: Final = 30
"""Texts that differ by fewer characters from what is expected are never flagged."""
_LEAST_RATIO: Final = 0.7
"""Nor are those whose log ratio differs by less from what is expected."""
_NORMAL_DEVIATION: Final = 0.6745
"""The median of the absolute value of a standard normal variable."""
_LEAST_TEXT: Final = 0.5
"""Sides of which less than this is text, and the rest markup, have no length to compare."""
_NARROWEST, _WIDEST = 1.0, 3.0
"""Factors by which a document's spread may differ from what is usual."""

Floats = NDArray[np.float64]


def length_flags(pairs: Sequence[tuple[str, str]], languages: tuple[str, str]) -> list[tuple[Flag, ...]]:
    """Flag the (source, target) pairs of a document that are far longer or shorter than its other pairs let expect.

    The document's ratio is the median of its pairs, its spread the median deviation, both drawn towards what is usual
    for `languages` where the document is short. Markup is not counted. Pairs with an empty
    side have no flags, nor those of which a side is mostly markup.
    """
    texts = [(without_markup(source).strip(), without_markup(target).strip()) for source, target in pairs]
    sizes = np.array([(len(source), len(target)) for source, target in texts], np.float64).reshape(-1, 2)
    filled = sizes.min(axis=1) > 0
    wholes = np.array([(len(source), len(target)) for source, target in pairs], np.float64).reshape(-1, 2)
    filled &= (sizes >= _LEAST_TEXT * wholes).all(axis=1)
    ratios = np.log(np.maximum(sizes[:, 1], 1) / np.maximum(sizes[:, 0], 1))
    spreads = _spreads(sizes)
    usual, wider = _document(ratios[filled], spreads[filled], languages)
    expected = sizes[:, 0] * np.exp(usual)
    deviations = np.abs(ratios - usual) / (spreads * wider)
    is_far = (
        filled
        & (deviations >= _FROM)
        & (np.abs(ratios - usual) >= _LEAST_RATIO)
        & (np.abs(sizes[:, 1] - expected) >= _LEAST_DIFFERENCE)
    )
    return [
        (_flag(pair, int(length), float(far), float(normal)),) if found else ()
        for pair, length, found, far, normal in zip(pairs, sizes[:, 1], is_far, deviations, expected, strict=True)
    ]


def usual_deviation(source_length: int, target_length: int) -> float:
    """Return the usual standard deviation, in characters, of the length of a text whose translation has a length."""
    length = sqrt(max(source_length * target_length, 1))
    return length * sqrt(_LEAST_SPREAD**2 + _SPREAD_OF_SHORT**2 / length)


def _spreads(sizes: Floats) -> Floats:
    """Return (n,) the usual standard deviation of the log ratio of each pair, by the geometric mean of its lengths."""
    lengths = np.sqrt(np.maximum(sizes[:, 0], 1) * np.maximum(sizes[:, 1], 1))
    spreads: Floats = np.sqrt(_LEAST_SPREAD**2 + _SPREAD_OF_SHORT**2 / lengths)
    return spreads


def _document(ratios: Floats, spreads: Floats, languages: tuple[str, str]) -> tuple[float, float]:
    """Return the document's log ratio, and by what factor its spread is wider than usual."""
    prior = float(np.log(length_ratio(*languages)))
    if len(ratios) == 0:
        return prior, _NARROWEST
    weight = len(ratios) / (len(ratios) + _PRIOR_SEGMENTS)
    usual = weight * float(np.median(ratios)) + (1 - weight) * prior
    deviation = float(np.median(np.abs(ratios - usual) / spreads)) / _NORMAL_DEVIATION
    wider = weight * deviation + (1 - weight)
    return usual, min(max(wider, _NARROWEST), _WIDEST)


def _flag(pair: tuple[str, str], length: int, deviation: float, expected: float) -> Flag:
    source, target = pair
    share = min((deviation - _FROM) / (_SURE_FROM - _FROM), 1.0)
    is_much = deviation >= _SURE_FROM
    severity: Severity = "major" if is_much else "minor"
    kind = "short" if length < expected else "long"
    message = f"The translation is very {kind}: {length} characters where this document has {expected:.0f}"
    evidence = Evidence("length of the document's other segments", f"{expected:.0f}", str(length))
    return finding("length", severity, 0.55 + 0.35 * share, (0, len(source)), (0, len(target)), message, evidence)
