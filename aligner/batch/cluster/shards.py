"""A shard is a number of pairs that one worker does in a row, and whose segments and entries are two files.

Both are written at once when the shard is complete, under names that follow from its number alone. A shard that is
begun anew, because its worker died or its answer was lost, ends with the same files: nothing is lost, nothing is there
twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from aligner.batch.entry import Entry, digest_of, entry_of
from aligner.batch.jobs import Job
from aligner.batch.work import Settings, aligned
from aligner.corpus import jsonl
from aligner.corpus.corpus import Corpus
from aligner.corpus.files import write_files
from aligner.corpus.formats import read_lines
from aligner.corpus.json_records import json_of
from aligner.corpus.privacy import as_private_as
from aligner.encoding.encoder import Encoder

LARGEST: Final = 50
_LEAST: Final = 64
"""Pairs in a shard at most, and shards at least where there are so many pairs."""
_DOCUMENT: Final = "document"


@dataclass(frozen=True, slots=True)
class Shard:
    """The number of a shard, from 0, and its pairs."""

    number: int
    jobs: tuple[Job, ...]

    @property
    def output(self) -> str:
        """The name of the file with its segments."""
        return f"part-{self.number:05}.jsonl"

    @property
    def manifest(self) -> str:
        """The name of the file with its entries."""
        return f"part-{self.number:05}.manifest.jsonl"

    def line(self) -> str:
        """Return it as one string, to be sent to a worker."""
        return json.dumps({"number": self.number, "jobs": [asdict(job) for job in self.jobs]})


def shard_of(line: str) -> Shard:
    """Return the shard of `Shard.line`."""
    given = json.loads(line)
    return Shard(given["number"], tuple(Job(**job) for job in given["jobs"]))


def shards_of(jobs: Sequence[Job]) -> list[Shard]:
    """Cut the list of pairs into shards, the same ones however many workers there are."""
    size = min(LARGEST, -(-len(jobs) // _LEAST))
    return [Shard(at // size, tuple(jobs[at : at + size])) for at in range(0, len(jobs), size)]


def do_shard(shard: Shard, settings: Settings, encoder: Encoder, folder: Path) -> list[Entry]:
    """Align the pairs of a shard and write both of its files. Raises OutputError where they cannot be written."""
    entries: list[Entry] = []
    lines: list[str] = []
    for job in shard.jobs:
        corpus, entry = aligned(job, settings, encoder)
        if corpus is not None:
            entry = replace(entry, output=shard.output)
            lines += _lines(job.id, corpus)
        entries.append(entry)
    with as_private_as([path for job in shard.jobs for path in (job.source, job.target)]):
        write_files({folder / shard.output: lines, folder / shard.manifest: _manifest(entries, _digest(lines))})
    return _read_manifest(folder / shard.manifest)


def done_before(shard: Shard, options: Mapping[str, object], folder: Path) -> list[Entry]:
    """Return the entries of a shard that need not be done again: same pairs, texts and options, all of them done."""
    entries = _read_manifest(folder / shard.manifest)
    paths = [(job.id, job.source, job.target) for job in shard.jobs]
    if [(entry.document, entry.source, entry.target) for entry in entries] != paths:
        return []
    digest = digest_of(folder / shard.output)
    valid = all(
        entry.is_done
        and entry.options == options
        and entry.output_sha256 == digest
        and entry.source_sha256 == digest_of(entry.source)
        and entry.target_sha256 == digest_of(entry.target)
        for entry in entries
    )
    return entries if valid else []


def corpora_in(path: Path) -> Iterator[tuple[str, Corpus]]:
    """Yield the documents of a shard's file with their corpora."""
    lines = ((json.loads(line)[_DOCUMENT], line) for line in read_lines(path))
    for document, found in groupby(lines, key=lambda pair: pair[0]):
        signature: dict[str, Any] = {}
        segments = tuple(jsonl.load((line for _, line in found), str(path), signature))
        yield document, Corpus(segments, signature)


def _lines(document: str, corpus: Corpus) -> Iterator[str]:
    """Yield the lines of a corpus, the signature first, each with the document that it is of."""
    yield json.dumps({_DOCUMENT: document, "signature": corpus.signature}, ensure_ascii=False) + "\n"
    for segment in corpus:
        yield json.dumps({_DOCUMENT: document, **json_of(segment)}, ensure_ascii=False, allow_nan=False) + "\n"


def _digest(lines: Sequence[str]) -> str:
    digest = sha256()
    for line in lines:
        digest.update(line.encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _manifest(entries: Sequence[Entry], digest: str) -> list[str]:
    return [(replace(entry, output_sha256=digest) if entry.is_done else entry).line() for entry in entries]


def _read_manifest(path: Path) -> list[Entry]:
    try:
        lines = path.read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return []
    return [entry for line in lines if line and (entry := entry_of(line)) is not None]
