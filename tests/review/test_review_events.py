"""Events as JSON, and what a page may send."""

from __future__ import annotations

import pytest
from revising import FLAG
from states import segments

from aligner.review.events import (
    Accept,
    Computed,
    DecisionError,
    Dismiss,
    Edit,
    Event,
    Move,
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
