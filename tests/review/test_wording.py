"""The catalogues of what the page says: nothing is missing in any language, nothing is said that is in none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from aligner.checks.kinds import ASKED_KINDS, FLAG_KINDS
from aligner.review.decisions.events import DECISIONS

PAGE = Path(__file__).parents[2] / "aligner" / "review" / "web" / "page"
LANGUAGES = ("en", "de")
_LINE = re.compile(r'  ("[^"]+"): (".*"),')
_USED = re.compile(r'wording\(([^`)]*)\)|isWorded\("([^"]+)"\)')
_QUOTED = re.compile(r'"([a-z][\w.]*)"')


def catalogue(language: str) -> dict[str, str]:
    first, opening, *lines, closing = (PAGE / f"wording.{language}.js").read_text(encoding="utf-8").splitlines()
    assert first.startswith("/**")
    assert (opening.startswith("export const "), closing) == (True, "};")
    found = [_LINE.fullmatch(line) for line in lines]
    pairs = [(json.loads(match[1]), json.loads(match[2])) for match in found if match]
    assert len(pairs) == len(lines), "one key a line"
    assert [key for key, _ in pairs] == sorted({key for key, _ in pairs}), "in order, each once"
    return dict(pairs)


def used() -> set[str]:
    """The keys that stand in the code of the page, and in its HTML."""
    keys: set[str] = set()
    for path in PAGE.glob("*.js"):
        if not path.name.startswith("wording"):
            text = path.read_text(encoding="utf-8")
            keys |= {key for call in _USED.findall(text) for key in _QUOTED.findall(call[0])}
            keys |= {f"key.{name}" for name in re.findall(r'\brun: "(\w+)", (?:once: true, )?group:', text)}
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    return keys | set(re.findall(r'data-(?:words|label|placeholder|title)="([^"]+)"', html))


def test_nothing_is_said_that_no_catalogue_has() -> None:
    assert used() - set(catalogue("en")) == set()


def test_all_that_is_put_together_from_names_is_there() -> None:
    names = [f"done.{kind}" for kind in (*DECISIONS, "realigned")]
    names += [f"flag.{name}" for name in (*FLAG_KINDS, *ASKED_KINDS)]
    names += [f"{kind}.{name}" for kind in ("severity", "filter.severity") for name in ("minor", "major", "critical")]
    names += [f"status.{name}" for name in ("accepted", "edited", "rejected")]
    names += [f"exported.{name}" for name in ("open", "accepted", "edited", "rejected")]
    row = (PAGE / "row.js").read_text(encoding="utf-8")
    actions = [*re.findall(r'^  \["(\w+)", "[^"]+"\],$', row, re.MULTILINE), "reopen", "counterpart", "join"]
    assert len(actions) > 8
    names += [f"{kind}.{name}" for kind in ("action", "tip") for name in actions]
    assert set(names) - set(catalogue("en")) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all(language: str) -> None:
    english, own = catalogue("en"), catalogue(language)
    assert set(own) == set(english)
    for key, text in own.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), key
        assert text.strip(), key


def test_the_page_has_the_english_words_before_the_first_script_has_run() -> None:
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    english = catalogue("en")
    for key, text in re.findall(r'data-words="([^"]+)"[^>]*>([^<]*)<', html):
        assert text.strip() == english[key]


def test_all_modules_are_fetched_at_once() -> None:
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    preloaded = set(re.findall(r'rel="modulepreload" href="/static/([^"]+)"', html))
    assert preloaded == {path.name for path in PAGE.glob("*.js")} - {"main.js"}
