"""The file of a review: what it refuses, how it grows with the program, what it keeps."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.errors import AlignerError, CorpusError, OutputError
from aligner.review.decisions.events import Note
from aligner.review.decisions.records import from_json, to_json
from aligner.review.keeping.places import store_path
from aligner.review.keeping.snapshot import pack, unpack
from aligner.review.keeping.store import MIGRATIONS, VERSION, Migration, Store
from aligner.review.session import ReviewSession

FLAG = Flag("number", "accuracy/mistranslation", "major", 0.8, (0, 3), None, "A number differs.")
CORPUS = Corpus(
    (
        Segment(
            3, Bead(0, 1, 0, 2), "a\n\ud800\u2028", "b", 0.123456789, None, (FLAG,), {"omission": 0.5}, (0, 4), None
        ),
        Segment(7, Bead(1, 2, 5, 5), "c", "", status="accepted", note="n", dismissed=("ab",)),
    ),
    {"source": {"language": "en"}},
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "corpus.tsv.review.sqlite"


def version_1(place: Path) -> None:
    """A file as the first version left it, made by hand."""
    connection = sqlite3.connect(place)
    connection.executescript(
        """
        PRAGMA journal_mode = WAL;
        PRAGMA application_id = 1634494322;
        PRAGMA user_version = 1;
        CREATE TABLE bases (generation INTEGER PRIMARY KEY, time TEXT NOT NULL, digest TEXT NOT NULL,
            texts TEXT NOT NULL, content BLOB NOT NULL);
        CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, generation INTEGER NOT NULL, time TEXT NOT NULL,
            window TEXT NOT NULL, kind TEXT NOT NULL, key INTEGER, payload TEXT NOT NULL);
        CREATE TABLE saves (generation INTEGER NOT NULL, digest TEXT NOT NULL, seq INTEGER NOT NULL,
            time TEXT NOT NULL, PRIMARY KEY (generation, digest));
        INSERT INTO events (generation, time, window, kind, key, payload) VALUES
            (1, '2026-01-01T00:00:00+00:00', '', 'begin', NULL, '{}'),
            (1, '2026-01-01T00:00:01+00:00', 'w', 'accept', 3, '{"kind": "accept", "key": 3}');
        """
    )
    connection.execute("INSERT INTO bases VALUES (1, '2026-01-01T00:00:00+00:00', 'd', 't', ?)", (pack(CORPUS),))
    connection.commit()
    connection.close()


def test_a_file_of_the_first_version_opens(place: Path) -> None:
    version_1(place)
    store = Store(place)
    assert store.generation() == 1
    assert store.base(1) == CORPUS
    assert [(event.seq, event.kind, event.payload) for event in store.events(1)] == [
        (1, "begin", {}),
        (2, "accept", {"kind": "accept", "key": 3}),
    ]
    store.close()
    assert schema(place) == fresh_schema(place)


def schema(place: Path) -> set[str]:
    connection = sqlite3.connect(place)
    found = {" ".join(sql.split()) for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL")}
    connection.close()
    return found


def fresh_schema(place: Path) -> set[str]:
    fresh = place.with_name("fresh.sqlite")
    Store(fresh).close()
    return schema(fresh)


def add_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE events ADD COLUMN reviser TEXT NOT NULL DEFAULT 'unknown'")


def fill_column(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE events SET reviser = window")


def fail(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE events")
    raise OutputError("no space")


def test_migrations_run_one_after_the_other_and_keep_what_is_there(place: Path) -> None:
    version_1(place)
    Store(place, 3, {1: add_column, 2: fill_column}).close()
    connection = sqlite3.connect(place)
    assert connection.execute("SELECT kind, reviser FROM events ORDER BY seq").fetchall() == [
        ("begin", ""),
        ("accept", "w"),
    ]
    assert connection.execute("PRAGMA user_version").fetchone() == (3,)
    connection.close()
    Store(place, 3, {}).close()  # nothing left to do


def test_a_migration_that_fails_leaves_the_file_as_it_was(place: Path) -> None:
    version_1(place)
    migrations: Mapping[int, Migration] = {1: add_column, 2: fail}
    with pytest.raises(OutputError):
        Store(place, 3, migrations)
    store = Store(place, 1, {})
    assert len(list(store.events(1))) == 2
    store.close()


def test_a_file_of_a_later_version_is_refused_and_left_alone(place: Path) -> None:
    version_1(place)
    Store(place, VERSION + 1, {**MIGRATIONS, VERSION: add_column}).close()
    before = place.read_bytes()
    with pytest.raises(CorpusError, match=r"later version.*update aligner"):
        Store(place)
    assert place.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"no database, but long enough to be taken for one" * 100, b"SQLite format 3\0???"]
)
def test_a_file_that_is_no_database_is_refused(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(AlignerError, match=r"review\.sqlite: "):
        Store(place)
    assert place.read_bytes() == content


def test_the_database_of_another_program_is_refused(place: Path) -> None:
    connection = sqlite3.connect(place)
    connection.execute("CREATE TABLE bookmarks (address TEXT)")
    connection.close()
    with pytest.raises(CorpusError, match="not the file of a review"):
        Store(place)
    assert schema(place) == {"CREATE TABLE bookmarks (address TEXT)"}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be used"):
        Store(tmp_path / "no folder" / "x.review.sqlite")


def test_what_fails_within_writing_is_taken_back(place: Path) -> None:
    store = Store(place)

    def fail() -> None:
        with store.writing():
            store.append(1, "w", "accept", 1, {})
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.writing():
        store.append(1, "w", "reject", 1, {})
    assert [event.kind for event in store.events(1)] == ["reject"]
    store.close()


def test_decisions_are_flushed_to_the_disk(place: Path) -> None:
    store = Store(place)
    settings = {
        name: store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2}
    store.close()


def test_another_connection_is_noticed(place: Path) -> None:
    first, second = Store(place), Store(place)
    before = first.data_version()
    assert first.data_version() == before
    with second.writing():
        second.append(1, "w", "accept", 1, {})
    assert first.data_version() != before
    first.close()
    second.close()


def test_a_base_that_is_damaged_is_named(place: Path) -> None:
    version_1(place)
    connection = sqlite3.connect(place)
    connection.execute("UPDATE bases SET content = x'00'")
    connection.commit()
    connection.close()
    store = Store(place)
    with pytest.raises(CorpusError, match="is damaged"):
        store.base(1)
    with pytest.raises(CorpusError, match="has no beginning"):
        store.base(2)
    store.close()


def test_a_packed_corpus_is_exact() -> None:
    assert unpack(pack(CORPUS)) == CORPUS


def test_quoted_words_are_kept_with_a_flag_and_need_not_be_there() -> None:
    quoted = replace(FLAG, source_span=None, source_quote=(0, 1), target_quote=(2, 4))
    corpus = replace(CORPUS, segments=(replace(CORPUS[0], flags=(quoted,)),))
    assert unpack(pack(corpus)) == corpus
    stored = to_json(quoted)
    assert from_json(Flag, stored) == quoted
    older = {name: value for name, value in stored.items() if not name.endswith("_quote")}
    assert from_json(Flag, older) == replace(quoted, source_quote=None, target_quote=None)


def test_a_corpus_that_was_packed_without_quoted_words_is_read() -> None:
    signature, rows = json.loads(zlib.decompress(pack(CORPUS)))
    for flag in rows[0]["flags"]:
        del flag["source_quote"], flag["target_quote"]
    assert unpack(zlib.compress(json.dumps([signature, rows]).encode())) == CORPUS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        pack(CORPUS)[:-3],
        zlib.compress(b"{}"),
        zlib.compress(b"[{}, [[1, 2]]]"),
        zlib.compress(b"[{}, [{}]]"),
    ],
)
def test_what_is_not_a_packed_corpus_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a packed corpus"):
        unpack(content)


def test_a_link_leads_to_the_review_of_its_corpus(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    corpus = tmp_path / "a" / "corpus.tsv"
    corpus.write_text(json.dumps({}))
    link = tmp_path / "link.tsv"
    link.symlink_to(corpus)
    assert store_path(link) == store_path(corpus) == tmp_path / "a" / "corpus.tsv.review.sqlite"


@pytest.mark.skipif(os.name == "nt", reason="Windows knows only read-only")
@pytest.mark.parametrize("before", [None, 0o644])
@pytest.mark.parametrize("permissions", [0o600, 0o640, 0o644])
def test_a_store_is_no_more_open_than_its_corpus(path: Path, permissions: int, before: int | None) -> None:
    path.chmod(permissions)
    place = store_path(path)
    if before is not None:  # made by an earlier version
        with closing(Store(place)) as store, store.writing():
            store.append(1, "", "begin", None, {})
        place.chmod(before)
    with ReviewSession(path) as session:
        session.decide(Note(1, "a note"), session.revision, "w")
        found = {name.name.removeprefix(path.name): stat.S_IMODE(name.stat().st_mode) for name in _of(path)}
        del found[".meta.json"]  # which was made before the corpus was closed to others
        session.save()
    assert len(found) >= 3
    assert all(mode & ~permissions == 0 for mode in found.values()), {name: oct(mode) for name, mode in found.items()}
    assert all(stat.S_IMODE(name.stat().st_mode) & ~permissions == 0 for name in _of(path))


def _of(path: Path) -> list[Path]:
    return [name for name in path.parent.iterdir() if name.name.startswith(path.name[:4])]
