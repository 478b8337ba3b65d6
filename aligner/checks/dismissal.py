"""How a finding is known again, so that one that was dismissed stays dismissed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import blake2b

from aligner.checks.flag import Flag

_BYTES = 8


def dismissal_key(source: str, target: str, name: str) -> str:
    """Return 16 hexadecimal digits for the flag `name` on these two texts.

    White space counts as one space, so that a TSV, which has no line breaks in texts, and a JSONL agree. A change of
    either text gives another key: the finding is looked at again.
    """
    parts = (" ".join(source.split()), " ".join(target.split()), name)
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=_BYTES).hexdigest()


def is_dismissed(flag: Flag, source: str, target: str, dismissed: Collection[str]) -> bool:
    """Tell whether the key of a flag on these two texts is among those dismissed."""
    return bool(dismissed) and dismissal_key(source, target, flag.name) in dismissed


def left_open(flags: Iterable[Flag], source: str, target: str, dismissed: Collection[str]) -> tuple[Flag, ...]:
    """Return the flags on these two texts that no reviser has dismissed."""
    if not dismissed:
        return tuple(flags)
    return tuple(flag for flag in flags if not is_dismissed(flag, source, target, dismissed))
