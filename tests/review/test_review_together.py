"""Two windows, two sessions, two processes, many threads on one review, and a process that is killed."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from revising import PAIRS, decide, statuses

from aligner.corpus.corpus import Corpus
from aligner.errors import OutputError
from aligner.review.decisions.events import Accept, Computed, Merge, MoveSentence, Note, Reject, Split
from aligner.review.decisions.updates import Conflict, Updates
from aligner.review.session import ReviewSession


def test_a_window_that_has_not_seen_a_change_cannot_overwrite_it(path: Path) -> None:
    with ReviewSession(path) as session:
        seen = session.revision
        decide(session, Accept(1), Merge(2), window="first")
        conflict = session.decide(Reject(1), seen, "second")
        assert isinstance(conflict, Conflict)
        assert conflict.current == session.get(1)
        gone = session.decide(Reject(2), seen, "second")
        assert isinstance(gone, Conflict)
        assert gone.current is None
        assert isinstance(session.decide(Reject(4), seen, "second"), Updates), "another segment is no conflict"
        assert isinstance(session.decide(Reject(1), seen, "first"), Updates), "its own change is none"
        assert isinstance(session.decide(Accept(1), session.revision, "second"), Updates), "nor is one that it has seen"


def test_a_merge_with_a_neighbour_that_was_changed_is_a_conflict(path: Path) -> None:
    with ReviewSession(path) as session:
        seen = session.revision
        decide(session, Accept(2), window="first")
        for event in (Merge(1), MoveSentence(1, "source", "next"), MoveSentence(3, "source", "previous")):
            conflict = session.decide(event, seen, "second")
            assert isinstance(conflict, Conflict)
            assert conflict.key == 2


def test_an_unseen_decision_of_another_window_is_not_undone(path: Path) -> None:
    with ReviewSession(path) as session:
        seen = session.revision
        decide(session, Accept(1), window="first")
        assert isinstance(session.undo("second", seen), Conflict)
        assert statuses(session)[0] == "accepted"
        assert isinstance(session.undo("second", session.revision), Updates)
        assert statuses(session)[0] == ""


def test_results_are_no_conflict(path: Path) -> None:
    with ReviewSession(path) as session:
        seen = session.revision
        session.record([Computed(1, *PAIRS[0], 0.2)])
        assert isinstance(session.decide(Accept(1), seen, "w"), Updates)


def test_two_sessions_see_each_other(path: Path) -> None:
    with ReviewSession(path) as first, ReviewSession(path) as second:
        seen = second.revision
        decide(first, Merge(1), window="first")
        conflict = second.decide(Reject(1), seen, "second")
        assert isinstance(conflict, Conflict)
        updates = decide(second, Split(3, 3, 4), window="second")
        assert second.segments() != first.segments()
        assert [update.window for update in first.changes_since(seen).updates] == ["first", "second"]
        assert second.segments() == first.segments()
        assert updates.revision == first.revision
        second.undo("second")
        first.undo("first")
        second.changes_since(seen)
        assert [found.segment for found in second.segments()] == list(Corpus.read(path))


def test_a_waiting_window_is_told_of_another_session(path: Path) -> None:
    with ReviewSession(path) as first, ReviewSession(path) as second:
        timer = threading.Timer(0.05, decide, (second, Accept(1)))
        timer.start()
        assert first.wait(first.revision, 20).updates
        timer.join()


def test_waiting_ends(path: Path) -> None:
    with ReviewSession(path) as session:
        assert not session.wait(session.revision, 0.01).updates
        threading.Timer(0.05, session.interrupt).start()
        assert not session.wait(session.revision, 20).updates
        assert session.wait(session.revision + 5, 20).reset, "a revision that never was"


def test_a_closed_session_says_so(path: Path) -> None:
    session = ReviewSession(path)
    session.close()
    assert not session.wait(session.revision, 0).updates, "a window that waits is let go"
    with pytest.raises(OutputError, match="was closed"):
        decide(session, Accept(1))


SCRIPT = """
import sys
from aligner.review.decisions.events import Accept, Merge, Note
from aligner.review.session import ReviewSession
session = ReviewSession(sys.argv[1])
for number in range(1000):
    session.decide(Note(1 + number % 5, str(number)), session.revision, "killed")
    print(number, flush=True)
"""


def test_a_killed_process_has_lost_nothing_that_it_had_answered(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SCRIPT, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        answered = -1
        for line in process.stdout:
            answered = int(line)
            if answered == 12:
                process.kill()
    assert process.returncode != 0, "it was killed in the middle"
    with ReviewSession(path) as session:
        notes = {int(found.segment.note) for found in session.segments()}
        assert max(notes) >= answered
        assert notes >= set(range(answered - 3, answered + 1))


def test_two_processes_decide_at_once(path: Path) -> None:
    script = textwrap.dedent("""
        import sys
        from contextlib import suppress
        from aligner.review.decisions.events import DecisionError, Merge, Split, Note
        from aligner.review.decisions.updates import Updates
        from aligner.review.session import ReviewSession
        with ReviewSession(sys.argv[1]) as session:
            for number in range(25):
                session.changes_since(0)
                with suppress(DecisionError):  # the other may have left nothing to merge or to split
                    session.decide(Merge(session.segments()[0].key), session.revision, sys.argv[2])
                    session.decide(Split(session.segments()[0].key, 15, 17), session.revision, sys.argv[2])
                session.undo(sys.argv[2])
                session.decide(Note(5, sys.argv[2]), session.revision, sys.argv[2])
                session.undo(sys.argv[2], session.revision)
                session.undo(sys.argv[2], session.revision)
    """)
    with ReviewSession(path) as watching:
        workers = [subprocess.Popen([sys.executable, "-c", script, str(path), name]) for name in ("one", "two")]
        assert [worker.wait() for worker in workers] == [0, 0]
        watching.changes_since(0)
        with ReviewSession(path) as fresh:
            assert fresh.segments() == watching.segments()
            texts = [
                "".join(getattr(found.segment, side).replace(" ", "") for found in fresh.segments())
                for side in ("source", "target")
            ]
            assert texts == ["".join(pair[side].replace(" ", "") for pair in PAIRS) for side in (0, 1)]
            while fresh.undo("x").focus is not None:  # type: ignore[union-attr]
                pass
            assert [found.segment for found in fresh.segments()] == list(Corpus.read(path))


def test_many_threads_share_a_session(path: Path) -> None:
    with ReviewSession(path) as session:

        def work(window: str) -> None:
            for number in range(20):
                session.decide(Note(1 + number % 5, f"{window} {number}"), session.revision, window)
                session.index()
                session.changes_since(0)

        threads = [threading.Thread(target=work, args=(str(number),)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        now = session.segments()
    with ReviewSession(path) as session:
        assert session.segments() == now


def test_another_session_hears_of_the_save(path: Path) -> None:
    with ReviewSession(path) as first, ReviewSession(path) as second:
        decide(first, Accept(1))
        assert not second.changes_since(0).saved
        first.save()
        assert second.changes_since(second.revision).saved
