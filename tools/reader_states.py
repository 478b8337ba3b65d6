"""Keeps the token states of sentences on disk while the reader is trained: each sentence is encoded once.

States are kept as the spool keeps them at run time (`aligner.encoding.compact`): 8 bits a number, a scale a token.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.encoder import TokenEncoder, TokenVectors

DIMENSION: Final = 384


class StateStore:
    """Token states by sentence, in files that begin with `base`; sentences can be added at any time."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._texts: dict[str, int] = {}
        self._ends = [0]
        if self._file("texts").exists():
            with self._file("texts").open(encoding="utf-8") as lines:
                for line in lines:
                    text, count = json.loads(line)
                    self._texts[text] = len(self._texts)
                    self._ends.append(self._ends[-1] + count)
        self._map()

    def __contains__(self, text: str) -> bool:
        """Tell whether a sentence is known."""
        return text in self._texts

    def __len__(self) -> int:
        """Count the sentences."""
        return len(self._texts)

    @property
    def tokens(self) -> int:
        """Count the tokens of all sentences."""
        return self._ends[-1]

    def add(self, texts: Iterable[str], encoder: TokenEncoder, at_a_time: int = 20_000) -> None:
        """Encode those of the texts that are not known yet."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._texts]
        for start in range(0, len(missing), at_a_time):
            self._add(missing[start : start + at_a_time], encoder)
            print(f"{min(start + at_a_time, len(missing))} of {len(missing)} sentences encoded", flush=True)
        self._map()

    def get(self, text: str) -> TokenVectors:
        """Return the tokens of a sentence. Raises KeyError where it was not added."""
        codes, scales, spans = self.codes(text)
        return TokenVectors(codes * scales[:, None], spans)

    def codes(self, text: str) -> tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.int32]]:
        """Return the states of a sentence as codes, scales and spans."""
        number = self._texts[text]
        start, end = self._ends[number], self._ends[number + 1]
        return self._codes[start:end], self._scales[start:end], self._spans[start:end]

    def length(self, text: str) -> int:
        """Count the tokens of a sentence."""
        number = self._texts[text]
        return self._ends[number + 1] - self._ends[number]

    def _add(self, texts: list[str], encoder: TokenEncoder) -> None:
        # The list of texts is written last: what a run that was stopped has written behind it is cut off.
        files = {name: self._file(name).open("ab") for name in ("codes", "scales", "spans")}
        sizes = {"codes": DIMENSION, "scales": 4, "spans": 8}
        for name, file in files.items():
            file.truncate(self.tokens * sizes[name])
        lines = []
        for index, _, tokens in encoder.encode_with_tokens(texts):
            scales = np.abs(tokens.vectors).max(axis=1, initial=0.0).astype(np.float32) / np.float32(127)
            codes = np.rint(tokens.vectors / np.maximum(scales, np.float32(1e-30))[:, None]).astype(np.int8)
            files["codes"].write(codes.tobytes())
            files["scales"].write(scales.astype("<f4").tobytes())
            files["spans"].write(tokens.spans.astype("<i4").tobytes())
            lines.append((texts[index], len(codes)))
        for file in files.values():
            file.close()
        with self._file("texts").open("a", encoding="utf-8") as stream:
            stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        for text, count in lines:
            self._texts[text] = len(self._texts)
            self._ends.append(self._ends[-1] + count)

    def _map(self) -> None:
        if self.tokens == 0:
            return
        self._codes = np.memmap(self._file("codes"), np.int8, "r").reshape(-1, DIMENSION)
        self._scales = np.fromfile(self._file("scales"), "<f4")
        self._spans = np.fromfile(self._file("spans"), "<i4").reshape(-1, 2)

    def _file(self, name: str) -> Path:
        return self._base.with_name(f"{self._base.name}.{name}")
