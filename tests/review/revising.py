"""A corpus of five segments under review, and what a reviser does to it."""

from __future__ import annotations

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.review.decisions.events import Decision
from aligner.review.decisions.updates import Updates
from aligner.review.session import ReviewSession

FLAG = Flag("number", "accuracy/mistranslation", "major", 0.8, (0, 3), None, "A number differs.")
SIGNATURE = {"source": {"language": "en"}, "target": {"language": "de"}}
PAIRS = [
    ("The ship sails.", "Das Schiff fährt."),
    ("It is late. We wait.", "Es ist spät. Wir warten."),
    ("Nobody came.", "Niemand kam."),
    ("He left at 8.", "Er ging um 9."),
    ("The end.", "Das Ende."),
]


def corpus_of(pairs: list[tuple[str, str]], *, flags: tuple[Flag, ...] = (FLAG,)) -> Corpus:
    made, source, target = [], 0, 0
    for number, pair in enumerate(pairs, 1):
        bead = Bead(source, source + pair[0].count("."), target, target + pair[1].count("."))
        source, target = bead.source_end, bead.target_end
        made.append(Segment(number, bead, *pair, similarity=0.5, confidence=0.9, flags=flags, scores={"omission": 0.1}))
    return Corpus(tuple(made), SIGNATURE)


def decide(session: ReviewSession, *events: Decision, window: str = "w") -> Updates:
    updates = session.changes_since(session.revision)
    for event in events:
        outcome = session.decide(event, session.revision, window)
        assert isinstance(outcome, Updates)
        updates = outcome
    return updates


def statuses(session: ReviewSession) -> list[str]:
    return [found.segment.status for found in session.segments()]
