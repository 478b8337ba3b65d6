from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import aligner

LIGHT = [
    ("AlignerError", "aligner.errors"),
    ("Bead", "aligner.alignment.bead"),
    ("Corpus", "aligner.corpus.corpus"),
    ("Document", "aligner.text.document"),
    ("Flag", "aligner.checks.flag"),
    ("Segment", "aligner.corpus.segment"),
    ("Sentence", "aligner.text.document"),
    ("read_document", "aligner.documents.reading"),
    ("split", "aligner.text.splitting"),
    ("align", "aligner.pipeline.align"),
]


@pytest.mark.parametrize(("name", "home"), LIGHT)
def test_a_public_name_is_the_one_of_its_home(name: str, home: str) -> None:
    assert getattr(aligner, name) is getattr(import_module(home), name)
    assert name in dir(aligner)


def test_all_public_names_can_be_had() -> None:
    assert all(hasattr(aligner, name) for name in aligner.__all__)


def test_errors_are_one_family() -> None:
    errors = [getattr(aligner, name) for name in aligner.__all__ if name.endswith("Error")]
    assert len(errors) == 5
    assert all(issubclass(error, aligner.AlignerError) for error in errors)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'aling'"):
        _ = aligner.aling  # type: ignore[attr-defined]


def test_importing_the_package_imports_none_of_its_stages() -> None:
    program = "import sys, aligner; sys.exit(','.join(n for n in sys.modules if n.startswith('aligner.')))"
    root = Path(aligner.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True)
    assert done.stderr == "\n"
