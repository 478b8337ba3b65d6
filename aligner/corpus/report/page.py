"""What turns content into a page: templates that escape whatever they are given, style, and script."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from aligner.checks.kinds import LOOKS
from aligner.corpus.report.marking import runs_from_right, shown, visible
from aligner.corpus.report.wording import LANGUAGES, STATUS_SYMBOLS, SYMBOLS, wording_in
from aligner.corpus.statistics import WORST_FIRST
from aligner.version import __version__

_PACKAGE: Final = "aligner.corpus.report"
_JOINED: Final = 1_000
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENTATION: Final = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class _Inlined:
    """Files of this package without comments and indentation, and the digest by which the page's policy allows them."""

    text: Markup
    digest: str

    @classmethod
    def of(cls, *names: str) -> _Inlined:
        texts = (files(_PACKAGE).joinpath(name).read_text("utf-8") for name in names)
        text = _INDENTATION.sub("\n", _COMMENT.sub("", "\n".join(texts))).strip()
        # Our own files, which stand in the page as they are.
        return cls(Markup(text), f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}")


@lru_cache(maxsize=len(LANGUAGES))
def templates(language: str) -> Environment:
    """Return the templates in a language. Every text that they write is escaped, its control characters can be seen."""
    wording = wording_in(language)
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        finalize=visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "counted": wording.counted,
        "grouped": wording.grouped,
        "percent": wording.percent,
        "shown": shown,
    }
    environment.tests["running_from_right"] = runs_from_right
    environment.globals |= {
        "filter_words": json.dumps(wording.part("filter."), ensure_ascii=False),
        "kinds": LOOKS,
        "script": _Inlined.of("report.js"),
        "severities": WORST_FIRST,
        "status_symbols": STATUS_SYMBOLS,
        "style": _Inlined.of("look.css", "report.css"),
        "symbols": SYMBOLS,
        "version": __version__,
        "wording": wording,
    }
    return environment


def rendered(template: str, language: str = LANGUAGES[0], **content: object) -> Iterator[str]:
    """Yield what a template makes of its content, piece by piece, in one of the languages that there is wording in."""
    pieces = templates(language).get_template(template).generate(content)
    # They are short, many to a line: joined they are quicker to write.
    while joined := "".join(islice(pieces, _JOINED)):
        yield joined
