from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import aligner
from aligner.checks.dismissal import dismissal_key
from aligner.checks.flag import Flag
from aligner.checks.kinds import FLAG_KINDS
from aligner.encoding.encoder import Encoder

Run = Callable[..., Result]

ROWS = (
    ("The old mill has 14 rooms and a garden.", "Die alte Mühle hat 41 Zimmer und einen Garten."),
    ("The river is quiet in the morning.", "Der Fluss ist am Morgen ruhig."),
    ("Nobody has mended the roof since the storm last winter.", ""),
)


def write(rows: tuple[tuple[str, ...], ...] = ROWS, header: str = "source\ttarget", name: str = "in.tsv") -> None:
    Path(name).write_text("\n".join([header, *("\t".join(row) for row in rows)]) + "\n", "utf-8", newline="\n")


def check(run: Run, *options: str, name: str = "in.tsv") -> list[dict[str, Any]]:
    result = run("check", name, "-o", "out.jsonl", "-q", *options)
    assert result.exit_code == 0, result.output
    return segments()


def segments(name: str = "out.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(name).read_text("utf-8").splitlines()[1:]]


def names(segment: dict[str, Any]) -> list[str]:
    return [flag["name"] for flag in segment["flags"]]


def test_errors_are_flagged_with_their_places_and_scores(aligner_run: Run) -> None:
    write()
    wrong, right, missing = check(aligner_run, "--source-lang", "en", "--target-lang", "de")
    (flag,) = [flag for flag in wrong["flags"] if flag["name"] == "number"]
    assert wrong["source"][slice(*flag["source_span"])] == "14"
    assert wrong["target"][slice(*flag["target_span"])] == "41"
    assert wrong["scores"]["mistranslation"] > 0.5
    assert names(right) == []
    assert set(right["scores"]) == {"omission", "addition", "mistranslation"}
    assert names(missing) == ["omission:sentence"]
    assert missing["bead"] == "1-0"
    assert missing["scores"]["omission"] == 1


def test_columns_may_stand_in_any_order_among_others(aligner_run: Run) -> None:
    write(tuple((target, "x", source) for source, target in ROWS), "target\tproject\tsource")
    assert [names(segment) for segment in check(aligner_run)][1:] == [[], ["omission:sentence"]]
    assert [segment["source"] for segment in segments()] == [source for source, _ in ROWS]


def test_the_table_has_the_columns_of_the_contract(aligner_run: Run) -> None:
    write()
    result = aligner_run("check", "in.tsv", "-o", "out.tsv")
    assert result.exit_code == 0
    assert len(aligner.Corpus.read("out.tsv")) == 3
    assert Path("out.tsv").read_text("utf-8").startswith("id\tbead\tsource\ttarget\tsimilarity\tconfidence\tflags")
    lines = result.stderr.splitlines()
    assert lines[0].split() == ["flag", "critical", "major", "minor"]
    assert ["omission:sentence", "1"] in [line.split() for line in lines]
    metadata = json.loads(Path("out.tsv.meta.json").read_text("utf-8"))
    assert metadata["source"]["language"] == "en"
    assert "sensitivity:normal" in metadata["check"]
    options = metadata["check_options"]
    assert options.pop("reader").startswith("reader-de-en-")
    assert options == {"sensitivity": "normal", "only": "", "skip": ""}


def test_checking_again_changes_nothing(aligner_run: Run) -> None:
    write()
    check(aligner_run)
    again = aligner_run("check", "out.jsonl", "-o", "again.jsonl", "-q")
    assert again.exit_code == 0
    assert Path("again.jsonl").read_bytes() == Path("out.jsonl").read_bytes()
    assert aligner_run("check", "in.tsv", "-o", "other.jsonl", "-q", "--no-cache", "--threads", "1").exit_code == 0
    assert Path("other.jsonl").read_bytes() == Path("out.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("severity", "rows", "code"),
    [
        ("minor", ROWS, 1),
        ("major", ROWS, 1),
        ("critical", ROWS[1:], 0),
        ("minor", ROWS[1:2], 0),
        ("major", (*ROWS[1:2], ("Yes.", "")), 0),
        ("minor", (*ROWS[1:2], ("Yes.", "")), 1),
    ],
)
def test_fail_on_tells_by_the_exit_code(aligner_run: Run, severity: str, rows: Any, code: int) -> None:
    write(rows)
    result = aligner_run("check", "in.tsv", "-o", "out.tsv", "--fail-on", severity)
    assert result.exit_code == code, result.output
    assert len(aligner.Corpus.read("out.tsv")) == len(rows)


def test_names_select_flags_but_not_scores(aligner_run: Run) -> None:
    write()
    everything = check(aligner_run)
    numbers = check(aligner_run, "--only", "number")
    assert [names(segment) for segment in numbers] == [["number"], [], []]
    rest = check(aligner_run, "--skip", "number,omission")
    assert not any({"number", "omission:sentence", "omission:phrase"} & set(names(segment)) for segment in rest)
    assert (
        [one["scores"] for one in everything] == [one["scores"] for one in numbers] == [one["scores"] for one in rest]
    )


@pytest.mark.parametrize("option", ["--only", "--skip"])
def test_an_unknown_flag_is_a_usage_error(aligner_run: Run, option: str) -> None:
    write()
    result = aligner_run("check", "in.tsv", option, "number,spelling")
    assert result.exit_code == 2
    message = " ".join(result.stderr.replace("│", " ").split())
    assert "'spelling'" in message
    assert all(name in message for name in FLAG_KINDS)


def test_what_the_alignment_and_the_reviser_said_is_kept(aligner_run: Run) -> None:
    uncertain = Flag("uncertain", "", "minor", 0.55, None, None, "The alignment is doubtful here (45% sure)")
    moved = Flag("moved", "", "minor", 0.8, (0, 5), None, "Moved: its counterpart is segment 1")
    stale = Flag("negation", "accuracy/mistranslation", "critical", 0.9, (0, 2), (0, 2), "An old finding")
    given = aligner.Corpus(
        (
            aligner.Segment(
                7,
                aligner.Bead(3, 4, 5, 6),
                *ROWS[1],
                0.5,
                0.45,
                (uncertain, stale),
                None,
                (10, 44),
                (20, 50),
                "accepted",
                "fine",
            ),
            aligner.Segment(9, aligner.Bead(4, 5, 6, 6), "Look.", "", None, 0.9, (moved,), None, (45, 50)),
        ),
        {"model": "tiny", "source": {"language": "en", "name": "a.txt"}, "target": {"language": "de"}},
    )
    for name in ("given.jsonl", "given.tsv"):
        given.write(name)
        result = aligner_run("check", name, "-o", "out.jsonl", "-q")
        assert result.exit_code == 0, result.output
        first, second = aligner.Corpus.read("out.jsonl")
        assert [flag.name for flag in first.flags] == ["uncertain"]
        assert [flag.severity for flag in first.flags] == ["minor"]
        assert first.flags[0].message == uncertain.message
        assert [flag.name for flag in second.flags] == ["moved"]
        for before, after in zip(given, (first, second), strict=True):
            assert (before.id, before.bead, before.status, before.note) == (
                after.id,
                after.bead,
                after.status,
                after.note,
            )
            assert (before.source_span, before.target_span) == (after.source_span, after.target_span)
    assert json.loads(Path("out.jsonl.meta.json").read_text("utf-8"))["source"]["name"] == "a.txt"


@pytest.mark.parametrize("form", ["jsonl", "tsv"])
def test_what_was_dismissed_stays_dismissed(aligner_run: Run, form: str) -> None:
    write()
    key = check(aligner_run, "--only", "number")[0]["flags"][0]["key"]
    assert key == dismissal_key(*ROWS[0], "number")
    corpus = aligner.Corpus.read("out.jsonl")
    first = replace(corpus[0], dismissed=(key, "0123456789abcdef"))
    aligner.Corpus((first, *corpus.segments[1:]), corpus.signature).write(f"dismissed.{form}")
    again = check(aligner_run, "--only", "number", name=f"dismissed.{form}")
    assert [names(segment) for segment in again] == [[], [], []]
    assert again[0]["dismissed"] == [key, "0123456789abcdef"]
    assert "dismissed" not in again[1]


@pytest.mark.parametrize(
    ("content", "line", "remedy"),
    [
        (b"quelle\ttarget\na\tb\n", 1, "no column source"),
        (b"", 1, "no column source and no column target"),
        (b"source\ttarget\tsource\na\tb\tc\n", 1, "keep one of them"),
        (b"bead\tsource\ttarget\n1-1\tA.\tB.\n1-1\tC.\n", 3, "fill the line up with tabs"),
        (b"source\ttarget\nA.\tB.\tC.\n", 2, "must be a space"),
        (b"source\ttarget\nA.\t\xff\xfe\n", 2, "save the file as UTF-8"),
    ],
)
def test_a_bad_table_is_refused_with_line_and_remedy(aligner_run: Run, content: bytes, line: int, remedy: str) -> None:
    Path("bad.tsv").write_bytes(content)
    result = aligner_run("check", "bad.tsv", "-o", "out.tsv")
    assert result.exit_code == 2
    assert f"bad.tsv:{line}: " in result.stderr
    assert remedy in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not Path("out.tsv").exists()


def test_odd_cells_pass(aligner_run: Run) -> None:
    rows = (
        ("A nul \0 in the text of the page.", "Ein Nul \0 im Text der Seite."),
        ("   ", "Der Tag war lang und still, und niemand kam."),
        ("🎫 ¡\u200b!", "🎫"),
        ("x" * 3000, "y" * 3000),
        ("\u200b", "\u200b"),
        ROWS[1],
    )
    write(rows)
    found = check(aligner_run, "--source-lang", "en", "--target-lang", "de")
    assert len(found) == len(rows)
    assert found[0]["source"] == rows[0][0]
    assert names(found[1]) == ["addition:sentence"]


def test_of_a_memory_in_several_languages_those_asked_for_are_checked(aligner_run: Run) -> None:
    (english, german), french = ROWS[0], "La minoterie est grande."
    variants = {"fr": french, "en": english, "de-AT": german, "nl": "De molen is groot."}
    unit = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in variants.items())
    Path("in.tmx").write_text(f'<tmx version="1.4"><body><tu>{unit}</tu></body></tmx>', "utf-8")
    refused = aligner_run("check", "in.tmx")
    assert refused.exit_code == 2
    assert "which is the target? `aligner check` and `aligner export` take --source-lang fr" in refused.stderr
    (found,) = check(aligner_run, "--source-lang", "en", "--target-lang", "de", name="in.tmx")
    assert (found["source"], found["target"]) == (english, german)
    assert "number" in names(found)


