"""What `tools.fuzz` throws damaged input at: each target makes a case by chance, and raises what comes of it."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import threading
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final, Protocol

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.review.computing.recompute import Recomputation
from aligner.review.decisions.events import DECISIONS, Accept, Dismiss, Edit, Merge, MoveSentence, Note, Reject, Split
from aligner.review.session import ReviewSession
from aligner.review.web.server import Address, application, listen
from aligner.text.reading import read_document
from aligner.text.splitting import split
from tools.fuzz_damage import VALUES, damaged, damaged_archive

SEGMENTS: Final = 6
WRITTEN: Final = ("tsv", "jsonl", "tmx", "xliff", "xlsx", "html")


class Target(Protocol):
    """Something to throw at."""

    def __call__(self, chance: random.Random) -> None:
        """Make a case and run it."""


def sample() -> Corpus:
    """Return a small corpus with every field."""
    flag = Flag("number", "accuracy/mistranslation", "major", 0.75, (5, 6), (8, 9), 'The number "3" is missing.')
    segments = tuple(
        Segment(
            number + 1,
            Bead(number, number + 1, number, number + 1),
            f"Room {number} is open. Come <in> & stay.",
            f"Zimmer {number} ist offen. Kommen Sie herein.",
            0.9,
            0.8,
            (flag,) if number % 2 else (),
            {"omission": 0.1},
            (number * 40, number * 40 + 36),
            (number * 50, number * 50 + 40),
            ("", "accepted", "edited")[number % 3],
            "a note" if number == 1 else "",
            ("0123456789abcdef",) if number == 2 else (),
        )
        for number in range(SEGMENTS)
    )
    return Corpus(
        segments, {"source": {"language": "en"}, "target": {"language": "de"}, "counts": {"segments": SEGMENTS}}
    )


STUDIO: Final = """<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" version="1.2">
<file original="a.docx" datatype="x" source-language="en-US" target-language="de-DE"><header>
<tag-defs xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="5"><ph name="br">&lt;br/&gt;</ph></tag></tag-defs>
</header><body><trans-unit id="0" translate="no"><source><x id="0"/></source></trans-unit><group id="g">
<trans-unit id="1"><source>Room 3<x id="5"/>is open.</source><seg-source><mrk mtype="seg" mid="1">Room 3 is
<mrk mtype="x-sdl-deleted">not </mrk>open.</mrk></seg-source><target state="final"><mrk mtype="seg" mid="1">Zimmer 3 ist
<g id="2">offen</g>.</mrk></target><note>x</note></trans-unit></group></body></file></xliff>
"""
MEMORY: Final = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="*all*" datatype="x"><prop type="x-signature">{"a": 1}</prop></header><body><tu tuid="1" srclang="en">
<prop type="x-y">z</prop><tuv xml:lang="en-GB"><seg>Room 3<ph type="lb">&lt;br/&gt;</ph>is <bpt i="1">&lt;b&gt;</bpt>
open<ept i="1">&lt;/b&gt;</ept>.</seg></tuv><tuv xml:lang="de-AT"><seg>Zimmer 3.</seg></tuv><tuv xml:lang="de-DE"><seg>
  Zimmer 3 ist offen.
 </seg></tuv></tu></body></tmx>
"""
TABLE: Final = 'Source;Target;id\r\n"Room ""3""; open";Zimmer 3;A-1\r\nNo;Nein;A-2\r\n'
DOCUMENT: Final = """# Room 3

The door is open. Prof. Dr. Hill came on 3 May, at 10 a.m., with "friends" (etc.).
- one
- two

| a | b |
|---|---|

Die Tür ist offen, z. B. am 3. Mai. 1
00:01:02,000 --> 00:01:04,000
"""


