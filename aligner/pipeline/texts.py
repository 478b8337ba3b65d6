"""Reads and splits the two texts of an alignment, whatever they are given as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aligner.documents.forms import AUTO, TEXT
from aligner.documents.reading import Loaded, document_of, load
from aligner.pipeline.languages import warn_of_documents
from aligner.text.document import Document, Sentence
from aligner.text.language import languages_of_pair
from aligner.text.reading import document_from_sentences, read_sentences, sentences_of_lines
from aligner.text.reflow import is_wrapped, paragraphs_beside_wrapped
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


def alike(source: Document, target: Document) -> tuple[Document, Document]:
    """Look again for wrapped lines in a plain text whose counterpart is wrapped, where it seems not to be."""
    documents = source, target
    if any(document.form != TEXT for document in documents):
        return documents
    wrapped = is_wrapped(source.text), is_wrapped(target.text)
    if wrapped == (True, False):
        return source, replace(target, paragraphs=paragraphs_beside_wrapped(target.text))
    if wrapped == (False, True):
        return replace(source, paragraphs=paragraphs_beside_wrapped(source.text)), target
    return documents


@dataclass(frozen=True, slots=True)
class Reading:
    """How to turn whatever a caller calls a text into a document and its sentences; see `aligner.align`."""

    sentences: bool
    reflow: str
    encoding: str | None
    read_as: str = AUTO

    def loaded(self, source: Text, target: Text) -> tuple[Text | Loaded, Text | Loaded]:
        """Read the bytes of what is given as a path, and find out their formats. Raises InputError."""
        return self._loaded(source), self._loaded(target)

    def pair(self, source: Text | Loaded, target: Text | Loaded, wanted: tuple[str | None, str | None]) -> SplitPair:
        """Read both texts, find out their languages where none are wanted, and split them.

        Warns of a text that is plainly in another language than the one wanted. Raises InputError for text that cannot
        be read, and for texts in one language.
        """
        documents = self._document(source, wanted[0]), self._document(target, wanted[1])
        if self.reflow == "auto" and isinstance(source, Loaded) and isinstance(target, Loaded):
            documents = alike(*documents)
        warn_of_documents(documents, wanted)
        languages = languages_of_pair(*documents, source_language=wanted[0], target_language=wanted[1])
        return SplitPair(
            self._split(source, documents[0], languages[0]), self._split(target, documents[1], languages[1])
        )

    def _loaded(self, text: Text) -> Text | Loaded:
        if isinstance(text, str | Path) and not self.sentences:
            return load(text, self.encoding, self.read_as)
        return text

    def _document(self, text: Text | Loaded, language: str | None) -> Document:
        if isinstance(text, Document):
            return text
        if isinstance(text, str | Path):
            return read_sentences(text, language=language, encoding=self.encoding)
        if isinstance(text, Loaded):
            return document_of(text, language=language, reflow=self.reflow, encoding=self.encoding)
        return document_from_sentences(text, language=language)

    def _split(self, text: Text | Loaded, document: Document, language: str) -> SplitText:
        """Split the document made of `text`, by the rules of its language."""
        document = replace(document, language=language)
        has_paragraphs = isinstance(text, Document | Loaded)
        sentences = split(document) if has_paragraphs else sentences_of_lines(document)
        return SplitText(document, sentences, has_paragraphs)
