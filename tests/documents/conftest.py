from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from aligner.documents.reading import read_document
from aligner.text.document import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr>'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def docx(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(more or {})})


def odt(body: str, styles: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(more or {})})


def epub(chapters: Mapping[str, str], more: Mapping[str, str | bytes] | None = None) -> bytes:
    kind = 'media-type="application/xhtml+xml"'
    items = "".join(f'<item id="{name}" href="{name}.xhtml" {kind}/>' for name in chapters)
    spine = "".join(f'<itemref idref="{name}"/>' for name in ["nav", *chapters])
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="nav" href="nav.xhtml" {kind} '
        f'properties="nav"/>{items}</manifest><spine>{spine}</spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="EPUB/book.opf"/></rootfiles></container>'
    pages = {f"EPUB/{name}.xhtml": f"<html><body>{body}</body></html>" for name, body in chapters.items()}
    nav = "<html><body><nav><ol><li><a href='one.xhtml'>Contents</a></li></ol></nav></body></html>"
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "EPUB/book.opf": package,
            "EPUB/nav.xhtml": nav,
            **pages,
            **(more or {}),
        }
    )


def pdf(pages: list[list[tuple[float, float, str]]], **options: object) -> bytes:
    """Write lines at places, in points from the lower left corner."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(420, 595), invariant=1, **options)  # type: ignore[arg-type]
    for lines in pages:
        canvas.setFont("Helvetica", 10)
        for left, bottom, text in lines:
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "srt": lambda: dedent(
        """\
        1
        00:00:01,000 --> 00:00:03,000
        <i>The lamp in the tower</i>

        2
        00:00:03,100 --> 00:00:05,000
        burns all night.

        3
        00:00:06,000 --> 00:00:08,000
        - Who lit it?
        - Nobody knows.
        """
    ).encode(),
    "vtt": lambda: dedent(
        """\
        WEBVTT

        NOTE made by hand

        intro
        00:01.000 --> 00:03.000 align:start
        <v Ann>The lamp &amp; the tower.
        """
    ).encode(),
    "markdown": lambda: dedent(
        """\
        ---
        title: Boats
        ---

        # The boats

        They lie *on the beach*
        all winter long. See [the list](list.md).

        ```python
        boats = None
        ```

        1. Turn them over.
        2. Tar them.

        | Boat | Length |
        | --- | --- |
        | Anna | 6 m |

        <!-- not shown -->
        """
    ).encode(),
    "html": lambda: dedent(
        """\
        <!DOCTYPE html>
        <html><head><title>Boats</title><style>p {}</style></head><body>
        <nav><a href="/">Home</a></nav>
        <div class="breadcrumbs">Home &gt; Boats</div>
        <main><h1>The boats</h1>
        <p>They lie <b>on the beach</b> all&nbsp;winter long.<sup><a href="#n1">1</a></sup> Then spring comes.</p>
        <pre><code>boats = None</code></pre>
        <ol start="3"><li>Turn them over.</li><li>Tar them.</li></ol>
        <table><tr><th>Boat</th><td>6 m</td></tr></table></main>
        <footer>All rights reserved</footer></body></html>
        """
    ).encode(),
    "asciidoc": lambda: dedent(
        """\
        = The boats
        :author: Nobody

        They lie *on the beach*
        all winter long. See link:list.adoc[the list].(((winter)))

        .A program
        [source,python]
        ----
        boats = None
        ----

        NOTE: Tar is hot.

        * Turn them over.
        * Tar them.

        |===
        |Boat |Length

        |Anna |6 m
        |===
        """
    ).encode(),
    "rst": lambda: dedent(
        """\
        The boats
        =========

        They lie *on the beach*
        all winter long. See :doc:`the list <list>`.

        .. code-block:: python

           boats = None

        .. note::

           Tar is hot.

        .. somebodys-box:: x
           :option: 1

           It keeps for years.

        #. Turn them over.
        #. Tar them.

        ====  ======
        Boat  Length
        ====  ======
        Anna  6 m
        ====  ======
        """
    ).encode(),
    "docbook": lambda: (
        b'<?xml version="1.0"?><article xmlns="http://docbook.org/ns/docbook"><title>The boats</title>'
        b"<para>They lie <emphasis>on the beach</emphasis> all winter<footnote><para>And in spring.</para></footnote>"
        b" long.</para><programlisting>boats = None</programlisting>"
        b"<itemizedlist><listitem><para>Turn them over.</para></listitem></itemizedlist>"
        b"<informaltable><tgroup><tbody><row><entry>Boat</entry><entry>6&nbsp;m</entry></row></tbody></tgroup>"
        b"</informaltable></article>"
    ),
    "docx": lambda: docx(
        '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>The boats</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>The boats 1</w:t></w:r></w:p>'
        "<w:p><w:r><w:t xml:space='preserve'>They lie </w:t></w:r><w:del><w:r><w:delText>in</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>on</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> the beach</w:t>"
        '<w:footnoteReference w:id="2"/><w:t xml:space="preserve"> all winter.</w:t></w:r></w:p>'
        f"<w:p>{NUMBERED}<w:r><w:t>Turn.</w:t></w:r></w:p><w:p>{NUMBERED}<w:r><w:t>Tar.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Boat</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>6 m</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        {
            "word/styles.xml": f'<w:styles {W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
            '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>',
            "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
            '<w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
            "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>And in spring.</w:t></w:r>'
            "</w:p></w:footnote></w:footnotes>",
            "word/comments.xml": f"<w:comments {W}><w:comment><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>"
            "</w:comments>",
        },
    ),
    "odt": lambda: odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>in</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:h>The boats</text:h><text:p>They lie<text:s/><text:span>on</text:span> the beach<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>And in spring.</text:p></text:note-body>"
        "</text:note> all winter.<office:annotation><text:p>Why?</text:p></office:annotation></text:p>"
        '<text:list text:style-name="L1"><text:list-item><text:p>Turn.</text:p></text:list-item>'
        "<text:list-item><text:p>Tar.</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Boat</text:p></table:table-cell>"
        "<table:table-cell><text:p>6 m</text:p></table:table-cell></table:table-row></table:table>",
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="a" '
        'style:num-suffix=")"/></text:list-style>',
    ),
    "epub": lambda: epub(
        {
            "two": "<h1>The boats</h1><p>They lie on the beach.</p>",
            "one": "<p>Then spring comes<span epub:type='pagebreak'>17</span> again.</p>",
        }
    ),
    "pdf": lambda: pdf(
        [
            [
                (180, 570, "The boats of the bay"),
                (50, 500, "The boats lie on the beach all winter long, and are turned over and har-"),
                (50, 486, "boured behind the wall. In spring the men come down to the shore with"),
                (50, 472, "their brushes and their pots, and the whole village smells of tar, so that no"),
                (205, 20, "17"),
            ],
            [
                (180, 570, "The boats of the bay"),
                (50, 500, "one has to be told what day it is. Then the boats are carried to the water,"),
                (50, 486, "one by one."),
                (205, 20, "18"),
            ],
            [(180, 570, "The boats of the bay"), (50, 500, "Nobody speaks."), (205, 20, "19")],
        ]
    ),
    "po": lambda: (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Open the file"\n'
        b'msgstr "Datei \xc3\xb6ffnen"\n\n#, fuzzy\nmsgid "Close"\nmsgstr "Zu"\n\n#~ msgid "Old"\n#~ msgstr "Alt"\n\n'
        b'msgid "%d boat"\nmsgid_plural "%d boats"\nmsgstr[0] "%d Boot"\nmsgstr[1] "%d Boote"\n'
    ),
    "android": lambda: (
        b'<?xml version="1.0"?><resources><string name="open">Open the \\"file\\"</string>'
        b'<string name="id" translatable="false">x</string><plurals name="boats"><item quantity="one">A boat</item>'
        b'</plurals><string-array name="days"><item>Monday</item></string-array></resources>'
    ),
    "ios": lambda: b'/* Title */\n"open" = "Open the \\"file\\"";\n// more\n"close" = "Close it";\n',
    "json": lambda: b'{"menu": {"open": "Open the file", "close": "Close it"}, "days": ["Monday"], "size": 3}',
    "yaml": lambda: b"en:\n  menu:\n    open: Open the file\n    close: |\n      Close\n      it\n  size: 3\n",
    "properties": lambda: b"# Menu\nmenu.open=Open the \\\n  file\nmenu.close: Close \\u00fcber\n",
}
ENDINGS = {"markdown": "md", "asciidoc": "adoc", "docbook": "dbk", "android": "xml", "ios": "strings"}


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the sample of a format, under its usual ending."""

    def written(form: str) -> Path:
        path = tmp_path / f"sample.{ENDINGS.get(form, form)}"
        path.write_bytes(SAMPLES[form]())
        return path

    return written


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Document]:
    """Reads bytes or text as a file of some name."""

    def document(content: bytes | str, name: str = "text.txt", **options: str) -> Document:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_document(path, **options)  # type: ignore[arg-type]

    return document


@pytest.fixture
def make() -> dict[str, Callable[..., bytes]]:
    """What makes archives and PDF files."""
    return {"docx": docx, "odt": odt, "epub": epub, "pdf": pdf, "zip": zipped}


@pytest.fixture
def samples() -> dict[str, Callable[[], bytes]]:
    return SAMPLES
