"""What a graph that cannot be loaded or run says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from aligner.encoding.onnx_model import loading, run_session
from aligner.errors import ModelError


class Session:
    """A graph that gives up as the library does."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def run(self, wanted: list[str], inputs: dict[str, object]) -> None:
        raise self.error


def test_a_graph_that_finds_no_memory_says_so() -> None:
    """The library raises exceptions of its own, which name the lack in a phrase."""
    with pytest.raises(ModelError, match=r"std::bad_alloc.*is there enough memory\?"):
        run_session(Session(Exception("RUNTIME_EXCEPTION : std::bad_alloc")), ["tokens"], {"ids": np.zeros(1)})


def test_a_lack_of_memory_stays_one() -> None:
    with pytest.raises(MemoryError):
        run_session(Session(MemoryError()), ["tokens"], {"ids": np.zeros(1)})


@pytest.mark.parametrize(
    ("error", "raised", "said"),
    [
        (ModuleNotFoundError(name="tokenizers"), ModelError, "the package tokenizers is missing"),
        (ImportError("failed to map segment from shared object"), ImportError, "failed to map segment"),
        (ValueError("no such tensor\nat all"), ModelError, r"the reader cannot be loaded \(no such tensor\): install"),
        (KeyError(), ModelError, r"cannot be loaded \(KeyError\)"),
        (MemoryError("none left"), MemoryError, "none left"),
    ],
)
def test_what_cannot_be_loaded_says_why(error: Exception, raised: type[Exception], said: str) -> None:
    with pytest.raises(raised, match=said), loading(Path("folder"), "reader"):
        raise error
