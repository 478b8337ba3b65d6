"""All that a report says, by key, in the language of its reader: one catalogue (`wording.LANGUAGE.json`) a language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from aligner.checks.kinds import flag_kind
from aligner.corpus.format_names import UI_LANGUAGES

LANGUAGES: Final = UI_LANGUAGES
"""Those that there is a catalogue for; the first is that of the sentences of flags."""
SYMBOLS: Final = {"minor": "○", "major": "◐", "critical": "●"}
STATUS_SYMBOLS: Final = {"accepted": "✓", "rejected": "✗", "edited": "✎"}
_PLACE: Final = re.compile(r"\{(\w+)\}")
_THOUSANDS: Final = {"en": ",", "de": "."}
_PERCENT: Final = {"en": "%", "de": "\u00a0%"}


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said in a language."""

    language: str
    catalogue: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return what stands under a key, with `{name}` replaced by the value of that name, numbers grouped.

        Where `count` is 1 and there is a `KEY.one`, that is taken.
        """
        text = self.catalogue[key]
        if values.get("count") == 1:
            text = self.catalogue.get(f"{key}.one", text)
        return _PLACE.sub(lambda place: self._shown(values.get(place[1], place[0])), text)

    def title_of(self, name: str) -> str:
        """Return what a flag is called, for people: its name where it is unknown."""
        return self.catalogue.get(f"flag.{name}") or flag_kind(name).title

    def named(self, kind: str, name: str) -> str:
        """Return what a severity, status or look is called: its name where it is unknown."""
        return self.catalogue.get(f"{kind}.{name}", name)

    def language_name(self, code: str) -> str:
        """Return the name of a language; the code itself where it is not known here."""
        return self.named("language", code)

    def percent(self, share: float) -> str:
        """Return a share (0 to 1) as a percentage, rounded down: only what is certain is 100%."""
        return self.whole_percent(int(100 * share + 1e-9))

    def whole_percent(self, number: int) -> str:
        """Return a number of per cent."""
        return f"{number}{_PERCENT[self.language]}"

    def grouped(self, count: int) -> str:
        """Return a count with its digits in groups of three."""
        return f"{count:,}".replace(",", _THOUSANDS[self.language])

    def counted(self, count: int, key: str) -> str:
        """Return a count with what is counted."""
        return self(key, count=count)

    def day(self, date: str) -> str:
        """Return a date (ISO 8601) as it is written; one of another form as it is."""
        parts = date.split("-")
        return ".".join(reversed(parts)) if self.language == "de" and len(parts) == len("ymd") else date

    def part(self, prefix: str) -> dict[str, str]:
        """Return what stands under the keys that begin with a prefix, by the rest of the key."""
        return {key.removeprefix(prefix): text for key, text in self.catalogue.items() if key.startswith(prefix)}

    def _shown(self, value: object) -> str:
        return self.grouped(value) if type(value) is int else str(value)


@lru_cache(maxsize=len(LANGUAGES))
def wording_in(language: str) -> Wording:
    """Return what is said in one of LANGUAGES."""
    catalogue = files("aligner.corpus.report").joinpath(f"wording.{language}.json").read_text("utf-8")
    return Wording(language, json.loads(catalogue))
