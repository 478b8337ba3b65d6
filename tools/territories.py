"""Writes the German names of countries, cities and languages by their English ones: `python -m tools.territories`.

The names are those of Unicode CLDR (Unicode License) as Babel has them, which is needed for this alone. Names of one
word in both languages are taken that `exonyms.tsv` lacks, and stripped of usual endings, so that adjectives go with
them. The output is `aligner/checks/territories.tsv`, in the format of `exonyms.tsv`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from babel import Locale

from aligner.checks.name_exonyms import TABLES

CHECKS: Final = Path(__file__).parents[1] / "aligner" / "checks"
_OFTEN_SPOKEN: Final = 2
"""Letters in the code of a language that many speak; the names of others are too like other words."""
_ENDING: Final = re.compile(r"(?<=\w{4})(?:ien|isch|en|a|e)$")
_NAME: Final = re.compile(r"[^\W\d_]{4,}")


def main() -> None:
    """Write the table."""
    known = {
        name
        for line in (CHECKS / TABLES[0]).read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for name in line.split("\t")[0].split("|")
    }
    lines = [
        f"{english}\t{_ENDING.sub('', german.lower())}"
        for english, german in sorted(_names())
        if english not in known and english[0].isupper() and _NAME.fullmatch(english) and _NAME.fullmatch(german)
    ]
    notice = (
        "# Made by tools/territories.py from Unicode CLDR by way of Babel. Copyright Unicode, Inc., Unicode License v3."
    )
    (CHECKS / TABLES[1]).write_text("\n".join([notice, *lines]) + "\n", encoding="utf-8")
    print(f"{TABLES[1]}: {len(lines)} names")


def _names() -> set[tuple[str, str]]:
    english, german = Locale("en"), Locale("de")
    found = {(english.territories[code], german.territories[code]) for code in english.territories}
    languages = [code for code in english.languages if len(str(code)) == _OFTEN_SPOKEN]
    found |= {(english.languages[code], german.languages[code]) for code in languages}
    cities = [{zone: names.get("city") for zone, names in locale.time_zones.items()} for locale in (english, german)]
    for zone, city in cities[1].items():
        place = cities[0].get(zone) or zone.rpartition("/")[2].replace("_", " ")
        if city and not zone.startswith("Etc/"):
            found.add((place, city))
    return found


if __name__ == "__main__":
    main()
