"""`aligner pair`: which document translates which."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner.commands.failures import report
from aligner.commands.options import STANDARD_STREAM, encoder_arguments, language_options, threads_option
from aligner.commands.progress import progress_bars
from aligner.progress import no_progress

if TYPE_CHECKING:
    from aligner.pairing.documents import Pairing

_EXAMPLES = """\b
Examples:
  aligner pair originals/ translations/ -o pairs.tsv
  aligner pair texts/ texts/ --source-lang en
  aligner batch pairs.tsv -o corpora/

\b
Columns: source, target, score (0 to 1: how sure the pair is), margin (how far
it is ahead of the best rival of either document). Documents without partner
stand at the end, the other columns empty.
"""


@click.command("pair", epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("source_folder", metavar="SOURCE_DIR")
@click.argument("target_folder", metavar="TARGET_DIR")
@click.option(
    "-o", "--output", metavar="PAIRS", default=STANDARD_STREAM, help="Where to write; standard output if not given."
)
@language_options(
    "Language of all of SOURCE_DIR (de, en); detected for each document if not given.",
    "Language of all of TARGET_DIR (de, en); detected for each document if not given.",
)
@click.option("--model", metavar="NAME_OR_PATH", help="A sentence-transformers model instead of the one that ships.")
@click.option("--no-cache", is_flag=True, help="Neither read nor keep vectors of earlier runs.")
@threads_option
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary on standard error.")
def command(source_folder: str, target_folder: str, output: str, **options: Any) -> None:  # noqa: ANN401
    """Find out which document in SOURCE_DIR has which document in TARGET_DIR as its translation.

    By what is in them, in which order: file names are only a hint. Both may be the same folder, with texts in both
    languages.
    """
    from aligner.corpus.files import require_writable, write_files, write_standard_output
    from aligner.pairing.table import dump

    if output != STANDARD_STREAM:
        require_writable(Path(output))
    started = time.monotonic()
    pairing = _pair(source_folder, target_folder, options)
    for _, reason in pairing.unreadable:
        report("warning", f"left out: {reason}")
    lines = list(dump(pairing))
    if output == STANDARD_STREAM:
        write_standard_output(lines)
    else:
        write_files({Path(output): lines})
    if not pairing.pairs:
        report("warning", "no document has a translation among the others: is one folder German, the other English?")
    if not options["quiet"]:
        click.echo(f"aligner: {summary(pairing)}; {time.monotonic() - started:.1f} s", err=True)


def summary(pairing: Pairing) -> str:
    """Say in one line how many pairs there are, and how many documents are left."""
    sources, targets = len(pairing.unmatched_sources), len(pairing.unmatched_targets)
    left = f"{_counted(sources, 'source')} and {_counted(targets, 'target')} without partner"
    return f"{_counted(len(pairing.pairs), 'pair')}, {left}"


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _pair(source_folder: str, target_folder: str, options: dict[str, Any]) -> Pairing:
    from aligner.pairing.documents import pair_documents
    from aligner.pairing.folders import documents_in

    return pair_documents(
        documents_in(source_folder),
        documents_in(target_folder),
        source_language=options["source_lang"],
        target_language=options["target_lang"],
        **encoder_arguments(options),
        progress=no_progress if options["quiet"] else progress_bars(),
    )
