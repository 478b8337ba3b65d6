"""What is computed anew in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aligner.checks.flag import Flag
from aligner.checks.thresholds import Selection
from aligner.corpus.corpus import Corpus
from aligner.review.computing.recompute import Recomputation, selection_of_corpus
from aligner.review.decisions.events import Accept, Edit, Merge, MoveSentence, Split
from aligner.review.session import ReviewSession

Until = Callable[[Callable[[], bool]], None]


def decide(session: ReviewSession, event: Any) -> int:
    """Decide, and return the key to look at."""
    updates = session.decide(event, session.revision, "window")
    return updates.focus  # type: ignore[union-attr, return-value]


def names(session: ReviewSession, key: int) -> list[str]:
    return [flag.name for flag in segment(session, key).flags]


def segment(session: ReviewSession, key: int) -> Any:
    found = session.get(key)
    assert found is not None
    return found.segment


def texts(session: ReviewSession) -> list[tuple[str, str]]:
    return [(one.segment.source, one.segment.target) for one in session.segments()]


@pytest.mark.parametrize(
    "event", [Merge(3), Split(2, 10, 9), MoveSentence(4, "target", "next"), Edit(3, None, "Winkt.")]
)
def test_corrections_are_computed(
    event: Any, session: ReviewSession, recomputation: Recomputation, until: Until
) -> None:
    decide(session, event)
    touched = [one.key for one in session.pending()]
    assert touched
    recomputation.start()
    until(lambda: not session.pending())
    assert recomputation.notice == ""
    for key in touched:
        found = segment(session, key)
        assert found.scores is not None
        assert (found.similarity is None) == (not found.source or not found.target)


def test_a_corrected_number_loses_its_flag(session: ReviewSession, recomputation: Recomputation, until: Until) -> None:
    assert names(session, 2) == ["number"]
    recomputation.start()
    decide(session, Edit(2, None, "Sie trägt 12 Autos und einen Bus."))
    recomputation.wake()
    until(lambda: not session.pending())
    assert "number" not in names(session, 2)


def test_a_new_error_gets_one(session: ReviewSession, recomputation: Recomputation, until: Until) -> None:
    recomputation.start()
    decide(session, Edit(3, "The 7 captains wave.", "Die 9 Kapitäne winken."))
    recomputation.wake()
    until(lambda: not session.pending())
    assert "number" in names(session, 3)


def test_a_side_that_goes_away_is_an_omission(
    session: ReviewSession, recomputation: Recomputation, until: Until
) -> None:
    recomputation.start()
    decide(session, Edit(3, None, ""))
    recomputation.wake()
    until(lambda: not session.pending())
    assert names(session, 3) == ["omission:sentence"]
    assert segment(session, 3).similarity is None


def test_right_and_wrong_merges_differ(session: ReviewSession, recomputation: Recomputation, until: Until) -> None:
    recomputation.start()
    half = decide(session, Split(3, len("The captain"), 0))
    recomputation.wake()
    until(lambda: not session.pending())
    split = segment(session, half)
    whole = decide(session, Merge(half))
    recomputation.wake()
    until(lambda: not session.pending())
    assert segment(session, whole).confidence > (split.confidence or 0.0)
    assert segment(session, whole).similarity > 0.5


def test_what_was_left_undone_is_done_at_the_next_start(ferry: Path, encoder: Any, until: Until) -> None:
    with ReviewSession(ferry) as first:
        decide(first, Merge(3))
    with ReviewSession(ferry) as second:
        assert len(second.pending()) == 1
        work = Recomputation(second, lambda: encoder, delay=0.01)
        work.start()
        until(lambda: not second.pending())
        work.close()


def test_without_a_model_the_rest_is_computed(session: ReviewSession, broken: Recomputation, until: Until) -> None:
    broken.start()
    key = decide(session, Edit(3, "The 7 captains wave.", "Die 9 Kapitäne winken."))
    broken.wake()
    until(lambda: not session.pending())
    assert names(session, key) == ["number"]
    assert segment(session, key).similarity is None
    assert "install it again" in broken.notice


def test_an_endless_text_is_not_checked(
    session: ReviewSession, recomputation: Recomputation, encoder: Any, until: Until
) -> None:
    recomputation.start()
    decide(session, Edit(2, "It carries 12 cars. " * 2000, None))
    recomputation.wake()
    until(lambda: not session.pending())
    assert names(session, 2) == []
    assert recomputation.words(segment(session, 2).source, "Sie trägt 12 Autos.") is None
    assert encoder.texts == []


def test_nothing_is_stored_after_the_end(session: ReviewSession, recomputation: Recomputation) -> None:
    recomputation.start()
    recomputation.close()
    revision = session.revision
    decide(session, Merge(3))
    recomputation.wake()
    assert session.revision == revision + 1
    assert session.pending()


def test_undo_brings_back_what_was_known(session: ReviewSession, recomputation: Recomputation, until: Until) -> None:
    before = session.get(2)
    recomputation.start()
    decide(session, Merge(2))
    recomputation.wake()
    until(lambda: not session.pending())
    session.undo("window")
    assert session.get(2) == before


def test_realign_mends_what_was_shifted(session: ReviewSession, recomputation: Recomputation, until: Until) -> None:
    right = texts(session)
    decide(session, Accept(6))
    for key in (2, 3, 4):
        decide(session, MoveSentence(key, "target", "next"))
    assert texts(session) != right
    recomputation.start()
    revision = session.revision
    recomputation.realign(2, "window")
    until(lambda: session.revision > revision and not session.pending())
    assert texts(session) == right
    assert session.segments()[5].key == 6
    session.undo("window")
    assert texts(session) != right


def test_realign_keeps_edited_texts(session: ReviewSession, recomputation: Recomputation, until: Until) -> None:
    decide(session, Edit(4, None, "Den Möwen gefällt das Schiff."))
    decide(session, MoveSentence(2, "target", "next"))
    recomputation.start()
    revision = session.revision
    recomputation.realign(1, "window")
    until(lambda: session.revision > revision and not session.pending())
    assert ("Gulls follow the ship.", "Den Möwen gefällt das Schiff.") in texts(session)
    kept = [one.segment.status for one in session.segments() if one.segment.target.startswith("Den Möwen")]
    assert kept == ["edited"]


def test_realign_of_what_is_right_changes_nothing(
    session: ReviewSession, recomputation: Recomputation, encoder: Any, until: Until
) -> None:
    recomputation.start()
    recomputation.realign(1, "window")
    until(lambda: bool(encoder.texts) and recomputation.notice != "")
    assert session.revision == session.changes_since(session.revision).revision
    assert [one.key for one in session.segments()] == [1, 2, 3, 4, 5, 6]


def test_realign_without_a_model(session: ReviewSession, broken: Recomputation, until: Until) -> None:
    broken.start()
    broken.realign(1, "window")
    until(lambda: "install it again" in broken.notice)


def test_the_end_waits_for_a_model_that_is_being_loaded(session: ReviewSession, encoder: Any) -> None:
    """Else the program would end beneath it, and crash."""
    loading, ended = threading.Event(), threading.Event()

    def load() -> Any:
        loading.set()
        time.sleep(1)
        ended.set()
        return encoder

    work = Recomputation(session, load, delay=0.01)
    decide(session, Merge(3))
    work.start()
    assert loading.wait(20)
    work.close()
    assert ended.is_set()


def test_flags_of_a_tsv_find_their_words(ferry: Path, tmp_path: Path, encoder: Any, until: Until) -> None:
    path = tmp_path / "ferry.tsv"
    Corpus.read(ferry).write(path)
    with ReviewSession(path) as session:
        assert segment(session, 2).flags[0].source_span is None
        work = Recomputation(session, lambda: encoder, delay=0.01)
        work.start()
        until(lambda: segment(session, 2).flags[0].source_span is not None)
        work.close()
        assert [(flag.name, flag.source_span, flag.target_span) for flag in segment(session, 2).flags] == [
            ("number", (11, 13), (10, 12))
        ]
        assert session.undo("window").updates == ()  # type: ignore[union-attr]


def test_flags_of_whole_texts_need_no_model(session: ReviewSession, ferry: Path, tmp_path: Path, until: Until) -> None:
    corpus = Corpus.read(ferry)
    flags = (
        Flag("length", "", "minor", None, None, None, "Short"),
        Flag("uncertain", "", "minor", None, None, None, ""),
    )
    path = tmp_path / "long.tsv"
    Corpus((replace(corpus[0], flags=flags), *corpus.segments[2:]), corpus.signature).write(path)
    with ReviewSession(path) as opened:
        work = Recomputation(opened, lambda: pytest.fail("no model is needed"), delay=0.01)
        work.start()
        until(lambda: segment(opened, 1).flags[0].source_span is not None)
        work.close()
        source, target = segment(opened, 1).source, segment(opened, 1).target
        assert segment(opened, 1).flags[0].source_span == (0, len(source))
        assert segment(opened, 1).flags[0].target_span == (0, len(target))
        assert segment(opened, 1).flags[1].source_span is None


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ({}, Selection()),
        ({"options": {"sensitivity": "high", "only": "number+date"}}, Selection.of("high", ["number", "date"])),
        ({"options": {"skip": "length"}}, Selection.of("normal", [], ["length"])),
        ({"options": {"sensitivity": "no such"}}, Selection()),
        ({"options": {"only": "no such"}}, Selection()),
        ({"options": "spoilt"}, Selection()),
    ],
)
def test_the_checks_are_those_of_the_corpus(signature: dict[str, Any], expected: Selection) -> None:
    assert selection_of_corpus(signature) == expected
