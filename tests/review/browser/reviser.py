"""A reviser at the page: presses keys, looks at rows, and waits for what must come instead of sleeping."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request

PATIENCE = 30_000
"""Milliseconds to wait for what must come: far more than it takes, since two cores do everything."""

_FETCH = """async ([path, body]) => {
  const options = body === null ? {} : {
    method: 'POST', body: JSON.stringify(body), headers: {'X-Aligner': '1', 'Content-Type': 'application/json'}};
  const answer = await fetch(path, options);
  return await answer.json();
}"""
_TOLD = """path => fetch(path).then(answer => answer.status)"""


class Reviser:
    """One window of the review page, and all that went over its network and console."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.requests: list[str] = []
        self.problems: list[str] = []
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        self.page.goto(address)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait for the first rows."""
        self.page.locator(".segment[data-key]").first.wait_for(state="attached")
        self.eventually(lambda: self.current is not None)

    def order_by_text(self) -> None:
        """Show the segments in text order; at first, the worst come first."""
        self.page.locator("#order-text").click()
        self.eventually(lambda: self.page.locator("#order-text").get_attribute("aria-pressed") == "true")
        self.page.locator("#segments").focus()
        keys = self.keys
        self.eventually(lambda: _is_part(self.shown_keys, keys), "the rows stand in text order")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def eventually(self, condition: Callable[[], Any], wanted: str = "") -> None:
        """Wait until `condition` is true; fail with `wanted` if it never is."""
        waited = 0
        while not condition():
            assert waited < PATIENCE, wanted or "waited in vain"
            self.page.wait_for_timeout(25)
            waited += 25

    @property
    def current(self) -> int | None:
        """Key of the segment that the focus is on."""
        row = self.page.locator('.segment[data-key][aria-current="true"]')
        return int(row.first.get_attribute("data-key") or 0) if row.count() else None

    def go_to(self, key: int) -> None:
        """Walk to a segment with the keyboard."""
        keys = self.keys
        self.press("Home")
        self.eventually(lambda: self.current == keys[0], "Home goes to the first segment")
        for expected in keys[1 : keys.index(key) + 1]:
            self.press("n")
            self.eventually(lambda expected=expected: self.current == expected, f"n goes to segment {expected}")
        self.locate(key).locator(".sides").wait_for()

    def start_edit(self, key: int) -> None:
        """Open the editor of a segment."""
        self.go_to(key)
        self.press("e")
        self.editor("target", key).wait_for()

    def editor(self, side: str, key: int | None = None) -> Locator:
        """The field in which a side is edited."""
        row = self.page if key is None else self.locate(key)
        return row.locator(f"form.editor textarea.{side}")

    def fill(self, side: str, text: str) -> None:
        """Type a new text over the old."""
        self.editor(side).fill(text)

    def draft(self, side: str) -> str:
        """What stands in the editor."""
        return self.editor(side).input_value()

    def search(self, text: str) -> None:
        """Type into the search field."""
        self.press("/")
        self.eventually(lambda: self.page.evaluate("() => document.activeElement.id") == "search", "/ goes to search")
        self.page.locator("#search").fill(text)

    def says(self, words: str) -> bool:
        """Whether a message or dialog with these words is shown now."""
        shown = self.page.locator("#toast, #offline, dialog[open]").all_inner_texts()
        return any(words.casefold() in text.casefold() for text in shown)

    def chip(self, title: str) -> Locator:
        """The filter of this name."""
        return self.page.locator("button.chip", has=self.page.locator(f'.name:text-is("{title}")'))

    def locate(self, key: int) -> Locator:
        """The row of a segment."""
        return self.page.locator(f'.segment[data-key="{key}"]')

    def shown(self, key: int) -> tuple[str, str]:
        """Both texts of a segment, as the page shows them."""
        row = self.locate(key)
        return row.locator(".source").first.inner_text(), row.locator(".target").first.inner_text()

    @property
    def shown_keys(self) -> list[int]:
        """Keys of the rows in the page, from top to bottom."""
        script = """rows => rows.map(row => [row.getBoundingClientRect().top, Number(row.dataset.key)])
            .sort((one, other) => one[0] - other[0]).map(pair => pair[1])"""
        found: list[int] = self.page.locator(".segment[data-key]").evaluate_all(script)
        return found

    def ask(self, path: str) -> Any:
        """What the server answers."""
        return self.page.evaluate(_FETCH, [path, None])

    def send(self, path: str, **body: Any) -> Any:
        """What the server answers to a POST, as another window would send it."""
        return self.page.evaluate(_FETCH, [path, body])

    def answer_code(self, path: str) -> int:
        return int(self.page.evaluate(_TOLD, path))

    @property
    def keys(self) -> list[int]:
        """Keys of all segments in text order, as the server knows them."""
        return [int(key) for key in self.ask("/api/index")["keys"]]

    def row(self, key: int) -> dict[str, Any]:
        """A segment as the server knows it."""
        found: dict[str, Any] = self.ask(f"/api/rows?keys={key}")[0]
        return found

    @property
    def texts(self) -> list[tuple[str, str, str, str]]:
        """Source, target, status and note of all segments as the server knows them, at one revision."""
        while True:
            index = self.ask("/api/index")
            rows: list[dict[str, Any]] = []
            for start in range(0, len(index["keys"]), 200):
                rows += self.ask("/api/rows?keys=" + ",".join(map(str, index["keys"][start : start + 200])))
            if self.ask("/api/index")["revision"] == index["revision"]:
                return [(row["source"], row["target"], row["status"], row["note"]) for row in rows]

    def wait_for_status(self, key: int, status: str) -> None:
        """Wait until both the server and the page say so."""
        self.eventually(lambda: self.row(key)["status"] == status, f"segment {key} becomes {status!r} in the store")
        self.eventually(lambda: self.shown_status(key) == status, f"segment {key} becomes {status!r} on the page")

    def shown_status(self, key: int) -> str:
        """What the page says of a segment in sight; empty where nothing is decided, or the row is not there."""
        classes = self.locate(key).evaluate_all("rows => rows.flatMap(row => [...row.classList])")
        return next((name.removeprefix("status-") for name in classes if name.startswith("status-")), "")

    @property
    def foreign_requests(self) -> list[str]:
        """Addresses asked for that are not this machine's."""
        return [url for url in self.requests if urlsplit(url).hostname != "127.0.0.1" and not url.startswith("data:")]

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(message.text)


def _is_part(some: list[int], keys: list[int]) -> bool:
    """Whether some keys stand in a row among these."""
    start = keys.index(some[0]) if some and some[0] in keys else 0
    return bool(some) and some == keys[start : start + len(some)]
