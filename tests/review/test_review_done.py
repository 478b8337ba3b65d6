"""What counts as done, and what a save holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from revising import FLAG, PAIRS, corpus_of, decide
from windows import Page

from aligner.corpus.corpus import Corpus
from aligner.corpus.report.evidence import sentence_in
from aligner.corpus.report.wording import wording_in
from aligner.review.computing.recompute import Recomputation
from aligner.review.decisions.events import Accept, Computed, Decision, Edit, Merge, Reject, Reopen, Together
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.session import ReviewSession

Until = Callable[[Callable[[], bool]], None]
EDIT = Edit(1, target="Das Boot fährt.")


@pytest.mark.parametrize(
    ("events", "status", "confirmed"),
    [
        ((EDIT,), "edited", False),
        ((EDIT, Accept(1)), "edited", True),
        ((EDIT, Accept(1), Edit(1, target="Ein Boot fährt.")), "edited", False),
        ((EDIT, Accept(1), Reopen(1)), "", False),
        ((EDIT, Accept(1), Reject(1)), "rejected", False),
        ((Accept(1),), "accepted", True),
    ],
)
def test_an_edit_is_confirmed_by_accepting_it(
    path: Path, events: tuple[Decision, ...], status: str, confirmed: bool
) -> None:
    with ReviewSession(path) as session:
        decide(session, *events)
        assert _state(session, 1) == (status, confirmed)
    with ReviewSession(path) as session:
        assert _state(session, 1) == (status, confirmed), "after a restart too"


def test_a_confirmed_edit_is_carried_over_as_such(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, EDIT, Edit(2, target="Es ist früh. Wir gehen."), Accept(1))
    corpus_of([("New.", "Neu."), *PAIRS]).write(path)
    with ReviewSession(path) as session:
        assert [_state(session, key) for key in (2, 3)] == [("edited", True), ("edited", False)]


def test_what_was_found_once_counts_to_the_end(path: Path) -> None:
    clean = [replace(segment, flags=()) if segment.id > 3 else segment for segment in corpus_of(PAIRS)]
    Corpus(tuple(clean), {}).write(path)
    with ReviewSession(path) as session:
        assert [found.found for found in session.segments()] == [1, 1, 1, 0, 0]
        decide(session, EDIT, Merge(2), Edit(4, target="Er ging um 8."))
        session.record([_computed(session.get(1)), replace(_computed(session.get(4)), flags=(FLAG,))])
        assert [found.found for found in session.segments()] == [1, 2, 1, 0]


def test_what_is_computed_after_a_save_is_not_saved(path: Path) -> None:
    with ReviewSession(path) as session:
        decide(session, EDIT)
        session.save()
        assert session.changes_since(session.revision).saved
        assert not session.record([_computed(session.get(1))]).saved
    with ReviewSession(path) as session:
        assert not session.changes_since(session.revision).saved, "after a restart too"
        session.save()
        assert not Corpus.read(path)[0].flags


def test_a_save_waits_for_what_is_being_computed(page: Page, recomputation: Recomputation) -> None:
    """The flag that an edit brings is in the file, whoever is quicker."""
    page.decide(2, "edit", target="Sie trägt 99 Autos und einen Bus.")
    recomputation.start()
    answer = page.post("/api/save").json()
    assert (answer["settled"], answer["saved"]) == (True, True)
    assert "number" in [flag.name for flag in Corpus.read(page.session.path)[1].flags]


def test_a_text_that_nobody_checked_says_so_and_is_checked(
    tmp_path: Path, until: Until, recomputation: Recomputation, page: Page
) -> None:
    path = tmp_path / "plain.tsv"
    path.write_text("source\ttarget\nIt carries 12 cars.\tSie trägt 21 Autos.\n", encoding="utf-8")
    with ReviewSession(path) as session:
        assert not session.is_checked
    with ReviewSession(tmp_path / "ferry.jsonl") as session:
        assert session.is_checked
    page.decide(2, "note", text="n")
    recomputation.start()
    assert page.post("/api/check").json() == {"started": True}
    until(lambda: not recomputation.unchecked)
    assert page.get("/api/index")["checked"]


def test_decisions_together_are_undone_as_one(path: Path) -> None:
    with ReviewSession(path) as session:
        updates = decide(session, Together((Accept(1), Reject(3), Accept(5))))
        assert (updates.last_done, len(updates.updates)) == ("together", 3)
        assert [found.segment.status for found in session.segments()] == ["accepted", "", "rejected", "", "accepted"]
        session.undo("w")
        assert not any(found.segment.status for found in session.segments())
        session.redo("w")
    with ReviewSession(path) as session:
        assert [found.segment.status for found in session.segments()] == ["accepted", "", "rejected", "", "accepted"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"decisions": []},
        {"decisions": "a"},
        {"accepted": "a"},
        {"accepted": ["a"]},
        {"accepted": [99]},
        {"decisions": [{"kind": "merge", "key": 1}]},
        {"decisions": [{"kind": "accept", "key": 1}, 7]},
        {"decisions": [{"kind": "accept", "key": 1}, {"kind": "join", "key": 1, "other": 1}]},
        {"decisions": [{"kind": "together", "decisions": [{"kind": "accept", "key": 1}]}]},
    ],
)
def test_what_cannot_be_decided_together_changes_nothing(page: Page, given: dict[str, object]) -> None:
    before = page.get("/api/index")
    assert page.decide(1, "together", **given).status_code in (409, 422)
    assert page.get("/api/index") == before
    assert page.get("/api/history")["steps"] == []
    assert page.decide(1, "together", accepted=[1, 3]).status_code == 200
    assert [row["status"] for row in page.get("/api/rows", keys="1,2,3")] == ["accepted", "", "accepted"]


def test_the_steps_and_the_changes_are_listed(page: Page) -> None:
    page.decide(3, "accept")
    page.decide(2, "edit", target="Sie trägt 12 Autos und einen Bus.")
    steps = page.get("/api/history")["steps"]
    assert [(step["kind"], step["keys"]) for step in steps] == [("edit", [2]), ("accept", [3])]
    assert all(step["time"].startswith("20") for step in steps)
    (changed,) = page.get("/api/changed")["changed"]
    assert changed["original"][1] == "Sie trägt 21 Autos und einen Bus."
    assert changed["target"] == "Sie trägt 12 Autos und einen Bus."
    assert page.get("/api/rows", keys="2")[0]["original"] == changed["original"]


@pytest.mark.parametrize("ending", ["html", "tsv", "jsonl", "tmx", "xlf"])
def test_the_corpus_can_be_downloaded(page: Page, ending: str) -> None:
    answer = page.client.get(f"/download/{ending}")
    assert answer.status_code == 200
    assert f"ferry.{ending}" in answer.headers["content-disposition"]
    assert "attachment" in answer.headers["content-disposition"]
    assert "Möwen folgen dem Schiff." in answer.text


@pytest.mark.parametrize(("ending", "is_there"), [("tmx", False), ("xlf", False), ("tsv", True), ("html", True)])
def test_what_was_rejected_goes_to_no_translation_tool(page: Page, ending: str, is_there: bool) -> None:
    page.decide(4, "reject")
    text = page.client.get(f"/download/{ending}").text
    assert ("Möwen folgen" in text) == is_there
    assert "Der Kapitän winkt." in text


@pytest.mark.parametrize(
    ("query", "said"), [("?language=de", 'lang="de"'), ("?language=en", 'lang="en"'), ("", 'lang="en"')]
)
def test_the_report_speaks_the_language_of_the_page(page: Page, query: str, said: str) -> None:
    assert f"<html {said}" in page.client.get(f"/download/html{query}").text


def test_there_is_no_report_in_other_languages(page: Page) -> None:
    answer = page.client.get("/download/html?language=xx")
    assert answer.status_code == 422
    assert "use en or de" in answer.json()["error"]
    assert page.client.get("/download/tsv?language=xx").status_code == 200


def test_findings_are_said_in_german_too(page: Page) -> None:
    flags = [flag for row in page.get("/api/rows", keys="1,2,3,4,5,6") for flag in row["flags"]]
    assert flags
    for flag in flags:
        assert flag["said"] == {"de": sentence_in(wording_in("de"), flag["message"])}


def _state(session: ReviewSession, key: int) -> tuple[str, bool]:
    found = session.get(key)
    assert found is not None
    return found.segment.status, found.confirmed


def _computed(found: ReviewSegment | None) -> Computed:
    assert found is not None
    return Computed(found.key, found.segment.source, found.segment.target, 0.9, 0.9, (), {"omission": 0.0})
