"""Alignments as their sentence numbers alone, and the files that state them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from aligner.corpus import jsonl, tsv
from aligner.corpus.formats import read_lines
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError

Link: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
"""Source and target sentences, from 0, that belong together; one side may be empty, gold may have gaps."""

_LINK = re.compile(r"\[([\d,\s]*)\]:\[([\d,\s]*)\](?::.*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Gold:
    """What is right. `kinds` has one entry a link (`exact`, `block` …), all empty if none is given."""

    links: tuple[Link, ...]
    kinds: tuple[str, ...]

    @property
    def has_kinds(self) -> bool:
        """Whether any link has a kind."""
        return any(self.kinds)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What an aligner says. `confidences` has one entry a link, None where it gives none."""

    links: tuple[Link, ...]
    confidences: tuple[float | None, ...]


def read_gold(path: Path) -> Gold:
    """Read lines `[0,1]:[2]`, each with an optional tab and kind; empty lines are passed over.

    Raises CorpusError, with file and line.
    """
    found = list(_read_links(path))
    if not found:
        raise CorpusError(f"{path}: no beads in it; write one a line, such as [0,1]:[2]")
    return Gold(tuple(link for link, _ in found), tuple(kind for _, kind in found))


def read_prediction(path: Path) -> Prediction:
    """Read a corpus (TSV, JSONL) or a file in the gold's format, told apart by the first line.

    Raises CorpusError, with file and line.
    """
    first = next(read_lines(path), "")
    if first.startswith("["):
        links = tuple(link for link, _ in _read_links(path))
        return Prediction(links, (None,) * len(links))
    if first.startswith("{"):
        return predicted(tuple(jsonl.load(read_lines(path), str(path), {})))
    _require_sentence_columns(path, first)
    return predicted(tuple(tsv.load(read_lines(path), str(path))))


def predicted(segments: Sequence[Segment]) -> Prediction:
    """Return what the segments of a corpus say."""
    beads = [segment.bead for segment in segments]
    links = tuple(
        (tuple(range(bead.source_start, bead.source_end)), tuple(range(bead.target_start, bead.target_end)))
        for bead in beads
    )
    return Prediction(links, tuple(segment.confidence for segment in segments))


def _read_links(path: Path) -> Iterator[tuple[Link, str]]:
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip():
            continue
        head, _, kind = line.rstrip("\r\n").partition("\t")
        try:
            yield _link(head), kind.partition("\t")[0]
        except ValueError as error:
            remedy = "write source and target sentences, counted from 0, such as [0,1]:[2]"
            raise CorpusError(f"{path}:{number}: {head[:40]!r} is not a bead; {remedy}") from error


def _link(text: str) -> Link:
    match = _LINK.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return _numbers(match[1]), _numbers(match[2])


def _numbers(text: str) -> tuple[int, ...]:
    """Read `0, 1,2`; a comma at the end is allowed, as Python writes one-element tuples."""
    return tuple(int(number) for number in text.strip().removesuffix(",").split(",")) if text.strip() else ()


def _require_sentence_columns(path: Path, header: str) -> None:
    columns = header.rstrip("\r\n").split("\t")
    for name in ("source_sentences", "target_sentences"):
        if name not in columns:
            raise CorpusError(f"{path}:1: no column {name}; evaluate the output of `aligner align --sentences`")
