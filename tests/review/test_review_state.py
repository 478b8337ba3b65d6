"""The state of a review: what each decision does to the segments."""

from __future__ import annotations

import pytest
from revising import FLAG
from states import applied, beads, segment, segments, texts

from aligner.checks.dismissal import dismissal_key
from aligner.corpus.corpus import Corpus
from aligner.review.decisions.events import (
    Accept,
    Computed,
    Decision,
    DecisionError,
    Dismiss,
    Edit,
    Merge,
    MoveSentence,
    Note,
    Realigned,
    Reject,
    Reopen,
    Restore,
    Split,
)
from aligner.review.decisions.state import State
from aligner.review.keeping.saving import decided


@pytest.mark.parametrize(
    ("event", "status"),
    [(Accept(2), "accepted"), (Reject(2), "rejected"), (Edit(2, target="Anders."), "edited")],
)
def test_a_decision_sets_the_status_and_reopening_takes_it_away(event: Decision, status: str) -> None:
    state = applied(event)
    assert [found.segment.status for found in state] == ["", status, "", "", ""]
    state.apply(Reopen(2))
    assert {found.segment.status for found in state} == {""}


@pytest.mark.parametrize(
    ("events", "expected_texts", "expected_beads"),
    [
        pytest.param(
            [Merge(1)],
            ("The ship sails. It is late. We wait.", "Das Schiff fährt. Es ist spät, wir warten."),
            [(0, 3, 0, 2)],
            id="merge",
        ),
        pytest.param(
            [Merge(2)], ("It is late. We wait. Nobody came.", "Es ist spät, wir warten."), [(1, 4, 1, 2)], id="empty"
        ),
    ],
)
def test_merge_takes_the_union(
    events: list[Decision], expected_texts: tuple[str, str], expected_beads: list[tuple[int, ...]]
) -> None:
    state = applied(*events)
    assert expected_texts in texts(state)
    assert expected_beads[0] in beads(state)
    assert len(state) == 4


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(
            Split(2, 12, 12),
            [("It is late.", "Es ist spät,", (1, 2, 1, 2)), ("We wait.", "wir warten.", (2, 3, 1, 2))],
            id="between source sentences, inside the only target sentence",
        ),
        pytest.param(
            Split(2, 5, 24),
            [("It is", "Es ist spät, wir warten.", (1, 2, 1, 2)), ("late. We wait.", "", (1, 3, 2, 2))],
            id="inside the first sentence: it is in both",
        ),
        pytest.param(
            Split(4, 0, 14),
            [("", "Er ging um 8.", (4, 4, 2, 3)), ("He left at 8, and sang.", "Er sang.", (4, 5, 3, 4))],
            id="all of the source to the second",
        ),
        pytest.param(
            Split(4, 99, 13),
            [("He left at 8, and sang.", "Er ging um 8.", (4, 5, 2, 3)), ("", "Er sang.", (5, 5, 3, 4))],
            id="beyond the end",
        ),
    ],
)
def test_split_divides_texts_and_sentences(
    event: Split, expected: list[tuple[str, str, tuple[int, int, int, int]]]
) -> None:
    state = applied(event)
    place = event.key - 1
    assert [(*pair, bead) for pair, bead in zip(texts(state), beads(state), strict=True)][place : place + 2] == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(
            MoveSentence(2, "source", "previous"),
            [("The ship sails. It is late.", (0, 2, 0, 1)), ("We wait.", (2, 3, 1, 2))],
            id="first sentence to the previous",
        ),
        pytest.param(
            MoveSentence(2, "source", "next"),
            [("The ship sails.", (0, 1, 0, 1)), ("It is late.", (1, 2, 1, 2)), ("We wait. Nobody came.", (2, 4, 2, 2))],
            id="last sentence to the next",
        ),
        pytest.param(
            MoveSentence(3, "source", "previous"),
            [
                ("The ship sails.", (0, 1, 0, 1)),
                ("It is late. We wait. Nobody came.", (1, 4, 1, 2)),
                ("He left at 8, and sang.", (4, 5, 2, 4)),
            ],
            id="nothing is left: a merge",
        ),
        pytest.param(
            MoveSentence(5, "source", "previous"),
            [
                ("The ship sails.", (0, 1, 0, 1)),
                ("It is late. We wait.", (1, 3, 1, 2)),
                ("Nobody came.", (3, 4, 2, 2)),
                ("He left at 8, and sang. The end.", (4, 6, 2, 4)),
                ("", (6, 6, 4, 5)),
            ],
            id="one side is left",
        ),
    ],
)
def test_move_takes_a_sentence_to_the_neighbour(
    event: MoveSentence, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    state = applied(event)
    found = [(source, bead) for (source, _), bead in zip(texts(state), beads(state), strict=True)]
    assert found[: len(expected)] == expected


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(Merge(5), id="no next"),
        pytest.param(MoveSentence(1, "source", "previous"), id="no previous"),
        pytest.param(MoveSentence(3, "target", "next"), id="no sentence"),
        pytest.param(Split(1, 0, 0), id="nothing before the cut"),
        pytest.param(Split(1, 99, 99), id="nothing behind it"),
        pytest.param(Accept(77), id="no such segment"),
        pytest.param(Edit(1, " ", "\n"), id="both sides empty"),
        pytest.param(Edit(3, "", None), id="both sides empty, one was"),
        pytest.param(Realigned(1, 2, (), (), ()), id="text lost"),
        pytest.param(Realigned(2, 1, (), (), ()), id="backwards"),
    ],
)
def test_what_cannot_be_done_changes_nothing(event: Decision) -> None:
    state = State(segments())
    before = list(state)
    with pytest.raises(DecisionError):
        state.apply(event)
    assert list(state) == before


