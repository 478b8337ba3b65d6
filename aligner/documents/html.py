"""HTML: the main text of a page, without navigation, code and what repeats on every page of a site.

What is no main text is told by the page's own words for it (`nav`, `footer`, roles, common names of classes) and by
lists of nothing but links, alike in both languages. trafilatura (Apache) and readability (Apache) guess by the density
of words, and leave out headings, tables and short paragraphs of one of two pages that are translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.documents.blocks import Block, Extracted, Kind, UnreadableError, as_code, extracted
from aligner.documents.trees import Element, html_root, local
from aligner.text.rules.rules import words

_NO_TEXT: Final = words(
    "head script style noscript template svg math iframe object embed audio video canvas map select option button "
    "input textarea nav rt rp datalist dialog"
)
_NO_MAIN_TEXT: Final = words("footer aside form")
_BLOCKS: Final = words(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody "
    "td tfoot th thead tr ul"
)
_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
_ROLES: Final = words("navigation banner contentinfo search complementary menu menubar dialog alertdialog")
_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|navi|menu|submenu|breadcrumbs?|sidebar|footer|cookies?|consent|pagination|"
    r"pager|skip-?(?:link|nav|to-content)|share|sharing|social|newsletter|advert(?:isement)?s?|ads|banner|"
    r"related|headerlink|editsection|mw-editsection|noprint|toc|visually-hidden|sr-only)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"(?:^|[\s_-])(?:highlight|code|source|lang|language|programlisting|console)", re.IGNORECASE)
_CODE_NAMES: Final = words("code kbd samp tt")
_REFERENCE: Final = re.compile(r"[\[(]?(?:\d{1,3}|[a-z*†‡])[\])]?")
_PAGE_BREAK: Final = re.compile(r"(?:^|[\s-])pagebreak(?:$|\s)")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_OF_TEXT: Final = 0.5
"""No part that holds so much of a page's text is left out by its name."""
_LEAST_MAIN: Final = 0.15
_LINKS_ONLY: Final = 0.85
_FEWEST_LINKS: Final = 3
_LONGEST_MENU: Final = 1500
_DEEPEST: Final = 400


def read(text: str) -> Extracted:
    """Read the main text of a page, or all text of a fragment."""
    root = html_root(text)
    body = next((child for child in root if local(child) == "body"), root)
    whole = _length(body)
    main = [element for element in body.iter("main") if _length(element) >= _LEAST_MAIN * whole]
    roots = main[:1] or [body]
    return extracted(block for top in roots for block in _Walk(whole, is_page=not main).blocks(top))


def fragment_blocks(content: str) -> Iterator[Block]:
    """Yield the blocks of a piece of HTML, all of it main text."""
    try:
        root = html_root(content)
    except UnreadableError:  # nothing but a comment
        return
    yield from _Walk(0, is_page=False).blocks(root)


class _Walk:
    """One way through a tree, which collects running text up to the next border of a block."""

    def __init__(self, whole: int, *, is_page: bool) -> None:
        self._whole = whole
        self._is_page = is_page
        self._parts: list[str] = []
        self._number = ""
        self._counts: list[int | None] = []

    def blocks(self, top: Element) -> Iterator[Block]:
        """Yield the blocks of an element."""
        yield from self._inside(top, "text", 0)
        yield from self._flushed("text")

    def _inside(self, element: Element, kind: Kind, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise UnreadableError(f"its elements are nested more than {_DEEPEST} deep: read it with --as text")
        name = local(element)
        if not name or self._is_left_out(element, name):
            return
        if name == "br":
            self._parts.append("\n")
            return
        is_block = name in _BLOCKS
        kind = _KINDS.get(name, kind)
        if is_block:
            yield from self._flushed("text" if name in _KINDS else kind)
        if name == "li":
            self._number = self._next_number()
        elif name in ("ol", "ul"):
            self._counts.append(_start_of(element) if name == "ol" else None)
        yield from self._content(element, name, kind, depth)
        if is_block:
            yield from self._flushed(kind)
        if name in ("ol", "ul"):
            self._counts.pop()

    def _content(self, element: Element, name: str, kind: Kind, depth: int) -> Iterator[Block]:
        at = len(self._parts)
        self._parts.append(_without_breaks(element, element.text))
        for child in element:
            yield from self._inside(child, kind, depth + 1)
            self._parts.append(_without_breaks(element, child.tail))
        if name in _CODE_NAMES and at < len(self._parts):
            self._parts[at:] = [as_code("".join(self._parts[at:]))]

    def _next_number(self) -> str:
        """Return the number that is shown before the next item of the list at hand, if it is numbered."""
        count = self._counts[-1] if self._counts else None
        if count is None:
            return ""
        self._counts[-1] = count + 1
        return f"{count}. "

    def _flushed(self, kind: Kind) -> Iterator[Block]:
        text, self._parts = "".join(self._parts), []
        for part in re.split(r"\n[ \t\r]*\n\s*", text):
            if part.strip():
                yield Block(f"{self._number}{part}", kind)
                self._number = ""

    def _is_left_out(self, element: Element, name: str) -> bool:
        if name in _NO_TEXT or "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
            return True
        if element.get("aria-hidden") == "true" or element.get("role") in _ROLES:
            return True
        if name == "pre":
            return _is_code(element)
        if name in ("sup", "a") and _is_reference(element, name):
            return True
        if _PAGE_BREAK.search(f"{_epub_type(element)} {element.get('role', '')}"):
            return True
        if self._is_page and (name in _NO_MAIN_TEXT or (name == "header" and not _in_article(element))):
            return _length(element) < _MOST_OF_TEXT * self._whole
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if name != "body" and named.strip() and _NAMES.search(named):
            return _length(element) < _MOST_OF_TEXT * self._whole
        return self._is_page and name in ("ul", "ol", "div", "p") and _is_links_only(element)


def _without_breaks(element: Element, text: str | None) -> str:
    """Return text as it is shown: a line break of the file is a space, except where lines are kept."""
    if text is None:
        return ""
    return text.replace("\n", "\n\n") if local(element) == "pre" else text.replace("\n", " ")


def _length(element: Element, enough: int = 1 << 40) -> int:
    """Count the characters of an element's text, at least so many of them."""
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length >= enough:
            break
    return length


def _is_code(element: Element) -> bool:
    return _CODE.search(element.get("class", "")) is not None or any(
        local(child) in ("code", "kbd", "samp", "span") for child in element
    )


def _is_reference(element: Element, name: str) -> bool:
    """Tell whether an element is the mark of a footnote."""
    text = "".join(element.itertext()).strip()
    if not text or not _REFERENCE.fullmatch(text):
        return False
    if name == "sup":
        return any(local(child) == "a" for child in element)
    return "noteref" in f"{element.get('class', '')} {element.get('role', '')} {_epub_type(element)}"


def _epub_type(element: Element) -> str:
    return " ".join(str(value) for key, value in element.attrib.items() if str(key).endswith("type"))


def _in_article(element: Element) -> bool:
    return any(local(parent) in ("article", "main", "section") for parent in element.iterancestors())


def _is_links_only(element: Element) -> bool:
    """Tell whether it is a menu: several links and next to nothing else."""
    whole = _length(element, _LONGEST_MENU)
    if not 0 < whole < _LONGEST_MENU:
        return False
    links = list(element.iter("a"))
    return len(links) >= _FEWEST_LINKS and sum(map(_length, links)) >= _LINKS_ONLY * whole


def _start_of(numbered: Element) -> int | None:
    """Return the first number of a list; None where it shows none."""
    if "none" in numbered.get("style", ""):
        return None
    start = numbered.get("start", "1")
    return int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
