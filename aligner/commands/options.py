"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import click

from aligner.checks.thresholds import DEFAULT_SENSITIVITY, SENSITIVITIES, Selection
from aligner.corpus.format_names import FORMAT_NAMES, UI_LANGUAGES
from aligner.documents.forms import CHOICES as READ_AS

_Function = TypeVar("_Function", bound=Callable[..., Any])

STANDARD_STREAM: Final = "-"
REFLOW: Final = ("auto", "never", "always")


def encoder_arguments(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a function of the pipeline gets its encoder, by the options of the command.

    A program that runs commands in its own process may load one and give it as the object of the context,
    `main(arguments, obj=encoder)`: it is used instead.
    """
    encoder = click.get_current_context().obj
    if encoder is not None:
        return {"encoder": encoder}
    model = {"model": options["model"]} if "model" in options else {}
    return {**model, "cache": not options["no_cache"], "threads": options["threads"]}


def language_tag(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Return `de`, `en-GB` or the like for a code or a name of a language; a usage error for anything else."""
    from aligner.corpus.language_codes import canonical

    if value is None:
        return None
    tag = canonical(value)
    if not tag:
        raise click.BadParameter(
            f"{value!r} is no language that is known; give a code or a name, such as de or German."
        )
    return tag


def language_code(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Return the two-letter code of a language; a usage error as `language_tag`."""
    tag = language_tag(ctx, option, value)
    return tag and tag.partition("-")[0]


def alignment_options(function: _Function) -> _Function:
    """Add --model and --max-bead."""
    model = click.option(
        "--model", metavar="NAME_OR_PATH", help="A sentence-transformers model instead of the one that ships."
    )
    max_bead = click.option(
        "--max-bead",
        type=click.IntRange(1, 6),
        default=6,
        show_default=True,
        help="Largest number of sentences on either side of a segment.",
    )
    return model(max_bead(function))


def output_options(function: _Function) -> _Function:
    """Add --output, --format and --ui-lang."""
    output = click.option(
        "-o",
        "--output",
        metavar="OUT",
        default=STANDARD_STREAM,
        help="Where to write; standard output if not given.",
    )
    form = click.option(
        "--format",
        "format_name",
        type=click.Choice(FORMAT_NAMES),
        help="Form of the output; by OUT's ending, else tsv.",
    )
    return output(form(report_language_option(function)))


def report_language_option(function: _Function) -> _Function:
    """Add --ui-lang, for a report."""
    return click.option(
        "--ui-lang",
        type=click.Choice(UI_LANGUAGES),
        default=UI_LANGUAGES[0],
        show_default=True,
        help="Language that a report (HTML) speaks.",
    )(function)


def language_options(source_help: str, target_help: str) -> Callable[[_Function], _Function]:
    """Add --source-lang and --target-lang."""
    source = click.option("--source-lang", callback=language_tag, metavar="CODE", help=source_help)
    target = click.option("--target-lang", callback=language_tag, metavar="CODE", help=target_help)
    return lambda function: source(target(function))


def threads_option(function: _Function) -> _Function:
    """Add --threads."""
    explanation = "Processor threads; as many as cores if not given."
    return click.option("--threads", type=click.IntRange(1), help=explanation)(function)


def reading_options(function: _Function) -> _Function:
    """Add --as, --reflow and --encoding."""
    form = click.option(
        "--as",
        "read_as",
        type=click.Choice(READ_AS),
        default="auto",
        metavar="FORMAT",
        help=f"Format of the input; found out if not given, and plain text with `text` ({', '.join(READ_AS)}).",
    )
    reflow = click.option(
        "--reflow",
        type=click.Choice(REFLOW),
        default="auto",
        show_default=True,
        help="Join hard-wrapped lines: where the text looks wrapped, never, or always.",
    )
    encoding = click.option("--encoding", metavar="NAME", help="Encoding of the input; detected if not given.")
    return form(reflow(encoding(function)))


def flag_options(function: _Function) -> _Function:
    """Add --sensitivity, --only and --skip."""
    sensitivity = click.option(
        "--sensitivity",
        type=click.Choice(SENSITIVITIES),
        default=DEFAULT_SENSITIVITY,
        show_default=True,
        help="How doubtful a finding may be and still be shown: low shows fewer, high more.",
    )
    only = click.option(
        "--only",
        callback=_flag_names,
        default="",
        metavar="NAMES",
        help="Show only these flags: comma-separated, such as number,name; omission stands for both of its kinds.",
    )
    skip = click.option(
        "--skip",
        callback=_flag_names,
        default="",
        metavar="NAMES",
        help="Do not show these flags; written as for --only.",
    )
    return sensitivity(only(skip(function)))


def _flag_names(ctx: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the names that were given, comma-separated; a usage error for one that does not exist."""
    names = tuple(filter(None, (name.strip() for name in value.split(","))))
    try:
        Selection.of(only=names)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error
    return names
