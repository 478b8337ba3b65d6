"""What README.md and docs/ show of the program's output is its output: `python -m tools.documents` makes it anew."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools import documents

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
REGIONS = [(path, *region) for path in DOCUMENTS for region in documents.regions(path.read_text(encoding="utf-8"))]
FIGURE = re.compile(r"[|]\s*(?:\d*[.]\d|[\d,]+(?:[.]\d+)?%)")
"""A cell that begins with a number with decimals or a percentage: what is measured, not counted or named."""
COMMAND = re.compile(r"python -m ((?:benchmarks|tools)\.\w+)")


@pytest.mark.parametrize(("path", "name", "held"), REGIONS, ids=[f"{path.name}-{name}" for path, name, _ in REGIONS])
def test_a_region_holds_what_is_made_now(path: Path, name: str, held: str) -> None:
    assert held == documents.MAKERS[name](), f"{path.name} is out of date: run python -m tools.documents"


def test_every_mark_of_a_region_is_understood() -> None:
    texts = [re.sub("`.*?`", "", path.read_text(encoding="utf-8")) for path in DOCUMENTS]
    marks = [mark for text in texts for mark in re.findall("<!-- made by: .*? -->", text)]
    assert len(marks) == len(REGIONS)
    assert {name for _, name, _ in REGIONS} == set(documents.MAKERS)


def test_regions_are_made_anew_in_place() -> None:
    mark = "<!-- made by: python -m tools.documents weights -->"
    text = f"before {mark}old<!-- end --> between\n{mark}\nold\n<!-- end -->\nafter <!-- measured by: X --> 1.5"
    made = documents.MAKERS["weights"]()
    new = text.replace("old", made)
    assert documents.made_anew(text) == new
    assert documents.made_anew(new) == new


def test_the_excerpt_quotes_the_documents_of_the_press_release() -> None:
    texts = [
        " ".join((ROOT / "corpus" / "press_release" / name).read_text("utf-8").split()) for name in ("en.txt", "de.txt")
    ]
    _, lines, _ = documents.excerpt().split("```")
    header, *rows = lines.strip().splitlines()[1:]
    for row in rows:
        for text, column in zip(texts, ("source", "target"), strict=True):
            start = header.index(column)
            shown = row[start : start + 20].strip()
            assert shown in text


def tables(text: str) -> list[tuple[str, str]]:
    """Return each table with what stands between it and the heading or table before it."""
    parts = re.split(r"((?:^\|.*\n?)+)", text, flags=re.MULTILINE)
    before = [re.split("^#", part, flags=re.MULTILINE)[-1] for part in parts[:-1:2]]
    return list(zip(before, parts[1::2], strict=True))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_table_of_figures_says_which_command_repeats_it(path: Path) -> None:
    for before, table in tables(path.read_text(encoding="utf-8")):
        is_made = "<!-- made by:" in before.splitlines()[-1] if before.strip() else False
        if FIGURE.search(table) and not is_made:
            assert "<!-- measured by: " in before or COMMAND.search(before), table


def test_commands_of_developers_that_documents_name_exist() -> None:
    named = {module for path in DOCUMENTS for module in COMMAND.findall(path.read_text(encoding="utf-8"))}
    assert named
    assert [module for module in sorted(named) if find_spec(module) is None] == []
