"""Writing the picture of a corpus."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Final

from aligner.corpus.corpus import Corpus
from aligner.corpus.files import require_writable, write_files
from aligner.corpus.picture import png, svg
from aligner.corpus.picture.dot_plot import dot_plot
from aligner.errors import OutputError

ENDINGS: Final = (".svg", ".png")


def require_picture(path: str | PathLike[str]) -> None:
    """Find out before the work whether a picture can be written there. Raises OutputError."""
    place = Path(path)
    ending = place.suffix.lower()
    if ending not in ENDINGS:
        raise OutputError(f"{path}: a picture is {' or '.join(ENDINGS)}; end the name in one of them")
    if ending == ".png":
        png.require_pillow(place)
    require_writable(place)


def write_picture(corpus: Corpus, path: str | PathLike[str]) -> None:
    """Write the dot plot of an alignment as SVG or PNG, by the ending. Raises OutputError."""
    require_picture(path)
    place = Path(path)
    drawing = dot_plot(corpus.segments, corpus.signature)
    if place.suffix.lower() == ".png":
        write_files({place: png.dump(drawing)})
    else:
        write_files({place: svg.dump(drawing)})
