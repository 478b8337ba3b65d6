"""What a command says at its end: the flags that there are, and what to do with the result."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.checks.flag import SEVERITIES
from aligner.checks.kinds import ASKED_KINDS, FLAG_KINDS
from aligner.commands.options import STANDARD_STREAM

if TYPE_CHECKING:
    from aligner.corpus.corpus import Corpus


def flag_table(corpus: Corpus) -> Iterator[str]:
    """Yield the lines of a table: how many flags of each name and severity there are. None where there is no flag."""
    counts = Counter((flag.name, flag.severity) for segment in corpus for flag in segment.flags)
    if not counts:
        return
    worst_first = SEVERITIES[::-1]
    yield f"{'flag':18}" + "".join(f"{severity:>10}" for severity in worst_first)
    for name in (*FLAG_KINDS, *ASKED_KINDS):
        row = [counts[name, severity] for severity in worst_first]
        if any(row):
            yield f"{name:18}" + "".join(f"{count or '':>10}" for count in row)


def segments_told(count: int) -> str:
    """Return a count of segments in words."""
    return f"{count} segment{'' if count == 1 else 's'}"


def next_step(output: str, format_name: str | None) -> Iterator[str]:
    """Yield the line that says what to do with a file that was written; none for what is no file."""
    yield from link(output, format_name)
    if _is_file(output):
        from aligner.corpus.formats import READABLE, output_format, read_format

        written = output_format(output, format_name)
        if written in READABLE and read_format(output) == written:
            name = output if not output.startswith("-") else f"./{output}"
            yield f"aligner: next: aligner review {shlex.quote(name)}"


def link(output: str, format_name: str | None) -> Iterator[str]:
    """Yield a line with the address of a report that was written; none for anything else."""
    from aligner.corpus.formats import FORMATS, ReportFormat, output_format

    if _is_file(output) and isinstance(FORMATS[output_format(output, format_name)], ReportFormat):
        yield f"aligner: open it in a browser: {Path(output).absolute().as_uri()}"


def _is_file(output: str) -> bool:
    from aligner.corpus.files import is_special

    return output != STANDARD_STREAM and not is_special(Path(output))
