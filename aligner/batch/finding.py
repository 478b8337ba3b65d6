"""The pairs of two folders, found once and kept in the output folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from aligner.batch.entry import digest_of
from aligner.batch.manifest import held
from aligner.corpus.files import write_files
from aligner.encoding.encoder import Encoder
from aligner.errors import InputError
from aligner.pairing.documents import pair_documents
from aligner.pairing.folders import documents_in
from aligner.pairing.table import PathPair, dump, read_pairs
from aligner.progress import ProgressBars, no_progress
from aligner.version import __version__

PAIRS: Final = "pairs.tsv"
_MADE_FROM: Final = "pairs.json"


@dataclass(frozen=True, slots=True)
class FoundPairs:
    """The pairs, and why files were left out."""

    pairs: Sequence[PathPair]
    left_out: Sequence[str]


def pairs_of_folders(
    source_folder: str,
    target_folder: str,
    output: Path,
    languages: tuple[str | None, str | None],
    *,
    model: str | None = None,
    encoder: Encoder | None = None,
    progress: ProgressBars = no_progress,
) -> FoundPairs:
    """Pair the documents of two folders, and keep the table in the output folder: it is read if nothing has changed.

    Raises InputError where there are no pairs, OutputError.
    """
    sides = documents_in(source_folder), documents_in(target_folder)
    made_from = _digest(sides, languages, model)
    with held(output):
        known = _read(output / _MADE_FROM)
        if known.get("made_from") == made_from and (output / PAIRS).is_file():
            return FoundPairs(read_pairs(output / PAIRS), known.get("left_out", ()))
        loading: dict[str, Any] = {"encoder": encoder} if encoder is not None else {"model": model, "cache": False}
        found = pair_documents(
            *sides, source_language=languages[0], target_language=languages[1], progress=progress, **loading
        )
        left_out = [reason for _, reason in found.unreadable]
        if not found.pairs:
            raise InputError(f"{source_folder} and {target_folder}: no document has a translation among the others")
        told = json.dumps({"made_from": made_from, "left_out": left_out}, ensure_ascii=False) + "\n"
        write_files({output / PAIRS: dump(found), output / _MADE_FROM: [told]})
    return FoundPairs([PathPair(pair.source, pair.target) for pair in found.pairs], left_out)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(sides: Sequence[Sequence[str]], languages: tuple[str | None, str | None], model: str | None) -> str:
    """Return a digest of all that the pairs depend on: names and bytes of the files, languages, model, version."""
    content = [[(path, digest_of(path)) for path in side] for side in sides]
    return sha256(json.dumps([content, languages, model, __version__]).encode("utf-8", "backslashreplace")).hexdigest()
