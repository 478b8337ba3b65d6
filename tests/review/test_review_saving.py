"""Saving and exporting: the corpus file with the decisions in it, or as it was."""

from __future__ import annotations

import importlib.util
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from revising import FLAG, PAIRS, corpus_of, decide, statuses

from aligner.commands.export import command as export
from aligner.corpus.corpus import Corpus
from aligner.corpus.files import write_files
from aligner.corpus.metadata import metadata_path
from aligner.errors import AlignerError, OutputError
from aligner.review.decisions.events import Accept, Computed, Edit, Merge, Note, Reject
from aligner.review.keeping.exporting import with_decisions
from aligner.review.keeping.places import store_path
from aligner.review.session import ReviewSession


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
        monkeypatch.setattr("aligner.review.keeping.saving.write_files", full)
        with pytest.raises(OutputError, match="no space"):
            session.save()
        assert not session.changes_since(session.revision).saved
        monkeypatch.undo()
    with ReviewSession(path) as session:
        assert statuses(session)[0] == "accepted"
        assert not session.changes_since(session.revision).saved
        session.save()


class SlowDisk:
    """Writes files when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()
        monkeypatch.setattr("aligner.review.keeping.saving.write_files", self._write)

    def _write(self, contents: Any) -> None:
        self.asked.set()
        assert self.go_on.wait(20)
        write_files(contents)


def test_others_decide_while_a_save_is_under_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = SlowDisk(monkeypatch)
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        saving = threading.Thread(target=session.save)
        saving.start()
        assert disk.asked.wait(20)
        decide(session, Reject(2))
        assert statuses(session)[:2] == ["accepted", "rejected"]
        disk.go_on.set()
        saving.join()
        assert [segment.status for segment in Corpus.read(path)][:2] == ["accepted", ""], "as it was at the call"
        assert not session.changes_since(session.revision).saved
        session.save()
        assert session.changes_since(session.revision).saved
    assert [segment.status for segment in Corpus.read(path)][:2] == ["accepted", "rejected"]


def test_closing_waits_for_a_save(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = SlowDisk(monkeypatch)
    session = ReviewSession(path)
    decide(session, Accept(1))
    saving = threading.Thread(target=session.save)
    saving.start()
    assert disk.asked.wait(20)
    threading.Timer(0.1, disk.go_on.set).start()
    session.close()
    assert [segment.status for segment in Corpus.read(path)][:1] == ["accepted"]
    saving.join()


def test_a_closed_review_cannot_be_saved(path: Path) -> None:
    session = ReviewSession(path)
    decide(session, Accept(1))
    session.close()
    with pytest.raises(OutputError, match="was closed"):
        session.save()


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


def test_an_export_leaves_out_what_was_computed_before_a_check(path: Path) -> None:
    with ReviewSession(path) as session:
        session.record([Computed(1, *PAIRS[0], 0.4, flags=(FLAG,))])
    new = corpus_of(PAIRS, flags=())
    new.write(path)
    exported = with_decisions(new, path).segments
    assert (exported[0].similarity, exported[0].flags) == (0.5, ())
    with ReviewSession(path) as session:
        assert session.corpus().segments == exported


def test_an_export_says_what_it_needs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = Corpus.read(path)
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "msgspec" else find(name, *more)
    )
    assert with_decisions(corpus, path) is corpus, "without a review, nothing"
    ReviewSession(path).close()
    with pytest.raises(AlignerError, match=r"needs msgspec to be read: install .*\[review\]"):
        with_decisions(corpus, path)


def test_the_export_command_merges_the_decisions_in(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Reject(1), Merge(2))
    before = path.read_bytes()
    result = CliRunner().invoke(export, [str(path), "-o", str(path.with_name("out.tsv"))])
    assert result.exit_code == 0
    assert [found.status for found in Corpus.read(path.with_name("out.tsv"))] == ["rejected", "", "", ""]
    assert path.read_bytes() == before


def test_the_signature_is_saved_too(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, Accept(1))
        metadata_path(path).unlink()
        session.save()
        assert session.languages == ("en", "de")
    assert Corpus.read(path).signature["source"] == {"language": "en"}
