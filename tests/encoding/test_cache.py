import contextlib
import os
import sqlite3
import stat
import subprocess
import sys
import warnings

import numpy as np
import pytest

from aligner.encoding.cache import CachedEncoder, CachedTokenEncoder, DiskStore, NoStore
from aligner.encoding.encoder import Encoder, TokenEncoder, TokenVectors, silent


class CountingEncoder:
    """Vectors made of a text's characters; counts what it is asked."""

    dimension = 8

    def __init__(self, fingerprint="counting-1"):
        self.fingerprint = fingerprint
        self.asked = []

    def encode(self, texts, progress=silent):
        self.asked.extend(texts)
        progress(len(texts))
        seeds = [[len(self.fingerprint), *text.encode()] for text in texts]
        rows = np.array([np.random.default_rng(seed).standard_normal(8) for seed in seeds]).reshape(-1, 8)
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    def encode_with_tokens(self, texts, progress=silent):
        for index, vector in enumerate(self.encode(texts, progress)):
            yield index, vector, TokenVectors(np.zeros((0, 8), np.float32), np.zeros((0, 2), np.int32))


TEXTS = ["eins", "zwei", "drei", "eins", ""]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "vectors.sqlite"


def test_it_is_an_encoder():
    assert isinstance(CachedEncoder(CountingEncoder(), NoStore()), Encoder)
    assert isinstance(CachedTokenEncoder(CountingEncoder(), NoStore()), TokenEncoder)


def test_the_result_is_the_same_with_and_without_and_again(path):
    without = CachedEncoder(CountingEncoder(), NoStore()).encode(TEXTS)
    first = CachedEncoder(CountingEncoder(), DiskStore(path)).encode(TEXTS)
    again = CachedEncoder(CountingEncoder(), DiskStore(path)).encode(TEXTS)
    assert np.array_equal(without, first)
    assert np.array_equal(first, again)
    assert first.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1, atol=1e-6)


def test_tokens_come_with_the_same_vectors():
    encoder = CachedTokenEncoder(CountingEncoder(), NoStore())
    vectors = encoder.encode(TEXTS)
    assert all(np.array_equal(vectors[at], vector) for at, vector, _ in encoder.encode_with_tokens(TEXTS))


def test_only_new_texts_are_encoded(path):
    CachedEncoder(CountingEncoder(), DiskStore(path)).encode(["eins", "zwei"])
    inner = CountingEncoder()
    CachedEncoder(inner, DiskStore(path)).encode(["zwei", "drei", "eins"])
    assert inner.asked == ["drei"]


def test_models_do_not_share_vectors(path):
    CachedEncoder(CountingEncoder("one"), DiskStore(path)).encode(TEXTS)
    inner = CountingEncoder("another")
    CachedEncoder(inner, DiskStore(path)).encode(TEXTS)
    assert set(inner.asked) == set(TEXTS)


def test_progress_counts_known_and_new_texts(path):
    CachedEncoder(CountingEncoder(), DiskStore(path)).encode(["eins"])
    counts = []
    CachedEncoder(CountingEncoder(), DiskStore(path)).encode(TEXTS, counts.append)
    assert sum(counts) == len(TEXTS)


def test_no_texts(path):
    assert CachedEncoder(CountingEncoder(), DiskStore(path)).encode([]).shape == (0, 8)


def test_a_full_cache_forgets_the_least_recently_used(path):
    store = DiskStore(path, maximal_bytes=200_000)
    encoder = CachedEncoder(CountingEncoder(), store)
    for start in range(0, 4000, 500):
        encoder.encode([f"text {number}" for number in range(start, start + 500)])
    store.close()
    assert path.stat().st_size <= 300_000
    inner = CountingEncoder()
    CachedEncoder(inner, DiskStore(path)).encode(["text 0", "text 3999"])
    assert inner.asked == ["text 0"]