def test_the_input_is_not_written_over(aligner_run: Run) -> None:
    write()
    result = aligner_run("check", "in.tsv", "-o", "in.tsv")
    assert result.exit_code == 2
    assert "choose another OUT" in result.stderr


def test_a_header_alone_is_an_empty_corpus(aligner_run: Run) -> None:
    write(())
    assert check(aligner_run) == []


def test_the_function_takes_a_corpus_or_a_path(
    shipped_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write()
    by_path = aligner.check("in.tsv", only=["number"], encoder=shipped_encoder)
    by_corpus = aligner.check(aligner.Corpus.read("in.tsv"), only=["number"], encoder=shipped_encoder)
    assert by_path.segments == by_corpus.segments
    with pytest.raises(aligner.InputError, match="there is no flag"):
        aligner.check("in.tsv", skip=["everything"])


def test_align_and_check_agree(shipped_encoder: Encoder) -> None:
    source = [source for source, _ in ROWS[:2]] + ["We met twice.", "The door was green and the wall was white."]
    target = [target for _, target in ROWS[:2]] + ["Wir trafen uns zweimal.", "Die Tür war grün und die Wand weiß."]
    aligned = aligner.align(source, target, encoder=shipped_encoder)
    assert "number" in [flag.name for flag in aligned[0].flags]
    assert all(segment.scores is not None for segment in aligned)
    checked = aligner.check(aligned, encoder=shipped_encoder)
    assert [segment.flags for segment in checked] == [segment.flags for segment in aligned]
    assert [segment.scores for segment in checked] == [segment.scores for segment in aligned]
    skipped = aligner.align(source, target, skip=["number"], encoder=shipped_encoder)
    assert not any(flag.name == "number" for segment in skipped for flag in segment.flags)
    unchecked = aligner.align(source, target, checks=False, encoder=shipped_encoder)
    assert all(segment.scores is None for segment in unchecked)


def test_a_sentence_of_no_language_is_not_encoded(aligner_run: Run) -> None:
    write((("7" * 60_000, "7" * 60_000), ("1 " * 20_000, "x" * 60_000), ROWS[0]))
    found = check(aligner_run, "--source-lang", "en", "--target-lang", "de")
    assert len(found[0]["source"]) == 60_000
    assert "number" in names(found[2])
