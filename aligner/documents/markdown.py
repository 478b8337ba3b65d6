"""Markdown: paragraphs, headings, items and cells; front matter, code and tags are no text.

By markdown-it-py (MIT), which follows CommonMark to the letter and has GitHub's tables, with the front matter and
footnotes of its own family, mdit-py-plugins (MIT). Looked at as well: mistune (BSD), quicker but with its own
idea of where blocks end, and Python-Markdown (BSD), which gives HTML and no tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from aligner.documents.blocks import Block, Extracted, Kind, as_code, extracted

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_KINDS: Final[dict[str, Kind]] = {
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
    "list_item_open": "item",
    "dd_open": "item",
    "dt_open": "item",
    "footnote_open": "note",
}
_CLOSING: Final = {name.replace("_open", "_close") for name in _KINDS}
# Tags of web sites' own components, and what templates put in: `<Card>`, `{% note %}`, `{{< ref >}}`, `::: tip`.
_TEMPLATE: Final = re.compile(r"\{%-?.{0,400}?-?%\}|\{\{[<%]?.{0,400}?[>%]?\}\}|\{#[\w-]{1,80}\}|\{:[^{}\n]{1,80}\}")
_ADDRESS: Final = re.compile(r"\]\([^()\n]{0,200}?\{\{.{0,400}?\}\}[^()\s]{0,200}")
_MARK: Final = re.compile(r"\d{1,3}|[*†‡]")
_FENCE: Final = re.compile(r"(?m)^[ \t]{0,3}(?::{3,}|!!!|\?\?\?\+?)[ \t]*\{?[\w-]*\}?[ \t]*(?P<title>.*)$")
_FRONT: Final = re.compile(r"\A\ufeff?(?:---|\+\+\+)[ \t]*\r?\n.*?\n(?:---|\+\+\+|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_ADMONITION: Final = re.compile(r"\[!(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION)\]")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_TITLE_QUOTES: Final = "\"' "


def read(text: str) -> Extracted:
    """Read Markdown."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False).use(deflist_plugin)
    # The plugin for front matter knows one of the two kinds that there are.
    body = _ADDRESS.sub("](x", _FRONT.sub("", text))
    body = _FENCE.sub(lambda found: found["title"].strip(_TITLE_QUOTES), body)
    return extracted(_blocks(parser.parse(body), parser))


def _blocks(tokens: Sequence[Token], parser: MarkdownIt) -> Iterator[Block]:
    kinds: list[Kind] = []
    counts: list[int | None] = []
    number = ""
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            counts.append(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            counts.pop()
        elif token.type in _KINDS:
            kinds.append(_KINDS[token.type])
            if token.type == "list_item_open" and (count := counts[-1]) is not None:
                number, counts[-1] = f"{count}. ", count + 1
        elif token.type in _CLOSING and kinds:
            kinds.pop()
        elif token.type == "inline":
            children = token.children or []
            text = _TEMPLATE.sub(" ", "".join(_inline(children)))
            if [child.type for child in children] == ["image"]:
                yield Block(children[0].content, "caption")
            yield Block(number + _ADMONITION.sub(" ", text), kinds[-1] if kinds else "text")
            number = ""
        elif token.type == "html_block":
            yield from _html(token.content, parser)


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    raised = False
    for token in tokens:
        if token.type == "html_inline":
            raised = token.content.lower().startswith("<sup")
        if token.type in ("text", "code_inline") and not (raised and _MARK.fullmatch(token.content.strip())):
            yield as_code(token.content) if token.type == "code_inline" else token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "image":
            yield " "
        elif token.type == "html_inline" and token.content.lower().startswith("<br"):
            yield "\n"


def _html(content: str, parser: MarkdownIt) -> Iterator[Block]:
    """Yield the blocks of HTML in Markdown, in which many programs know links and emphasis, too."""
    from aligner.documents.html import fragment_blocks

    if _TAG.sub("", content).strip():
        for block in fragment_blocks(content):
            for token in parser.parseInline(block.text):
                yield Block(_TEMPLATE.sub(" ", "".join(_inline(token.children or ()))), block.kind)
