"""How a finding is known again, so that one that was dismissed stays dismissed."""

from __future__ import annotations

from hashlib import blake2b

_BYTES = 8


def dismissal_key(source: str, target: str, name: str) -> str:
    """Return 16 hexadecimal digits for the flag `name` on these two texts.

    White space counts as one space, so that a TSV, which has no line breaks in texts, and a JSONL agree. A change of
    either text gives another key: the finding is looked at again.
    """
    parts = (" ".join(source.split()), " ".join(target.split()), name)
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=_BYTES).hexdigest()
