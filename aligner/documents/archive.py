"""Zip archives that trust nothing: no member is unpacked further than there is room for."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

from aligner.documents.blocks import UnreadableError

_LARGEST_MEMBER: Final = 24 << 20
_LARGEST_SUM: Final = 192 << 20
_MOST_MEMBERS: Final = 20_000
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)


class Archive:
    """The members of a zip archive, by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = {member.filename: member for member in self._zip.infolist()}
        except _BROKEN as error:
            raise UnreadableError(f"the archive is damaged ({error}): save the document again") from error
        if len(self._members) > _MOST_MEMBERS:
            raise UnreadableError(f"it holds {len(self._members)} files, more than any document: save it again")
        self._read = 0

    @property
    def names(self) -> list[str]:
        """The names of all members."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Unpack a member. Raises UnreadableError where it is missing, encrypted, damaged or a bomb."""
        member = self._members.get(name)
        if member is None:
            raise UnreadableError(f"there is no {name} in it: save the document again")
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableError("it is encrypted: save it without a password")
        room = min(_LARGEST_MEMBER, _LARGEST_SUM - self._read)
        try:
            with self._zip.open(member) as stream:
                data = stream.read(room + 1)
        except (*_BROKEN, RuntimeError) as error:
            raise UnreadableError(f"{name}: the archive is damaged ({error}): save the document again") from error
        if len(data) > room:
            raise UnreadableError(f"{name}: it unpacks to more than {room >> 20} MB: split the document")
        self._read += len(data)
        return data

    def close(self) -> None:
        """Let go of the archive."""
        self._zip.close()
