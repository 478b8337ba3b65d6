"""`aligner export`: a corpus in another format."""

from __future__ import annotations

import click

from aligner.commands.options import language_options, output_options
from aligner.commands.places import require_place

_EXAMPLES = """\b
Examples:
  aligner export parallel.tsv -o parallel.tmx
  aligner export memory.tmx --source-lang en --target-lang de -o memory.tsv
  aligner export checked.jsonl -o for-the-client.xlsx
  aligner export checked.jsonl -o report.html
  aligner export checked.jsonl --format xliff | xmllint --format -

JSONL, TMX and XLIFF hold the flags in full, XLSX in a hidden column, TSV their names and evidence. HTML is a report to
read, which cannot be read back.
"""


@click.command("export", epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("corpus", metavar="CORPUS")
@output_options
@language_options(
    "Which language is the source, in a memory (TMX) of several.",
    "Which language is the target, in a memory (TMX) of several.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
def command(
    corpus: str,
    output: str,
    format_name: str | None,
    source_lang: str | None,
    target_lang: str | None,
    *,
    quiet: bool,
) -> None:
    """Convert CORPUS (TSV, JSONL, TMX, XLIFF, XLSX) to another format, with the decisions of its review."""
    from aligner.corpus.corpus import read_corpus
    from aligner.corpus.privacy import as_private_as
    from aligner.review.keeping.exporting import with_decisions

    require_place(output, format_name, (corpus,))
    with as_private_as([corpus]):
        found = with_decisions(read_corpus(corpus, (source_lang, target_lang)), corpus)
        found.write(output, format_name)
    if not quiet:
        click.echo(f"aligner: {len(found)} segments", err=True)
