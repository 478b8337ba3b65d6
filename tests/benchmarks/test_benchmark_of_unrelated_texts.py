"""The benchmark of unrelated texts, on a text and itself and on two that have nothing to do with each other."""

import json

import pytest

from benchmarks import unrelated

KITCHEN = ["Der Koch schneidet Zwiebeln.", "Die Suppe kocht seit einer Stunde.", "Im Ofen liegt ein Brot."]
COOK = ["The cook is cutting onions.", "The soup has been boiling for an hour.", "There is a loaf in the oven."]


@pytest.fixture
def run(shipped_encoder, tmp_path):
    def rows(source, target, *options):
        paths = [tmp_path / "source", tmp_path / "target"]
        for path, lines in zip(paths, (source, target), strict=True):
            path.write_text("\n".join(lines) + "\n", "utf-8")
        unrelated.main([*map(str, paths), "--json", str(tmp_path / "out.json"), *options], lambda: shipped_encoder)
        return json.loads((tmp_path / "out.json").read_text("utf-8"))["sizes"]

    return rows


def test_pairs_and_moves_are_counted(run, capsys):
    (row,) = run(KITCHEN, COOK)[:1]
    assert (row["source"], row["target"], row["pairs"], row["moves"]) == (3, 3, 3, 0)
    header, first, *_ = capsys.readouterr().out.splitlines()
    assert len(header.split("\t")) == len(first.split("\t")) == len(unrelated.COLUMNS)


def test_a_size_takes_the_beginnings(run):
    rows = run(KITCHEN, COOK, "--sizes", "1", "2")
    assert [(row["source"], row["target"]) for row in rows] == [(1, 1), (2, 2)]
