"""A batch on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any, Protocol

from aligner.batch.cluster.ray_cluster import RayCluster
from aligner.batch.cluster.shards import Shard, corpora_in, do_shard, done_before, shards_of
from aligner.batch.entry import Entry
from aligner.batch.jobs import Job, jobs_of
from aligner.batch.manifest import Manifest, held
from aligner.batch.merging import Corpora, merge, require_format
from aligner.batch.result import BatchResult, write_summaries
from aligner.batch.settings import settings_of
from aligner.batch.work import Settings
from aligner.batch.workers import Stop, never, usable_cores
from aligner.corpus.corpus import Corpus
from aligner.corpus.privacy import as_private_as
from aligner.encoding.encoder import Encoder
from aligner.progress import ProgressBars, no_progress


class Cluster(Protocol):
    """Does shards in any order."""

    def run(self, shards: Sequence[Shard], settings: Settings, folder: Path, stop: Stop) -> Iterator[list[Entry]]:
        """Yield the entries of each shard as it is done."""


class NoCluster:
    """Does the shards in this process: what a cluster is measured against."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def run(self, shards: Sequence[Shard], settings: Settings, folder: Path, stop: Stop) -> Iterator[list[Entry]]:
        """Yield the entries of each shard, in their order."""
        for shard in shards:
            if stop():
                return
            yield do_shard(shard, settings, self._encoder, folder)


def align_on_cluster(
    pairs: Iterable[tuple[str | PathLike[str], str | PathLike[str]]],
    folder: str | PathLike[str],
    *,
    jobs: int | None = None,
    cluster: Cluster | None = None,
    min_confidence: float = 0.0,
    drop: bool = False,
    merged: str | PathLike[str] | None = None,
    model: str | None = None,
    stop: Stop = never,
    progress: ProgressBars = no_progress,
    **options: Any,  # noqa: ANN401  (as `aligner.align` takes them)
) -> BatchResult:
    """Do what `aligner.align_many` does, on a cluster: by default on Ray, with so many `jobs` as actors.

    All machines must see the paths and the folder. Instead of a corpus a pair there is one file (JSONL) a shard, whose
    lines name their documents; there are no reports.
    """
    settings = replace(settings_of(options, model, min_confidence, drop), format="jsonl", reports=False)
    listed = [_whole(job) for job in jobs_of(pairs)]
    if merged is not None:
        require_format(merged)
    shards = shards_of(listed)
    place = Path(folder).resolve()
    with as_private_as([path for job in listed for path in (job.source, job.target)]), held(place):
        known = {shard.number: done_before(shard, settings.options(), place) for shard in shards}
        entries = {number: found for number, found in known.items() if found}
        kept = sum(map(len, entries.values()))
        todo = [shard for shard in shards if shard.number not in entries]
        with progress("aligning", len(listed)) as advance:
            advance(kept)
            if todo:
                numbers = {shard.jobs[0].id: shard.number for shard in todo}
                workers = cluster or RayCluster(min(jobs or usable_cores(), len(todo)))
                for found in workers.run(todo, settings, place, stop):
                    entries[numbers[found[0].document]] = found
                    advance(len(found))
        ordered = tuple(entry for number in sorted(entries) for entry in entries[number])
        is_whole = len(ordered) == len(listed)
        if is_whole:
            Manifest(place).rewrite(ordered)
        totals = write_summaries(ordered, len(listed), place)
        written = merge(_Parts(shards, place), merged) if merged is not None and is_whole else None
        return BatchResult(place, ordered, totals, kept, is_whole, written)


class _Parts(Corpora):
    """The corpora in the files of some shards."""

    def __init__(self, shards: Sequence[Shard], folder: Path) -> None:
        self._paths = [folder / shard.output for shard in shards]

    def __iter__(self) -> Iterator[tuple[str, Corpus]]:
        for path in self._paths:
            yield from corpora_in(path)


def _whole(job: Job) -> Job:
    """Return a job with whole paths: workers have other working folders."""
    return replace(job, source=str(Path(job.source).resolve()), target=str(Path(job.target).resolve()))
