"""The sentences of flags in the language of the reader. A corpus has them in English, whatever its texts are in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from aligner.corpus.report.wording import LANGUAGES, Wording, wording_in

_PREFIX: Final = "evidence."
_IN_ORDER: Final = ("day_in_one", "year_in_one")
"""Sentences that others are the beginning of."""
_INNER: Final = "in_segment"
_NUMBERS: Final = ("sure", "least")
"""Places of a number of per cent."""
_LONGEST: Final = 2_000
"""Characters: sentences of checks are shorter, and what is longer is shown as it is."""


def sentence_in(wording: Wording, message: str) -> str:
    """Return the sentence of a flag as it is said in a language; as it is where it is none that our checks say."""
    if wording.language == LANGUAGES[0] or len(message) > _LONGEST:
        return message
    for key, pattern in _patterns().items():
        found = pattern.fullmatch(message)
        if found:
            return wording(f"{_PREFIX}{key}", **_translated(wording, found.groupdict()))
    return message


def _translated(wording: Wording, values: Mapping[str, str]) -> dict[str, str]:
    """Return the parts of a sentence that are quoted as they are, those that say something in the language."""
    inner = _pattern(_english()[_INNER])
    translated = dict(values)
    if "others" in values:
        translated["others"] = inner.sub(
            lambda found: wording(f"{_PREFIX}{_INNER}", **found.groupdict()), values["others"]
        )
    for name in _NUMBERS:
        if values.get(name, "").removesuffix("%").isdecimal():
            translated[name] = wording.whole_percent(int(values[name].removesuffix("%")))
    return translated


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    english = _english()
    keys = (*_IN_ORDER, *(key for key in english if key not in (*_IN_ORDER, _INNER)))
    return {key: _pattern(english[key]) for key in keys}


def _english() -> dict[str, str]:
    return wording_in(LANGUAGES[0]).part(_PREFIX)


@lru_cache(maxsize=64)
def _pattern(template: str) -> re.Pattern[str]:
    """Return what recognises a sentence that was made of a template."""
    parts = re.split(r"\{(\w+)\}", template)
    # Every second part is the name of a place.
    pieces = (f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
    return re.compile("".join(pieces), re.DOTALL)
