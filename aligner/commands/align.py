"""`aligner align`: the main job, from two texts to a parallel corpus."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner.commands.closing import flag_table, next_step, segments_told
from aligner.commands.failures import report
from aligner.commands.options import (
    STANDARD_STREAM,
    alignment_options,
    encoder_arguments,
    flag_options,
    language_options,
    output_options,
    reading_options,
    threads_option,
)
from aligner.commands.places import is_same_file, require_place
from aligner.commands.progress import progress_bars, say_at_once
from aligner.commands.suggesting import ListCommand
from aligner.errors import InputError, OutputError
from aligner.progress import no_progress

if TYPE_CHECKING:
    from aligner.corpus.corpus import Corpus
    from aligner.corpus.segment import Segment


_EXAMPLES = """\b
Examples:
  aligner align original.en.txt translation.de.txt -o parallel.tsv
  aligner align original.en.txt translation.de.txt --format jsonl | head
  aligner align original.en.txt translation.de.txt -o parallel.tsv --plot path.svg
  aligner align --sentences english.txt german.txt -o aligned.tsv
  aligner align original.en.txt translation.de.txt --skip uncertain,length -o parallel.tsv
  aligner align original.docx translation.pdf -o parallel.tsv

The columns are described in the README. Beside OUT, OUT.meta.json says how it was made.
"""


@click.command("align", cls=ListCommand, epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
@output_options
@click.option("--sentences", is_flag=True, help="The input is one sentence a line already: take it as it is.")
@language_options(
    "Language of SOURCE (de, en); detected if not given.", "Language of TARGET (de, en); detected if not given."
)
@reading_options
@alignment_options
@click.option(
    "--locked",
    metavar="CORPUS",
    help="An earlier corpus of the two texts: segments accepted or edited in it are kept.",
)
@flag_options
@click.option("--no-checks", is_flag=True, help="Leave out the flags.")
@click.option("--plot", metavar="FILE", help="Draw the path through both texts, too (.svg, .png).")
@click.option("--no-cache", is_flag=True, help="Neither read nor keep vectors of earlier runs.")
@threads_option
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary on standard error.")
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error what was read, and how it was aligned.")
def command(source: str, target: str, output: str, format_name: str | None, **options: Any) -> None:  # noqa: ANN401
    """Align SOURCE, the original, with TARGET, its translation.

    One is German and one English, whichever; `-` stands for standard input. Both may be plain text, or in another
    format that can be read (docs/formats.md).
    """
    if options["quiet"] and options["verbose"]:
        raise click.UsageError("--quiet and --verbose exclude each other.")
    _require_places(source, target, output, format_name)
    if options["plot"]:
        _require_picture(source, target, output, options["plot"])
    from aligner.corpus.privacy import as_private_as

    started = time.monotonic()
    if not options["quiet"]:
        say_at_once(f"reading {source} and {target}")
    with as_private_as([source, target]):
        corpus = _align(source, target, options)
        corpus.write(output, format_name, ui_language=options["ui_lang"])
        if options["plot"]:
            _draw(corpus, options["plot"])
    _warn_of_strangers(corpus)
    if not options["quiet"]:
        click.echo(f"aligner: {summary(corpus)}; {time.monotonic() - started:.1f} s", err=True)
    if options["verbose"]:
        _tell_more(corpus)
    if not options["quiet"]:
        for line in (*flag_table(corpus), *next_step(output, format_name)):
            click.echo(line, err=True)


def summary(corpus: Corpus) -> str:
    """Say in one line how many segments there are, how many of them lack something, and by which model."""
    omitted = sum(segment.bead.target_start == segment.bead.target_end for segment in corpus)
    added = sum(segment.bead.source_start == segment.bead.source_end for segment in corpus)
    uncertain = sum(map(_is_uncertain, corpus))
    counts = f"{segments_told(len(corpus))}, {omitted} without target, {added} without source, {uncertain} uncertain"
    return f"{counts}; model {corpus.signature.get('model', 'unknown')}"


def _require_places(source: str, target: str, output: str, format_name: str | None) -> None:
    """Find out before the work whether its result has a place, and one that holds none of the input."""
    if source == target == STANDARD_STREAM:
        raise InputError("SOURCE and TARGET are both -, but there is only one standard input; name one of the files")
    require_place(output, format_name, (source, target))


def _require_picture(source: str, target: str, output: str, picture: str) -> None:
    from aligner.corpus.picture.files import require_picture

    require_picture(picture)
    if any(is_same_file(Path(picture), other) for other in (source, target)) or picture == output:
        raise OutputError(f"{picture}: is another file of this run and would be lost; choose another FILE for --plot")


def _draw(corpus: Corpus, picture: str) -> None:
    from aligner.corpus.picture.files import write_picture

    write_picture(corpus, picture)


def _align(source: str, target: str, options: dict[str, Any]) -> Corpus:
    from aligner.corpus.corpus import Corpus
    from aligner.pipeline.align import align

    return align(
        source,
        target,
        source_language=_language(options["source_lang"]),
        target_language=_language(options["target_lang"]),
        sentences=options["sentences"],
        reflow=options["reflow"],
        encoding=options["encoding"],
        read_as=options["read_as"],
        **encoder_arguments(options),
        max_bead=options["max_bead"],
        checks=not options["no_checks"],
        sensitivity=options["sensitivity"],
        only=options["only"],
        skip=options["skip"],
        locked=Corpus.read(options["locked"]) if options["locked"] else None,
        progress=no_progress if options["quiet"] else progress_bars(),
    )


def _language(tag: str | None) -> str | None:
    return tag and tag.partition("-")[0]


def _is_uncertain(segment: Segment) -> bool:
    return any(flag.name == "uncertain" for flag in segment.flags)


def _warn_of_strangers(corpus: Corpus) -> None:
    from aligner.checks.structure import have_nothing_in_common

    in_place = [segment for segment in corpus if not any(flag.name == "moved" for flag in segment.flags)]
    beads = [segment.bead for segment in in_place]
    similarity = [segment.similarity for segment in in_place]
    confidence = [segment.confidence for segment in in_place]
    if have_nothing_in_common(beads, similarity, confidence):
        report("warning", "the two texts have hardly anything in common: are they translations of each other?")


def _tell_more(corpus: Corpus) -> None:
    signature = corpus.signature
    for side in ("source", "target"):
        known = signature.get(side, {})
        details = ", ".join(f"{name} {value}" for name, value in known.items())
        click.echo(f"aligner: {side}: {details}", err=True)
    beads = ", ".join(f"{kind}: {count}" for kind, count in signature.get("counts", {}).get("beads", {}).items())
    click.echo(f"aligner: beads: {beads}", err=True)
    click.echo(f"aligner: signature: {signature.get('signature', '')}", err=True)
