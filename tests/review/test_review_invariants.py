"""Whatever is decided: nothing is lost, everything can be undone, and the columns follow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from states import segment, texts

from aligner.corpus import jsonl, tsv
from aligner.corpus.segment import Segment
from aligner.review.decisions.events import (
    Accept,
    Decision,
    DecisionError,
    Edit,
    Join,
    Merge,
    Note,
    Together,
    decision_from_page,
    event_to_json,
)
from aligner.review.decisions.history import REDO, UNDO, History
from aligner.review.decisions.order import Order
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.sentences import Sentences
from aligner.review.decisions.state import State
from aligner.review.decisions.stored import Stored
from aligner.review.decisions.surgery import with_status
from aligner.review.keeping.saving import decided
from aligner.review.views.columns import Columns

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
        st.sampled_from(
            ["accept", "reject", "reopen", "note", "merge", "split", "move", "dismiss", "join", "together", UNDO, REDO]
        ),
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
    # A join of distant segments takes a text to another place: what matters is that every character is there.
    source, target = ("".join(sorted("".join(words))) for words in sides)
    return source, target


class Reviewer:
    """Makes what events can be made of drawn numbers, and keeps them as a store does."""

    def __init__(self, beginning: list[Segment]) -> None:
        self.history = History(beginning)
        self.stored: list[Stored] = []
        self.columns = Columns(self.history)

    def act(self, kind: str, place: int, first: int, second: int, *, other: bool) -> None:
        if kind in (UNDO, REDO):
            steps = self.history.steps(kind)
            if steps:
                self._keep(kind, {"seq": steps[-1].seq})
            return
        keys = [found.key for found in self.history]
        key, distant = keys[place % len(keys)], keys[second % len(keys)]
        if kind == "together":
            event: Decision = Together((Accept(key), Note(distant, str(first)), Join(key, distant)))
        elif kind == "join":
            event = Join(key, distant)
        else:
            event = decision(kind, key, first, second, other)
        try:
            event = Sentences(("en", "de")).with_cuts(event, self.history.state)
            State(found.segment for found in self.history).carry_out(event)
        except DecisionError:
            return
        self._keep(kind, event_to_json(event))

    def take_back_as_foretold(self, kind: str) -> None:
        """Undo or redo all steps that are foretold to be verdicts."""
        before = {found.key: found for found in self.history}
        for verdict in self.history.ahead(kind):
            steps = self.history.steps(kind)
            assert verdict.step == steps[-1].seq
            self.act(kind, 0, 0, 0, other=False)
            before[verdict.key] = replace(with_status(before[verdict.key], verdict.status), confirmed=verdict.confirmed)
            assert list(self.history) == list(before.values()), "a status has changed, and nothing else"

    def _keep(self, kind: str, payload: dict[str, object]) -> None:
        self.stored.append(Stored(len(self.stored) + 1, "w", kind, payload))
        for change in self.history.replay(self.stored[-1], "store"):
            self.columns.patch(change)


@settings(max_examples=150)
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
    assert [again.state.position(found.key) for found in now] == list(range(len(now)))

    corpus = decided(now, {})
    assert list(jsonl.load(jsonl.dump(corpus, {}), "x", {})) == [replace(found, scores=None) for found in corpus]
    assert [found.bead.kind for found in tsv.load(tsv.dump(corpus.segments), "x")] == [
        found.bead.kind for found in corpus
    ]

    while again.done:
        again.step(UNDO, 0, "w")
    assert list(again) == list(State(beginning)), "undone to the beginning"
    while again.undone:
        again.step(REDO, 0, "w")
    assert_same_but_for_undone(again, now, reviewer)


@settings(max_examples=60)
@given(corpora(), ACTIONS, st.sampled_from([UNDO, REDO]))
def test_what_undo_and_redo_will_do_is_foretold(
    beginning: list[Segment], actions: list[tuple[str, int, int, int, bool]], kind: str
) -> None:
    reviewer = Reviewer(beginning)
    for action, place, first, second, other in actions:
        reviewer.act(action, place, first, second, other=other)
    reviewer.take_back_as_foretold(kind)


def assert_same_but_for_undone(again: History, now: list[ReviewSegment], reviewer: Reviewer) -> None:
    """Redoing all also redoes what had been undone; without such decisions it leads back to where we were."""
    if not reviewer.history.undone:
        assert list(again) == now


@settings(max_examples=60)
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


@settings(max_examples=200)
@given(st.integers(1, 20), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), st.integers(0, 9)), max_size=12))
def test_the_order_is_that_of_a_list(size: int, replacements: list[tuple[int, int, int]]) -> None:
    expected = list(range(size))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aligner.review.decisions.order._CHUNK", 3)
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
