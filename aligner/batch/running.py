"""Aligns many pairs of documents, and goes on where an earlier run ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from aligner.batch.entry import Entry
from aligner.batch.jobs import Job, jobs_of
from aligner.batch.manifest import Manifest, held, still_valid
from aligner.batch.merging import Corpora, merge, require_format
from aligner.batch.result import BatchResult, write_summaries
from aligner.batch.settings import settings_of
from aligner.batch.work import Settings
from aligner.batch.workers import Processes, Stop, ThisProcess, Workers, never, usable_cores
from aligner.corpus.corpus import Corpus
from aligner.corpus.formats import READABLE, output_format
from aligner.corpus.privacy import as_private_as
from aligner.encoding.encoder import Encoder
from aligner.errors import InputError, OutputError
from aligner.progress import ProgressBars, no_progress


def align_many(
    pairs: Iterable[tuple[str | PathLike[str], str | PathLike[str]]],
    folder: str | PathLike[str],
    *,
    jobs: int | None = None,
    format: str = "tsv",  # noqa: A002  (as users say it)
    reports: bool = True,
    min_confidence: float = 0.0,
    drop: bool = False,
    merged: str | PathLike[str] | None = None,
    model: str | None = None,
    encoder: Encoder | None = None,
    stop: Stop = never,
    progress: ProgressBars = no_progress,
    **options: Any,  # noqa: ANN401  (as `aligner.align` takes them)
) -> BatchResult:
    """Align many pairs of paths; of each, a corpus and a report are written into `folder`.

    `manifest.jsonl` there says how each went, `totals.json` what all come to, `overview.html` leads to the reports. A
    pair that fails does not stop the others. What an earlier run has done there, with these texts and options, is kept:
    a run that was killed is taken up again by the same call, and ends with the same files as one that was not.

    `jobs` processes (by default as many as this one has cores), each with an encoder of its own, share the work; with
    one, or with an `encoder` that is loaded already, it is done in this process. `format` is that of the corpora.
    Segments with a confidence below `min_confidence` are marked `uncertain`, or left out if `drop`. `merged` is where
    one file (TSV, TMX or Parquet) of all segments goes. No further pair is begun once `stop()` is true. `model` and
    `options` are those of `aligner.align`. Results depend neither on `jobs` nor on the order in which pairs are done.

    Raises InputError for no pairs, a pair that is there twice and options that do not exist, ModelError, and
    OutputError where nothing can be written.
    """
    _require_format(format)
    settings = replace(settings_of(options, model, min_confidence, drop), format=format, reports=reports)
    listed = jobs_of(pairs)
    if merged is not None:
        require_format(merged)
        _require_no_output(Path(merged), {Path(folder, f"{job.id}.{format}") for job in listed})
    workers = _workers(jobs, encoder, len(listed))
    place = Path(folder)
    with as_private_as([path for job in listed for path in (job.source, job.target)]), held(place):
        return run(listed, settings, place, workers, merged=merged, stop=stop, progress=progress)


def run(
    listed: Sequence[Job],
    settings: Settings,
    folder: Path,
    workers: Workers,
    *,
    merged: str | PathLike[str] | None = None,
    stop: Stop = never,
    progress: ProgressBars = no_progress,
) -> BatchResult:
    """Have jobs done by some workers; the folder must be `held`. See `align_many`."""
    manifest = Manifest(folder)
    kept = still_valid(manifest.entries(), listed, settings.options(), folder)
    entries = dict(kept)
    open_jobs = [job for job in listed if job.id not in kept]
    with progress("aligning", len(listed)) as advance:
        advance(len(kept))
        for entry in workers.run(open_jobs, settings, folder, stop):
            manifest.append(entry)
            entries[entry.document] = entry
            advance(1)
    ordered = tuple(entries[job.id] for job in listed if job.id in entries)
    is_whole = len(ordered) == len(listed)
    if is_whole:
        manifest.rewrite(ordered)
    totals = write_summaries(ordered, len(listed), folder)
    found = merge(_Outputs(ordered, folder), merged) if merged is not None and is_whole else None
    return BatchResult(folder, ordered, totals, len(kept), is_whole, found)


def _require_format(name: str) -> None:
    output_format("corpus", name)
    if name not in READABLE:
        raise InputError(f"{name} cannot be read back: give one of {', '.join(READABLE)}; reports come with it")


def _require_no_output(merged: Path, outputs: set[Path]) -> None:
    if merged.resolve() in {path.resolve() for path in outputs}:
        raise OutputError(f"{merged}: is the corpus of one of the pairs; give the merged file another name")


def _workers(jobs: int | None, encoder: Encoder | None, pairs: int) -> Workers:
    count = min(jobs or usable_cores(), pairs)
    if encoder is not None or count == 1:
        return ThisProcess(encoder)
    return Processes(count)


class _Outputs(Corpora):
    """The corpora of the pairs that are done."""

    def __init__(self, entries: Sequence[Entry], folder: Path) -> None:
        self._entries = [entry for entry in entries if entry.is_done]
        self._folder = folder

    def __iter__(self) -> Iterator[tuple[str, Corpus]]:
        for entry in self._entries:
            yield entry.document, Corpus.read(self._folder / entry.output)
