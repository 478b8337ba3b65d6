"""From two texts to a parallel corpus: the stages in order, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aligner.alignment.alignment import Alignment, EncodedText, align_texts
from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.space import Vectors
from aligner.corpus.corpus import Corpus
from aligner.corpus.languages import Wanted
from aligner.corpus.locks import kept_decisions, locked_beads
from aligner.corpus.metadata import signature_of
from aligner.corpus.segment import Segment
from aligner.documents.forms import AUTO
from aligner.documents.reading import Loaded
from aligner.encoding.encoder import Encoder, TokenEncoder
from aligner.encoding.spool import TokenSpool, encode_into
from aligner.pipeline.asides import Asides, with_asides, without_findings
from aligner.pipeline.catalogues import corpus_of_files
from aligner.pipeline.check import check
from aligner.pipeline.encoder import EncoderChoice
from aligner.pipeline.flagging import Checking, flagged_segments
from aligner.pipeline.reading import reader_option
from aligner.pipeline.segments import segments_of, with_structural_flags
from aligner.pipeline.texts import Reading, SplitPair, SplitText, Text
from aligner.pipeline.words import DocumentWords, add_tokens
from aligner.progress import ProgressBars, no_progress
from aligner.words.missing import MissingSentences


def align(
    source: Text,
    target: Text,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    sentences: bool = False,
    reflow: str = "auto",
    encoding: str | None = None,
    read_as: str = "auto",
    encoder: Encoder | None = None,
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
    overrides what is found out, and so does `read_as` for the format of both files: `text`, or one of those in
    docs/formats.md. Message catalogues are aligned already: they are paired by key and checked. `encoder` is one from
    `aligner.load_encoder`, for many texts; else one is loaded, by `model` (the name or path of a sentence-transformers
    model instead of the shipped one), `cache` (keep vectors on disk between runs) and `threads`. `max_bead` limits the
    sentences on one side of a bead (6 at most). Without `checks`, segments carry no flags. `sensitivity` (`low`,
    `normal`, `high`) says how probable a finding must be to be shown; `only` and `skip` name flags. Segments of
    `locked`, an earlier corpus of the same two texts, that were accepted or edited are kept exactly; only what lies
    between them is aligned anew. The result does not depend on `threads`.

    Raises CorpusError for a `locked` corpus of other texts, InputError for unknown names of flags, for both `encoder`
    and what one is loaded by, and for text that cannot be read or is in one language on both sides, ModelError for a
    model that cannot be had.
    """
    choice = EncoderChoice.of(encoder, model, cache, threads)
    checking = Checking.of(sensitivity, only, skip)
    reading = Reading(sentences, reflow, encoding, read_as)
    wanted = source_language, target_language
    given = reading.loaded(source, target)
    if (aligned := _aligned_already(given, wanted, encoding)) is not None:
        if not checks:
            return aligned
        return check(
            aligned,
            source_language=source_language,
            target_language=target_language,
            sensitivity=sensitivity,
            only=only,
            skip=skip,
            encoder=choice.get(),
            progress=progress,
        )
    texts = reading.pair(*given, wanted)
    aligning = _Aligning(texts, choice.get(), max_bead, locked, progress)
    segments = aligning.checked(checking) if checks else aligning.unchecked()
    options: dict[str, str | int | bool] = {
        "reflow": reflow,
        "sentences": sentences,
        "max_bead": max_bead,
        "checks": checks,
        "locked": locked is not None,
    }
    if read_as != AUTO:
        options["read_as"] = read_as
    if checks:
        options |= checking.options() | reader_option(aligning.encoder, texts.languages)
    return aligning.corpus(segments, options)


def _aligned_already(given: tuple[Text | Loaded, Text | Loaded], wanted: Wanted, encoding: str | None) -> Corpus | None:
    """Return the corpus of two files that are aligned already; None for two texts."""
    source, target = given
    if isinstance(source, Loaded) and isinstance(target, Loaded):
        return corpus_of_files(source, target, wanted, encoding)
    return None


