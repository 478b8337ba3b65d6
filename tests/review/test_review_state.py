"""The state of a review: nothing is lost, everything can be undone, and the columns follow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.bead import Bead
from aligner.checks.dismissal import dismissal_key
from aligner.checks.flag import Flag
from aligner.corpus import jsonl, tsv
from aligner.corpus.segment import Corpus, Segment
from aligner.review.events import (
    Accept,
    Computed,
    Decision,
    DecisionError,
    Dismiss,
    Edit,
    Event,
    Merge,
    Move,
    Note,
    Realigned,
    Reject,
    Reopen,
    Restore,
    Split,
    decision_from_page,
    event_from_json,
    event_to_json,
)
from aligner.review.history import REDO, UNDO, History
from aligner.review.index import Columns
from aligner.review.order import Order
from aligner.review.rows import Rows
from aligner.review.saving import decided
from aligner.review.segment import ReviewSegment
from aligner.review.state import State
from aligner.review.store import Stored
from aligner.review.totals import Totals

FLAG = Flag("number", "accuracy/mistranslation", "major", 0.8, (0, 3), None, "A number differs.")


def segment(number: int, bead: tuple[int, int, int, int], source: str, target: str, **more: object) -> Segment:
    return replace(Segment(number, Bead(*bead), source, target), **more)  # type: ignore[arg-type]


def segments() -> list[Segment]:
    return [
        segment(1, (0, 1, 0, 1), "The ship sails.", "Das Schiff fährt.", similarity=0.8, confidence=0.9, flags=(FLAG,)),
        segment(2, (1, 3, 1, 2), "It is late. We wait.", "Es ist spät, wir warten.", confidence=0.5),
        segment(3, (3, 4, 2, 2), "Nobody came.", ""),
        segment(4, (4, 5, 2, 4), "He left at 8, and sang.", "Er ging um 8. Er sang.", note="sic"),
        segment(5, (5, 6, 4, 5), "The end.", "Das Ende."),
    ]


def texts(state: State) -> list[tuple[str, str]]:
    return [(found.segment.source, found.segment.target) for found in state]


def beads(state: State) -> list[tuple[int, int, int, int]]:
    return [
        (bead.source_start, bead.source_end, bead.target_start, bead.target_end)
        for bead in (found.segment.bead for found in state)
    ]


def applied(*events: Decision) -> State:
    state = State(segments())
    for event in events:
        state.apply(Rows(("en", "de")).with_cuts(event, state))
    return state


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
            Move(2, "source", "previous"),
            [("The ship sails. It is late.", (0, 2, 0, 1)), ("We wait.", (2, 3, 1, 2))],
            id="first sentence to the previous",
        ),
        pytest.param(
            Move(2, "source", "next"),
            [("The ship sails.", (0, 1, 0, 1)), ("It is late.", (1, 2, 1, 2)), ("We wait. Nobody came.", (2, 4, 2, 2))],
            id="last sentence to the next",
        ),
        pytest.param(
            Move(3, "source", "previous"),
            [
                ("The ship sails.", (0, 1, 0, 1)),
                ("It is late. We wait. Nobody came.", (1, 4, 1, 2)),
                ("He left at 8, and sang.", (4, 5, 2, 4)),
            ],
            id="nothing is left: a merge",
        ),
        pytest.param(
            Move(5, "source", "previous"),
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
def test_move_takes_a_sentence_to_the_neighbour(event: Move, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    state = applied(event)
    found = [(source, bead) for (source, _), bead in zip(texts(state), beads(state), strict=True)]
    assert found[: len(expected)] == expected


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(Merge(5), id="no next"),
        pytest.param(Move(1, "source", "previous"), id="no previous"),
        pytest.param(Move(3, "target", "next"), id="no sentence"),
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


@pytest.mark.parametrize(
    "event",
    [
        Accept(1),
        Edit(1, source="a\ud800\u2028"),
        Split(3, 1, 2),
        Move(3, "source", "next"),
        Note(1, ""),
        Dismiss(1, "ab"),
        Computed(1, "a", "b", 0.5, None, (FLAG,), {"omission": 0.5}),
        Realigned(1, 2, tuple(segments()[:2]), (("a",), ("b", "c")), (("d",), ())),
    ],
    ids=lambda event: event.kind,
)
def test_events_survive_json(event: Event) -> None:
    import json

    assert event_from_json(json.loads(json.dumps(event_to_json(event)))) == event


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "computed", "key": 1},
        {"kind": "realigned"},
        {"kind": ["accept"]},
        {"kind": "accept"},
        {"kind": "accept", "key": "1"},
        {"kind": "accept", "key": True},
        {"kind": "accept", "key": -1},
        {"kind": "accept", "key": 1e300},
        {"kind": "edit", "key": 1, "source": 5},
        {"kind": "split", "key": 1, "source_at": 3},
        {"kind": "split", "key": 1, "source_at": -3, "target_at": 1},
        {"kind": "move", "key": 1, "side": "left", "direction": "next"},
        {"kind": "move", "key": 1, "side": "source", "direction": "up"},
        {"kind": "note", "key": 1, "text": None},
        {"kind": "dismiss", "key": 1},
    ],
)
def test_a_page_can_send_nonsense(given: dict[str, object]) -> None:
    with pytest.raises(DecisionError):
        decision_from_page(given)


def test_a_page_does_not_say_how_sentences_are_counted() -> None:
    given = {"kind": "split", "key": 1, "source_at": 1, "target_at": 2, "source_cut": {"at": 9, "left": 9, "right": 0}}
    assert decision_from_page(given) == Split(1, 1, 2)


WORDS = st.sampled_from(["one.", "Two", "3,", "four?", "Fünf.", "a", "Zwei!"])
SIDES = st.lists(WORDS, max_size=5).map(" ".join)


@st.composite
def corpora(draw: st.DrawFn) -> list[Segment]:
    """Segments of consecutive sentences; how many sentences a text has is as the bead says, not as it looks."""
    made: list[Segment] = []
    source_end = target_end = 0
    for number in range(1, draw(st.integers(1, 6)) + 1):
        source, target = draw(SIDES), draw(SIDES)
        if not source and not target:
            source = "Not empty."
        sizes = [draw(st.integers(1, 3)) if text else 0 for text in (source, target)]
        bead = (source_end, source_end + sizes[0], target_end, target_end + sizes[1])
        source_end, target_end = bead[1], bead[3]
        made.append(segment(number, bead, source, target))
    return made


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "reopen", "note", "merge", "split", "move", "dismiss", UNDO, REDO]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(0, 30),
        st.booleans(),
    ),
    max_size=25,
)


def decision(kind: str, key: int, first: int, second: int, other: bool) -> Decision:
    side, direction = ("source" if first % 2 else "target"), ("next" if other else "previous")
    given = {"kind": kind, "key": key, "source_at": first, "target_at": second, "text": str(first), "flag": str(second)}
    return decision_from_page({**given, "side": side, "direction": direction})


def visible(segments: list[ReviewSegment]) -> tuple[str, str]:
    sides = ("".join(getattr(found.segment, side) for found in segments).split() for side in ("source", "target"))
    source, target = ("".join(words) for words in sides)
    return source, target


class Reviewer:
    """Makes what events can be made of drawn numbers, and keeps them as a store does."""

    def __init__(self, beginning: list[Segment]) -> None:
        self.history = History(beginning)
        self.stored: list[Stored] = []
        self.columns = Columns(self.history)
        self.totals = Totals(self.history)

    def act(self, kind: str, place: int, first: int, second: int, *, other: bool) -> None:
        if kind in (UNDO, REDO):
            steps = self.history.done if kind == UNDO else self.history.undone
            if steps:
                self._keep(kind, {"seq": steps[-1].seq})
            return
        keys = [found.key for found in self.history]
        event = decision(kind, keys[place % len(keys)], first, second, other)
        try:
            event = Rows(("en", "de")).with_cuts(event, self.history.state)
            State(found.segment for found in self.history).apply(event)
        except DecisionError:
            return
        self._keep(kind, event_to_json(event))

    def _keep(self, kind: str, payload: dict[str, object]) -> None:
        self.stored.append(Stored(len(self.stored) + 1, "w", kind, payload))
        change = self.history.replay(self.stored[-1], "store")
        assert change is not None
        self.columns.patch(change)
        self.totals.patch(change)


@settings(max_examples=150, deadline=None)
@given(corpora(), ACTIONS)
def test_nothing_is_ever_lost(beginning: list[Segment], actions: list[tuple[str, int, int, int, bool]]) -> None:
    reviewer = Reviewer(beginning)
    text = visible(list(reviewer.history))
    for kind, place, first, second, other in actions:
        reviewer.act(kind, place, first, second, other=other)
        assert visible(list(reviewer.history)) == text

    now = list(reviewer.history)
    again = History(beginning)
    for stored in reviewer.stored:
        again.replay(stored, "store")
    assert list(again) == now, "a replay gives the same"
    assert reviewer.columns.copy() == Columns(now).copy()
    assert reviewer.totals.summary() == Totals(now).summary()
    assert [again.state.position(found.key) for found in now] == list(range(len(now)))

    corpus = decided(now, {})
    assert list(jsonl.load(jsonl.dump(corpus, {}), "x", {})) == [replace(found, scores=None) for found in corpus]
    assert [found.bead.kind for found in tsv.load(tsv.dump(corpus.segments), "x")] == [
        found.bead.kind for found in corpus
    ]

    while again.done:
        again.undo(0, "w")
    assert list(again) == list(State(beginning)), "undone to the beginning"
    while again.undone:
        again.redo(0, "w")
    assert_same_but_for_undone(again, now, reviewer)


def assert_same_but_for_undone(again: History, now: list[ReviewSegment], reviewer: Reviewer) -> None:
    """Redoing all also redoes what had been undone; without such decisions it leads back to where we were."""
    if not reviewer.history.undone:
        assert list(again) == now


@settings(max_examples=60, deadline=None)
@given(corpora(), st.lists(st.tuples(st.integers(0, 5), SIDES, SIDES), max_size=8))
def test_edits_can_all_be_undone(beginning: list[Segment], edits: list[tuple[int, str, str]]) -> None:
    state = State(beginning)
    changes = []
    for place, source, target in edits:
        event = Edit(beginning[place % len(beginning)].id, source, target)
        if source or target:
            changes.append(state.apply(event))
    for change in reversed(changes):
        state.revert(change)
    assert list(state) == list(State(beginning))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 20), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), st.integers(0, 9)), max_size=12))
def test_the_order_is_that_of_a_list(size: int, replacements: list[tuple[int, int, int]]) -> None:
    expected = list(range(size))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aligner.review.order._CHUNK", 3)
        order = Order(expected)
        new = size
        for place, removed, inserted in replacements:
            position = place % (len(expected) + 1)
            count = min(removed, len(expected) - position)
            keys = list(range(new, new + inserted))
            new += inserted
            expected[position : position + count] = keys
            order.replace(position, count, keys)
            assert list(order) == expected
            assert len(order) == len(expected)
            assert [order.position(key) for key in expected] == list(range(len(expected)))
            assert order.keys(position, 4) == tuple(expected[position : position + 4])


def test_many_segments_keep_their_places() -> None:
    many = [segment(number, (number, number + 1, number, number + 1), "a", "b") for number in range(1, 3001)]
    state = State(many)
    for key in range(1, 3000, 7):
        state.apply(Merge(key))
    assert [state.position(found.key) for found in state] == list(range(len(state)))
    assert "".join(source.replace(" ", "") for source, _ in texts(state)) == "a" * 3000


def test_a_corpus_without_segments_can_be_held() -> None:
    assert list(decided(State([]), {})) == []
    assert Corpus((), {}).segments == ()
