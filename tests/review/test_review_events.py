"""Events as JSON, and what a page may send."""

from __future__ import annotations

import pytest
from revising import FLAG
from states import segments

from aligner.review.decisions.events import (
    Accept,
    Computed,
    DecisionError,
    Dismiss,
    Edit,
    Event,
    MoveSentence,
    Note,
    Realigned,
    Split,
    decision_from_page,
    event_from_json,
    event_to_json,
)


@pytest.mark.parametrize(
    "event",
    [
        Accept(1),
        Edit(1, source="a\ud800\u2028"),
        Split(3, 1, 2),
        MoveSentence(3, "source", "next"),
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


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"kind": "split", "source_at": 1, "target_at": 1, "source_cut": 3}, "split: source_cut: expected object"),
        ({"kind": "move", "side": "source", "direction": "next", "cut": {"at": 1}}, "move: cut: .* field left"),
        ({"kind": "accept", "key": -1}, "accept: key: is -1; it must be a whole number, not negative"),
        (
            {"kind": "split", "source_at": 1, "target_at": 1, "source_cut": {"at": 1, "left": -1, "right": 2}},
            r"split: source_cut\.left: is -1",
        ),
        ({"kind": "carried", "status": "done"}, "carried: status: is 'done'"),
        ({"kind": "carried", "dismissed": [1]}, r"carried: dismissed\[0\]: expected str, got int"),
        ({"kind": "computed", "source": "a", "target": None}, "computed: target: expected str, got null"),
        (
            {"kind": "computed", "source": "a", "target": "b", "similarity": 1.5},
            "computed: similarity: is 1.5; it must be a number from 0 to 1",
        ),
        ({"kind": "computed", "source": "a", "target": "b", "flags": [7]}, r"computed: flags\[0\]: expected object"),
        (
            {"kind": "computed", "source": "a", "target": "b", "flags": [{"name": 7}]},
            r"flags\[0\]\.name: expected str",
        ),
        (
            {"kind": "computed", "source": "a", "target": "b", "flags": [], "scores": 1},
            "scores: expected object",
        ),
        (
            {"kind": "realigned", "first": 1, "last": 2, "segments": [{"id": 1}]},
            r"segments\[0\]: .* field bead",
        ),
        (
            {"kind": "realigned", "first": 1, "last": 2, "segments": [], "source_parts": ["a"]},
            r"source_parts\[0\]: ",
        ),
    ],
)
def test_a_damaged_event_says_which_field(given: dict[str, object], message: str) -> None:
    with pytest.raises(DecisionError, match=message) as caught:
        event_from_json({"key": 1, **given})
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("status", ["done", None])
def test_a_segment_has_a_known_status(status: str | None) -> None:
    given = event_to_json(Realigned(1, 1, (segments()[0],), (("a",),), (("b",),)))
    given["segments"][0]["status"] = status
    with pytest.raises(DecisionError, match=r"segments\[0\]\.status: "):
        event_from_json(given)
