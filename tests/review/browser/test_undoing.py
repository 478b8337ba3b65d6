"""What the page shows before the server has answered, and what becomes of it when the answer is another one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reviser import Reviser
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Route


class Held:
    """Requests of a page that do not reach the server until they are let go.

    To be made some time before the request: Chromium lets through what is asked for right after.
    """

    def __init__(self, reviser: Reviser, path: str) -> None:
        self._routes: list[Route] | None = []
        self._reviser = reviser
        reviser.page.route(f"**{path}", self._take)

    def let_go(self) -> None:
        self._reviser.eventually(lambda: self._routes, "a request is on its way")
        routes, self._routes = self._routes or [], None
        for route in routes:
            route.continue_()

    def _take(self, route: Route) -> None:
        if self._routes is None:
            route.continue_()
        else:
            self._routes.append(route)


def decide(reviser: Reviser, key: int, press: str, says: str) -> None:
    reviser.go_to(key)
    reviser.press(press)
    reviser.eventually(lambda: reviser.says(says), f"the server has taken {press} on {key}")


def shows(reviser: Reviser, **statuses: str) -> None:
    wanted = {int(name.removeprefix("segment_")): status for name, status in statuses.items()}
    reviser.eventually(
        lambda: {key: reviser.shown_status(key) for key in wanted} == wanted, f"the page comes to show {wanted}"
    )


def test_undo_and_redo_are_shown_at_once(reviser: Reviser) -> None:
    undo, redo = Held(reviser, "/api/undo"), Held(reviser, "/api/redo")
    decide(reviser, 3, "a", "Accepted: segment 3")
    decide(reviser, 4, "x", "Rejected: segment 4")
    reviser.press("u")
    shows(reviser, segment_3="accepted", segment_4="")
    assert reviser.current == 4
    reviser.press("u")
    shows(reviser, segment_3="", segment_4="")
    assert reviser.current == 3
    assert [row[2] for row in reviser.texts[2:4]] == ["accepted", "rejected"], "the server knows nothing of it yet"
    undo.let_go()
    reviser.wait_for_status(3, "")
    reviser.eventually(lambda: reviser.says("Undone: segment 3"))
    reviser.press("U", "U")
    shows(reviser, segment_3="accepted", segment_4="rejected")
    assert reviser.row(3)["status"] == ""
    redo.let_go()
    reviser.wait_for_status(4, "rejected")
    assert [row[2] for row in reviser.texts[2:4]] == ["accepted", "rejected"]


def test_nothing_to_undo_or_to_redo_is_said(reviser: Reviser) -> None:
    reviser.press("u")
    reviser.eventually(lambda: reviser.says("There is nothing to undo."))
    reviser.press("U")
    reviser.eventually(lambda: reviser.says("There is nothing to redo."))
    decide(reviser, 3, "a", "Accepted: segment 3")
    reviser.press("u", "u")
    reviser.eventually(lambda: reviser.says("There is nothing to undo."))
    assert reviser.row(3)["status"] == reviser.shown_status(3) == ""


@pytest.mark.parametrize(("key", "status"), [(3, "rejected"), (5, "accepted")])
def test_an_undo_that_is_refused_is_taken_back(
    town: Path, serve: Callable[..., Server], open_page: Callable[..., Reviser], key: int, status: str
) -> None:
    """Another window decides while the undo is on its way."""
    server = serve(town)
    reviser, other = open_page(server.address), open_page(server.address)
    undo = Held(reviser, "/api/undo")
    decide(reviser, 3, "a", "Accepted: segment 3")
    reviser.press("u")
    shows(reviser, segment_3="")
    decide(other, key, "x", f"Rejected: segment {key}")
    reviser.eventually(lambda: reviser.shown_status(key) == "rejected", "the other window is followed")
    undo.let_go()
    reviser.eventually(lambda: reviser.says("another window"))
    reviser.wait_for_status(3, status)
    reviser.wait_for_status(key, "rejected")


def test_an_undo_that_does_not_arrive_is_taken_back(
    town: Path, serve: Callable[..., Server], open_page: Callable[..., Reviser]
) -> None:
    reviser = open_page(serve(town).address)
    reviser.page.route("**/api/undo", lambda route: route.abort())
    decide(reviser, 3, "a", "Accepted: segment 3")
    reviser.press("u")
    reviser.eventually(lambda: reviser.says("does not answer"))
    reviser.wait_for_status(3, "accepted")


def test_a_decision_that_is_refused_shows_that_of_the_other_window(
    town: Path, serve: Callable[..., Server], open_page: Callable[..., Reviser]
) -> None:
    server = serve(town)
    reviser, other = open_page(server.address), open_page(server.address)
    accept = Held(reviser, "/api/decide")
    reviser.go_to(3)
    reviser.press("a")
    shows(reviser, segment_3="accepted")
    decide(other, 3, "x", "Rejected: segment 3")
    shows(reviser, segment_3="rejected")
    accept.let_go()
    reviser.eventually(lambda: reviser.says("another window"))
    reviser.wait_for_status(3, "rejected")


def test_decisions_do_not_wait_for_a_save(reviser: Reviser) -> None:
    save = Held(reviser, "/api/save")
    decide(reviser, 3, "a", "Accepted: segment 3")
    reviser.press("Control+s")
    decide(reviser, 4, "x", "Rejected: segment 4")
    reviser.wait_for_status(4, "rejected")
    reviser.press("u")
    reviser.wait_for_status(4, "")
    save.let_go()
    reviser.eventually(lambda: reviser.says("Saved 15 segments"))


def test_what_was_decided_since_a_save_is_not_shown_as_saved(reviser: Reviser) -> None:
    answers: list[tuple[Route, APIResponse]] = []
    reviser.page.route("**/api/save", lambda route: answers.append((route, route.fetch())))
    button = reviser.page.locator("#save")
    decide(reviser, 3, "a", "Accepted: segment 3")
    reviser.press("Control+s")
    reviser.eventually(lambda: answers, "the server has saved")
    reviser.eventually(lambda: button.get_attribute("aria-disabled") == "true", "the page has heard of it")
    decide(reviser, 4, "x", "Rejected: segment 4")
    route, answer = answers[0]
    route.fulfill(response=answer)
    reviser.eventually(lambda: reviser.says("Saved 15 segments"))
    assert button.get_attribute("aria-disabled") == "false"
    reviser.page.unroute("**/api/save")
    reviser.press("Control+s")
    reviser.eventually(lambda: button.inner_text().startswith("Saved"))


def test_undo_while_segments_are_aligned_anew(reviser: Reviser) -> None:
    decide(reviser, 3, "a", "Accepted: segment 3")
    reviser.press("R")
    reviser.page.locator("dialog[open]").wait_for()
    reviser.press("Enter")
    reviser.eventually(lambda: reviser.says("Aligning anew"))
    reviser.press("u", "u")
    reviser.wait_for_status(3, "")
