from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.corpus.choosing import STATUS_NAMES, Choice, Chosen
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import STATUSES, Segment


@pytest.fixture
def decided(corpus: Corpus) -> Corpus:
    """A segment of each status, the third without target; the last has no confidence."""
    segments = [replace(segment, status=status) for segment, status in zip(corpus, STATUSES, strict=True)]
    return Corpus((*segments[:3], replace(segments[3], confidence=None)), corpus.signature)


def ids(corpus: Corpus) -> list[int]:
    return [segment.id for segment in corpus]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [1, 2, 3, 4]),
        ({"status": ["accepted", "edited"]}, [2, 4]),
        ({"status": ["open"]}, [1]),
        ({"status": ["rejected"]}, [3]),
        ({"min_confidence": 0.6}, [1, 2]),
        ({"min_confidence": 0.75}, [1, 2]),
        ({"two_sided": True}, [1, 2]),
        ({"status": ["accepted", "rejected"], "two_sided": True, "min_confidence": 0.1}, [2]),
    ],
)
def test_segments_are_selected(decided: Corpus, wanted: dict[str, object], found: list[int]) -> None:
    assert ids(decided.select(**wanted)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [({"status": ["acepted"]}, "did you mean accepted?"), ({"min_confidence": 95.0}, "from 0 to 1")],
)
def test_what_there_is_not_is_refused(decided: Corpus, wanted: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        decided.select(**wanted)  # type: ignore[arg-type]


def test_what_is_left_out_is_told(decided: Corpus) -> None:
    choice = Choice.of((), 0.8, "tmx", two_sided=True)
    assert Chosen.of(decided, choice).told == (
        "3 of 4 segments left out: 1 of a confidence below 0.8, 1 rejected, 1 of unknown confidence"
    )
    assert Chosen.of(decided, Choice()).told == ""


@given(st.data())
def test_every_segment_is_taken_or_counted(
    any_segments: st.SearchStrategy[tuple[Segment, ...]], data: st.DataObject
) -> None:
    segments = data.draw(any_segments)
    names = data.draw(st.lists(st.sampled_from(STATUS_NAMES)))
    choice = Choice.of(names, data.draw(st.floats(0, 1)), "xliff", two_sided=data.draw(st.booleans()))
    chosen = Chosen.of(segments, choice)
    assert len(chosen.segments) + sum(chosen.left_out.values()) == len(segments)
    assert list(chosen.segments) == [segment for segment in segments if segment in chosen.segments]
    assert Chosen.of(chosen.segments, choice) == Chosen(chosen.segments, {})
    assert names or not any(segment.status == "rejected" for segment in chosen.segments)
