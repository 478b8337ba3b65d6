"""Whatever is text, however odd or large, becomes a whole corpus: exit code 0, and nothing is lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import Result

from aligner.encoding.encoder import Progress, silent

Run = Callable[..., Result]
Check = Callable[[Path, str, str], list[dict[str, str]]]

ENGLISH = "The ferry was late again. Nobody knew the reason. In the end, we took the bus along the lake."
GERMAN = "Die Fähre hatte wieder Verspätung. Niemand kannte den Grund. Am Ende nahmen wir den Bus am See entlang."


def test_the_texts_themselves_are_good(aligner_run: Run, require_whole: Check) -> None:
    rows = align(aligner_run, require_whole, ENGLISH, GERMAN)
    assert [(row["bead"], row["flags"]) for row in rows] == [("1-1", "")] * 3


STARS = "Zwölf Sterne 🌟✨ leuchteten. 👩‍👩‍👧‍👦 Die Familie 🇩🇪 staunte! 👍🏽"
SURVIVED = {
    "emoji": ("Twelve stars 🌟✨ shone. 👩‍👩‍👧‍👦 The family 🇬🇧 marvelled! 👍🏽", STARS),
    "nothing but emoji": ("🙂🙃\n\n🎉", "🙂🙃\n\n🎉"),
    "marks of direction": (
        "\u200fThe word \u2067שלום\u2069 means peace.\u200e It is a greeting.\u202c",
        "\u200eDas Wort \u202bשלום\u202c heißt Frieden.\u200f Es ist ein \u061cGruß.",
    ),
    "combining characters": (
        unicodedata.normalize("NFD", "The café was closed."),
        unicodedata.normalize("NFD", GERMAN),
    ),
    "towers of them": ("Z" + "\u0301\u0332" * 500 + "algo came. He left.", "Zalgo" + "\u0489" * 999 + " kam. Er ging."),
    "a mark in mid-file": (ENGLISH.replace("Nobody", "\ufeffNobody"), GERMAN.replace(". ", ".\n\ufeff\n", 1)),
    "invisible characters": (ENGLISH.replace("e", "e\u200b"), GERMAN.replace("ä", "\u00adä")),
    "strange spaces": (ENGLISH.replace(" ", "\u2003"), GERMAN.replace(" ", "\xa0")),
    "strange line ends": (ENGLISH.replace(". ", ".\r\r\r"), GERMAN.replace(". ", ".\u2029\v\f\x85")),
    "Windows line ends": (ENGLISH.replace(" ", "\r\n"), GERMAN.replace(". ", ".\r\n\r\n")),
    "tabs": (ENGLISH.replace(" ", "\t"), "\t" + GERMAN.replace(". ", ".\t\t")),
    "no letters": ("1 + 1 = 2\n\n***\n\n— — —\n\n3.14", "1 + 1 = 2\n\n***\n\n3,14"),
    "one character": ("A", "Ä"),
    "a replacement character": (ENGLISH.replace("b", "\ufffd"), GERMAN),
    "beyond the first plane": (ENGLISH.replace("T", "𝕋"), GERMAN.replace("N", "𝒩")),
    "other alphabets": (
        "The sign said «Добро пожаловать». 欢迎光临。",
        "Auf dem Schild stand «Добро пожаловать». 欢迎光临。",
    ),
    "ten thousand empty lines": (ENGLISH.replace(". ", "." + "\n" * 10_000), "\n" * 10_000 + GERMAN + "\n" * 10_000),
    "a word of 100,000 characters": (ENGLISH.replace("ferry", "a" * 100_000), GERMAN),
}


@pytest.mark.parametrize(("source", "target"), SURVIVED.values(), ids=SURVIVED)
def test_odd_text_loses_nothing(aligner_run: Run, require_whole: Check, source: str, target: str) -> None:
    align(aligner_run, require_whole, source, target)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_any_usual_encoding_is_read(aligner_run: Run, require_whole: Check, encoding: str) -> None:
    Path("en.txt").write_bytes(ENGLISH.encode(encoding))
    Path("de.txt").write_bytes(GERMAN.encode(encoding))
    assert aligner_run("align", "en.txt", "de.txt", "-o", "out.tsv").exit_code == 0
    assert {row["bead"] for row in require_whole(Path("out.tsv"), ENGLISH, GERMAN)} == {"1-1"}


@pytest.mark.parametrize("long_side", [0, 1])
def test_one_sentence_meets_hundreds(aligner_run: Run, require_whole: Check, long_side: int) -> None:
    many = " ".join(f"House {number} is {number % 7} metres tall." for number in range(300))
    texts = (many, "Haus 150 ist drei Meter hoch.")
    rows = align(aligner_run, require_whole, texts[long_side], texts[1 - long_side])
    assert len(rows) > 200


KITCHEN = """\
Peel the potatoes and cut them into thin slices. Heat some butter in a heavy pan. Add a chopped onion and stir until
it is golden. Season with salt, pepper and a pinch of nutmeg. Pour the cream over everything. Let it simmer for about
twenty minutes. Meanwhile, grate the cheese. Rub a baking dish with garlic. Spread half of the potatoes in it. Sprinkle
the cheese on top. Bake the dish until the crust is brown. Serve it with a green salad.
"""
SEA = """\
Der Frachter verließ am Abend den Hafen von Rotterdam. An Bord waren neunzehn Seeleute aus vier Ländern. Kurz nach
Mitternacht fiel die Maschine aus. Der Kapitän funkte sofort um Hilfe. Zwei Schlepper machten sich auf den Weg. Wegen
des Sturms kamen sie nur langsam voran. Erst gegen Morgen erreichten sie das Schiff. Ein Hubschrauber hatte inzwischen
drei Verletzte geborgen. Die Versicherung schätzt den Schaden auf neun Millionen Euro. Die Behörden ermitteln gegen die
Reederei. Schon im Vorjahr war das Schiff auf Grund gelaufen. Ein Gutachten wird im Herbst erwartet.
"""
PARLIAMENT = """\
Der Landtag hat gestern über die Reform der Grundsteuer beraten. Die Opposition nannte den Entwurf ungerecht. Besitzer
kleiner Häuser müssten künftig doppelt so viel zahlen. Die Ministerin wies die Kritik zurück. Viele Gemeinden fürchten
um ihre Einnahmen. Die Abstimmung findet nach Ostern statt. Auch der Mieterbund hat sich gemeldet.
"""


@pytest.mark.parametrize(
    ("source", "target"),
    [(KITCHEN, SEA), (SEA, KITCHEN), (KITCHEN, PARLIAMENT), (PARLIAMENT, KITCHEN), (ENGLISH, SEA)],
    ids=["of one length", "the other way round", "of two lengths", "that the other way round", "a short one"],
)
def test_texts_without_common_content_are_all_uncertain(
    aligner_run: Run, require_whole: Check, source: str, target: str
) -> None:
    Path("a.txt").write_text(source, "utf-8")
    Path("b.txt").write_text(target, "utf-8")
    result = aligner_run("align", "a.txt", "b.txt", "-o", "out.tsv", "-q")
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1)
    assert result.stderr.startswith("aligner: warning: the two texts have hardly anything in common: ")
    rows = require_whole(Path("out.tsv"), source, target)
    assert all("uncertain" in row["flags"].split(",") for row in rows)


def align(run: Run, require_whole: Check, source: str, target: str, **options: Any) -> list[dict[str, str]]:
    Path("source.txt").write_bytes(source.encode())
    Path("target.txt").write_bytes(target.encode())
    result = run("align", "source.txt", "target.txt", "-o", "out.tsv", **options)
    assert result.exit_code == 0, result.stderr
    return require_whole(Path("out.tsv"), source, target)


class HashingEncoder:
    """Stands in for the model, which would take minutes for 5 MB: vectors that depend on the words alone."""

    fingerprint = "hashing"
    dimension = 16

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> np.ndarray[Any, Any]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in text.split():
                vector[sum(word.encode()) % self.dimension] += 1.0
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def five_megabytes(sentences: int) -> str:
    clause = "in that year Dr. Brown had sailed 1,250.5 miles, as he wrote to Mr. Hill, to see whales"
    line = " ".join(f"On day {day}, {'; '.join([clause] * (60_000 // sentences))}." for day in range(sentences))
    assert len(line) > 5_000_000
    return line


def test_one_line_of_five_megabytes_is_split(aligner_run: Run) -> None:
    line = five_megabytes(60_000)
    Path("long.txt").write_text(line, "utf-8")
    result = aligner_run("split", "long.txt", "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 60_000
    assert result.stdout.replace("\n", " ").strip() == line


def test_one_line_of_five_megabytes_is_aligned(aligner_run: Run, require_whole: Check) -> None:
    rows = align(aligner_run, require_whole, five_megabytes(6_000), GERMAN, encoder=HashingEncoder())
    assert len(rows) > 5_900
