"""Segments as a Parquet file, for programs that read tables by columns; needs pyarrow."""

from __future__ import annotations

import importlib.util
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from aligner.corpus.json_records import json_of
from aligner.corpus.segment import Segment
from aligner.errors import OutputError

_ROWS: Final = 50_000
"""Segments in a row group: what is in memory at a time."""
_COLUMNS: Final = (
    ("id", "int64"),
    ("document", "string"),
    ("bead", "string"),
    ("source", "string"),
    ("target", "string"),
    ("similarity", "float64"),
    ("confidence", "float64"),
    ("flags", "list"),
    ("severity", "string"),
    ("evidence", "string"),
    ("status", "string"),
    ("note", "string"),
)


def require_pyarrow(path: Path) -> None:
    """Raise OutputError where what Parquet needs is not installed."""
    if importlib.util.find_spec("pyarrow") is None:
        raise OutputError(f"{path}: Parquet needs pyarrow: install with pip install 'bitext-aligner[parquet]'")


def write_rows(path: Path, documents: Iterable[tuple[str, Iterable[Segment]]]) -> None:
    """Write the segments of documents, all or none. Raises OutputError."""
    import pyarrow
    import pyarrow.parquet

    types = {"int64": pyarrow.int64(), "string": pyarrow.string(), "float64": pyarrow.float64()}
    types["list"] = pyarrow.list_(pyarrow.string())
    schema = pyarrow.schema([(name, types[kind]) for name, kind in _COLUMNS])
    new = path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.new")
    try:
        with pyarrow.parquet.ParquetWriter(new, schema) as writer:
            rows: list[dict[str, Any]] = []
            for document, segments in documents:
                rows += [_row(document, segment) for segment in segments]
                if len(rows) >= _ROWS:
                    writer.write_table(pyarrow.Table.from_pylist(rows, schema))
                    rows = []
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))
        new.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error}): choose another place") from error
    finally:
        new.unlink(missing_ok=True)


def _row(document: str, segment: Segment) -> dict[str, Any]:
    fields = json_of(segment)
    names = [flag.name for flag in segment.flags]
    given = {**fields, "document": document, "flags": names, "severity": segment.severity, "evidence": segment.evidence}
    row = {name: given.get(name) for name, _ in _COLUMNS}
    # Parquet holds UTF-8, which has no place for a lone surrogate.
    return {name: _whole(value) if isinstance(value, str) else value for name, value in row.items()}


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
