"""The table of flags, and the documents that repeat it."""

from __future__ import annotations

from pathlib import Path

import pytest

import aligner
from aligner.checks.flag import Flag
from aligner.checks.kinds import FLAG_KINDS, LOOKS, FlagKind, Needs, Shows, Thresholds, flag_kind, look_of

ROOT = Path(aligner.__file__).parents[1]
KINDS = list(FLAG_KINDS.values())


def table_of_flags(document: str) -> list[list[str]]:
    """Return the cells of the table that begins with the columns `flag` and `means`, without its header."""
    path = ROOT / document
    if not path.exists():
        pytest.skip("only the package is installed")
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| flag | means |"))
    end = next(number for number in range(start, len(lines)) if not lines[number].startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start + 2 : end]]


@pytest.mark.parametrize("document", ["README.md", "docs/flags.md"])
def test_the_documents_describe_the_flags_as_the_table_does(document: str) -> None:
    described = [cells[:2] for cells in table_of_flags(document)]
    assert described == [[f"`{kind.name}`", kind.description] for kind in KINDS]


def test_the_readme_says_from_which_probability_on_flags_are_shown() -> None:
    path = ROOT / "README.md"
    if not path.exists():
        pytest.skip("only the package is installed")
    usual = flag_kind("number").thresholds
    others = [kind for kind in KINDS if kind.thresholds not in (None, usual)]
    assert usual is not None
    assert {kind.thresholds for kind in others} == {Thresholds(usual.low, 0.55, usual.high)}
    named = " and ".join(f"`{kind.name}`" for kind in others)
    low, normal, high = (f"{threshold:g}".lstrip("0") for threshold in usual)
    sentence = f"from a probability of {low} (`low`), {normal} (`normal`; .55 for {named}) or {high} (`high`)."
    assert sentence in " ".join(path.read_text(encoding="utf-8").split())


def test_names_and_titles_are_unique() -> None:
    assert len(FLAG_KINDS) == len({kind.title for kind in KINDS}) == len({kind.description for kind in KINDS})
    assert all(name == kind.name for name, kind in FLAG_KINDS.items())


@pytest.mark.parametrize("kind", KINDS, ids=FLAG_KINDS)
def test_an_entry_agrees_with_itself(kind: FlagKind) -> None:
    assert kind.is_structural == (kind.needs is Needs.ALIGNMENT)
    assert (kind.thresholds is None) == (kind.name in ("moved", "uncertain"))
    assert (kind.sides == ()) == (kind.shows is Shows.NOTHING)
    assert "|" not in kind.description
    assert not kind.description.endswith(".")


def test_ranks_are_given_once() -> None:
    ranks = [kind.rank for kind in KINDS if kind.rank is not None]
    assert sorted(ranks) == list(range(len(ranks)))


def test_an_unknown_flag_is_called_by_its_name() -> None:
    kind = flag_kind("terminology")
    assert (kind.title, kind.category, kind.is_structural, kind.thresholds) == ("terminology", "", False, None)


@pytest.mark.parametrize(
    ("name", "category", "look"),
    [
        ("number", "accuracy/mistranslation", "mistranslation"),
        ("number", "accuracy/omission", "omission"),
        ("number", "", "mistranslation"),
        ("moved", "", "structure"),
        ("terminology", "terminology/inconsistent", "structure"),
        ("terminology", "", "structure"),
    ],
)
def test_a_flag_looks_like_its_category(name: str, category: str, look: str) -> None:
    assert look_of(Flag(name, category, "minor", None, None, None, "")) == look


def test_every_look_is_usual_for_some_flag() -> None:
    assert {kind.look for kind in KINDS} == set(LOOKS)
