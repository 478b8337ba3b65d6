"""Where a review is kept: an SQLite file beside the corpus, to which events are appended and nothing else happens.

Every decision is on the disk before the caller hears of it (write-ahead log, synchronous FULL). A *generation* is what
was decided on one alignment of the corpus: it begins with a copy of that corpus, its base. A corpus that was aligned
again begins a new one; those before stay in the file.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from aligner.corpus.corpus import Corpus
from aligner.corpus.json_values import parse
from aligner.corpus.privacy import close_to, permissions_like
from aligner.errors import CorpusError, OutputError
from aligner.review.decisions.stored import BEGIN, Stored
from aligner.review.keeping.places import corpus_path
from aligner.review.keeping.snapshot import pack, unpack

VERSION: Final = 2
"""Of the schema, and of how a base is packed; kept as `PRAGMA user_version`."""
_APPLICATION: Final = 0x616C6772
"""`PRAGMA application_id`: tells our files from other SQLite files."""
_PATIENCE: Final = 30.0
"""Seconds that another process may hold the file."""
_SCHEMA: Final = (
    "CREATE TABLE bases (generation INTEGER PRIMARY KEY, time TEXT NOT NULL, digest TEXT NOT NULL, "
    "texts TEXT NOT NULL, content BLOB NOT NULL)",
    "CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, generation INTEGER NOT NULL, time TEXT NOT NULL, "
    "window TEXT NOT NULL, kind TEXT NOT NULL, key INTEGER, payload TEXT NOT NULL)",
    "CREATE TABLE saves (generation INTEGER NOT NULL, digest TEXT NOT NULL, seq INTEGER NOT NULL, "
    "time TEXT NOT NULL, PRIMARY KEY (generation, digest))",
)

Migration = Callable[[sqlite3.Connection], None]


def _keep_all(connection: sqlite3.Connection) -> None:
    """Change nothing: bases of the first version can still be read, those to come cannot be read by it."""


MIGRATIONS: Final[Mapping[int, Migration]] = {1: _keep_all}
"""What makes a file of the version that is the key one of the next version."""


class Store:
    """One connection to the file. Not for several threads at once.

    All methods raise OutputError where the file cannot be read or written.
    """

    def __init__(self, path: Path, version: int = VERSION, migrations: Mapping[int, Migration] = MIGRATIONS) -> None:
        """Open the file, or make it. Raises CorpusError for one that is none of ours, or of a later version."""
        self.path = path
        with self._explained():
            _keep_private(path)
            self._connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            with self._explained():
                self._prepare(version, migrations)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the file alone: what others have written before can be read, what is written stays or is taken back."""
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk has taken all back already
                    self._connection.execute("ROLLBACK")
                raise

    def append(self, generation: int, window: str, kind: str, key: int | None, payload: Mapping[str, Any]) -> int:
        """Append an event within `writing`, and return its number."""
        cursor = self._connection.execute(
            "INSERT INTO events (generation, time, window, kind, key, payload) VALUES (?, ?, ?, ?, ?, ?)",
            (generation, _now(), window, kind, key, json.dumps(payload)),
        )
        return int(cursor.lastrowid or 0)

    def events(self, generation: int, after: int = 0) -> Iterator[Stored]:
        """Yield the events of a generation behind a number, in order."""
        with self._explained():
            rows = self._connection.execute(
                "SELECT seq, window, kind, payload FROM events WHERE generation = ? AND seq > ? ORDER BY seq",
                (generation, after),
            )
            for row in rows:
                yield _stored(*row)

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        with self._explained():
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def generation(self) -> int:
        """Return the number of the newest generation, 0 where there is none."""
        with self._explained():
            return int(self._connection.execute("SELECT coalesce(max(generation), 0) FROM bases").fetchone()[0])

    def texts(self, generation: int) -> str:
        """Return the digest of the texts of a base, empty where there is no such generation."""
        with self._explained():
            row = self._connection.execute("SELECT texts FROM bases WHERE generation = ?", (generation,)).fetchone()
            return "" if row is None else str(row[0])

    def base_digest(self, generation: int) -> str:
        """Return the digest of the corpus file that a generation began with."""
        with self._explained():
            row = self._connection.execute("SELECT digest FROM bases WHERE generation = ?", (generation,)).fetchone()
            return "" if row is None else str(row[0])

    def base(self, generation: int) -> Corpus:
        """Return the corpus that a generation began with. Raises CorpusError where there is none."""
        with self._explained():
            row = self._connection.execute("SELECT content FROM bases WHERE generation = ?", (generation,)).fetchone()
        if row is None:
            raise CorpusError(f"{self.path}: has no beginning; delete the file to begin the review anew")
        try:
            return unpack(row[0])
        except ValueError as error:
            raise CorpusError(f"{self.path}: is damaged ({error}); restore it, or move it away") from error

    def begin(self, generation: int, digest: str, texts: str, corpus: Corpus) -> None:
        """Keep the base of a generation, within `writing`; one that is there is replaced.

        `digest` is that of the corpus file, `texts` that of its beads and texts.
        """
        self._connection.execute(
            "INSERT OR REPLACE INTO bases (generation, time, digest, texts, content) VALUES (?, ?, ?, ?, ?)",
            (generation, _now(), digest, texts, pack(corpus)),
        )
        self.append(generation, "", BEGIN, None, {})

    def expect_saved(self, generation: int, digest: str) -> None:
        """Remember, within `writing`, a corpus file that is about to be written."""
        self._connection.execute(
            "INSERT OR IGNORE INTO saves (generation, digest, seq, time) VALUES (?, ?, 0, ?)",
            (generation, digest, _now()),
        )

    def mark_saved(self, generation: int, seq: int, digest: str) -> None:
        """Remember, within `writing`, a corpus file that holds all decisions up to an event."""
        self._connection.execute(
            "INSERT OR REPLACE INTO saves (generation, digest, seq, time) VALUES (?, ?, ?, ?)",
            (generation, digest, seq, _now()),
        )

    def last_saved(self, generation: int) -> int:
        """Return up to which event the newest corpus file holds the decisions, 0 where none was written."""
        with self._explained():
            question = "SELECT coalesce(max(seq), 0) FROM saves WHERE generation = ?"
            return int(self._connection.execute(question, (generation,)).fetchone()[0])

    def saved(self, generation: int, digest: str) -> int | None:
        """Return up to which event a corpus file with this digest holds the decisions; None: not written here."""
        with self._explained():
            row = self._connection.execute(
                "SELECT seq FROM saves WHERE generation = ? AND digest = ?", (generation, digest)
            ).fetchone()
            return None if row is None else int(row[0])

    def _prepare(self, version: int, migrations: Mapping[int, Migration]) -> None:
        self._connection.execute("PRAGMA trusted_schema = OFF")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        if self._require_ours(version) == version:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._migrate(self._require_ours(version), version, migrations)
            self._connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def _require_ours(self, version: int) -> int:
        application, found, tables = (
            int(self._connection.execute(question).fetchone()[0])
            for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
        )
        if application != _APPLICATION and (tables or found):
            raise CorpusError(f"{self.path}: is not the file of a review; move it away, its place is needed")
        if found > version:
            raise CorpusError(
                f"{self.path}: was written by a later version (schema {found}, known up to {version}): update aligner"
            )
        return found

    def _migrate(self, found: int, version: int, migrations: Mapping[int, Migration]) -> None:
        if found == 0:
            _execute(self._connection, _SCHEMA)
            self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        else:
            for step in range(found, version):
                migrations[step](self._connection)
        self._connection.execute(f"PRAGMA user_version = {version}")

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError as error:
            raise OutputError(f"{self.path}: the review was closed; open it again") from error
        except sqlite3.OperationalError as error:
            remedy = "check that its folder can be written to, that the disk has space, and that no program holds it"
            raise OutputError(f"{self.path}: cannot be used: {_in_line(error)}; {remedy}") from error
        except (sqlite3.DatabaseError, ValueError, TypeError, OverflowError) as error:
            # Other values than were written here are damage, too.
            raise CorpusError(f"{self.path}: is damaged ({_in_line(error)}); restore it, or move it away") from error


def _in_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _stored(seq: int, window: str, kind: str, payload: str) -> Stored:
    """Return an event of the file. Raises ValueError, TypeError where it is none that was written here."""
    found = parse(payload)
    if not isinstance(found, dict) or not isinstance(window, str) or not isinstance(kind, str):
        raise ValueError(f"event {seq} is none")
    return Stored(seq, window, kind, found)


def _keep_private(path: Path) -> None:
    """See to it that the store, which holds the texts of the corpus, is no more open than that.

    The files that SQLite puts beside it get its permissions.
    """
    permissions = permissions_like(corpus_path(path))
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, permissions))
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        close_to(path.with_name(name), permissions)


def _execute(connection: sqlite3.Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
