"""Recognises markup and code by what they look like, whatever the kind of file."""

from __future__ import annotations

import re
from typing import Final

from aligner.checks.code_look import unseen_spans
from aligner.checks.pair import Span
from aligner.checks.shared import FILLER, without

_MARKUP: Final = re.compile(
    r"<!--.*?(?:-->|$)|</?[A-Za-z!?][^<>]*>|\{[#.%:{][^{}]*\}+|&#?\w{1,30};|\\u[0-9A-Fa-f]{4}|\\[nrt]"
    r"|(?:https?|ftp|mailto):\S+|\bwww\.\S+|^[ \t]*:[\w-]+:"
    r"|^[ \t]*[a-z_-]+:[ \t]*[\"']?[a-z0-9]+(?:[./_-][a-z0-9]+)+[\"']?[ \t]*$"
    r"|^[ \t]*[a-z_][\w-]{0,40}:[ \t]{1,20}(?P<mark>[\"'])(?=[^\s\"']*[\d:/._-])[^\s\"']{1,300}(?P=mark)[ \t]*$"
    r"|\[\[[^\[\]]*\]\]|\b[a-z_]+:[ \t]*[\"'][\w./-]+[\"']|(?<![\w./-])/?(?:[\w.-]{1,60}/){2,20}[\w.-]{0,60}"
    r"|\]\([^()\s]{0,300}\)|\$\w+|%\(?\w{0,30}\)?[sd]\b",
    re.MULTILINE | re.DOTALL,
)


def markup_in(text: str) -> list[Span]:
    """Return where markup, addresses, paths and placeholders stand in a text."""
    return [*(match.span() for match in _MARKUP.finditer(text)), *unseen_spans(text)]


def without_markup(text: str) -> str:
    """Return a text without them."""
    return _MARKUP.sub(" ", without(text, unseen_spans(text)).replace(FILLER, " "))
