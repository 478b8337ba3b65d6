"""What is no text by its look: code, markup, placeholders, options, addresses, file names, identifiers.

Every pattern is bounded, so that a look takes time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.text.rules.rules import words

Span = tuple[int, int]

MARKUP: Final = re.compile(
    r"\{\{[^{}]{1,300}\}\}|\{%[^{}%]{1,200}%\}"
    r"|``[^`\n]{1,300}``|(?:(?<=\s)|(?<=^)|(?<=[(>]))```\w*|`[^`\n]{1,300}`"  # Markdown, RST and AsciiDoc literals
    r"|<!--.{0,600}?(?:-->|\Z)|<!\[CDATA\[|\]\]>"
    r"|</?[A-Za-z][\w:.-]{0,40}(?:\s[^<>]{0,400})?/?>|<[!?][^<>]{1,300}>"
    r"|(?<=\]\()[^()\s]{1,300}(?:\([^()\s]{0,80}\))?|(?<=\]\[)[^\[\]\n]{1,80}(?=\])|(?m:^\s{0,3}\[[^\[\]\n]{1,60}\]:)"
    r"|[$%#@]?\{[\w.$:#@+\-'\"\[\]=/!?~,]{0,80}\}"
    r"|\{\w{1,40},\s*(?:plural|select|selectordinal|number|date|time)\b,?"
    r"|(?:=\d+|\b(?:zero|one|two|few|many|other|male|female))\s*(?=\{)"  # the branches of an ICU message
    r"|:[A-Za-z][\w:.+-]{0,40}:(?=`)|\.\.\s{1,4}[\w:.-]{1,40}::|\.\.\s{1,4}_[^:\n]{1,80}:|\|[\w-]{1,40}\|"
    r"|(?m:^:!?[\w-]{1,40}:(?=\s|$))"
    r"|(?<![\w:])[a-z]{2,20}::?[^\s\[\]]{1,200}(?=\[)|<<[^<>,\n]{1,100}(?=[,>])|\[\[[^\[\]\n]{1,100}\]\]"
    r"|(?m:^\[(?:source|listing|NOTE|TIP|quote|role|cols|options|horizontal|verse|WARNING|IMPORTANT|\[)[^\[\]\n]{0,100}\]$)"
    r"|&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][\w.-]{1,40});",
    re.DOTALL,
)
"""What belongs to a way of writing documents."""

IDENTIFIER: Final = re.compile(
    r"\b[A-Za-z][A-Za-z+.-]{1,12}://[^\s<>\"'`)\]]{1,500}(?<![.,;:!?])|\bwww\.[^\s<>\"'`)\]]{1,500}(?<![.,;:!?])"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|\bmailto:\S{1,100}"
    r"|%(?:\(\w{1,40}\))?[-+#0]?\d{0,4}(?:\.\d{1,3})?(?:l{1,2}|h|z)?[sdiufgexXcp@](?![\w])|%\d{1,2}\$[\w@]|%\d\b|%L\d"
    r"|%[A-Za-z_]\w{0,40}%"
    r"|(?<![\w$])\$[A-Za-z_][\w]{0,80}|(?<![\w$])\$\d\b|(?<!\w)@[A-Za-z][\w.-]{1,60}|(?<![\w&])#[A-Za-z_][\w-]{1,60}"
    r"|(?<!\w)\\[A-Za-z]{2,40}"
    r"|(?<![\w-])--[A-Za-z][\w-]{0,60}(?:=[^\s,;)\]]{1,100})?|(?<![\w-])-[A-Za-z]\b(?!-)"
    r"|(?<![\w:/.])(?:~|\.{1,2})?/[\w.+~*-]{1,100}(?:/[\w.+~*%-]{0,100}){0,20}(?<![.,])|\b[A-Za-z]:\\[^\s\"<>|]{0,200}"
    r"|(?<![\w.])\*?\.[a-z]\w{1,7}\b"
    r"|\b[A-Za-z_][\w-]{0,60}(?:(?:::|->|\.|/|\\)[\w$*-]{1,60}){1,12}(?<![.-])(?:\(\))?"
    r"|\b[A-Za-z_]\w{0,60}\(\)|\b[A-Za-z]\w{0,60}\((?:[^()\s]{1,60}|(?=['\"$\d]))\)?"
    r"|\b[A-Za-z\d]{1,40}(?:_[A-Za-z\d]{1,40}){1,12}\b|(?<!\w)_{1,2}[A-Za-z]\w{1,60}\b"
    r"|\b[a-zäöü]{1,40}[A-Z]\w{0,60}\b|\b0x[0-9A-Fa-f]{1,32}\b|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,64}\b"
)
"""Names by which machines, not readers, know a thing: addresses, options, paths, variables, placeholders, keys."""

UNSEEN: Final = re.compile(
    r"\{\{(?![^{}|]{1,40}\|\s*\d)[^{}]{1,600}(?:\}\}|\Z)|\{%[^{}]{1,400}(?:%\}|\Z)|\{[#.:][^{}\n]{1,200}\}|[$#@]\{[^{}]{1,120}\}"
    r"|\A[^{}]{0,600}\}\}"  # a macro that was cut in two
    r"|<!--.*?(?:-->|\Z)|<%.{1,400}?%>|<\?.{1,400}?\?>"
    r"|</?[A-Za-z][\w:.-]{0,40}(?:\s[^<>]{0,200}=[^<>]{0,400})?\s?/?>"
    r"|(?<=\]\()\s?[^()\s]{1,500}(?:\([^()\s]{0,80}\)[^()\s]{0,80})?|(?m:^\s{0,3}\[[^\[\]\n]{1,60}\]:\s*\S{1,500})"
    r"|\[/?[a-z][\w-]{1,30}(?:\s+[\w-]{1,30}=[^\[\]=]{1,100}){1,12}\]|\[/[a-z][\w-]{1,30}\]"
    r"|<<[^<>,\n]{1,100}(?=[,>])|\[\[[a-z_][\w:.-]{0,80}\]\]|(?<![\w:])[a-z]{2,20}::?[^\s\[\]]{1,200}(?=\[)"
    r"|(?m:^\[(?:[#.][\w.#%-]{1,80}|(?:source|listing|quote|role|cols|options|id)[,=][^\[\]\n]{0,100})\]\s*$)"
    r"|<[\w/.:#-]{1,100}>(?=`)|\.\.\s{1,4}_[^:\n]{1,80}:|:[A-Za-z][\w:.+-]{0,40}:(?=`)"
    r"|\\(?:label|ref|eqref|pageref|autoref|cite\w{0,8}|input|include|includegraphics)(?:\[[^\[\]\n]{0,80}\])?\{[^{}\n]{1,100}\}"
    r"|&#(?:\d{1,7}|x[0-9A-Fa-f]{1,6});",
    re.DOTALL,
)
"""Markup of which a reader of the finished document sees nothing, so that one side may have it alone: macros, comments,
tags, targets of links, attributes, anchors."""
_ANY_UNSEEN: Final = re.compile(r"[{}<\[\\&]|\]\(|\.\. _|:\w+:`")

ANY_LOOK: Final = re.compile(
    r"[`<\[{|&%$@#\\_/*:]|--|(?<![\w-])-[A-Za-z]|\w\.\w|(?<![\w.])\.[a-z]|\w\(|->|[a-zäöü][A-Z]|\d[a-fx]|[a-f]\d"
)
"""One of these is in whatever looks like code: most sentences have none, and need no closer look."""
_TOKEN: Final = re.compile(r"\S+")
_MARK: Final = re.compile(r"[/\\@#$%_]|\.\w|[:>]\w|\w\(|--|(?:^|[^\w-])-[A-Za-z]|[a-zäöü][A-Z]|\d[a-fx]|[a-f]\d")
_KEY: Final = re.compile(r"[a-z][\w.-]{0,40}:")
"""A token that is code has one of these marks, or is a key at the start of a line."""
_WORDS_WITH_SLASHES: Final = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)+(?:-[^\W\d_]*)?")
_ABBREVIATION: Final = re.compile(r"(?:[^\W\d_]{1,4}\.){1,5}[^\W\d_]{1,4}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SYMBOL: Final = re.compile(r"[{}\[\];=<>|&$@\\_#^~]|\w\(|\(\)|//|--|\+\+|::|->")
_ASSIGNMENT: Final = re.compile(
    r"\s*(?:(?:var|let|const|my|local|export|set|public|private|static|final|int|string|auto)\s+)?"
    r"[$@]?[\w.$>\[\]'\"-]{1,80}\s*(?:[-+*/.|&?:]?=(?![A-Za-z]*-)|=>|:=)\s*\S"
)
_STATEMENT: Final = re.compile(
    r"\s*(?:[})\]]|(?:import|from)\s+[\w.{*'\"]+"
    r"(?:\s+import\b|\s*[;'\"]|$)|(?:function|class|def|return|new|if|for|while|switch|foreach|echo|print|puts|catch|else)"
    r"\b[^.!?]{0,200}[({;$=:]\s*\S{0,40}\s*$)"
)
_PROMPT: Final = re.compile(r"\s*(?:#!|#include\b|>>>\s|(?:[\w@:~/.-]{0,40})[$#%>] (?=[a-z./]))")
_COMMAND: Final = re.compile(r"\s*[a-z][\w.-]*\s(?:[^.!?]{0,200}\s)?--?[A-Za-z]")
_SETTING: Final = re.compile(r"\s*(?:[-*]\s+)?[a-z][\w.-]{0,40}:(?:\s+(?:\S{1,80}|[\[{'\"].{0,200}))?\s*")
_OUTPUT: Final = re.compile(r"[\w ().-]{1,60}:\s*[-+]?\d[\d.,:%\s]*(?:[A-Za-z]{1,3})?\s*")
"""A reading such as a program prints: words, a colon, a number."""
_INLINE: Final = re.compile(r"</?[A-Za-z][^<>]{0,400}>|[$%#]?\{[\w.$-]{0,80}\}|\{\{[^{}]{1,120}\}\}")
"""Markup and placeholders that stand in text."""
_FUNCTION_WORDS: Final = words(
    "the a an and or of to for with from is are be you your this that der die das den dem des ein eine einen und oder "
    "von zu zur zum für mit aus ist sind sie ihr wird werden nicht not"
)
"""Such words a command line has not."""
_TAIL: Final = re.compile(r"[{}]\s*\)?[;,]?\s*$|\)\s*;\s*$|\(\s*$|=>\s*$")


def unseen_spans(text: str) -> Iterator[Span]:
    """Yield the spans of markup that no reader of the finished document sees, in order and apart."""
    if _ANY_UNSEEN.search(text):
        yield from (match.span() for match in UNSEEN.finditer(text))


def code_spans(text: str) -> Iterator[Span]:
    """Yield the spans of what is no text by its look, in order and apart.

    Where one look covers another, as a tag covers an address, the outer one counts.
    """
    if not ANY_LOOK.search(text):
        return
    end = 0
    outer = [*(match.span() for match in MARKUP.finditer(text)), (len(text), len(text))]
    for start, stop in outer:
        yield from identifiers(text, end, start)
        if stop > start:
            yield start, stop
        end = stop


def identifiers(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of identifiers in a part of a text."""
    for match in _identifier_matches(text, start, end):
        if not _WORDS_WITH_SLASHES.fullmatch(match[0]) and not _ABBREVIATION.fullmatch(match[0]):
            yield match.span()


