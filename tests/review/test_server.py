"""What every route answers: the whole application without a socket."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from windows import OURS, Page

from aligner.checks.kinds import FLAG_KINDS, LOOKS
from aligner.corpus.corpus import Corpus
from aligner.errors import InputError
from aligner.review.computing.recompute import Recomputation
from aligner.review.decisions.events import Note
from aligner.review.session import ReviewSession
from aligner.review.web.security import HEADERS
from aligner.review.web.server import Address, application, listen, page_files


def test_the_address(address: Address) -> None:
    assert address.url.startswith(f"http://127.0.0.1:{address.port}/?token=")
    assert min(len(address.entrance.code), len(address.entrance.secret)) >= 32
    assert address.entrance.secret not in address.url
    with pytest.raises(InputError, match=f"--port {address.port}: cannot be used"):
        listen(address.port)


def test_answers_leave_at_once(address: Address) -> None:
    """The end of an answer does not wait until the browser has confirmed its beginning (40 ms on Linux)."""

    async def at_once() -> bool:
        found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        async def accepted(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            found.set_result(bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()

        async with await asyncio.start_server(accepted, sock=address.listener):
            _, writer = await asyncio.open_connection("127.0.0.1", address.port)
            try:
                return await found
            finally:
                writer.close()

    assert asyncio.run(at_once())


def test_the_page(page: Page) -> None:
    answer = page.client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("name", sorted(page_files()))
def test_the_files_of_the_page(page: Page, name: str) -> None:
    answer = page.client.get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition("/")[0] in ("text", "image")


def test_the_index(page: Page) -> None:
    index = page.get("/api/index")
    columns = ("severity", "flags", "status", "confidence", "source_start", "target_start", "sizes", "lengths")
    assert index["keys"] == [1, 2, 3, 4, 5, 6]
    assert all(len(index[name]) == 6 for name in (*columns, "dismissed_all", "note"))
    assert (index["title"], index["languages"]) == ("ferry.jsonl", ["en", "de"])
    assert index["severity"] == [0, 2, 0, 0, 0, 0]


def test_the_index_says_what_flags_are_called(page: Page) -> None:
    index = page.get("/api/index")
    assert list(index["flag_kinds"]) == index["flag_names"] == list(FLAG_KINDS)
    assert index["flag_kinds"]["omission:phrase"] == {"title": "Words left out", "look": "omission"}
    assert {kind["look"] for kind in index["flag_kinds"].values()} == set(LOOKS)


def test_rows(page: Page) -> None:
    second, first = page.get("/api/rows", keys="2,1,99")
    assert (first["key"], first["source"], first["target"]) == (
        1,
        "The ferry leaves at noon.",
        "Die Fähre fährt mittags.",
    )
    flag = second["flags"][0]
    assert (flag["source_span"], flag["target_span"], flag["look"]) == ([11, 13], [10, 12], "mistranslation")
    assert second["source_parts"] == [second["source"]]
    assert page.get("/api/rows", keys="") == []


def test_words(page: Page) -> None:
    words = page.get("/api/words", key=3)
    source, target = "The captain waves.", "Der Kapitän winkt."
    linked = {(source[slice(*words["source"][i])], target[slice(*words["target"][j])]) for i, j, _ in words["links"]}
    assert {("captain", "Kapitän"), ("waves", "winkt")} <= linked
    assert all(0 <= strength <= 1 for _, _, strength in words["links"])


def test_no_words_without_a_model(session: ReviewSession, broken: Recomputation, address: Address) -> None:
    app = application(session, broken, address, lambda: False)
    with TestClient(app, base_url=f"http://127.0.0.1:{address.port}") as client:
        client.get(address.url)
        answer = client.get("/api/words?key=3")
    assert answer.status_code == 503
    assert "install it again" in answer.json()["error"]


def test_words_of_a_segment_that_is_not_there(page: Page) -> None:
    assert page.client.get("/api/words?key=77").status_code == 404


@pytest.mark.parametrize(
    ("query", "keys"), [("ferry", [1]), ("FÄHRE", [1]), ("the", [1, 3, 4, 5, 6]), ("<script>", []), ("", [])]
)
def test_search(page: Page, query: str, keys: list[int]) -> None:
    assert page.get("/api/search", q=query)["keys"] == keys


def test_search_in_notes(page: Page) -> None:
    page.decide(4, "note", text="Ask the sailor")
    assert page.get("/api/search", q="sailor")["keys"] == [4]


def test_a_decision(page: Page, ferry: Path) -> None:
    before = ferry.read_bytes()
    answer = page.decide(2, "accept").json()
    (change,) = answer["changes"]
    assert (change["position"], change["removed"], change["window"]) == (1, [2], "window")
    (inserted,) = change["inserted"]
    assert (inserted["key"], inserted["row"]["status"]) == (2, "accepted")
    assert inserted["entry"]["status"] == page.get("/api/index")["status"][1] != 0
    assert answer["revision"] == page.session.revision
    assert ferry.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "count"),
    [
        ({"kind": "reject", "key": 2}, 6),
        ({"kind": "edit", "key": 2, "target": "Sie trägt 12 Autos."}, 6),
        ({"kind": "merge", "key": 2}, 5),
        ({"kind": "split", "key": 2, "source_at": 10, "target_at": 9}, 7),
        ({"kind": "move", "key": 2, "side": "target", "direction": "next"}, 6),
        ({"kind": "note", "key": 2, "text": "<b>"}, 6),
    ],
)
def test_every_decision_can_be_undone(page: Page, data: dict[str, Any], count: int) -> None:
    before = page.get("/api/rows", keys="1,2,3,4,5,6")
    answer = page.post("/api/decide", revision=page.session.revision, **data)
    assert answer.status_code == 200
    assert len(page.text_order()) == count
    after = page.get("/api/rows", keys=",".join(map(str, page.text_order())))
    assert after != before
    assert page.post("/api/undo").json()["focus"] is not None
    assert page.get("/api/rows", keys="1,2,3,4,5,6") == before
    page.post("/api/redo")
    assert page.get("/api/rows", keys=",".join(map(str, page.text_order()))) == after


def test_half_a_character(page: Page) -> None:
    body = json.dumps({"window": "w", "revision": page.session.revision, "key": 2, "kind": "note", "text": "\ud83d!"})
    answer = page.client.post("/api/decide", content=body, headers={**OURS, "content-type": "application/json"})
    assert answer.status_code == 200
    assert page.get("/api/rows", keys="2")[0]["note"] in ("\ud83d!", "\ufffd!")


def test_dismissing(page: Page) -> None:
    (row,) = page.get("/api/rows", keys="2")
    page.decide(2, "dismiss", flag=row["flags"][0]["key"])
    (row,) = page.get("/api/rows", keys="2")
    assert row["flags"][0]["dismissed"]
    assert page.get("/api/index")["dismissed_all"][1] == 1
    page.decide(2, "restore", flag=row["flags"][0]["key"])
    assert page.get("/api/index")["dismissed_all"][1] == 0


def test_what_undo_will_do_comes_with_every_answer(page: Page) -> None:
    answer = page.decide(2, "reject").json()
    (verdict,) = answer["undo"]
    assert verdict == {"step": answer["revision"], "key": 2, "status": "", "confirmed": False}
    assert page.get("/api/changes", since=answer["revision"])["undo"] == [verdict]
    answer = page.post("/api/undo").json()
    assert (answer["undo"], answer["redo"]) == ([], [verdict | {"status": "rejected"}])


@pytest.mark.parametrize("path", ["/api/undo", "/api/redo"])
def test_nothing_to_undo(page: Page, path: str) -> None:
    answer = page.post(path)
    assert (answer.status_code, answer.json()["changes"]) == (200, [])


def test_two_windows(page: Page) -> None:
    revision = page.session.revision
    page.decide(2, "accept")
    other = Page(page.client, page.session, name="other")
    late = other.post("/api/decide", revision=revision, key=2, kind="reject")
    assert late.status_code == 409
    assert (late.json()["key"], late.json()["row"]["status"]) == (2, "accepted")
    assert late.json()["conflict"]
    assert other.post("/api/decide", revision=revision, key=3, kind="reject").status_code == 200
    seen = page.get("/api/changes", since=revision)
    assert [change["inserted"][0]["key"] for change in seen["changes"]] == [2, 3]
    assert page.post("/api/decide", revision=revision, key=99, kind="reject").status_code == 409


def test_undo_of_what_another_window_has_decided(page: Page) -> None:
    revision = page.session.revision
    Page(page.client, page.session, name="other").decide(2, "accept")
    late = page.post("/api/undo", revision=revision)
    assert (late.status_code, late.json()["key"]) == (409, 2)
    assert page.post("/api/undo", revision=page.session.revision).status_code == 200
    assert page.post("/api/undo", revision="1").status_code == 422


def test_changes_are_waited_for(page: Page) -> None:
    revision = page.session.revision
    deciding = threading.Timer(0.2, lambda: page.session.decide(Note(1, "late"), revision, "other"))
    deciding.start()
    changes = page.get("/api/changes", since=revision, wait=20)["changes"]
    deciding.join()
    assert changes[0]["inserted"][0]["row"]["note"] == "late"


def test_waiting_ends_with_the_server(page: Page) -> None:
    page.stopping.set()
    assert page.get("/api/changes", since=page.session.revision, wait=1000)["changes"] == []


def test_a_window_that_was_away_too_long(page: Page) -> None:
    assert page.get("/api/changes", since=10**9)["reset"]


def test_computed_changes_arrive(page: Page, recomputation: Recomputation) -> None:
    recomputation.start()
    revision = page.decide(2, "merge").json()["revision"]
    row = page.get("/api/changes", since=revision, wait=20)["changes"][0]["inserted"][0]["row"]
    assert not row["pending"]
    assert row["similarity"] > 0


def test_realign(page: Page, recomputation: Recomputation, until: Callable[[Callable[[], bool]], None]) -> None:
    page.decide(3, "move", side="target", direction="next")
    revision = page.session.revision
    answer = page.post("/api/realign", key=2)
    assert (answer.status_code, answer.json()) == (200, {"started": True})
    recomputation.start()  # not before: the numbers of the move alone would end the waiting
    until(lambda: page.session.revision > revision and not page.session.pending())
    rows = page.get("/api/rows", keys=",".join(map(str, page.text_order())))
    assert ("The captain waves.", "Der Kapitän winkt.") in [(row["source"], row["target"]) for row in rows]


def test_save(page: Page, ferry: Path) -> None:
    page.decide(2, "accept")
    page.decide(3, "note", text="Captain?")
    assert page.get("/api/changes", since=0)["saved"] is False
    answer = page.post("/api/save")
    assert (answer.status_code, answer.json()["segments"]) == (200, 6)
    saved = Corpus.read(ferry)
    assert (saved[1].status, saved[2].note) == ("accepted", "Captain?")
    assert page.get("/api/changes", since=page.session.revision)["saved"] is True


def test_a_save_that_fails_says_why(page: Page, ferry: Path) -> None:
    page.decide(2, "accept")
    ferry.unlink()
    ferry.mkdir()
    answer = page.post("/api/save")
    assert answer.status_code == 422
    assert "ferry.jsonl" in answer.json()["error"]


def test_large_answers_are_compressed(session: ReviewSession, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = page.get("/api/index")
    monkeypatch.setattr("aligner.review.web.api._LARGEST_PLAIN", 10)
    packed = page.client.get("/api/index", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain
    assert "content-encoding" not in page.client.get("/api/index", headers={"accept-encoding": "identity"}).headers
