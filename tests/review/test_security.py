"""The gate before the review page, without a server."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import anyio
import pytest

from aligner.review.web.entrance import Entrance, entrance_file
from aligner.review.web.security import HEADERS, LARGEST_BODY, Gate

PORT = 4321
SECRET = "a-secret"
CODE = "a-code"
ENTRANCE = Entrance()
HOST = "127.0.0.1:4321"
COOKIE = {"cookie": f"aligner-{PORT}={SECRET}"}
POST = {**COOKIE, "x-aligner": "1", "content-type": "application/json"}


@pytest.fixture(autouse=True)
def entrance() -> None:
    """Begin with secrets that are known, so that tests have the same names in each process."""
    ENTRANCE.secret, ENTRANCE.code = SECRET, CODE  # type: ignore[misc]


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

    anyio.run(Gate(echo, ENTRANCE, PORT), scope, receive, send)
    got = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], got, b"".join(message.get("body", b"") for message in sent[1:])


def test_the_cookie_opens() -> None:
    assert ask(headers=COOKIE)[2] == b"in:"


def test_whoever_reads_is_told_in_a_page_that_there_is_no_way_in() -> None:
    status, headers, body = ask(headers={"accept": "text/html,*/*;q=0.8"})
    assert (status, headers["content-type"]) == (403, "text/html; charset=utf-8")
    assert "newest address" in body.decode()
    assert "neueste Adresse" in body.decode()
    assert set(HEADERS) <= set(headers)
    status, headers, body = ask(headers={"accept": "*/*"})
    assert (status, headers["content-type"]) == (403, "application/json")
    assert "newest address" in json.loads(body)["error"]


def test_the_code_gives_the_cookie_once() -> None:
    code = ENTRANCE.code
    status, headers, body = ask(query=f"token={code}")
    assert (status, headers["location"], body) == (303, "/", b"")
    assert headers["set-cookie"] == f"aligner-{PORT}={SECRET}; Path=/; HttpOnly; SameSite=Strict"
    assert ask(query=f"token={code}")[0] == 403
    assert ask(query=f"token={code}", headers=COOKIE)[0] == 303  # where it was used, it can be opened again
    assert ask(query=f"token={ENTRANCE.code}")[0] == 303


def test_the_secret_is_no_code() -> None:
    assert ask(query=f"token={SECRET}")[0] == 403


def test_a_file_leads_in() -> None:
    """A browser does not send the cookie along where a file, which is another site, is redirected."""
    status, headers, body = ask(query=f"token={ENTRANCE.code}", headers={"sec-fetch-site": "cross-site"})
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "set-cookie" in headers
    assert b'content="0; url=/"' in body


def test_the_file_is_for_one_user_alone(tmp_path: Path) -> None:
    path, other = tmp_path / "review.html", tmp_path / "other"
    other.write_text("kept")
    path.symlink_to(other)
    with entrance_file(path, "http://127.0.0.1:1/?token=code"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "http://127.0.0.1:1/?token=code" in path.read_text(encoding="utf-8")
    assert not path.exists()
    assert other.read_text() == "kept"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/", "/api/index", "/static/main.js"])
def test_pages_elsewhere_cause_nothing(site: str, path: str) -> None:
    assert ask(path=path, headers={**COOKIE, "sec-fetch-site": site})[0] == 403
    assert ask("POST", path, headers={**POST, "sec-fetch-site": site})[0] == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_page_itself_does(site: str) -> None:
    assert ask(path="/api/index", headers={**COOKIE, "sec-fetch-site": site})[0] == 200


@pytest.mark.parametrize(
    ("path", "query", "cookie"),
    [
        ("/", "", ""),
        ("/", "token=", ""),
        ("/", "token=other", ""),
        ("/api/index", f"token={CODE}", ""),
        ("/", "", "aligner-4321="),
        ("/", "", f"aligner-4321={SECRET[:-1]}"),
        ("/", "", f"aligner-4321={SECRET}1"),
        ("/", "", f"aligner-4322={SECRET}"),
        ("/", "", f"token={SECRET}"),
        ("/", "", f"aligner-4321={CODE}"),
        ("/", "", "aligner-4321=\u00e4\u00f6"),
        ("/", "token=%ff", ""),
    ],
)
def test_nobody_else_gets_in(path: str, query: str, cookie: str) -> None:
    status, headers, body = ask(path=path, query=query, headers={"cookie": cookie})
    assert status == 403
    assert "set-cookie" not in headers
    assert SECRET.encode() not in body


@pytest.mark.parametrize(
    "cookie",
    [
        f"other=1; aligner-{PORT}={SECRET}",
        f"[broken]; a b=c; aligner-{PORT}={SECRET}; =",
        f'json={{"a": 1}}; aligner-{PORT}={SECRET}',
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
    assert ask(query=f"token={ENTRANCE.code}", headers={"host": host})[0] == 403


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

    anyio.run(Gate(echo, ENTRANCE, PORT), {"type": "websocket", "headers": [], "path": "/"}, receive, send)
    assert sent == []
