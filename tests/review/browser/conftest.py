"""A real Chromium, a real server, and a page of its own for each test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.append(str(Path(__file__).parent))

import corpora
from reviser import Reviser
from serving import ROOT, Server, environment_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


@pytest.fixture(scope="package")
def chromium() -> str:
    """Where Chromium is. Without it these tests are skipped, unless ALIGNER_REQUIRE_BROWSER is set, as it is in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None and os.environ.get("ALIGNER_REQUIRE_BROWSER"):
        pytest.fail("ALIGNER_REQUIRE_BROWSER is set, and there is no Chromium: apt-get install chromium")
    return found or pytest.skip("no Chromium here: install Debian's package chromium to run the browser tests")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium for the tests of one module: while it runs, no other test in this thread may use asyncio."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def serve(environment: dict[str, str]) -> Iterator[Callable[..., Server]]:
    """Start servers that end with the test."""
    started: list[Server] = []

    def start(corpus: Path, *options: str) -> Server:
        started.append(Server(corpus, environment, *options))
        return started[-1]

    yield start
    for server in started:
        server.kill()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Reviser]]:
    """Open windows, each with cookies of its own, that close with the test; the segments stand in text order."""
    contexts = []

    def open_one(address: str, width: int = 1280, height: int = 800, **options: object) -> Reviser:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        reviser = Reviser(contexts[-1], address)
        reviser.order_by_text()
        return reviser

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A corpus of fifteen segments with every flag."""
    path = tmp_path / "town.jsonl"
    corpora.town().write(path)
    return path


@pytest.fixture
def reviser(town: Path, serve: Callable[..., Server], open_page: Callable[..., Reviser]) -> Iterator[Reviser]:
    """Somebody who has just opened the town, and finds no error on the console at the end."""
    found = open_page(serve(town).address)
    yield found
    assert found.problems == []
    assert found.foreign_requests == []


@pytest.fixture(scope="module")
def read_only(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reviser]:
    folder = tmp_path_factory.mktemp("town")
    corpora.town().write(folder / "town.jsonl")
    server = Server(folder / "town.jsonl", environment_of(folder))
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield Reviser(context, server.address)
    context.close()
    server.kill()


@pytest.fixture
def reader(read_only: Reviser) -> Iterator[Reviser]:
    """Somebody who decides nothing: the same page for all tests of a module."""
    read_only.press("Escape", "0")
    read_only.order_by_text()
    read_only.eventually(lambda: read_only.shown_keys == read_only.keys, "all segments are shown again")
    yield read_only
    assert read_only.problems == []
    assert not any(row[2] or row[3] for row in read_only.texts)


@pytest.fixture(scope="package")
def press_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The press release of `corpus/`, aligned."""
    path = tmp_path_factory.mktemp("press") / "parallel.tsv"
    texts = [str(ROOT / "corpus" / "press_release" / name) for name in ("en.txt", "de.txt")]
    command = [sys.executable, "-m", "aligner", "align", *texts, "-o", str(path), "--quiet"]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    return path
