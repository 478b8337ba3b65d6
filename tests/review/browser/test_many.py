"""A hundred thousand segments: only those in sight exist in the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import corpora
import pytest
from reviser import Reviser
from serving import Server

COUNT = 100_000
MOST_ROWS = 200


@pytest.fixture
def reviser(tmp_path: Path, serve: Callable[..., Server], open_page: Callable[..., Reviser]) -> Reviser:
    path = tmp_path / "many.jsonl"
    corpora.write_many(path, COUNT)
    return open_page(serve(path).address)


def test_going_through_all_of_them(reviser: Reviser) -> None:
    assert len(reviser.shown_keys) < MOST_ROWS
    reviser.press("End")
    reviser.eventually(lambda: reviser.current == COUNT, "End goes to the last segment")
    reviser.eventually(
        lambda: (
            reviser.shown(COUNT)
            == (f"Barrel {COUNT} was filled with cider.", f"Fass {COUNT} wurde mit Apfelwein gefüllt.")
        )
    )
    box = reviser.locate(COUNT).bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800
    assert len(reviser.shown_keys) < MOST_ROWS

    reviser.press("a")
    reviser.eventually(lambda: reviser.current == 10, "a goes on to the next flagged segment, from the start again")
    reviser.press("End")
    reviser.wait_for_status(COUNT, "accepted")
    reviser.press("Home")
    reviser.eventually(lambda: reviser.current == 1, "Home goes to the first segment")
    reviser.press("j")
    reviser.eventually(lambda: reviser.current == 10, "j goes to the first flagged segment")
    reviser.press("m")
    reviser.eventually(lambda: len(reviser.keys) == COUNT - 1, "m merges")
    reviser.press("u")
    reviser.eventually(lambda: len(reviser.keys) == COUNT, "u takes it back")

    reviser.search(f"barrel {COUNT // 2} ")
    reviser.eventually(lambda: reviser.shown_keys == [COUNT // 2], "one is found")
    reviser.search("barrel")
    reviser.eventually(lambda: 1 < len(reviser.shown_keys) < MOST_ROWS, "many are found, few are in the page")
    assert reviser.problems == []


def test_all_without_a_flag_are_accepted(reviser: Reviser) -> None:
    """Ninety thousand decisions in one request, and in one step."""
    accepted = reviser.chip("Accepted").locator(".count")
    reviser.press("A")
    reviser.eventually(lambda: accepted.inner_text() == "90,000")
    assert reviser.says("Accepted 90,000 segments")
    reviser.press("u")
    reviser.eventually(lambda: accepted.inner_text() == "0")
    assert reviser.problems == []


def test_scrolling(reviser: Reviser) -> None:
    """Rows stay few, and in order, wherever the reader scrolls."""
    for share in (0.25, 0.999, 0.5, 0.0):
        reviser.page.locator("#main").evaluate("(main, share) => { main.scrollTop = share * main.scrollHeight }", share)
        expected = share * COUNT
        reviser.eventually(
            lambda expected=expected: bool(reviser.shown_keys) and abs(reviser.shown_keys[0] - expected) < 0.02 * COUNT,
            f"rows near {share:.0%} of the text come up",
        )
        keys = reviser.shown_keys
        assert keys == list(range(keys[0], keys[0] + len(keys)))
        assert len(keys) < MOST_ROWS
