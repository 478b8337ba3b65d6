"""Which flags are shown: how probable a finding must be, and which names were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from aligner.checks.flag import Flag
from aligner.checks.kinds import ASKED_KINDS, FLAG_KINDS, Thresholds, flag_kind

SENSITIVITIES: Final = Thresholds._fields
DEFAULT_SENSITIVITY: Final = "normal"


@dataclass(frozen=True, slots=True)
class Selection:
    """The flags that a user wants to see: those of `names`, from the probabilities of `sensitivity` on."""

    sensitivity: str = DEFAULT_SENSITIVITY
    names: frozenset[str] = frozenset(FLAG_KINDS)

    @classmethod
    def of(cls, sensitivity: str = DEFAULT_SENSITIVITY, only: Iterable[str] = (), skip: Iterable[str] = ()) -> Self:
        """Return the selection of these names, all where `only` is empty.

        All are those of `FLAG_KINDS`; one of `ASKED_KINDS` must be named. `omission` and `addition` stand for both of
        their kinds. Raises ValueError for an unknown name or sensitivity.
        """
        if sensitivity not in SENSITIVITIES:
            raise ValueError(f"there is no sensitivity {sensitivity!r}; use {', '.join(SENSITIVITIES)}")
        wanted = _expanded(only) or frozenset(FLAG_KINDS)
        return cls(sensitivity, wanted - _expanded(skip))

    def shows(self, flag: Flag) -> bool:
        """Tell whether a finding is shown. One of unknown probability, from a file, is."""
        if flag.name not in self.names:
            return False
        thresholds = flag_kind(flag.name).thresholds
        if flag.probability is None or thresholds is None:
            return True
        return flag.probability >= thresholds[SENSITIVITIES.index(self.sensitivity)]


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like this one, empty where none is."""
    from difflib import get_close_matches  # which is needed where something is wrong only

    return next(iter(get_close_matches(name.lower(), list(known), 1)), "")


def _expanded(names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        meant = [known for known in (*FLAG_KINDS, *ASKED_KINDS) if known == name or known.startswith(f"{name}:")]
        if not meant:
            near = nearest(name, (*FLAG_KINDS, *ASKED_KINDS, *(known.partition(":")[0] for known in FLAG_KINDS)))
            meant_perhaps = f" (did you mean {near}?)" if near else ""
            raise ValueError(
                f"there is no flag {name!r}{meant_perhaps}; the flags are {', '.join((*FLAG_KINDS, *ASKED_KINDS))}"
            )
        found.update(meant)
    return frozenset(found)
