"""What was decided stays decided: reload, kill -9, restart, a second window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from reviser import Reviser
from serving import Server

Serve = Callable[..., Server]
OpenPage = Callable[..., Reviser]


def decide(reviser: Reviser) -> None:
    """Make one decision of several kinds, and wait until each is kept."""
    for key, press, status in ((2, "a", "accepted"), (3, "x", "rejected"), (8, "a", "accepted")):
        reviser.go_to(key)
        reviser.press(press)
        reviser.wait_for_status(key, status)
    reviser.go_to(14)
    reviser.press("m")
    reviser.eventually(lambda: len(reviser.keys) == 14, "m merges 14 and 15")


def test_a_reload_keeps_everything(reviser: Reviser) -> None:
    decide(reviser)
    before = reviser.texts
    reviser.page.reload()
    reviser.wait_until_ready()
    assert reviser.texts == before
    assert reviser.keys[-1] not in (14, 15)
    assert reviser.shown_status(2) == "accepted"


def test_kill_loses_nothing(town: Path, serve: Serve, open_page: OpenPage) -> None:
    server = serve(town)
    reviser = open_page(server.address)
    decide(reviser)
    before = reviser.texts
    server.kill()

    reviser = open_page(serve(town).address)
    assert reviser.texts == before
    reviser.go_to(5)
    reviser.press("a")
    reviser.wait_for_status(5, "accepted")
    for _ in range(5):
        reviser.press("u")
    reviser.eventually(lambda: not any(row[2] for row in reviser.texts), "undo goes back behind the restart")
    assert reviser.keys == list(range(1, 16))


def test_kill_right_after_the_answer(town: Path, serve: Serve, open_page: OpenPage) -> None:
    """As soon as the server has answered, the decision is on the disk."""
    for key, kind in enumerate(("accept", "reject", "accept"), 1):
        server = serve(town)
        reviser = open_page(server.address)
        revision = reviser.ask("/api/index")["revision"]
        answer = reviser.send("/api/decide", window="w", revision=revision, key=key, kind=kind)
        server.kill()
        assert "changes" in answer
    reviser = open_page(serve(town).address)
    assert [row[2] for row in reviser.texts][:4] == ["accepted", "rejected", "accepted", ""]


def test_the_page_says_that_the_server_is_gone_and_comes_back(
    town: Path, serve: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    server = serve(town)
    reviser = open_page(server.address)
    reviser.go_to(4)
    server.kill()
    reviser.press("a")
    reviser.eventually(lambda: reviser.says("server"), "the page says that the server does not answer")

    reviser = open_page(serve(town, "--port", str(server.port)).address)
    assert all(row[2] in ("", "accepted") for row in reviser.texts)


def test_the_corpus_file_is_changed_by_saving_only(reviser: Reviser, town: Path) -> None:
    before = town.read_bytes()
    decide(reviser)
    assert town.read_bytes() == before
    answer = reviser.send("/api/save", window="w")
    assert answer["segments"] == 14
    assert town.read_bytes() != before
    assert town.read_text(encoding="utf-8").count('"status": "accepted"') == 2


def test_a_copy_of_the_corpus_has_no_decisions(reviser: Reviser, town: Path, serve: Serve, open_page: OpenPage) -> None:
    decide(reviser)
    copy = town.with_name("copy.jsonl")
    shutil.copy(town, copy)
    assert not any(row[2] for row in open_page(serve(copy).address).texts)


def test_a_second_window_follows_the_first(town: Path, serve: Serve, open_page: OpenPage) -> None:
    server = serve(town)
    one, two = open_page(server.address), open_page(server.address)
    one.go_to(3)
    one.press("a")
    one.wait_for_status(3, "accepted")
    two.wait_for_status(3, "accepted")
    two.go_to(4)
    two.press("x")
    one.wait_for_status(4, "rejected")
    one.go_to(14)
    one.press("m")
    two.eventually(lambda: len(two.keys) == 14, "m merges")
    two.eventually(lambda: two.locate(15).count() == 0, "the second window loses segment 15")
    assert one.texts == two.texts


def test_a_decision_on_what_another_window_has_changed_is_refused(
    town: Path, serve: Serve, open_page: OpenPage
) -> None:
    server = serve(town)
    one, two = open_page(server.address), open_page(server.address)
    revision = two.ask("/api/index")["revision"]
    one.go_to(3)
    one.press("x")
    one.wait_for_status(3, "rejected")
    answer = two.send("/api/decide", window="other", revision=revision, key=3, kind="edit", target="Etwas anderes.")
    assert "conflict" in answer
    assert answer["row"]["status"] == "rejected"
    assert one.row(3)["target"] == "Die Messe beginnt am 5. Mai 2021."


def test_an_edit_of_what_another_window_has_changed_is_refused(town: Path, serve: Serve, open_page: OpenPage) -> None:
    server = serve(town)
    one, two = open_page(server.address), open_page(server.address)
    two.start_edit(3)
    two.fill("target", "Mein langer neuer Satz.")
    one.start_edit(3)
    one.fill("target", "Der Satz des anderen.")
    one.press("Control+Enter")
    one.wait_for_status(3, "edited")
    two.eventually(lambda: two.ask("/api/rows?keys=3")[0]["status"] == "edited")
    two.press("Control+Enter")
    two.eventually(lambda: two.says("window"), "the page says that another window has changed the segment")
    assert one.row(3)["target"] == "Der Satz des anderen."
    assert (
        "Mein langer neuer Satz." in two.page.locator("body").inner_text()
        or two.draft("target") == "Mein langer neuer Satz."
    ), "what was typed is not thrown away"
