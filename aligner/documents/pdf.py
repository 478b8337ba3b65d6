"""PDF files with a text layer: lines from the file, their order and paragraphs by `pages`.

By pypdfium2 (Apache or BSD), which is the engine of Chromium, made for hostile files: about 3 ms a page, with the place
of each character. Looked at as well: pypdf (BSD), which gives no places that can be relied on, and pdfminer.six (MIT),
with places, but twenty times slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import pypdfium2

from aligner.documents.blocks import Extracted, UnreadableError, extracted
from aligner.documents.pages import Line, blocks_of_pages

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_MOST_PAGES: Final = 5_000
_MOST_CHARACTERS: Final = 200_000
"""Characters of one page that are looked at."""
_HYPHEN: Final = "\ufffe"
"""What the engine puts for a hyphen at a line end; the next line follows without a break."""
_LINE: Final = re.compile(f"[^\r\n{_HYPHEN}]*{_HYPHEN}|[^\r\n{_HYPHEN}]+")
_SPACES: Final = re.compile("[ \u00a0\t]+")
_LEAST_GAP: Final = 1.2
"""So many times the height of a line lies between two columns, at least."""
_FEW: Final = 10
"""Characters a page, on average, below which a file with pictures is taken for a scan."""


def read(data: bytes) -> Extracted:
    """Read a PDF file. Raises UnreadableError for a damaged or an encrypted one, and where it holds pictures only."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("it is encrypted: save it without a password") from error
        raise UnreadableError(f"it is a damaged PDF file ({error}): save it again") from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"it has {len(document)} pages, more than {_MOST_PAGES}: split it")
        pages = [_lines(document, number) for number in range(len(document))]
        if sum(len(line.text) for page in pages for line in page) < _FEW * max(1, len(pages)) and _is_scan(document):
            raise UnreadableError("it is a scan, pictures without text: recognise the text first with an OCR program")
    finally:
        document.close()
    return extracted(blocks_of_pages(pages))


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:  # a page that is missing in a damaged file: the others may be there
        return []
    try:
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        return list(_lines_of_page(text_page, page, number))
    finally:
        text_page.close()
        page.close()


def _lines_of_page(text_page: PdfTextPage, page: PdfPage, number: int) -> Iterator[Line]:
    count = min(text_page.count_chars(), _MOST_CHARACTERS)
    text = text_page.get_text_range(0, count) if count > 0 else ""
    height = page.get_height()
    # Beyond the first 65,536 characters of Unicode, the engine counts two places for one.
    places = [place for place, sign in enumerate(text) for _ in range(1 + (ord(sign) > 0xFFFF))]
    units = {place: unit for unit, place in reversed(list(enumerate(places)))}
    for found in _LINE.finditer(text):
        start = found.start()
        for first, last in _parts(text_page, units, found[0], start):
            part = text[first:last].replace(_HYPHEN, "-")
            if part.strip():
                left, bottom, _, top = text_page.get_charbox(units[first], loose=True)
                right = text_page.get_charbox(units[last - 1], loose=True)[2]
                yield Line(part, number, left, right, height - top, height - bottom)


def _parts(text_page: PdfTextPage, units: dict[int, int], line: str, start: int) -> Iterator[tuple[int, int]]:
    """Cut a line where a wide gap shows that another column or cell begins."""
    end = start + len(line.rstrip())
    first = start + len(line) - len(line.lstrip())
    for space in _SPACES.finditer(line):
        before, after = start + space.start() - 1, start + space.end()
        if before < first or after >= end:
            continue
        _, bottom, right, top = text_page.get_charbox(units[before], loose=True)
        left = text_page.get_charbox(units[after], loose=True)[0]
        if left - right > _LEAST_GAP * max(1.0, top - bottom):
            yield first, before + 1
            first = after
    if first < end:
        yield first, end


def _is_scan(document: pypdfium2.PdfDocument) -> bool:
    for number in range(min(len(document), 20)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        if any(True for _ in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
            return True
    return False
