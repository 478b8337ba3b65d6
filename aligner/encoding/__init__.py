"""From sentences to vectors: the model that ships, any sentence-transformers model, and a cache on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.encoding.cache import CachedEncoder, DiskStore

CACHE_NAME = "vectors.sqlite"


def load_encoder(model: str | None = None, *, cache: bool = True, threads: int | None = None) -> CachedEncoder:
    """Load the model that ships, or the sentence-transformers model of that name or path.

    Loaded once, it serves any number of texts: `aligner.align(..., encoder=encoder)`, `aligner.check(...)` likewise.
    The result of the model that ships is an `aligner.encoding.encoder.TokenEncoder`, that of others an `Encoder`.

    :param model: the name or path of a sentence-transformers model; None is the model that ships.
    :param cache: keep vectors between runs in the user's cache folder.
    :param threads: how many to compute with; by default as many as this process has cores.
    :raises ModelError: if the model cannot be had.
    """
    from aligner.encoding.cache import CachedEncoder, CachedTokenEncoder, NoStore

    if model is None:
        from aligner.encoding.onnx_encoder import ShippedEncoder

        shipped = ShippedEncoder(threads=threads)
        return CachedTokenEncoder(shipped, _disk_store() if cache else NoStore())
    from aligner.encoding.sentence_transformer import SentenceTransformerEncoder

    return CachedEncoder(SentenceTransformerEncoder(model, threads), _disk_store() if cache else NoStore())


def _disk_store() -> DiskStore:
    from platformdirs import user_cache_path

    from aligner.encoding.cache import DiskStore

    return DiskStore(user_cache_path("bitext-aligner", appauthor=False) / CACHE_NAME)
