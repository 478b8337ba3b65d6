"""Whatever is given instead of a clean text ends in one line that says what to do, or in a whole corpus."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
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

posix = pytest.mark.skipif(os.name == "nt", reason="signals, pipes and permissions are other things on Windows")


def permissions_bind() -> bool:
    """Whether files without permission cannot be read: they can by the administrator, as whom containers run."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).chmod(0)
        return not os.access(file.name, os.R_OK)


for_users = pytest.mark.skipif(not permissions_bind(), reason="permissions do not bind the administrator")


def test_the_texts_themselves_are_good(aligner_run: Run, require_whole: Check) -> None:
    rows = align(aligner_run, require_whole, ENGLISH, GERMAN)
    assert [(row["bead"], row["flags"]) for row in rows] == [("1-1", "")] * 3


# --- refused: exit 2, one line, old output kept -----------------------------------------------------------------------

REFUSED: dict[str, tuple[bytes | None, tuple[str, ...], str]] = {
    "missing": (None, (), "there is no such file: check the path"),
    "empty": (b"", (), "the file is empty: give one that holds text"),
    "white space": (b" \n\t\r\n\xc2\xa0\xe2\x80\x83\n", (), "nothing but white space in it: give a file"),
    "ten thousand empty lines": (b"\n" * 10_000, (), "nothing but white space in it: give a file"),
    "nothing but a mark": (b"\xef\xbb\xbf\n", (), "nothing but white space in it: give a file"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", (), "this is a PNG image, not plain text: convert"),
    "portable document": (b"%PDF-1.7\n%\xe2\xe3\n", (), "this is a PDF file, not plain text: convert"),
    "word processor": (b"PK\x03\x04\x14\0word/document.xml", (), "this is a Word file (.docx), not plain text"),
    "any bytes": (bytes(range(256)) * 40, (), "this is binary data, not plain text: convert"),
    "NUL bytes": (ENGLISH.encode().replace(b"late", b"l\0te"), (), "NUL byte at byte 15 (line 1)"),
    "UTF-16 without mark": (ENGLISH.encode("utf-16-le"), (), "or read it with --encoding utf-16-le"),
    "damaged UTF-8": ("Größe, Länge und Wärme. ".encode() + b"\xff", (), "is not valid UTF-8, though the rest"),
    "wrong encoding": ("Die Fähre".encode("cp1252"), ("--encoding", "utf-8"), "byte 5 (line 1) is not valid utf-8"),
    "unknown encoding": (b"Yes.", ("--encoding", "utf-9"), "unknown encoding 'utf-9': give one such as utf-8"),
    "same language": (ENGLISH.upper().encode(), ("--target-lang", "en"), "both seem to be English: give a text and"),
}


@pytest.mark.parametrize(("content", "options", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused(
    aligner_run: Run, content: bytes | None, options: tuple[str, ...], problem: str
) -> None:
    if content is not None:
        Path("bad.txt").write_bytes(content)
    Path("good.txt").write_text(ENGLISH, "utf-8")
    require_refusal(aligner_run, ["bad.txt", "good.txt", *options], "bad.txt", problem)
    if not options:
        require_refusal(aligner_run, ["good.txt", "bad.txt"], "bad.txt", problem)


def test_a_directory_is_refused(aligner_run: Run) -> None:
    Path("folder").mkdir()
    Path("good.txt").write_text(ENGLISH, "utf-8")
    require_refusal(aligner_run, ["folder", "good.txt"], "folder", "this is a directory: give a text file in it")
    require_refusal(aligner_run, ["good.txt", "folder"], "folder", "this is a directory: give a text file in it")


@for_users
def test_a_file_without_permission_is_refused(aligner_run: Run) -> None:
    Path("good.txt").write_text(ENGLISH, "utf-8")
    Path("secret.txt").write_text(GERMAN, "utf-8")
    Path("secret.txt").chmod(0)
    require_refusal(aligner_run, ["good.txt", "secret.txt"], "secret.txt", "no permission to read it: change its")


def test_two_texts_in_one_language_are_refused(aligner_run: Run) -> None:
    Path("a.txt").write_text(ENGLISH, "utf-8")
    Path("b.txt").write_text("The bus, on the other hand, was on time. We had all the seats to ourselves.", "utf-8")
    require_refusal(aligner_run, ["a.txt", "b.txt"], "a.txt and b.txt", "both seem to be English: give a text and its")


def test_the_same_file_twice_is_refused(aligner_run: Run) -> None:
    Path("de.txt").write_text(GERMAN, "utf-8")
    require_refusal(aligner_run, ["de.txt", "de.txt"], "de.txt", "both seem to be German: give a text and its")


def test_the_same_file_twice_can_be_insisted_on(aligner_run: Run, require_whole: Check) -> None:
    Path("de.txt").write_text(GERMAN, "utf-8")
    languages = ("--source-lang", "de", "--target-lang", "de")
    assert aligner_run("align", "de.txt", "de.txt", "-o", "out.tsv", *languages).exit_code == 0
    rows = require_whole(Path("out.tsv"), GERMAN, GERMAN)
    assert all(row["bead"] == "1-1" and row["source"] == row["target"] for row in rows)


def require_refusal(run: Run, arguments: list[str], name: str, problem: str) -> None:
    Path("out.tsv").write_text("old", "utf-8")
    before = sorted(Path().iterdir())
    result = run("align", *arguments, "-o", "out.tsv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"aligner: error: {name}")
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1
    assert (Path("out.tsv").read_text("utf-8"), sorted(Path().iterdir())) == ("old", before)


# --- odd, but text: exit 0, nothing lost ------------------------------------------------------------------------------

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


def align(run: Run, require_whole: Check, source: str, target: str) -> list[dict[str, str]]:
    Path("source.txt").write_bytes(source.encode())
    Path("target.txt").write_bytes(target.encode())
    result = run("align", "source.txt", "target.txt", "-o", "out.tsv")
    assert result.exit_code == 0, result.stderr
    return require_whole(Path("out.tsv"), source, target)


# --- large ------------------------------------------------------------------------------------------------------------


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


def test_one_line_of_five_megabytes_is_aligned(
    aligner_run: Run, require_whole: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aligner.pipeline.load_encoder", lambda model, *, cache, threads: HashingEncoder())
    rows = align(aligner_run, require_whole, five_megabytes(6_000), GERMAN)
    assert len(rows) > 5_900


# --- places to write to, interrupts, pipes ----------------------------------------------------------------------------


@for_users
@pytest.mark.parametrize("protected", ["out.tsv", "."])
def test_an_output_without_permission_is_refused(aligner_run: Run, protected: str) -> None:
    Path("en.txt").write_text(ENGLISH, "utf-8")
    Path("de.txt").write_text(GERMAN, "utf-8")
    Path("out.tsv").write_text("old", "utf-8")
    mode = Path(protected).stat().st_mode
    Path(protected).chmod(0o500 if protected == "." else 0o400)
    try:
        require_unwritten(aligner_run("align", "en.txt", "de.txt", "-o", "out.tsv"), "no permission to write")
    finally:
        Path(protected).chmod(mode)


def test_an_output_in_no_folder_is_refused(aligner_run: Run) -> None:
    Path("out.tsv").write_text("old", "utf-8")
    require_unwritten(aligner_run("align", "en.txt", "de.txt", "-o", "no/out.tsv"), "there is no folder no; create it")


def require_unwritten(result: Result, problem: str) -> None:
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert problem in result.stderr
    assert Path("out.tsv").read_text("utf-8") == "old"
    assert not Path("out.tsv.meta.json").exists()


@posix
def test_a_disk_that_fills_up_leaves_the_old_output(environment: dict[str, str], tmp_path: Path) -> None:
    import resource

    (tmp_path / "en.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "de.txt").write_text(GERMAN, "utf-8")
    (tmp_path / "out.tsv").write_text("old", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "aligner", "align", "en.txt", "de.txt", "-o", "out.tsv", "-q", "--no-cache"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)),
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("aligner: error: out.tsv: cannot be written: File too large; nothing was changed")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["de.txt", "en.txt", "out.tsv"]
    assert (tmp_path / "out.tsv").read_text("utf-8") == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_a_device_or_standard_output_is_one_line(aligner_run: Run) -> None:
    Path("en.txt").write_text(ENGLISH, "utf-8")
    Path("de.txt").write_text(GERMAN, "utf-8")
    result = aligner_run("align", "en.txt", "de.txt", "-o", "/dev/full", "--format", "tsv")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "/dev/full: cannot be written: No space left on device" in result.stderr


# The real pipeline, with progress bars that tell on standard error when a batch has been encoded.
TELLING = """
import contextlib, sys
from aligner.commands import main, progress
@contextlib.contextmanager
def bar(stage, total):
    yield lambda done: print("encoded", done, file=sys.stderr, flush=True)
progress.progress_bars = lambda: bar
main(prog_name="aligner")
"""


@posix
def test_an_interrupt_while_the_model_works_leaves_the_old_output(environment: dict[str, str], tmp_path: Path) -> None:
    many = "\n".join(
        f"On day {day} the ship had sailed {day * 7} miles, and the crew was tired." for day in range(20_000)
    )
    (tmp_path / "en.txt").write_text(many, "utf-8")
    (tmp_path / "de.txt").write_text(GERMAN, "utf-8")
    (tmp_path / "out.tsv").write_text("old", "utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", TELLING, "align", "--sentences", "en.txt", "de.txt", "-o", "out.tsv"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "encoded 0\n"  # what the cache knew
        assert process.stderr.readline().startswith("encoded ")
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    told = [line for line in errors.splitlines() if not line.startswith("encoded ")]
    assert (process.returncode, output, told) == (130, "", [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["de.txt", "en.txt", "out.tsv"]
    assert (tmp_path / "out.tsv").read_text("utf-8") == "old"


@posix
def test_a_reader_that_has_gone_ends_the_run_quietly(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "de.txt").write_text(GERMAN, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "aligner", "align", "en.txt", "de.txt", "-q"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # as `| head -0` does: what is written is less than a pipe holds
        assert process.stderr.read() == b""
    assert process.returncode == 141


@posix
def test_standard_output_may_be_called_by_its_device(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "de.txt").write_text(GERMAN, "utf-8")
    command = [sys.executable, "-m", "aligner", "align", "en.txt", "de.txt", "-q", "-o", "/dev/stdout"]
    done = subprocess.run([*command, "--format", "tsv"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 4)


@posix
def test_a_cache_that_cannot_be_kept_is_one_warning(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "de.txt").write_text(GERMAN, "utf-8")
    places = {name: str(tmp_path / "en.txt") for name in ("HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-m", "aligner", "align", "en.txt", "de.txt", "-q", "-o", "out.tsv"]
    done = subprocess.run(command, cwd=tmp_path, env=environment | places, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    (line,) = (line for line in done.stderr.splitlines() if "onnxruntime" not in line)
    assert line.startswith("aligner: warning: ")
    assert "the cache of vectors cannot be used" in line


@pytest.mark.parametrize("side", ["source", "target"])
def test_either_side_may_be_standard_input(
    environment: dict[str, str], tmp_path: Path, require_whole: Check, side: str
) -> None:
    (tmp_path / "file.txt").write_text(GERMAN if side == "source" else ENGLISH, "utf-8")
    texts = ["-", "file.txt"] if side == "source" else ["file.txt", "-"]
    given = ENGLISH if side == "source" else GERMAN
    done = subprocess.run(
        [sys.executable, "-m", "aligner", "align", *texts, "-o", "out.tsv", "-q"],
        cwd=tmp_path,
        env=environment,
        input=b"\xef\xbb\xbf" + given.encode(),
        capture_output=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert {row["bead"] for row in require_whole(tmp_path / "out.tsv", ENGLISH, GERMAN)} == {"1-1"}


def test_standard_input_that_holds_no_text_is_called_so(aligner_run: Run) -> None:
    Path("de.txt").write_text(GERMAN, "utf-8")
    result = aligner_run("align", "-", "de.txt", input=b"\x00\x01\x02" * 9)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("aligner: error: standard input: ")
