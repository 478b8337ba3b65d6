"""Catalogues in JSON and YAML: texts in objects within objects, by the path of their keys.

JSON by Python's own reader; YAML by PyYAML (MIT), safely: no object is made. Looked at as well: ruamel.yaml (MIT),
which keeps comments, slower, and strictyaml (MIT), which refuses much of what there is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from aligner.documents.blocks import UnreadableError
from aligner.documents.catalogues.entries import Entry, bounded

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_DEEPEST: Final = 100


def json_entries(text: str) -> list[Entry]:
    """Read a catalogue in JSON. Raises UnreadableError, with the line, where it is none."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise UnreadableError(f"it is no well-formed JSON ({error}): mend it") from error
    return _catalogue(content)


def yaml_entries(text: str) -> list[Entry]:
    """Read a catalogue in YAML. Raises UnreadableError, with the line, where it is none."""
    import yaml

    try:
        content = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = "" if mark is None else f" at line {mark.line + 1}"
        problem = getattr(error, "problem", None) or type(error).__name__
        raise UnreadableError(f"it is no well-formed YAML{where} ({problem}): mend it") from error
    return _catalogue(content)


def _catalogue(content: Any) -> list[Entry]:  # noqa: ANN401  (what there is in a file)
    if not isinstance(content, dict):
        raise UnreadableError("it is no catalogue of messages by key: read it as plain text with --as text")
    if len(content) == 1 and isinstance(inner := next(iter(content.values())), dict):
        # A catalogue of Rails: all messages under the name of the language.
        content = inner if _LANGUAGE.fullmatch(str(next(iter(content)))) else content
    found = bounded(_entries(content))
    if not any(entry.text.strip() for entry in found):
        raise UnreadableError("there is no text in it: read it as plain text with --as text")
    return found


def _entries(content: dict[Any, Any]) -> Iterator[Entry]:
    """Yield the texts in the order of the file, without walking the stack of the interpreter."""
    stack: list[tuple[str, Any, int]] = [("", content, 0)]
    steps = 0
    while stack:
        key, value, depth = stack.pop()
        steps += 1
        if depth > _DEEPEST or steps > 4_000_000:
            raise UnreadableError("its objects are nested too deep, or refer to each other: it is no catalogue")
        if isinstance(value, str):
            yield Entry(key, value)
        elif isinstance(value, dict):
            if isinstance(value.get("message"), str) and set(value) <= {"message", "description", "placeholders"}:
                yield Entry(key, value["message"])
                continue
            inner = [(str(name), item) for name, item in value.items() if not str(name).startswith("@")]
            stack.extend((f"{key}.{name}" if key else name, item, depth + 1) for name, item in reversed(inner))
        elif isinstance(value, list):
            stack.extend((f"{key}[{at}]", item, depth + 1) for at, item in reversed(list(enumerate(value))))
