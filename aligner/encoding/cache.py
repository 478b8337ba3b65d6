"""Sentence vectors and token states kept on disk between runs, by model and text."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.compact import packed, packed_size, unpacked
from aligner.encoding.encoder import Encoder, Progress, TokenEncoder, TokenVectors, silent

MAXIMAL_BYTES = 1_000_000_000
ROWS_PER_QUERY = 500
TEXTS_PER_READING = 500
TEXTS_PER_WRITING = 250
_TOKENS = b"tokens, 8 bits\0"
REFRESH_AFTER = 3600
"""Seconds after which a use is noted again: noting each one would turn every reading into a writing."""
KEPT_WHEN_FULL = 0.75
CHECK_SUM = 8
"""Bytes before each value in the file: a digest of it and of its key."""
SCHEMA = """
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, key BLOB UNIQUE, used INTEGER, value BLOB);
CREATE INDEX IF NOT EXISTS vectors_used ON vectors (used, id);
"""


class VectorStore(Protocol):
    """Keeps bytes (vectors of 16-bit floats, packed tokens) by key; may forget any of them at any time."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is known of `keys`."""

    def put(self, entries: dict[bytes, bytes]) -> None:
        """Keep `entries`."""


class NoStore:
    """Keeps nothing."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Know nothing."""
        return {}

    def put(self, entries: dict[bytes, bytes]) -> None:
        """Forget `entries` at once."""


class DiskStore:
    """Vectors in an SQLite file, shared by concurrent processes, the least recently used evicted.

    A file that cannot be read or written is given up with one warning: a cache must not stop a run.
    """

    def __init__(self, path: Path, maximal_bytes: int = MAXIMAL_BYTES) -> None:
        self._path = path
        self._maximal_bytes = maximal_bytes
        self._connection: sqlite3.Connection | None = None
        with self._giving_up():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _keep_private(path)
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            self._connection.executescript(SCHEMA)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is known of `keys`, and note its use."""
        found: dict[bytes, bytes] = {}
        with self._giving_up():
            if self._connection is not None:
                known, stale = self._read(self._connection, keys)
                self._refresh(self._connection, stale)
                found = known
        return found

    def put(self, entries: dict[bytes, bytes]) -> None:
        """Keep `entries`, at the cost of the least recently used ones where there is no room."""
        with self._giving_up():
            if self._connection is not None and entries:
                now = int(time.time())
                with _transaction(self._connection):
                    self._connection.executemany(
                        "INSERT OR REPLACE INTO vectors (key, used, value) VALUES (?, ?, ?)",
                        ((key, now, _check_sum(key, value) + value) for key, value in entries.items()),
                    )
                self._evict(self._connection)

    def close(self) -> None:
        """Release the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _read(
        self, connection: sqlite3.Connection, keys: Sequence[bytes]
    ) -> tuple[dict[bytes, bytes], list[tuple[int]]]:
        known, stale = {}, []
        threshold = time.time() - REFRESH_AFTER
        for at in range(0, len(keys), ROWS_PER_QUERY):
            some = keys[at : at + ROWS_PER_QUERY]
            marks = ",".join("?" * len(some))
            query = f"SELECT id, key, used, value FROM vectors WHERE key IN ({marks})"
            for number, key, used, stored in connection.execute(query, some):
                value = _checked(key, stored)
                if value is None:  # damaged, or kept by a version that wrote no check sum: it is written anew
                    continue
                known[key] = value
                if used < threshold:
                    stale.append((number,))
        return known, stale

    def _refresh(self, connection: sqlite3.Connection, stale: list[tuple[int]]) -> None:
        if stale:
            with _transaction(connection):
                connection.executemany(f"UPDATE vectors SET used = {int(time.time())} WHERE id = ?", stale)

    def _evict(self, connection: sqlite3.Connection) -> None:
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        size = page * (pages - free)
        if size <= self._maximal_bytes:
            return
        with _transaction(connection):
            (rows,) = connection.execute("SELECT COUNT(*) FROM vectors").fetchone()
            surplus = rows - int(rows * KEPT_WHEN_FULL * self._maximal_bytes / size)
            oldest = "SELECT id FROM vectors ORDER BY used, id LIMIT ?"
            connection.execute(f"DELETE FROM vectors WHERE id IN ({oldest})", (surplus,))
        connection.execute("PRAGMA incremental_vacuum").fetchall()

    @contextlib.contextmanager
    def _giving_up(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            with contextlib.suppress(sqlite3.Error):
                self.close()
            self._connection = None
            warnings.warn(
                f"{self._path}: the cache of vectors cannot be used ({error}), going on without: "
                "delete the file, or use --no-cache",
                stacklevel=4,
            )


def _check_sum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, key=key[:64], digest_size=CHECK_SUM).digest()


def _checked(key: bytes, stored: object) -> bytes | None:
    """Return the value that was stored, without its check sum; None where it is another."""
    if not isinstance(stored, bytes):
        return None
    value = stored[CHECK_SUM:]
    return value if stored[:CHECK_SUM] == _check_sum(key, value) else None


def _keep_private(path: Path) -> None:
    """See to it that nobody else reads the file: vectors tell much of the texts. Raises OSError."""
    # A file that is there must not be opened here: to close it would end the locks that this process holds on it by
    # another connection (https://sqlite.org/howtocorrupt.html, 2.2), and the file would be written by two at a time.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with contextlib.suppress(OSError):
            path.with_name(name).chmod(0o600)


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


