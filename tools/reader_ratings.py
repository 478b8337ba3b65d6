"""Reads what people said of machine translations: MLQE-PE (Fomicheva et al. 2020, https://arxiv.org/abs/2010.04480).

CC0 1.0, github.com/sheffieldnlp/mlqe-pe. Of its pairs of languages those with English are taken. Sentences of Wikipedia
were rated (how well does this translate that, 0 to 100) and corrected; comments on its pages were judged by three
people each (does this mislead anybody: a critical error, or none).
"""

from __future__ import annotations

import csv
import io
import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from html import unescape
from math import exp
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.encoder import TokenEncoder
from aligner.pipeline.words import split_pieces
from tools.reader_corpus import LANGUAGES, Span
from tools.reader_states import StateStore

RATINGS: Final = "ratings.jsonl"
"""Where they are kept once they are read."""
RATED_PAIRS: Final = ("en-de", "ro-en", "et-en", "ne-en", "si-en", "en-zh")
JUDGED_PAIRS: Final = ("en-de", "en-cs", "en-zh")
FILES: Final = {"train": "train", "dev": "dev", "test": "test20"}
"""What the files of a part are called."""
STEEPNESS: Final = 2.0
MIDDLE: Final = -0.5
"""A translation rated half a standard deviation below the mean of its language is as probably poor as not: chosen by
hand."""
_BEFORE: Final = re.compile(r"\s+(?=[,.;:!?)\]%}”’](?:\s|$)|n't\b|'(?:s|re|ve|ll|d|m)\b)")
_BEHIND: Final = re.compile(r"(?<=[(\[{„])\s+")
_QUOTED: Final = re.compile(r'(^|\s)" ([^"]+) "')
_QUOTES: Final = "\"'`“”„"


@dataclass(frozen=True, slots=True)
class Rated:
    """A sentence in English and in another language, of which one was translated from the other by a machine.

    `revised`: the words of either side that the one who corrected it changed, or should have (None: not known).
    `misleading` (0 or 1) and `poor` (0..1, how probably it is a poor translation) are None where nobody judged it.
    `language`: of the side that is not English.
    """

    source: str
    language: str
    texts: tuple[str, str]
    revised: tuple[tuple[Span, ...] | None, tuple[Span, ...] | None]
    misleading: float | None
    poor: float | None
    held_out: bool


def read_ratings(data: Path) -> list[Rated]:
    """Read all of them; those of German that are not in a part `train` are held out.

    :param data: the folder `data` of the repository.
    """
    return [
        *(rated for pair in RATED_PAIRS for part in FILES for rated in _rated(data, pair, part)),
        *(rated for pair in JUDGED_PAIRS for part in ("train", "dev") for rated in _judged(data, pair, part)),
    ]


def write_ratings(data: Path, path: Path, store: StateStore, encoder: TokenEncoder) -> None:
    """Write them a line each, and the token states of their sentences."""
    ratings = read_ratings(data)
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(asdict(rated), ensure_ascii=False) + "\n" for rated in ratings)
    sides = ((rated.texts[side], ("en", rated.language)[side]) for rated in ratings for side in (0, 1))
    store.add((piece for text, language in sides for piece, _ in rated_pieces(text, language)), encoder)


def read_written(path: Path) -> list[Rated]:
    """Read back what `write_ratings` wrote."""
    with path.open(encoding="utf-8") as stream:
        return [Rated(**json.loads(line)) for line in stream]


def rated_pieces(text: str, language: str) -> list[tuple[str, int]]:
    """Return the sentences of a text that is read; those of a third language are one."""
    return list(split_pieces(text, language)) if language in LANGUAGES else [(text, 0)]


