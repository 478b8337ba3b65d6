"""The shipped model's files: the ONNX graph and its tokenizer, loaded and run."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import combining

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.intact import require_intact
from aligner.errors import ModelError

SHIPPED = Path(__file__).with_name("shipped")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The pieces of one text, without begin, end and prefix: `ids` (m,) int64, `spans` (m, 2) int32 in characters."""

    ids: NDArray[np.int64]
    spans: NDArray[np.int32]


class OnnxModel:
    """A directory written by `tools.build_model`, ready to run on the processor.

    :param directory: holds `onnx/model.onnx`, `tokenizer.json` and `model.json`.
    :raises ModelError: if a file is missing or cannot be loaded.
    """

    def __init__(self, directory: Path = SHIPPED) -> None:
        with loading(directory, "model"):
            settings = json.loads((directory / "model.json").read_text(encoding="utf-8"))
            # Each takes a tenth of a second, and lets other threads run meanwhile.
            with ThreadPoolExecutor(2) as pool:
                check = pool.submit(require_intact, directory, str(settings["fingerprint"]))
                session = pool.submit(load_session, directory / "onnx" / "model.onnx")
                self._tokenizer = _load_tokenizer(directory / "tokenizer.json")
                self._session = session.result()
                check.result()
        self.fingerprint: str = settings["fingerprint"]
        self.dimension: int = settings["dimension"]
        self.maximal_length: int = settings["maximal_length"]
        self.prefix: str = settings["prefix"]

    def tokenise(self, texts: Sequence[str]) -> list[Tokens]:
        """Split texts into pieces; spans refer to the texts as they are, though the pieces come from their NFKC."""
        readable = [_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text) for text in texts]
        entries = self._tokenizer.encode_batch(readable, add_special_tokens=False)
        return [_tokens(text, entry.ids, entry.offsets) for text, entry in zip(texts, entries, strict=True)]

    def frame(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the tokens that go before (begin, prefix) and behind (end) every text."""
        return self._ends(self.prefix)

    def frame_without_prefix(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the tokens that go before (begin) and behind (end) a text that has its prefix already."""
        return self._ends("")

    def sentences(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Run (b, l) tokens, framed; return (b, d) unit vectors."""
        return run_session(self._session, ["sentence"], {"input_ids": ids})[0]

    def sentences_and_states(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Run (b, l) tokens, framed; return (b, d) unit vectors and (b, l, d) states of the middle layer."""
        vectors, states = run_session(self._session, ["sentence", "token_states"], {"input_ids": ids})
        return vectors, states

    def _ends(self, prefix: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        ids = self._tokenizer.encode(prefix).ids
        return np.array(ids[:-1], np.int64), np.array(ids[-1:], np.int64)


def _tokens(text: str, ids: list[int], offsets: list[tuple[int, int]]) -> Tokens:
    spans = [_visible(text, start, end) for start, end in offsets]
    return Tokens(np.array(ids, np.int64), np.array(spans, np.int32).reshape(-1, 2))


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space (pieces begin with it), take in combining marks that NFKC drew into a letter."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end < len(text) and combining(text[end]):
        end += 1
    return start, end


def _load_tokenizer(path: Path) -> Any:  # noqa: ANN401 (tokenizers has no types)
    from tokenizers import Tokenizer

    return Tokenizer.from_str(path.read_text(encoding="utf-8"))


@contextmanager
def loading(directory: Path, name: str) -> Iterator[None]:
    """Say in one line why the files of a directory cannot be loaded; a lack of memory stays what it is.

    :raises ModelError: for a package that is not installed, and for whatever the libraries say of the files.
    """
    try:
        yield
    except MemoryError:
        raise
    except ModuleNotFoundError as error:
        raise ModelError(f"the package {error.name} is missing: install it with pip") from error
    except ImportError:
        raise  # it is there, and could not be loaded: for lack of memory, or because it is broken
    except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
        raise ModelError(f"{directory}: the {name} cannot be loaded ({_reason(error)}): install it again") from error


def load_session(path: Path) -> Any:  # noqa: ANN401 (onnxruntime has no types)
    """Load an ONNX graph, to be run as it is written, each run in the thread that calls it."""
    # onnxruntime reports its use to its makers unless it is told not to before it is imported: nothing may leave here.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Each run stays in the thread that calls it; callers run several batches at a time.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False
    # The graph is written as it is to be run (see tools/e5_graph.py); fusions would make it slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run_session(session: Any, wanted: list[str], inputs: dict[str, NDArray[Any]]) -> list[NDArray[np.float32]]:  # noqa: ANN401
    """Run a graph and return the outputs that are wanted.

    :raises ModelError: where it cannot be run, which is for lack of memory.
    """
    try:
        found: list[NDArray[np.float32]] = session.run(wanted, inputs)
    except MemoryError:
        raise
    except Exception as error:  # onnxruntime raises exceptions of its own
        raise ModelError(f"the model cannot be run ({_reason(error)}): is there enough memory?") from error
    return found


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
