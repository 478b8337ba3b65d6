"""Sentences of all kinds, translated one by one, that show what unrelated text looks like to an encoder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def background_sentences(language: str) -> tuple[str, ...]:
    """Return the background sentences in `language` (`de`, `en`); English stands in for any other."""
    lines = files(__package__).joinpath("background.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines)
    column = header.index(language if language in header else "en")
    return tuple(row[column] for row in rows)


def length_ratio(source_language: str, target_language: str) -> float:
    """Characters of a translation for each character of its original, in the background sentences."""
    source, target = background_sentences(source_language), background_sentences(target_language)
    return sum(map(len, target)) / sum(map(len, source))
