"""Keys from the first to "done": `python -m benchmarks.reviewing [--tree PATH] [--keys old] [--json OUT]`.

A document of sixty segments, written for this, with a dozen planted errors, is aligned, checked and cleared in headless
Chromium by a reviser who knows the right translation and makes two slips on the way: edits that leave the error. What
is counted: commands (keys that do something), characters typed, and, once the page calls the review done, the edits
that are not right, and the errors that no flag has shown. `--keys old` does without all keys that 0.1.0 did not have:
the caret is moved to the words, and every segment is gone to. `--tree` is a checkout whose page is used, by default
this one. Needs Debian's package chromium, or the path of another Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.review import ARGUMENTS, SIZE
from benchmarks.reviewing_text import MOVED, PAIRS, SLIPS

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\S+")
_MOST_STEPS: Final = 200
_WORD = re.compile(r"\w+|[^\w\s]")
_ASK: Final = "path => fetch(path).then(answer => answer.json())"


@dataclass
class Reviser:
    """Somebody at the page who knows what is right. `commands` and `characters` count the keys pressed."""

    page: Any
    has_new_keys: bool
    commands: int = 0
    characters: int = 0
    moves: int = 0
    slips: dict[str, str] = field(default_factory=lambda: dict(SLIPS))
    wanted: dict[str, str] = field(default_factory=lambda: {pair.source: pair.right for pair in PAIRS if pair.source})

    def clear(self) -> None:
        """Decide on one segment after the other, until the page says that it is done."""
        for _ in range(_MOST_STEPS):
            self._settle()
            if self.is_done:
                return
            self._decide(self._current())
        raise SystemExit(f"not done after {_MOST_STEPS} decisions: {self.progress}")

    @property
    def progress(self) -> str:
        """What the page says of how far it is."""
        return str(self.page.locator("#progress-text").inner_text())

    @property
    def is_done(self) -> bool:
        """Whether the page says that all was reviewed."""
        return self.progress.startswith("All ") and "checked anew" not in self.progress

    def wrong(self, *, edited: bool) -> list[str]:
        """Return the translations that are not right now, those that were rejected aside: edited or never touched."""
        keys = self._ask("/api/index")["keys"]
        rows = self._ask("/api/rows?keys=" + ",".join(map(str, keys)))
        return [
            row["target"] or row["source"]
            for row in rows
            if row["status"] != "rejected"
            and row["source"]
            and row["target"] != self._right(row)
            and (row["status"] == "edited") == edited
        ]

    def _decide(self, row: dict[str, Any]) -> None:
        is_moved = any(flag["name"] == "moved" and not flag["dismissed"] for flag in row["flags"])
        if is_moved:
            self._press("b" if self.has_new_keys else "a")
        elif not row["source"]:
            self._press("x")
        elif row["target"] == self._right(row):
            self._press("a")
        else:
            self._edit(row)

    def _edit(self, row: dict[str, Any]) -> None:
        wanted = self.slips.pop(row["source"], self._right(row))
        self._press("e")
        area = self.page.locator("form.editor textarea.target")
        area.wait_for()
        self.page.wait_for_timeout(400)  # the caret of what is missing comes with the word links
        if not self.has_new_keys:
            area.evaluate("area => area.setSelectionRange(area.value.length, area.value.length)")
        self._replace(area, row["target"], wanted)
        assert area.input_value() == wanted, (area.input_value(), wanted)
        self._press("Control+Enter")
        area.wait_for(state="detached")
        if not self.has_new_keys:
            self._press("j")

    def _replace(self, area: Any, text: str, wanted: str) -> None:  # noqa: ANN401
        """Make `wanted` of `text`: by typing over what is selected where that will do, else the caret is moved."""
        start, end, instead = _difference(text, wanted)
        first, last = self._selection(area)
        if first < last:
            tail = len(text) - last
            if (
                first <= start
                and end <= last
                and text[:first] == wanted[:first]
                and text[last:] == wanted[-tail:][:tail]
            ):
                return self._type(wanted[first : len(wanted) - tail])
            self._move("ArrowLeft")
        if start < len(text) - start and self._selection(area)[0] > 2 * start + 10:
            self._move("Control+Home")
        self._go_to(area, start)
        while self._selection(area)[1] < end:
            self._move("Control+Shift+ArrowRight")
        while self._selection(area)[1] > end:
            self._move("Shift+ArrowLeft")
        if not instead:
            return self._press("Delete")
        return self._type(instead)

    def _go_to(self, area: Any, place: int) -> None:  # noqa: ANN401
        while self._selection(area)[0] > place:
            self._move("Control+ArrowLeft")
        while self._selection(area)[0] < place:
            before = self._selection(area)[0]
            self._move("Control+ArrowRight" if place - before > 8 else "ArrowRight")
            if self._selection(area)[0] > place + 8:
                self._move("Control+ArrowLeft")
        while self._selection(area)[0] > place:
            self._move("ArrowLeft")

    def _selection(self, area: Any) -> tuple[int, int]:  # noqa: ANN401
        start, end = area.evaluate("area => [area.selectionStart, area.selectionEnd]")
        return start, end

    def _type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.characters += len(text)

    def _move(self, key: str) -> None:
        self.moves += 1
        self._press(key)

    def _press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.commands += 1

    def _settle(self) -> None:
        """Wait until nothing is computed, and go to an open segment, if the current one is none."""
        for _ in range(600):
            keys = self._ask("/api/index")["keys"]
            rows = self._ask("/api/rows?keys=" + ",".join(map(str, keys)))
            if not any(row["pending"] for row in rows):
                break
            self.page.wait_for_timeout(50)
        self.page.wait_for_timeout(400)
        if not self.is_done and not self._is_open(self._current()):
            self._press("J" if self.has_new_keys else "j")
            self.page.wait_for_timeout(100)

    def _is_open(self, row: dict[str, Any]) -> bool:
        flags = [flag for flag in row["flags"] if not flag["dismissed"]]
        undecided = row["status"] in ("", "edited") if self.has_new_keys else row["status"] == ""
        return bool(flags) and undecided

    def _current(self) -> dict[str, Any]:
        key = self.page.locator('.segment[aria-current="true"]').first.get_attribute("data-key")
        found: dict[str, Any] = self._ask(f"/api/rows?keys={key}")[0]
        return found

    def _right(self, row: dict[str, Any]) -> str:
        source = row["source"]
        return self.wanted.get(source) or " ".join(right for text, right in self.wanted.items() if text in source)

    def _ask(self, path: str) -> Any:  # noqa: ANN401
        return self.page.evaluate(_ASK, path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", type=Path, default=Path(__file__).parents[1], metavar="PATH")
    parser.add_argument("--keys", choices=("new", "old"), default="new")
    parser.add_argument("--chromium", default=shutil.which("chromium"), metavar="PATH")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here too")
    options = parser.parse_args(arguments)
    if options.chromium is None:
        parser.error("there is no Chromium: install Debian's package chromium, or give --chromium PATH")
    with TemporaryDirectory() as folder:
        corpus = _aligned(Path(folder))
        figures = _counted(corpus, options.tree, options.chromium, has_new_keys=options.keys == "new")
    for name, value in figures.items():
        print(f"{name}\t{value}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _aligned(folder: Path) -> Path:
    """Align the document as it came from the translator: a passage moved, and what was planted."""
    sources = [pair.source for pair in PAIRS if pair.source]
    in_place = [pair.given for pair in PAIRS if pair.given and pair.source not in MOVED]
    targets = [*in_place, *(pair.given for pair in PAIRS if pair.source in MOVED)]
    for name, sentences in (("source.txt", sources), ("target.txt", targets)):
        (folder / name).write_text("\n".join(sentences) + "\n", encoding="utf-8")
    corpus = folder / "parallel.jsonl"
    files = [str(folder / name) for name in ("source.txt", "target.txt")]
    options = ["--sentences", "--source-lang", "en", "--target-lang", "de", "--quiet"]
    subprocess.run([sys.executable, "-m", "aligner", "align", *files, *options, "-o", str(corpus)], check=True)
    return corpus


def _counted(corpus: Path, tree: Path, chromium: str, *, has_new_keys: bool) -> dict[str, int]:
    from playwright.sync_api import sync_playwright

    with _server(corpus, tree) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, locale="en-GB")
        page.goto(address)
        page.locator(".segment[aria-current]").first.wait_for()
        reviser = Reviser(page, has_new_keys)
        index = reviser._ask("/api/index")
        reviser.clear()
        figures = {
            "segments": len(index["keys"]),
            "flagged": sum(map(bool, index["flags"])),
            "commands": reviser.commands,
            "of these, to move the caret": reviser.moves,
            "characters": reviser.characters,
            "commands and characters": reviser.commands + reviser.characters,
            "wrong edits at done": len(reviser.wrong(edited=True)),
            "errors that no flag has shown": len(reviser.wrong(edited=False)),
        }
        for text in reviser.wrong(edited=True) + reviser.wrong(edited=False):
            print(f"wrong: {text}", file=sys.stderr)
        browser.close()
    return figures


def _difference(text: str, wanted: str) -> tuple[int, int, str]:
    """Return which characters of the text to replace, from word to word, and by what."""
    start = 0
    while start < min(len(text), len(wanted)) and text[start] == wanted[start]:
        start += 1
    shorter = min(len(text), len(wanted)) - start
    same = 0
    while same < shorter and text[-1 - same] == wanted[-1 - same]:
        same += 1
    borders = sorted({place for word in _WORD.finditer(text) for place in word.span()} | {0, len(text)})
    start = max(place for place in borders if place <= start) if start < len(text) else start
    end = min(place for place in borders if place >= max(len(text) - same, start))
    return start, end, wanted[start : len(wanted) - (len(text) - end)]


@contextmanager
def _server(corpus: Path, tree: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "aligner", "review", str(corpus), "--no-open"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(tree)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=corpus.parent
    ) as process:
        try:
            found = next(filter(None, map(_ADDRESS.search, process.stdout or ())), None)
            if found is None:
                raise SystemExit("aligner review gave no address")
            yield found[0]
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
