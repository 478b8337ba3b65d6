"""A segment as a row of the report: number and confidence, both texts, and why it was flagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from aligner.checks.flag import Flag
from aligner.corpus.statistics import open_flags, worst_severity
from aligner.report.marking import Mark, marked, plain, shown
from aligner.report.wording import STATUS_SYMBOLS, SYMBOLS, kind_of, percent, title_of

if TYPE_CHECKING:
    from aligner.corpus.segment import Segment

_NOTHING: Final = "no counterpart"


def row(segment: Segment, source_language: str) -> str:
    """Return the row of a table whose language is that of the target. `source_language` is a tag, or empty.

    Rows are many: what an attribute could say and the style sheet can see by itself is left out.
    """
    flags = open_flags(segment)
    remarks = "".join(_remarks(segment, flags))
    return (
        f"<tr id={anchor(segment)}{_class(worst_severity(flags), segment.status)}><th>{segment.id}{_confidence(segment)}</th>"
        f"{_cell(segment.source, source_language, _marks(flags, 0))}{_cell(segment.target, '', _marks(flags, 1))}"
        f"{f'<td lang=en>{remarks}</td>' if remarks else ''}</tr>\n"
    )


def anchor(segment: Segment) -> str:
    """Return the row's id, for links."""
    return f"s{segment.id}"


def findings(flags: tuple[Flag, ...]) -> str:
    """Return a list of flags: what each is called, how grave it is, how probable, and why."""
    return f'<ul class="flags">{"".join(map(_finding, flags))}</ul>' if flags else ""


def _class(*names: str) -> str:
    given = " ".join(filter(None, names))
    return f' class="{plain(given)}"' if given else ""


def _lang(tag: str) -> str:
    return f" lang={tag}" if tag else ""


def _confidence(segment: Segment) -> str:
    return "" if segment.confidence is None else f"<i>{percent(segment.confidence)}</i>"


def _marks(flags: Iterable[Flag], side: int) -> list[Mark]:
    spans = ((flag, (flag.source_span, flag.target_span)[side]) for flag in flags)
    return [Mark(*span, kind_of(flag)) for flag, span in spans if span]


def _cell(text: str, language: str, marks: list[Mark]) -> str:
    if not text:
        return f"<td class=empty lang=en>{_NOTHING}</td>"
    return f"<td{_lang(language)}>{marked(text, marks)}</td>"


def _remarks(segment: Segment, flags: tuple[Flag, ...]) -> Iterator[str]:
    yield findings(flags)
    if segment.status:
        yield f'<p class="status">{STATUS_SYMBOLS.get(segment.status, "")} {plain(segment.status)}</p>'
    if segment.note:
        yield f'<p class="note"><b>Note:</b> <bdi>{shown(segment.note)}</bdi></p>'


def _finding(flag: Flag) -> str:
    degree = flag.severity if flag.probability is None else f"{flag.severity}, {percent(flag.probability)}"
    return (
        f'<li class="flag f-{kind_of(flag)} severity-{plain(flag.severity)}">'
        f'<span class="symbol" aria-hidden="true">{SYMBOLS.get(flag.severity, "")}</span> '
        f'<span class="name">{plain(title_of(flag.name))}</span> '
        f'<span class="message">{shown(flag.message)}</span> <span class="degree">{plain(degree)}</span></li>'
    )
