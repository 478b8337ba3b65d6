"""Where the stages get the encoder from: one that is loaded already, or one that is loaded when its turn comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder
from aligner.errors import InputError


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """An encoder, or where it is None, what `load_encoder` takes."""

    encoder: Encoder | None
    model: str | None
    cache: bool
    threads: int | None

    @classmethod
    def of(cls, encoder: Encoder | None, model: str | None, cache: bool, threads: int | None) -> Self:
        """Take the arguments of a public function. Raises InputError for both an encoder and what one is loaded by."""
        if encoder is not None and (model is not None or not cache or threads is not None):
            raise InputError(
                "encoder excludes model, cache and threads: give these to load_encoder, or leave the encoder out"
            )
        return cls(encoder, model, cache, threads)

    def get(self) -> Encoder:
        """Return the encoder, loaded if need be. Raises ModelError."""
        if self.encoder is not None:
            return self.encoder
        return load_encoder(self.model, cache=self.cache, threads=self.threads)
