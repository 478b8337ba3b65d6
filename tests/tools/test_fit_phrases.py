"""Fitting of the head for phrases: reading, and which phrases count as left out."""

from __future__ import annotations

from tools.fit_phrases import read_tales


def test_tales_are_read_without_the_sets_to_be_skipped(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("x\tOne.\tEins.\ny\tTwo.\tZwei.\nx\tThree.\t \n", encoding="utf-8")
    assert read_tales(file, []) == [[("Eins.", "One.")], [("Zwei.", "Two.")]]
    assert read_tales(file, ["x"]) == [[("Zwei.", "Two.")]]
