"""Finds the quantities of a text, whatever they are written as, and what they are worth."""

from aligner.checks.numbers.find import quantities
from aligner.checks.numbers.quantity import Quantity, Weight

__all__ = ["Quantity", "Weight", "quantities"]
