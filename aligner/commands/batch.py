"""`aligner batch`: many pairs of documents."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from aligner.commands.failures import INTERRUPTED, report
from aligner.commands.options import (
    alignment_options,
    flag_options,
    language_options,
    reading_options,
)
from aligner.commands.progress import progress_bars
from aligner.commands.tables import table
from aligner.progress import no_progress

if TYPE_CHECKING:
    from aligner.batch.entry import Entry
    from aligner.batch.result import BatchResult

FAILED: Final = 1
"""Exit code where a pair could not be aligned."""
SHOWN: Final = 20
"""Documents in the table at the end: those to look at first."""
FORMATS: Final = ("tsv", "jsonl", "tmx", "xliff", "xlsx")
_ALIGNING: Final = (
    "sentences",
    "reflow",
    "encoding",
    "read_as",
    "max_bead",
    "sensitivity",
    "only",
    "skip",
)
"""Options that go to every alignment as they are, where the command has them."""

_EXAMPLES = """\b
Examples:
  aligner batch originals/ translations/ -o corpora/
  aligner pair originals/ translations/ -o pairs.tsv
  aligner batch pairs.tsv -o corpora/ --jobs 4 --merge all.tmx

\b
In OUT_DIR: a corpus and a report (HTML) a pair, manifest.jsonl with how each
went, totals.json, and overview.html, the worst documents first. The same
command again goes on where it was interrupted, and does nothing twice.
Exit codes: 0 all done, 1 a pair failed, 2 wrong usage, 130 stopped by Ctrl-C.
"""


@click.command("batch", epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("inputs", metavar="PAIRS | SOURCE_DIR TARGET_DIR", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="OUT_DIR", required=True, help="The folder to write to; made if it is not there."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="tsv",
    show_default=True,
    help="Form of the corpora.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes; as many as cores if not given.")
@click.option(
    "--engine",
    type=click.Choice(("local", "ray")),
    default="local",
    show_default=True,
    help="Where to work: on this machine, or on a Ray cluster, which all see OUT_DIR.",
)
@click.option("--merge", metavar="ONE", help="Put all segments into one file, too (.tsv, .tmx, .parquet), each once.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Mark segments of less confidence as uncertain.",
)
@click.option("--drop", is_flag=True, help="Leave out what --min-confidence would mark.")
@click.option("--no-reports", is_flag=True, help="Write no report (HTML) of each pair.")
@click.option("--sentences", is_flag=True, help="The input is one sentence a line already: take it as it is.")
@language_options("Language of all sources (de, en); detected if not given.", "Language of all targets, likewise.")
@reading_options
@alignment_options
@flag_options
@click.option("--no-checks", is_flag=True, help="Leave out the flags.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary on standard error.")
def command(inputs: tuple[str, ...], output: str, **options: Any) -> None:  # noqa: ANN401
    """Align many pairs of documents: those that the table PAIRS lists, or those found in two folders.

    PAIRS has the columns source and target, as `aligner pair` writes them. A pair that fails does not stop the others.
    """
    if options["drop"] and not options["min_confidence"]:
        raise click.UsageError("--drop needs --min-confidence: it leaves out what is less sure than that.")
    if len(inputs) > 2:
        raise click.UsageError("Give PAIRS, or SOURCE_DIR and TARGET_DIR.")
    pairs = _listed(inputs[0]) if len(inputs) == 1 else _found(inputs[0], inputs[1], output, options)
    with _stopped_by_interrupt() as stop:
        result = _run(pairs, output, options, stop)
    for entry in result.failures:
        report("error", f"{entry.document}: {entry.error}")
    if not options["quiet"]:
        for line in summary(result):
            click.echo(line, err=True)
    if not result.is_whole:
        done = f"{len(result.entries)} of {result.totals.documents} pairs are done"
        click.echo(f"aligner: {done}; the same command goes on from here", err=True)
        sys.exit(INTERRUPTED)
    if result.failures:
        sys.exit(FAILED)


def summary(result: BatchResult) -> Iterator[str]:
    """Yield a table of the documents to look at first, and what all come to."""
    from aligner.batch.totals import worst_first

    shown = [entry for entry in worst_first(result.entries) if entry.is_done][:SHOWN]
    if shown:
        yield from table("document", [(entry.document, _figures(entry)) for entry in shown])
    left = result.totals.done - len(shown)
    if left > 0:
        yield f"and {left:,} more: see {result.folder / 'overview.html'}"
    totals = result.totals
    counts = f"{totals.done} pairs, {totals.segments:,} segments, {totals.flagged:,} of them with findings"
    kept = f"; {result.kept} were done before" if result.kept else ""
    failed = f"; {totals.failed} failed" if totals.failed else ""
    yield f"aligner: {counts}{failed}{kept}; {result.folder / 'overview.html'}"
    if result.merged is not None:
        merged = result.merged
        yield f"aligner: {merged.path}: {merged.segments:,} segments, {merged.duplicates:,} duplicates left out"


def _figures(entry: Entry) -> dict[str, str]:
    counts = entry.counts
    mean = counts["mean_confidence"]
    flagged = counts["flagged_segments"]
    return {
        "segments": f"{counts['segments']:,}",
        **{
            severity: f"{flagged[severity]:,}" if flagged[severity] else ""
            for severity in ("critical", "major", "minor")
        },
        "uncertain": f"{counts['uncertain']:,}" if counts["uncertain"] else "",
        "mean confidence": "" if mean is None else f"{mean:.4f}",
        "warnings": str(len(entry.warnings) or ""),
    }


def _listed(path: str) -> list[tuple[str, str]]:
    from aligner.pairing.table import read_pairs

    if Path(path).is_dir():
        raise click.UsageError(f"{path} is a folder: give a second one, with the translations.")
    return [(pair.source, pair.target) for pair in read_pairs(path)]


def _found(source_folder: str, target_folder: str, output: str, options: dict[str, Any]) -> list[tuple[str, str]]:
    """Pair two folders; the pairs are kept, so that the same command again need not find them anew."""
    from aligner.batch.finding import pairs_of_folders

    encoder = click.get_current_context().obj
    found = pairs_of_folders(
        source_folder,
        target_folder,
        Path(output),
        (options["source_lang"], options["target_lang"]),
        model=options["model"],
        encoder=encoder,
        progress=no_progress if options["quiet"] else progress_bars(),
    )
    for reason in found.left_out:
        report("warning", f"left out: {reason}")
    return [(pair.source, pair.target) for pair in found.pairs]


def _run(pairs: list[tuple[str, str]], output: str, options: dict[str, Any], stop: Callable[[], bool]) -> BatchResult:
    aligning: dict[str, Any] = {name: options[name] for name in _ALIGNING if name in options}
    common: dict[str, Any] = {
        "jobs": options["jobs"],
        "min_confidence": options["min_confidence"],
        "drop": options["drop"],
        "merged": options["merge"],
        "model": options["model"],
        "stop": stop,
        "progress": no_progress if options["quiet"] else progress_bars(),
        "source_language": options["source_lang"],
        "target_language": options["target_lang"],
        "checks": not options["no_checks"],
        **aligning,
    }
    if options["engine"] == "ray":
        from aligner.batch.cluster.running import align_on_cluster

        return align_on_cluster(pairs, output, **common)
    from aligner.batch.running import align_many

    return align_many(
        pairs,
        output,
        format=options["format_name"],
        reports=not options["no_reports"],
        encoder=click.get_current_context().obj,
        **common,
    )


@contextlib.contextmanager
def _stopped_by_interrupt() -> Iterator[Callable[[], bool]]:
    """Tell of Ctrl-C, so that what is begun is finished; the second one interrupts at once."""
    stopped = threading.Event()

    def stop(number: int, frame: object) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()
        report("note", "finishing what is begun; Ctrl-C again stops at once")

    if threading.current_thread() is not threading.main_thread():
        yield stopped.is_set
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped.is_set
    finally:
        signal.signal(signal.SIGINT, before)
