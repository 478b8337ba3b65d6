"""Measures how well `pair` finds out which document translates which.

    python -m benchmarks.pairing [--documents 500] [--seed 1]

makes documents of both languages (`benchmarks/made_up_documents.py`), a fifth of them without partner and a third much
like another, and pairs them without file names that would help. Columns: documents of each side; pairs that are right
of those found (precision) and of those there are (recall); seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from hashlib import sha256

from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder
from aligner.pairing.documents import pair_documents
from aligner.text.document import Document
from aligner.text.reflow import paragraphs_of
from benchmarks.made_up_documents import MadeUpCollection, collection

COLUMNS = ("documents", "precision", "recall", "seconds")


def main(arguments: Sequence[str] | None = None, load: Callable[[], Encoder] = load_encoder) -> None:
    """Pair made-up documents and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--documents", nargs="+", type=int, default=[500], metavar="N", help="on each side; default 500"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another one makes other documents; default 1")
    options = parser.parse_args(arguments)
    encoder = load()
    print("\t".join(COLUMNS))
    for size in options.documents:
        row = measure(collection(size, options.seed), encoder)
        print("\t".join(f"{row[column]:.4g}" for column in COLUMNS), flush=True)
    print(f"# {encoder.fingerprint}")


def measure(made: MadeUpCollection, encoder: Encoder) -> dict[str, float]:
    """Pair a collection, and compare with what is known of it."""
    start = time.monotonic()
    english, german = documents_of(made)
    found = pair_documents(english, german, encoder=encoder).pairs
    pairs = {(int(pair.source.split(".")[1]), int(pair.target.split(".")[1])) for pair in found}
    right = len(pairs & made.pairs)
    return {
        "documents": len(english),
        "precision": right / max(1, len(pairs)),
        "recall": right / max(1, len(made.pairs)),
        "seconds": time.monotonic() - start,
    }


def documents_of(made: MadeUpCollection) -> tuple[list[Document], list[Document]]:
    """Return the documents with names that tell nothing of what is in them."""
    return tuple(  # type: ignore[return-value]
        [
            Document(
                text, paragraphs_of(text, "never"), language, f"{language}.{number}", sha256(text.encode()).hexdigest()
            )
            for number, text in enumerate(texts)
        ]
        for texts, language in ((made.english, "en"), (made.german, "de"))
    )


if __name__ == "__main__":
    main()
