"""`aligner check`: flags for text that is aligned already."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Final

import click

from aligner.checks.flag import SEVERITIES
from aligner.checks.kinds import ASKED_KINDS, FLAG_KINDS
from aligner.commands.closing import flag_table, next_step, segments_told
from aligner.commands.options import encoder_arguments, flag_options, language_options, output_options, threads_option
from aligner.commands.places import require_place
from aligner.commands.progress import progress_bars, say_at_once
from aligner.commands.reviewable import texts_aligned_first
from aligner.commands.suggesting import ListCommand
from aligner.progress import no_progress

if TYPE_CHECKING:
    from aligner.corpus.corpus import Corpus

FOUND: Final = 1
"""Exit code where --fail-on found something."""

_EXAMPLES = """\b
Examples:
  aligner check parallel.tsv -o checked.tsv
  aligner check memory.tmx --source-lang en --target-lang de -o checked.jsonl
  aligner check parallel.tsv --fail-on major --only number,unit,date -o checked.tsv
  aligner check parallel.tsv --only typography -o spaces-and-marks.tsv
  aligner check parallel.jsonl --skip length,inconsistent --sensitivity low | less

\b
Flags:
  {flags}

`omission` and `addition` stand for both of their kinds. Only where --only names
them are shown: {asked}.
""".format(flags="\n  ".join(FLAG_KINDS), asked=", ".join(ASKED_KINDS))


@click.command("check", cls=ListCommand, epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("corpus", metavar="CORPUS")
@output_options
@language_options(
    "Language of the source (de, en); detected if not given. Chooses one in a memory (TMX) of several.",
    "Language of the target (de, en); detected if not given. Chooses one in a memory (TMX) of several.",
)
@flag_options
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="Exit with 1 if there is a flag of this severity or worse; the output is written all the same.",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor keep encodings of earlier runs.")
@threads_option
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary on standard error.")
def command(corpus: str, output: str, format_name: str | None, **options: Any) -> None:  # noqa: ANN401
    """Flag omissions, additions and mistranslations in CORPUS (TSV, JSONL, TMX, XLIFF, XLSX).

    It is text that is aligned already, by whatever program. A TSV or XLSX needs a header with the columns source and
    target, in any order and among any others.
    """
    from aligner.corpus.privacy import as_private_as

    require_place(output, format_name, (corpus,))
    started = time.monotonic()
    if not options["quiet"]:
        say_at_once(f"reading {corpus}")
    with as_private_as([corpus]):
        with texts_aligned_first(corpus, "which checks it, too"):
            checked = _check(corpus, options)
        checked.write(output, format_name, ui_language=options["ui_lang"])
    if not options["quiet"]:
        time_taken = f"aligner: {segments_told(len(checked))}; {time.monotonic() - started:.1f} s"
        for line in (*flag_table(checked), time_taken, *next_step(output, format_name)):
            click.echo(line, err=True)
    if options["fail_on"] and _worst(checked) >= SEVERITIES.index(options["fail_on"]):
        sys.exit(FOUND)


def _check(corpus: str, options: dict[str, Any]) -> Corpus:
    from aligner.pipeline.check import check

    return check(
        corpus,
        source_language=options["source_lang"],
        target_language=options["target_lang"],
        sensitivity=options["sensitivity"],
        only=options["only"],
        skip=options["skip"],
        **encoder_arguments(options),
        progress=no_progress if options["quiet"] else progress_bars(),
    )


def _worst(corpus: Corpus) -> int:
    """Return the place of the worst severity in `SEVERITIES`, -1 where there is no flag."""
    return max((SEVERITIES.index(flag.severity) for segment in corpus for flag in segment.flags), default=-1)
