"""Puts the pieces of numbers together: `two and a half million`, `70,2 Mrd.`, `zwei Drittel`, `half past two`."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Final

from aligner.checks.numbers.quantity import Atom, Key, Kind, Part, Quantity, Weight, normal

_CLOSE = re.compile(r" {0,2}[-‐‑]? ?$")
_AND = re.compile(r"[- ](?:and|und)[- ]$")
_AND_A_HALF = re.compile(r"[- ](?:and|und)[- ](?:a|an|one|eine?)[- ]?$")
_OF = re.compile(r" of (?:a )?$")
_ARTICLE = re.compile(r"(?:half|halb\w{0,2}) (?:an? )?$", re.IGNORECASE)
_RANGE = re.compile(r" ?(?:-|–|—|bis|to|und|and|oder|or|bis zu|up to) ?(?:rund |about |zu )?$")
_CLOCK_AFTER = re.compile(r"(?:[:.]\d\d)?(?:\s?(?:Uhr\b|[ap]\.?\s?m\b)|(?<=:\d\d))", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"[$€£¥]\s?$")
_SHORT_MILLION = re.compile(r"[mM](?![^\W_])")
_PERCENT = re.compile(r"\s?(?:%|[Pp]rozent|[Pp]er ?cent)")
_OF_WHOLE = re.compile(r" of (?:the|all|its|their|our|his|her|those|these|it|them|what|an?)(?![^\W_])")
_ONE_BEFORE = re.compile(r"(?<![^\W_])(?:an?|ein|eine[ms]|one)[ -]$", re.IGNORECASE)
_SHARE_BEFORE = re.compile(
    r"(?:by|to|about|around|only|nearly|almost|over|than|just|roughly|under|at|up|down|is|was|a good) an? $",
    re.IGNORECASE,
)
_NO_WORD_AFTER = re.compile(
    r"\s*(?:[.,;:!?)\"”]|$)|\s(?:in|on|from|over|since|to|last|this|between|within|after|compared)\b"
)
_BETWEEN = re.compile(r"(?:zwischen|von) $", re.IGNORECASE)
_A_METRE = re.compile(r"(?<![^\W_])(?:k?ein(?:en|em)?|1) Meter[ -]$", re.IGNORECASE)
_HUNDREDTHS = re.compile(
    r" ?(?:Euro|Mark|Franken|Pfund|Dollar|[Mm]eter|€|euros?|dollars?|pounds?|francs|metres?|meters?)(?: und| and)? $"
)
_AND_HALF = re.compile(r" \w+ and a $")
_ONE_AND = re.compile(r"(?<![^\W_])(?:an?|one|another) \w+ and a $", re.IGNORECASE)
_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\t\n\r"), " ")
_COUNTS: Final = (Part.CARDINAL, Part.TENS)


def compose(text: str, atoms: list[Atom], language: str) -> list[Quantity]:
    """Return the quantities that the atoms of a text make up, in order."""
    numbers: list[Atom] = []
    at = 0
    while at < len(atoms):
        number, at = _number(text, atoms, at, language)
        numbers.extend(number)
    _share_magnitudes(text, numbers)
    return [_quantity(text, atom) for atom in _in_two_units(text, numbers)]


def _gap(text: str, first: Atom, second: Atom) -> str | None:
    """Return what stands between two atoms, None where that is long."""
    if second.start - first.end > 12:
        return None
    return text[first.end : second.start].translate(_SPACES)


def _number(text: str, atoms: list[Atom], at: int, language: str) -> tuple[list[Atom], int]:
    """Return the number that begins at an atom (a clock time has two), and the atom after it."""
    first = atoms[at]
    if (
        language == "de"
        and first.part is Part.HALF
        and at + 1 < len(atoms)
        and _is_half_past(text, first, atoms[at + 1])
    ):
        return _half_to(first, atoms[at + 1]), at + 2
    if first.part is Part.HALF and at + 1 < len(atoms):
        after = atoms[at + 1]
        gap = _gap(text, first, after)
        if gap is not None and after.part is Part.MAGNITUDE and gap.strip(" -") in ("", "a", "of a"):
            return [_joined(first, after, first.value * after.value)], at + 2
    if at + 1 < len(atoms) and (number := _of_two(text, first, atoms[at + 1], language)):
        return [number], at + 2
    if first.part is Part.DENOMINATOR or (first.part is Part.ORDINAL and _is_share(text, first)):
        return [_fraction(text, first)], at + 1
    if first.part in (Part.MANY, Part.MAGNITUDE) or first.part in _COUNTS or first.part is Part.HALF:
        return _accumulated(text, atoms, at)
    return [first], at + 1


def _of_two(text: str, first: Atom, second: Atom, language: str) -> Atom | None:
    """Return the number that two atoms make in a way of their own: `one third`, `1 1/2`, `vier und zwanzig`."""
    gap = _gap(text, first, second)
    if gap is None or first.part is not Part.CARDINAL or not isinstance(first.value, float):
        return None
    if first.value == 1 and second.part is Part.ORDINAL and second.value > 2 and gap in (" ", "-"):
        return _part_of(first, second, 1 / second.value)
    if first.kind is Kind.DIGITS and second.kind is Kind.DIGITS and gap == " " and first.value < 1000:
        slash = "/" in text[second.start : second.end] and second.further and first.keys == (first.value,)
        if slash and isinstance(share := second.further[0], float):
            return replace(
                second, start=first.start, value=first.value + share, keys=(first.value + share,), further=()
            )
    if language == "de" and gap == " und " and first.kind is second.kind is Kind.WORDS:
        tens = second.part is Part.CARDINAL and second.value % 10 == 0 and 20 <= second.value <= 90
        if tens and 1 <= first.value < 10 and not _BETWEEN.search(text, max(0, first.start - 10), first.start):
            value = first.value + second.value
            return replace(second, start=first.start, value=value, keys=(value,))
    return None


def _is_share(text: str, ordinal: Atom) -> bool:
    """Tell whether an English ordinal is a part: `a third of the land`, `by a fifth` at the end."""
    if _OF_WHOLE.match(text, ordinal.end):
        return True
    last = _NO_WORD_AFTER.match(text, ordinal.end) is not None
    return last and _SHARE_BEFORE.search(text, max(0, ordinal.start - 18), ordinal.start) is not None


def _part_of(first: Atom, last: Atom, value: float) -> Atom:
    further = (first.value, last.value) if first is not last else (last.value,)
    return Atom(first.start, last.end, Part.SHY, Kind.FRACTION, value, (normal(value),), further, Weight.SHY)


def _fraction(text: str, atom: Atom) -> Atom:
    """Return `Viertel` as a part where an article stands before it, `third` where one does and `of` follows."""
    article = _ONE_BEFORE.search(text, max(0, atom.start - 8), atom.start)
    return _part_of(atom, atom, 1 / atom.value) if article and atom.value > 2 else atom


def _in_two_units(text: str, numbers: list[Atom]) -> list[Atom]:
    """Join `zwölf Euro fünfzig`, `einen Meter achtzig` and `two hours and a half`."""
    joined: list[Atom] = []
    for atom in numbers:
        metre = _A_METRE.search(text, max(0, atom.start - 14), atom.start)
        if metre and atom.part in _COUNTS and 1 <= atom.value < 100 and atom.value % 1 == 0:
            value = normal(1 + atom.value / 100)
            atom = replace(atom, start=metre.start(), value=value, keys=(value,), further=())
        last = joined[-1] if joined else None
        gap = _gap(text, last, atom) if last is not None else None
        if last is None or gap is None or last.part not in _COUNTS or not last.value:
            if atom.part is Part.HALF and _ONE_AND.search(text, max(0, atom.start - 24), atom.start):
                atom = replace(atom, value=1.5, keys=(1.5,), further=(0.5,))
            joined.append(atom)
        elif atom.part in _COUNTS and _HUNDREDTHS.match(gap) and 1 <= atom.value < 100 and last.value % 1 == 0:
            value = normal(last.value + atom.value / 100)
            joined[-1] = replace(last, end=atom.end, value=value, keys=(value,), further=())
        elif atom.part is Part.HALF and _AND_HALF.match(gap) and atom.value == 0.5:
            value = last.value + 0.5
            joined[-1] = replace(last, end=atom.end, value=value, keys=(value,), further=())
        else:
            if atom.part is Part.HALF and _ONE_AND.search(text, max(0, atom.start - 24), atom.start):
                atom = replace(atom, value=1.5, keys=(1.5,), further=(0.5,))
            joined.append(atom)
    return joined


def _is_half_past(text: str, half: Atom, hour: Atom) -> bool:
    return text[half.start : half.end].lower() == "halb" and hour.part in _COUNTS and hour.value <= 12 and (
        text[half.end : hour.start] == " "
    )  # fmt: skip


def _half_to(half: Atom, hour: Atom) -> list[Atom]:
    """Return hour and minutes of `halb drei`."""
    value = (hour.value - 2) % 12 + 1
    minutes = replace(half, part=Part.EXCUSE, value=30.0, keys=(30.0,), weight=Weight.EXCUSE)
    return [minutes, replace(hour, value=value, keys=(value,), further=(value + 12,))]


def _accumulated(text: str, atoms: list[Atom], at: int) -> tuple[list[Atom], int]:
    """Add and multiply the atoms of one number: `three hundred and twenty-one thousand`, `2,5 Millionen`."""
    number = atoms[at]
    last, factor = number, number.value if number.part in (Part.MAGNITUDE, Part.MANY) else 0.0
    at += 1
    total, current = 0.0, number.value
    while at < len(atoms):
        atom = atoms[at]
        gap = _gap(text, last, atom)
        if gap is None or (number.keys and isinstance(number.keys[0], str)):
            break
        close = bool(_CLOSE.match(gap))
        if (atom.part is Part.MAGNITUDE and close) or (atom.part is Part.MANY and (close or _OF.match(gap))):
            if current == 0 or (atom.value == 12 and number.part is Part.MANY):
                break
            current *= atom.value
            if atom.value >= 1000:
                total, current = total + current, 0.0
            factor = atom.value
        elif atom.part is Part.DENOMINATOR and close and number.part in _COUNTS and factor == 0:
            current /= atom.value
        elif atom.part is Part.HALF and (_AND_A_HALF.match(gap) or (atom.kind is Kind.DIGITS and close)):
            current += atom.value
        elif _adds(atom, last, number.kind, factor, gap, close) and not _begins_another(text, atoms, at, factor):
            current += atom.value
            factor = 0.0 if atom.value < 100 else factor
        else:
            break
        last = atom
        at += 1
    return ([number] if last is number else [_joined(number, last, normal(total + current))]), at


def _adds(atom: Atom, last: Atom, begun: Kind, factor: float, gap: str, close: bool) -> bool:
    if atom.kind is Kind.DIGITS or begun is Kind.DIGITS or atom.part not in (*_COUNTS, Part.ORDINAL):
        return False
    if last.part is Part.TENS:
        return close and atom.value < 10
    after_magnitude = last.part is Part.MAGNITUDE and atom.value < factor
    return after_magnitude and (close or bool(_AND.match(gap)))


def _begins_another(text: str, atoms: list[Atom], at: int, factor: float) -> bool:
    """Tell whether a number begins here that has a magnitude of its own: `three million and five million`."""
    while at + 1 < len(atoms) and atoms[at].part in _COUNTS:
        gap = _gap(text, atoms[at], atoms[at + 1])
        if gap is None or not _CLOSE.match(gap):
            return False
        at += 1
    is_magnitude = atoms[at].part is Part.MAGNITUDE
    return is_magnitude and (atoms[at].value == factor or 1000 <= factor < atoms[at].value)


def _joined(first: Atom, last: Atom, value: float) -> Atom:
    value = normal(value)
    further: tuple[Key, ...] = ()
    if last.part is Part.DENOMINATOR:
        further = (first.value, last.value)
    kind = Kind.DIGITS if first.kind is Kind.DIGITS else last.kind
    if last.part is Part.DENOMINATOR:
        kind = Kind.FRACTION
    elif kind is Kind.FRACTION and value >= 1:
        kind = Kind.WORDS
    weight = Weight.STRONG if last.part in (Part.MAGNITUDE, *_COUNTS, Part.HALF) else min(first.weight, Weight.SHY)
    if first.part is Part.MANY or first.part is Part.MAGNITUDE:
        weight = Weight.SHY
    if len(first.keys) > 1 or (first.further and last.part in (Part.MAGNITUDE, Part.MANY)):
        further = tuple(normal(key * last.value) for key in first.further if isinstance(key, float))
    return Atom(first.start, last.end, last.part, kind, value, (value,), further, weight)


def _share_magnitudes(text: str, numbers: list[Atom]) -> None:
    """Let the first number of `5 bis 10 Millionen` be 5 million too."""
    for at, (first, second) in enumerate(itertools.pairwise(numbers)):
        if first.part not in _COUNTS or second.part is not Part.MAGNITUDE:
            continue
        gap = _gap(text, first, second)
        if gap is None or not _RANGE.match(gap):
            continue
        factor = next((f for f in (1e12, 1e9, 1e6, 1e3) if second.value >= f), 1.0)
        numbers[at] = replace(first, further=(*first.further, normal(first.value * factor)))


def _quantity(text: str, atom: Atom) -> Quantity:
    further = list(atom.further)
    start, end, weight = atom.start, atom.end, atom.weight
    if atom.part is Part.DECADE:
        further += [f"decade {atom.value % 100:.0f}", atom.value % 100]
        if atom.value >= 100 and atom.value % 100 == 0:
            further.append(atom.value // 100 + 1)
    elif atom.part is Part.DENOMINATOR and atom.value >= 1 and atom.keys == (atom.value,):
        further += [normal(1 / atom.value)]
    if atom.part in _COUNTS and atom.value <= 24 and _CLOCK_AFTER.match(text, end):
        further += [(atom.value + 12) % 24]
    if atom.part is Part.MULTIPLE:
        further += [normal(abs(atom.value - 1) * 100), normal(atom.value * 100)]
    if atom.part is Part.HALF and atom.value == 0.5:
        further += [2.0]
    if _PERCENT.match(text, end):
        further += [normal(atom.value / 100)]
    if _MONEY_BEFORE.search(text, max(0, start - 2), start) and (short := _SHORT_MILLION.match(text, end)):
        return Quantity(start, short.end(), atom.kind, weight, (normal(atom.value * 1e6),), (atom.value,))
    if atom.value in (0.0, 1.0) and weight is Weight.STRONG:
        weight = Weight.SHY
    return Quantity(start, end, atom.kind, weight, atom.keys, tuple(further))
