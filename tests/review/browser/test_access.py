"""Everybody can use the page: light and dark, wide and narrow, by axe-core's rules, and with the network down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from reviser import Reviser
from serving import Server

from aligner.review.web.entrance import entrance_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCHEMES = ("light", "dark")
WIDTHS = (1280, 390)

OpenPage = Callable[..., Reviser]


@pytest.fixture
def review(press_release: Path, serve: Callable[..., Server], open_page: OpenPage) -> Iterator[OpenPage]:
    """Open the press release; at the end, nothing went over the network, and nothing was wrong."""
    server = serve(press_release)
    opened: list[Reviser] = []

    def open_one(width: int, scheme: str, **options: Any) -> Reviser:
        opened.append(open_page(server.address, width, color_scheme=scheme, **options))
        return opened[-1]

    yield open_one
    for reviser in opened:
        assert reviser.problems == []
        assert reviser.foreign_requests == []


def findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    response = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{found['id']} ({found['impact']}): {[node['html'][:200] for node in found['nodes'][:3]]}"
        for found in response["violations"]
        if found["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_serious(review: OpenPage, width: int, scheme: str) -> None:
    reviser = review(width, scheme, bypass_csp=True)
    assert findings(reviser.page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious_in_an_edit_and_in_the_panels(review: OpenPage, scheme: str) -> None:
    reviser = review(1280, scheme, bypass_csp=True, locale="de-DE")
    reviser.start_edit(1)
    reviser.page.keyboard.type("Neu ")
    assert findings(reviser.page) == []
    reviser.press("Control+Shift+Enter")
    reviser.locate(1).locator(".changes").wait_for()
    assert findings(reviser.page) == []
    for key in ("l", "y", "E", "G", "H"):
        reviser.press(key)
        reviser.page.locator("dialog[open]").wait_for()
        reviser.page.wait_for_timeout(200)
        assert findings(reviser.page) == [], key
        reviser.press("Escape")
        reviser.page.locator("dialog[open]").wait_for(state="detached")
    reviser.press("u")
    reviser.wait_for_status(1, "")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious_in_what_opens(review: OpenPage, scheme: str) -> None:
    reviser = review(1280, scheme, bypass_csp=True)
    first = reviser.current
    assert first is not None
    reviser.press("a")
    reviser.wait_for_status(first, "accepted")
    reviser.press("u")
    reviser.wait_for_status(first, "")
    for key in ("?", "e", "c", "s", "v"):
        reviser.press(key)
        reviser.page.wait_for_timeout(200)
        assert findings(reviser.page) == [], f"after {key}"
        reviser.press("Escape")
        reviser.page.wait_for_timeout(200)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_stands_out_of_the_window(review: OpenPage, width: int) -> None:
    reviser = review(width, "light")
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert reviser.page.evaluate(wide) <= 0
    beyond = """width => [...document.querySelectorAll('.segment .text, .segment .flag, .segment .actions')]
        .filter(element => element.getBoundingClientRect().right > width + 1).map(element => element.outerHTML)"""
    assert reviser.page.evaluate(beyond, width) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_dark_is_dark(review: OpenPage, scheme: str) -> None:
    reviser = review(1280, scheme)
    colours = """() => ['color', 'backgroundColor'].map(name => {
        const elements = [document.querySelector('.segment .source'), document.body, document.documentElement];
        return elements.map(element => getComputedStyle(element)[name]).find(colour => colour !== 'rgba(0, 0, 0, 0)');
    })"""
    text, ground = (
        sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 3 for colour in reviser.page.evaluate(colours)
    )
    assert (text > 160 and ground < 64) == (scheme == "dark")
    assert (text < 96 and ground > 192) == (scheme == "light")


def test_the_token_does_not_stay_in_the_address(review: OpenPage) -> None:
    reviser = review(1280, "light")
    assert urlsplit(reviser.page.url).query == ""
    assert reviser.page.evaluate("() => document.cookie") == ""


def test_every_button_has_a_name_and_can_be_reached(review: OpenPage) -> None:
    reviser = review(1280, "light")
    nameless = """() => [...document.querySelectorAll('button, input, select, [tabindex="0"]')]
        .filter(element => element.checkVisibility() && !element.innerText?.trim() && !element.ariaLabel
            && !element.getAttribute('aria-labelledby')).map(element => element.outerHTML)"""
    assert reviser.page.evaluate(nameless) == []
    reached: set[str] = set()
    for _ in range(60):
        reviser.press("Tab")
        reached.add(reviser.page.evaluate("() => document.activeElement.id || document.activeElement.className"))
    assert {"search", "undo", "help-button", "save", "map"} <= reached


def test_the_file_that_the_browser_is_started_with_leads_to_the_page(
    town: Path, serve: Callable[..., Server], browser: Browser, tmp_path: Path
) -> None:
    """A file is another site than the page: the cookie must come along all the same, and nothing of use stays."""
    server = serve(town)
    address = server.address
    context = browser.new_context()
    page = context.new_page()
    with entrance_file(tmp_path / "open.html", address):
        page.goto((tmp_path / "open.html").as_uri())
        page.locator(".segment[data-key]").first.wait_for(timeout=30_000)
    assert urlsplit(page.url).query == ""
    stranger = browser.new_context()
    closed = stranger.new_page()
    answer = closed.goto(address)
    assert answer is not None
    assert answer.status == 403
    assert "Open the newest address" in closed.locator("body").inner_text()
    context.close()
    stranger.close()
