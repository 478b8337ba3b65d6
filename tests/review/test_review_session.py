"""A review from opening to closing, and across restarts: decisions, undo and redo, what the page asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from revising import PAIRS, decide, statuses

from aligner.checks.dismissal import dismissal_key
from aligner.errors import CorpusError, OutputError
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
    Reject,
    Split,
)
from aligner.review.decisions.history import Verdict
from aligner.review.decisions.updates import Updates
from aligner.review.session import ReviewSession
from aligner.review.views.columns import Columns
from aligner.review.views.search import Found


def test_decisions_outlive_the_session(path: Path) -> None:
    before = path.read_bytes()
    with ReviewSession(path) as session:
        decide(session, Accept(1), Merge(2), Edit(4, target="Er ging um 8."), Note(5, "fin"))
        now, index = session.segments(), session.index()
    assert path.read_bytes() == before, "only saving writes the corpus"
    with ReviewSession(path) as session:
        assert session.segments() == now
        assert session.index() == index
        assert (session.carried, session.lost) == (0, 0)


def test_undo_and_redo_reach_all_the_way_across_restarts(path: Path) -> None:
    with ReviewSession(path) as session:
        beginning = session.segments()
        decide(session, Accept(1), Split(2, 11, 12), Reject(3), MoveSentence(4, "source", "next"), Edit(5, "End."))
        end = session.segments()
        for _ in range(2):
            session.undo("w")
    with ReviewSession(path) as session:
        while session.undo("other").focus is not None:  # type: ignore[union-attr]
            pass
        assert session.segments() == beginning
        session.save()
    with ReviewSession(path) as session:
        while session.redo("w").focus is not None:  # type: ignore[union-attr]
            pass
        assert session.segments() == end


@pytest.mark.parametrize(
    ("events", "undo", "redo"),
    [
        ([], [], []),
        ([Accept(1)], [(1, "")], [(1, "accepted")]),
        (
            [Accept(1), Reject(1), Reject(3)],
            [(3, ""), (1, "accepted"), (1, "")],
            [(1, "accepted"), (1, "rejected"), (3, "rejected")],
        ),
        ([Accept(1), Note(1, "!"), Accept(2)], [(2, "")], [(2, "accepted")]),
        ([Accept(1), Merge(2)], [], []),
        ([Accept(1), Edit(2, target="Spät.")], [], []),
        (
            [Edit(2, target="Spät."), Reject(2), Accept(2)],
            [(2, "rejected"), (2, "edited")],
            [(2, "rejected"), (2, "edited")],
        ),
    ],
)
def test_what_undo_and_redo_will_do_is_foretold_up_to_what_is_more_than_a_verdict(
    path: Path, events: list[Decision], undo: list[tuple[int, str]], redo: list[tuple[int, str]]
) -> None:
    with ReviewSession(path) as session:
        updates = decide(session, *events)
        assert foretold(updates.undo) == undo
        assert foretold(updates.redo) == []
        for _ in undo:
            session.undo("w")
        assert foretold(session.changes_since(session.revision).redo) == redo
    with ReviewSession(path) as session:
        assert foretold(session.changes_since(session.revision).redo) == redo, "after a restart, too"


def test_little_of_what_undo_will_do_is_foretold(path: Path) -> None:
    with ReviewSession(path) as session:
        updates = decide(session, *(kind(3) for kind in (Accept, Reject) * 10))
        assert len(updates.undo) == 8


def foretold(verdicts: Sequence[Verdict]) -> list[tuple[int, str]]:
    return [(verdict.key, verdict.status) for verdict in verdicts]


def test_nothing_to_undo_is_no_error(path: Path) -> None:
    with ReviewSession(path) as session:
        found = session.undo("w"), session.redo("w")
        assert [isinstance(answer, Updates) and not answer.updates for answer in found] == [True, True]


def test_a_decision_ends_what_could_be_redone(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        session.undo("w")
        decide(session, Accept(2))
        redone = session.redo("w")
        assert isinstance(redone, Updates)
        assert not redone.updates
        assert statuses(session) == ["", "accepted", "", "", ""]


def test_what_changes_nothing_is_no_decision(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        revision = session.revision
        assert not decide(session, Accept(1), Edit(2)).updates
        assert session.revision == revision


def test_updates_follow_one_another(path: Path) -> None:
    with ReviewSession(path) as session:
        beginning = session.index()
        keys = beginning["keys"]
        decide(session, Merge(1), Split(3, 3, 4), Accept(5), MoveSentence(4, "target", "previous"))
        session.undo("w")
        session.record([Computed(5, *PAIRS[4], 0.1)])
        for update in session.changes_since(beginning["revision"]).updates:
            change = update.change
            place = slice(change.position, change.position + len(change.removed))
            assert keys[place] == [found.key for found in change.removed]
            keys[place] = [found.key for found in change.inserted]
        assert keys == session.index()["keys"] == [found.key for found in session.segments()]


def test_the_index_follows_the_changes(path: Path) -> None:
    with ReviewSession(path) as session:
        session.index()
        decide(session, Merge(1), Dismiss(4, dismissal_key(*PAIRS[3], "number")), Reject(5))
        index = session.index()
        assert {name: index[name] for name in Columns(()).copy()} == Columns(session.segments()).copy()
    with ReviewSession(path) as session:
        assert session.index() == index
    assert index["dismissed_all"] == [0, 0, 1, 0]


def test_rows_show_sentences_and_flags(path: Path) -> None:
    with ReviewSession(path) as session:
        row = session.row(session.segments()[1])
        assert row["source_parts"] == ["It is late.", "We wait."]
        assert row["flags"][0]["key"] == dismissal_key(*PAIRS[1], "number")
        assert not row["flags"][0]["dismissed"]


def test_search_looks_at_texts_and_notes_whatever_the_case(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Note(5, "SCHIFF?"))
        assert session.search("schiff") == Found([1, 5], 2)
        assert session.search("schiff", 1) == Found([1], 2)


def test_results_are_no_part_of_what_is_undone(path: Path) -> None:
    with ReviewSession(path) as session:
        merged = decide(session, Accept(1), Merge(2)).focus
        assert merged is not None
        (waiting,) = session.pending()
        session.record([Computed(merged, waiting.segment.source, waiting.segment.target, 0.7)])
        session.undo("w")
        assert len(session.segments()) == 5
        session.redo("w")
    with ReviewSession(path) as session:
        assert (found := session.get(merged)) is not None
        assert (found.segment.similarity, found.pending) == (0.7, False)
        session.undo("w")
        session.undo("w")
        assert statuses(session) == [""] * 5


def test_a_decision_that_cannot_be_stored_is_not_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ReviewSession(path) as session:
        before = session.segments()
        session.index()

        def full(*_: object) -> int:
            raise OutputError("no space")

        monkeypatch.setattr(session._review.store, "append", full)
        with pytest.raises(OutputError, match="no space"):
            decide(session, Merge(1))
        assert session.segments() == before
        monkeypatch.undo()
        decide(session, Merge(1))
        now = session.segments()
    with ReviewSession(path) as session:
        assert session.segments() == now


def test_what_cannot_be_decided_is_not_stored(path: Path) -> None:
    with ReviewSession(path) as session:
        revision = session.revision
        with pytest.raises(DecisionError):
            session.decide(Merge(5), revision, "w")
        decide(session, Merge(4))
        now = session.segments()
    with ReviewSession(path) as session:
        assert session.segments() == now


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.tsv", None, "cannot be read"),
        ("broken.tsv", "source\n", "broken.tsv"),
        ("what.doc", "x", "no format"),
    ],
)
def test_what_is_no_corpus_leaves_no_store_behind(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(CorpusError, match=message):
        ReviewSession(tmp_path / name)
    assert not list(tmp_path.glob("*.sqlite"))


def test_a_store_that_does_not_fit_itself_is_named(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        with session._review.store.writing():
            session._review.store.append(1, "w", "undo", 1, {"seq": 999})
    with pytest.raises(CorpusError, match=r"event 3 does not fit"):
        ReviewSession(path)
