from __future__ import annotations

from pathlib import Path

import pytest

from aligner.errors import CorpusError
from aligner.evaluation.links import Gold, Prediction, read_gold, read_prediction


def written(folder: Path, text: str) -> Path:
    path = folder / "beads"
    path.write_bytes(text.encode())
    return path


def test_gold_is_read(tmp_path: Path) -> None:
    text = "\ufeff[0]:[0]\n\n[1, 2]:[1,]\texact\n[]:[2]\tadded\tby hand\r\n[5,3]:[]\n [6] : [7]\n[7]:[8]:0.25"
    with pytest.raises(CorpusError, match=r"beads:6: ' \[6\] : \[7\]' is not a bead"):
        read_gold(written(tmp_path, text))
    gold = read_gold(written(tmp_path, text.replace(" [6] : [7]", " [6]:[7] ")))
    assert gold == Gold(
        (((0,), (0,)), ((1, 2), (1,)), ((), (2,)), ((5, 3), ()), ((6,), (7,)), ((7,), (8,))),
        ("", "exact", "added", "", "", ""),
    )
    assert gold.has_kinds


MALFORMED = {
    "words": "one:two",
    "one side": "[0]",
    "no brackets": "0:0",
    "negative": "[-1]:[0]",
    "fraction": "[0.5]:[0]",
    "two commas": "[0,,1]:[0]",
    "blank within": "[0 1]:[0]",
    "comma alone": "[,]:[0]",
    "other digits": "[\u0661]:[0]",
    "code": "[__import__('os')]:[0]",
    "a table": "source\ttarget",
}


@pytest.mark.parametrize("line", MALFORMED.values(), ids=MALFORMED)
def test_malformed_gold_is_named_with_file_and_line(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, f"[0]:[0]\n{line}\n")
    with pytest.raises(CorpusError, match="is not a bead; write") as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}:2: ")


def test_empty_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no beads in it"):
        read_gold(written(tmp_path, "\n"))


LINKS = (((0, 1), (0,)), ((2,), ()))
OUTPUTS = {
    "gold": ("[0,1]:[0]\n[2]:[]\n", (None, None)),
    "TSV": (
        "source\ttarget\tconfidence\tsource_sentences\ttarget_sentences\na\tb\t0.75\t0,1\t0\nc\t\t\t2\t\n",
        (0.75, None),
    ),
    "JSONL": (
        '{"signature": {}}\n'
        '{"source": "a", "target": "b", "confidence": 0.75, '
        '"source_sentences": [0, 1], "target_sentences": [0]}\n'
        '{"source": "c", "target": "", "source_sentences": [2], "target_sentences": []}\n',
        (0.75, None),
    ),
}


@pytest.mark.parametrize(("text", "confidences"), OUTPUTS.values(), ids=OUTPUTS)
def test_an_output_is_read_whatever_its_format(
    tmp_path: Path, text: str, confidences: tuple[float | None, ...]
) -> None:
    assert read_prediction(written(tmp_path, text)) == Prediction(LINKS, confidences)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("source\ttarget\nYes.\tJa.\n", ":1: no column source_sentences; evaluate the output of"),
        ("", ":1: no column source_sentences"),
        ("[0]:[0]\n0:0\n", ":2: '0:0' is not a bead"),
        ("{\n", ":1: not JSON"),
    ],
)
def test_a_malformed_output_is_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(CorpusError, match=problem):
        read_prediction(written(tmp_path, text))
