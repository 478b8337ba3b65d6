"""`aligner stats`: how much text a corpus has, what was found in it, how much is reviewed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, Any, Final

import click

from aligner.commands.reviewable import texts_aligned_first
from aligner.commands.tables import Row, table

if TYPE_CHECKING:
    from aligner.checks.flag import Severity
    from aligner.corpus.corpus import Corpus
    from aligner.corpus.segment import Segment
    from aligner.corpus.statistics import Statistics

_EXAMPLES = """\b
Examples:
  aligner stats checked.jsonl
  aligner stats chapters/*.tsv
  aligner stats --format json checked.jsonl | jq .total.review.share
  aligner stats --changes parallel.tsv

A word is what stands between white space and has a letter or a digit. A segment is reviewed once it is accepted,
edited or rejected. Dismissed findings do not count.
"""

_TOTAL: Final = "total"


@click.command("stats", epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("corpora", metavar="CORPUS...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="For people or for programs.",
)
@click.option("--changes", is_flag=True, help="List what a reviser has changed, too: as it was, and as it is.")
def command(corpora: tuple[str, ...], form: str, *, changes: bool) -> None:
    """Count segments, words and findings in each CORPUS, and in all of them.

    The decisions of a review of CORPUS count too, whether they are saved in it or not.
    """
    from aligner.corpus.files import write_standard_output

    counts: list[tuple[str, Statistics]] = []
    changed: list[tuple[str, tuple[Segment, ...]]] = []
    for path in corpora:
        corpus = _corpus(path)
        counts.append((path, corpus.statistics()))
        if changes:
            changed.append((path, tuple(segment for segment in corpus if segment.status == "edited")))
    total = reduce(add, (found for _, found in counts))
    if form == "json":
        lines = _json(counts, total, changed)
    else:
        lines = chain(_tables(counts, total), *(_changes(*found, is_alone=len(corpora) == 1) for found in changed))
    write_standard_output(f"{line}\n" for line in lines)


def _corpus(path: str) -> Corpus:
    from aligner.corpus.corpus import Corpus
    from aligner.review.keeping.exporting import with_dated_decisions

    with texts_aligned_first(path, "then aligner stats parallel.tsv"):
        return with_dated_decisions(Corpus.read(path), path)


def _json(
    counts: Sequence[tuple[str, Statistics]],
    total: Statistics,
    changed: Sequence[tuple[str, Sequence[Segment]]],
) -> Iterator[str]:
    changes = {name: {"changes": list(map(_change, segments))} for name, segments in changed}
    corpora = [{"corpus": name, **found.as_dict(), **changes.get(name, {})} for name, found in counts]
    yield json.dumps({"corpora": corpora, _TOTAL: total.as_dict()}, ensure_ascii=False, indent=2)


def _change(segment: Segment) -> dict[str, Any]:
    before = segment.before
    revision = segment.revision
    return {
        "id": segment.id,
        "source": segment.source,
        "target": segment.target,
        "source_before": before and before[0],
        "target_before": before and before[1],
        "time": revision.time if revision else "",
        "by": revision.by if revision else "",
        "note": segment.note,
    }


def _changes(name: str, segments: Sequence[Segment], *, is_alone: bool) -> Iterator[str]:
    """Yield the list of what was changed: a line of what it is, then each text that differs, before and after."""
    from aligner.corpus.tsv import flat

    yield ""
    yield f"changes{'' if is_alone else f' in {name}'}: {len(segments) or 'none'}"
    for segment in segments:
        revision = segment.revision
        known = (revision.day, revision.by) if revision else ()
        yield ", ".join((f"segment {segment.id}", *filter(None, known)))
        if segment.before is None:
            yield f"  + {flat(segment.target)}"
        for before, now in zip(segment.before or (), (segment.source, segment.target), strict=False):
            if before != now:
                yield f"  - {flat(before)}"
                yield f"  + {flat(now)}"
        if segment.note:
            yield f"  ({flat(segment.note)})"


def _tables(counts: Sequence[tuple[str, Statistics]], total: Statistics) -> Iterator[str]:
    rows = [*counts, (_TOTAL, total)] if len(counts) > 1 else counts
    yield from table("corpus", [(name, _amounts(found)) for name, found in rows])
    yield ""
    yield from table("corpus", [(name, _states(found)) for name, found in rows])
    if total.reviewed:
        yield ""
        yield from table("corpus", [(name, _decisions(found)) for name, found in rows])
    yield ""
    beads = ", ".join(f"{kind} {count:,}" for kind, count in total.as_dict()["beads"].items())
    yield f"beads: {beads or 'none'}"
    if total.flags:
        last = ("all", _grades(total.by_severity()))
        yield ""
        yield from table("finding", [*((name, _grades(found)) for name, found in total.by_name().items()), last])
        yield ""
        yield from table("category", [*((name, _grades(found)) for name, found in total.by_category().items()), last])


def _amounts(counts: Statistics) -> Row:
    sides = {"source": counts.source, "target": counts.target}
    return {
        "segments": f"{counts.segments:,}",
        **{
            f"{side} {unit}": f"{getattr(amount, unit):,}"
            for side, amount in sides.items()
            for unit in ("sentences", "words", "characters")
        },
    }


def _states(counts: Statistics) -> Row:
    from aligner.corpus.statistics import WORST_FIRST

    mean = counts.mean_confidence
    return {
        "flagged segments": f"{counts.flagged:,}",
        **{severity: f"{counts.severities.get(severity, 0):,}" for severity in WORST_FIRST},
        "uncertain": f"{counts.uncertain:,}",
        "without target": f"{counts.without_target:,}",
        "without source": f"{counts.without_source:,}",
        "mean confidence": "" if mean is None else f"{mean:.4f}",
        "reviewed": f"{100 * counts.reviewed_share:.1f}%",
    }


def _decisions(counts: Statistics) -> Row:
    from aligner.corpus.statistics import REVIEWED

    return {
        **{status: f"{counts.statuses.get(status, 0):,}" for status in REVIEWED},
        "open": f"{counts.segments - counts.reviewed:,}",
        "notes": f"{counts.notes:,}",
        "first": counts.first_decision.partition("T")[0],
        "last": counts.last_decision.partition("T")[0],
    }


def _grades(counts: Mapping[Severity, int]) -> Row:
    return {
        **{severity: f"{count:,}" if count else "" for severity, count in counts.items()},
        "all": f"{sum(counts.values()):,}",
    }
