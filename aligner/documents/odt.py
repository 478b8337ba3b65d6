"""OpenDocument texts (ODT): paragraphs, headings, items with their numbers, cells and footnotes, all changes accepted.

From the archive itself, by lxml (see `trees`). Looked at: odfpy (Apache or GPL, at rest), which gives elements and no
more; odfdo (Apache), which is of one programmer and gives the same; and pandoc, which is GPL and no library.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aligner.documents.archive import Archive
from aligner.documents.blocks import Block, Extracted, Kind, UnreadableError, extracted
from aligner.documents.numbering import Counter, Level
from aligner.documents.trees import Element, local, xml_root
from aligner.text.rules.rules import words

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NO_TEXT: Final = words(
    "tracked-changes annotation annotation-end forms sequence-decls variable-decls user-field-decls note-citation "
    "ruby-text table-of-content illustration-index table-index alphabetical-index title desc object object-ole "
    "covered-table-cell"
)
_NUMBERS: Final = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST: Final = 200


def read(data: bytes) -> Extracted:
    """Read an OpenDocument text. Raises UnreadableError for what is none, is encrypted or holds macros."""
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableError("it is encrypted: save it without a password")
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in archive.names):
        raise UnreadableError("it holds macros: save it without them")
    root = xml_root(archive.read("content.xml"), "content.xml")
    body = next((element for element in root.iter() if local(element) == "body"), None)
    if body is None:
        raise UnreadableError("content.xml: there is no body in it: save the document again")
    return extracted(_Body(_list_styles(root, archive)).blocks(body))


class _Body:
    """One way through the body."""

    def __init__(self, styles: dict[str, dict[int, Level]]) -> None:
        self._styles = styles
        self._counter = Counter()
        self._lists: list[tuple[str, str]] = []
        self._count = 0
        self._label = ""
        self._later: list[Element] = []

    def blocks(self, element: Element, kind: Kind = "text", depth: int = 0) -> Iterator[Block]:
        """Yield the blocks of an element."""
        if depth > _DEEPEST:
            raise UnreadableError(f"its elements are nested more than {_DEEPEST} deep: save it as text")
        for child in element:
            name = local(child)
            if name in ("p", "h"):
                yield from self._paragraph(child, "heading" if name == "h" else kind, depth)
            elif name == "list":
                yield from self._list(child, depth)
            elif name not in _NO_TEXT:
                yield from self.blocks(child, "cell" if name == "table-cell" else kind, depth + 1)

    def _list(self, element: Element, depth: int) -> Iterator[Block]:
        style = element.get(f"{_TEXT}style-name") or (self._lists[-1][0] if self._lists else "")
        if self._lists:
            name = self._lists[-1][1]
        else:
            self._count += 1
            goes_on = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(f"{_TEXT}continue-list")
            name = style if goes_on else f"{style} {self._count}"
        self._lists.append((style, name))
        for item in element:
            if local(item) == "list-item":
                self._label = self._counter.label(name, self._styles.get(style, {}), len(self._lists) - 1)
            yield from self.blocks(item, "item", depth + 1)
            self._label = ""
        self._lists.pop()

    def _paragraph(self, paragraph: Element, kind: Kind, depth: int) -> Iterator[Block]:
        text = "".join(self._words(paragraph, 0))
        yield Block(self._label + text if text.strip() else "", kind)
        self._label = ""
        later, self._later = self._later, []
        for element in later:
            yield from self.blocks(element, "note" if local(element) == "note" else "text", depth + 1)

    def _words(self, element: Element, depth: int) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = local(child)
            if name in ("s", "tab", "line-break"):
                yield " "
            elif name in ("note", "text-box"):
                self._later.append(child)
            elif name not in _NO_TEXT and depth < _DEEPEST:
                yield from self._words(child, depth + 1)
            yield child.tail or ""


def _list_styles(root: Element, archive: Archive) -> dict[str, dict[int, Level]]:
    """Return how the levels of each style of list are numbered."""
    roots = [root]
    if "styles.xml" in archive:
        roots.append(xml_root(archive.read("styles.xml"), "styles.xml"))
    found: dict[str, dict[int, Level]] = {}
    for part in roots:
        for style in part.iter(f"{_TEXT}list-style"):
            levels = found.setdefault(style.get(f"{_STYLE}name", ""), {})
            for level in style.iter(f"{_TEXT}list-level-style-number"):
                depth = level.get(f"{_TEXT}level", "")
                if depth.isdecimal() and len(depth) < 3:
                    levels.setdefault(int(depth) - 1, _level(level, int(depth)))
    return found


def _level(level: Element, depth: int) -> Level:
    form = _NUMBERS.get(level.get(f"{_STYLE}num-format", ""), "")
    prefix, suffix = level.get(f"{_STYLE}num-prefix", ""), level.get(f"{_STYLE}num-suffix", "")
    start = level.get(f"{_TEXT}start-value", "1")
    return Level(form, f"{prefix}%{min(depth, 9)}{suffix}", int(start) if start.isdecimal() and len(start) < 5 else 1)
