"""Catalogues of gettext (PO, POT).

By polib (MIT), which is small, reads them as gettext does and keeps what is obsolete or fuzzy apart. Looked at as well:
Babel (BSD), ten megabytes of locales around such a reader, and translate-toolkit (GPL).
"""

from __future__ import annotations

from collections.abc import Iterator

import polib

from aligner.documents.blocks import UnreadableError
from aligner.documents.catalogues.entries import Entry, bounded


def entries(text: str) -> list[Entry]:
    """Read the messages; obsolete and fuzzy ones, and the header, are left out."""
    try:
        # A file name and its content are one argument to the library: what ends in a line break is no name.
        catalogue = polib.pofile(f"{text}\n\n", check_for_duplicates=False)
    except (OSError, ValueError, UnicodeError) as error:
        place = str(error).removeprefix("Syntax error in po file ").strip(" ()")
        raise UnreadableError(f"it is no well-formed PO file ({place[:200]}): mend it") from error
    return bounded(_entries(catalogue))


def _entries(catalogue: polib.POFile) -> Iterator[Entry]:
    for message in catalogue:
        if message.obsolete or not message.msgid:
            continue
        key = f"{message.msgctxt}|{message.msgid}" if message.msgctxt else message.msgid
        is_draft = "fuzzy" in message.flags
        if not message.msgid_plural:
            yield Entry(key, "" if is_draft else message.msgstr, message.msgid)
            continue
        forms = message.msgstr_plural
        yield Entry(key, "" if is_draft else forms.get(0, ""), message.msgid)
        yield Entry(f"{key}[1]", "" if is_draft else forms.get(1, ""), message.msgid_plural)
