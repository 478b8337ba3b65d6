"""What the server refuses: strangers, files, methods and bodies that make no sense."""

from __future__ import annotations

import json
from typing import Any

import pytest
from windows import OURS, Page


@pytest.mark.parametrize("path", ["/", "/api/index", "/static/look.css", "/api/decide", "/nowhere"])
def test_strangers_get_nothing(stranger: Page, path: str) -> None:
    answer = stranger.client.get(path)
    assert answer.status_code == 403
    assert "ferry" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static",
        "/static/",
        "/static/page",
        "/static/..%2fserver.py",
        "/static/%2e%2e/server.py",
        "/static/..%5cserver.py",
        "/static/index.html%00.js",
        "/static//etc/passwd",
        "/ferry.jsonl",
        "/index.html",
        "/docs",
        "/api",
        "/api/",
        "/api/index/",
    ],
)
def test_no_file_by_mistake(page: Page, path: str) -> None:
    assert page.client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/api/index", "/api/decide", "/static/look.css"])
def test_other_methods(page: Page, method: str, path: str) -> None:
    assert page.client.request(method, path, headers=OURS).status_code == 405


def test_methods_are_not_mixed_up(page: Page) -> None:
    assert page.client.get("/api/decide").status_code == 405
    assert page.post("/api/index").status_code == 405


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"3", b'"text"', b"\xff\xfe", b"[" * 100_000, b'{"window": 1}', b"{}"]
)
@pytest.mark.parametrize("path", ["/api/decide", "/api/undo", "/api/redo", "/api/realign"])
def test_bodies_that_make_no_sense(page: Page, path: str, body: bytes) -> None:
    answer = page.client.post(path, content=body, headers={**OURS, "content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "change",
    [
        {"key": "2"},
        {"key": None},
        {"key": True},
        {"kind": "no such"},
        {"kind": None},
        {"kind": "computed", "source": "", "target": "", "flags": []},
        {"kind": "edit", "source": 7},
        {"kind": "edit", "source": " ", "target": ""},
        {"kind": "note"},
        {"kind": "split", "source_at": 0, "target_at": 0},
        {"kind": "split", "source_at": -1, "target_at": 10**9},
        {"kind": "move", "side": "left", "direction": "next"},
        {"kind": "merge", "key": 6},
        {"revision": "1"},
        {"revision": None},
        {"window": None},
    ],
)
def test_decisions_that_make_no_sense(page: Page, change: dict[str, Any]) -> None:
    given = {"window": "w", "revision": page.session.revision, "key": 2, "kind": "accept", **change}
    answer = page.client.post("/api/decide", json=given, headers=OURS)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert page.text_order() == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "path",
    [
        "/api/rows?keys=a",
        "/api/rows?keys=1;2",
        "/api/rows?keys=-1",
        "/api/rows?keys=" + ",".join(["1"] * 201),
        "/api/rows?keys=" + "9" * 40,
        "/api/words",
        "/api/words?key=x",
        "/api/changes",
        "/api/changes?since=x",
        "/api/changes?since=1&wait=soon",
    ],
)
def test_questions_that_make_no_sense(page: Page, path: str) -> None:
    answer = page.client.get(path)
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_too_large(page: Page) -> None:
    body = json.dumps({"window": "w", "text": "a" * 4_000_000}).encode()
    answer = page.client.post("/api/decide", content=body, headers={**OURS, "content-type": "application/json"})
    assert answer.status_code == 413
