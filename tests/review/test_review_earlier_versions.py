"""A review that 0.1.0 has kept, in `stores/`: its corpus packed as lists of values, a decision of every kind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from revising import decide

from aligner.alignment.bead import Bead
from aligner.checks.dismissal import dismissal_key
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.review.decisions.events import Accept
from aligner.review.keeping.exporting import with_decisions
from aligner.review.keeping.places import store_path
from aligner.review.keeping.store import Store
from aligner.review.session import ReviewSession

WICKS = ("It has 7 wicks. The keeper trims them.", "Sie hat Dochte. Der Wärter stutzt sie.")
STORES = Path(__file__).parent / "stores"
FLAG = Flag("number", "accuracy/mistranslation", "major", 0.875, (10, 11), None, '"7" is missing')


@pytest.fixture
def lamp(tmp_path: Path) -> Path:
    """The path of the corpus, its review beside it."""
    for file in STORES.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path / "lamp.jsonl"


def test_the_corpus_it_began_with_is_as_its_file_has_it(lamp: Path) -> None:
    store = Store(store_path(lamp))
    base = store.base(1)
    store.close()
    assert base.segments[1] == Segment(
        id=2,
        bead=Bead(1, 3, 1, 3),
        source=WICKS[0],
        target=WICKS[1],
        similarity=0.8125,
        confidence=0.9375,
        flags=(FLAG,),
        scores={"omission": 0.25},
        source_span=(25, 63),
        target_span=(35, 73),
    )
    assert base == Corpus.read(lamp)


def test_its_decisions_hold(lamp: Path) -> None:
    with ReviewSession(lamp) as session:
        assert (session.carried, session.lost) == (0, 0)
        found = session.segments()
    assert [(one.key, one.segment.source, one.segment.target, one.segment.status) for one in found] == [
        (1, "The lamp is lit at dusk.", "Die Lampe brennt ab der Dämmerung.", "accepted"),
        (7, "It has 7 wicks.", "Sie hat Dochte.", ""),
        (8, "The keeper trims them.", "Der Wärter stutzt sie.", ""),
        (9, "Oil is dear. Moths come.", "Öl ist teuer.", ""),
        (10, "He writes a log: \ud800.", "Er führt ein Buch.", ""),
        (6, "Then he sleeps.", "Dann schläft er bis Mittag.", "edited"),
    ]
    assert found[1].segment.flags == (FLAG,)
    assert found[1].dismissed == {dismissal_key(*WICKS, "number")}
    assert found[3].segment.note == "price?"
    assert [one.segment.similarity for one in found] == [0.8125, 0.5, 0.5, 0.5, 0.8125, 0.5]
    assert not any(one.pending for one in found)


def test_it_goes_on(lamp: Path) -> None:
    with ReviewSession(lamp) as session:
        decide(session, Accept(9))
        session.save()
        now = session.corpus()
    assert with_decisions(Corpus.read(lamp), lamp) == now
    with ReviewSession(lamp) as session:
        assert session.corpus() == now
        while session.undo("w").focus is not None:  # type: ignore[union-attr]
            pass
        assert [one.segment.id for one in session.segments()] == [1, 2, 3, 4, 5, 6]


def test_it_takes_a_new_alignment(lamp: Path) -> None:
    base = Corpus.read(lamp)
    Corpus(base.segments[:-1], base.signature).write(lamp)
    with ReviewSession(lamp) as session:
        assert (session.carried, session.lost) == (2, 1)
        assert session.segments()[0].segment.status == "accepted"
