from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
TEXT = "\ufeffThe mill burned down. Nobody\r\nwas hurt.\r\n\r\nIt was rebuilt.\r\n"


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "mill.txt"
    path.write_bytes(TEXT.encode("utf-8"))
    return str(path)


def test_sentences_are_written_one_a_line(run: Run, text: str) -> None:
    result = run("split", text, "--reflow", "always")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.decode() == "The mill burned down.\nNobody was hurt.\nIt was rebuilt.\n"


def test_standard_input_is_read(run: Run) -> None:
    result = run("split", "-", "--lang", "EN", input="It rained. It snowed.")
    assert result.stdout == "It rained.\nIt snowed.\n"


def test_offsets_point_into_the_decoded_text(run: Run, text: str) -> None:
    decoded = TEXT.removeprefix("\ufeff")
    result = run("split", text, "--offsets", "--reflow", "always")
    rows = [line.split("\t") for line in result.stdout_bytes.decode().splitlines()]
    assert [sentence for _, _, sentence in rows] == [
        "The mill burned down.",
        "Nobody was hurt.",
        "It was rebuilt.",
    ]
    assert [decoded[int(start) : int(end)] for start, end, _ in rows] == [
        "The mill burned down.",
        "Nobody\r\nwas hurt.",
        "It was rebuilt.",
    ]


def test_a_sentence_with_a_line_separator_stays_on_one_line(run: Run) -> None:
    result = run("split", "-", "--lang", "en", "--reflow", "never", input="One\u2028two\tthree.")
    assert "\u2028" not in result.stdout
    assert all("\t" not in line for line in result.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["missing.txt"], "missing.txt"),
        (["-", "--encoding", "morse"], "morse"),
    ],
)
def test_bad_input_is_one_line(run: Run, arguments: list[str], problem: str) -> None:
    result = run("split", *arguments, input="Yes.")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("aligner: error: ")
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["x.txt", "--lang", "german"], ["x.txt", "y.txt"], ["x.txt", "--reflow", "maybe"]]
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str]) -> None:
    assert run("split", *arguments).exit_code == 2
