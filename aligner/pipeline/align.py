"""From two texts to a parallel corpus: the stages in order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from aligner.alignment.alignment import Alignment, EncodedText, align_texts
from aligner.alignment.background import background_sentences, length_ratio
from aligner.alignment.space import Vectors, background_of
from aligner.checks.structure import structural_flags
from aligner.corpus.locks import kept_decisions, locked_beads
from aligner.corpus.metadata import signature_of
from aligner.corpus.segment import Corpus, Segment
from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder, Progress, TokenEncoder
from aligner.encoding.spool import TokenSpool, encode_into
from aligner.pipeline.check import add_tokens, selection_of, split_pieces
from aligner.pipeline.flagging import flagged_segments
from aligner.progress import ProgressBars, no_progress
from aligner.text.document import Document, Sentence
from aligner.text.language import languages_of_pair
from aligner.text.reading import document_from_sentences, read_document, read_sentences, sentences_of_lines
from aligner.text.splitting import split
from aligner.words.alignment import WordAlignment
from aligner.words.missing import MissingSentences
from aligner.words.passages import Pieces, align_passages, pieces_of

Text = str | Path | Document | Sequence[str]
"""A path (or `-` for standard input), a document that was read already, or a list of sentences."""


def align(
    source: Text,
    target: Text,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    sentences: bool = False,
    reflow: str = "auto",
    encoding: str | None = None,
    model: str | None = None,
    cache: bool = True,
    threads: int | None = None,
    max_bead: int = 6,
    checks: bool = True,
    sensitivity: str = "normal",
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    locked: Corpus | None = None,
    progress: ProgressBars = no_progress,
) -> Corpus:
    """Align a source text with its translation.

    Languages are two-letter codes, found out where None. `sentences` says that files hold one sentence a line, taken
    as it is; lists of strings always are. `reflow` (`auto`, `always`, `never`) repairs hard-wrapped text, `encoding`
    overrides what is found out. `model` is the name or path of a sentence-transformers model instead of the shipped
    one. `cache` keeps vectors on disk between runs. `max_bead` limits the sentences on one side of a bead (6 at most).
    Without `checks`, segments carry no flags. `sensitivity` (`low`, `normal`, `high`) says how probable a finding must
    be to be shown; `only` and `skip` name flags. Segments of `locked`, an earlier corpus of the same two texts, that
    were accepted or edited are kept exactly; only what lies between them is aligned anew. The result does not depend on
    `threads`.

    Raises CorpusError for a `locked` corpus of other texts, InputError for unknown names of flags and for text that
    cannot be read or is in one language on both sides, ModelError for a model that cannot be had.
    """
    only, skip = tuple(only), tuple(skip)
    selection = selection_of(sensitivity, only, skip)
    reading = _Reading(sentences, reflow, encoding)
    documents = reading.document(source, source_language), reading.document(target, target_language)
    languages = languages_of_pair(*documents, source_language=source_language, target_language=target_language)
    source_text = reading.split(source, documents[0], languages[0])
    target_text = reading.split(target, documents[1], languages[1])
    encoder = load_encoder(model, cache=cache, threads=threads)
    with TokenSpool() as spool:
        encode = _with_tokens(encoder, spool) if checks else encoder.encode
        vectors = _encode(encode, source_text, target_text, progress)
        missing = MissingSentences(encoder, languages, spool) if isinstance(encoder, TokenEncoder) else None
        alignment = _aligned(encoder, vectors, source_text, target_text, max_bead, locked, missing)
        segments = _segments(alignment, source_text, target_text)
        if locked is not None:
            segments = kept_decisions(segments, locked)
        if checks:
            segments = _structured(segments, alignment)
            words = _Words(source_text, target_text, spool)
            if isinstance(encoder, TokenEncoder):
                add_tokens(spool, encoder, words.rewritten(segments), languages, progress)
            segments = flagged_segments(segments, languages, words, selection, progress)
    options: dict[str, str | int | bool] = {
        "reflow": reflow,
        "sentences": sentences,
        "max_bead": max_bead,
        "checks": checks,
        "locked": locked is not None,
    }
    if checks:
        options |= {"sensitivity": sensitivity, "only": "+".join(only), "skip": "+".join(skip)}
    signature = signature_of(
        source_text.document,
        target_text.document,
        sentences=(len(source_text.sentences), len(target_text.sentences)),
        model=encoder.fingerprint,
        options=options,
        segments=segments,
    )
    return Corpus(segments, signature)


@dataclass(frozen=True, slots=True)
class _SplitText:
    """A document, its sentences, and whether these were found in its paragraphs or given."""

    document: Document
    sentences: tuple[Sentence, ...]
    has_paragraphs: bool

    def strings(self) -> list[str]:
        return [sentence.text for sentence in self.sentences]

    def paragraphs(self) -> list[int] | None:
        return [sentence.paragraph for sentence in self.sentences] if self.has_paragraphs else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """How to turn whatever a caller calls a text into a document and its sentences."""

    sentences: bool
    reflow: str
    encoding: str | None

    def document(self, text: Text, language: str | None) -> Document:
        if isinstance(text, Document):
            return text
        if not isinstance(text, str | Path):
            return document_from_sentences(text, language=language)
        if self.sentences:
            return read_sentences(text, language=language, encoding=self.encoding)
        return read_document(text, language=language, reflow=self.reflow, encoding=self.encoding)

    def split(self, text: Text, document: Document, language: str) -> _SplitText:
        """Split the document made of `text`, by the rules of its language."""
        document = replace(document, language=language)
        is_split = self.sentences or not isinstance(text, str | Path | Document)
        return _SplitText(document, sentences_of_lines(document) if is_split else split(document), not is_split)


EncodeWithProgress = Callable[[Sequence[str], Progress], Vectors]


def _with_tokens(encoder: Encoder, spool: TokenSpool) -> EncodeWithProgress:
    """Return what encodes texts and, in the same pass, puts their tokens into the spool, if the encoder shows any."""
    return partial(encode_into, spool, encoder) if isinstance(encoder, TokenEncoder) else encoder.encode


def _encode(
    encode: EncodeWithProgress, source: _SplitText, target: _SplitText, progress: ProgressBars
) -> tuple[Vectors, Vectors]:
    """Encode both texts in one call, so that sentences of one length share a batch."""
    sentences = source.strings() + target.strings()
    with progress("encoding", len(sentences)) as advance:
        vectors = encode(sentences, advance)
    border = len(source.sentences)
    return vectors[:border], vectors[border:]


def _aligned(
    encoder: Encoder,
    vectors: tuple[Vectors, Vectors],
    source: _SplitText,
    target: _SplitText,
    max_bead: int,
    locked: Corpus | None,
    missing: MissingSentences | None,
) -> Alignment:
    languages = source.document.language, target.document.language
    return align_texts(
        EncodedText(vectors[0], source.strings(), source.paragraphs()),
        EncodedText(vectors[1], target.strings(), target.paragraphs()),
        background_of(*(encoder.encode(background_sentences(language)) for language in languages)),
        length_ratio(*languages),
        max_bead,
        encoder.encode,
        locked_beads(locked, source.strings(), target.strings()) if locked is not None else (),
        missing,
    )


def _segments(alignment: Alignment, source: _SplitText, target: _SplitText) -> tuple[Segment, ...]:
    segments = []
    for number, bead in enumerate(alignment.beads, 1):
        source_block = source.sentences[bead.source_start : bead.source_end]
        target_block = target.sentences[bead.target_start : bead.target_end]
        segments.append(
            Segment(
                id=number,
                bead=bead,
                source=_joined(source_block),
                target=_joined(target_block),
                similarity=alignment.similarity[number - 1],
                confidence=alignment.confidence[number - 1],
                source_span=_span(source_block),
                target_span=_span(target_block),
            )
        )
    return tuple(segments)


def _structured(segments: tuple[Segment, ...], alignment: Alignment) -> tuple[Segment, ...]:
    """Put the flags on the segments that follow from the alignment alone."""
    flags = structural_flags(
        alignment, [segment.source for segment in segments], [segment.target for segment in segments]
    )
    return tuple(replace(segment, flags=found) for segment, found in zip(segments, flags, strict=True))


@dataclass(frozen=True, slots=True)
class _Words:
    """Gives the word alignment of a segment: of its sentences' tokens as they are in the spool."""

    source: _SplitText
    target: _SplitText
    spool: TokenSpool

    def __call__(self, segment: Segment) -> WordAlignment | None:
        languages = self.source.document.language, self.target.document.language
        source, target = self._blocks(segment)
        first = _pieces(source) if _joined(source) == segment.source else split_pieces(segment.source, languages[0])
        second = _pieces(target) if _joined(target) == segment.target else split_pieces(segment.target, languages[1])
        known = all(text in self.spool for text, _ in (*first, *second))
        return align_passages(first, second, languages, self.spool) if known else None

    def rewritten(self, segments: Iterable[Segment]) -> list[Segment]:
        """Return the segments whose text is not that of their sentences: a reviser has edited them."""
        return [
            segment
            for segment in segments
            if (segment.source, segment.target) != tuple(map(_joined, self._blocks(segment)))
        ]

    def _blocks(self, segment: Segment) -> tuple[Sequence[Sentence], Sequence[Sentence]]:
        bead = segment.bead
        return (
            self.source.sentences[bead.source_start : bead.source_end],
            self.target.sentences[bead.target_start : bead.target_end],
        )


def _pieces(sentences: Sequence[Sentence]) -> Pieces:
    return pieces_of([sentence.text for sentence in sentences])


def _joined(sentences: Sequence[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _span(sentences: Sequence[Sentence]) -> tuple[int, int] | None:
    return (sentences[0].start, sentences[-1].end) if sentences else None
