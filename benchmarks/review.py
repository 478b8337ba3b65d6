"""Times of the review page in Chromium: `python -m benchmarks.review [--segments 100000] [--json OUT]`.

Segments are made up. `start` is the time from the command to the address: of a corpus that is opened for the first
time, and of the same one again; `processor` is what it took of the processor. `first paint` is Chromium's first
contentful paint, `first rows` the time until the text of a segment is painted; both count from the request. A key
counts from the press to the paint that shows what it does: `j` next flagged, `n` next, `End` last, `a` accept, `u`
undo, `U` redo, `m` merge, `d` dismiss, and the undo of these two (each from 50 presses: median, 95th percentile, most).
`first save` is the time from Ctrl+S until the page says that all is saved; `u` and `U` are pressed in turns all the
while, and measured by themselves. Memory is that of the server when all is done (resident, and the most it had). Needs
Debian's package chromium, or the path of another Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any, Final

PRESSES: Final = 50
FLAGGED: Final = 10
"""One segment in so many has a flag."""
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
SIZE: Final = {"width": 1280, "height": 800}

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\S+")
_PAINT = """() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"""
_WATCH_ROWS = """
window.firstRows = null;
const look = () => {
  const text = document.querySelector('[data-key] .source, [data-key] .target');
  if (text && text.textContent.trim()) {
    requestAnimationFrame(() => { window.firstRows = performance.now(); });
  } else {
    requestAnimationFrame(look);
  }
};
requestAnimationFrame(look);
"""
_WATCH_KEYS = """() => {
  const state = () => {
    const row = document.querySelector('[data-key][aria-current="true"]');
    const text = row?.querySelector('.source, .target')?.textContent.trim();
    return row && text ? `${row.dataset.key} ${row.className}` : null;
  };
  window.presses = [];
  addEventListener('keydown', event => {
    const [start, before] = [event.timeStamp, state()];
    const look = () => {
      const now = state();
      if (now !== null && now !== before) {
        requestAnimationFrame(() => window.presses.push(performance.now() - start));
      } else if (performance.now() - start < 5000) {
        requestAnimationFrame(look);
      } else {
        window.presses.push(5000);
      }
    };
    requestAnimationFrame(look);
  }, true);
}"""

_WATCH_SAVE = """() => {
  window.saved = null;
  const [start, toast] = [performance.now(), document.getElementById('toast')];
  const watcher = new MutationObserver(() => {
    if (toast.textContent.startsWith('Saved')) window.saved ??= performance.now() - start;
  });
  watcher.observe(toast, {childList: true, subtree: true});
}"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--segments", type=int, default=100_000, metavar="N")
    parser.add_argument("--chromium", default=shutil.which("chromium"), metavar="PATH")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here too")
    options = parser.parse_args(arguments)
    if options.chromium is None:
        parser.error("there is no Chromium: install Debian's package chromium, or give --chromium PATH")
    with TemporaryDirectory() as folder:
        corpus = Path(folder) / "parallel.jsonl"
        write_made_up(corpus, options.segments)
        figures = _measured(corpus, options.chromium)
    for name, value in figures.items():
        print(f"{name}\t{value:.0f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def write_made_up(path: Path, count: int) -> None:
    """Write so many made-up segments of ordinary length as JSONL, every tenth with a flag."""
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"signature": {"source_lang": "en", "target_lang": "de"}}) + "\n")
        file.writelines(json.dumps(_segment(number)) + "\n" for number in range(1, count + 1))


