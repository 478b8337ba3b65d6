"""A review from opening to saving: restarts, crashes, two windows, two processes, a corpus that was aligned again."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.alignment.bead import Bead
from aligner.checks.dismissal import dismissal_key
from aligner.checks.flag import Flag
from aligner.commands.export import command as export
from aligner.corpus.metadata import metadata_path
from aligner.corpus.segment import Corpus, Segment
from aligner.errors import CorpusError, OutputError
from aligner.review.events import (
    Accept,
    Computed,
    Decision,
    DecisionError,
    Dismiss,
    Edit,
    Merge,
    Move,
    Note,
    Reject,
    Split,
)
from aligner.review.index import Columns
from aligner.review.merge import with_decisions
from aligner.review.session import Conflict, ReviewSession, Updates
from aligner.review.store import store_path

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


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "parallel.jsonl"
    corpus_of(PAIRS).write(path)
    return path


def decide(session: ReviewSession, *events: Decision, window: str = "w") -> Updates:
    updates = session.changes_since(session.revision)
    for event in events:
        outcome = session.decide(event, session.revision, window)
        assert isinstance(outcome, Updates)
        updates = outcome
    return updates


def statuses(session: ReviewSession) -> list[str]:
    return [found.segment.status for found in session.segments()]


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
        decide(session, Accept(1), Split(2, 11, 12), Reject(3), Move(4, "source", "next"), Edit(5, "End."))
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
        decide(session, Merge(1), Split(3, 3, 4), Accept(5), Move(4, "target", "previous"))
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
        session.summary()
        decide(session, Merge(1), Dismiss(4, dismissal_key(*PAIRS[3], "number")), Reject(5))
        index, summary = session.index(), session.summary()
        assert {name: index[name] for name in Columns(()).copy()} == Columns(session.segments()).copy()
    with ReviewSession(path) as session:
        assert session.index() == index
        assert session.summary() == summary
    assert index["dismissed_all"] == [0, 0, 1, 0]
    assert (summary["flagged"], summary["flags"], summary["reviewed"]) == (2, {"number": 2}, 0.25)


def test_rows_show_sentences_and_flags(path: Path) -> None:
    with ReviewSession(path) as session:
        (row,) = session.rows([2, 99])
        assert row["source_parts"] == ["It is late.", "We wait."]
        assert row["flags"][0]["key"] == dismissal_key(*PAIRS[1], "number")
        assert not row["flags"][0]["dismissed"]


def test_search_looks_at_texts_and_notes_whatever_the_case(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Note(5, "SCHIFF?"))
        assert session.search("schiff") == [1, 5]
        assert session.search("schiff", 1) == [1]


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
        for event in (Merge(1), Move(1, "source", "next"), Move(3, "source", "previous")):
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
from aligner.review.events import Accept, Merge, Note
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
        from aligner.review.events import DecisionError, Merge, Split, Note
        from aligner.review.session import ReviewSession, Updates
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


@pytest.mark.parametrize("ending", ["tsv", "jsonl", "tmx", "xliff"])
def test_saving_writes_what_was_decided(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"parallel.{ending}"
    corpus_of(PAIRS).write(path)
    with ReviewSession(path) as session:
        decide(session, Accept(1), Merge(2), Edit(4, target="Er ging um 8."), Note(5, "fin"), Reject(5))
        assert not session.changes_since(session.revision).saved
        saved = session.save()
        assert session.changes_since(session.revision).saved
        assert saved == session.corpus()
    found = Corpus.read(path)
    assert [segment.id for segment in found] == [1, 2, 3, 4]
    assert [segment.status for segment in found] == ["accepted", "", "edited", "rejected"]
    assert [segment.bead for segment in found] == [segment.bead for segment in saved]
    assert found[1].source == "It is late. We wait. Nobody came."
    assert (found[2].target, found[3].note) == ("Er ging um 8.", "fin")
    assert not list(tmp_path.glob("*.original.*")), "it was written here"
    with ReviewSession(path) as session:
        assert session.corpus().segments == saved.segments
        assert session.changes_since(session.revision).saved
        assert (session.carried, session.lost) == (0, 0)
        session.undo("w")
        assert not session.changes_since(session.revision).saved


def test_another_session_hears_of_the_save(path: Path) -> None:
    with ReviewSession(path) as first, ReviewSession(path) as second:
        decide(first, Accept(1))
        assert not second.changes_since(0).saved
        first.save()
        assert second.changes_since(second.revision).saved


def test_a_file_with_more_than_a_corpus_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    given = "source\ttarget\tclient\nThe end.\tDas Ende.\tACME\n"
    path.write_text(given, encoding="utf-8")
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        session.save()
        decide(session, Reject(1))
        session.save()
    assert (tmp_path / "terms.original.tsv").read_text(encoding="utf-8") == given
    assert Corpus.read(path)[0].status == "rejected"


def test_a_corpus_that_another_program_changed_is_not_written_over(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        corpus_of(PAIRS[:2]).write(path)
        changed = path.read_bytes()
        with pytest.raises(OutputError, match="changed by another program"):
            session.save()
        assert path.read_bytes() == changed


def test_a_folder_that_cannot_be_written_to_stops_the_save_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise OutputError("no space")

    with ReviewSession(path) as session:
        decide(session, Accept(1))
        monkeypatch.setattr("aligner.review.saving.write_files", full)
        with pytest.raises(OutputError, match="no space"):
            session.save()
        assert not session.changes_since(session.revision).saved
        monkeypatch.undo()
    with ReviewSession(path) as session:
        assert statuses(session)[0] == "accepted"
        assert not session.changes_since(session.revision).saved
        session.save()


def test_a_decision_that_cannot_be_stored_is_not_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ReviewSession(path) as session:
        before = session.segments()
        session.index()

        def full(*_: object) -> int:
            raise OutputError("no space")

        monkeypatch.setattr(session._store, "append", full)
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


def test_a_new_alignment_takes_the_decisions_over_by_content(path: Path) -> None:
    key = dismissal_key(*PAIRS[3], "number")
    with ReviewSession(path) as session:
        decide(session, Accept(1), Reject(2), Note(3, "who?"), Dismiss(4, key), Edit(5, target="Schluss."))
    new = [("Title.", "Titel."), *PAIRS[:1], ("It is late.", "Es ist spät."), ("We wait.", "Wir warten."), *PAIRS[2:]]
    corpus_of(new).write(path)
    with ReviewSession(path) as session:
        assert (session.carried, session.lost) == (4, 1)
        assert statuses(session) == ["", "accepted", "", "", "", "", "edited"]
        found = session.corpus()
        assert (found[4].note, found[5].dismissed, found[6].target) == ("who?", (key,), "Schluss.")
        assert found[5].flags == ()
        decide(session, Accept(1))
        session.undo("w")
        assert session.undo("w").focus is None  # type: ignore[union-attr]
        now = session.segments()
    with ReviewSession(path) as session:
        assert session.segments() == now
        assert (session.carried, session.lost) == (0, 0), "once is enough"


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([Merge(2), Accept(6)], id="merge"),
        pytest.param([Split(2, 11, 12), Note(7, "second half")], id="split"),
        pytest.param([Move(2, "source", "previous"), Reject(1)], id="move"),
        pytest.param([Merge(4), Merge(2), Split(7, 12, 12)], id="several"),
    ],
)
def test_merged_split_and_moved_sentences_are_so_in_a_new_alignment(path: Path, events: list[Decision]) -> None:
    with ReviewSession(path) as session:
        decide(session, *events)
        before = session.corpus().segments
    corpus_of([("More.", "Mehr. Viel."), *PAIRS, ("Even more.", "Noch mehr.")]).write(path)
    with ReviewSession(path) as session:
        assert session.lost == 0
        found = session.corpus().segments[1:-1]
        assert [replace(segment, id=segment.id - 1, bead=segment.bead.shifted(-1, -2)) for segment in found] == [
            *before
        ]
        now = session.segments()
    with ReviewSession(path) as session:
        assert session.segments() == now


def test_what_was_made_of_segments_that_are_gone_is_lost_and_counted(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Merge(1), Merge(4))
    corpus_of(PAIRS[1:]).write(path)
    with ReviewSession(path) as session:
        assert (session.carried, session.lost) == (1, 1)
        assert [found.segment.source for found in session.segments()] == [
            PAIRS[1][0],
            PAIRS[2][0],
            f"{PAIRS[3][0]} {PAIRS[4][0]}",
        ]


def test_an_alignment_that_has_made_the_merge_itself_keeps_its_status(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Merge(1), Accept(6))
    joined = (f"{PAIRS[0][0]} {PAIRS[1][0]}", f"{PAIRS[0][1]} {PAIRS[1][1]}")
    corpus_of([joined, *PAIRS[2:]]).write(path)
    with ReviewSession(path) as session:
        assert (statuses(session)[0], session.lost) == ("accepted", 0)


def test_decisions_are_carried_over_more_than_once(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
    for more in (1, 2, 3):
        corpus_of([("More.", "Mehr.")] * more + PAIRS).write(path)
        with ReviewSession(path) as session:
            assert statuses(session)[more] == "accepted"


def test_of_several_alike_each_takes_its_own(path: Path) -> None:
    corpus_of([("Yes.", "Ja.")] * 3).write(path)
    with ReviewSession(path) as session:
        decide(session, Accept(1), Reject(3))
    corpus_of([("Well.", "Nun."), *[("Yes.", "Ja.")] * 3]).write(path)
    with ReviewSession(path) as session:
        assert statuses(session) == ["", "accepted", "", "rejected"]


def test_a_corpus_that_was_checked_again_keeps_all_decisions_and_undo(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1), Reject(5))
        merged = decide(session, Merge(2)).focus
        assert merged is not None
        (waiting,) = session.pending()
        session.record([Computed(merged, waiting.segment.source, waiting.segment.target, 0.7, flags=(FLAG,))])
        session.record([Computed(1, *PAIRS[0], 0.4, flags=(FLAG,))])
        before = session.segments()
    corpus_of(PAIRS, flags=()).write(path)
    with ReviewSession(path) as session:
        assert (session.carried, session.lost) == (0, 0)
        assert [found.key for found in session.segments()] == [found.key for found in before]
        assert statuses(session) == [found.segment.status for found in before]
        assert not any(found.segment.flags for found in session.segments() if found.key != merged)
        assert session.get(merged).segment.similarity == 0.7  # type: ignore[union-attr]
        while session.undo("w").focus is not None:  # type: ignore[union-attr]
            pass
        assert statuses(session) == [""] * 5


def test_a_decision_that_is_in_the_file_can_still_be_undone_after_a_check(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        session.save()
        session.undo("w")
    saved = Corpus.read(path)
    Corpus(tuple(replace(found, flags=()) for found in saved), {}).write(path)
    assert with_decisions(Corpus.read(path), path)[0].status == ""
    with ReviewSession(path) as session:
        assert statuses(session)[0] == ""


def test_an_open_session_follows_when_another_opens_a_new_alignment(path: Path) -> None:
    with ReviewSession(path) as first:
        seen = first.revision
        decide(first, Accept(1))
        corpus_of(PAIRS[:2]).write(path)
        with ReviewSession(path) as second:
            assert statuses(second) == ["accepted", ""]
            updates = first.changes_since(seen)
            assert updates.reset
            assert first.segments() == second.segments()
            assert isinstance(first.decide(Reject(1), seen, "w"), Conflict), "the key means another segment now"
            first.save()


def test_an_export_has_the_decisions_and_changes_nothing(path: Path) -> None:
    corpus = Corpus.read(path)
    assert with_decisions(corpus, path) is corpus
    with ReviewSession(path) as session:
        decide(session, Accept(1), Merge(2))
        expected = session.corpus().segments
        assert with_decisions(corpus, path).segments == expected, "even while the page is open"
        session.save()
    assert with_decisions(Corpus.read(path), path).segments == expected
    new = corpus_of([("Title.", "Titel."), *PAIRS])
    new.write(path)
    assert [found.status for found in with_decisions(new, path)] == ["", "accepted", "", "", ""]
    stored = store_path(path).read_bytes()
    with_decisions(new, path)
    assert store_path(path).read_bytes() == stored


def test_the_export_command_merges_the_decisions_in(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Reject(1), Merge(2))
    before = path.read_bytes()
    result = CliRunner().invoke(export, [str(path), "-o", str(path.with_name("out.tsv"))])
    assert result.exit_code == 0
    assert [found.status for found in Corpus.read(path.with_name("out.tsv"))] == ["rejected", "", "", ""]
    assert path.read_bytes() == before


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
        with session._store.writing():
            session._store.append(1, "w", "undo", 1, {"seq": 999})
    with pytest.raises(CorpusError, match=r"event 3 does not fit"):
        ReviewSession(path)


def test_the_signature_is_saved_too(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        metadata_path(path).unlink()
        session.save()
        assert session.languages == ("en", "de")
    assert Corpus.read(path).signature["source"] == {"language": "en"}
