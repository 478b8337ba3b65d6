"""How quickly long documents are read: a made-up book of many pages, as PDF and EPUB in both languages.

Run as `python -m benchmarks.documents [--pages N]`. Needs `pip install "bitext-aligner[documents]"` and reportlab.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from aligner.documents.reading import read_document

_SENTENCES: Final = {
    "en": (
        "The keeper of the lighthouse wrote down every ship that passed the headland.",
        "In autumn, when the fog came in from the open sea, he rang the bell twice an hour.",
        "Nobody in the village could remember a winter without a wreck.",
        "The harbour office paid him thirty crowns a year, and the oil for his lamps.",
        "His daughter learned to read from the logbook, long before she went to school.",
        "On clear evenings one could see the lights of the other shore.",
        "The new pier, which had cost more than the church, was washed away in its first year.",
        "What remained of it were seven posts and a quarrel about the bill.",
    ),
    "de": (
        "Der Wärter des Leuchtturms schrieb jedes Schiff auf, das die Landspitze umfuhr.",
        "Im Herbst, wenn der Nebel von der offenen See hereinkam, läutete er zweimal in der Stunde die Glocke.",
        "Niemand im Dorf konnte sich an einen Winter ohne Schiffbruch erinnern.",
        "Das Hafenamt zahlte ihm dreißig Kronen im Jahr und das Öl für seine Lampen.",
        "Seine Tochter lernte aus dem Logbuch lesen, lange bevor sie in die Schule kam.",
        "An klaren Abenden sah man die Lichter des anderen Ufers.",
        "Der neue Anleger, der mehr als die Kirche gekostet hatte, wurde schon im ersten Jahr fortgespült.",
        "Was von ihm blieb, waren sieben Pfähle und ein Streit um die Rechnung.",
    ),
}
_TITLES: Final = {"en": "The lighthouse", "de": "Der Leuchtturm"}
_WIDTH, _HEIGHT, _MARGIN, _LEADING = 420.0, 595.0, 54.0, 14.0
_LINES: Final = 33


def chapters(language: str, pages: int, seed: int = 7) -> list[list[str]]:
    """Make up the paragraphs of a book of about so many pages, a list a chapter."""
    drawn = random.Random(seed)
    sentences = _SENTENCES[language]
    numbers = [[drawn.randrange(len(sentences)) for _ in range(drawn.randint(4, 9))] for _ in range(pages)]
    paragraphs = [" ".join(sentences[number] for number in paragraph) for paragraph in numbers]
    return [paragraphs[start : start + 40] for start in range(0, len(paragraphs), 40)]


def write_pdf(path: Path, book: Sequence[Sequence[str]], title: str) -> int:
    """Write a book with running headers, page numbers and hyphens at line ends, and return the number of its pages."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=(_WIDTH, _HEIGHT))
    page, line = 1, 0

    def put(text: str, indent: float = 0.0, size: float = 10.0) -> None:
        nonlocal page, line
        if line >= _LINES:
            canvas.showPage()
            page, line = page + 1, 0
        if not line:
            canvas.setFont("Times-Roman", 8)
            canvas.drawString(_MARGIN, _HEIGHT - 30, title)
            canvas.drawCentredString(_WIDTH / 2, 24, str(page))
        canvas.setFont("Times-Roman", size)
        canvas.drawString(_MARGIN + indent, _HEIGHT - _MARGIN - line * _LEADING, text)
        line += 1

    for number, paragraphs in enumerate(book, start=1):
        put(f"{number}  {title}", size=14.0)
        for paragraph in paragraphs:
            indent, row = 12.0, ""
            for word in paragraph.split():
                longer = f"{row} {word}" if row else word
                if stringWidth(longer, "Times-Roman", 10) + indent <= _WIDTH - 2 * _MARGIN:
                    row = longer
                    continue
                put(row, indent)
                indent, row = 0.0, word
            put(row, indent)
    canvas.save()
    return page


def write_epub(path: Path, book: Sequence[Sequence[str]], title: str) -> None:
    """Write a book of one file a chapter, with the navigation that readers show."""
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    kind = 'media-type="application/xhtml+xml"'
    items = "".join(f'<item id="c{number}" href="c{number}.xhtml" {kind}/>' for number in range(len(book)))
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(book)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/container.xml", f'{container}<rootfile full-path="book/book.opf"/></rootfiles></container>'
        )
        archive.writestr(
            "book/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            f'<item id="nav" href="nav.xhtml" properties="nav" {kind}/>{items}</manifest>'
            f'<spine><itemref idref="nav"/>{spine}</spine></package>',
        )
        archive.writestr("book/nav.xhtml", f"<html><body><nav><ol><li><a>{title}</a></li></ol></nav></body></html>")
        for number, paragraphs in enumerate(book):
            body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
            page = f"<html><head><title>{title}</title></head><body><h1>{number + 1}  {title}</h1>{body}</body></html>"
            archive.writestr(f"book/c{number}.xhtml", f'<?xml version="1.0" encoding="utf-8"?>{page}')


def main() -> None:
    """Make the books, read them, and print how long it took and how many paragraphs came back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        for form in ("pdf", "epub"):
            paths = []
            for language, title in _TITLES.items():
                book = chapters(language, round(4.6 * pages))
                path = Path(folder) / f"{language}.{form}"
                count = 0
                if form == "pdf":
                    count = write_pdf(path, book, title)
                else:
                    write_epub(path, book, title)
                paths.append((path, sum(len(chapter) + 1 for chapter in book), count))
            started = time.perf_counter()
            for path, paragraphs, count in paths:
                found = len(read_document(path).paragraphs)
                size = f"{count} pages, " if count else ""
                print(f"{path.name}: {size}{paragraphs} paragraphs and headings, {found} read")
            print(f"{form}: both in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
