"""What the page says beside flagged words: the reasons, and the words of the other side that answer to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import corpora
import pytest
from reviser import Reviser
from serving import Server

OpenHorses = Callable[..., Reviser]
NOTHING = "Nothing on the other side answers to it"


@pytest.fixture
def horses(tmp_path: Path, serve: Callable[..., Server], open_page: Callable[..., Reviser]) -> OpenHorses:
    path = tmp_path / "horses.jsonl"
    corpora.horses().write(path)
    return lambda *options: open_page(serve(path, *options).address)


def point_at(reviser: Reviser, key: int, words: str) -> None:
    """Rest the pointer on the innermost mark of these words."""
    reviser.locate(key).locator("mark", has_text=words).last.hover()
    reviser.page.locator("#tooltip").wait_for()


def said(reviser: Reviser) -> list[tuple[str, list[str]]]:
    """Title and answer of each flag in the tooltip."""
    reasons = reviser.page.locator("#tooltip .reason").all()
    return [(one.locator(".name").inner_text(), one.locator(".answer").all_inner_texts()) for one in reasons]


def answering(reviser: Reviser) -> list[str]:
    found: list[str] = reviser.page.locator("mark.answering").all_inner_texts()
    return found


@pytest.mark.parametrize(
    ("language", "title", "answer"),
    [
        ("en", "Meaning", "Read as answering to “{}”"),
        ("de", "Bedeutung", "Gelesen als Entsprechung von „{}“"),
    ],
)
def test_a_marked_word_says_what_it_answers_to(horses: OpenHorses, language: str, title: str, answer: str) -> None:
    reviser = horses("--ui-lang", language)
    for words, others in [("horse", "Hund"), ("Hund", "horse")]:
        point_at(reviser, 1, words)
        assert said(reviser) == [(title, [answer.format(others)])]
        assert answering(reviser) == [others]
    reviser.page.mouse.move(2, 2)
    reviser.eventually(lambda: answering(reviser) == [], "nothing is lit without the pointer")
    assert reviser.problems == []


def test_flags_of_the_same_words_are_all_listed(horses: OpenHorses) -> None:
    reviser = horses()
    point_at(reviser, 2, "Kessler")
    both = [("Meaning", ["Read as answering to “Ms Keller”"]), ("Name", ["Read as answering to “Keller”"])]
    assert said(reviser) == both
    assert answering(reviser) == ["Ms ", "Keller", "Keller"]


@pytest.mark.parametrize(("words", "title"), [("along the river", "Words left out"), ("zügig", "Words added")])
def test_nothing_answers_to_what_is_left_out_or_added(horses: OpenHorses, words: str, title: str) -> None:
    reviser = horses()
    point_at(reviser, 2, words)
    assert said(reviser) == [(title, [NOTHING])]
    assert answering(reviser) == []


def test_the_focus_says_it_too(horses: OpenHorses) -> None:
    reviser = horses()
    reviser.go_to(1)
    reviser.press("Tab")
    assert said(reviser) == [("Meaning", ["Read as answering to “Hund”"])]
    reviser.press("Tab")
    assert said(reviser) == [("Meaning", ["Read as answering to “horse”"])]
    assert answering(reviser) == ["horse"]
    reviser.locate(1).locator("li.flag").focus()
    assert reviser.page.locator("#tooltip").is_hidden()
    assert answering(reviser) == []
    assert reviser.locate(1).locator("mark.lit").all_inner_texts() == ["horse", "Hund"]


def test_words_that_would_like_to_be_code_stay_words(horses: OpenHorses) -> None:
    reviser = horses()
    answers = {
        "source": "Read as answering to “<img src=x onerror=window.hacked=2> RLOStute”",
        "target": "Read as answering to “<b onclick=window.hacked=1>Mare</b> {words}”",
    }
    for side, answer in answers.items():
        reviser.locate(3).locator(f".{side} mark").hover()
        reviser.page.locator("#tooltip").wait_for()
        assert said(reviser) == [("Meaning", [answer])]
    assert reviser.page.locator("#tooltip :is(b, img)").count() == 0
    assert reviser.page.evaluate("() => window.hacked") is None
    assert reviser.problems == []
