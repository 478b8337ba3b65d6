from __future__ import annotations

import json
from dataclasses import replace
from functools import reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.dismissal import dismissal_key
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.corpus.statistics import Amount, statistics, words_in


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One.", 1),
        ("It isn't 3.5 km away.", 5),
        ("Ja – oder nein?", 3),
        ("... -- !", 0),
        ("  no-break\u00a0space\tand\nlines ", 4),
        ("état-major", 1),
    ],
)
def test_words(text: str, count: int) -> None:
    assert words_in(text) == count


def test_a_corpus_is_counted(corpus: Corpus) -> None:
    assert corpus.statistics().as_dict() == {
        "segments": 4,
        "source": {"sentences": 4, "words": 17, "characters": 91},
        "target": {"sentences": 3, "words": 12, "characters": 69},
        "beads": {"0-1": 1, "1-0": 1, "1-1": 1, "2-1": 1},
        "without_target": 1,
        "without_source": 1,
        "flags": {
            "total": 3,
            "by_severity": {"critical": 1, "major": 1, "minor": 1},
            "by_category": {
                "accuracy/omission": {"critical": 1, "major": 1, "minor": 0},
                "none": {"critical": 0, "major": 0, "minor": 1},
            },
            "by_name": {
                "omission:sentence": {"critical": 1, "major": 0, "minor": 0},
                "number": {"critical": 0, "major": 1, "minor": 0},
                "uncertain": {"critical": 0, "major": 0, "minor": 1},
            },
        },
        "flagged_segments": {"total": 2, "critical": 1, "major": 1, "minor": 0},
        "review": {
            "accepted": 1,
            "edited": 1,
            "rejected": 0,
            "open": 2,
            "share": 0.5,
            "notes": 1,
            "first": "",
            "last": "",
        },
        "mean_confidence": 0.625,
        "uncertain": 1,
    }


def test_dismissed_findings_do_not_count(corpus: Corpus) -> None:
    segment = corpus[1]
    dismissed = replace(segment, dismissed=(dismissal_key(segment.source, segment.target, "number"), "0" * 16))
    assert [flag.name for flag in dismissed.open_flags] == ["uncertain"]
    counts = statistics([dismissed])
    assert (counts.flagged, counts.severities["minor"], sum(counts.flags.values())) == (1, 1, 1)


def test_nothing_can_be_counted() -> None:
    counts = statistics([])
    assert (counts.segments, counts.mean_confidence, counts.reviewed_share) == (0, None, 0)
    assert counts.source == counts.target == Amount(0, 0, 0)


@given(st.data())
def test_statistics_can_be_added(any_segments: st.SearchStrategy[tuple[Segment, ...]], data: st.DataObject) -> None:
    parts = data.draw(st.lists(any_segments, min_size=1, max_size=3))
    whole = statistics(segment for part in parts for segment in part).as_dict()
    added = reduce(add, map(statistics, parts)).as_dict()
    assert whole.pop("mean_confidence") == pytest.approx(added.pop("mean_confidence"), abs=1e-4)
    assert whole == added


@given(st.data())
def test_counts_agree_with_each_other(
    any_segments: st.SearchStrategy[tuple[Segment, ...]], data: st.DataObject
) -> None:
    found = statistics(data.draw(any_segments)).as_dict()
    flags, segments = found["flags"], found["segments"]
    for kind in ("by_category", "by_name"):
        assert sum(sum(grades.values()) for grades in flags[kind].values()) == flags["total"]
    assert sum(flags["by_severity"].values()) == flags["total"]
    assert sum(found["beads"].values()) == segments
    assert sum(found["review"][status] for status in ("accepted", "edited", "rejected", "open")) == segments
    assert json.loads(json.dumps(found)) == found
