"""The whole way with the model that ships, as a user goes it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from click.testing import Result

import aligner
from aligner.checks.kinds import flag_kind
from aligner.corpus.segment import Segment
from aligner.corpus.tsv import flat
from aligner.encoding.encoder import Encoder

Run = Callable[..., Result]
Check = Callable[[Path, str, str], list[dict[str, str]]]

PRESS_RELEASE = Path(__file__).parents[1] / "corpus" / "press_release"
SOURCE, TARGET = str(PRESS_RELEASE / "en.txt"), str(PRESS_RELEASE / "de.txt")

PAIRS = (
    (
        "Our neighbour has kept bees behind the garage for years.",
        "Unser Nachbar hält seit Jahren Bienen hinter der Garage.",
    ),
    ("Why did the lift stop between two floors?", "Warum blieb der Aufzug zwischen zwei Stockwerken stehen?"),
    (
        "The museum reopens on 3 October after a renovation that cost eleven million euros.",
        "Das Museum öffnet am 3. Oktober wieder, nach einem Umbau, der elf Millionen Euro gekostet hat.",
    ),
    ("No.", "Nein."),
    ("She tuned the piano herself.", "Sie stimmte das Klavier selbst."),
    (
        "Before you replace the filter, close the valve and let the pump run empty.",
        "Bevor Sie den Filter wechseln, schließen Sie das Ventil und lassen Sie die Pumpe leerlaufen.",
    ),
    (
        "According to the forecast, fog will cover the valley until noon.",
        "Laut Vorhersage liegt bis zum Mittag Nebel im Tal.",
    ),
    ("“You should have called me,” said the captain.", "„Du hättest mich anrufen sollen“, sagte der Kapitän."),
    ("Copper conducts electricity better than iron.", "Kupfer leitet Strom besser als Eisen."),
    ("The orchestra will play works by Haydn and Bartók.", "Das Orchester spielt Werke von Haydn und Bartók."),
    ("Nobody in the village spoke of the flood any more.", "Niemand im Dorf sprach mehr von der Flut."),
    ("Table 7: Rainfall by month", "Tabelle 7: Niederschlag nach Monaten"),
    (
        "The union demands four per cent more pay for all nurses.",
        "Die Gewerkschaft fordert vier Prozent mehr Lohn für alle Pflegekräfte.",
    ),
    (
        "Mix the flour with the yeast and leave the dough in a warm place for an hour.",
        "Mischen Sie das Mehl mit der Hefe und lassen Sie den Teig eine Stunde an einem warmen Ort stehen.",
    ),
    ("My brother lost his passport in Lisbon.", "Mein Bruder hat in Lissabon seinen Pass verloren."),
    (
        "This lease ends without notice on the last day of March.",
        "Dieser Mietvertrag endet ohne Kündigung am letzten Tag im März.",
    ),
    (
        "A comet that nobody had predicted lit up the sky over Chile.",
        "Ein Komet, den niemand vorhergesagt hatte, erhellte den Himmel über Chile.",
    ),
    ("Thank you, doctor!", "Danke, Herr Doktor!"),
    ("The goalkeeper broke two fingers in training.", "Der Torwart brach sich im Training zwei Finger."),
    (
        "Whoever forgets the password can request a new one by e-mail.",
        "Wer das Passwort vergisst, kann per E-Mail ein neues anfordern.",
    ),
)


# --- the press release ------------------------------------------------------------------------------------------------


def test_the_press_release_is_aligned_whole(aligner_run: Run, require_whole: Check) -> None:
    result = aligner_run("align", SOURCE, TARGET, "-o", "out.tsv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "warning" not in result.stderr
    rows = require_whole(Path("out.tsv"), text_of(SOURCE), text_of(TARGET))
    gold = aligner_run("evaluate", "--json", str(PRESS_RELEASE / "en-de.gold"), "out.tsv")
    scores = json.loads(gold.stdout)
    assert (scores["strict"]["f1"], scores["null"]["f1"]) == (1.0, 1.0)
    assert {row["flags"] for row in rows if row["bead"] == "0-1"} == {"addition:sentence"}


def test_an_article_on_the_same_subject_is_no_translation(aligner_run: Run, require_whole: Check) -> None:
    article = str(PRESS_RELEASE.parent / "same_subject" / "strategic_upgrade.en.txt")
    result = aligner_run("align", article, TARGET, "-o", "out.tsv")
    assert result.exit_code == 0
    assert "aligner: warning: the two texts have hardly anything in common: " in result.stderr
    rows = require_whole(Path("out.tsv"), text_of(article), text_of(TARGET))
    assert all("uncertain" in row["flags"] for row in rows)


RUNS = {
    "one thread, no cache": ("--threads", "1", "--no-cache"),
    "two threads, empty cache": ("--threads", "2"),
    "filled cache": (),
    "filled cache, one thread, verbose": ("--threads", "1", "-v"),
}


def test_equal_runs_give_equal_bytes(environment: dict[str, str], tmp_path: Path) -> None:
    found = set()
    for options in RUNS.values():
        done = subprocess.run(
            [sys.executable, "-m", "aligner", "align", SOURCE, TARGET, "-o", "out.tsv", *options],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
        )
        assert (done.returncode, done.stdout) == (0, b"")
        found.add(((tmp_path / "out.tsv").read_bytes(), (tmp_path / "out.tsv.meta.json").read_bytes()))
    assert len(found) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.tsv", "out.tsv.meta.json"]
    assert list(Path(environment["HOME"]).rglob("vectors.sqlite"))


def test_standard_output_and_the_file_are_equal(aligner_run: Run) -> None:
    assert aligner_run("align", SOURCE, TARGET, "-o", "out.tsv").exit_code == 0
    assert aligner_run("align", SOURCE, TARGET).stdout_bytes == Path("out.tsv").read_bytes()


def test_both_formats_say_the_same(aligner_run: Run, require_whole: Check) -> None:
    for name in ("out.tsv", "out.jsonl"):
        assert aligner_run("align", SOURCE, TARGET, "-o", name).exit_code == 0
    rows = require_whole(Path("out.tsv"), text_of(SOURCE), text_of(TARGET))
    first, *objects = map(json.loads, Path("out.jsonl").read_text("utf-8").splitlines())
    metadata = json.loads(Path("out.tsv.meta.json").read_text("utf-8"))
    beside = json.loads(Path("out.jsonl.meta.json").read_text("utf-8"))
    for found in (metadata, beside):
        del found["corpus_sha256"]
    assert first == {"signature": metadata} == {"signature": beside}
    assert len(rows) == len(objects) == metadata["counts"]["segments"]
    for row, found in zip(rows, objects, strict=True):
        assert row["id"] == str(found["id"])
        assert [row[name] for name in ("bead", "status", "note")] == [found["bead"], found["status"], found["note"]]
        assert [row["source"], row["target"]] == [flat(found["source"]), flat(found["target"])]
        for name in ("similarity", "confidence"):
            # Each rounds the value itself, to more or fewer digits.
            assert (row[name] == "") == (found[name] is None)
            assert found[name] is None or float(row[name]) == pytest.approx(found[name], abs=5.1e-5)
        assert row["flags"] == ",".join(flag["name"] for flag in found["flags"])
        assert row["evidence"] == "; ".join(flat(flag["message"]) for flag in found["flags"])
        for side in ("source", "target"):
            assert row[f"{side}_sentences"] == ",".join(map(str, found[f"{side}_sentences"]))
            span = found[f"{side}_span"]
            assert row[f"{side}_span"] == ("" if span is None else f"{span[0]}-{span[1]}")


def test_a_corpus_that_was_written_can_be_read(aligner_run: Run) -> None:
    for name in ("out.tsv", "out.jsonl"):
        assert aligner_run("align", SOURCE, TARGET, "-o", name).exit_code == 0
        corpus = aligner.Corpus.read(name)
        corpus.write(f"again.{name}")
        assert Path(f"again.{name}").read_bytes() == Path(name).read_bytes()


# --- options ----------------------------------------------------------------------------------------------------------


def test_lines_that_are_sentences_keep_their_numbers(aligner_run: Run, require_whole: Check) -> None:
    source = ["Chapter 3", "It was late. The harbour, Mr. Ray said, lay", "  in the dark. ", "1.", "Where was she?"]
    target = ["Kapitel 3", "Es war spät. Der Hafen, sagte Mr. Ray, lag", "im Dunkeln.", "1.", "Wo war sie?"]
    texts = "\n".join(source) + "\n\n", "\r\n".join(target)
    Path("en.txt").write_bytes(texts[0].encode())
    Path("de.txt").write_bytes(texts[1].encode())
    assert aligner_run("align", "--sentences", "en.txt", "de.txt", "-o", "out.tsv").exit_code == 0
    rows = require_whole(Path("out.tsv"), *texts)
    for side, lines in (("source", source), ("target", target)):
        numbers = [[int(number) for number in row[f"{side}_sentences"].split(",") if number] for row in rows]
        assert list(chain.from_iterable(numbers)) == list(range(len(lines)))
        for row, taken in zip(rows, numbers, strict=True):
            assert row[side] == " ".join(lines[number].strip() for number in taken)


def test_an_empty_line_among_sentences_is_refused(aligner_run: Run) -> None:
    Path("en.txt").write_text("It was late.\n\nWhere was she?\n", "utf-8")
    Path("de.txt").write_text("Es war spät.\nWo war sie?\n", "utf-8")
    result = aligner_run("align", "--sentences", "en.txt", "de.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("aligner: error: en.txt: line 2 is empty: give one sentence on every line")


def test_the_largest_bead_can_be_limited(aligner_run: Run, require_whole: Check) -> None:
    largest = {}
    for limit in ("1", "2", "6"):
        assert aligner_run("align", SOURCE, TARGET, "-o", "out.tsv", "--max-bead", limit).exit_code == 0
        rows = require_whole(Path("out.tsv"), text_of(SOURCE), text_of(TARGET))
        largest[limit] = max(int(size) for row in rows for size in row["bead"].split("-"))
    assert largest["1"] == 1
    assert largest["2"] == 2
    assert largest["6"] >= 2


def test_without_checks_there_are_no_flags(aligner_run: Run, require_whole: Check) -> None:
    tables = []
    for options in ((), ("--no-checks",)):
        assert aligner_run("align", SOURCE, TARGET, "-o", "out.tsv", *options).exit_code == 0
        tables.append(require_whole(Path("out.tsv"), text_of(SOURCE), text_of(TARGET)))
    checked, unchecked = tables
    assert {row["flags"] for row in checked} != {""}
    said_by_flags = {"flags": "", "severity": "", "evidence": ""}
    assert unchecked == [row | said_by_flags for row in checked]


BLAS = "OPENBLAS_NUM_THREADS"
AS_LIBRARY = f"import os, aligner; aligner.align; print(os.environ.get({BLAS!r}))"
AS_PROGRAM = (
    "import os; from aligner.commands import main; main(['split', '-'], standalone_mode=False); "
    f"print(os.environ[{BLAS!r}])"
)


@pytest.mark.parametrize(
    ("program", "given", "expected"),
    [(AS_PROGRAM, {}, "1"), (AS_PROGRAM, {BLAS: "3"}, "3"), (AS_LIBRARY, {}, "None")],
    ids=["the program", "as the user says", "a library"],
)
def test_only_the_program_itself_settles_the_threads_of_numpy(
    environment: dict[str, str], program: str, given: dict[str, str], expected: str
) -> None:
    own = {name: value for name, value in environment.items() if name != BLAS} | given
    done = subprocess.run([sys.executable, "-c", program], env=own, input="Yes.", capture_output=True, text=True)
    assert done.stdout.splitlines()[-1:] == [expected]


# --- short clean texts ------------------------------------------------------------------------------------------------


def of_alignment(segment: Segment) -> list[str]:
    return [flag.name for flag in segment.flags if flag_kind(flag.name).is_structural]


@pytest.mark.parametrize("number", range(1, 11))
def test_short_clean_texts_are_aligned_one_to_one(shipped_encoder: Encoder, number: int) -> None:
    for start in range(0, len(PAIRS), 4):
        pairs = (PAIRS + PAIRS)[start : start + number]
        for source, target in (("en", "de"), ("de", "en")):
            sides = list(zip(*(pair if source == "en" else pair[::-1] for pair in pairs), strict=True))
            languages = {"source_language": source, "target_language": target}
            corpus = aligner.align(*map(list, sides), **languages, encoder=shipped_encoder)
            assert [(segment.bead.kind, of_alignment(segment)) for segment in corpus] == [("1-1", [])] * number


@pytest.mark.parametrize("separator", [" ", "\n", "\n\n"], ids=["prose", "lines", "paragraphs"])
def test_clean_texts_in_files_are_aligned_one_to_one(aligner_run: Run, require_whole: Check, separator: str) -> None:
    pairs = [pair for pair in PAIRS if not pair[0].startswith("Table")]  # which ends in no full stop
    texts = [separator.join(side) for side in zip(*pairs, strict=True)]
    for name, text in zip(("en.txt", "de.txt"), texts, strict=True):
        Path(name).write_bytes(text.encode())
    assert aligner_run("align", "de.txt", "en.txt", "-o", "out.tsv").exit_code == 0
    rows = require_whole(Path("out.tsv"), texts[1], texts[0])
    assert [(row["target"], row["source"]) for row in rows] == pairs


def text_of(path: str) -> str:
    return Path(path).read_bytes().decode("utf-8").removeprefix("\ufeff")
