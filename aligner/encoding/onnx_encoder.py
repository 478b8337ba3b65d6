"""The encoder that ships: onnxruntime and tokenizers alone, exact for any batch and any number of threads."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.encoder import Progress, TokenVectors, silent
from aligner.encoding.onnx_model import SHIPPED, OnnxModel, Tokens

Result = TypeVar("Result")
TOKENS_PER_BATCH = 512
"""Few enough for the activations of a layer to stay in a core's cache."""
TEXTS_PER_TOKENISATION = 4096


@dataclass(frozen=True, slots=True)
class _Text:
    """A distinct text: its places in the call and its tokens."""

    places: list[int]
    tokens: Tokens


class ShippedEncoder:
    """multilingual-e5-small for German and English, in whole numbers of 8 bits and less, without PyTorch.

    Texts of one length run together, without padding; longer ones than the model takes run in windows, whose vectors
    are averaged by their number of tokens.

    :param threads: how many batches run at a time; by default as many as this process has cores. The number has no
        influence on results.
    :raises ModelError: if the model's files cannot be loaded.
    """

    def __init__(self, directory: Path = SHIPPED, threads: int | None = None) -> None:
        self._model = OnnxModel(directory)
        self.threads = max(1, threads or _usable_cores())
        self._before, self._after = self._model.frame()
        self._window = self._model.maximal_length - len(self._before) - len(self._after)

    @property
    def fingerprint(self) -> str:
        """Name the model and a digest of its files."""
        return self._model.fingerprint

    @property
    def dimension(self) -> int:
        """Length of a sentence vector: 384."""
        return self._model.dimension

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Return one vector of unit length a text: (n, 384) float32, in the order given."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for batch, found in self._run(self._sentences, texts):
            for text, vector in zip(batch, found, strict=True):
                vectors[text.places] = vector
            progress(sum(len(text.places) for text in batch))
        return vectors

    def encode_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> Iterator[tuple[int, NDArray[np.float32], TokenVectors]]:
        """Yield `(index, sentence vector, tokens)` for each text, short ones first."""
        for batch, (found, states) in self._run(self._sentences_and_states, texts):
            for text, vector, inner in zip(batch, found, states, strict=True):
                tokens = TokenVectors(inner, text.tokens.spans)
                yield from ((place, vector, tokens) for place in text.places)
            progress(sum(len(text.places) for text in batch))

    def _run(
        self, function: Callable[[list[_Text]], Result], texts: Sequence[str]
    ) -> Iterator[tuple[list[_Text], Result]]:
        """Yield each batch with its result, in order; a few batches are ahead, so that all threads are busy."""
        waiting: deque[tuple[list[_Text], Future[Result]]] = deque()
        with ThreadPoolExecutor(self.threads) as pool:
            for batch in self._batches(texts):
                waiting.append((batch, pool.submit(function, batch)))
                if len(waiting) > 2 * self.threads:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()

    def _sentences(self, batch: list[_Text]) -> NDArray[np.float32]:
        if self._fits(batch[0]):
            return self._model.sentences(self._framed(batch))
        return self._windowed(batch[0])[0]

    def _sentences_and_states(self, batch: list[_Text]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        if self._fits(batch[0]):
            vectors, states = self._model.sentences_and_states(self._framed(batch))
            return vectors, self._unframed(states)
        return self._windowed(batch[0])

    def _batches(self, texts: Sequence[str]) -> Iterator[list[_Text]]:
        by_length: dict[int, list[_Text]] = {}
        for text in self._distinct(texts):
            by_length.setdefault(len(text.tokens.ids), []).append(text)
        for length in sorted(by_length):
            size = max(1, TOKENS_PER_BATCH // (length + len(self._before) + len(self._after)))
            group = by_length.pop(length)
            yield from (group[at : at + size] for at in range(0, len(group), size))

    def _distinct(self, texts: Sequence[str]) -> Iterator[_Text]:
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            places.setdefault(text, []).append(place)
        distinct = list(places)
        for at in range(0, len(distinct), TEXTS_PER_TOKENISATION):
            chunk = distinct[at : at + TEXTS_PER_TOKENISATION]
            for text, tokens in zip(chunk, self._model.tokenise(chunk), strict=True):
                yield _Text(places[text], tokens)

    def _fits(self, text: _Text) -> bool:
        return len(text.tokens.ids) <= self._window

    def _framed(self, batch: list[_Text]) -> NDArray[np.int64]:
        return np.stack([np.concatenate([self._before, text.tokens.ids, self._after]) for text in batch])

    def _unframed(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        return states[:, len(self._before) : states.shape[1] - len(self._after)]

    def _windowed(self, text: _Text) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return (1, d) the vector and (1, m, d) the states of a text that is too long for one run."""
        total = np.zeros((1, self.dimension), np.float64)
        states = []
        for start in range(0, len(text.tokens.ids), self._window):
            ids = text.tokens.ids[start : start + self._window]
            framed = np.concatenate([self._before, ids, self._after])[None]
            vector, inner = self._model.sentences_and_states(framed)
            total += len(ids) * vector.astype(np.float64)
            states.append(self._unframed(inner))
        unit = (total / np.linalg.norm(total)).astype(np.float32)
        return unit, np.concatenate(states, axis=1)


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
