"""Reads and splits the two texts of an alignment, whatever they are given as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aligner.text.document import Document, Sentence
from aligner.text.language import languages_of_pair
from aligner.text.reading import document_from_sentences, read_document, read_sentences, sentences_of_lines
from aligner.text.splitting import split

Text = str | Path | Document | Sequence[str]
"""A path (or `-` for standard input), a document that was read already, or a list of sentences."""


@dataclass(frozen=True, slots=True)
class SplitText:
    """A document, its sentences, and whether these were found in its paragraphs or given."""

    document: Document
    sentences: tuple[Sentence, ...]
    has_paragraphs: bool

    def strings(self) -> list[str]:
        """Return the texts of the sentences."""
        return [sentence.text for sentence in self.sentences]

    def paragraphs(self) -> list[int] | None:
        """Return the paragraph number of each sentence, where the text has paragraphs."""
        return [sentence.paragraph for sentence in self.sentences] if self.has_paragraphs else None


@dataclass(frozen=True, slots=True)
class SplitPair:
    """A text and its translation."""

    source: SplitText
    target: SplitText

    @property
    def languages(self) -> tuple[str, str]:
        """Languages of source and target."""
        return self.source.document.language, self.target.document.language


@dataclass(frozen=True, slots=True)
class Reading:
    """How to turn whatever a caller calls a text into a document and its sentences; see `aligner.align`."""

    sentences: bool
    reflow: str
    encoding: str | None

    def pair(self, source: Text, target: Text, wanted: tuple[str | None, str | None]) -> SplitPair:
        """Read both texts, find out their languages where none are wanted, and split them.

        Raises InputError for text that cannot be read, and for texts in one language.
        """
        documents = self._document(source, wanted[0]), self._document(target, wanted[1])
        languages = languages_of_pair(*documents, source_language=wanted[0], target_language=wanted[1])
        return SplitPair(
            self._split(source, documents[0], languages[0]), self._split(target, documents[1], languages[1])
        )

    def _document(self, text: Text, language: str | None) -> Document:
        if isinstance(text, Document):
            return text
        if not isinstance(text, str | Path):
            return document_from_sentences(text, language=language)
        if self.sentences:
            return read_sentences(text, language=language, encoding=self.encoding)
        return read_document(text, language=language, reflow=self.reflow, encoding=self.encoding)

    def _split(self, text: Text, document: Document, language: str) -> SplitText:
        """Split the document made of `text`, by the rules of its language."""
        document = replace(document, language=language)
        is_split = self.sentences or not isinstance(text, str | Path | Document)
        return SplitText(document, sentences_of_lines(document) if is_split else split(document), not is_split)
