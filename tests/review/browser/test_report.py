"""The static report in a browser: one file, read without script, asking nobody for anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import corpora
import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]


@pytest.fixture
def report(environment: dict[str, str], tmp_path: Path) -> Callable[[Path], Path]:
    """Export a corpus as a report."""

    def export(corpus: Path) -> Path:
        path = tmp_path / "report.html"
        command = [sys.executable, "-m", "aligner", "export", str(corpus), "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True, env=environment)
        return path

    return export


@pytest.fixture
def read(browser: Browser) -> Open:
    """Open a file, note what it asks for and what goes wrong in `page.problems`."""
    contexts = []

    def open_one(path: Path, width: int = 1280, **options: object) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        page = contexts[-1].new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.problems.append(request.url))
        page.goto(path.as_uri())
        assert page.problems.pop(0) == path.as_uri()
        return page

    yield open_one
    for context in contexts:
        context.close()


def test_it_can_be_read_without_script(town: Path, report: Callable[[Path], Path], read: Open) -> None:
    page = read(report(town), java_script_enabled=False)
    text = page.locator("body").inner_text()
    for _, _, source, target, findings in corpora.TOWN:
        assert source in text
        assert target in text
        assert all(message in text for *_, message in findings)
    assert page.problems == []


def test_hostile_texts_stay_texts(tmp_path: Path, report: Callable[[Path], Path], read: Open) -> None:
    corpus = tmp_path / "hostile.jsonl"
    corpora.hostile().write(corpus)
    page = read(report(corpus))
    assert page.evaluate("() => window.hacked") is None
    assert page.locator("img, iframe, object, embed, #injected").count() == 0
    assert page.problems == []
    assert corpora.HOSTILE[0] in page.locator("body").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(
    press_release: Path, report: Callable[[Path], Path], read: Open, width: int, scheme: str
) -> None:
    page = read(report(press_release), width, color_scheme=scheme, bypass_csp=True)
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in ("serious", "critical")] == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.problems == []
