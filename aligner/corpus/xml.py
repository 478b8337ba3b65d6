"""What the XML formats share: text that XML can hold, and a reader that trusts nothing.

Written and read piece by piece, so that memory does not grow with the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final
from xml.parsers import expat

from aligner.errors import CorpusError

XML: Final = "http://www.w3.org/XML/1998/namespace"
_UNHOLDABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All that is no `Char` in XML 1.0 (section 2.2): controls, surrogates, U+FFFE and U+FFFF."""
_ESCAPED: Final = re.compile("[&<>\r]")
_ESCAPED_IN_VALUE: Final = re.compile('[&<>"\t\n\r]')
_NAMES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SPACE: Final = re.compile("[ \t\r\n]+")
_REPLACEMENT: Final = "\ufffd"
_CHUNK: Final = 1 << 16
_DEEPEST: Final = 500


@dataclass(slots=True)
class Element:
    """An element as it was read. `tag` and the names of attributes have their namespace before them, after a space.

    `line` counts from 1; `preserve` tells whether `xml:space` asks to keep white space as it is, `translate` whether it
    is to be translated. Both hold for what is inside, too.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    preserve: bool
    translate: bool = True
    children: list[Element | str] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        """Yield the children of that tag."""
        return (child for child in self.children if isinstance(child, Element) and child.tag == tag)

    def first(self, tag: str) -> Element | None:
        """Return the first child of that tag."""
        return next(self.all(tag), None)

    def text(self, code: Callable[[Element], str | None] = lambda _: None) -> str:
        """Return the text; of an element inside it what `code` says, and its text where that is None."""
        return "".join(_pieces(self, code))

    def language(self) -> str:
        """Return what `xml:lang`, or the older `lang`, says; empty where neither does."""
        return self.attributes.get(f"{XML} lang") or self.attributes.get("lang") or ""


def spaced_text(element: Element | None, code: Callable[[Element], str | None]) -> str:
    """Return the text of an element, if there is one: as it is where it says so, else with single spaces.

    A run of white space is one space then, and there is none at the ends. No-break spaces stay. `code` is explained in
    `Element.text`.
    """
    if element is None:
        return ""
    text = element.text(code)
    return text if element.preserve else spaces_collapsed(text)


def spaces_collapsed(text: str) -> str:
    """Return the text with one space for each run of white space, and none at its ends; no-break spaces stay."""
    return _SPACE.sub(" ", text).strip(" ")


def holdable(text: str) -> str:
    """Replace each character that XML cannot hold by U+FFFD, one for one: lengths and spans stay valid."""
    return _UNHOLDABLE.sub(_REPLACEMENT, text)


def escaped(text: str) -> str:
    """Return `text` as the content of an element."""
    return _ESCAPED.sub(_reference, holdable(text))


def quoted(value: str) -> str:
    """Return `value` as that of an attribute, in its quotes."""
    return f'"{_ESCAPED_IN_VALUE.sub(_reference, holdable(value))}"'


def split_unholdable(text: str) -> Iterator[tuple[str, str]]:
    """Yield pieces of text, each with the one character after it that XML cannot hold; that of the last is empty."""
    end = 0
    for match in _UNHOLDABLE.finditer(text):
        yield text[end : match.start()], match[0]
        end = match.end()
    yield text[end:], ""


def exact(text: str) -> str | None:
    """Return a form of `text` in plain letters from which it can be restored; None where XML holds it as it is."""
    return json.dumps(text) if _UNHOLDABLE.search(text) else None


def restored(text: str, form: str | None) -> str:
    """Return what `exact` was given, unless `text` was changed since then."""
    if form is None:
        return text
    try:
        original = json.loads(form)
    except (ValueError, RecursionError):
        return text
    return original if isinstance(original, str) and holdable(original) == text else text


def read_elements(
    path: Path, opened: Collection[str], whole: Collection[str], renamed: Callable[[str], str] = str
) -> Iterator[Element]:
    """Yield elements of the file in order: those `opened` as they begin, without children, those `whole` complete.

    Tags are as `renamed` gives them. The first element of the file is always yielded as it begins. No entity is
    expanded, and no other file is read.

    Raises CorpusError, with file and line, for a file that cannot be read or is no well-formed XML.
    """
    try:
        with path.open("rb") as file:
            yield from _Reader(path, opened, whole, renamed).read(file)
    except OSError as error:
        raise CorpusError.unreadable(path, error) from error


def _pieces(element: Element, code: Callable[[Element], str | None]) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif (text := code(child)) is not None:
            yield text
        else:
            yield from _pieces(child, code)


def _reference(match: re.Match[str]) -> str:
    return _NAMES.get(match[0]) or f"&#{ord(match[0])};"


class _Reader:
    """Builds the wanted elements from what expat reports."""

    def __init__(
        self, path: Path, opened: Collection[str], whole: Collection[str], renamed: Callable[[str], str]
    ) -> None:
        self._path = path
        self._opened = opened
        self._whole = whole
        self._renamed = renamed
        self._ready: list[Element] = []
        self._stack: list[Element] = []
        self._kept = 0
        """How many of the open elements are wanted whole, or are inside one that is."""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refuse("declares an entity")
        self._parser.ExternalEntityRefHandler = self._refuse("refers to another file")
        self._parser.SkippedEntityHandler = self._refuse("uses an entity that XML does not know")

    def read(self, file: BinaryIO) -> Iterator[Element]:
        while True:
            chunk = file.read(_CHUNK)
            try:
                self._parser.Parse(chunk, not chunk)
            except expat.ExpatError as error:
                yield from self._ready  # a fault in one of these comes before this one
                raise self._failure(error) from error
            except (LookupError, ValueError) as error:
                remedy = "save it as UTF-8"
                raise CorpusError(
                    f"{self._path}:1: is in an encoding that is not known ({str(error)[:80]}); {remedy}"
                ) from error
            yield from self._ready
            self._ready.clear()
            if not chunk:
                return

    def _failure(self, error: expat.ExpatError) -> CorpusError:
        reason = expat.ErrorString(error.code)
        remedy = "mend it, or export it again from the program that wrote it"
        return CorpusError(f"{self._path}:{error.lineno}: not well-formed XML ({reason}); {remedy}")

    def _refuse(self, what: str) -> Callable[..., int]:
        def handler(*_: object) -> int:
            remedy = "for safety that is not read; write the text itself in its place"
            raise CorpusError(f"{self._path}:{self._parser.CurrentLineNumber}: {what}; {remedy}")

        return handler

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag, line = self._renamed(tag), self._parser.CurrentLineNumber
        if len(self._stack) == _DEEPEST:
            raise CorpusError(f"{self._path}:{line}: elements are nested deeper than {_DEEPEST}; take some away")
        space = attributes.get(f"{XML} space")
        preserve = self._stack[-1].preserve if self._stack else False
        translate = self._stack[-1].translate if self._stack else True
        if space:
            preserve = space == "preserve"
        if "translate" in attributes:
            translate = attributes["translate"] != "no"
        element = Element(tag, attributes, line, preserve, translate)
        if self._kept:
            self._stack[-1].children.append(element)
            self._kept += 1
        elif tag in self._whole and self._stack:
            self._kept = 1
        elif tag in self._opened or not self._stack:
            self._ready.append(element)
        self._stack.append(element)

    def _end(self, tag: str) -> None:
        element = self._stack.pop()
        if self._kept:
            self._kept -= 1
            if not self._kept:
                self._ready.append(element)

    def _characters(self, text: str) -> None:
        if self._kept:
            self._stack[-1].children.append(text)
