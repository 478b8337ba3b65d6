from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.review.decisions.events import Accept, Edit, Merge, Note, Reject
from aligner.review.decisions.updates import Conflict
from aligner.review.session import ReviewSession

FLAG = Flag("number", "accuracy/omission", "major", 0.5, (4, 5), None, "'3' is missing.")
CORPUS = Corpus(
    (
        Segment(1, Bead(0, 1, 0, 1), "All 3 agree.", "Alle sind dafür.", 0.9, 0.9, (FLAG,), status="accepted"),
        Segment(2, Bead(1, 2, 1, 1), "Good.", "", None, 0.7),
        Segment(3, Bead(2, 2, 1, 2), "", "Schön.", None, 0.5),
    ),
    {},
)
ONE = """\
                      source  source      source     target  target      target
corpus   segments  sentences   words  characters  sentences   words  characters
a.jsonl         3          2       4          17          2       4          22

          flagged                                     without  without        mean
corpus   segments  critical  major  minor  uncertain   target   source  confidence  reviewed
a.jsonl         1         0      1      0          0        1        1      0.7000     33.3%

corpus   accepted  edited  rejected  open  notes  first  last
a.jsonl         1       0         0     2      0

beads: 0-1 1, 1-0 1, 1-1 1

finding  critical  major  minor  all
number                 1           1
all                    1           1

category           critical  major  minor  all
accuracy/omission                1           1
all                              1           1
"""


@pytest.fixture
def run(run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    CORPUS.write("a.jsonl")
    Corpus(CORPUS.segments[1:], {}).write("longer name.tsv")
    return run


def test_one_corpus_as_a_table(run: Callable[..., Result]) -> None:
    result = run("stats", "a.jsonl")
    assert (result.exit_code, result.stdout, result.stderr) == (0, ONE, "")


def test_several_corpora_have_a_row_each_and_a_total(run: Callable[..., Result]) -> None:
    first, second, _, beads, *_ = run("stats", "a.jsonl", "longer name.tsv").stdout.split("\n\n")
    assert [line.split("  ")[0] for line in second.split("\n")[2:]] == ["a.jsonl", "longer name.tsv", "total"]
    assert [line.split()[-7] for line in first.split("\n")[2:]] == ["3", "2", "5"]
    assert len({len(line) for line in first.split("\n")}) == 1
    assert beads == "beads: 0-1 2, 1-0 2, 1-1 1"


def test_a_corpus_without_findings_has_no_table_of_them(run: Callable[..., Result]) -> None:
    assert run("stats", "longer name.tsv").stdout.endswith("beads: 0-1 1, 1-0 1\n")


def test_json_has_the_same_form_for_one_and_for_several(run: Callable[..., Result]) -> None:
    one = json.loads(run("stats", "--format", "json", "a.jsonl").stdout)
    assert one == {
        "corpora": [{"corpus": "a.jsonl", **CORPUS.statistics().as_dict()}],
        "total": CORPUS.statistics().as_dict(),
    }
    two = json.loads(run("stats", "--format", "json", "a.jsonl", "longer name.tsv").stdout)
    assert [corpus["segments"] for corpus in (*two["corpora"], two["total"])] == [3, 2, 5]
    assert two["total"].keys() == one["total"].keys()


def test_a_corpus_named_twice_counts_twice(run: Callable[..., Result]) -> None:
    lines = run("stats", "a.jsonl", "a.jsonl").stdout.split("\n")
    assert [line.split()[1] for line in lines[2:5]] == ["3", "3", "6"]


def test_decisions_of_a_review_count_before_they_are_saved(run: Callable[..., Result]) -> None:
    with ReviewSession(Path("a.jsonl")) as session:
        for event in (Reject(2), Merge(1)):  # which opens it again
            assert not isinstance(session.decide(event, session.revision, "window"), Conflict)
        decided = session.corpus().statistics().as_dict()
    found = json.loads(run("stats", "--format", "json", "a.jsonl").stdout)["total"]
    times = found["review"].pop("first"), found["review"].pop("last")
    assert times == (decided["review"].pop("first"), decided["review"].pop("last")) == ("", "")
    assert found == decided
    assert found["segments"] == 2
    assert len(Corpus.read("a.jsonl")) == 3


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("none.tsv",), "none.tsv: cannot be read"),
        (("report.html",), "report.html: is a report, which cannot be read back"),
        (("--format", "xml", "a.jsonl"), "'xml' is not one of 'table', 'json'"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    run: Callable[..., Result], arguments: tuple[str, ...], problem: str
) -> None:
    result = run("stats", *arguments)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert result.stdout == ""


def test_what_was_changed_is_listed(run: Callable[..., Result]) -> None:
    with ReviewSession(Path("a.jsonl")) as session:
        for event in (Edit(1, target="Alle 3 sind dafür."), Edit(2, target="Gut."), Note(2, "was missing"), Accept(3)):
            assert not isinstance(session.decide(event, session.revision, "window"), Conflict)
    today = datetime.now(UTC).date().isoformat()
    table = run("stats", "a.jsonl", "--changes").stdout
    assert table.split("\n\n")[-1] == (
        f"changes: 2\nsegment 1, {today}\n  - Alle sind dafür.\n  + Alle 3 sind dafür.\n"
        f"segment 2, {today}\n  - \n  + Gut.\n  (was missing)\n"
    )
    assert ["a.jsonl", "1", "2", "0", "0", "1", today, today] in [line.split() for line in table.split("\n")]
    (found,) = json.loads(run("stats", "a.jsonl", "--changes", "--format", "json").stdout)["corpora"]
    assert [(change["target_before"], change["target"]) for change in found["changes"]] == [
        ("Alle sind dafür.", "Alle 3 sind dafür."),
        ("", "Gut."),
    ]
    assert found["review"]["first"].startswith(today)
    assert "changes: none\n" in run("stats", "longer name.tsv", "--changes").stdout


@pytest.mark.parametrize("name", ["jsonl", "tmx", "xlf", "xlsx"])
def test_what_was_changed_goes_with_the_export(run: Callable[..., Result], name: str) -> None:
    with ReviewSession(Path("a.jsonl")) as session:
        for event in (Edit(1, target="Alle 3 sind dafür."), Reject(3)):
            assert not isinstance(session.decide(event, session.revision, "window"), Conflict)
    names = ["--status", "open,accepted,edited,rejected", "--initials", "MK"]
    assert run("export", "a.jsonl", "-o", f"out.{name}", *names).exit_code == 0
    first, second, third = Corpus.read(f"out.{name}")
    assert first.before == ("All 3 agree.", "Alle sind dafür.")
    assert second.revision is None
    for segment in (first, third):
        assert segment.revision is not None
        assert segment.revision.by == "MK"
        assert segment.revision.day == datetime.now(UTC).date().isoformat()
    assert third.before is None
    assert run("export", f"out.{name}", "-o", "again.jsonl", "--initials", "other", "--two-sided").exit_code == 0
    assert Corpus.read("again.jsonl")[0] == first


def test_the_first_text_stays_the_original_through_several_reviews(run: Callable[..., Result]) -> None:
    for target in ("Alle 3 sind dafür.", "Alle drei sind dafür."):
        with ReviewSession(Path("a.jsonl")) as session:
            assert not isinstance(session.decide(Edit(1, target=target), session.revision, "window"), Conflict)
            session.save()
        Path("a.jsonl.review.sqlite").unlink()
    first = Corpus.read("a.jsonl")[0]
    assert (first.target, first.before) == ("Alle drei sind dafür.", ("All 3 agree.", "Alle sind dafür."))
