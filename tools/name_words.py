"""Makes the lists by which `aligner.checks.name_words` tells names from other words.

`python -m tools.name_words DICTIONARY PARALLEL_TSV...` reads a list of English words, a line each, names with a capital
(what ships: the American list of SCOWL 2020.12.07, size 60), and pairs of German and English text (TSV with columns
`de` and `en`, as `tools.fit_word_languages` reads them; what ships: technical documentation, Tatoeba, NTREX and the
texts of two games). It writes

- `name_common_en.txt`: words that occur in lower case, in the dictionary or repeatedly in the texts, without those
  that regular endings make of others;
- `name_known.txt`: the names of the dictionary, in lower case, that are no German words;
- `name_common_de.txt`: German words that stand in lower case, and nouns: words with a capital within a sentence whose
  translation hardly ever has the same word; without those that endings or composition make of others.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from aligner.checks.name_words import COMMON_ENGLISH, COMMON_GERMAN, KNOWN, english_stems, german_parts

CHECKS: Final = Path(__file__).parents[1] / "aligner" / "checks"
LEAST = 2
"""So often must a word stand in lower case to be no mistake."""
TRANSLATED: Final = 0.7
"""So large a share of a German noun's places has a translation without the same word."""
SHORTEST, LONGEST_PART = 3, 12
LONGEST = 24
NOTICE: Final = """\
# Made by tools/name_words.py from SCOWL and from counts of words in parallel texts. SCOWL: Copyright 2000-2011 by Kevin
# Atkinson. Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output
# created from the scripts, and its documentation for any purpose is hereby granted without fee, provided that the above
# copyright notice appears in all copies and that both that copyright notice and this permission notice appear in
# supporting documentation. Kevin Atkinson makes no representations about the suitability of this array for any purpose.
# It is provided "as is" without express or implied warranty.
"""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WITHIN = re.compile(r"[\w,] $")


def main() -> None:
    """Make the three lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", metavar="DICTIONARY", type=Path)
    parser.add_argument("files", nargs="+", metavar="PARALLEL_TSV", type=Path)
    options = parser.parse_args()
    csv.field_size_limit(1 << 30)
    dictionary = options.dictionary.read_text(encoding="utf-8").split()
    english, german = _counted(row for path in options.files for row in _rows(path))
    common = {word for word in dictionary if word.islower() and word.isalpha()} | english
    names = {word.lower() for word in dictionary if word[0].isupper() and word.isalpha() and not word.isupper()}
    _write(COMMON_ENGLISH, {word for word in common if not any(stem in common for stem in english_stems(word)[1:])})
    _write(COMMON_GERMAN, _without_made(german))
    _write(KNOWN, {name for name in names if len(name) >= SHORTEST and name not in german})


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _counted(rows: Iterator[dict[str, str]]) -> tuple[set[str], set[str]]:
    """Return the common words of English and of German."""
    low: dict[str, Counter[str]] = {"de": Counter(), "en": Counter()}
    nouns: Counter[str] = Counter()
    translated: Counter[str] = Counter()
    for row in rows:
        english = {word.lower() for word in _WORD.findall(row["en"]) if word[0].isupper()}
        for side in ("de", "en"):
            low[side].update(word for word in _WORD.findall(row[side]) if word.islower() and word.isalpha())
        for match in _WORD.finditer(row["de"]):
            word = match[0].lower()
            if match[0][0].isupper() and match[0][1:].islower() and _WITHIN.search(row["de"], 0, match.start()):
                nouns[word] += 1
                translated[word] += word not in english and word.removesuffix("s") not in english
    common = {
        side: {
            word.replace("ß", "ss")
            for word, count in low[side].items()
            if count >= LEAST and SHORTEST <= len(word) <= LONGEST
        }
        for side in ("de", "en")
    }
    found = {noun for noun, count in nouns.items() if translated[noun] >= TRANSLATED * count and noun.isalpha()}
    return common["en"], common["de"] | {noun.replace("ß", "ss") for noun in found if SHORTEST <= len(noun) <= LONGEST}


def _without_made(words: set[str]) -> set[str]:
    """Leave out what endings and composition make of other words."""
    parts = {word for word in words if len(word) <= LONGEST_PART}
    return {word for word in words if not german_parts(word, parts - {word})}


def _write(file: str, words: set[str]) -> None:
    (CHECKS / file).write_text(NOTICE + "\n".join(sorted(words)) + "\n", encoding="utf-8")
    print(f"{file}: {len(words)} words")


if __name__ == "__main__":
    main()