@dataclass(frozen=True, slots=True)
class _Aligning:
    """Two texts to align, with what, and how."""

    texts: SplitPair
    encoder: Encoder
    max_bead: int
    locked: Corpus | None
    progress: ProgressBars

    def unchecked(self) -> tuple[Segment, ...]:
        """Return segments without flags."""
        with TokenSpool() as spool:
            return self._segments(self._alignment(self._encoded(None), spool))

    def checked(self, checking: Checking) -> tuple[Segment, ...]:
        """Return segments with flags and scores."""
        with TokenSpool() as spool:
            alignment = self._alignment(self._encoded(spool), spool)
            segments = with_structural_flags(self._segments(alignment), alignment)
            words = DocumentWords(self.texts, spool)
            if isinstance(self.encoder, TokenEncoder):
                add_tokens(spool, self.encoder, words.rewritten(segments), self.texts.languages, self.progress)
            languages = self.texts.languages
            flagged = flagged_segments(segments, languages, words, checking.selection, self.progress, self.encoder)
            return without_findings(flagged, *self._asides())

    def corpus(self, segments: tuple[Segment, ...], options: Mapping[str, str | int | bool]) -> Corpus:
        """Sign the segments."""
        source, target = self.texts.source, self.texts.target
        signature = signature_of(
            source.document,
            target.document,
            sentences=(len(source.sentences), len(target.sentences)),
            model=self.encoder.fingerprint,
            options=options,
            segments=segments,
        )
        return Corpus(segments, signature)

    def _encoded(self, spool: TokenSpool | None) -> Vectors:
        """Encode both texts in one call, so that sentences of one length share a batch.

        In the same pass, tokens go into the spool where there is one and the encoder shows any.
        """
        sentences = self.texts.source.strings() + self.texts.target.strings()
        with self.progress("encoding", len(sentences)) as advance:
            if spool is not None and isinstance(self.encoder, TokenEncoder):
                return encode_into(spool, self.encoder, sentences, advance)
            return self.encoder.encode(sentences, advance)

    def _alignment(self, vectors: Vectors, spool: TokenSpool) -> Alignment:
        languages, encoder = self.texts.languages, self.encoder
        asides = self._asides()
        border = len(self.texts.source.sentences)
        source = _encoded_text(self.texts.source, asides[0], vectors[:border])
        target = _encoded_text(self.texts.target, asides[1], vectors[border:])
        alignment = align_texts(
            source,
            target,
            *background_and_length_ratio(languages, encoder),
            max_bead=self.max_bead,
            encode=encoder.encode,
            locked=locked_beads(self.locked, source.texts, target.texts) if self.locked is not None else (),
            missing=MissingSentences(encoder, languages, spool) if isinstance(encoder, TokenEncoder) else None,
        )
        return with_asides(alignment, *asides)

    def _asides(self) -> tuple[Asides, Asides]:
        """Find what is not aligned; nothing where beads of the whole texts are given."""
        if self.locked is not None:
            return Asides.none(self.texts.source), Asides.none(self.texts.target)
        return Asides.of(self.texts.source), Asides.of(self.texts.target)

    def _segments(self, alignment: Alignment) -> tuple[Segment, ...]:
        segments = segments_of(alignment, self.texts.source.sentences, self.texts.target.sentences)
        return segments if self.locked is None else kept_decisions(segments, self.locked)


def _encoded_text(text: SplitText, asides: Asides, vectors: Vectors) -> EncodedText:
    strings, paragraphs = text.strings(), text.paragraphs()
    if not asides.aside:
        return EncodedText(vectors, strings, paragraphs)
    aligned = list(asides.aligned)
    kept = None if paragraphs is None else [paragraphs[number] for number in aligned]
    return EncodedText(vectors[aligned], [strings[number] for number in aligned], kept)
