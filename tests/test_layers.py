"""The house follows the data: a stage imports earlier stages only."""

import ast
from pathlib import Path

import pytest

import aligner

PACKAGE = Path(aligner.__file__).parent

STAGES = (
    "errors",
    "version",
    "progress",
    "text",
    "encoding",
    "words",
    "alignment",
    "checks",
    "corpus",
    "evaluation",
    "pipeline",
    "review",
    "commands",
    "__main__",
)
"""In the order of the data. What stands alone is a module, the rest are folders."""


def modules():
    """Every module of the package but the public face, which names what is public and imports it when asked."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def stage_of(path):
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported_stages(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (name.split(".")[1] for name in names if name and name.startswith("aligner."))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_stage_imports_earlier_stages_only(path):
    own = STAGES.index(stage_of(path))
    assert {stage for stage in imported_stages(path) if STAGES.index(stage) > own} == set()