def _identifier_matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the matches of identifiers in tokens that have a mark such as they all need, and of keys at line starts."""
    for token in _TOKEN.finditer(text, start, end):
        if _MARK.search(token[0]):
            yield from IDENTIFIER.finditer(text, *token.span())
        elif _KEY.fullmatch(token[0]) and not text[text.rfind("\n", 0, token.start()) + 1 : token.start()].strip(
            " \t-*"
        ):
            yield token


def is_code(text: str) -> bool:
    """Tell whether a line as a whole is code, markup or a setting rather than something to read."""
    rest = _without_code(text)
    found = _WORD.findall(rest)
    if not found:
        return True
    if _SETTING.fullmatch(text) or _OUTPUT.fullmatch(text) or _PROMPT.match(text):
        return True
    if _COMMAND.match(text) and _FUNCTION_WORDS.isdisjoint(found):
        return True
    text = _INLINE.sub(" ", text)
    symbols = len(_SYMBOL.findall(text))
    if symbols and (_ASSIGNMENT.match(text) or _STATEMENT.match(text) or _TAIL.search(text[-40:])):
        return symbols * 4 >= len(found)
    return symbols >= max(2, len(found))


def _without_code(text: str) -> str:
    parts, end = [], 0
    for start, stop in code_spans(text):
        parts.append(text[end:start])
        end = stop
    return " ".join([*parts, text[end:]])
