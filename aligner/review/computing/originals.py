"""The documents that a corpus was aligned from, read again where they are still there: a corpus has no paragraphs."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from aligner.documents.reading import read_document
from aligner.errors import AlignerError, Notice
from aligner.review.computing.sentences import PlacedSentence
from aligner.text.reading import read_sentences, sentences_of_lines
from aligner.text.splitting import split

if TYPE_CHECKING:
    from aligner.review.decisions.events import Side
    from aligner.text.document import Sentence


@dataclass(frozen=True, slots=True)
class Original:
    """The sentences of one document, as they were aligned, and the paragraph of each where there are paragraphs."""

    sentences: tuple[Sentence, ...]
    paragraphs: tuple[int, ...] | None

    def placed(self, start: int, end: int) -> tuple[PlacedSentence, ...]:
        """Return the sentences of a half-open range."""
        return tuple(
            PlacedSentence(sentence.text, (at, at + 1), sentence.span)
            for at, sentence in enumerate(self.sentences[start:end], start)
        )

    def paragraphs_of(self, sentences: Sequence[PlacedSentence]) -> list[int] | None:
        """Return the paragraph of each of some sentences as they are now."""
        known = self.paragraphs
        return [known[min(sentence.sentences[0], len(known) - 1)] for sentence in sentences] if known else None


def original_of(corpus: Path, signature: Mapping[str, Any], side: Side) -> Original | None:
    """Read the document of one side of a corpus again, as the signature says that it was read.

    It is looked for by its name beside the corpus and in the working directory. None where it is not there, or is not
    the same any more.
    """
    known, options = signature.get(side), signature.get("options")
    if not isinstance(known, Mapping) or not isinstance(options, Mapping):
        return None
    path = _path_of(PurePath(str(known.get("name"))).name, str(known.get("sha256")), corpus.parent)
    if path is None:
        return None
    has_paragraphs = not options.get("sentences")
    try:
        sentences = _sentences(path, str(known.get("language")), options, has_paragraphs)
    except (AlignerError, ValueError):
        return None
    if len(sentences) != known.get("sentences"):  # split by another version
        return None
    return Original(
        sentences,
        tuple(sentence.paragraph for sentence in sentences) if has_paragraphs else None,
    )


def _path_of(name: str, digest: str, folder: Path) -> Path | None:
    for path in (folder / name, Path(name)):
        try:
            if path.is_file() and sha256(path.read_bytes()).hexdigest() == digest:
                return path
        except (OSError, ValueError):
            continue
    return None


def _sentences(path: Path, language: str, options: Mapping[str, Any], has_paragraphs: bool) -> tuple[Sentence, ...]:
    if has_paragraphs:
        reflow, form = str(options.get("reflow")), str(options.get("read_as", "auto"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Notice)  # which the alignment has given
            return split(read_document(path, language=language, reflow=reflow, read_as=form))
    return sentences_of_lines(read_sentences(path, language=language))
