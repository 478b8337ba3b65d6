"""`aligner check` of text in a wrong language: which line it is, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import aligner
from aligner.encoding.encoder import Encoder

Run = Callable[..., Result]
Rows = tuple[tuple[str, str], ...]

NAMES = ("Ada Muster, Ulm", "Ada Muster, Ulm")
MILL = ("The old mill has 14 rooms and a garden.", "Die alte Mühle hat 14 Zimmer und einen Garten.")
BAKER = (
    "The baker has made the bread, and his daughter sells it at the market.",
    "Der Bäcker hat das Brot gemacht, und seine Tochter verkauft es auf dem Markt.",
)
RIVER = ("The river is quiet in the morning.", "Der Fluss ist am Morgen ruhig.")
TURNED = BAKER[::-1]


def write(name: str, rows: Rows) -> None:
    """Write a file of the format that the name ends in, the JSONL with a blank line after its signature."""
    if name.endswith(".tsv"):
        lines = ["source\ttarget", *("\t".join(row) for row in rows)]
    elif name.endswith(".jsonl"):
        texts = [json.dumps({"source": source, "target": target}) for source, target in rows]
        lines = [json.dumps({"signature": {}}), "", *texts]
    else:
        units = [
            f'<tu><tuv xml:lang=""><seg>{source}</seg></tuv><tuv xml:lang=""><seg>{target}</seg></tuv></tu>'
            for source, target in rows
        ]
        lines = ['<tmx version="1.4"><body>', *units, "</body></tmx>"]
    Path(name).write_text("\n".join(lines) + "\n", "utf-8")


def messages(run: Run, name: str, *options: str) -> list[str]:
    result = run("check", name, "-o", "out.tsv", "-q", *options)
    assert result.exit_code == 0, result.output
    return result.stderr.splitlines()


PLACES = [("in.tsv", "in.tsv:3"), ("in.jsonl", "in.jsonl:4"), ("in.tmx", "in.tmx, segment 2")]


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(("name", "place"), PLACES)
def test_columns_in_another_language_than_asked_for(aligner_run: Run, name: str, place: str) -> None:
    write(name, (NAMES, MILL, RIVER, BAKER))
    assert messages(aligner_run, name, "--source-lang", "de", "--target-lang", "en") == [
        f"aligner: warning: {place}, column source, seems to be English, not de: check --source-lang, or whether the "
        "columns are swapped",
        f"aligner: warning: {place}, column target, seems to be German, not en: check --target-lang, or whether the "
        "columns are swapped",
    ]


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_one_language_in_both_columns(aligner_run: Run, name: str, place: str) -> None:
    write(name, (NAMES, (MILL[0], BAKER[0])))
    result = aligner_run("check", name)
    assert result.exit_code == 2
    assert f"{place}, column source, and {place}, column target, both seem to be English: " in result.stderr


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(("name", "place"), PLACES)
def test_texts_in_a_wrong_language(aligner_run: Run, name: str, place: str) -> None:
    write(name, (MILL, TURNED, RIVER, (MILL[0], BAKER[0]), MILL, BAKER))
    assert messages(aligner_run, name, "--source-lang", "en", "--target-lang", "de") == [
        f"aligner: warning: {place}: the source seems to be German, not English (segments with text in a wrong "
        "language: 2 of 6, this one first): translate it, or exchange source and target"
    ]


@pytest.mark.filterwarnings("default")
def test_a_text_that_was_not_translated(aligner_run: Run) -> None:
    write("in.tsv", (MILL, BAKER, RIVER, (BAKER[0], BAKER[0])))
    (message,) = messages(aligner_run, "in.tsv")
    assert "in.tsv:5: the target seems to be English, not German (segments" in message
    assert "1 of 4" in message


@pytest.mark.parametrize(
    "odd",
    [
        NAMES,
        ("Yes.", "Yes, of course."),
        ("He sang an old song.", "Er sang „The house on the hill where the two of us have been“."),
        (
            "git commit --amend --no-edit && git push origin main",
            "git commit --amend --no-edit && git push origin main",
        ),
        ("", "Niemand hat das Dach repariert, seit der Sturm im letzten Winter darüber gezogen ist."),
    ],
)
def test_nothing_is_said_of_other_texts(aligner_run: Run, odd: tuple[str, str]) -> None:
    write("in.tsv", (MILL, odd, BAKER))
    assert messages(aligner_run, "in.tsv") == []


def test_nothing_is_said_where_a_language_is_neither_german_nor_english(aligner_run: Run) -> None:
    dutch = "De hond slaapt in het huis en wil niet naar buiten, omdat het regent op de molen."
    write("in.tsv", (*[(MILL[0], dutch)] * 6, (BAKER[0], BAKER[0])))
    assert messages(aligner_run, "in.tsv", "--source-lang", "en", "--target-lang", "nl") == []


def test_a_corpus_of_no_file_is_called_by_its_segments(shipped_encoder: Encoder) -> None:
    segments = tuple(
        aligner.Segment(number, aligner.Bead(number, number + 1, number, number + 1), *row)
        for number, row in enumerate((MILL, BAKER, TURNED), 7)
    )
    with pytest.warns(UserWarning, match=r"^the corpus, segment 9: the source seems to be German, not English \("):
        aligner.check(aligner.Corpus(segments, {}), encoder=shipped_encoder)


@pytest.mark.filterwarnings("default")
def test_languages_that_are_swapped_are_warned_of(aligner_run: Run) -> None:
    rows = (MILL, RIVER) * 3
    write("in.tsv", rows)
    result = aligner_run("check", "in.tsv", "-o", "out.tsv", "-q", "--source-lang", "de", "--target-lang", "en")
    assert result.exit_code == 0
    assert "column source, seems to be English, not de: check --source-lang" in result.stderr


def test_one_language_on_both_sides_is_refused(aligner_run: Run) -> None:
    write("in.tsv", tuple((source, source) for source, _ in (MILL, RIVER)))
    result = aligner_run("check", "in.tsv")
    assert result.exit_code == 2
    assert "both seem to be English" in result.stderr


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("tag", ["sv", "swe", "Swedish", "sv-SE"])
def test_checks_that_are_left_out_are_named(aligner_run: Run, tag: str) -> None:
    units = "".join(
        f'<tu><tuv xml:lang="en"><seg>{MILL[0]}</seg></tuv><tuv xml:lang="{tag}"><seg>Kvarnen {n}.</seg></tuv></tu>'
        for n in range(3)
    )
    Path("in.tmx").write_text(f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>', "utf-8")
    (line,) = messages(aligner_run, "in.tmx")
    assert line.startswith("aligner: warning: in.tmx: is English to sv: the checks of words")


@pytest.mark.parametrize("tag", ["x-none", "und", "qqq", "", "1031"])
def test_languages_that_are_not_known_are_found_out(aligner_run: Run, tag: str) -> None:
    rows = (MILL, BAKER, RIVER)
    units = "".join(
        f'<tu><tuv xml:lang="{tag}"><seg>{de}</seg></tuv><tuv xml:lang="{tag.replace("1031", "2057")}"><seg>{en}</seg>'
        "</tuv></tu>"
        for en, de in rows
    )
    Path("in.tmx").write_text(f'<tmx version="1.4"><header srclang="{tag}"/><body>{units}</body></tmx>', "utf-8")
    assert messages(aligner_run, "in.tmx") == []
    beside = json.loads(Path("out.tsv.meta.json").read_text("utf-8"))
    assert (beside["source"]["language"], beside["target"]["language"]) == ("de", "en")


@pytest.mark.parametrize(
    ("source", "target"), [("eng", "deu"), ("English", "German"), ("en-GB", "de-AT"), ("EN", "ger")]
)
def test_what_people_call_languages_is_taken(aligner_run: Run, source: str, target: str) -> None:
    write("in.tsv", (MILL, BAKER, RIVER))
    assert messages(aligner_run, "in.tsv", "--source-lang", source, "--target-lang", target) == []
