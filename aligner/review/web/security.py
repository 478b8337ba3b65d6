"""What stands before the review page: nobody gets in but the browser that was given the address."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from aligner.review.web.entrance import Entrance, closed_page, lead_on

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 4_000_000
"""Bytes of a request. The longest that the page sends is an edited segment."""
MARK: Final = "x-aligner"
"""A header that a page of another origin cannot send without asking first, which is refused."""
_LARGEST_READ: Final = 64_000_000
METHODS: Final = ("GET", "POST")

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""Sent with every answer."""

_NO_TOKEN: Final = (
    "Open the newest address that `aligner review` has printed: "
    "the token in each opens the page once, then another is printed."
)
_FOREIGN: Final = frozenset({"cross-site", "same-site"})
"""What a browser says of a request (`Sec-Fetch-Site`) that a page of another origin has caused."""


class _TooLargeError(Exception):
    """A body is longer than `LARGEST_BODY`."""


class _GoneError(Exception):
    """The browser went away before the end of what it had to say."""


@dataclass(frozen=True, slots=True)
class Gate:
    """ASGI middleware: lets through what the page's own browser sends, and puts `HEADERS` on every answer.

    Refused are foreign `Host` and `Origin` headers (a page elsewhere that resolves its name to 127.0.0.1), requests
    that a page elsewhere has caused, requests without the secret in a cookie, methods other than GET and POST, and POST
    requests without the header `X-Aligner: 1`, that are not JSON, or that are longer than `LARGEST_BODY`.
    """

    app: ASGIApp
    entrance: Entrance
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(_with_headers(message.get("headers", ())))}
            await send(message)

        refusal = self.refusal(scope)
        if refusal is not None and refusal[1] == _NO_TOKEN and _wants_page(scope):
            await _send_page(guarded, refusal[0], closed_page(), {})
        elif refusal is not None:
            await _answer(guarded, *refusal)
        elif _code(scope) is not None:
            await _lead_in(guarded, scope, {"set-cookie": self.cookie()})
        elif scope["method"] == "POST":
            await self._post(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def refusal(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        """Say why a request is refused, None where it is not; a code that it gives is used up."""
        forbidden = self._forbidden(scope)
        if forbidden:
            return HTTPStatus.FORBIDDEN, forbidden
        if scope["method"] not in METHODS:
            return HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and POST are answered."
        if scope["method"] == "POST":
            if _headers(scope, MARK) != ["1"]:
                return HTTPStatus.FORBIDDEN, "The header X-Aligner: 1 is missing."
            kind = _headers(scope, "content-type")
            if len(kind) != 1 or kind[0].partition(";")[0].strip().lower() != "application/json":
                return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON."
        return None

    def cookie(self) -> str:
        """Return the cookie that holds the secret; its name holds the port, as cookies do not know of ports."""
        return f"{self._cookie_name}={self.entrance.secret}; Path=/; HttpOnly; SameSite=Strict"

    @property
    def _cookie_name(self) -> str:
        return f"aligner-{self.port}"

    def _forbidden(self, scope: Scope) -> str:
        hosts = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost")}
        if [host.lower() for host in _headers(scope, "host")] not in [[host] for host in hosts]:
            return "This is not the host that was asked for."
        if any(origin.lower() not in {f"http://{host}" for host in hosts} for origin in _headers(scope, "origin")):
            return "Pages from elsewhere have no access."
        code = _code(scope)
        if code is None and not _FOREIGN.isdisjoint(_headers(scope, "sec-fetch-site")):
            return "Pages from elsewhere have no access."
        # The secret comes first: an address that was used can be opened again where it was.
        if not (self.entrance.admits(_cookie(scope, self._cookie_name)) or (code and self.entrance.use(code))):
            return _NO_TOKEN
        return ""

    async def _post(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await _body(receive)
        except _GoneError:
            return
        except _TooLargeError:
            text = f"A request has at most {LARGEST_BODY} bytes."
            await _answer(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text, {"connection": "close"})
            return
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return waiting.pop() if waiting else await receive()

        await self.app(scope, replay, send)


async def _body(receive: Receive) -> bytes:
    """Read a body to its end, so that whoever sent it can hear the answer; what is too large is not kept."""
    body = bytearray()
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _GoneError
        part = message.get("body", b"")
        size += len(part)
        if size <= LARGEST_BODY:
            body += part
        elif size > _LARGEST_READ:
            raise _TooLargeError
        if not message.get("more_body", False):
            if size > LARGEST_BODY:
                raise _TooLargeError
            return bytes(body)


def _code(scope: Scope) -> str | None:
    """Return the code of a request that wants to be let in, None of another."""
    if scope["path"] != "/" or scope["method"] != "GET":
        return None
    query = scope.get("query_string", b"").decode("latin-1")
    return next(iter(parse_qs(query, keep_blank_values=True).get("token", ())), None)


def _cookie(scope: Scope, name: str) -> str:
    for header in _headers(scope, "cookie"):
        # One by one: `SimpleCookie` drops all where one, of another program on this machine, is malformed.
        for part in header.split(";"):
            cookies: SimpleCookie = SimpleCookie()
            try:
                cookies.load(part.strip())
            except CookieError:
                continue
            if name in cookies:
                return cookies[name].value
    return ""


def _headers(scope: Scope, name: str) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name.encode()]


def _with_headers(headers: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    for name, value in headers:
        if name.decode("latin-1").lower() not in HEADERS:
            yield name, value
    for header, text in HEADERS.items():
        yield header.encode(), text.encode()


async def _lead_in(send: Send, scope: Scope, headers: dict[str, str]) -> None:
    """Give the cookie and lead on to the page.

    A browser that comes from elsewhere, such as a file, would not send the cookie along when it is redirected: it gets
    a page of ours that leads on.
    """
    if _FOREIGN.isdisjoint(_headers(scope, "sec-fetch-site")):
        await _answer(send, HTTPStatus.SEE_OTHER, "", {**headers, "location": "/"})
        return
    await _send_page(send, HTTPStatus.OK, lead_on("/"), headers)


def _wants_page(scope: Scope) -> bool:
    """Tell whether a person is to read the answer, not a script."""
    return any("text/html" in accepted for accepted in _headers(scope, "accept"))


async def _send_page(send: Send, status: HTTPStatus, text: str, headers: dict[str, str]) -> None:
    await _send(send, status, text.encode(), {**headers, "content-type": "text/html; charset=utf-8"})


async def _answer(send: Send, status: HTTPStatus, text: str, headers: dict[str, str] | None = None) -> None:
    body = json.dumps({"error": text}).encode() if text else b""
    all_headers = {"content-type": "application/json", **(headers or {})}
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        all_headers["allow"] = ", ".join(METHODS)
    await _send(send, status, body, all_headers)


async def _send(send: Send, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
    all_headers = {**headers, "content-length": str(len(body))}
    encoded = [(name.encode(), value.encode()) for name, value in all_headers.items()]
    await send({"type": "http.response.start", "status": int(status), "headers": encoded})
    await send({"type": "http.response.body", "body": body})