def test_added_text_cannot_stand_alone() -> None:
    state = applied(Edit(3, target="Niemand kam."))
    with pytest.raises(DecisionError, match="cannot stand alone"):
        state.apply(Split(3, 99, 0))


def test_touched_segments_wait_for_their_figures_and_get_them() -> None:
    state = applied(Merge(1))
    (waiting,) = state.pending()
    assert (waiting.segment.similarity, waiting.segment.flags) == (None, ())
    result = Computed(waiting.key, waiting.segment.source, waiting.segment.target, 0.7, 0.6, (FLAG,), {"omission": 0.1})
    change = state.compute(result)
    assert change is not None
    assert change.inserted[0].segment.similarity == 0.7
    assert not state.pending()


def test_results_hold_for_their_texts_after_undo() -> None:
    state = State(segments())
    state.compute(Computed(1, "The ship sails.", "Das Schiff fährt.", 0.33))
    edit = state.apply(Edit(1, target="Das Boot fährt."))
    state.compute(Computed(1, "The ship sails.", "Das Boot fährt.", 0.44))
    other = state.apply(Edit(1, target="Das Floß fährt."))
    state.revert(other)
    assert (found := state.get(1)) is not None
    assert (found.segment.similarity, found.pending) == (0.44, False)
    state.revert(edit)
    assert (found := state.get(1)) is not None
    assert found.segment.similarity == 0.33


def test_a_result_for_texts_that_are_gone_changes_nothing_yet() -> None:
    state = applied(Merge(1))
    assert state.compute(Computed(1, "The ship sails.", "Das Schiff fährt.", 0.33)) is None
    assert not state.compute(Computed(5, "The end.", "Das Schluss.", 0.3))


def test_an_edit_that_brings_the_original_back_is_none() -> None:
    state = applied(Edit(5, target="Schluss."), Edit(5, target="Das Ende."))
    assert (found := state.get(5)) is not None
    assert (found.edited, found.segment.status, found.original) == (False, "", None)


def test_accepting_a_changed_text_leaves_it_edited() -> None:
    assert [found.segment.status for found in applied(Edit(5, "End."), Reopen(5), Accept(5))][-1] == "edited"


def test_the_corpus_holds_the_decisions() -> None:
    key = dismissal_key("The ship sails.", "Das Schiff fährt.", "number")
    events: list[Decision] = [Dismiss(1, key), Merge(2), Edit(5, "End."), Reopen(5), Note(4, "Really?"), Reject(4)]
    corpus = decided(applied(*events), {})
    assert [found.id for found in corpus] == [1, 2, 3, 4]
    assert [found.status for found in corpus] == ["", "", "rejected", "edited"]
    assert (corpus[0].flags, corpus[0].dismissed) == ((), (key,))
    assert corpus[2].note == "Really?"


def test_a_restored_flag_is_there_again() -> None:
    key = dismissal_key("The ship sails.", "Das Schiff fährt.", "number")
    assert decided(applied(Dismiss(1, key), Restore(1, key)), {})[0] == segments()[0]


def test_untouched_segments_are_saved_as_they_were() -> None:
    assert list(decided(State(segments()), {})) == segments()


def test_realigned_segments_keep_what_was_decided_of_those_that_stay() -> None:
    state = applied(Accept(1), Note(1, "fine"))
    new = (
        segment(1, (0, 1, 0, 1), "The ship sails.", "Das Schiff fährt.", scores={"omission": 0.1}),
        segment(2, (1, 2, 1, 2), "It is late.", "Es ist spät, wir warten."),
        segment(3, (2, 4, 2, 2), "We wait. Nobody came.", ""),
    )
    parts = ("The ship sails.",), ("It is late.",), ("We wait.", "Nobody came.")
    change = state.apply(Realigned(1, 3, new, parts, (("Das Schiff fährt.",), ("Es ist spät, wir warten.",), ())))
    assert [found.segment.status for found in change.inserted] == ["accepted", "", ""]
    assert [found.pending for found in change.inserted] == [False, True, True]
    assert change.inserted[2].source_parts == ("We wait.", "Nobody came.")
    assert {found.key for found in change.inserted}.isdisjoint({1, 2, 3, 4, 5})
    state.revert(change)
    assert beads(state) == beads(State(segments()))


def test_a_corpus_without_segments_can_be_held() -> None:
    assert list(decided(State([]), {})) == []
    assert Corpus((), {}).segments == ()
