"""reStructuredText: paragraphs, headings, items and cells; code, comments and directives are no text.

By docutils (BSD and public domain), which is the definition of the format. Looked at as well: tree-sitter's grammar
(MIT) and rst-to-myst (MIT, at rest), which stop at the border of a directive. Nothing is included or run: file
insertion and raw content are off. Directives and roles that docutils does not know, such as those of Sphinx, are
taken by what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Directive, Parser, directives, roles
from docutils.utils import new_document

from aligner.documents.blocks import Block, Extracted, Kind, as_code, extracted
from aligner.text.rules.rules import words

_DIRECTIVE: Final = re.compile(r"(?m)^[ \t]*\.\. (?:\|[^|\n]+\| )?([a-zA-Z][\w:.+-]{0,60})::")
_ROLE: Final = re.compile(r":([a-zA-Z][\w:.+-]{0,60}):`")
_TARGET: Final = re.compile(r"\s*<[^<>]*>$")
# What these hold is no text.
_CODE_DIRECTIVES: Final = words(
    "code-block sourcecode highlight toctree literalinclude index productionlist graphviz digraph graph doctest "
    "testcode testsetup testcleanup testoutput prompt plantuml uml mermaid currentmodule module py:module "
    "py:currentmodule tabularcolumns sectionauthor codeauthor program default-domain autosummary parsed-literal "
    "ipython jupyter-execute raw include csv-table math image"
)
# What stands behind the colons of these is text.
_TITLED_DIRECTIVES: Final = words("versionadded versionchanged deprecated seealso centered hlist todo")
_CODE_ROLES: Final = words(
    "file func function class meth method mod module attr data const exc obj option program command envvar makevar "
    "regexp samp token keyword macro type member php js code bash html yaml typoscript"
)
_VERSION: Final = re.compile(r"^v?\d[\w.]*\s*")
_SKIPPED: Final = (
    nodes.literal_block,
    nodes.doctest_block,
    nodes.comment,
    nodes.math_block,
    nodes.raw,
    nodes.substitution_definition,
    nodes.target,
    nodes.image,
    nodes.meta,
    nodes.option_group,
    nodes.field_name,
    nodes.label,
)
_NO_INLINE: Final = (nodes.footnote_reference, nodes.image, nodes.raw, nodes.system_message, nodes.target)
_KINDS: Final[tuple[tuple[type[nodes.Node], Kind], ...]] = (
    (nodes.entry, "cell"),
    (nodes.footnote, "note"),
    (nodes.list_item, "item"),
    (nodes.definition, "item"),
)
_HEADINGS: Final = (nodes.title, nodes.subtitle, nodes.rubric)
_SETTINGS: Final = {
    "report_level": 5,
    "halt_level": 6,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "syntax_highlight": "none",
    "line_length_limit": 10_000_000,
    "_disable_config": True,
    "warning_stream": False,
}


class _Holder(Directive):
    """A directive that docutils does not know: what it holds is read as text."""

    has_content = True
    optional_arguments = 1000
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Parse the content, and what stands behind the colons where that is text."""
        holder = nodes.container()
        if self.name.lower() in _TITLED_DIRECTIVES and self.arguments:
            title = _VERSION.sub("", " ".join(self.arguments))
            holder += nodes.paragraph(title, title)
        # Options of an unknown directive look like a list of fields at its start.
        lines = [line for line in self.content if not re.match(r":[\w-]+:(?: |$)", line)]
        if len(lines) == len(self.content):
            self.state.nested_parse(self.content, self.content_offset, holder)
        else:
            fields = next((at for at, line in enumerate(self.content) if not line.startswith(":")), len(self.content))
            self.state.nested_parse(self.content[fields:], self.content_offset + fields, holder)
        return [holder]


class _Code(_Holder):
    """A directive that holds no text."""

    def run(self) -> list[nodes.Node]:
        """Give nothing."""
        return []