class Format:
    """A corpus in a format, damaged: what can be read of it is written again in every format."""

    def __init__(self, folder: Path, ending: str, content: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._path = folder / f"case.{ending}"
        if content:
            self._content = content.encode()
        else:
            sample().write(self._path)
            self._content = self._path.read_bytes()
        self._beside = self._path.with_name(f"{self._path.name}.meta.json")
        self._signature = self._beside.read_bytes() if self._beside.exists() else b"{}"

    def __call__(self, chance: random.Random) -> None:
        """Run a case."""
        spoil = damaged_archive if self._content.startswith(b"PK") else damaged
        self._path.write_bytes(spoil(self._content, chance))
        self._beside.write_bytes(damaged(self._signature, chance) if chance.random() < 0.1 else b"{}")
        corpus = Corpus.read(self._path)
        corpus.statistics()
        for ending in WRITTEN:
            if ending != "xliff" or corpus.segments:
                corpus.write(self._folder / f"out.{ending}")
        read = Corpus.read(self._folder / "out.jsonl")
        if [segment.bead for segment in read] != [segment.bead for segment in corpus]:
            raise AssertionError("what was read is not what was written")


class Texts:
    """A document, damaged: read and split."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def __call__(self, chance: random.Random) -> None:
        """Run a case."""
        path = self._folder / f"case.{chance.choice(('txt', 'md', 'srt', 'html'))}"
        content = DOCUMENT.encode(chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252")))
        path.write_bytes(damaged(content, chance))
        document = read_document(path)
        for sentence in split(document):
            if not 0 <= sentence.start < sentence.end <= len(document.text):
                raise AssertionError(f"a sentence outside of its text: {sentence}")


class Review:
    """The file of a review, damaged: opened, decided on and saved."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "case"
        first = folder / "first"
        first.mkdir(parents=True)
        sample().write(first / "a.jsonl")
        with ReviewSession(first / "a.jsonl") as session:
            for event in (
                Accept(1),
                Edit(2, None, "Neu."),
                Merge(3),
                Split(5, 8, 8),
                MoveSentence(6, "source", "previous"),
                Note(1, "n"),
                Dismiss(2, "abc"),
                Reject(6),
            ):
                session.decide(event, session.revision, "w")
            session.undo("w")
            session.redo("w")
        self._first = first
        self._store = first / "a.jsonl.review.sqlite"
        with closing(sqlite3.connect(self._store)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE")

    def __call__(self, chance: random.Random) -> None:
        """Run a case."""
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._first, self._folder)
        store = self._folder / self._store.name
        if chance.random() < 0.3:
            store.write_bytes(damaged(store.read_bytes(), chance))
        else:
            self._change(store, chance)
        with ReviewSession(self._folder / "a.jsonl") as session:
            session.index()
            for segment in session.segments():
                session.row(segment)
            session.undo("v")
            session.decide(Note(1, "z"), session.revision, "v")
            session.save()

    def _change(self, store: Path, chance: random.Random) -> None:
        with closing(sqlite3.connect(store)) as connection, suppress(sqlite3.Error):
            if chance.random() < 0.5:
                table, column = chance.choice(_COLUMNS)
                value = chance.choice([None, "x", -1, 2**62, 1.5, b"\xff\0", "[]", "{}", '{"seq": 3}', 0])
                place = f"SELECT rowid FROM {table} LIMIT 1 OFFSET {chance.randrange(4)}"
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid IN ({place})", (value,))
            else:
                rows = connection.execute("SELECT seq, payload FROM events").fetchall()
                number, payload = chance.choice(rows)
                changed = _with_odd_values(json.loads(payload), chance)
                connection.execute("UPDATE events SET payload = ? WHERE seq = ?", (json.dumps(changed), number))
            connection.commit()


_COLUMNS: Final = (
    *(("bases", name) for name in ("generation", "digest", "texts", "content")),
    *(("events", name) for name in ("seq", "generation", "window", "kind", "key", "payload")),
    ("saves", "seq"),
)


class Requests:
    """The API of the page: requests with odd values, of a browser that has the cookie."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        sample().write(folder / "a.jsonl")
        self._session = ReviewSession(folder / "a.jsonl")
        self._address: Address = listen()
        stopping = threading.Event()
        stopping.set()  # no question waits
        self._app = application(self._session, Recomputation(self._session), self._address, stopping.is_set)

    def __call__(self, chance: random.Random) -> None:
        """Run a case."""
        import anyio

        method, path = chance.choice(_ROUTES)
        query, body = "", b""
        if method == "GET":
            names = chance.sample(("keys", "key", "q", "since", "wait", "token"), 3)
            query = "&".join(
                f"{name}={chance.choice(('1', '1,2', '', '-1', '9' * 400, '%ff', '%00', 'nan', '1e9'))}"
                for name in names
            )
        else:
            body = json.dumps(_with_odd_values(self._question(chance), chance)).encode()
            if chance.random() < 0.2:
                body = damaged(body, chance)
        status = anyio.run(self._ask, method, path, query, body)
        if status >= 500 and status != 503:
            raise AssertionError(f"{status} for {method} {path}?{query} {body[:400]!r}")

    def _question(self, chance: random.Random) -> dict[str, Any]:
        return {
            "window": "w",
            "revision": self._session.revision,
            "kind": chance.choice(DECISIONS),
            "key": chance.randrange(1, 12),
            "source": "New.",
            "target": "Neu.",
            "source_at": chance.randrange(40),
            "target_at": chance.randrange(40),
            "side": chance.choice(("source", "target")),
            "direction": chance.choice(("previous", "next")),
            "text": "n",
            "flag": "abc",
        }

    async def _ask(self, method: str, path: str, query: str, body: bytes) -> int:
        headers = {
            "host": f"127.0.0.1:{self._address.port}",
            "cookie": f"aligner-{self._address.port}={self._address.entrance.secret}",
            "x-aligner": "1",
            "content-type": "application/json",
        }
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        waiting = [{"type": "http.request", "body": body, "more_body": False}]
        found: list[int] = []

        async def receive() -> Mapping[str, Any]:
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(message: Any) -> None:  # noqa: ANN401  (as ASGI has it)
            if message["type"] == "http.response.start":
                found.append(message["status"])

        await self._app(scope, receive, send)  # type: ignore[arg-type]
        return found[0]


_ROUTES: Final = (
    *(("GET", f"/api/{name}") for name in ("index", "rows", "search", "changes", "no")),
    *(("POST", f"/api/{name}") for name in ("decide", "decide", "decide", "decide", "undo", "redo", "save")),
)


def _with_odd_values(given: Any, chance: random.Random) -> Any:  # noqa: ANN401  (JSON)
    """Put odd values in the place of some."""
    if isinstance(given, dict) and given:
        name = chance.choice(list(given))
        inner = given[name]
        if isinstance(inner, (dict, list)) and inner and chance.random() < 0.7:
            return {**given, name: _with_odd_values(inner, chance)}
        return {**given, name: chance.choice(VALUES)}
    if isinstance(given, list) and given:
        place = chance.randrange(len(given))
        return [*given[:place], _with_odd_values(given[place], chance), *given[place + 1 :]]
    return chance.choice(VALUES)


def _format(ending: str, content: str = "") -> Callable[[Path], Target]:
    return lambda folder: Format(folder, ending, content)


TARGETS: Final[Mapping[str, Callable[[Path], Target]]] = {
    **{ending: _format(ending) for ending in ("tsv", "jsonl", "tmx", "xliff", "xlsx")},
    "sdlxliff": _format("sdlxliff", STUDIO),
    "memory": _format("tmx", MEMORY),
    "csv": _format("csv", TABLE),
    "document": Texts,
    "review": Review,
    "requests": Requests,
}
