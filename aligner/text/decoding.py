"""From bytes to text: Unicode by its own rules, older encodings by what German and English look like in them.

UTF-8 is tried first, and nothing that is valid UTF-8 is ever read as something else. The text comes back as
it is written, line ends included; only a byte order mark at its start is dropped.
"""

from __future__ import annotations

import codecs
import re

from aligner.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose little-endian mark is the start of this one.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DOCUMENTS = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"),
)
_ZIPPED = (
    (b"word/", "a Word file (.docx)"),
    (b"xl/", "an Excel file (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"opendocument", "an OpenDocument file"),
    (b"epub+zip", "an EPUB book"),
)
# Looked at only in what is no UTF-8 text: some of these could start a text.
_OTHERS = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "an image, sound or video file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)
_HEAD = 65536

_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01

# In order of preference.
_LEGACY = ("cp1252", "mac_roman", "cp850")
_GERMAN = frozenset("äöüÄÖÜß")
_LETTERS = frozenset("éèêëàâáãåæçíìîïñóòôõøúùûœÉÈÊÀÂÁÃÅÆÇÍÑÓÔØÚŒ")
_RARE = frozenset("šžýÿŠŽÝŸ")
_OPENING, _CLOSING = frozenset("„“‚‘«»‹›"), frozenset("“”‘’»«›‹")
# Signs that touch no letter, those that may, and those that may stand inside a word.
_APART, _SIGNS, _INSIDE = (
    frozenset("†‡¡¿±×·½¼¾¦¬§€£•"),
    frozenset("–—…°²³©®™\u00a0\u00ad"),
    frozenset("’\u00ad–—…"),
)
_HIGH = re.compile("[^\x00-\x7f]")
# How odd a letter is that other western languages use, one that hardly any does, one that stands alone.
_ODD_FOREIGN, _ODD_RARE, _ODD_ALONE = 0.1, 0.3, 0.2
# The most oddness that a text may have on average, and how much less than cp1252 another encoding must have.
_MOST_ODD, _LEAST_LEAD = 0.3, 0.15
# Texts in other alphabets have more characters beyond ASCII than this.
_MOST_HIGH = 0.4
_FEW = 4
# So much of a long text is enough to tell its encoding.
_SAMPLE = 200_000


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """Decode `data`, which messages call `name`; `encoding` says how, instead of finding out.

    Raises InputError for what is no text, for bytes that fit no encoding, and for a wrong or unknown
    `encoding`.
    """
    if encoding is not None:
        return _given(data, name, encoding)
    _refuse(data, name, _DOCUMENTS)
    if data.startswith(b"PK\x03\x04"):
        kinds = [kind for sign, kind in _ZIPPED if sign in data[:_HEAD] or sign in data[-_HEAD:]]
        raise _no_text(name, kinds[0] if kinds else "a zip archive")
    for mark, unicode in _MARKS:
        if data.startswith(mark):
            return _unicode(data, name, unicode, len(mark))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse(data, name, _OTHERS)
        _refuse_zeros(data, name)
        return _checked(_legacy(data, name, error), name)
    if "\0" in text:
        _refuse(data, name, _OTHERS)
        _refuse_zeros(data, name)
    return _checked(text, name)


def _given(data: bytes, name: str, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start
        raise InputError(
            f"{name}: byte {at} (line {_line_of(data, at)}) is not valid {encoding}: "
            "give the encoding that the file is in, or leave it out to have it found"
        ) from error
    except (LookupError, ValueError) as error:
        raise InputError(
            f"{name}: unknown encoding {encoding!r}: "
            "give one such as utf-8, utf-16 or cp1252, or leave it out to have it found"
        ) from error
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise InputError(
            f"{name}: read as {encoding}, it holds NUL characters: "
            "give the encoding that the file is in, or leave it out to have it found"
        )
    return text


def _unicode(data: bytes, name: str, encoding: str, skip: int) -> str:
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + skip
        before = data[skip:at].decode(encoding, errors="replace")
        raise InputError(
            f"{name}: byte {at} (line {_lines(before)}) is not valid {encoding.upper()}, "
            "which the file claims to be: save it again as UTF-8"
        ) from error
    return _checked(text, name)


def _refuse(data: bytes, name: str, signatures: tuple[tuple[bytes, str], ...]) -> None:
    for signature, kind in signatures:
        if data.startswith(signature):
            raise _no_text(name, kind)


def _no_text(name: str, kind: str) -> InputError:
    return InputError(f"{name}: this is {kind}, not plain text: convert it to plain text (UTF-8) first")


def _refuse_zeros(data: bytes, name: str) -> None:
    at = data.find(0)
    if at < 0:
        return
    even, odd = data[:_HEAD:2].count(0), data[1:_HEAD:2].count(0)
    # Latin letters in UTF-16 have a zero as every second byte, always on the same side.
    if max(even, odd) > len(data[:_HEAD]) / 5 and min(even, odd) < max(even, odd) / 10:
        likely = "utf-16-le" if odd > even else "utf-16-be"
        raise InputError(
            f"{name}: this looks like {likely.upper()} without a byte order mark: save it as UTF-8, "
            f"or read it with --encoding {likely}"
        )
    raise InputError(
        f"{name}: NUL byte at byte {at} (line {_line_of(data, at)}): this is binary data, not plain text: "
        "convert it to plain text (UTF-8) first"
    )


def _checked(text: str, name: str) -> str:
    if len(_CONTROL.findall(text, 0, _HEAD)) > _MOST_CONTROLS * min(len(text), _HEAD) + 1 or "\0" in text:
        raise _no_text(name, "binary data (control characters)")
    return text


def _legacy(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    """Decode what is not UTF-8; raise InputError where it is UTF-8 with damaged places, or nothing known."""
    if _damaged(data):
        raise InputError(
            f"{name}: byte {error.start} (line {_line_of(data, error.start)}) is not valid UTF-8, "
            "though the rest seems to be: mend that place or save the file again as UTF-8"
        ) from error
    if (familiar := _familiar(data)) is not None:
        return data.decode(familiar)
    if (found := _by_statistics(data)) is not None:
        return found
    raise InputError(
        f"{name}: byte {error.start} (line {_line_of(data, error.start)}) is not valid UTF-8, "
        "and no other encoding fits: save the file as UTF-8, or name its encoding with --encoding"
    ) from error


def _familiar(data: bytes) -> str | None:
    """Find the encoding, if any, in which the text looks like German or English."""
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    if high > max(_FEW, _MOST_HIGH * len(data[:_SAMPLE])):
        return None
    scores = [
        (oddness + (0.0 if encoding == _LEGACY[0] else _LEAST_LEAD), rank)
        for rank, encoding in enumerate(_LEGACY)
        if (oddness := _oddness(data, encoding)) is not None
    ]
    best, rank = min(scores, default=(1.0, 0))
    return _LEGACY[rank] if best <= _MOST_ODD else None


def _damaged(data: bytes) -> bool:
    # The sequences of several bytes that UTF-8 is made of hardly occur by chance in other encodings.
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return 4 * (len(_HIGH.findall(text)) - bad) > bad


def _oddness(data: bytes, encoding: str) -> float | None:
    """Tell the share of characters beyond ASCII that look odd where they stand; None for invalid bytes."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    odd, count = 0.0, 0
    for found in _HIGH.finditer(text):
        at = found.start()
        odd += _odd(text[at], text[at - 1 : at], text[at + 1 : at + 2])
        count += 1
        if at > _SAMPLE:
            break
    return odd / max(1, count)


def _odd(sign: str, left: str, right: str) -> float:
    if sign in _GERMAN or sign in _LETTERS or sign in _RARE:
        return _odd_letter(sign, left, right)
    if left.isalpha() and right.isalpha():
        return float(sign not in _INSIDE)
    if sign in _APART:
        return float(left.isalpha() or right.isalpha())
    opens = sign in _OPENING and not left.isalnum() and not right.isspace() and right != ""
    closes = sign in _CLOSING and not left.isspace() and left != "" and not right.isalpha()
    return float(not (sign in _SIGNS or opens or closes))


def _odd_letter(sign: str, left: str, right: str) -> float:
    # A capital after a small letter, or a small letter other than ß among capitals.
    lost_capital = sign.isupper() and left.islower()
    lost_small = sign.islower() and sign != "ß" and left.isupper() and right.isupper()
    if lost_capital or lost_small:
        return 1.0
    alone = 0.0 if left.isalpha() or right.isalpha() else _ODD_ALONE
    foreign = 0.0 if sign in _GERMAN else _ODD_FOREIGN if sign in _LETTERS else _ODD_RARE
    return alone + foreign


def _by_statistics(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE]).best()
    if match is None:
        return None
    try:
        return data.decode(match.encoding)
    except UnicodeDecodeError:
        return None


def _line_of(data: bytes, at: int) -> int:
    return _lines(data[:at].decode("latin-1"))


def _lines(before: str) -> int:
    return 1 + len(re.findall("\r\n?|\n", before))
