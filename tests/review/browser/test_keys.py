"""Every key of the page, on fifteen segments."""

from __future__ import annotations

import pytest
from reviser import Reviser

FLAGGED = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
ALL = list(range(1, 16))


def walk(reviser: Reviser, key: str, count: int) -> list[int | None]:
    """Where the focus is after each press."""
    seen: list[int | None] = []
    for _ in range(count):
        before = reviser.current
        reviser.press(key)
        reviser.eventually(lambda before=before: reviser.current != before, f"{key} moves on from {before}")
        seen.append(reviser.current)
    return seen


@pytest.mark.parametrize("key", ["n", "ArrowDown"])
def test_next(reader: Reviser, key: str) -> None:
    reader.go_to(1)
    assert walk(reader, key, 14) == ALL[1:]


@pytest.mark.parametrize("key", ["p", "ArrowUp"])
def test_previous(reader: Reviser, key: str) -> None:
    reader.press("End")
    reader.eventually(lambda: reader.current == 15, "End goes to the last segment")
    assert walk(reader, key, 14) == ALL[-2::-1]


def test_next_and_previous_flagged(reader: Reviser) -> None:
    reader.go_to(1)
    assert walk(reader, "j", 12) == FLAGGED
    assert walk(reader, "k", 11) == FLAGGED[-2::-1]


@pytest.mark.parametrize("key", ["ArrowDown", "n"])
def test_the_end_is_the_end(reader: Reviser, key: str) -> None:
    reader.press("End", key, key)
    reader.page.wait_for_timeout(100)
    assert reader.current == 15
    reader.press("Home", "p", "ArrowUp")
    reader.page.wait_for_timeout(100)
    assert reader.current == 1


@pytest.mark.parametrize(("key", "status"), [("a", "accepted"), ("x", "rejected")])
def test_a_decision(reviser: Reviser, key: str, status: str) -> None:
    reviser.go_to(3)
    reviser.press(key)
    reviser.wait_for_status(3, status)
    assert [row[2] for row in reviser.texts].count(status) == 1


def test_a_second_decision_replaces_the_first(reviser: Reviser) -> None:
    reviser.go_to(3)
    reviser.press("a")
    reviser.wait_for_status(3, "accepted")
    reviser.go_to(3)
    reviser.press("x")
    reviser.wait_for_status(3, "rejected")


def test_undo_and_redo(reviser: Reviser) -> None:
    reviser.go_to(3)
    reviser.press("a")
    reviser.wait_for_status(3, "accepted")
    reviser.press("u")
    reviser.wait_for_status(3, "")
    for key in ("U", "Control+Shift+Z"):
        reviser.press(key)
        reviser.wait_for_status(3, "accepted")
        reviser.press("u")
        reviser.wait_for_status(3, "")


def test_undo_goes_back_to_the_beginning_and_redo_to_the_end(reviser: Reviser) -> None:
    at_first = reviser.texts
    decisions: tuple[tuple[int, str], ...] = ((2, "a"), (3, "x"), (4, "m"), (8, "a"), (10, "d"), (14, "m"))
    for key, press in decisions:
        reviser.go_to(key)
        before = reviser.ask("/api/index")["revision"]
        reviser.press(press)
        reviser.eventually(lambda before=before: reviser.ask("/api/index")["revision"] > before, f"{press} on {key}")
    at_last = reviser.texts
    assert at_last != at_first
    for _ in decisions:
        reviser.press("u")
    reviser.eventually(lambda: reviser.texts == at_first, "undo goes back to the beginning")
    reviser.press("u", "u")
    reviser.page.wait_for_timeout(100)
    assert reviser.texts == at_first
    assert reviser.keys == ALL
    for _ in decisions:
        reviser.press("U")
    reviser.eventually(lambda: reviser.texts == at_last, "redo goes forward to the end")
    reviser.press("U")
    reviser.page.wait_for_timeout(100)
    assert reviser.texts == at_last


def test_keys_with_a_modifier_are_left_to_the_browser(reviser: Reviser) -> None:
    reviser.go_to(3)
    reviser.press("Control+a", "Control+x", "Alt+a", "Control+m")
    reviser.page.wait_for_timeout(100)
    assert all(row[2] == "" for row in reviser.texts)
    assert reviser.keys == ALL


def test_many_presses_at_once(reviser: Reviser) -> None:
    """A reviser who is faster than the server loses nothing."""
    reviser.go_to(1)
    before = reviser.current
    reviser.press(*["a", "n"] * 6)
    reviser.eventually(
        lambda: [row[2] for row in reviser.texts].count("accepted") >= 6, f"six are accepted from {before} on"
    )


def test_the_focus_can_be_seen(reader: Reviser) -> None:
    reader.go_to(5)
    box = reader.locate(5).bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800
    style = """row => { const s = getComputedStyle(row);
        return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderLeftWidth, s.backgroundColor].join(' ') }"""
    assert reader.locate(5).evaluate(style) != reader.locate(4).evaluate(style)


def test_the_town_is_shown_as_it_is(reader: Reviser) -> None:
    reader.go_to(2)
    assert reader.shown(2) == ("The hall holds 450 people.", "Der Saal fasst 540 Personen.")
    marks = reader.locate(2).locator("mark").all_inner_texts()
    assert marks == ["450", "540"]
