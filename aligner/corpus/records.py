"""A record is one segment as a file states it: what every format reads, checked here and put together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.segment import STATUSES, Segment

LARGEST: Final = 10**15 - 1
"""Of ids and places: as large as every program that reads JSON takes them exactly."""
_ROOM: Final = 1000
"""So many more sentences than characters a side may have, for a reviser may shorten a text or delete it."""
_SHOWN: Final = 40
"""Characters of a wrong value that a message quotes."""


class Record(NamedTuple):
    """One segment as a file states it; None where the file does not say.

    `source_sentences` and `target_sentences` are sentence numbers from 0, `kind` the sizes of both sides, as
    in `2-1`.
    """

    source: str
    target: str
    id: int | None = None
    kind: str | None = None
    similarity: float | None = None
    confidence: float | None = None
    flags: tuple[Flag, ...] = ()
    scores: Mapping[str, float] | None = None
    source_sentences: tuple[int, ...] | None = None
    target_sentences: tuple[int, ...] | None = None
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None
    status: str = ""
    note: str = ""
    dismissed: tuple[str, ...] = ()


class Assembler:
    """Makes segments of records, given in the order of the file.

    Files do not say where in its text the empty side of a null bead lies, nor need they number sentences at
    all: both follow from the records before.
    """

    def __init__(self) -> None:
        self._count = 0
        self._source_end = 0
        self._target_end = 0
        self._ids: set[int] = set()

    def add(self, record: Record) -> Segment:
        """Return the record's segment. Raises ValueError where fields are out of range or do not agree."""
        self._count += 1
        check_share("similarity", record.similarity)
        check_share("confidence", record.confidence)
        if record.status not in STATUSES:
            raise ValueError(f"status is {record.status[:_SHOWN]!r}; use {', '.join(STATUSES[1:])} or leave it empty")
        return Segment(
            id=self._identifier(record.id),
            bead=self._bead(record),
            source=record.source,
            target=record.target,
            similarity=record.similarity,
            confidence=record.confidence,
            flags=record.flags,
            scores=record.scores,
            source_span=record.source_span,
            target_span=record.target_span,
            status=record.status,
            note=record.note,
            dismissed=record.dismissed,
        )

    def _identifier(self, given: int | None) -> int:
        identifier = self._count if given is None else given
        if identifier < 1:
            raise ValueError(f"id is {str(identifier)[:_SHOWN]}; ids count from 1")
        check_size("id", identifier)
        if identifier in self._ids:
            raise ValueError(f"id {identifier} is there twice; give every segment its own")
        self._ids.add(identifier)
        return identifier

    def _bead(self, record: Record) -> Bead:
        source_size, target_size = _sizes(record)
        source = _range("source", record.source, record.source_sentences, self._source_end, source_size)
        target = _range("target", record.target, record.target_sentences, self._target_end, target_size)
        bead = Bead(*source, *target)
        if bead.kind == "0-0":
            raise ValueError("neither side has a sentence; delete the line")
        if record.kind is not None and record.kind != bead.kind:
            raise ValueError(f"bead is {record.kind}, but the sentence numbers make it {bead.kind}; mend one of them")
        self._source_end, self._target_end = bead.source_end, bead.target_end
        return bead


def check_share(name: str, value: float | None) -> None:
    """Raise ValueError unless `value` is None or from 0 to 1."""
    if value is not None and not 0.0 <= value <= 1.0:
        raise ValueError(f"{name} is {str(value)[:_SHOWN]}; it must be from 0 to 1")


def check_span(name: str, start: int, end: int) -> tuple[int, int]:
    """Return the half-open range. Raises ValueError where it ends before it starts."""
    if not 0 <= start <= end:
        given = f"{name} runs from {str(start)[:_SHOWN]} to {str(end)[:_SHOWN]}"
        raise ValueError(f"{given}; give its start, then its end, in characters")
    check_size(name, end)
    return start, end


def check_size(name: str, value: int) -> None:
    """Raise ValueError where a whole number is larger than any id or place can be."""
    if value > LARGEST:
        raise ValueError(f"{name} has more than {len(str(LARGEST))} digits; give a smaller number")


def require_plausible(segment: Segment) -> None:
    """Raise ValueError where numbers of a segment of unknown origin are not those of its texts."""
    bead = segment.bead
    if segment.id < 1 or segment.status not in STATUSES:
        raise ValueError(f"segment {str(segment.id)[:_SHOWN]} is none")
    check_size("id", segment.id)
    for side, text, start, end in (
        ("source", segment.source, bead.source_start, bead.source_end),
        ("target", segment.target, bead.target_start, bead.target_end),
    ):
        check_span(f"{side}_sentences", start, end)
        _check_count(side, text, end - start)
    for name, span in (("source_span", segment.source_span), ("target_span", segment.target_span)):
        if span is not None:
            check_span(name, *span)
    for share in (segment.similarity, segment.confidence):
        check_share("similarity", share)


def _check_count(side: str, text: str, size: int) -> None:
    if size > len(text) + _ROOM:
        raise ValueError(f"{side} has {len(text)} characters, but is said to have {size} sentences; mend bead or text")


def _sizes(record: Record) -> tuple[int, int]:
    """Tell the sizes of both sides where no numbers are given: by the bead's kind, else one for a text."""
    if record.kind is None:
        return int(bool(record.source)), int(bool(record.target))
    return _sizes_of(record.kind)


@lru_cache(maxsize=1024)
def _sizes_of(kind: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", kind, re.ASCII)
    if match is None:
        raise ValueError(f"bead is {kind[:_SHOWN]!r}; write the number of sentences on both sides, such as 2-1")
    return int(match[1]), int(match[2])


def _range(side: str, text: str, numbers: tuple[int, ...] | None, end: int, size: int) -> tuple[int, int]:
    """Return the sentences of a side: those that are numbered, else so many (`size`) from `end` on."""
    start = end
    if numbers is not None:
        start, size = (numbers[0], len(numbers)) if numbers else (end, 0)
    _check_count(side, text, size)
    check_size(f"{side}_sentences", start + size)
    if numbers and (start < 0 or numbers != tuple(range(start, start + size))):
        shown = ",".join(map(str, numbers))[:_SHOWN]
        raise ValueError(f"{side}_sentences is {shown}; the sentences of a bead must follow one another")
    return start, start + size
