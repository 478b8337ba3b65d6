"""What the script of a report adds: filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import corpora
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    corpora.town().write(tmp_path / "report.html")
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text))
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.goto((tmp_path / "report.html").as_uri())
    yield opened
    context.close()
    assert problems == []


def shown(page: Page) -> set[int]:
    return {int(row.get_attribute("id")[1:]) for row in page.locator("tbody tr[id]:visible").all()}


def flagged(*severities: str) -> set[int]:
    return {segment.id for segment in corpora.town() if segment.severity in severities}


def everything() -> set[int]:
    return {segment.id for segment in corpora.town()}


@pytest.mark.parametrize(
    ("choice", "severities"),
    [
        ("with findings", ("minor", "major", "critical")),
        ("critical", ("critical",)),
        ("major or worse", ("major", "critical")),
    ],
)
def test_segments_are_chosen_by_severity(page: Page, choice: str, severities: tuple[str, ...]) -> None:
    page.get_by_label("Show", exact=True).select_option(choice)
    assert shown(page) == flagged(*severities)
    assert page.locator("output").inner_text() == f"{len(shown(page))} of 15 segments"


def test_segments_are_chosen_by_finding(page: Page) -> None:
    page.get_by_label("Finding", exact=True).select_option("Number")
    wanted = {segment.id for segment in corpora.town() if any(flag.name == "number" for flag in segment.flags)}
    assert wanted
    assert shown(page) == wanted


def test_segments_are_chosen_by_words_of_either_text(page: Page) -> None:
    page.get_by_label("Text", exact=True).fill("MUSEUM")
    wanted = {s.id for s in corpora.town() if "museum" in f"{s.source} {s.target} {s.evidence}".lower()}
    assert wanted
    assert shown(page) == wanted
    page.get_by_label("Text", exact=True).fill("")
    assert shown(page) == everything()


def test_a_link_shows_a_segment_that_a_filter_hides(page: Page) -> None:
    page.get_by_label("Text", exact=True).fill("nothing has these words")
    assert shown(page) == set()
    link = page.locator("ol a").first
    number = int(link.get_attribute("href").removeprefix("#s"))
    link.click()
    page.wait_for_function("id => !document.getElementById(id).hidden", arg=f"s{number}")
    assert shown(page) == everything()
    assert page.locator(f"#s{number}").is_visible()
    top = page.locator(f"#s{number}").bounding_box()["y"]
    assert 0 <= top < 800


def test_nothing_of_the_filters_is_there_without_script(browser: Browser, tmp_path: Path) -> None:
    corpora.town().write(tmp_path / "report.html")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    assert page.locator("select, input, output").count() == 0
    assert shown(page) == everything()
    context.close()


def test_a_script_or_style_that_came_in_does_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    corpora.town().write(path)
    text = path.read_text("utf-8")
    added = (
        "<script>window.hacked = 1</script><style>h1 { color: rgb(1, 2, 3) }</style><img src=x onerror='hacked = 1'>"
    )
    path.write_text(text.replace("<h1>", f"{added}<h1>"), "utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.evaluate("() => window.hacked") is None
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    page.close()


def test_paper_shows_what_the_filters_hide(page: Page) -> None:
    page.get_by_label("Show", exact=True).select_option("critical")
    assert shown(page) != everything()
    page.emulate_media(media="print")
    assert shown(page) == everything()
    assert not page.get_by_label("Show", exact=True).is_visible()


def test_filters_speak_the_language_of_the_report(page: Page, tmp_path: Path) -> None:
    corpora.town().write(tmp_path / "bericht.html", ui_language="de")
    page.goto((tmp_path / "bericht.html").as_uri())
    page.get_by_label("Zeigen", exact=True).select_option("mit Hinweisen")
    assert page.locator("output").inner_text() == f"{len(shown(page))} von 15 Segmenten"
