"""The catalogues of what a report says: nothing is missing in any language, and nothing is said that is in none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import aligner.corpus.report
from aligner.alignment.bead import Bead
from aligner.checks.flag import SEVERITIES
from aligner.checks.kinds import ASKED_KINDS, FLAG_KINDS, LOOKS
from aligner.corpus.corpus import Corpus
from aligner.corpus.format_names import UI_LANGUAGES
from aligner.corpus.report.evidence import sentence_in
from aligner.corpus.report.report import dump
from aligner.corpus.report.wording import LANGUAGES, wording_in
from aligner.corpus.segment import STATUSES, Revision, Segment
from aligner.errors import OutputError

REPORT = Path(aligner.corpus.report.__file__).parent
PLACES = re.compile(r"\{\w+\}")


def catalogue(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((REPORT / f"wording.{language}.json").read_text("utf-8"))
    return found


def used() -> set[str]:
    """The keys that stand in the code and the templates of the report."""
    paths = [*REPORT.glob("*.py"), *(REPORT / "templates").iterdir()]
    text = "\n".join(path.read_text("utf-8") for path in paths)
    keys = set(re.findall(r"""wording\(\s*["']([\w.]+)["']\s*[,)]""", text)) | set(
        re.findall(r'counted\("(\w+)"\)', text)
    )
    script = (REPORT / "report.js").read_text("utf-8")
    names = {*re.findall(r"words\.(\w+)", script), *re.findall(r'"(\w+)"', re.findall(r"offered = \[.*\]", script)[0])}
    return keys | {f"filter.{name}" for name in names}


def test_the_languages_are_those_of_the_commands() -> None:
    assert LANGUAGES == UI_LANGUAGES
    assert {path.name for path in REPORT.glob("wording.*.json")} == {f"wording.{name}.json" for name in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all(language: str) -> None:
    english, own = catalogue("en"), catalogue(language)
    assert list(own) == sorted(english)
    for key, text in own.items():
        assert sorted(PLACES.findall(text)) == sorted(PLACES.findall(english[key])), key
        assert text.strip(), key


def test_nothing_is_said_that_no_catalogue_has() -> None:
    assert used() - set(catalogue("en")) == set()
    names = [f"flag.{name}" for name in (*FLAG_KINDS, *ASKED_KINDS)] + [f"severity.{name}" for name in SEVERITIES]
    names += [f"status.{name}" for name in STATUSES if name] + [f"look.{name}" for name in LOOKS]
    assert set(names) - set(catalogue("en")) == set()


def test_no_catalogue_has_what_nobody_says() -> None:
    prefixes = ("flag.", "severity.", "status.", "look.", "language.", "evidence.", "filter.", "missing.")
    singular = {key for key in catalogue("en") if key.endswith(".one")}
    rest = {key for key in catalogue("en") if not key.startswith(prefixes)} - singular
    assert rest - used() - {"signature", "check", "model", "source", "target", "changes.about"} == set()


def test_the_titles_of_flags_are_those_of_the_table() -> None:
    assert all(wording_in("en").title_of(kind.name) == kind.title for kind in FLAG_KINDS.values())
    assert wording_in("de").title_of("of another program") == "of another program"


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [("en", 1, "1 segment"), ("en", 1234, "1,234 segments"), ("de", 1234, "1.234 Segmente")],
)
def test_counts(language: str, count: int, said: str) -> None:
    assert wording_in(language).counted(count, "segments") == said


@pytest.mark.parametrize(("language", "said"), [("en", "99%"), ("de", "99\u00a0%")])
def test_only_what_is_certain_is_a_hundred_per_cent(language: str, said: str) -> None:
    assert wording_in(language).percent(0.9999) == said


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ('"14" in the source is "41" in the target', "„14“ im Original ist „41“ in der Übersetzung"),
        (
            '"safe" in the source is "unsicher" in the translation',
            "„safe“ im Original ist „unsicher“ in der Übersetzung",
        ),
        (
            '"3 May 2019" in the source is "3. Mai" in the target: the year is in one of them only',
            "„3 May 2019“ im Original ist „3. Mai“ in der Übersetzung: Das Jahr steht nur auf einer Seite",
        ),
        ("The number 1234 is missing in the translation", "Die Zahl 1234 fehlt in der Übersetzung"),
        ('Not translated: "he said "no" twice"', 'Nicht übersetzt: „he said "no" twice“'),
        ('"old captain" is left in English', "„old captain“ steht noch auf Englisch da"),
        (
            'The same source is "Ja." in segment 3, "Jawohl." in segment 12',
            "Dasselbe Original ist „Ja.“ in Segment 3, „Jawohl.“ in Segment 12",
        ),
        ("Moved: its counterpart is segment 4, 5", "Verschoben: Das Gegenstück ist Segment 4, 5"),
        (
            '"shore" in the translation means something else than "Brücke" in the source',
            "„shore“ in der Übersetzung bedeutet etwas anderes als „Brücke“ im Original",
        ),
        (
            "The alignment is less sure here (45%) than was asked for (60%)",
            "Die Zuordnung ist hier weniger sicher (45\u00a0%), als verlangt war (60\u00a0%)",
        ),
        ("The alignment is doubtful here (45% sure)", "Die Zuordnung ist hier unsicher (zu 45\u00a0% sicher)"),
        ("The alignment is doubtful here (no% sure)", "Die Zuordnung ist hier unsicher (zu no% sicher)"),
        ("Somebody else's sentence.", "Somebody else's sentence."),
        ("", ""),
    ],
)
def test_sentences_of_flags_in_german(english: str, german: str) -> None:
    assert sentence_in(wording_in("de"), english) == german
    assert sentence_in(wording_in("en"), english) == english