class CachedEncoder:
    """An encoder whose sentence vectors pass through 16 bits, whether they come from the store or from the model.

    Hence a run gives the same result with a cache and without, and the first time as later.
    """

    def __init__(self, encoder: Encoder, store: VectorStore) -> None:
        self._encoder = encoder
        self._store = store
        self._seed = hashlib.blake2b(encoder.fingerprint.encode() + b"\0", digest_size=16)

    @property
    def fingerprint(self) -> str:
        """Name the model behind the cache."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """Length of a sentence vector."""
        return self._encoder.dimension

    @property
    def threads(self) -> int:
        """How many batches the encoder runs at a time; 1 where it does not say."""
        return int(getattr(self._encoder, "threads", 1))

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Return one vector of unit length a text: (n, d) float32, in the order given."""
        keys = [self._key(text) for text in texts]
        found = self._known(dict(zip(keys, texts, strict=True)))
        missing = [place for place, key in enumerate(keys) if key not in found]
        progress(len(texts) - len(missing))
        if missing:
            # Every repetition is handed on, so that the progress adds up: encoders see to repetitions themselves.
            halves = self._encoder.encode([texts[place] for place in missing], progress).astype(np.float16)
            new = {keys[place]: half.tobytes() for place, half in zip(missing, halves, strict=True)}
            self._store.put(new)
            found.update(new)
        stored = b"".join(found[key] for key in keys)
        return _unit(np.frombuffer(stored, np.float16).reshape(len(texts), self.dimension))

    def _known(self, texts: dict[bytes, str]) -> dict[bytes, bytes]:
        """Return the vectors that are stored of some texts, which are given by their keys."""
        size = np.dtype(np.float16).itemsize * self.dimension
        return {key: value for key, value in self._store.get(list(texts)).items() if len(value) == size}

    def _key(self, text: str, kind: bytes = b"") -> bytes:
        digest = self._seed.copy()
        digest.update(kind)
        digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.digest()


class CachedTokenEncoder(CachedEncoder):
    """The same for an encoder that shows its tokens, whose states pass through 8 bits.

    What is stored for `encode_with_tokens` is the vector followed by the packed tokens, under a key of its own.
    """

    def __init__(self, encoder: TokenEncoder, store: VectorStore) -> None:
        super().__init__(encoder, store)
        self._token_encoder = encoder

    def encode_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> Iterator[tuple[int, NDArray[np.float32], TokenVectors]]:
        """Yield `(index, sentence vector, tokens)` for each text: first those that are known, then the others.

        No more than a few hundred texts are in memory at a time.
        """
        missing: list[int] = []
        for at in range(0, len(texts), TEXTS_PER_READING):
            numbers = range(at, min(at + TEXTS_PER_READING, len(texts)))
            keys = {number: self._key(texts[number], _TOKENS) for number in numbers}
            known = self._store.get(list(dict.fromkeys(keys.values())))
            found = [(number, known[key]) for number, key in keys.items() if self._is_whole(known.get(key, b""))]
            for number, value in found:
                yield number, *self._read(value)
            progress(len(found))
            here = {number for number, _ in found}
            missing.extend(number for number in numbers if number not in here)
        if missing:
            yield from self._encoded(texts, missing, progress)

    def _known(self, texts: dict[bytes, str]) -> dict[bytes, bytes]:
        """Look among the vectors that were stored with tokens, too: they are the same."""
        found = super()._known(texts)
        others = [key for key in texts if key not in found]
        for at in range(0, len(others), TEXTS_PER_READING):
            keys = {self._key(texts[key], _TOKENS): key for key in others[at : at + TEXTS_PER_READING]}
            stored = self._store.get(list(keys)).items()
            found.update((keys[key], value[: 2 * self.dimension]) for key, value in stored if self._is_whole(value))
        return found

    def _encoded(
        self, texts: Sequence[str], missing: Sequence[int], progress: Progress
    ) -> Iterator[tuple[int, NDArray[np.float32], TokenVectors]]:
        waiting: dict[bytes, bytes] = {}
        wanted = [texts[number] for number in missing]
        for place, vector, tokens in self._token_encoder.encode_with_tokens(wanted, progress):
            value = vector.astype(np.float16).tobytes() + packed(tokens)
            waiting[self._key(wanted[place], _TOKENS)] = value
            if len(waiting) >= TEXTS_PER_WRITING:
                self._store.put(waiting)
                waiting = {}
            yield missing[place], *self._read(value)
        self._store.put(waiting)

    def _is_whole(self, value: bytes) -> bool:
        """Tell whether a stored value is what was written: a file may hold anything."""
        size = 2 * self.dimension
        if len(value) < size + 8:
            return False
        rows, columns = (int.from_bytes(value[at : at + 4], "little") for at in (size, size + 4))
        return len(value) == size + packed_size(rows, columns)

    def _read(self, value: bytes) -> tuple[NDArray[np.float32], TokenVectors]:
        size = 2 * self.dimension
        return _unit(np.frombuffer(value[:size], np.float16)[None])[0], unpacked(value[size:])


def _unit(halves: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return rows of unit length; row by row the same, whatever the number of rows."""
    rows = halves.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float64))
    unit: NDArray[np.float32] = (rows / np.maximum(lengths, 1e-6)[:, None]).astype(np.float32)
    return unit