def _segment(number: int) -> dict[str, Any]:
    further = " and then the next one, which stood in the shade of the old lime tree," * (number % 4)
    flag = {
        "name": "number",
        "category": "accuracy/mistranslation",
        "severity": ("minor", "major", "critical")[number // FLAGGED % 3],
        "probability": 0.7,
        "source_span": [7, 7 + len(str(number))],
        "target_span": [5, 5 + len(str(number))],
        "message": f"Look at barrel {number}.",
    }
    return {
        "id": number,
        "source": f"Barrel {number}{further} was filled with cider.",
        "target": f"Fass {number}{further} wurde mit Apfelwein gefüllt.",
        "similarity": 0.9,
        "confidence": 0.99,
        "flags": [flag] if number % FLAGGED == 0 else [],
        "source_sentences": [number - 1],
        "target_sentences": [number - 1],
    }


def _measured(corpus: Path, chromium: str) -> dict[str, float]:
    figures: dict[str, float] = {}
    with _server(corpus) as (process, _, seconds):
        figures["start, first time (ms)"] = 1000 * seconds
        figures["start, first time, processor (ms)"] = 1000 * _processor_seconds(process)
    with _server(corpus) as (process, address, seconds):
        figures["start, again (ms)"] = 1000 * seconds
        figures["start, again, processor (ms)"] = 1000 * _processor_seconds(process)
        figures |= _in_browser(address, chromium)
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        for label, name in (("resident", "VmRSS"), ("most", "VmHWM")):
            found = re.search(rf"{name}:\s+(\d+) kB", status)
            figures[f"memory of the server, {label} (MB)"] = int(found[1]) / 1024 if found else float("nan")
    return figures


@contextmanager
def _server(corpus: Path) -> Iterator[tuple[subprocess.Popen[str], str, float]]:
    """Run the server; gives its process, its address, and the seconds until that was printed."""
    command = [sys.executable, "-m", "aligner", "review", str(corpus), "--no-open"]
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            found = next(filter(None, map(_ADDRESS.search, process.stdout or ())), None)
            if found is None:
                raise SystemExit("aligner review gave no address")
            yield process, found[0], time.perf_counter() - start
        finally:
            process.terminate()


def _processor_seconds(process: subprocess.Popen[str]) -> float:
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / os.sysconf("SC_CLK_TCK")


def _in_browser(address: str, chromium: str) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    figures: dict[str, float] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE)
        page.add_init_script(_WATCH_ROWS)
        page.goto(address)
        _wait_until(page, "window.firstRows !== null")
        figures["first paint (ms)"] = page.evaluate(_PAINT)
        figures["first rows (ms)"] = page.evaluate("window.firstRows")
        page.evaluate(_WATCH_KEYS)
        for name, keys in _exercises().items():
            figures |= _spread(name, _pressed(page, keys))
        for key in "md":
            found = _pressed(page, [key, "u", "j"] * PRESSES)
            figures |= _spread(key, found[::3]) | _spread(f"u of {key}", found[1::3])
        figures |= _saving(page)
        figures["rows in the page"] = page.locator("[data-key]").count()
        browser.close()
    return figures


def _exercises() -> dict[str, list[str]]:
    return {
        "n": ["n"] * PRESSES,
        "j": ["j"] * PRESSES,
        "End and Home": ["End", "Home"] * (PRESSES // 2),
        "a": ["a"] * PRESSES,
        "u": ["u"] * PRESSES,
        "U": ["U"] * PRESSES,
    }


def _spread(name: str, found: Sequence[float]) -> dict[str, float]:
    return {
        f"{name}, median (ms)": median(found),
        f"{name}, 95th percentile (ms)": quantiles(found, n=20)[-1],
        f"{name}, most (ms)": max(found),
    }


def _saving(page: Any) -> dict[str, float]:  # noqa: ANN401
    page.evaluate(_WATCH_SAVE)
    page.keyboard.press("Control+s")
    found: list[float] = []
    while page.evaluate("window.saved === null"):
        found += _pressed(page, ["uU"[len(found) % 2]])
    return {"first save (ms)": page.evaluate("window.saved"), **_spread("u and U during the save", found)}


def _pressed(page: Any, keys: Sequence[str]) -> list[float]:  # noqa: ANN401  (Playwright is optional for mypy)
    """Milliseconds from each press to its paint, one press after the other."""
    page.evaluate("window.presses = []")
    for number, key in enumerate(keys, 1):
        page.keyboard.press(key)
        _wait_until(page, f"window.presses.length >= {number}")
    found: list[float] = page.evaluate("window.presses")
    return found


def _wait_until(page: Any, condition: str) -> None:  # noqa: ANN401
    """Ask again and again: Playwright's own way needs `eval`, which the page forbids."""
    while not page.evaluate(condition):
        page.wait_for_timeout(5)


if __name__ == "__main__":
    main()
