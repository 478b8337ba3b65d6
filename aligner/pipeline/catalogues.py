"""From message catalogues, which are aligned already, to a corpus: what is said is paired by key."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from aligner.corpus.corpus import Corpus, read_corpus
from aligner.corpus.languages import Wanted
from aligner.corpus.records import Assembler, Record
from aligner.documents.catalogues.entries import Message, Pairing, paired, paired_with_originals
from aligner.documents.reading import Loaded, entries_of, is_catalogue, is_corpus
from aligner.errors import InputError, Notice


def corpus_of_files(source: Loaded, target: Loaded, wanted: Wanted, encoding: str | None) -> Corpus | None:
    """Return the corpus of two catalogues, or of one file in both languages that is given twice.

    None for two texts, which are not aligned. Warns, with a Notice, that there is nothing to align, and of messages
    that one side has alone. Raises InputError where only one of the two is aligned already.
    """
    is_twice = source.data == target.data
    if is_corpus(source) or is_corpus(target):
        if is_twice and source.name != "-":
            _say(f"{source.name}: holds both languages, aligned already: it is read as it is")
            return read_corpus(source.name, wanted)
        aligned = source if is_corpus(source) else target
        raise InputError(f"{aligned.name}: holds both languages, aligned already: run `aligner check {aligned.name}`")
    if not (is_catalogue(source) and is_catalogue(target)):
        return None
    messages = entries_of(source, encoding)
    is_bilingual = is_twice and any(entry.original for entry in messages)
    pairing = paired_with_originals(messages) if is_bilingual else paired(messages, entries_of(target, encoding))
    if not pairing.messages:
        raise InputError(f"{target.name}: none of its keys is in {source.name}: give two catalogues of one program")
    _tell(pairing, source.name, target.name)
    names: dict[str, Any] = {
        side: {"name": PurePath(loaded.name).name} | ({"language": language} if language else {})
        for side, loaded, language in zip(("source", "target"), (source, target), wanted, strict=True)
    }
    return _corpus(pairing.messages, names)


def catalogue_corpus(loaded: Loaded, wanted: Wanted, encoding: str | None = None) -> Corpus:
    """Return the corpus of one catalogue that holds both languages. Raises InputError where it holds but one."""
    pairing = paired_with_originals(entries_of(loaded, encoding))
    if not pairing.messages:
        raise InputError(
            f"{loaded.name}: it holds no message in both languages: give both catalogues to `aligner align`"
        )
    _tell(pairing, loaded.name, loaded.name)
    names = {
        side: {"language": language} for side, language in zip(("source", "target"), wanted, strict=True) if language
    }
    return _corpus(pairing.messages, names)


def _corpus(messages: Sequence[Message], signature: dict[str, Any]) -> Corpus:
    """Make a segment of each message; its key is its note."""
    assembler = Assembler()
    records = (Record(message.source, message.target, note=message.key) for message in messages)
    return Corpus(tuple(map(assembler.add, records)), signature)


def _tell(pairing: Pairing, source: str, target: str) -> None:
    count = len(pairing.messages)
    _say(f"{source}: a message catalogue, aligned already: messages paired by key: {count}; none is aligned anew")
    if pairing.without_target:
        _say(f"{target}: messages without a translation, left out: {pairing.without_target}")
    if pairing.without_source:
        _say(f"{source}: messages that only the translation has, left out: {pairing.without_source}")


def _say(message: str) -> None:
    warnings.warn(Notice(message), stacklevel=3)
