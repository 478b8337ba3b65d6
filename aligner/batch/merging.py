"""All corpora of a batch as one file, each pair of texts once, with the document that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from os import PathLike
from pathlib import Path
from typing import Any, Final, Protocol

from aligner.batch.parquet import require_pyarrow, write_rows
from aligner.corpus import tmx, tsv
from aligner.corpus.corpus import Corpus
from aligner.corpus.files import require_writable, write_files
from aligner.corpus.languages import tags_of
from aligner.corpus.segment import Segment
from aligner.errors import OutputError
from aligner.version import __version__

DOCUMENT: Final = "document"
ENDINGS: Final = (".tsv", ".tmx", ".parquet")


@dataclass(frozen=True, slots=True)
class Merged:
    """The file, how many segments are in it, and how many were left out because an earlier one has the same texts."""

    path: Path
    segments: int
    duplicates: int


def require_format(path: str | PathLike[str]) -> None:
    """Find out before the work whether all corpora can be put into a file of that name. Raises OutputError."""
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise OutputError(
            f"{path}: nothing can be merged into {ending or 'a file without ending'}: use {', '.join(ENDINGS)}"
        )
    if ending == ".parquet":
        require_pyarrow(Path(path))
    require_writable(Path(path))


class Corpora(Protocol):
    """Documents with their corpora, in their order; may be gone through again."""

    def __iter__(self) -> Iterator[tuple[str, Corpus]]:
        """Yield them one by one: only one corpus need be in memory."""


def merge(corpora: Corpora, path: str | PathLike[str]) -> Merged:
    """Write the segments of all corpora into one file, in their order. Raises OutputError."""
    documents = _Distinct(corpora)
    target = Path(path)
    ending = target.suffix.lower()
    if ending == ".tsv":
        write_files({target: _table(documents)})
    elif ending == ".tmx":
        write_files({target: _memory(documents)})
    else:
        write_rows(target, ((document, found) for document, _, found in documents.rows()))
    return Merged(target, documents.count, documents.duplicates)


class _Distinct:
    """The segments of some corpora, renumbered, without those whose texts came before."""

    def __init__(self, corpora: Corpora) -> None:
        self._corpora = corpora
        self.count = 0
        self.duplicates = 0
        self.signature: Mapping[str, Any] = next((corpus.signature for _, corpus in corpora), {})

    def languages(self) -> tuple[str, str]:
        """Return the languages of the first document."""
        return tags_of((), self.signature)

    def rows(self) -> Iterator[tuple[str, tuple[str, str], list[Segment]]]:
        """Yield the documents with the languages of their sides and their segments."""
        seen: set[bytes] = set()
        for document, corpus in self._corpora:
            kept = []
            for segment in corpus:
                texts = f"{segment.source}\0{segment.target}".encode("utf-8", "surrogatepass")
                key = blake2b(texts, digest_size=16).digest()
                if key in seen:
                    self.duplicates += 1
                    continue
                seen.add(key)
                self.count += 1
                kept.append(replace(segment, id=self.count))
            yield document, tags_of(corpus.segments, corpus.signature), kept


def _table(documents: _Distinct) -> Iterator[str]:
    """Yield the table of a corpus with one more column, the document."""
    for number, (document, _, found) in enumerate(documents.rows()):
        lines = tsv.dump([replace(segment, dismissed=()) for segment in found])
        for place, line in enumerate(lines):
            if place or not number:
                yield line.removesuffix("\n") + f"\t{document if place else DOCUMENT}\n"


def _memory(documents: _Distinct) -> Iterator[str]:
    """Yield a memory whose units name their document in a `prop`."""
    units = (
        tmx.Unit(segment, languages, document)
        for document, languages, segments in documents.rows()
        for segment in segments
    )
    language, model = documents.languages()[0], documents.signature.get("model", "")
    return tmx.dump_units(units, language, {"version": __version__, "model": model})
