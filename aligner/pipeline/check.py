"""From a corpus to the same corpus with its errors flagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike

from aligner.checks.thresholds import Selection
from aligner.corpus.corpus import Corpus, read_corpus
from aligner.corpus.formats import line_of
from aligner.corpus.metadata import checked_signature
from aligner.corpus.segment import Segment
from aligner.encoding import load_encoder
from aligner.encoding.encoder import TokenEncoder
from aligner.encoding.spool import TokenSpool, add_missing
from aligner.errors import InputError, ModelError
from aligner.pipeline.flagging import flagged_segments, has_empty_side
from aligner.pipeline.languages import languages_to_check
from aligner.progress import ProgressBars, no_progress
from aligner.text.splitting import sentence_spans
from aligner.words.alignment import WordAlignment
from aligner.words.passages import LONGEST_SENTENCE, Pieces, align_passages


def check(
    corpus: Corpus | str | PathLike[str],
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    sensitivity: str = "normal",
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    cache: bool = True,
    threads: int | None = None,
    progress: ProgressBars = no_progress,
) -> Corpus:
    """Flag the errors in text that is aligned already: a corpus, or the path of one in any format that can be read.

    Languages are two-letter codes; where None, they are those that the corpus states, else found out. They choose two
    of a memory in several languages. `sensitivity` (`low`, `normal`, `high`) says how probable a finding must be to be
    shown; `only` and `skip` name flags. `cache` keeps encodings on disk between runs. The result does not depend on
    `threads`.

    Flags that tell of the alignment (`omission:sentence`, `addition:sentence`, `moved`, `uncertain`), ids, spans,
    status and notes are kept; all other flags and the scores are computed anew. A segment with one empty side is an
    omission or addition. Flags whose key is among a segment's `dismissed` are left out. Warns, with the first line, of
    columns and texts that are plainly in a wrong language.

    Raises InputError for unknown names of flags and text that is in one language on both sides, CorpusError for a file
    that cannot be read.
    """
    only, skip = tuple(only), tuple(skip)
    selection = selection_of(sensitivity, only, skip)
    options = {"sensitivity": sensitivity, "only": "+".join(only), "skip": "+".join(skip)}
    wanted = source_language, target_language
    given = corpus if isinstance(corpus, Corpus) else read_corpus(corpus, wanted)
    path = None if isinstance(corpus, Corpus) else corpus
    languages = languages_to_check(given, wanted, str(path or "the corpus"), lambda index: _place(given, path, index))
    encoder = load_encoder(cache=cache, threads=threads)
    if not isinstance(encoder, TokenEncoder):
        raise ModelError("the model shows no tokens, which the checks need: check with the one that ships")
    with TokenSpool() as spool:
        add_tokens(spool, encoder, _pairs(given), languages, progress)

        def words(segment: Segment) -> WordAlignment | None:
            return words_of_segment(segment, languages, spool)

        segments = flagged_segments(given.segments, languages, words, selection, progress)
    return Corpus(segments, checked_signature(given.signature, languages, encoder.fingerprint, options, segments))


def selection_of(sensitivity: str, only: Iterable[str], skip: Iterable[str]) -> Selection:
    """Return the selection. Raises InputError for a name that does not exist."""
    try:
        return Selection.of(sensitivity, only, skip)
    except ValueError as error:
        raise InputError(str(error)) from error


def add_tokens(
    spool: TokenSpool,
    encoder: TokenEncoder,
    segments: Iterable[Segment],
    languages: tuple[str, str],
    progress: ProgressBars,
) -> None:
    """Encode the sentences of the segments, as far as the spool lacks them, each once."""
    wanted = dict.fromkeys(
        text
        for segment in segments
        for side in zip((segment.source, segment.target), languages, strict=True)
        for text, _ in split_pieces(*side)
        if text not in spool and len(text) <= LONGEST_SENTENCE
    )
    with progress("encoding", len(wanted)) as advance:
        add_missing(spool, encoder, list(wanted), advance)


def words_of_segment(segment: Segment, languages: tuple[str, str], spool: TokenSpool) -> WordAlignment | None:
    """Return the word alignment of a segment; None where a sentence of it is not in the spool."""
    source, target = split_pieces(segment.source, languages[0]), split_pieces(segment.target, languages[1])
    known = all(text in spool for text, _ in (*source, *target))
    return align_passages(source, target, languages, spool) if known else None


def split_pieces(text: str, language: str) -> Pieces:
    """Return the sentences of a segment's text with their places."""
    return [(text[start:end], start) for start, end in sentence_spans(text, language)]


def _pairs(corpus: Corpus) -> Iterator[Segment]:
    return (segment for segment in corpus if not has_empty_side(segment))


def _place(corpus: Corpus, path: str | PathLike[str] | None, index: int) -> str:
    """Say where the segment of an index stands: in which line of its file, or else which segment it is."""
    line = None if path is None else line_of(path, index)
    return f"{path or 'the corpus'}, segment {corpus[index].id}" if line is None else f"{path}:{line}"
