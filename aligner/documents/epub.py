"""Books (EPUB): the chapters in the order of the spine, without navigation and cover.

From the archive itself, each chapter by the reader of HTML. Looked at: ebooklib is AGPL, epub-reader packages are of
single programmers, and pandoc is GPL and no library.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from aligner.documents.archive import Archive
from aligner.documents.blocks import Block, Extracted, UnreadableError, extracted
from aligner.documents.html import fragment_blocks
from aligner.documents.trees import local, with_characters, xml_root
from aligner.text.decoding import decode

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_CHAPTERS: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")


def read(data: bytes) -> Extracted:
    """Read a book. Raises UnreadableError for what is none, and for one with digital rights management."""
    archive = Archive(data)
    return extracted(block for name in _chapters(archive) for block in _blocks(archive, name))


def _blocks(archive: Archive, name: str) -> Iterator[Block]:
    content = archive.read(name)
    if content.strip():
        yield from fragment_blocks(decode(content, name))


def _chapters(archive: Archive) -> Iterator[str]:
    container = xml_root(archive.read(_CONTAINER), _CONTAINER)
    package = next((element.get("full-path", "") for element in container.iter() if local(element) == "rootfile"), "")
    if not package:
        raise UnreadableError(f"{_CONTAINER}: it names no package: save the book again")
    root = xml_root(with_characters(archive.read(package).decode("utf-8", "replace")).encode(), package)
    folder = posixpath.dirname(package)
    locked = _locked(archive)
    places = {
        item.get("id", ""): posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in root.iter()
        if local(item) == "item"
        and item.get("media-type", "").lower() in _CHAPTERS
        and "nav" not in item.get("properties", "").split()
    }
    guides = {
        posixpath.normpath(posixpath.join(folder, unquote(reference.get("href", "").split("#")[0])))
        for reference in root.iter()
        if local(reference) == "reference" and reference.get("type", "").lower() in ("toc", "cover")
    }
    for item in root.iter():
        name = places.get(item.get("idref", "")) if local(item) == "itemref" else None
        if name is None or item.get("linear") == "no" or name in guides:
            continue
        if name in locked:
            raise UnreadableError("its chapters are encrypted (digital rights management): give a copy without it")
        if name in archive:
            yield name


def _locked(archive: Archive) -> set[str]:
    if _ENCRYPTION not in archive:
        return set()
    root = xml_root(archive.read(_ENCRYPTION), _ENCRYPTION)
    return {unquote(element.get("URI", "")) for element in root.iter() if local(element) == "cipherreference"}
