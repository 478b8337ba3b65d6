"""Which flags are shown: how probable a finding must be, and which names were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self

from aligner.checks.flag import CATEGORIES, Flag

SENSITIVITIES: Final = ("low", "normal", "high")
DEFAULT_SENSITIVITY: Final = "normal"
STRUCTURAL: Final = ("omission:sentence", "addition:sentence", "moved", "uncertain")
"""Flags of the alignment itself. They have no threshold: it was decided there."""

_USUAL: Final = (0.8, 0.5, 0.25)
_OF_HEADS: Final = (0.8, 0.55, 0.25)
"""Chosen on news that the heads were not fitted on, for at most one good segment in twenty flagged as omission (4.7%;
some of these omit something) and one in a hundred as an addition (0.7%)."""

THRESHOLDS: Final = MappingProxyType(
    {
        "omission:phrase": _OF_HEADS,
        "addition:phrase": _OF_HEADS,
        "untranslated": _USUAL,
        "number": _USUAL,
        "date": _USUAL,
        "name": _USUAL,
        "negation": _USUAL,
        "unit": _USUAL,
        "meaning": _USUAL,
        "length": _USUAL,
        "inconsistent": _USUAL,
    }
)
"""Least probability of a finding that is shown at low, normal and high sensitivity."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The flags that a user wants to see: those of `names`, from the probabilities of `sensitivity` on."""

    sensitivity: str = DEFAULT_SENSITIVITY
    names: frozenset[str] = frozenset(CATEGORIES)

    @classmethod
    def of(cls, sensitivity: str = DEFAULT_SENSITIVITY, only: Iterable[str] = (), skip: Iterable[str] = ()) -> Self:
        """Return the selection of these names, all where `only` is empty.

        `omission` and `addition` stand for both of their kinds. Raises ValueError for an unknown name or sensitivity.
        """
        if sensitivity not in SENSITIVITIES:
            raise ValueError(f"there is no sensitivity {sensitivity!r}; use {', '.join(SENSITIVITIES)}")
        wanted = _expanded(only) or frozenset(CATEGORIES)
        return cls(sensitivity, wanted - _expanded(skip))

    def shows(self, flag: Flag) -> bool:
        """Tell whether a finding is shown. One of unknown probability, from a file, is."""
        if flag.name not in self.names:
            return False
        if flag.probability is None or flag.name not in THRESHOLDS:
            return True
        return flag.probability >= THRESHOLDS[flag.name][SENSITIVITIES.index(self.sensitivity)]


def _expanded(names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        meant = [known for known in CATEGORIES if known == name or known.startswith(f"{name}:")]
        if not meant:
            raise ValueError(f"there is no flag {name!r}; the flags are {', '.join(CATEGORIES)}")
        found.update(meant)
    return frozenset(found)
