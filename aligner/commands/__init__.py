"""The command line: one module a command, imported when it is called."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, Final

import click

from aligner.commands.failures import failures_in_one_line, warnings_in_one_line

_COMMANDS: Final = {
    "align": "Align a text with its translation.",
    "check": "Flag errors in text that is aligned already.",
    "review": "Go through the segments in the browser.",
    "pair": "Find out which document translates which.",
    "batch": "Align many pairs of documents.",
    "export": "Convert a corpus to another format.",
    "stats": "Count segments, words and findings.",
    "split": "Split a text into sentences, one a line.",
    "evaluate": "Score an alignment against gold.",
}
"""Names and summaries stand here so that `aligner --help` imports none of them."""

_EXAMPLES: Final = """\b
Examples:
  aligner align original.en.txt translation.de.txt -o parallel.tsv
  aligner check parallel.tsv -o checked.tsv --fail-on major
  aligner align --help
"""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"aligner.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def main(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (as click has it)
        with failures_in_one_line():  # of the help, too
            return super().main(*arguments, **options)

    def invoke(self, ctx: click.Context) -> object:
        with failures_in_one_line(), warnings_in_one_line():
            return super().invoke(ctx)


def _print_version(ctx: click.Context, option: click.Parameter, given: bool) -> None:
    if given and not ctx.resilient_parsing:
        from aligner.commands.version import version_line

        click.echo(version_line())
        ctx.exit()


@click.group(
    "aligner",
    cls=_Commands,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and the model that ships, as one line, and exit.",
)
def main() -> None:
    """Align a German and an English version of a text, and say how sure each segment is."""
    # No time is spent in BLAS here, and its threads contend with the encoder's. Numpy reads this when it is imported,
    # which no command does before it runs.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
