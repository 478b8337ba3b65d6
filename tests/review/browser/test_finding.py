"""Finding the segments that need a reviser: order, filters, search, map, help."""

from __future__ import annotations

import pytest
from reviser import Reviser

ALL = list(range(1, 16))
SHOWN = {
    "Critical": [2, 6, 8, 11],
    "Major": [3, 4, 7, 10],
    "Minor": [5, 9, 12, 13],
    "No flag": [1, 14, 15],
    "Number": [2],
    "Date": [3],
    "Name": [4],
    "Unit": [4],
    "Words left out": [5],
    "Sentence left out": [6],
    "Sentence added": [7],
    "Negation": [8],
    "Words added": [9],
    "Untranslated": [10],
    "Meaning": [11],
    "Length": [11],
    "Inconsistent": [12],
    "Alignment in doubt": [13],
    "Moved": [13],
}


def shows(reviser: Reviser, keys: list[int]) -> None:
    reviser.eventually(lambda: reviser.shown_keys == keys, f"the page shows {keys}")


def count(reviser: Reviser, title: str) -> int:
    return int(reviser.chip(title).locator(".count").inner_text())


def test_worst_first_and_text_order(reader: Reviser) -> None:
    shows(reader, ALL)
    reader.press("o")
    reader.eventually(lambda: reader.shown_keys != ALL, "o puts the worst first")
    worst = reader.shown_keys
    assert sorted(worst) == ALL
    assert sorted(worst[:4]) == SHOWN["Critical"]
    assert sorted(worst[4:8]) == SHOWN["Major"]
    assert sorted(worst[8:12]) == SHOWN["Minor"]
    reader.press("o")
    shows(reader, ALL)
    reader.page.locator("#order-worst").click()
    shows(reader, worst)


@pytest.mark.parametrize("title", SHOWN)
def test_a_filter_shows_as_many_as_it_says(reader: Reviser, title: str) -> None:
    assert count(reader, title) == len(SHOWN[title])
    reader.chip(title).click()
    shows(reader, SHOWN[title])
    assert reader.chip(title).get_attribute("aria-pressed") == "true"
    reader.eventually(lambda: reader.current in SHOWN[title], "the focus is on one of them")
    reader.chip(title).click()
    shows(reader, ALL)


def test_filters_add_up(reader: Reviser) -> None:
    """Within a group one must hold; every group must."""
    reader.chip("Critical").click()
    reader.chip("Major").click()
    shows(reader, sorted(SHOWN["Critical"] + SHOWN["Major"]))
    reader.chip("Unit").click()
    shows(reader, [4])
    reader.chip("Meaning").click()
    shows(reader, [4, 11])
    reader.chip("Accepted").click()
    reader.eventually(lambda: reader.shown_keys == [], "nothing is accepted yet")
    assert reader.page.locator("#empty").is_visible()
    reader.press("0")
    shows(reader, ALL)


@pytest.mark.parametrize(
    ("number", "title"),
    [(1, "Critical"), (2, "Major"), (3, "Minor"), (4, "No flag"), (5, "Open"), (6, "Accepted"), (7, "Rejected")],
)
def test_filters_have_numbers(reader: Reviser, number: int, title: str) -> None:
    reader.press(str(number))
    reader.eventually(lambda: reader.chip(title).get_attribute("aria-pressed") == "true", f"{number} is {title}")
    reader.press(str(number))
    reader.eventually(lambda: reader.chip(title).get_attribute("aria-pressed") == "false", "and back")


def test_numbers_eight_and_nine_and_none(reader: Reviser) -> None:
    for number in (8, 9):
        reader.press(str(number))
    reader.eventually(lambda: reader.page.locator('button.chip[aria-pressed="true"]').count() == 2, "two are chosen")
    reader.press("0")
    reader.eventually(lambda: reader.page.locator('button.chip[aria-pressed="true"]').count() == 0, "none is chosen")


