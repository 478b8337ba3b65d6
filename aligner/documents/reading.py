"""From a file or standard input to a Document, whatever format it is in."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from aligner.documents.blocks import Block, Extracted, UnreadableError, extracted
from aligner.documents.catalogues.entries import Entry
from aligner.documents.detection import binary_form, form_by_content, form_by_ending, resembles
from aligner.documents.forms import AUTO, CHOICES, FORMS, TEXT, Form
from aligner.errors import InputError, Notice
from aligner.text.decoding import decode
from aligner.text.document import Document
from aligner.text.language import detect
from aligner.text.reading import bytes_of, called, document_of_bytes

_REMEDY: Final = 'pip install "bitext-aligner[documents]"'
_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding=["']([\w.-]{2,40})["']|<meta[^>]{0,200}?charset=["']?\s*([\w.-]{2,40})"""
    rb"""|"Content-Type: text/plain; charset=([\w.-]{2,40})""",
    re.IGNORECASE,
)
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Loaded:
    """The bytes of a file, its name, and the format that they are in (`text` for plain text)."""

    name: str
    data: bytes
    form: str


def read_document(
    source: str | Path,
    *,
    language: str | None = None,
    reflow: str = "auto",
    encoding: str | None = None,
    read_as: str = AUTO,
) -> Document:
    """Read the text at `source`, a path or `-` for standard input, and find its paragraphs.

    The format is found out by what is in the file; `read_as` says it instead (`text` reads anything as plain text).
    `language` and `encoding` say what is otherwise found out, too; `reflow` (`auto`, `always`, `never`) is for plain
    text, which may be wrapped by hand. Warns, with a Notice, of a format that the file's ending does not tell. Raises
    InputError where there is no text to be had.
    """
    return document_of(load(source, encoding, read_as), language=language, reflow=reflow, encoding=encoding)


def load(source: str | Path, encoding: str | None = None, read_as: str = AUTO) -> Loaded:
    """Read a file and find out its format. Raises InputError for an unknown `read_as`."""
    if read_as not in CHOICES:
        raise InputError(f"unknown format {read_as!r}: choose {', '.join(CHOICES)}")
    name, data = bytes_of(source)
    return Loaded(name, data, _form_of(name, data, encoding) if read_as == AUTO else read_as)


def document_of(
    loaded: Loaded, *, language: str | None = None, reflow: str = "auto", encoding: str | None = None
) -> Document:
    """Make a document of a file that was read; see `read_document`."""
    if loaded.form == TEXT:
        return document_of_bytes(loaded.data, loaded.name, language=language, reflow=reflow, encoding=encoding)
    form = FORMS[loaded.form]
    if form.content == "corpus":
        raise InputError(
            f"{called(loaded.name)}: this is {form.label}, which is aligned already: run `aligner check` on it"
        )
    read = _reader(loaded, form)
    content = _content(loaded, form, encoding)
    found = _guarded(loaded, form, lambda: _text_of(form, read(content)))
    if not found.text:
        remedy = "if it is a scan, run OCR on it first" if loaded.form == "pdf" else "give another file"
        raise InputError(f"{called(loaded.name)}: there is no text in it, read as {form.label}: {remedy}")
    known = detect(found.text) if language is None else language
    digest = sha256(loaded.data).hexdigest()
    return Document(found.text, found.paragraphs, known, loaded.name, digest, loaded.form, found.moments)


def entries_of(loaded: Loaded, encoding: str | None = None) -> list[Entry]:
    """Read the messages of a catalogue. Raises InputError."""
    form = FORMS[loaded.form]
    read = _reader(loaded, form)
    content = _content(loaded, form, encoding)
    found: list[Entry] = _guarded(loaded, form, lambda: read(content))
    return found


def is_catalogue(loaded: Loaded) -> bool:
    """Tell whether a file holds messages by key."""
    return loaded.form != TEXT and FORMS[loaded.form].content == "catalogue"


def is_corpus(loaded: Loaded) -> bool:
    """Tell whether a file holds both languages, aligned."""
    return loaded.form != TEXT and FORMS[loaded.form].content == "corpus"


