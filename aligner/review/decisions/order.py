"""Keys in text order, with quick places: a list in chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_CHUNK: Final = 512
"""Keys a chunk at first; it is halved beyond twice as many. Any operation looks at all chunks (200 for 100,000 keys)
and moves the keys of one or two: some microseconds."""


class Order:
    """A sequence of unique keys that tells the place of each, and can be changed anywhere."""

    def __init__(self, keys: Iterable[int]) -> None:
        all_keys = list(keys)
        self._chunks = [all_keys[at : at + _CHUNK] for at in range(0, len(all_keys), _CHUNK)] or [[]]
        self._chunk_of = {key: chunk for chunk in self._chunks for key in chunk}

    def __len__(self) -> int:
        return len(self._chunk_of)

    def __iter__(self) -> Iterator[int]:
        return (key for chunk in self._chunks for key in chunk)

    def position(self, key: int) -> int:
        """Return the place of a key, from 0. Raises KeyError."""
        wanted = self._chunk_of[key]
        position = 0
        for chunk in self._chunks:
            if chunk is wanted:
                break
            position += len(chunk)
        return position + wanted.index(key)

    def keys(self, position: int, count: int) -> tuple[int, ...]:
        """Return up to `count` keys from `position` on."""
        at, offset = self._locate(position)
        found: list[int] = []
        while len(found) < count and at < len(self._chunks):
            found.extend(self._chunks[at][offset : offset + count - len(found)])
            at, offset = at + 1, 0
        return tuple(found)

    def replace(self, position: int, count: int, keys: Sequence[int]) -> None:
        """Put `keys` in the place of `count` keys from `position` on."""
        first, offset = self._locate(position)
        last, taken = first, list(self._chunks[first])
        while len(taken) < offset + count:
            last += 1
            taken.extend(self._chunks[last])
        for key in taken[offset : offset + count]:
            del self._chunk_of[key]
        taken[offset : offset + count] = keys
        self._chunks[first : last + 1] = self._chunked(taken)

    def _chunked(self, keys: list[int]) -> list[list[int]]:
        size = _CHUNK if len(keys) > 2 * _CHUNK else max(len(keys), 1)
        chunks = [keys[at : at + size] for at in range(0, len(keys), size)]
        for chunk in chunks:
            self._chunk_of.update(dict.fromkeys(chunk, chunk))
        return chunks or ([] if self._chunk_of else [[]])

    def _locate(self, position: int) -> tuple[int, int]:
        """Return the number of the chunk and the place in it; the end of all is a place in the last chunk."""
        for at, chunk in enumerate(self._chunks):
            if position < len(chunk) or at == len(self._chunks) - 1:
                return at, position
            position -= len(chunk)
        raise AssertionError("there is always a chunk")
