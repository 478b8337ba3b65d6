"""The small server behind the review page: one corpus, this machine, whoever was given the address."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from aligner.errors import InputError
from aligner.review.web.api import Api, routes
from aligner.review.web.entrance import Entrance
from aligner.review.web.security import Gate

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from types import FrameType

    from starlette.requests import Request

    from aligner.review.computing.recompute import Recomputation
    from aligner.review.session import ReviewSession

HOST: Final = "127.0.0.1"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_START: Final = "index.html"
_PATIENCE: Final = 1
"""Seconds that requests have to end in, when the server is told to stop."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the page is: a socket that listens, and the way in."""

    listener: socket.socket
    entrance: Entrance = field(default_factory=Entrance)

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        port: int = self.listener.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """What to open in a browser: each address can be used once, and then there is another."""
        return f"http://{HOST}:{self.port}/?token={self.entrance.code}"


def listen(port: int = 0) -> Address:
    """Take a port of 127.0.0.1, a free one for 0. Raises InputError where it is taken or not allowed."""
    # Only where the protocol is named does asyncio switch off Nagle's delay, which holds back the end of every answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there, it would let two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        problem = f"--port {port}: cannot be used: {error.strerror or error}"
        raise InputError(f"{problem}; choose another, or leave it out to get a free one") from error
    return Address(listener)


def serve(session: ReviewSession, recomputation: Recomputation, address: Address, ready: Callable[[], None]) -> None:
    """Serve the page until the process is told to stop (Ctrl-C, SIGTERM), and return then.

    `ready` is called once requests are answered. Neither session nor recomputation is closed here.
    """
    stopping = threading.Event()
    config = uvicorn.Config(
        application(session, recomputation, address, stopping.is_set),
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    with _stopped_by_signals():
        # The socket listens already: what comes before the first answer waits.
        threading.Thread(target=ready, daemon=True).start()
        _Server(config, stopping).run(sockets=[address.listener])


class _Server(uvicorn.Server):
    """Tells the long polls that it is about to stop: it would wait for them."""

    def __init__(self, config: uvicorn.Config, stopping: threading.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stopping.set()
        super().handle_exit(sig, frame)


def application(
    session: ReviewSession, recomputation: Recomputation, address: Address, stopping: Callable[[], bool]
) -> Gate:
    """Return the whole ASGI application: page and API behind the gate."""
    api = Api(session, recomputation, stopping)
    pages = page_files()
    app = Starlette(
        routes=[
            Route("/", _page(pages[_START]), methods=["GET"]),
            *(Route(f"/static/{name}", _page(file), methods=["GET"]) for name, file in pages.items()),
            *routes(api),
        ],
        exception_handlers={HTTPException: _refused, Exception: _failed},
    )
    # A path that is not in the table is not there, with or without a slash at its end.
    app.router.redirect_slashes = False
    return Gate(app, address.entrance, address.port)


def page_files() -> dict[str, Traversable]:
    """Return the files of which the page is made, by name: nothing else is ever served."""
    own = [entry for entry in (files("aligner.review.web") / "page").iterdir() if _ending(entry.name) in _TYPES]
    return {entry.name: entry for entry in [*own, files("aligner.corpus.report") / "look.css"]}


def _page(file: Traversable) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        content = await run_in_threadpool(file.read_bytes)
        return Response(content, headers={"content-type": _TYPES[_ending(file.name)]})

    return answer


def _ending(name: str) -> str:
    return name[name.rfind(".") :] if "." in name else ""


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    return JSONResponse({"error": detail}, status)


async def _failed(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": f"the server failed: {type(error).__name__}: {error}"}, 500)


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let uvicorn stop at a signal, and swallow the signal after it: it sends each one again."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
