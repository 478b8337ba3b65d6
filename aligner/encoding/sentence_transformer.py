"""Any sentence-transformers model as an encoder; the library is imported only when one is asked for."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.encoder import Progress, silent
from aligner.errors import ModelError

TEXTS_PER_BATCH = 16
SIDE_PROMPT = "query"
_PATIENCE = 10.0
"""Seconds that the hub may take to answer at all."""


class SentenceTransformerEncoder:
    """Sentence vectors of a sentence-transformers model, with the prompt that its own config names for both sides.

    Both sides get the prompt `query` where the model has one, else its default prompt, else none: alignment is
    symmetrical. Texts of equal length run together, so that padding does not change them; floating-point sums may
    still differ in the last bits from batch to batch, which the 16 bits of the cache all but hide. Texts longer than
    the model takes are cut by the library.

    :param name_or_path: a directory, or the name of a model on the hub or in the library's cache.
    :param threads: for PyTorch; by default its own choice.
    :raises ModelError: if the library or the model cannot be had.
    """

    def __init__(self, name_or_path: str, threads: int | None = None) -> None:
        self._model = _load(name_or_path)
        if threads is not None:
            import torch

            torch.set_num_threads(threads)
        self._prompt = _prompt(self._model)
        self._fingerprint = _fingerprint(name_or_path, self._model, self._prompt)
        probe = self._model.encode([""], prompt=self._prompt, show_progress_bar=False)
        self._dimension = int(probe.shape[1])

    @property
    def fingerprint(self) -> str:
        """Name the model, and a digest of its weights, vocabulary and prompt."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of a sentence vector."""
        return self._dimension

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Return one vector of unit length a text: (n, d) float32, in the order given."""
        vectors = np.zeros((len(texts), self._dimension), np.float32)
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            places.setdefault(text, []).append(place)
        for batch in self._batches(list(places)):
            found = self._model.encode(
                batch,
                prompt=self._prompt,
                batch_size=len(batch),
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
            for text, vector in zip(batch, found, strict=True):
                vectors[places[text]] = vector
            progress(sum(len(places[text]) for text in batch))
        return vectors

    def _batches(self, texts: list[str]) -> list[list[str]]:
        by_length: dict[int, list[str]] = {}
        for text, length in zip(texts, self._lengths(texts), strict=True):
            by_length.setdefault(length, []).append(text)
        return [
            group[at : at + TEXTS_PER_BATCH]
            for _length, group in sorted(by_length.items())
            for at in range(0, len(group), TEXTS_PER_BATCH)
        ]

    def _lengths(self, texts: list[str]) -> list[int]:
        tokenizer = getattr(self._model, "tokenizer", None)
        if not callable(tokenizer) or not texts:  # models of static vectors: nothing is padded
            return [0] * len(texts)
        return [len(ids) for ids in tokenizer([self._prompt + text for text in texts])["input_ids"]]


def _load(name_or_path: str) -> Any:  # noqa: ANN401 (the library is typed in part only)
    is_here = Path(name_or_path).exists()
    if not is_here and (Path(name_or_path).is_absolute() or name_or_path.startswith((".", "~"))):
        raise ModelError(f"{name_or_path}: no such model directory: check the path")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError("--model needs sentence-transformers: pip install sentence-transformers") from error

    def load(*, is_local: bool) -> SentenceTransformer:
        return SentenceTransformer(name_or_path, device="cpu", local_files_only=is_local)

    try:
        with _quiet_hub():
            return load(is_local=True) if is_here else _from_cache_or_hub(load)
    except Exception as error:  # the library lets through whatever its parts raise
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        remedy = (
            "is it a sentence-transformers directory?"
            if is_here
            else "check the name; without internet access, give the path of a model directory"
        )
        raise ModelError(f"{name_or_path}: the model cannot be loaded ({reason}): {remedy}") from error


def _from_cache_or_hub(load: Callable[..., Any]) -> Any:  # noqa: ANN401
    """Load a model by its name: what lies in the library's cache needs no network."""
    try:
        return load(is_local=True)
    except Exception:  # it is not in the cache, or not all of it
        from huggingface_hub import constants, get_session

        # Where there is no network, the library would try again for minutes.
        get_session().head(constants.ENDPOINT, timeout=_PATIENCE)
        return load(is_local=False)


@contextmanager
def _quiet_hub() -> Iterator[None]:
    """Keep from the user how often the library has tried."""
    logger = logging.getLogger("huggingface_hub")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _prompt(model: Any) -> str:  # noqa: ANN401
    prompts = getattr(model, "prompts", None) or {}
    return prompts.get(SIDE_PROMPT) or prompts.get(getattr(model, "default_prompt_name", None) or "") or ""


def _fingerprint(name_or_path: str, model: Any, prompt: str) -> str:  # noqa: ANN401
    digest = hashlib.sha256(prompt.encode())
    path = Path(name_or_path)
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file():
                digest.update(file.relative_to(path).as_posix().encode())
                with file.open("rb") as content:
                    digest.update(hashlib.file_digest(content, "sha256").digest())
    else:
        for name, values in sorted(model.state_dict().items()):
            if ".pooler." not in name:  # not used, and filled at random where a model has none
                digest.update(f"{name}{tuple(values.shape)}".encode())
                digest.update(values.float().contiguous().cpu().numpy().tobytes())
    return f"{path.resolve().name}-{digest.hexdigest()[:16]}"
