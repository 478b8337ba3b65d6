"""Strings of Android programs (`strings.xml`), by lxml (see `trees`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.documents.blocks import UnreadableError
from aligner.documents.catalogues.entries import Entry, bounded
from aligner.documents.trees import Element, local, xml_root

_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_WHITE: Final = {"n": "\n", "t": "\t"}


def entries(text: str) -> list[Entry]:
    """Read the messages, items of lists and of plurals; what is not to be translated is left out."""
    root = xml_root(text)
    if local(root) != "resources":
        raise UnreadableError(f"its first element is {local(root)}, not resources: give a strings.xml of Android")
    return bounded(_entries(root))


def _entries(root: Element) -> Iterator[Entry]:
    for element in root:
        name, key = local(element), element.get("name", "")
        if element.get("translatable") == "false":
            continue
        if name == "string":
            yield Entry(key, _text(element))
        elif name in ("string-array", "plurals"):
            for number, item in enumerate(element):
                if local(item) == "item":
                    yield Entry(f"{key}[{item.get('quantity', number)}]", _text(item))


def _text(element: Element) -> str:
    text = "".join(element.itertext()).strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    sign = found[1]
    return chr(int(sign[1:], 16)) if len(sign) == 5 else _WHITE.get(sign, sign)
