"""Trees of XML and HTML, read so that nothing is fetched, unfolded or run.

By lxml (BSD), which has the parser of libxml2 for both, quick and kept up for twenty years. Looked at as well:
html5lib (MIT, slow and at rest since 2020), BeautifulSoup (MIT, which needs one of the two under it), and defusedxml
(PSF), which refuses entities but reads no HTML.
"""

from __future__ import annotations

import re
from typing import Any, Final

from aligner.documents.blocks import UnreadableError

Element = Any
"""An element of lxml, whose types are its own."""

_ENTITY: Final = re.compile(rb"<!ENTITY\s")
_NAMED: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z][\w.-]{0,80});")
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?\s*>")


def xml_root(content: str | bytes, part: str = "") -> Element:
    """Parse XML; `part` is the member of an archive that it is. Raises UnreadableError, with the line."""
    from lxml import etree

    where = f"{part}: " if part else ""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if _ENTITY.search(data):
        raise UnreadableError(f"{where}it declares XML entities, which are not unfolded: save it without them")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8" if isinstance(content, str) else None,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{where}it is no well-formed XML ({' '.join(str(error).split())}): mend it") from error
    if root is None:
        raise UnreadableError(f"{where}there is no element in it: give a whole file")
    return root


def html_root(content: str) -> Element:
    """Parse HTML as browsers do, whatever it looks like. Raises UnreadableError where there is no element in it."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    data = _DECLARATION.sub("", content).encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"it cannot be read as HTML ({error}): read it as plain text with --as text") from error


def with_characters(text: str) -> str:
    """Replace the named characters of HTML (`&nbsp;`, `&ouml;`), which XML does not know, and leave out a DOCTYPE."""
    from html import unescape

    found = _DOCTYPE.search(text)
    if found and "<!ENTITY" not in found[0]:
        text = text[: found.start()] + "\n" * found[0].count("\n") + text[found.end() :]
    return _NAMED.sub(lambda name: unescape(name[0]) if unescape(name[0]) != name[0] else " ", text)


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""
