"""Every sentence that the program can say of a finding is recognised by the catalogues, and so said in German.

The sentences are collected from the code: whatever is assigned to the name `message`, or given for the parameter of
that name to a function of the same stage.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import pytest

import aligner
from aligner.checks import wording
from aligner.corpus.report.evidence import sentence_in
from aligner.corpus.report.wording import wording_in

PACKAGE = Path(aligner.__file__).parent
PLACES = ("checks", "review/computing", "review/decisions", "batch/work.py")
"""Where findings are made; readers of files take what others have said."""
NAME: Final = "message"
Known = dict[str, tuple[str, ...]]
NUMBERED: Final = '"words" in segment 3'
VALUES: Final[Known] = {
    "source": ('"3 May"',),  # the dates are quoted before they are put in
    "target": ('"4. Mai"',),
    "named": (NUMBERED, f"{NUMBERED}, {NUMBERED}"),
    "what": ("day", "year"),
    "kind": ("long", "short"),
    "place": ("segment 4", "segment 4, 5", "elsewhere in the text"),
    "told": ("A space before a mark", "Two spaces", "A mark stands twice"),
    "NAMES[pair.languages[0]]": ("German", "English"),
}
"""What stands in the places of sentences that are no quotes, by the expression."""


class Said(NamedTuple):
    """A sentence as it stands in the code, and where."""

    place: str
    expression: ast.expr


def said() -> Iterator[Said]:
    for place in PLACES:
        found = PACKAGE / place
        for path in sorted(found.rglob("*.py")) if found.is_dir() else [found]:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            makers = {**parameters(PACKAGE / "checks" / "pair.py"), **parameters(path)}
            # A flag is made of its fields in order, and `message` is one of them.
            makers["Flag"] = fields(PACKAGE / "checks" / "flag.py", "Flag")
            for expression in messages(tree, makers):
                yield Said(f"{path.relative_to(PACKAGE)}:{expression.lineno}", expression)


def messages(tree: ast.Module, makers: dict[str, list[str]]) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            yield from (value for target in node.targets for value in assigned(target, node.value))
        elif isinstance(node, ast.Call):
            yield from (keyword.value for keyword in node.keywords if keyword.arg == NAME)
            names = makers.get(node.func.id, []) if isinstance(node.func, ast.Name) else []
            # A pair of spans is given as one, with a star.
            given = [one for value in node.args for one in [value] * (2 if isinstance(value, ast.Starred) else 1)]
            yield from (value for name, value in zip(names, given, strict=False) if name == NAME)


def assigned(target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == NAME:
        yield value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=False):
            yield from assigned(one, other)


@cache
def parameters(path: Path) -> dict[str, list[str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    made = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {one.name: [argument.arg for argument in one.args.args] for one in made}


@cache
def fields(path: Path, name: str) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    (made,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    return [
        node.target.id for node in made.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]


def sentences(expression: ast.expr) -> list[str]:
    """Return what an expression may say; it fails where that cannot be told."""
    if is_handed_on(expression):
        return []
    if isinstance(expression, ast.Constant):
        return [str(expression.value)]
    if isinstance(expression, ast.IfExp):
        return sentences(expression.body) + sentences(expression.orelse)
    if isinstance(expression, ast.JoinedStr):
        return ["".join(parts) for parts in product(*map(sentences, expression.values))]
    if isinstance(expression, ast.FormattedValue):
        return placed(expression)
    if isinstance(expression, ast.Name) and hasattr(wording, expression.id):
        return [getattr(wording, expression.id)]
    raise AssertionError(f"cannot tell what {ast.unparse(expression)} says: assign the sentence to `{NAME}`")


def placed(value: ast.FormattedValue) -> list[str]:
    inner = value.value
    if isinstance(inner, ast.IfExp) or (isinstance(inner, ast.Name) and hasattr(wording, inner.id)):
        return sentences(inner)
    if isinstance(value.format_spec, ast.JoinedStr) and "%" in ast.unparse(value.format_spec):
        return ["45%"]
    return list(VALUES.get(ast.unparse(inner), ("words 7",)))


def is_handed_on(expression: ast.expr) -> bool:
    """Tell whether a sentence is one that was made, and is found, elsewhere; that of an error is of no finding."""
    if "str(error)" in ast.unparse(expression):
        return True
    return isinstance(expression, ast.Name | ast.Attribute) and ast.unparse(expression).split(".")[-1] == NAME


MESSAGES = [
    pytest.param(sentence, id=f"{place} {sentence}")
    for place, expression in said()
    for sentence in sentences(expression)
]


def test_they_are_found() -> None:
    assert len(MESSAGES) > 40


@pytest.mark.parametrize("message", MESSAGES)
def test_a_german_reader_reads_it_in_german(message: str) -> None:
    assert sentence_in(wording_in("de"), message) != message
    assert sentence_in(wording_in("en"), message) == message