def test_counts_follow_decisions(reviser: Reviser) -> None:
    assert (count(reviser, "Open"), count(reviser, "Accepted")) == (15, 0)
    reviser.go_to(2)
    reviser.press("a")
    reviser.eventually(lambda: (count(reviser, "Open"), count(reviser, "Accepted")) == (14, 1), "one is accepted")
    assert int(reviser.page.locator("#progress").get_attribute("aria-valuenow") or 0) == 100 // 12
    reviser.chip("Accepted").click()
    shows(reviser, [2])
    reviser.press("u")
    reviser.eventually(lambda: (count(reviser, "Open"), count(reviser, "Accepted")) == (15, 0), "none is accepted")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hall", [2]),
        ("HALL", [2]),
        ("Straße", [5]),
        ("läuten", [12]),
        ("ring the bell", [12, 14]),
        ("nothing like that", []),
        ("%", []),
        ("_", []),
        ("'; drop table events --", []),
    ],
)
def test_search(reader: Reviser, words: str, found: list[int]) -> None:
    reader.search(words)
    shows(reader, found)
    reader.page.locator("#search").fill("")
    shows(reader, ALL)


def test_leaving_the_search(reviser: Reviser) -> None:
    """Letters typed into the search are no commands; after Enter they are."""
    reviser.search("")
    reviser.page.keyboard.type("axm the bell")
    reviser.page.wait_for_timeout(100)
    assert all(row[2] == "" for row in reviser.texts)
    reviser.page.locator("#search").fill('"the bell"')
    shows(reviser, [12, 14])
    reviser.press("Enter")
    reviser.press("a")
    reviser.wait_for_status(12, "accepted")
    reviser.press("/", "Escape")
    reviser.press("0")
    shows(reviser, ALL)


def test_notes_are_found(reviser: Reviser) -> None:
    revision = reviser.ask("/api/index")["revision"]
    reviser.send("/api/decide", window="w", revision=revision, key=4, kind="note", text="Ask the client.")
    reviser.eventually(lambda: count(reviser, "With a note") == 1, "one has a note")
    reviser.search("ask the client")
    shows(reviser, [4])


def test_a_click_into_the_map_jumps(reader: Reviser) -> None:
    canvas = reader.page.locator("#map")
    width, height = canvas.evaluate("element => [element.clientWidth, element.clientHeight]")
    for x, y, keys in ((width - 8, height - 8, [15]), (7, 7, [1]), (width / 2, height / 2, list(range(5, 12)))):
        canvas.click(position={"x": x, "y": y})
        reader.eventually(lambda keys=keys: reader.current in keys, f"a click at {x}, {y} goes to one of {keys}")


def test_the_map_by_keys(reader: Reviser) -> None:
    reader.go_to(3)
    reader.press("g")
    reader.eventually(lambda: reader.page.evaluate("() => document.activeElement.id") == "map", "g goes to the map")
    reader.press("End")
    reader.eventually(lambda: reader.current == 15, "End")
    reader.press("ArrowLeft", "ArrowUp")
    reader.eventually(lambda: reader.current == 13, "two back")
    reader.press("Enter")
    reader.eventually(lambda: reader.page.evaluate("() => document.activeElement.dataset.key") == "13", "Enter returns")


def test_the_map_shows_something(reader: Reviser) -> None:
    colours = """canvas => {
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(data.buffer)).size }"""
    reader.eventually(lambda: reader.page.locator("#map").evaluate(colours) > 4, "dots of several colours")


def test_help_names_every_key(reviser: Reviser) -> None:
    reviser.press("?")
    dialog = reviser.page.locator("dialog[open]")
    dialog.wait_for()
    keys = set(" ".join(dialog.locator("kbd").all_inner_texts()).split())
    assert {"j", "k", "n", "p", "g", "a", "x", "r", "d", "c", "u", "U", "e", "m", "s", "v", "/", "o", "?"} <= keys
    reviser.press("a")
    reviser.press("Escape")
    dialog.wait_for(state="detached")
    assert all(row[2] == "" for row in reviser.texts), "keys do nothing behind the help"
    reviser.page.locator("#help-button").click()
    dialog.wait_for()


def test_a_reload_keeps_the_place(reviser: Reviser) -> None:
    """Order and current segment are the same after a reload: nobody wants to look for the place again."""
    reviser.go_to(7)
    reviser.page.reload()
    reviser.wait_until_ready()
    reviser.eventually(lambda: reviser.current == 7, "the current segment is the same")
    assert reviser.shown_keys == ALL
