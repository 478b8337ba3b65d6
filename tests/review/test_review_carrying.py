"""A corpus that was aligned or checked again: the decisions are carried over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from revising import FLAG, PAIRS, corpus_of, decide, statuses

from aligner.checks.dismissal import dismissal_key
from aligner.corpus.corpus import Corpus
from aligner.review.decisions.events import (
    Accept,
    Computed,
    Decision,
    Dismiss,
    Edit,
    Merge,
    MoveSentence,
    Note,
    Reject,
    Split,
)
from aligner.review.decisions.updates import Conflict
from aligner.review.keeping.exporting import with_decisions
from aligner.review.session import ReviewSession


def test_a_new_alignment_takes_the_decisions_over_by_content(path: Path) -> None:
    key = dismissal_key(*PAIRS[3], "number")
    with ReviewSession(path) as session:
        decide(session, Accept(1), Reject(2), Note(3, "who?"), Dismiss(4, key), Edit(5, target="Schluss."))
    new = [("Title.", "Titel."), *PAIRS[:1], ("It is late.", "Es ist spät."), ("We wait.", "Wir warten."), *PAIRS[2:]]
    corpus_of(new).write(path)
    with ReviewSession(path) as session:
        assert (session.carried, session.lost) == (4, 1)
        assert statuses(session) == ["", "accepted", "", "", "", "", "edited"]
        found = session.corpus()
        assert (found[4].note, found[5].dismissed, found[6].target) == ("who?", (key,), "Schluss.")
        assert found[5].flags == ()
        decide(session, Accept(1))
        session.undo("w")
        assert session.undo("w").focus is None  # type: ignore[union-attr]
        now = session.segments()
    with ReviewSession(path) as session:
        assert session.segments() == now
        assert (session.carried, session.lost) == (0, 0), "once is enough"


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([Merge(2), Accept(6)], id="merge"),
        pytest.param([Split(2, 11, 12), Note(7, "second half")], id="split"),
        pytest.param([MoveSentence(2, "source", "previous"), Reject(1)], id="move"),
        pytest.param([Merge(4), Merge(2), Split(7, 12, 12)], id="several"),
    ],
)
def test_merged_split_and_moved_sentences_are_so_in_a_new_alignment(path: Path, events: list[Decision]) -> None:
    with ReviewSession(path) as session:
        decide(session, *events)
        before = session.corpus().segments
    corpus_of([("More.", "Mehr. Viel."), *PAIRS, ("Even more.", "Noch mehr.")]).write(path)
    with ReviewSession(path) as session:
        assert session.lost == 0
        found = session.corpus().segments[1:-1]
        assert [replace(segment, id=segment.id - 1, bead=segment.bead.shifted(-1, -2)) for segment in found] == [
            *before
        ]
        now = session.segments()
    with ReviewSession(path) as session:
        assert session.segments() == now


def test_what_was_made_of_segments_that_are_gone_is_lost_and_counted(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Merge(1), Merge(4))
    corpus_of(PAIRS[1:]).write(path)
    with ReviewSession(path) as session:
        assert (session.carried, session.lost) == (1, 1)
        assert [found.segment.source for found in session.segments()] == [
            PAIRS[1][0],
            PAIRS[2][0],
            f"{PAIRS[3][0]} {PAIRS[4][0]}",
        ]


def test_an_alignment_that_has_made_the_merge_itself_keeps_its_status(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Merge(1), Accept(6))
    joined = (f"{PAIRS[0][0]} {PAIRS[1][0]}", f"{PAIRS[0][1]} {PAIRS[1][1]}")
    corpus_of([joined, *PAIRS[2:]]).write(path)
    with ReviewSession(path) as session:
        assert (statuses(session)[0], session.lost) == ("accepted", 0)


def test_decisions_are_carried_over_more_than_once(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
    for more in (1, 2, 3):
        corpus_of([("More.", "Mehr.")] * more + PAIRS).write(path)
        with ReviewSession(path) as session:
            assert statuses(session)[more] == "accepted"


def test_of_several_alike_each_takes_its_own(path: Path) -> None:
    corpus_of([("Yes.", "Ja.")] * 3).write(path)
    with ReviewSession(path) as session:
        decide(session, Accept(1), Reject(3))
    corpus_of([("Well.", "Nun."), *[("Yes.", "Ja.")] * 3]).write(path)
    with ReviewSession(path) as session:
        assert statuses(session) == ["", "accepted", "", "rejected"]


def test_a_corpus_that_was_checked_again_keeps_all_decisions_and_undo(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1), Reject(5))
        merged = decide(session, Merge(2)).focus
        assert merged is not None
        (waiting,) = session.pending()
        session.record([Computed(merged, waiting.segment.source, waiting.segment.target, 0.7, flags=(FLAG,))])
        session.record([Computed(1, *PAIRS[0], 0.4, flags=(FLAG,))])
        before = session.segments()
    corpus_of(PAIRS, flags=()).write(path)
    with ReviewSession(path) as session:
        assert (session.carried, session.lost) == (0, 0)
        assert [found.key for found in session.segments()] == [found.key for found in before]
        assert statuses(session) == [found.segment.status for found in before]
        assert not any(found.segment.flags for found in session.segments() if found.key != merged)
        assert session.get(merged).segment.similarity == 0.7  # type: ignore[union-attr]
        while session.undo("w").focus is not None:  # type: ignore[union-attr]
            pass
        assert statuses(session) == [""] * 5


def test_a_decision_that_is_in_the_file_can_still_be_undone_after_a_check(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        session.save()
        session.undo("w")
    saved = Corpus.read(path)
    Corpus(tuple(replace(found, flags=()) for found in saved), {}).write(path)
    assert with_decisions(Corpus.read(path), path)[0].status == ""
    with ReviewSession(path) as session:
        assert statuses(session)[0] == ""


def test_an_open_session_follows_when_another_opens_a_new_alignment(path: Path) -> None:
    with ReviewSession(path) as first:
        seen = first.revision
        decide(first, Accept(1))
        corpus_of(PAIRS[:2]).write(path)
        with ReviewSession(path) as second:
            assert statuses(second) == ["accepted", ""]
            updates = first.changes_since(seen)
            assert updates.reset
            assert first.segments() == second.segments()
            assert isinstance(first.decide(Reject(1), seen, "w"), Conflict), "the key means another segment now"
            first.save()
