"""A quantity of one side with all that the comparison needs to know about it."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.checks.numbers.quantity import Quantity, Weight
from aligner.checks.numbers.signs import Sign
from aligner.checks.numbers.units import Units
from aligner.checks.pair import Span


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity of one side, the units it may be in, and whether the check of dates looks after it.

    `unit_span` is where the word or sign of the unit stands, `sign` how the number is turned.
    """

    quantity: Quantity
    units: Units
    in_date: bool = False
    unit_span: Span = (0, 0)
    sign: Sign | None = None

    @property
    def weight(self) -> Weight:
        """How much it means that it has no counterpart."""
        return self.quantity.weight


Couple = tuple[Measured, Measured]
"""Of source and target."""
