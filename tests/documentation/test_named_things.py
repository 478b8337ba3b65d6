"""Commands, options, columns, formats, keys, files and names that the documents speak of exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import click
import pytest

from aligner.commands import main
from aligner.corpus.format_names import FORMAT_NAMES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FOR_USERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FOR_DEVELOPERS = [ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md"]
CONTEXT = click.Context(main)
COMMANDS = {name: main.get_command(CONTEXT, name) for name in main.list_commands(CONTEXT)}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
MAY_BE_LEFT_OUT = ['"ArrowDown", "n"', '"ArrowUp", "p"', '"Home"', '"End"', '"0"']
"""Keys of the review that README leaves to the page's own help."""
PATH = re.compile(r"(?<![\w/.])(?!\.venv)(?:[\w.-]+/)+[\w.-]*|[\w-]+[.](?:md|toml|txt|py|json|yaml)|Makefile")


def code_of(text: str) -> list[str]:
    """Return the pieces of code of a document: spans, and the lines of blocks."""
    blocks = re.findall(r"^```.*?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    spans = re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    return [line for block in blocks for line in block.splitlines()] + [" ".join(span.split()) for span in spans]


def rows_below(header: str) -> list[str]:
    """Return the rows of a table of README.md."""
    return README.split(f"\n{header}\n", 1)[1].split("\n\n", 1)[0].splitlines()[1:]


def first_cells(header: str) -> list[str]:
    return [row.split("|")[1].strip() for row in rows_below(header)]


def options_of(*commands: str) -> set[str]:
    return {name for command in commands for option in COMMANDS[command].params for name in option.opts} | {"--help"}


def test_the_table_of_commands_is_that_of_the_program() -> None:
    named = [re.match(r"`aligner (\w+)", cell)[1] for cell in first_cells("| command | does |")]
    assert sorted(named) == sorted(COMMANDS)


@pytest.mark.parametrize("path", FOR_USERS, ids=lambda path: path.name)
def test_every_option_that_is_named_exists(path: Path) -> None:
    for code in code_of(path.read_text(encoding="utf-8")):
        asked = set(OPTION.findall(code))
        called = re.search(r"\baligner (\w+)", code)
        developers = re.search(r"python -m ((?:tools|benchmarks)\.\w+)", code)
        if developers:
            program = ROOT.joinpath(*developers[1].split(".")).with_suffix(".py").read_text(encoding="utf-8")
            assert all(f'"{option}"' in program for option in asked), code
        elif called and called[1] in COMMANDS:
            assert asked <= options_of(called[1]), code
        elif "pip " not in code:
            assert asked <= options_of(*COMMANDS), code


def test_the_table_of_columns_is_that_of_the_tsv() -> None:
    named = [name for cell in first_cells("| column | content |") for name in re.findall(r"`(\w+)`", cell)]
    golden = ROOT / "tests" / "corpus" / "golden" / "ferry.tsv"
    assert named == golden.read_text(encoding="utf-8").split("\n", 1)[0].split("\t")


def test_the_table_of_formats_is_that_of_the_program() -> None:
    named = [cell.split()[0].lower() for cell in first_cells("| format | for | holds |")]
    assert sorted(named) == sorted(FORMAT_NAMES)


def test_the_keys_of_the_review_are_those_of_the_page() -> None:
    script = (ROOT / "aligner" / "review" / "web" / "page" / "keys.js").read_text(encoding="utf-8")
    bindings = re.findall(r"\{ keys: \[(.*?)\],(.*?) run: ", script)
    known = {key for keys, _ in bindings for key in re.findall('"(.*?)"', keys)}
    known |= {shown for _, rest in bindings for shown in re.findall('shown: "(.*?)"', rest)}
    named = [key for row in rows_below("| keys | do |") for key in re.findall("`(.*?)`", row)]
    assert named
    assert [key for key in named if key not in known] == []
    left_out = [keys for keys, _ in bindings if keys and not set(re.findall('"(.*?)"', keys)) & set(named)]
    assert left_out == MAY_BE_LEFT_OUT, "README names all others"


@cache
def defined_names() -> frozenset[str]:
    """Every class, function, method and constant of the program and of what developers run."""
    found: set[str] = set()
    for folder in ("aligner", "tools", "benchmarks", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef | ast.FunctionDef):
                    found.add(node.name)
                elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    found.add(node.id)
    return frozenset(found)


@pytest.mark.parametrize("path", FOR_DEVELOPERS, ids=lambda path: path.name)
def test_every_file_that_is_named_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = {name for code in code_of(text) for name in PATH.findall(code) if "NAME" not in name}
    linked = {link for link in re.findall(r"\]\(([^)#:]+)\)", text) if not (path.parent / link).exists()}
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    assert linked == set()


@pytest.mark.parametrize("path", FOR_DEVELOPERS, ids=lambda path: path.name)
def test_every_name_that_is_mentioned_is_defined(path: Path) -> None:
    identifier = re.compile(r"[A-Z]\w*[a-z]\w*|[A-Z]+(?:_[A-Z]+)+|[a-z]+(?:_[a-z]+)+")
    spans = [code for code in code_of(path.read_text(encoding="utf-8")) if identifier.fullmatch(code)]
    assert [name for name in spans if name not in defined_names()] == []


@pytest.mark.parametrize(
    ("name", "home"), re.findall(r"`(\w+)` in\s`(\S+?[.]py)`", FOR_DEVELOPERS[1].read_text("utf-8"))
)
def test_a_name_lives_where_the_architecture_says(name: str, home: str) -> None:
    tree = ast.parse((ROOT / home).read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    targets = [node.target for node in tree.body if isinstance(node, ast.AnnAssign)]
    targets += [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    assert name in names | {target.id for target in targets if isinstance(target, ast.Name)}
