"""`aligner review` as a user starts it."""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner

from aligner.alignment.bead import Bead
from aligner.commands import main
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment

pytest.importorskip("uvicorn")

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\S+")
PATIENCE = 60.0


class Server:
    """A process of its own, and a window on it."""

    def __init__(self, corpus: Path, *options: str) -> None:
        command = [sys.executable, "-m", "aligner", "review", str(corpus), "--no-open", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        found = _ADDRESS.search(line)
        assert found, line + self.process.stderr.read()
        self.address = urlsplit(found[0])
        _, headers, _ = self.send("GET", f"/?{self.address.query}", "")
        self.cookie = headers["set-cookie"].partition(";")[0]

    def send(self, method: str, path: str, cookie: str, body: Any = None) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.address.port or 0, timeout=PATIENCE)
        headers = {"Cookie": cookie, "X-Aligner": "1", "Content-Type": "application/json"}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def get(self, path: str) -> Any:
        status, _, body = self.send("GET", path, self.cookie)
        assert status == 200, body
        return json.loads(body)

    def decide(self, key: int, kind: str, **data: Any) -> None:
        revision = self.get("/api/index")["revision"]
        given = {"window": "w", "revision": revision, "key": key, "kind": kind, **data}
        status, _, body = self.send("POST", "/api/decide", self.cookie, given)
        assert status == 200, body

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal, and return the exit code and what was printed since the address."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        out, printed = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, printed + out


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "mill.tsv"
    segments = tuple(
        Segment(
            place + 1, Bead(place, place + 1, place, place + 1), f"Mill {place} turns.", f"Mühle {place} dreht sich."
        )
        for place in range(5)
    )
    Corpus(segments, {"source": {"language": "en"}, "target": {"language": "de"}}).write(path)
    return path


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(corpus: Path, *options: str) -> Server:
        started.append(Server(corpus, *options))
        return started[-1]

    yield start
    for server in started:
        server.end(signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_start_and_stop(corpus: Path, serve: Callable[..., Server], number: signal.Signals) -> None:
    before = corpus.read_bytes()
    server = serve(corpus)
    assert server.get("/api/index")["title"] == "mill.tsv"
    server.decide(2, "accept")
    code, printed = server.end(number)
    assert code == 0
    assert "Traceback" not in printed
    assert corpus.read_bytes() == before
    assert sorted(path.name for path in corpus.parent.iterdir()) == [
        "mill.tsv",
        "mill.tsv.meta.json",
        "mill.tsv.review.sqlite",
    ]


def test_a_stop_does_not_wait_for_open_questions(corpus: Path, serve: Callable[..., Server]) -> None:
    server = serve(corpus)
    revision = server.get("/api/index")["revision"]
    answers: list[int] = []
    asking = threading.Thread(
        target=lambda: answers.append(server.send("GET", f"/api/changes?since={revision}&wait=30", server.cookie)[0])
    )
    asking.start()
    time.sleep(0.3)
    assert asking.is_alive()
    assert server.end(signal.SIGINT)[0] == 0
    asking.join(PATIENCE)
    assert answers == [200]


def test_nothing_is_lost_when_it_is_killed(corpus: Path, serve: Callable[..., Server]) -> None:
    first = serve(corpus)
    first.decide(2, "edit", target="Die Mühle steht.")
    first.decide(4, "merge")
    first.end(signal.SIGKILL)
    second = serve(corpus)
    second.decide(1, "reject")
    second.end(signal.SIGKILL)
    third = serve(corpus)
    keys = third.get("/api/index")["keys"]
    rows = third.get("/api/rows?keys=" + ",".join(map(str, keys)))
    assert [(row["source"], row["target"], row["status"]) for row in rows] == [
        ("Mill 0 turns.", "Mühle 0 dreht sich.", "rejected"),
        ("Mill 1 turns.", "Die Mühle steht.", "edited"),
        ("Mill 2 turns.", "Mühle 2 dreht sich.", ""),
        ("Mill 3 turns. Mill 4 turns.", "Mühle 3 dreht sich. Mühle 4 dreht sich.", ""),
    ]


def test_the_port_that_was_asked_for(corpus: Path, serve: Callable[..., Server]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert serve(corpus, "--port", str(port)).address.port == port


def test_another_token_each_time(corpus: Path, serve: Callable[..., Server]) -> None:
    assert serve(corpus).address.query != serve(corpus).address.query


def test_a_port_that_is_taken(corpus: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["review", str(corpus), "--no-open", "--port", str(port)])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"aligner: error: --port {port}: cannot be used")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("missing.tsv", None, "missing.tsv"),
        ("text.doc", "Hello.", "no format is known"),
        ("columns.tsv", "a\tb\n1\t2\n", "no column source"),
        ("broken.jsonl", "{", "broken.jsonl:1"),
    ],
)
def test_what_is_no_corpus(tmp_path: Path, name: str, content: str | None, problem: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(main, ["review", str(path), "--no-open"])
    assert result.exit_code == 2
    assert problem in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / f"{name}.review.sqlite").exists()


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (("uvicorn",), "uvicorn"),
        (("starlette", "uvicorn"), "starlette and uvicorn"),
        (("msgspec", "starlette", "uvicorn"), "msgspec, starlette and uvicorn"),
    ],
)
def test_the_extra_is_missing(
    missing: tuple[str, ...], said: str, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name in missing else find(name, *more))
    result = CliRunner().invoke(main, ["review", str(corpus)])
    assert result.exit_code == 2
    assert result.stderr == (
        f"aligner: error: review needs {said}: install with pip install 'bitext-aligner[review]'\n"
    )


def test_the_browser_is_opened(corpus: Path, tmp_path: Path) -> None:
    """A browser of our own writes down what it is given, which everybody can see: a private file."""
    seen = tmp_path / "seen.txt"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{seen}"\n', encoding="utf-8")
    browser.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "aligner", "review", str(corpus)],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "BROWSER": str(browser)},
    )
    try:
        end = time.monotonic() + PATIENCE
        while not (seen.exists() and seen.read_text(encoding="utf-8")) and time.monotonic() < end:
            time.sleep(0.05)
        entrance = Path(unquote(urlsplit(seen.read_text(encoding="utf-8").strip()).path))
        assert stat.S_IMODE(entrance.stat().st_mode) == 0o600
        assert _ADDRESS.search(entrance.read_text(encoding="utf-8"))
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert not entrance.exists()
