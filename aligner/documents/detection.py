"""Which format a file is in: told by what is in it, and by its ending where many formats look alike."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from aligner.documents.subtitles import TIMES
from aligner.text.rules.rules import words

_HEAD: Final = 1 << 16
_TAIL: Final = 1 << 16

ENDINGS: Final = {
    **dict.fromkeys(("srt",), "srt"),
    **dict.fromkeys(("vtt",), "vtt"),
    **dict.fromkeys(("md", "markdown", "mdown", "mkd", "mdx", "rmd", "qmd"), "markdown"),
    **dict.fromkeys(("html", "htm", "xhtml"), "html"),
    **dict.fromkeys(("adoc", "asciidoc", "asc"), "asciidoc"),
    **dict.fromkeys(("rst", "rest"), "rst"),
    **dict.fromkeys(("docbook", "dbk"), "docbook"),
    **dict.fromkeys(("po", "pot"), "po"),
    **dict.fromkeys(("strings",), "ios"),
    **dict.fromkeys(("json", "arb"), "json"),
    **dict.fromkeys(("yaml", "yml"), "yaml"),
    **dict.fromkeys(("properties",), "properties"),
}
"""What a file of text is by its ending, unless its content is plainly something else."""

_SUBTITLES: Final = re.compile(rf"\s*\d{{1,6}}[ \t]*\r?\n{TIMES.pattern}[ \t]*\r?\n")
_CATALOGUE: Final = re.compile(r'(?m)^msgid[ \t]+".*"[ \t]*\r?\n(?:".*"[ \t]*\r?\n|msgid_plural.*\r?\n)*msgstr')
_APPLE: Final = re.compile(r'(?m)^\s*"(?:[^"\\\n]|\\.)+"\s*=\s*"(?:[^"\\]|\\.)*"\s*;[ \t]*$')
_PAGE: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?(?:<!doctype html|<html[\s>])", re.I | re.S)
_ELEMENT: Final = re.compile(r"<([a-zA-Z][\w:.-]*)")
_PROLOGUE: Final = re.compile(
    r"\s*(?:<\?.{0,1000}?\?>\s*|<!--.{0,4000}?-->\s*|<!DOCTYPE[^\[>]*(?:\[.{0,8000}?\])?\s*>\s*)*", re.S
)
_TAGS: Final = words("p div h1 h2 h3 h4 h5 h6 ul ol table section article main body blockquote dl figure span")
_CLOSED: Final = re.compile(r"</(?:p|div|h[1-6]|ul|ol|li|table|section|article|strong|em|b|i|a|span)>", re.IGNORECASE)

_DIRECTIVE: Final = re.compile(r"(?m)^[ \t]*\.\. [a-z][\w:-]*::(?:[ \t]|$)")
_ROLE: Final = re.compile(r":[a-z][\w:+-]*:`[^`\n]+`")
_REFERENCE: Final = re.compile(r"(?m)`[^`\n<]+ <[^`\n>]+>`_|^\.\. _[^:\n]+:|``[^`\n]+``")
_ADORNMENT: Final = re.compile(r"(?m)^\S[^\n]{1,100}\n([=\-~^\"'*+#])\1{3,}[ \t]*$")

_FRONT: Final = re.compile(r"\A\s*---[ \t]*\r?\n(?:[\w-]+:.*\r?\n|[ \t-].*\r?\n|\r?\n)+?---[ \t]*\r?$", re.MULTILINE)
_FENCED: Final = re.compile(r"(?ms)^[ \t]{0,3}```[\w+-]*[ \t]*\r?$.*?^[ \t]{0,3}```[ \t]*\r?$")
_HASHES: Final = re.compile(r"(?m)^#{1,6} \S.*$")
_LINK: Final = re.compile(r"!?\[[^\]\n]{1,200}\]\((?:https?://|/|#|\.{0,2}/?[\w-])[^)\s]*\)")
_BOLD: Final = re.compile(r"\*\*[^\s*][^*\n]*\*\*")
_TABLE: Final = re.compile(r"(?m)^\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t:|-]*$")
_TITLE: Final = re.compile(r"\A\s*= \S.*$", re.MULTILINE)
_MACROS: Final = re.compile(r"(?m)^(?:==+ \S.*|-{4,}|\[[\w,=\" -]+\]|:[\w-]+:.*|include::.*|NOTE: .*)$")

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def binary_form(data: bytes) -> str:
    """Return the format of what is no text: `pdf`, `docx`, `odt`, `epub`, `encrypted`; empty for any other."""
    if data.startswith(b"%PDF-") or b"\n%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLD_OFFICE) and ENCRYPTED in data:
        return "encrypted"
    if not data.startswith(b"PK\x03\x04"):
        return ""
    head, tail = data[:_HEAD], data[-_TAIL:]
    if b"application/epub+zip" in head or b"META-INF/container.xml" in tail:
        return "epub"
    if b"opendocument.text" in head and b"opendocument.text-master" not in head:
        return "odt"
    return "docx" if b"word/document" in head or b"word/document" in tail else ""


def form_by_content(text: str) -> str:
    """Return the format that a text is plainly in, whatever its file is called; empty for plain text.

    Beside many signs of one format, such as a heading and a block of code, plain text may hold any single one.
    """
    head = text[:_HEAD].removeprefix("\ufeff")
    start = head[:200].lstrip()
    if re.match(r"WEBVTT(?:[ \t\r\n]|$)", start):
        return "vtt"
    if _SUBTITLES.match(head):
        return "srt"
    if start.startswith("<"):
        return _form_of_tags(head)
    if len(_CATALOGUE.findall(head)) >= 1 and re.search(r'(?m)^msgstr(?:\[\d\])?[ \t]+"', head):
        return "po"
    if _is_apple(head):
        return "ios"
    return _form_of_marks(head)


def form_by_ending(name: str) -> str:
    """Return the format that the ending of a file's name stands for; empty for any other."""
    return ENDINGS.get(PurePath(name).suffix.lower().removeprefix("."), "")


