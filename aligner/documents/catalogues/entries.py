"""What every reader of a catalogue gives: its messages by key; and how those of two catalogues face each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from aligner.documents.blocks import UnreadableError, running

MOST_ENTRIES: Final = 500_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A message: its key, its text, and the text that it translates, where the catalogue holds that as well."""

    key: str
    text: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message in both languages."""

    key: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """The messages that two catalogues share, in the order of the first, and how many one of them has alone."""

    messages: tuple[Message, ...]
    without_target: int
    without_source: int


def paired(source: Sequence[Entry], target: Sequence[Entry]) -> Pairing:
    """Pair two catalogues by key; an original counts as the text of a source that has none."""
    translations = {entry.key: entry for entry in target}
    known = set()
    messages: list[Message] = []
    missing = 0
    for entry in source:
        if entry.key in known:
            continue
        known.add(entry.key)
        translation = translations.get(entry.key)
        text = running(entry.text or entry.original)
        translated = running(translation.text) if translation is not None else ""
        if text and translated:
            messages.append(Message(entry.key, text, translated))
        elif text:
            missing += 1
    alone = sum(key not in known and bool(entry.text.strip()) for key, entry in translations.items())
    return Pairing(tuple(messages), missing, alone)


def paired_with_originals(entries: Iterable[Entry]) -> Pairing:
    """Pair the messages of a catalogue that holds both languages."""
    messages = []
    missing = 0
    for entry in entries:
        original, text = running(entry.original), running(entry.text)
        if original and text:
            messages.append(Message(entry.key, original, text))
        missing += bool(original) and not text
    return Pairing(tuple(messages), missing, 0)


def bounded(entries: Iterable[Entry]) -> list[Entry]:
    """Collect entries. Raises UnreadableError for more of them than any catalogue has."""
    found: list[Entry] = []
    for entry in entries:
        if len(found) >= MOST_ENTRIES:
            raise UnreadableError(f"it holds more than {MOST_ENTRIES} messages: split it")
        found.append(entry)
    return found
