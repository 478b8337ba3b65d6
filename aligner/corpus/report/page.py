"""The frame of a report: its head, with style and policy, and its script."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from typing import Final

from aligner.corpus.report.marking import plain
from aligner.version import __version__

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENTATION: Final = re.compile(r"\n\s*")


def head(title: str) -> Iterator[str]:
    """Yield everything before the content of `body`.

    The policy names style and script by their digests: nothing else may run, apply or be loaded.
    """
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    policy = (
        f"default-src 'none'; style-src '{_digest(STYLE)}'; script-src '{_digest(SCRIPT)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield (
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="aligner {plain(__version__)}">\n'
        f"<title>{plain(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _inlined(*names: str) -> str:
    """Return files of this package without comments and indentation."""
    texts = (files("aligner.corpus.report").joinpath(name).read_text("utf-8") for name in names)
    return _INDENTATION.sub("\n", _COMMENT.sub("", "\n".join(texts))).strip()


STYLE: Final = _inlined("look.css", "report.css")
SCRIPT: Final = _inlined("report.js")