def test_a_corrupt_file_gives_one_warning_and_no_cache(path):
    path.parent.mkdir()
    path.write_bytes(b"this is no database" * 1000)
    with pytest.warns(UserWarning, match="delete the file"):
        store = DiskStore(path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        encoder = CachedEncoder(CountingEncoder(), store)
        assert np.array_equal(encoder.encode(TEXTS), encoder.encode(TEXTS))


def test_a_path_that_cannot_be_written_gives_one_warning(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.warns(UserWarning, match="going on without"):
        store = DiskStore(tmp_path / "file" / "vectors.sqlite")
    assert CachedEncoder(CountingEncoder(), store).encode(TEXTS).shape == (5, 8)


def test_a_value_of_another_size_is_computed_anew(path):
    expected = CachedEncoder(CountingEncoder(), DiskStore(path)).encode(["eins"])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE vectors SET value = x'00'")
    connection.close()
    assert np.array_equal(CachedEncoder(CountingEncoder(), DiskStore(path)).encode(["eins"]), expected)


FILLING = """
import sys, warnings
from pathlib import Path
import numpy as np
from aligner.encoding.cache import CachedEncoder, DiskStore

warnings.simplefilter("error")

class Encoder:
    fingerprint, dimension = "counting-1", 8
    def encode(self, texts, progress=None):
        return np.full((len(texts), 8), 8**-0.5, np.float32)

encoder = CachedEncoder(Encoder(), DiskStore(Path(sys.argv[1])))
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 40):
    encoder.encode([f"text {number}", f"text {number + 1}"])
"""


def test_concurrent_processes_share_the_file(path):
    command = [sys.executable, "-c", FILLING, str(path)]
    processes = [subprocess.Popen([*command, start], stderr=subprocess.PIPE) for start in ("0", "20", "40")]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, b"")
    inner = CountingEncoder()
    CachedEncoder(inner, DiskStore(path)).encode([f"text {number}" for number in range(81)])
    assert inner.asked == []


@pytest.mark.skipif(os.name == "nt", reason="Windows knows only read-only")
def test_nobody_else_reads_the_cache(tmp_path):
    path = tmp_path / "home" / "cache" / "vectors.sqlite"
    store = DiskStore(path)
    store.put({b"key": b"value"})
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    store.close()
    path.chmod(0o644)
    DiskStore(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("change", ["value = randomblob(length(value))", "value = 7", "key = randomblob(16)"])
def test_a_damaged_value_is_computed_anew(path, change):
    right = CachedEncoder(CountingEncoder(), NoStore()).encode(TEXTS)
    CachedEncoder(CountingEncoder(), DiskStore(path)).encode(TEXTS)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE vectors SET {change}")
    for _ in range(2):
        assert np.array_equal(CachedEncoder(CountingEncoder(), DiskStore(path)).encode(TEXTS), right)


def test_values_that_changed_places_are_computed_anew(path):
    right = CachedEncoder(CountingEncoder(), NoStore()).encode(TEXTS)
    CachedEncoder(CountingEncoder(), DiskStore(path)).encode(TEXTS)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE vectors SET value = (SELECT value FROM vectors ORDER BY id DESC LIMIT 1)")
    assert np.array_equal(CachedEncoder(CountingEncoder(), DiskStore(path)).encode(TEXTS), right)


def test_a_second_store_leaves_the_locks_of_the_first(tmp_path):
    """Closing any descriptor of a file ends all locks that a process has on it: then two would write at a time."""
    path = tmp_path / "vectors.sqlite"
    first = DiskStore(path)
    first.put({b"one": b"1"})
    before = path.parent / "vectors.sqlite-wal"
    assert before.exists()
    second = DiskStore(path)
    program = (
        f"import sqlite3; c = sqlite3.connect({str(path)!r}); c.execute('SELECT * FROM vectors').fetchall(); c.close()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    # The last to close removes the log: another process is not the last as long as this one holds its locks.
    assert before.exists()
    second.close()
    first.put({b"two": b"2"})
    assert first.get([b"one", b"two"]) == {b"one": b"1", b"two": b"2"}
    first.close()
