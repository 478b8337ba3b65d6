"""From a file, standard input or a list of sentences to a Document."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from aligner.errors import InputError
from aligner.text.decoding import decode
from aligner.text.document import Document, Paragraph, Sentence
from aligner.text.language import detect
from aligner.text.reflow import paragraphs_of

# Gold files count lines as most programs do: form feeds and Unicode's separators are part of a line here.
_LINE_END = re.compile("\r\n|[\r\n]")
_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def read_document(
    source: str | Path, *, language: str | None = None, reflow: str = "auto", encoding: str | None = None
) -> Document:
    """Read the plain text at `source`, a path or `-` for standard input, and find its paragraphs.

    `language` and `encoding` say what is otherwise found out; `reflow` (`auto`, `always`, `never`) is
    explained in `paragraphs_of`. Raises InputError where there is no text to be had.
    """
    name, data = bytes_of(source)
    return document_of_bytes(data, name, language=language, reflow=reflow, encoding=encoding)


def document_of_bytes(
    data: bytes, name: str, *, language: str | None = None, reflow: str = "auto", encoding: str | None = None
) -> Document:
    """Do what `read_document` does with the bytes of a file that was read already."""
    text = decode(data, called(name), encoding)
    _require_text(text, name)
    known = detect(text) if language is None else language
    return Document(text, paragraphs_of(text, reflow), known, name, sha256(data).hexdigest())


def read_sentences(source: str | Path, *, language: str | None = None, encoding: str | None = None) -> Document:
    """Read a file of one sentence a line, or `-` for standard input.

    Line N (0-based) becomes sentence N, as it is. Raises InputError for an empty line, which would shift all
    numbers after it; empty lines at the end of the file are left out.
    """
    name, data = bytes_of(source)
    text = decode(data, called(name), encoding)
    _require_text(text, name)
    ends = [(found.start(), found.end()) for found in _LINE_END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    ranges = list(zip(starts, stops, strict=True))
    while not text[slice(*ranges[-1])].strip():
        ranges.pop()
    return _sentence_document(text, ranges, name, sha256(data).hexdigest(), language)


def document_from_sentences(lines: Sequence[str], name: str = "sentences", language: str | None = None) -> Document:
    """Make a document of given sentences, joined by line breaks; sentence N stays number N (0-based).

    Raises InputError where there is none, and where one is empty.
    """
    text = "\n".join(lines)
    _require_text(text, name)
    ranges: list[tuple[int, int]] = []
    start = 0
    for line in lines:
        ranges.append((start, start + len(line)))
        start += len(line) + 1
    digest = sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return _sentence_document(text, ranges, name, digest, language)


def sentences_of_lines(document: Document) -> tuple[Sentence, ...]:
    """Take the paragraphs of a document of `read_sentences` or `document_from_sentences` as its sentences."""
    return tuple(
        Sentence(paragraph.text, *paragraph.span(0, len(paragraph.text)), number)
        for number, paragraph in enumerate(document.paragraphs)
    )


def _sentence_document(
    text: str, ranges: Sequence[tuple[int, int]], name: str, digest: str, language: str | None
) -> Document:
    paragraphs = []
    for number, (start, end) in enumerate(ranges, start=1):
        raw = text[start:end]
        sentence = raw.strip()
        if not sentence:
            raise InputError(
                f"{called(name)}: line {number} is empty: give one sentence on every line, since lines are numbered"
            )
        lead = len(raw) - len(raw.lstrip())
        paragraphs.append(Paragraph(_BREAK.sub(" ", sentence), ((0, start + lead),)))
    known = detect(text) if language is None else language
    return Document(text, tuple(paragraphs), known, name, digest)


def _require_text(text: str, name: str) -> None:
    if not text:
        raise InputError(f"{called(name)}: the file is empty: give one that holds text")
    if not text.strip("\ufeff \t\r\n") or text.isspace():
        raise InputError(f"{called(name)}: there is nothing but white space in it: give a file that holds text")


def bytes_of(source: str | Path) -> tuple[str, bytes]:
    """Return what messages call a path or `-`, standard input, and all bytes in it. Raises InputError."""
    name = str(source)
    if name == "-":
        if sys.stdin is None:
            raise InputError("standard input: it is closed: give a file or open it")
        return name, sys.stdin.buffer.read()
    path = Path(source)
    try:
        return name, path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{name}: there is no such file: check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{name}: this is a directory: give a text file in it") from error
    except PermissionError as error:
        # Windows refuses to open a directory in this way.
        if path.is_dir():
            raise InputError(f"{name}: this is a directory: give a text file in it") from error
        raise InputError(f"{name}: no permission to read it: change its permissions or copy it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{name!r}: cannot be read ({reason}): check the path") from error


def called(name: str) -> str:
    """Return what messages call a document by its name."""
    return "standard input" if name == "-" else name
