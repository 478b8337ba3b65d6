"""What the server refuses, asked over a real socket by something that is not a browser."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import corpora
import pytest
from serving import Server, environment_of

ACCEPT = {"window": "w", "revision": 0, "key": 1, "kind": "accept"}
OURS = {"X-Aligner": "1", "Content-Type": "application/json"}


@dataclass
class Client:
    """Sends requests just as told."""

    server: Server
    cookie: str = ""

    def send(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        given = {"Cookie": self.cookie} if self.cookie else {}
        try:
            connection.request(method, path, body, {**given, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> int:
        return self.send("GET", path, headers)[0]

    def post(self, path: str, body: object, headers: dict[str, str] | None = None) -> int:
        return self.send("POST", path, headers or OURS, json.dumps(body).encode())[0]

    @property
    def home(self) -> str:
        """The address with the token, without the machine."""
        parts = urlsplit(self.server.address)
        return f"{parts.path}?{parts.query}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all, as it changes nothing."""
    folder = tmp_path_factory.mktemp("town")
    corpora.town().write(folder / "town.jsonl")
    running = Server(folder / "town.jsonl", environment_of(folder))
    yield running
    running.kill()


@pytest.fixture
def stranger(server: Server) -> Client:
    """A client that does not know the token."""
    return Client(server)


@pytest.fixture
def client(stranger: Client) -> Iterator[Client]:
    """A client with the cookie, that finds nothing decided at the end."""
    code, headers, _ = stranger.send("GET", stranger.home)
    assert code in (302, 303, 307)
    stranger.cookie = headers["set-cookie"].split(";")[0]
    yield stranger
    code, _, body = stranger.send("GET", "/api/index")
    assert code == 200
    assert set(json.loads(body)["status"]) == {0}


def test_the_cookie_is_for_this_page_only(stranger: Client) -> None:
    _, headers, _ = stranger.send("GET", stranger.home)
    parts = {part.strip().lower() for part in headers["set-cookie"].split(";")}
    assert {"httponly", "samesite=strict"} <= parts
    assert urlsplit(headers["location"]).path == "/"
    assert "token" not in headers["location"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?token=",
        "/?token=wrong",
        "/api/index",
        "/api/rows?keys=1",
        "/static/style.css",
        "/no/such",
    ],
)
def test_nothing_without_the_token(stranger: Client, path: str) -> None:
    code, headers, body = stranger.send("GET", path)
    assert code == 403
    assert "set-cookie" not in headers
    assert b"museum" not in body


@pytest.mark.parametrize("cookie", ["token=wrong", "=", "a=b; c=d", "token=" + "0" * 4000])
def test_a_wrong_cookie(stranger: Client, cookie: str) -> None:
    stranger.cookie = cookie
    assert stranger.get("/api/index") == 403
    assert stranger.post("/api/decide", ACCEPT) == 403


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.1:1", "localhost.example.org", "0.0.0.0"])
def test_a_foreign_host(client: Client, host: str) -> None:
    assert client.get("/", Host=host) == 403
    assert client.get("/api/index", Host=host) == 403
    assert client.get(client.home, Host=host) == 403


def test_its_own_hosts(client: Client) -> None:
    for host in (f"127.0.0.1:{client.server.port}", f"localhost:{client.server.port}"):
        assert client.get("/api/index", Host=host) == 200
        assert client.get("/api/index", Host=host, Origin=f"http://{host}") == 200


@pytest.mark.parametrize("origin", ["http://example.org", "null", "http://127.0.0.1:1", "https://localhost", "file://"])
def test_a_foreign_origin(client: Client, origin: str) -> None:
    assert client.get("/api/index", Origin=origin) == 403
    assert client.post("/api/decide", ACCEPT, {**OURS, "Origin": origin}) == 403


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "application/json"}, {"X-Aligner": "1", "Content-Type": "text/plain"}]
)
def test_what_a_form_of_another_page_could_send(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/api/decide", ACCEPT, headers) in (400, 403, 415)


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static",
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/..%2fserver.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/style.css/..",
        "/static/style.css%00.js",
        "/town.jsonl",
        "/static/town.jsonl",
        "/docs",
        "/openapi.json",
    ],
)
def test_no_file_by_mistake(client: Client, path: str) -> None:
    assert client.get(path) in (400, 404)


def test_bodies_are_bounded(client: Client) -> None:
    body = b'{"window": "w", "text": "' + b"a" * (4 << 20) + b'"}'
    assert client.send("POST", "/api/decide", OURS, body)[0] == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"kind": "accept"}', b"\xff\xfe", b"[" * 100_000])
def test_bodies_that_are_no_decision(client: Client, body: bytes) -> None:
    assert client.send("POST", "/api/decide", OURS, body)[0] in (400, 422)


@pytest.mark.parametrize(
    "change",
    [
        {"key": 999},
        {"key": "1"},
        {"key": None},
        {"kind": "no such"},
        {"kind": "edit", "source": 7},
        {"kind": "note"},
        {"kind": "split", "source_at": -1, "target_at": 10**9},
        {"kind": "move", "side": "left", "direction": "up"},
        {"kind": "computed", "similarity": 1.0, "confidence": 1.0, "flags": [], "scores": {}},
    ],
)
def test_decisions_that_make_no_sense(client: Client, change: dict[str, object]) -> None:
    assert client.post("/api/decide", {**ACCEPT, **change}) in (400, 404, 409, 422)


@pytest.mark.parametrize(
    "path",
    ["/api/rows", "/api/rows?keys=", "/api/rows?keys=a", "/api/rows?keys=" + ",".join(["1"] * 201), "/api/words?key=x"],
)
def test_questions_that_make_no_sense(client: Client, path: str) -> None:
    assert client.get(path) in (200, 400, 404, 422)
    assert client.get("/api/index") == 200


@pytest.mark.parametrize("path", ["/", "/api/index", "/static/style.css", "/api/rows?keys=1", "/no/such"])
def test_headers_of_every_answer(client: Client, path: str) -> None:
    _, headers, _ = client.send("GET", path)
    policy = {part.strip() for part in headers["content-security-policy"].split(";")}
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"} <= policy
    assert {"base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} <= policy
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


def test_a_clean_stop(town: Path, serve: Callable[..., Server]) -> None:
    server = serve(town)
    assert server.stop() == 0
    assert "Traceback" not in server.printed


def test_only_this_machine_can_reach_it(stranger: Client) -> None:
    listening = Path(f"/proc/{stranger.server.process_id}/net/tcp")
    if not listening.exists():
        pytest.skip("this system does not say who listens where")
    port = f"{stranger.server.port:04X}"
    lines = [line.split() for line in listening.read_text().splitlines()[1:]]
    assert {line[1] for line in lines if line[3] == "0A" and line[1].endswith(f":{port}")} == {f"0100007F:{port}"}
