"""A window of the page, without a browser."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from starlette.testclient import TestClient

from aligner.review.session import ReviewSession

OURS = {"X-Aligner": "1"}


@dataclass
class Page:
    """A window of the page."""

    client: TestClient
    session: ReviewSession
    stopping: threading.Event = field(default_factory=threading.Event)
    name: str = "window"

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(path, params=query or None)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **data: Any) -> Any:
        return self.client.post(path, json={"window": self.name, **data}, headers=OURS)

    def decide(self, key: int, kind: str, **data: Any) -> Any:
        return self.post("/api/decide", revision=self.session.revision, key=key, kind=kind, **data)

    def text_order(self) -> list[int]:
        return list(self.get("/api/index")["keys"])
