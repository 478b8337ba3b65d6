"""`aligner export`: a corpus in another format."""

from __future__ import annotations

import click

from aligner.commands.closing import link, segments_told
from aligner.commands.options import language_options, output_options
from aligner.commands.places import require_place
from aligner.commands.reviewable import texts_aligned_first
from aligner.commands.suggesting import ListCommand

_EXAMPLES = """\b
Examples:
  aligner export parallel.tsv -o parallel.tmx
  aligner export memory.tmx --source-lang en --target-lang de -o memory.tsv
  aligner export checked.jsonl -o for-the-client.xlsx
  aligner export checked.jsonl -o report.html --ui-lang de
  aligner export checked.jsonl -o clean.tmx --status accepted,edited --two-sided
  aligner export checked.jsonl --format xliff | xmllint --format -

JSONL, TMX and XLIFF hold the flags in full, XLSX in a hidden column, TSV their names and evidence. HTML is a report to
read, which cannot be read back.

Programs that read TMX and XLIFF take every segment for a translation: rejected
segments are left out of these two unless --status asks for them.
"""


def _statuses(ctx: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the names that were given, comma-separated; a usage error for one that does not exist."""
    from aligner.corpus.choosing import Choice

    names = tuple(filter(None, (name.strip() for name in value.split(","))))
    try:
        Choice.of(names, 0.0, "", two_sided=False)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error
    return names


@click.command("export", cls=ListCommand, epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("corpus", metavar="CORPUS")
@output_options
@language_options(
    "Which language is the source, in a memory (TMX) of several.",
    "Which language is the target, in a memory (TMX) of several.",
)
@click.option(
    "--status",
    callback=_statuses,
    default="",
    metavar="NAMES",
    help="Only segments of these: accepted, edited, rejected, open, comma-separated. Else all, but no rejected ones in "
    "TMX and XLIFF.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Only segments with at least this confidence (0 to 1).",
)
@click.option("--two-sided", is_flag=True, help="Only segments with text on both sides.")
@click.option("--initials", default="", metavar="TEXT", help="Who has decided, for the list of changes.")
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
def command(
    corpus: str,
    output: str,
    format_name: str | None,
    ui_lang: str,
    source_lang: str | None,
    target_lang: str | None,
    status: tuple[str, ...],
    min_confidence: float,
    initials: str,
    *,
    two_sided: bool,
    quiet: bool,
) -> None:
    """Convert CORPUS (TSV, JSONL, TMX, XLIFF, XLSX) to another format, with the decisions of its review."""
    from aligner.corpus.privacy import as_private_as
    from aligner.review.keeping.exporting import export

    require_place(output, format_name, (corpus,))
    with as_private_as([corpus]), texts_aligned_first(corpus, "then export that"):
        written = export(
            corpus,
            output,
            format_name,
            status=status,
            min_confidence=min_confidence,
            two_sided=two_sided,
            initials=initials.strip(),
            languages=(source_lang, target_lang),
            ui_language=ui_lang,
        )
    if not quiet:
        click.echo(f"aligner: {segments_told(len(written))}", err=True)
        for line in link(output, format_name):
            click.echo(line, err=True)
