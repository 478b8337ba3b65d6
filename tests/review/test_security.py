"""The gate before the review page, without a server."""

from __future__ import annotations

import json
from typing import Any

import anyio
import pytest

from aligner.review.web.security import HEADERS, LARGEST_BODY, Gate

TOKEN = "a-token"
PORT = 4321
HOST = "127.0.0.1:4321"
COOKIE = {"cookie": f"aligner-{PORT}={TOKEN}"}
POST = {**COOKIE, "x-aligner": "1", "content-type": "application/json"}


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Say what came through."""
    body = (await receive()).get("body", b"") if scope["method"] == "POST" else b""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"Content-Security-Policy", b"none")]})
    await send({"type": "http.response.body", "body": b"in:" + body})


def ask(
    method: str = "GET",
    path: str = "/",
    query: str = "",
    headers: dict[str, str] | None = None,
    body: list[bytes] | None = None,
    repeated: list[tuple[bytes, bytes]] | None = None,
) -> tuple[int, dict[str, str], bytes]:
    given = {"host": HOST, **(headers or {})}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items() if value] + (repeated or []),
    }
    parts = [
        {"type": "http.request", "body": part, "more_body": True} for part in (body if body is not None else [b"{}"])
    ]
    parts[-1]["more_body"] = False
    sent: list[Any] = []

    async def receive() -> Any:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    anyio.run(Gate(echo, TOKEN, PORT), scope, receive, send)
    got = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], got, b"".join(message.get("body", b"") for message in sent[1:])


def test_the_cookie_opens() -> None:
    assert ask(headers=COOKIE)[2] == b"in:"


def test_the_token_gives_the_cookie() -> None:
    status, headers, body = ask(query=f"token={TOKEN}")
    assert (status, headers["location"], body) == (303, "/", b"")
    assert headers["set-cookie"] == f"aligner-{PORT}={TOKEN}; Path=/; HttpOnly; SameSite=Strict"


@pytest.mark.parametrize(
    ("path", "query", "cookie"),
    [
        ("/", "", ""),
        ("/", "token=", ""),
        ("/", "token=other", ""),
        ("/", "token=other", COOKIE["cookie"]),
        ("/api/index", f"token={TOKEN}", ""),
        ("/", "", "aligner-4321="),
        ("/", "", "aligner-4321=a-toke"),
        ("/", "", "aligner-4321=a-token1"),
        ("/", "", "aligner-4322=a-token"),
        ("/", "", "token=a-token"),
        ("/", "", "aligner-4321=\u00e4\u00f6"),
        ("/", "token=%ff", ""),
    ],
)
def test_nobody_else_gets_in(path: str, query: str, cookie: str) -> None:
    status, headers, body = ask(path=path, query=query, headers={"cookie": cookie})
    assert status == 403
    assert "set-cookie" not in headers
    assert TOKEN.encode() not in body


@pytest.mark.parametrize(
    "cookie",
    [
        f"other=1; aligner-{PORT}={TOKEN}",
        f"[broken]; a b=c; aligner-{PORT}={TOKEN}; =",
        f'json={{"a": 1}}; aligner-{PORT}={TOKEN}',
    ],
)
def test_cookies_of_other_programs_do_no_harm(cookie: str) -> None:
    assert ask(headers={"cookie": cookie})[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.1:4321", "localhost:4321", "LOCALHOST:4321"])
def test_own_hosts(host: str) -> None:
    assert ask(headers={**COOKIE, "host": host})[0] == 200


@pytest.mark.parametrize(
    "host",
    ["", "127.0.0.1", "127.0.0.1:80", "localhost", "example.org:4321", "127.0.0.1:4321.example.org", "[::1]:4321"],
)
def test_foreign_hosts(host: str) -> None:
    assert ask(headers={**COOKIE, "host": host})[0] == 403
    assert ask(query=f"token={TOKEN}", headers={"host": host})[0] == 403


def test_two_hosts() -> None:
    assert ask(headers=COOKIE, repeated=[(b"host", b"example.org")])[0] == 403


@pytest.mark.parametrize("origin", ["http://127.0.0.1:4321", "http://localhost:4321"])
def test_own_origins(origin: str) -> None:
    assert ask("POST", "/api/save", headers={**POST, "origin": origin})[0] == 200


@pytest.mark.parametrize(
    "origin", ["null", "http://example.org", "https://127.0.0.1:4321", "http://127.0.0.1", "http://127.0.0.1:4322"]
)
def test_foreign_origins(origin: str) -> None:
    assert ask("POST", "/api/save", headers={**POST, "origin": origin})[0] == 403
    assert ask(headers={**COOKIE, "origin": origin})[0] == 403


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "GE T"])
def test_other_methods(method: str) -> None:
    status, headers, _ = ask(method, headers=POST)
    assert (status, headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"x-aligner": ""}, 403),
        ({"x-aligner": "0"}, 403),
        ({"cookie": ""}, 403),
        ({"content-type": ""}, 415),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "application/json; charset=utf-8"}, 200),
    ],
)
def test_posts_need_what_a_form_cannot_send(change: dict[str, str], status: int) -> None:
    assert ask("POST", "/api/save", headers={**POST, **change})[0] == status


def test_bodies_arrive_whole() -> None:
    assert ask("POST", "/api/save", headers=POST, body=[b"[1", b",", b"2]"])[2] == b"in:[1,2]"
    assert ask("POST", "/api/save", headers=POST, body=[b" " * LARGEST_BODY])[0] == 200


def test_bodies_are_bounded() -> None:
    half = b" " * (LARGEST_BODY // 2 + 1)
    assert ask("POST", "/api/save", headers=POST, body=[half, half])[0] == 413


def test_a_body_that_never_ends() -> None:
    assert ask("POST", "/api/save", headers=POST, body=[b" " * LARGEST_BODY] * 40)[0] == 413


@pytest.mark.parametrize(
    ("method", "headers"), [("GET", COOKIE), ("GET", {}), ("PUT", COOKIE), ("POST", COOKIE), ("POST", POST)]
)
def test_headers_of_every_answer(method: str, headers: dict[str, str]) -> None:
    got = ask(method, headers=headers)[1]
    assert {name: got[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in got["content-security-policy"]
    assert "'none'" in got["content-security-policy"]


def test_refusals_are_json() -> None:
    assert "token" in json.loads(ask()[2])["error"]


def test_web_sockets_are_not_answered() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    anyio.run(Gate(echo, TOKEN, PORT), {"type": "websocket", "headers": [], "path": "/"}, receive, send)
    assert sent == []
