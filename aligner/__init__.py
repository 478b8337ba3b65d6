"""Aligns a German and an English version of a text, and says how sure it is of every segment.

>>> import aligner
>>> corpus = aligner.align("original.en.txt", "translation.de.txt")  # doctest: +SKIP
>>> corpus.write("parallel.tsv")  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aligner.alignment.bead import Bead
    from aligner.batch.running import align_many
    from aligner.checks.flag import Flag
    from aligner.corpus.corpus import Corpus
    from aligner.corpus.segment import Segment
    from aligner.documents.reading import read_document
    from aligner.encoding import load_encoder
    from aligner.errors import AlignerError, CorpusError, InputError, ModelError, OutputError
    from aligner.pairing.documents import pair_documents
    from aligner.pipeline.align import align
    from aligner.pipeline.check import check
    from aligner.text.document import Document, Sentence
    from aligner.text.splitting import split
    from aligner.version import __version__


__all__ = [
    "AlignerError",
    "Bead",
    "Corpus",
    "CorpusError",
    "Document",
    "Flag",
    "InputError",
    "ModelError",
    "OutputError",
    "Segment",
    "Sentence",
    "__version__",
    "align",
    "align_many",
    "check",
    "load_encoder",
    "pair_documents",
    "read_document",
    "split",
]

# Where each public name lives. They are imported on first use: `aligner --help` must not wait for numpy.
_HOMES = {
    "AlignerError": "aligner.errors",
    "Bead": "aligner.alignment.bead",
    "Corpus": "aligner.corpus.corpus",
    "CorpusError": "aligner.errors",
    "Document": "aligner.text.document",
    "Flag": "aligner.checks.flag",
    "InputError": "aligner.errors",
    "ModelError": "aligner.errors",
    "OutputError": "aligner.errors",
    "Segment": "aligner.corpus.segment",
    "Sentence": "aligner.text.document",
    "__version__": "aligner.version",
    "align": "aligner.pipeline.align",
    "align_many": "aligner.batch.running",
    "check": "aligner.pipeline.check",
    "load_encoder": "aligner.encoding",
    "read_document": "aligner.documents.reading",
    "pair_documents": "aligner.pairing.documents",
    "split": "aligner.text.splitting",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the public name is)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
