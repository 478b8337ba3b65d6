"""What a number in a text is: its place, its values, and how sure it must have a counterpart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

Key = float | str
"""A value, or a text such as a version number that is only equal to itself."""


class Weight(IntEnum):
    """How much it means that a quantity has no counterpart."""

    EXCUSE = 0
    """Nothing: it only serves as the counterpart of others (`eine`, `Dreieck`, `quarter`)."""
    SHY = 1
    """Something where another number stands in its place (`third`, `Hunderte`, `COVID-19`)."""
    STRONG = 2
    """A translation has it."""


class Kind(Enum):
    """How a quantity is written."""

    DIGITS = "digits"
    WORDS = "words"
    ORDINAL = "ordinal"
    ROMAN = "roman"
    FRACTION = "fraction"
    """Part of a whole: `zwei Drittel`, `half`."""
    MULTIPLE = "multiple"
    """So many times: `verdoppelt`, `twice`, `zweimal`."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text.

    `start` and `end` are a half-open range in characters. `keys` are the values it may have, the likeliest first;
    `further` are values that it may be given in a translation (`1990s` is `90`, `15 Uhr` is `3`).
    """

    start: int
    end: int
    kind: Kind
    weight: Weight
    keys: tuple[Key, ...]
    further: tuple[Key, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """The half-open range in the text."""
        return self.start, self.end

    @property
    def value(self) -> float | None:
        """The likeliest value, None for a version number and the like."""
        return self.keys[0] if isinstance(self.keys[0], float) else None


class Part(Enum):
    """What a piece of a number does in it."""

    CARDINAL = "cardinal"
    TENS = "tens"
    """A number word that takes a unit after it: `twenty` (one)."""
    MAGNITUDE = "magnitude"
    MANY = "many"
    """A magnitude in the plural, that counts by itself: `Hunderte`, `millions`."""
    ORDINAL = "ordinal"
    DENOMINATOR = "denominator"
    HALF = "half"
    DECADE = "decade"
    MULTIPLE = "multiple"
    SHY = "shy"
    EXCUSE = "excuse"


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a number: a run of digits or one word."""

    start: int
    end: int
    part: Part
    kind: Kind
    value: float
    keys: tuple[Key, ...] = ()
    further: tuple[Key, ...] = ()
    weight: Weight = Weight.STRONG


def normal(value: float) -> float:
    """Return the value without the noise of multiplication: 12 significant digits."""
    return float(f"{value:.12g}")
