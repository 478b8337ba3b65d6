"""Five segments, and what a state makes of them."""

from __future__ import annotations

from dataclasses import replace

from revising import FLAG

from aligner.alignment.bead import Bead
from aligner.corpus.segment import Segment
from aligner.review.decisions.events import Decision
from aligner.review.decisions.sentences import Sentences
from aligner.review.decisions.state import State


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
        state.apply(Sentences(("en", "de")).with_cuts(event, state))
    return state
