"""Describes words by numbers that tell whether a word has no counterpart.

Everything is seen from one side: the same fitted weights find what the source says and the target does not, and the
reverse.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.words.columns import stacked
from aligner.words.word_row import SHAPE, Floats, WordRow, sums_between

WINDOWS: Final = (3, 5, 7)
"""Words over which means are taken: those of the first trial of these heads."""
STOP_WORD: Final = 3.05
"""Nats: stop words say this at most, as `information.STOP_WORD_LIMIT` and a little more for rounding."""
_FAR: Final = 12
"""Places from the beginning and from the end are told apart up to here; chosen by hand."""
_SMOOTHED: Final = ("absent", "unlinked", "null")

WORD_COLUMNS: Final = (
    "similarity",
    "null",
    "information",
    "stop word",
    *SHAPE,
    "links",
    "greatest share",
    "margin over the nearest",
    "mutual",
    "information of the nearest",
    *(f"{name} over {width}" for name in _SMOOTHED for width in WINDOWS),
    "absent before",
    "absent after",
    "words of the run",
    "information of the run",
    "words of the gap",
    "unlinked words of the gap",
    "unlinked information of the gap",
    "information of the run less the gap",
    "words of the run less the gap",
    "place",
    "places left",
    "relative place",
    "mean similarity here",
    "mean similarity there",
    "null share here",
    "null share there",
    "unlinked share here",
    "unlinked share there",
    "log ratio of information",
    "log words here",
    "log words there",
)
"""What `word_features` says of a word, in the order of the weights. *Here* is the word's own side."""


def word_features(row: WordRow) -> NDArray[np.float32]:
    """Return (w, f) the `WORD_COLUMNS` of the words."""
    information = row.information
    ours, theirs = row.side, row.partner[row.side]
    sizes = np.diff(row.starts).astype(np.float64)
    unlinked, null = row.unlinked, row.null
    whole = np.maximum(row.total(information), 1.0)
    null_share, unlinked_share = row.total(null * information) / whole, row.total(unlinked * information) / whole
    mean = row.total(row.similarity) / sizes
    place = np.arange(len(ours)) - row.starts[ours]
    left = sizes[ours] - 1 - place
    absent = 1 - row.similarity
    values = {"absent": absent, "unlinked": unlinked, "null": null}
    columns = {
        "similarity": row.similarity,
        "null": null,
        "information": information,
        "stop word": information <= STOP_WORD,
        **dict(zip(SHAPE, row.shape.T, strict=True)),
        **_link_features(row),
        **{f"{name} over {width}": row.smoothed(values[name], width) for name in _SMOOTHED for width in WINDOWS},
        **_neighbours(row, absent),
        **_gaps(row),
        "place": np.minimum(place, _FAR),
        "places left": np.minimum(left, _FAR),
        "relative place": place / np.maximum(sizes[ours] - 1, 1),
        "mean similarity here": mean[ours],
        "mean similarity there": mean[theirs],
        "null share here": null_share[ours],
        "null share there": null_share[theirs],
        "unlinked share here": unlinked_share[ours],
        "unlinked share there": unlinked_share[theirs],
        "log ratio of information": np.log(whole[ours] / whole[theirs]),
        "log words here": np.log(sizes[ours]),
        "log words there": np.log(sizes[theirs]),
    }
    return stacked(columns, WORD_COLUMNS)


def _link_features(row: WordRow) -> dict[str, Floats]:
    count = np.bincount(row.links[:, 0], minlength=len(row.side)).astype(np.float64)
    share = np.zeros(len(row.side))
    np.maximum.at(share, row.links[:, 0], row.share)
    best = np.maximum(row.best, 0)
    known = row.best >= 0
    margin = np.where(known, row.similarity - row.similarity[best], 0.0)
    mutual = known & (row.best[best] == np.arange(len(best)))
    return {
        "links": count,
        "greatest share": share,
        "margin over the nearest": margin,
        "mutual": mutual.astype(np.float64),
        "information of the nearest": np.where(known, row.information[best], 0.0),
    }


def _neighbours(row: WordRow, absent: Floats) -> dict[str, Floats]:
    before, after = np.full(len(absent), -1.0), np.full(len(absent), -1.0)
    before[1:] = np.where(row.side[1:] == row.side[:-1], absent[:-1], -1.0)
    after[:-1] = np.where(row.side[1:] == row.side[:-1], absent[1:], -1.0)
    return {"absent before": before, "absent after": after}


def _gaps(row: WordRow) -> dict[str, Floats]:
    """Compare the unlinked run around a word with what lies between the counterparts of its two linked neighbours."""
    count = len(row.side)
    places = np.arange(count)
    counterpart = np.full(count, -1, np.int64)
    order = np.argsort(row.share, kind="stable")
    counterpart[row.links[order, 0]] = row.links[order, 1]
    linked = counterpart >= 0
    before = np.maximum.accumulate(np.where(linked, places, -1))
    after = np.minimum.accumulate(np.where(linked, places, count)[::-1])[::-1]
    first, last = row.starts[row.side], row.starts[row.side + 1]
    partner = row.partner[row.side]
    left = np.where(before >= first, counterpart[np.maximum(before, 0)], row.starts[partner] - 1)
    right = np.where(after < last, counterpart[np.minimum(after, count - 1)], row.starts[partner + 1])
    low, high = np.minimum(left, right) + 1, np.maximum(left, right)
    high = np.maximum(high, low)
    free = sums_between(row.unlinked, low, high)
    free_information = sums_between(row.unlinked * row.information, low, high)
    length, information = row.runs(~linked, np.ones(count)), row.runs(~linked, row.information)
    between = (high - low).astype(np.float64)
    return {
        "words of the run": length,
        "information of the run": information,
        "words of the gap": between,
        "unlinked words of the gap": free,
        "unlinked information of the gap": free_information,
        "information of the run less the gap": information - free_information,
        "words of the run less the gap": length - between,
    }
