"""Texts that would like to be code: they are shown as they are, and nothing happens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import corpora
import pytest
from reviser import Reviser
from serving import Server

LAST = len(corpora.HOSTILE) + 1


@pytest.fixture
def reviser(tmp_path: Path, serve: Callable[..., Server], open_page: Callable[..., Reviser]) -> Reviser:
    path = tmp_path / "hostile <b> & 'co'.jsonl"
    corpora.hostile().write(path)
    return open_page(serve(path).address)


def assert_harmless(reviser: Reviser) -> None:
    assert reviser.page.evaluate("() => window.hacked") is None
    assert reviser.page.locator("img, iframe, object, embed, #injected, body > style, .segment svg").count() == 0
    assert reviser.page.locator("script").count() == 1
    assert reviser.problems == []
    assert reviser.foreign_requests == []


def test_texts_notes_and_messages(reviser: Reviser) -> None:
    for key in range(1, LAST):
        reviser.go_to(key)
        text = corpora.HOSTILE[key - 1]
        visible = "".join(character for character in text if character.isascii() and character.isprintable())
        if visible == text:
            assert reviser.shown(key) == (text, f"„{text}“")
            assert reviser.locate(key).locator(".flag .message").inner_text() == text
            assert text in reviser.locate(key).locator(".note").inner_text()
    assert_harmless(reviser)


def test_invisible_characters_can_be_seen(reviser: Reviser) -> None:
    reviser.go_to(9)
    shown = reviser.locate(9).locator(".source .control").all_inner_texts()
    assert shown == ["RLO", "PDF", "LRI", "PDI"]
    reviser.go_to(10)
    assert {"U+0001", "BOM", "ZWSP"} == set(reviser.locate(10).locator(".source .control").all_inner_texts())


def test_a_reversed_text_does_not_reverse_its_surroundings(reviser: Reviser) -> None:
    """The override would turn round everything that follows it in its paragraph."""
    reviser.go_to(9)
    raw = reviser.locate(9).locator(".source").evaluate("element => element.textContent")
    assert not set(raw) & set("\u202a\u202b\u202d\u202e")


def test_editing_gives_back_every_character(reviser: Reviser) -> None:
    for key in (1, 4, 9, 10):
        reviser.start_edit(key)
        assert reviser.draft("source") == corpora.HOSTILE[key - 1]
        reviser.fill("target", f"{corpora.HOSTILE[key - 1]} neu")
        reviser.press("Control+Enter")
        reviser.wait_for_status(key, "edited")
        assert reviser.row(key)["source"] == corpora.HOSTILE[key - 1]
        assert reviser.row(key)["target"] == f"{corpora.HOSTILE[key - 1]} neu"
    assert_harmless(reviser)


@pytest.mark.parametrize("text", corpora.HOSTILE[:4])
def test_searching(reviser: Reviser, text: str) -> None:
    reviser.search(text)
    number = corpora.HOSTILE.index(text) + 1
    reviser.eventually(lambda: reviser.shown_keys == [number], f"only segment {number} is found")
    assert_harmless(reviser)


def test_a_segment_of_a_megabyte(reviser: Reviser) -> None:
    reviser.press("End")
    reviser.eventually(lambda: reviser.current == LAST, "End goes to the last segment")
    assert len(reviser.row(LAST)["source"]) > 1_000_000
    reviser.press("a")
    reviser.wait_for_status(LAST, "accepted")
    reviser.press("p")
    reviser.eventually(lambda: reviser.current == LAST - 1, "p goes on from it")
    assert_harmless(reviser)
