"""Makes the pictures of the review page that the README shows: the press release, light and dark.

`python -m tools.screenshots` aligns `corpus/press_release`, starts the review of it in a temporary folder, and writes
`docs/images/review-light.png` and `review-dark.png`. Needs the extras `review` and `dev`, and Chromium.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURES: Final = ROOT / "docs" / "images"
SCHEMES: Final = ("light", "dark")
_SIZE: Final = {"width": 1280, "height": 800}
_ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    """Write both pictures."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no Chromium here: install it, and run this again.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        corpus = _aligned(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        for scheme in SCHEMES:
            with _review(corpus) as address:
                picture = PICTURES / f"review-{scheme}.png"
                _take(browser, address, scheme, picture)
            print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")
        browser.close()


def _aligned(folder: Path) -> Path:
    texts = [ROOT / "corpus" / "press_release" / name for name in ("en.txt", "de.txt")]
    corpus = folder / "press_release.tsv"
    subprocess.run([sys.executable, "-m", "aligner", "align", *texts, "-o", corpus], check=True, cwd=ROOT)
    return corpus


@contextmanager
def _review(corpus: Path) -> Iterator[str]:
    """Run the review of a corpus nobody has decided on yet, and give its address."""
    for left in corpus.parent.glob(f"{corpus.name}.review*"):
        left.unlink()
    command = [sys.executable, "-m", "aligner", "review", str(corpus), "--no-open"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            yield _address(server)
        finally:
            server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    for line in server.stderr or ():
        found = re.search(r"http://\S+", line)
        if found:
            return found[0]
    raise RuntimeError("the review did not start")


def _take(browser: Browser, address: str, scheme: str, picture: Path) -> None:
    """Take a picture of a review under way: text order, one segment accepted, a flag looked at."""
    page = browser.new_page(viewport=_SIZE, color_scheme=scheme, reduced_motion="reduce")
    page.goto(address)
    page.wait_for_selector(".segment.current .text")
    page.keyboard.press("o")
    page.keyboard.press("Home")
    page.keyboard.press("a")
    page.wait_for_selector(".segment.status-accepted")
    page.keyboard.press("j")
    page.wait_for_selector(".segment[data-key='3'].current mark")
    page.wait_for_timeout(7500)  # until the message has gone
    page.locator(".segment.current mark").first.hover()
    page.wait_for_selector("#tooltip:not([hidden])")
    page.screenshot(path=picture)
    page.close()


if __name__ == "__main__":
    main()
