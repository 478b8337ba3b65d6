"""A segment as a row of the report: number and confidence, both texts, and why it was flagged.

Rows are many, so they are short: end tags that HTML does not ask for are left out, and so are the quotes of attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus.report.marking import Mark, inline, marked, plain, runs_from_right
from aligner.corpus.report.places import places
from aligner.corpus.report.wording import STATUS_SYMBOLS, kind_of, percent, title_of
from aligner.corpus.segment import STATUSES, Segment, worst_severity
from aligner.corpus.statistics import WORST_FIRST, open_flags

_NOTHING: Final = ("not in the source", "not in the target")
_CLASSES: Final = frozenset(filter(None, (*SEVERITIES, *STATUSES)))


def row(segment: Segment, tags: tuple[str, str]) -> str:
    """Return the row of a segment.

    `tags` are the languages of source and target, ready for `lang`; empty where the table around has the same.
    """
    flags = open_flags(segment)
    remarks = "".join(_remarks(segment, flags))
    classes = _class(worst_severity(flags), segment.status)
    return (
        f"<tr id={anchor(segment)}{classes}><th>{segment.id}{_confidence(segment)}"
        f"{_cell(segment, flags, tags, 0)}{_cell(segment, flags, tags, 1)}"
        f"{remarks and f'<td>{remarks}'}\n"
    )


def anchor(segment: Segment) -> str:
    """Return the row's id, for links."""
    return f"s{segment.id}"


def findings(flags: Iterable[Flag]) -> str:
    """Return a list of flags, of one at least, worst first: their titles, reasons, severities and probabilities."""
    worst_first = sorted(flags, key=lambda flag: WORST_FIRST.index(flag.severity))
    return f"<ul>{''.join(map(_finding, worst_first))}</ul>"


def _class(*names: str) -> str:
    given = [name for name in names if name in _CLASSES]
    if not given:
        return ""
    return f" class={given[0]}" if len(given) == 1 else ' class="{} {}"'.format(*given)


def _confidence(segment: Segment) -> str:
    return "" if segment.confidence is None else f"\n{percent(segment.confidence)}"


def _cell(segment: Segment, flags: Iterable[Flag], tags: tuple[str, str], side: int) -> str:
    text = (segment.source, segment.target)[side]
    if not text:
        return f"<td class=empty>{_NOTHING[side]}"
    marks = [Mark(*span, kind_of(flag)) for flag in flags for where, span in places(flag, segment) if where == side]
    attributes = (tags[side] and f" lang={tags[side]}") + (" dir=auto" if runs_from_right(text) else "")
    return f"<td{attributes}>{marked(text, marks)}"


def _remarks(segment: Segment, flags: tuple[Flag, ...]) -> Iterator[str]:
    if flags:
        yield findings(flags)
    if segment.status:
        yield f"<p class=status>{STATUS_SYMBOLS.get(segment.status, '')} {plain(segment.status)}"
    if segment.note:
        yield f"<p class=note><b>Note:</b> {inline(segment.note)}"


def _finding(flag: Flag) -> str:
    degree = flag.severity if flag.probability is None else f"{flag.severity}, {percent(flag.probability)}"
    return (
        f'<li class="f-{kind_of(flag)} {flag.severity}">'
        f"<b>{plain(title_of(flag.name))}</b> {inline(flag.message)} <i>{plain(degree)}</i>"
    )