def test_every_sentence_of_the_catalogue_is_recognised() -> None:
    values = {
        "others": '"x" in segment 3',
        "sure": "45%",
        "numbers": "4",
        "number": "7",
        "length": "9",
        "expected": "99",
    }
    for key, template in wording_in("en").part("evidence.").items():
        message = PLACES.sub(lambda place: values.get(place[0][1:-1], "words"), template)
        if key != "in_segment":
            assert sentence_in(wording_in("de"), message) != message, key


def report(language: str, *segments: Segment) -> str:
    known: dict[str, Any] = {"source": {"language": "en"}, "target": {"language": "de"}, "model": "tiny"}
    return "".join(dump(segments, known, language))


def test_a_german_report_says_nothing_in_english() -> None:
    segments = [
        Segment(1, Bead(0, 1, 0, 1), "1.", "2.", 0.5, 0.5, status="accepted"),
        Segment(2, Bead(1, 2, 1, 2), "3.", "4.", None, None, status="edited", revision=Revision("3.", "5.", by="MK")),
        Segment(3, Bead(2, 3, 2, 2), "6.", "", None, 0.25, note="7", status="rejected"),
        Segment(4, Bead(3, 3, 2, 3), "", "8."),
    ]
    text = report("de", *segments)
    shown = re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", "\n", text, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|data-words)="([^"]*)"', text)
    english, german = catalogue("en"), catalogue("de")
    for key, said in english.items():
        if said != german[key] and not PLACES.search(said):
            assert not re.search(rf"(?m)(?:^|: ){re.escape(said)}$", shown), key
            assert said not in labels
    assert '<html lang="de">' in text
    assert "3 von 4" not in shown
    assert "1 angenommen, 1 bearbeitet, 1 abgelehnt, 1 offen." in shown
    assert re.findall(r"<td[^>]*lang=(\w+)", text) == ["en"] * 3


def test_a_report_is_written_in_a_language(tmp_path: Path) -> None:
    corpus = Corpus((Segment(1, Bead(0, 1, 0, 1), "One.", "Eins."),), {})
    corpus.write(tmp_path / "report.html", ui_language="de")
    assert '<html lang="de">' in (tmp_path / "report.html").read_text("utf-8")
    with pytest.raises(OutputError, match="no report in 'nl'"):
        corpus.write(tmp_path / "other.html", ui_language="nl")


def test_what_was_changed_is_told() -> None:
    segments = [
        Segment(
            1,
            Bead(0, 1, 0, 1),
            "The <old> ferry.",
            "Die neue Fähre.",
            status="edited",
            note="see glossary",
            revision=Revision("The <old> ferry.", "Die <alte> Fähre.", "2026-11-28T10:00:00+00:00", "MK"),
        ),
        Segment(2, Bead(1, 2, 1, 2), "Two.", "Zwei.", status="edited"),
        Segment(
            3, Bead(2, 3, 2, 3), "3.", "3.", status="accepted", revision=Revision(time="2026-11-29T10:00:00+00:00")
        ),
    ]
    text = report("en", *segments)
    assert "Die <del>&lt;alte&gt;</del><ins>neue</ins> Fähre." in text
    assert text.count("&lt;alte&gt;") == 1
    assert "2026-11-28, MK" in text
    assert "Decided from 2026-11-28 to 2026-11-29." in text
    assert "The text before is not known." in text
    assert "✎ edited, 2026-11-28, MK" in text
    assert "Entschieden vom 28.11.2026 bis zum 29.11.2026." in report("de", *segments)
    assert "<h2>Changes</h2>" not in report("en", Segment(1, Bead(0, 1, 0, 1), "1", "2"))


def test_paper_shows_all_rows() -> None:
    style = (REPORT / "report.css").read_text("utf-8")
    printed = style[style.index("@media print") :]
    assert re.search(r"\.segments tr\[hidden\] \{\s*display: grid;", printed)
