"""Moved passages: found by what their flags say, joined, undone, saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from revising import decide
from states import segment
from windows import Page

from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.review.computing.recompute import Recomputation
from aligner.review.decisions.events import Computed, DecisionError, Edit, Join, Merge, Together
from aligner.review.session import ReviewSession

SIGNATURE = {"source": {"language": "en"}, "target": {"language": "de"}}


def moved(*numbers: int) -> tuple[Flag, ...]:
    named = ", ".join(map(str, numbers))
    return (Flag("moved", "", "minor", 0.9, None, None, f"Moved: its counterpart is segment {named}"),)


def village() -> list[Segment]:
    """Two sentences that stand at the end of the translation."""
    return [
        segment(1, (0, 1, 0, 0), "The baker sings.", "", flags=moved(5, 6)),
        segment(2, (1, 2, 0, 0), "The smith is deaf.", "", flags=moved(5, 6)),
        segment(3, (2, 3, 0, 1), "It rains in the village.", "Im Dorf regnet es.", confidence=0.9),
        segment(4, (3, 4, 1, 2), "The well is full.", "Der Brunnen ist voll.", confidence=0.9),
        segment(5, (4, 4, 2, 3), "", "Der Bäcker singt.", flags=moved(1, 2)),
        segment(6, (4, 4, 3, 4), "", "Der Schmied ist taub.", flags=moved(1, 2)),
        segment(7, (4, 5, 4, 5), "Night falls.", "Es wird Nacht.", confidence=0.9),
    ]


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    path = tmp_path / "village.jsonl"
    Corpus(tuple(village()), SIGNATURE).write(path)
    return path


@pytest.mark.parametrize("key", [1, 2, 5, 6])
def test_a_passage_is_joined_as_a_whole_from_any_of_its_segments(page: Page, key: int) -> None:
    before = page.get("/api/index")
    answer = page.post("/api/join", key=key, revision=page.session.revision)
    assert answer.status_code == 200, answer.text
    rows = page.get("/api/rows", keys="1,2,3,4,5,6,7")
    assert [row["key"] for row in rows] == [1, 2, 3, 4, 7]
    assert [(row["source"], row["target"]) for row in rows[:2]] == [
        ("The baker sings.", "Der Bäcker singt."),
        ("The smith is deaf.", "Der Schmied ist taub."),
    ]
    assert not any(flag for row in rows[:2] for flag in row["flags"])
    page.post("/api/undo", revision=answer.json()["revision"])
    assert {**page.get("/api/index"), "revision": 0} == {**before, "revision": 0}


def test_a_passage_of_other_numbers_becomes_one_segment(tmp_path: Path) -> None:
    one = segment(5, (4, 4, 2, 3), "", "Der Bäcker singt, der Schmied ist taub.", flags=moved(1, 2))
    own = [*village()[:4], one]
    own[:2] = [segment(1, (0, 1, 0, 0), own[0].source, "", flags=moved(5)), own[1]]
    path = tmp_path / "other.jsonl"
    Corpus(tuple(own), SIGNATURE).write(path)
    with ReviewSession(path) as session:
        passage = session.passage(5)
        assert passage is not None
        decide(session, passage.joining())
        first = session.segments()[0].segment
        assert (first.source, first.target) == ("The baker sings. The smith is deaf.", one.target)
        assert first.bead.kind == "2-1"


def test_moves_that_follow_one_another_are_one_passage(tmp_path: Path) -> None:
    """As the alignment finds most: sentence by sentence, each with its own counterpart."""
    own = village()
    for number, flags in ((1, moved(5)), (2, moved(6)), (5, moved(1)), (6, moved(2))):
        own[number - 1] = replace(own[number - 1], flags=flags)
    path = tmp_path / "one_by_one.jsonl"
    Corpus(tuple(own), SIGNATURE).write(path)
    with ReviewSession(path) as session:
        for key in (1, 2, 5, 6):
            passage = session.passage(key)
            assert passage is not None
            assert passage.joining() == Together((Join(1, 5), Join(2, 6)))
        assert session.passage(3) is None
        decide(session, Merge(3))
        decide(session, Join(1, 5))
        passage = session.passage(2)
        assert passage is not None
        assert passage.joining() == Join(2, 6)


def test_what_was_joined_is_checked_saved_and_read_again(
    page: Page, recomputation: Recomputation, until: Callable[[Callable[[], bool]], None], ferry: Path
) -> None:
    page.post("/api/join", key=1, revision=page.session.revision)
    recomputation.start()
    until(lambda: not page.session.pending())
    assert recomputation.notice == ""
    page.session.save()
    found = Corpus.read(ferry)
    assert [(one.source, one.target) for one in found[:2]] == [
        ("The baker sings.", "Der Bäcker singt."),
        ("The smith is deaf.", "Der Schmied ist taub."),
    ]
    assert [one.bead.kind for one in found] == ["1-1"] * 5
    assert found[0].similarity is not None
    for ending in ("tsv", "tmx"):
        assert page.client.get(f"/download/{ending}").status_code == 200


def test_merging_within_a_passage_is_no_omission(ferry: Path) -> None:
    with ReviewSession(ferry) as session:
        decide(session, Merge(1))
        (flag,) = session.segments()[0].segment.flags
        assert (flag.name, flag.message) == ("moved", "Moved: its counterpart is segment 5, 6")
        passage = session.passage(8)
        assert passage is not None
        assert [(move.sources, move.targets) for move in passage.moves] == [((8,), (5, 6))]
        decide(session, passage.joining())
        assert session.segments()[0].segment.bead.kind == "2-2"


def test_flags_name_segments_as_the_corpus_numbers_them(ferry: Path) -> None:
    with ReviewSession(ferry) as session:
        decide(session, Merge(3))
        messages = [flag.message for found in session.corpus() for flag in found.flags]
    assert messages == ["Moved: its counterpart is segment 4, 5"] * 2 + ["Moved: its counterpart is segment 1, 2"] * 2


def test_distant_sentences_of_one_side_are_not_joined(ferry: Path) -> None:
    with ReviewSession(ferry) as session, pytest.raises(DecisionError, match="follow one another"):
        session.decide(Join(1, 4), session.revision, "w")


def test_an_omission_that_was_filled_in_is_a_pair(ferry: Path) -> None:
    with ReviewSession(ferry) as session:
        decide(session, Edit(1, target="Der Bäcker singt."))
        found = session.get(1)
        assert found is not None
        session.record([Computed(1, found.segment.source, found.segment.target, 0.9, 0.9)])
        index = session.index()
        assert index["sizes"][0] == "1-1"
        assert session.row(session.segments()[0])["bead"] == "1-1"


def test_a_new_alignment_finds_the_review_whatever_was_joined(ferry: Path) -> None:
    with ReviewSession(ferry) as session:
        passage = session.passage(1)
        assert passage is not None
        decide(session, passage.joining())
    segments = village()
    Corpus((*segments[:6], segment(7, (4, 5, 4, 5), "Night falls.", "Die Nacht kommt.")), SIGNATURE).write(ferry)
    with ReviewSession(ferry) as session:
        assert len(session.segments()) == 7
        assert session.lost > 0
