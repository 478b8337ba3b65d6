"""What the manifest says of one pair of documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

DONE: Final = "done"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """How the alignment of one pair went.

    `status` is `done` or `failed`, with the reason in `error`. `output` and `report` are names of files in the output
    folder, empty where there are none. The digests are SHA-256 in hexadecimal, empty for a file that cannot be read.
    `options` are all that the result depends on but the two texts, `counts` those of `Statistics.as_dict`, and
    `dropped` is how many segments were left out. `seconds` is the one value that differs between two equal runs.
    """

    document: str
    source: str
    target: str
    status: str
    error: str
    output: str
    report: str
    source_sha256: str
    target_sha256: str
    output_sha256: str
    options: Mapping[str, Any]
    counts: Mapping[str, Any]
    dropped: int
    warnings: tuple[str, ...]
    seconds: float

    @property
    def is_done(self) -> bool:
        """Whether there is a corpus."""
        return self.status == DONE

    def line(self) -> str:
        """Return the line of the manifest."""
        return json.dumps(asdict(self), ensure_ascii=False, allow_nan=False) + "\n"


def entry_of(line: str) -> Entry | None:
    """Read a line of a manifest; None for one that is no whole entry: the program may have been killed over it."""
    try:
        given = json.loads(line)
        return Entry(**{field.name: _as_stored(given[field.name]) for field in fields(Entry)})
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def digest_of(path: str | Path) -> str:
    """Return the SHA-256 of a file's bytes; empty where it cannot be read."""
    digest = sha256()
    try:
        with Path(path).open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()


def _as_stored(value: Any) -> Any:  # noqa: ANN401  (whatever the field is)
    return tuple(value) if isinstance(value, list) else value
