"""`align --locked` with the real pipeline: accepted segments stay, the rest is aligned anew."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.commands import main

PRESS_RELEASE = Path(__file__).parents[2] / "corpus" / "press_release"
PAIR = [str(PRESS_RELEASE / "en.txt"), str(PRESS_RELEASE / "de.txt")]


@pytest.fixture
def aligned(tmp_path):
    out = tmp_path / "first.jsonl"
    assert CliRunner().invoke(main, ["align", *PAIR, "-o", str(out), "--quiet"]).exit_code == 0
    return out


def entries(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def written(path, changed):
    header = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text("\n".join([header, *(json.dumps(entry) for entry in changed)]) + "\n", encoding="utf-8")


def test_accepted_segments_keep_bead_status_and_note(aligned, tmp_path):
    changed = entries(aligned)
    # A wrong bead that a reviser insists on: the first two pairs after the heading taken together.
    first, second = changed[3], changed[4]
    for key in ("source", "target"):
        first[key] = f"{first[key]} {second[key]}"
        first[f"{key}_sentences"] += second[f"{key}_sentences"]
    first |= {"bead": "2-2", "status": "accepted", "note": "one thought"}
    del changed[4]
    written(aligned, changed)
    out = tmp_path / "second.jsonl"
    result = CliRunner().invoke(main, ["align", *PAIR, "-o", str(out), "--quiet", "--locked", str(aligned)])
    assert result.exit_code == 0, result.stderr
    kept = next(entry for entry in entries(out) if entry["bead"] == "2-2")
    assert (kept["source"], kept["status"], kept["note"], kept["confidence"]) == (
        first["source"],
        "accepted",
        "one thought",
        1.0,
    )
    others = [entry["source"] for entry in entries(out) if entry["status"] == ""]
    assert others == [entry["source"] for entry in changed if entry is not first]


def test_a_corpus_of_other_texts_is_refused_in_one_line(aligned, tmp_path):
    changed = entries(aligned)
    changed[3] |= {"status": "accepted", "source": "Something else."}
    written(aligned, changed)
    result = CliRunner().invoke(main, ["align", *PAIR, "-o", str(tmp_path / "out.tsv"), "--locked", str(aligned)])
    assert result.exit_code == 2
    assert result.stderr.startswith("aligner: error: --locked: segment 4 was not made of these texts")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out.tsv").exists()