def shifts(ratings: Iterable[Rated], store: StateStore, german: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """Return what lies between the mean state of each language but the reader's own and `german`, that of German."""
    totals: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(german)))
    counts: dict[str, int] = defaultdict(int)
    for rated in ratings:
        if rated.language not in LANGUAGES:
            codes, scales, _ = store.codes(rated.texts[1])
            totals[rated.language] += (codes * scales[:, None]).sum(axis=0)
            counts[rated.language] += len(codes)
    return {name: (german - total / counts[name]).astype(np.float32) for name, total in totals.items()}


def as_written(tokens: str) -> str:
    """Put punctuation back to its words."""
    text = _QUOTED.sub(r'\1"\2"', unescape(tokens))
    return _BEHIND.sub("", _BEFORE.sub("", text)).strip()


def spans_of(text: str, tokens: Sequence[str]) -> list[Span] | None:
    """Return where the tokens stand in the text, None where they are others."""
    found, at = [], 0
    for token in map(unescape, tokens):
        start = None
        for char in token:
            while at < len(text) and text[at].isspace():
                at += 1
            if at == len(text) or (text[at] != char and char not in _QUOTES):
                return None
            start = at if start is None else start
            at += 1
        found.append((at if start is None else start, at))
    return found


def _rated(data: Path, pair: str, part: str) -> Iterator[Rated]:
    languages, name = pair.split("-"), FILES[part]
    table = _archived(data / "direct-assessments" / part / f"{pair}-{part}.tar.gz", ".df.short.tsv")[".df.short.tsv"]
    endings = (".src", ".mt", ".source_tags", ".tags")
    kept = _archived(data / "post-editing" / part / f"{pair}-{part}.tar.gz", *(f"/{name}{end}" for end in endings))
    columns = [kept[f"/{name}{end}"].split("\n") for end in endings]
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row, *line in zip(rows, *columns, strict=False):  # a line break ends the last line
        source, target, source_tags, target_tags = (text.split() for text in line)
        texts = row["original"].strip(), row["translation"].strip()
        revised = (
            _marked(texts[0], source, source_tags),
            _marked(texts[1], target, target_tags[1::2]),  # between them stand the tags of the gaps
        )
        poor = 1 / (1 + exp(STEEPNESS * (float(row["z_mean"]) - MIDDLE)))
        yield _english_first(f"rated {pair}", languages, texts, revised, (None, poor), part)


def _judged(data: Path, pair: str, part: str) -> Iterator[Rated]:
    languages = pair.split("-")
    path = data / "catastrophic_errors" / f"{''.join(languages)}_majority_{part}.tsv"
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if len(fields) == 5 and fields[4] in ("ERR", "NOT"):
            texts = as_written(fields[1]), as_written(fields[2])
            judged = float(fields[4] == "ERR"), None
            yield _english_first(f"judged {pair}", languages, texts, (None, None), judged, part)


def _english_first(
    source: str,
    languages: Sequence[str],
    texts: tuple[str, str],
    revised: tuple[tuple[Span, ...] | None, tuple[Span, ...] | None],
    judged: tuple[float | None, float | None],
    part: str,
) -> Rated:
    other = next(language for language in languages if language != "en")
    if languages[0] != "en":
        texts, revised = (texts[1], texts[0]), (revised[1], revised[0])
    return Rated(source, other, texts, revised, *judged, other == "de" and part != "train")


def _marked(text: str, tokens: Sequence[str], tags: Sequence[str]) -> tuple[Span, ...] | None:
    spans = spans_of(text, tokens)
    if spans is None or len(tags) != len(spans):
        return None
    return tuple(span for span, tag in zip(spans, tags, strict=True) if tag == "BAD")


def _archived(path: Path, *endings: str) -> dict[str, str]:
    """Return the texts of an archive's members by what their names end in."""
    found = {}
    with tarfile.open(path) as archive:
        for member in archive:
            ending = next((ending for ending in endings if member.name.endswith(ending)), None)
            stream = archive.extractfile(member) if ending is not None else None
            if ending is not None and stream is not None:
                found[ending] = stream.read().decode("utf-8")
    return found