def resembles(text: str) -> str:
    """Return the format that a text has some signs of: too few to read it so unasked."""
    head = text[:_HEAD]
    if _FRONT.match(head) or _FENCED.search(head) or len(_HASHES.findall(head)) > 1 or len(_LINK.findall(head)) > 2:
        return "markdown"
    if len(_CLOSED.findall(head)) > 3:
        return "html"
    return "rst" if _DIRECTIVE.search(head) else ""


def _form_of_tags(head: str) -> str:
    if _PAGE.match(head):
        return "html"
    prologue = _PROLOGUE.match(head)
    root = _ELEMENT.match(head, prologue.end() if prologue else 0)
    if root is None:
        return ""
    name = root[1].rsplit(":", 1)[-1].lower()
    if name in ("tmx", "xliff"):
        return name
    if name == "resources":
        return "android"
    if "docbook" in head[:4000].lower() or (
        head.lstrip().startswith("<?xml")
        and name in _docbook_roots()
        and re.search(r"<(?:para|simpara|title)[\s>]", head)
    ):
        return "docbook"
    return "html" if name in _TAGS and len(_CLOSED.findall(head)) >= 2 else ""


def _docbook_roots() -> frozenset[str]:
    return words("book article chapter section sect1 sect2 sect3 part refentry reference set preface appendix glossary")


def _is_apple(head: str) -> bool:
    messages = _APPLE.findall(head)
    if not messages:
        return False
    rest = re.sub(r"/\*.*?\*/|//[^\n]*", "", _APPLE.sub("", head), flags=re.DOTALL)
    return len(messages) >= 2 and len(rest.strip()) < 0.2 * len(head)


def _form_of_marks(head: str) -> str:
    fences = _FENCED.search(head) is not None
    signs = {
        "rst": 2 * bool(_DIRECTIVE.search(head))
        + bool(_ADORNMENT.search(head))
        + bool(_ROLE.search(head))
        + bool(_REFERENCE.search(head) and not fences),
        "markdown": 2 * bool(_FRONT.match(head))
        + fences
        + bool(_HASHES.search(head))
        + bool(_LINK.search(head))
        + bool(_BOLD.search(head))
        + bool(_TABLE.search(head)),
        "asciidoc": 2 * bool(_TITLE.match(head)) + bool(len(_MACROS.findall(head)) > 1),
    }
    best = max(signs, key=lambda name: signs[name])
    return best if signs[best] >= 3 else ""
