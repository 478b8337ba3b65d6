"""The corpus as one JSON object a line: the signature first, then the segments, with their flags in full."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from aligner.corpus.json_records import json_of, optional, record_of
from aligner.corpus.json_values import parse, require_plain
from aligner.corpus.records import Assembler
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError


def dump(segments: Iterable[Segment], signature: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines, each with its line end; probabilities have six decimals."""
    yield _line({"signature": signature})
    for segment in segments:
        yield _line(json_of(segment))


def load(lines: Iterable[str], name: str, signature: dict[str, Any]) -> Iterator[Segment]:
    """Yield the segments and put the signature's entries, where the first line has one, into `signature`.

    Only `source` and `target` must be there; unknown keys are passed over. Raises CorpusError, which calls
    the file `name` and gives the line.
    """
    assembler = Assembler()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = _object(line)
            if "signature" in given:
                if number > 1:
                    raise ValueError("the signature must be the first line; was this file put together from two?")
                found = optional(given, "signature", dict) or {}
                require_plain(found)
                signature.update(found)
            else:
                yield assembler.add(record_of(given))
        except ValueError as error:
            raise CorpusError(f"{name}:{number}: {error}") from error


def line_of(lines: Iterable[str], index: int) -> int:
    """Return the number (from 1) of the line that holds the segment of an index (from 0)."""
    segments = (number for number, line in enumerate(lines, 1) if line.strip() and "signature" not in _object(line))
    return next(islice(segments, index, None))


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"


def _object(line: str) -> dict[str, Any]:
    try:
        value = parse(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg} at column {error.colno}); was the file cut off?") from error
    except ValueError as error:
        raise ValueError(f"no segment, but {error}; write one object a line") from error
    if not isinstance(value, dict):
        raise ValueError("not a JSON object; write one object a line")
    return value
