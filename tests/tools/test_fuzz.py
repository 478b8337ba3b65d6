"""The tools that throw damaged input and kill runs: that they find what they are for. Long runs are commands."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from aligner.errors import CorpusError

pytest.importorskip("uvicorn")
pytest.importorskip("openpyxl")

from tools.fuzz import run, run_case
from tools.fuzz_targets import TARGETS
from tools.kills import faults_of_pair


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.filterwarnings("ignore")
def test_damaged_input_is_read_or_refused(name: str, tmp_path: Path) -> None:
    assert run(20261129, 60, (name,), tmp_path, most=8) == []


def _broken(chance: random.Random) -> None:
    raise KeyError(chance.random())


def _talkative(chance: random.Random) -> None:
    raise CorpusError("one\ntwo")


def test_what_is_neither_is_found() -> None:
    outcome, said = run_case(_broken, "broken", 1, 2)
    assert (outcome, "KeyError" in said) == ("failed", True)
    assert run_case(_broken, "broken", 1, 2) == (outcome, said)  # a case can be run again
    outcome, said = run_case(_talkative, "talkative", 1, 2)
    assert (outcome, "a message of 7 characters" in said) == ("refused", True)


@pytest.mark.filterwarnings("ignore")
def test_a_pair_that_was_parted_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("source\ttarget\na\tb\n")
    (tmp_path / ".aligner-left").mkdir()
    assert faults_of_pair(path, set()) == [
        "a.tsv is neither the old nor the new file",
        "the metadata are gone",
        ".aligner-left is left over",
    ]
    (tmp_path / "a.tsv.meta.json").write_text('{"corpus_sha256": "x"}')
    assert "the metadata are those of another corpus" in faults_of_pair(path, set())