def _form_of(name: str, data: bytes, encoding: str | None) -> str:
    if form := binary_form(data):
        if form == "encrypted":
            raise InputError(f"{called(name)}: it is an encrypted Office file: save it without a password")
        return form
    text = _head(data, encoding)
    by_content, by_ending = form_by_content(text), form_by_ending(name)
    form = by_content if by_content and not _says_more(by_ending, by_content) else by_ending
    if not form:
        _notice_resemblance(name, text)
        return TEXT
    if form == by_ending or form in ("xliff", "tmx", "android", "docbook"):
        return form
    if not _is_installed(FORMS[form]):
        warnings.warn(
            Notice(f"{called(name)}: looks like {FORMS[form].label}, but is read as plain text: {_REMEDY}"),
            stacklevel=2,
        )
        return TEXT
    warnings.warn(
        Notice(f"{called(name)}: is read as {FORMS[form].label}, by its content; --as text reads it as plain text"),
        stacklevel=2,
    )
    return form


def _says_more(by_ending: str, by_content: str) -> bool:
    """Tell whether a file is what its ending says, whatever its content looks like.

    Markdown may begin with tags, and with signs of its kin.
    """
    kin = ("markdown", "rst", "asciidoc", "html")
    return by_ending != "" and (by_ending in kin and by_content in kin)


def _notice_resemblance(name: str, text: str) -> None:
    if form := resembles(text):
        known = FORMS[form].label
        warnings.warn(
            Notice(f"{called(name)}: is read as plain text; if it is {known}, give --as {form}"), stacklevel=2
        )


def _head(data: bytes, encoding: str | None) -> str:
    """Decode the beginning of a file, well enough to tell its format."""
    sample = data[: 1 << 17]
    if encoding is None:
        marks = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
        encoding = marks.get(sample[:2], "utf-8")
    try:
        return sample.decode(encoding, "replace").removeprefix("\ufeff")
    except LookupError:
        return sample.decode("utf-8", "replace")


def _content(loaded: Loaded, form: Form, encoding: str | None) -> str | bytes:
    name, data = called(loaded.name), loaded.data
    if len(data) > form.largest:
        size = f"{len(data) >> 20} MB, more than the {form.largest >> 20} MB that are read as {form.label}"
        raise InputError(f"{name}: it has {size}: split it, or read it with --as text")
    if form.content == "bytes":
        return data
    if not data.strip():
        raise InputError(f"{name}: the file is empty: give one that holds text")
    return decode(data, name, encoding or _declared(data))


def _declared(data: bytes) -> str | None:
    """Return the encoding that a file says it is in, where Python knows it and the bytes bear it out."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return None
    encoding = next(part for part in found.groups() if part is not None).decode("ascii", "replace")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            data.decode(encoding)
        except (LookupError, ValueError):
            return None
        return encoding
    return None


def _reader(loaded: Loaded, form: Form) -> Callable[[Any], Any]:
    try:
        return _imported(form)
    except ImportError as error:
        raise InputError(
            f"{called(loaded.name)}: this is {form.label}, and {error.name or 'a library'} is not installed: "
            f"{_REMEDY}, or give --as text"
        ) from error


def _imported(form: Form) -> Callable[[Any], Any]:
    module, function = form.reader.split(":")
    reader: Callable[[Any], Any] = getattr(import_module(f"aligner.documents.{module}"), function)
    return reader


def _is_installed(form: Form) -> bool:
    try:
        _imported(form)
    except ImportError:
        return False
    return True


def _text_of(form: Form, found: Any) -> Extracted:  # noqa: ANN401  (what the reader of the form gives)
    if form.content != "catalogue":
        return found  # type: ignore[no-any-return]
    return extracted(Block(entry.text or entry.original, "item") for entry in found)


def _guarded(loaded: Loaded, form: Form, read: Callable[[], Any]) -> Any:  # noqa: ANN401
    """Read, and turn whatever a library makes of a damaged file into a line for the user."""
    name = called(loaded.name)
    try:
        return read()
    except UnreadableError as error:
        raise InputError(f"{name}: {error}") from error
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    except ImportError as error:
        raise InputError(f"{name}: this is {form.label}, and {error.name} is not installed: {_REMEDY}") from error
    except Exception as error:  # libraries fail in more ways than they name
        raise InputError(
            f"{name}: cannot be read as {form.label} ({type(error).__name__}): save it again, or give --as text"
        ) from error