def read(text: str) -> Extracted:
    """Read reStructuredText."""
    for name in set(_DIRECTIVE.findall(text)):
        lower = name.lower()
        if lower in _CODE_DIRECTIVES:
            directives.register_directive(lower, _Code)
        elif lower not in directives._directive_registry:  # type: ignore[attr-defined]
            directives.register_directive(lower, _Holder)
    for name in {found.lower() for found in _ROLE.findall(text)}:
        if name not in roles._role_registry:  # type: ignore[attr-defined]
            roles.register_local_role(name, _plain_role)  # type: ignore[arg-type]
    settings = get_default_settings(Parser)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    document = new_document("document", settings)
    # Nothing is resolved after parsing: where references lead is no text, and takes long where there are many.
    Parser().parse(text, document)
    return extracted(_blocks(document))


def _plain_role(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: object,
    options: object = None,
    content: object = None,
) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Take the words of a role, without the place that it refers to."""
    bare = text.lstrip("!~") if text.startswith(("!", "~")) else text
    shown = _TARGET.sub("", bare) or bare
    return [nodes.literal(shown, shown) if name.split(":")[-1] in _CODE_ROLES else nodes.Text(shown)], []


def _blocks(top: nodes.Element) -> Iterator[Block]:
    stack: list[tuple[nodes.Node, Kind, str]] = [(top, "text", "")]
    number = ""
    while stack:
        node, kind, mark = stack.pop()
        number = mark or number
        if isinstance(node, _SKIPPED) or not isinstance(node, nodes.Element):
            continue
        if isinstance(node, nodes.system_message):
            yield from _lost(node)
        elif isinstance(node, nodes.TextElement):
            yield Block(number + _words(node), _kind_of(node, kind))
            number = ""
        elif isinstance(node, nodes.line_block):
            yield Block(" ".join(map(_words, node.findall(nodes.line))), kind)
        else:
            if isinstance(node, nodes.document):
                _drop_fields(node)
            kind = next((name for form, name in _KINDS if isinstance(node, form)), kind)
            marks = _marks(node)
            stack.extend((child, kind, marks[at]) for at, child in reversed(list(enumerate(node.children))))


def _kind_of(node: nodes.Node, kind: Kind) -> Kind:
    if isinstance(node, _HEADINGS):
        return "heading"
    if isinstance(node, nodes.caption):
        return "caption"
    return "item" if isinstance(node, nodes.term) else kind


def _marks(node: nodes.Element) -> list[str]:
    """Return the numbers that are shown before the children of a node."""
    if not isinstance(node, nodes.enumerated_list):
        return [""] * len(node.children)
    first = int(node.get("start", 1))
    form = node.get("enumtype", "arabic")
    alphabet = {"loweralpha": "abcdefghijklmnopqrstuvwxyz", "upperalpha": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}.get(form, "")
    signs = [alphabet[at - 1 : at] or str(at) for at in range(first, first + len(node.children))]
    return [f"{node.get('prefix', '')}{sign}{node.get('suffix', '.') or '.'} " for sign in signs]


def _words(node: nodes.Element) -> str:
    parts: list[str] = []
    stack: list[nodes.Node] = [node]
    while stack:
        inner = stack.pop()
        if isinstance(inner, nodes.literal):
            parts.append(as_code(inner.astext()))
        elif isinstance(inner, nodes.Text):
            parts.append(inner.astext())
        elif isinstance(inner, nodes.Element) and not isinstance(inner, _NO_INLINE):
            stack.extend(reversed(inner.children))
    return "".join(parts)


def _lost(message: nodes.Element) -> Iterator[Block]:
    """Yield the headings that docutils will not take, for the order of their underlines."""
    for literal in message.findall(nodes.literal_block):
        rows = [row for row in literal.astext().splitlines() if any(sign.isalnum() for sign in row)]
        if len(rows) == 1 and message.get("level", 0) >= 4:
            yield Block(rows[0], "heading")


def _drop_fields(document: nodes.document) -> None:
    """Leave out the fields at the start of a document, which describe it."""
    first = next((child for child in document.children if not isinstance(child, nodes.comment)), None)
    if isinstance(first, nodes.section):
        first = first.children[1] if len(first.children) > 1 else None
    if isinstance(first, nodes.field_list):
        first.parent.remove(first)
