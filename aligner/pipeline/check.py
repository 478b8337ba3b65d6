"""From a corpus to the same corpus with its errors flagged."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import PurePath

from aligner.corpus.corpus import Corpus, read_corpus
from aligner.corpus.formats import line_of
from aligner.corpus.language_codes import primary
from aligner.corpus.languages import Wanted
from aligner.corpus.metadata import checked_signature
from aligner.documents.reading import load
from aligner.encoding.encoder import Encoder, TokenEncoder
from aligner.errors import ModelError
from aligner.pipeline.catalogues import catalogue_corpus
from aligner.pipeline.encoder import EncoderChoice
from aligner.pipeline.flagging import Checking, flagged_texts
from aligner.pipeline.languages import languages_to_check
from aligner.pipeline.reading import reader_option
from aligner.progress import ProgressBars, no_progress


def check(
    corpus: Corpus | str | PathLike[str],
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    sensitivity: str = "normal",
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    encoder: Encoder | None = None,
    cache: bool = True,
    threads: int | None = None,
    progress: ProgressBars = no_progress,
) -> Corpus:
    """Flag the errors in text that is aligned already: a corpus, or the path of one in any format that can be read.

    Languages are codes, with a region (`en-GB`) where a file has several varieties; where None, they are those that the
    corpus states, else found out. They choose two of a memory in several languages. `sensitivity` (`low`, `normal`,
    `high`) says how probable a finding must be to be shown; `only` and `skip` name flags. `encoder` is one from
    `aligner.load_encoder`, for many corpora; else one is loaded, by `cache` (keep encodings on disk between runs) and
    `threads`. The result does not depend on `threads`.

    Flags that tell of the alignment (`omission:sentence`, `addition:sentence`, `moved`, `uncertain`), ids, spans,
    status and notes are kept; all other flags and the scores are computed anew. A segment with one empty side is an
    omission or addition. Flags whose key is among a segment's `dismissed` are left out. Warns, with the first line, of
    columns and texts that are plainly in a wrong language.

    Raises InputError for unknown names of flags, for both `encoder` and what one is loaded by, and for text that is in
    one language on both sides, CorpusError for a file that cannot be read, ModelError for a model that shows no tokens.
    """
    choice = EncoderChoice.of(encoder, None, cache, threads)
    checking = Checking.of(sensitivity, only, skip)
    wanted = source_language, target_language
    given = corpus if isinstance(corpus, Corpus) else _read(corpus, wanted)
    path = None if isinstance(corpus, Corpus) else corpus
    asked = tuple(tag and primary(tag) for tag in wanted)
    languages = languages_to_check(
        given, (asked[0], asked[1]), str(path or "the corpus"), lambda index: _place(given, path, index)
    )
    encoder = choice.get()
    if not isinstance(encoder, TokenEncoder):
        raise ModelError("the model shows no tokens, which the checks need: check with the one that ships")
    segments = flagged_texts(given.segments, languages, encoder, checking.selection, progress)
    options = checking.options() | reader_option(encoder, languages)
    signature = checked_signature(given.signature, languages, encoder.fingerprint, options, segments)
    return Corpus(segments, signature)


def _read(path: str | PathLike[str], wanted: Wanted) -> Corpus:
    """Read a corpus, or a message catalogue that holds both languages."""
    if PurePath(path).suffix.lower() in (".po", ".pot"):
        return catalogue_corpus(load(str(path), read_as="po"), wanted)
    return read_corpus(path, wanted)


def _place(corpus: Corpus, path: str | PathLike[str] | None, index: int) -> str:
    """Say where the segment of an index stands: in which line of its file, or else which segment it is."""
    line = None if path is None else line_of(path, index)
    return f"{path or 'the corpus'}, segment {corpus[index].id}" if line is None else f"{path}:{line}"
