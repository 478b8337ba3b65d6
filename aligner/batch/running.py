"""Aligns many pairs of documents, and goes on where an earlier run ended."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final

from aligner.batch.entry import Entry
from aligner.batch.jobs import Job, jobs_of
from aligner.batch.manifest import Manifest, held, still_valid
from aligner.batch.merging import Merged, merge, require_format
from aligner.batch.overview import OVERVIEW, overview
from aligner.batch.totals import Totals, totals_of
from aligner.batch.work import Settings
from aligner.batch.workers import Processes, Stop, ThisProcess, Workers, usable_cores
from aligner.corpus.files import write_files
from aligner.corpus.formats import READABLE, output_format
from aligner.encoding.encoder import Encoder
from aligner.errors import InputError, OutputError
from aligner.pipeline.align import align
from aligner.pipeline.flagging import Checking
from aligner.progress import ProgressBars, no_progress

TOTALS: Final = "totals.json"
_OWN: Final = ("source", "target", "encoder", "model", "cache", "threads", "locked", "progress")
"""Parameters of `aligner.align` that a batch sees to itself."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The entries of all pairs that were tried, in their order; `kept` is how many of them an earlier run had done.

    `is_whole` is False where the run was stopped before its end.
    """

    folder: Path
    entries: tuple[Entry, ...]
    totals: Totals
    kept: int
    is_whole: bool
    merged: Merged | None = None

    @property
    def failures(self) -> tuple[Entry, ...]:
        """The pairs that could not be aligned."""
        return tuple(entry for entry in self.entries if not entry.is_done)


def never() -> bool:
    """Go on to the end."""
    return False


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
    settings = _settings(options, model, format, reports, min_confidence, drop)
    listed = jobs_of(pairs)
    if merged is not None:
        require_format(merged)
        _require_no_output(Path(merged), {Path(folder, f"{job.id}.{format}") for job in listed})
    workers = _workers(jobs, encoder, len(listed))
    place = Path(folder)
    with held(place):
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
    totals = totals_of(ordered, len(listed))
    if is_whole:
        manifest.rewrite(ordered)
    write_files(
        {
            folder / TOTALS: [json.dumps(totals.as_dict(), ensure_ascii=False, indent=2) + "\n"],
            folder / OVERVIEW: overview(ordered, totals),
        }
    )
    found = merge(ordered, folder, merged) if merged is not None and is_whole else None
    return BatchResult(folder, ordered, totals, len(kept), is_whole, found)


def _settings(
    options: dict[str, Any], model: str | None, format_name: str, reports: bool, min_confidence: float, drop: bool
) -> Settings:
    known = [name for name in inspect.signature(align).parameters if name not in _OWN]
    unknown = sorted(options.keys() - set(known))
    if unknown:
        raise InputError(f"there is no option {unknown[0]}: there are {', '.join(known)}")
    if not 0.0 <= min_confidence <= 1.0:
        raise InputError(f"min_confidence is {min_confidence}: give a probability from 0 to 1")
    Checking.of(options.get("sensitivity", "normal"), options.get("only", ()), options.get("skip", ()))
    output_format("corpus", format_name)
    if format_name not in READABLE:
        raise InputError(f"{format_name} cannot be read back: give one of {', '.join(READABLE)}; reports come with it")
    arguments = {name: tuple(value) if name in ("only", "skip") else value for name, value in options.items()}
    return Settings(arguments, model, format_name, reports, min_confidence, drop)


def _require_no_output(merged: Path, outputs: set[Path]) -> None:
    if merged.resolve() in {path.resolve() for path in outputs}:
        raise OutputError(f"{merged}: is the corpus of one of the pairs; give the merged file another name")


def _workers(jobs: int | None, encoder: Encoder | None, pairs: int) -> Workers:
    count = min(jobs or usable_cores(), pairs)
    if encoder is not None or count == 1:
        return ThisProcess(encoder)
    return Processes(count)
