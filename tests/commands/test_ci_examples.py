"""The examples for CI: their YAML is whole, and the commands in them are valid."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from aligner.commands.check import command as check_command

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted([*EXAMPLES.glob("pre-commit/*"), *EXAMPLES.glob("github-actions/*")])
YAML = [path for path in FILES if path.suffix in (".yml", ".yaml")]
_ENTRY = re.compile(r"(?:- )?(?:[\w.-]+:(?: .*)?|- .*)|- \w.*")


def commands(path: Path) -> list[str]:
    text = path.read_text("utf-8").replace('"$corpus"', "corpus.tsv")
    return re.findall(r"aligner check [^`|\n]*?(?= > | \|\| |$)", text, re.MULTILINE)


def test_the_examples_are_there() -> None:
    assert [path.name for path in YAML] == ["check.yml", "pre-commit-config.yaml", "pre-commit-hooks.yaml"]


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_the_yaml_is_whole(path: Path) -> None:
    yaml = pytest.importorskip("yaml")
    assert yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_the_lines_are_indented_by_twos_and_hold_keys_items_or_text(path: Path) -> None:
    block: int | None = None  # the indentation of the key whose text of several lines this is
    for line in path.read_text("utf-8").splitlines():
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        indentation = len(line) - len(line.lstrip(" "))
        assert indentation % 2 == 0
        assert "\t" not in line
        if block is not None and indentation > block:
            continue
        assert _ENTRY.fullmatch(bare), line
        block = indentation if re.search(r": [|>]-?$", bare) else None


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_commands_are_valid(path: Path) -> None:
    found = commands(path)
    assert found
    for line in found:
        if line == "aligner check":  # named in a sentence, without arguments
            continue
        arguments = shlex.split(line)[2:]
        context = check_command.make_context("check", arguments)
        assert context.params["corpus"].endswith((".tsv", ".jsonl"))
    assert any("--fail-on major" in line for line in found)
