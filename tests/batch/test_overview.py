from __future__ import annotations

import re
from typing import Any

from aligner.batch.entry import DONE, FAILED, Entry
from aligner.batch.overview import overview
from aligner.batch.totals import totals_of, worst_first

AMOUNT = {"sentences": 10, "words": 50, "characters": 200}


def entry(name: str, status: str = DONE, warnings: tuple[str, ...] = (), **found: int) -> Entry:
    grades = {"critical": 0, "major": 0, "minor": 0} | {key: n for key, n in found.items() if key != "uncertain"}
    counts: dict[str, Any] = {
        "segments": 10,
        "source": AMOUNT,
        "target": AMOUNT,
        "flags": {"by_name": {"number": grades} if sum(grades.values()) else {}},
        "flagged_segments": {"total": sum(grades.values()), **grades},
        "uncertain": found.get("uncertain", 0),
        "without_target": 1,
        "without_source": 0,
        "mean_confidence": 0.9,
    }
    error = "" if status == DONE else "no <file> there"
    report = f"{name}.html" if status == DONE else ""
    return Entry(name, "s", "t", status, error, "", report, "", "", "", {}, counts if not error else {}, 0, warnings, 1)


ENTRIES = [
    entry("good"),
    entry("minor", minor=2),
    entry("grave", critical=2),
    entry("doubtful", uncertain=3),
    entry("warned", warnings=("odd & strange",)),
    entry("broken", FAILED),
]


def test_what_needs_a_look_comes_first() -> None:
    names = [found.document for found in worst_first(ENTRIES)]
    assert names == ["broken", "warned", "grave", "doubtful", "minor", "good"]
    assert names == [found.document for found in worst_first(ENTRIES[::-1])]


def test_totals_add_up() -> None:
    totals = totals_of(ENTRIES, 8)
    assert (totals.documents, totals.done, totals.failed, totals.with_warnings) == (8, 5, 1, 1)
    assert (totals.segments, totals.source_words, totals.flagged, totals.uncertain) == (50, 250, 4, 3)
    assert totals.severities == {"critical": 2, "major": 0, "minor": 2}
    assert totals.flags == {"number": 4}
    assert totals.mean_confidence == 0.9
    assert totals_of([], 3).mean_confidence is None


def test_the_page_links_to_reports_and_shows_texts_as_they_are() -> None:
    page = "".join(overview(ENTRIES, totals_of(ENTRIES, 8)))
    assert re.findall(r'<a href="(\w+)\.html">', page) == ["warned", "grave", "doubtful", "minor", "good"]
    assert "no &lt;file&gt; there" in page
    assert "odd &amp; strange" in page
    assert "1 pair failed; 2 pairs not begun" in page
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_a_name_is_no_address() -> None:
    odd = entry("a?b#c%d")
    assert 'href="a%3Fb%23c%25d.html"' in "".join(overview([odd], totals_of([odd], 1)))
