"""The flags that there are, each with all that is known about it: the one table that everything else asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Final, NamedTuple

from aligner.checks.flag import Flag, Severity


class Needs(Enum):
    """What a flag is found in."""

    ALIGNMENT = auto()
    """The alignment of the document. It is set there and kept by whatever checks the texts."""
    SEGMENT = auto()
    """The two texts of a segment, most of them by which of the words belong together, where that is known."""
    DOCUMENT = auto()
    """All segments of the document."""


class Shows(Enum):
    """Which part of a segment's texts a flag is about."""

    WORDS = auto()
    """Some of the words."""
    LONE_TEXT = auto()
    """The text of the one side that the segment has."""
    BOTH_TEXTS = auto()
    """Both texts as they are."""
    NOTHING = auto()
    """No place in them."""


LOOKS: Final = ("omission", "addition", "mistranslation", "untranslated", "structure")
"""Looks of flags that a style sheet tells apart: the last part of the MQM category, and what has none of these."""


class Thresholds(NamedTuple):
    """The least probability of a finding that is shown, by sensitivity."""

    low: float
    normal: float
    high: float


_USUAL: Final = Thresholds(0.8, 0.5, 0.25)
_OF_HEADS: Final = Thresholds(0.8, 0.55, 0.25)
"""Chosen on news that the heads were not fitted on, for at most one good segment in twenty flagged as omission (4.7%;
some of these omit something) and one in a hundred as an addition (0.7%)."""


@dataclass(frozen=True, slots=True)
class FlagKind:
    """What is known of all flags of a name.

    `title` is what people call it, `description` what it means, in one line. `category` is that of MQM; empty for those
    that point at the alignment or the document, not at an error. `sides` are those whose words it can be about (0:
    source, 1: target). `thresholds` is None where such a flag is always shown.

    Where two of them speak of the same words, one stays (`aligner.checks.duplicates`): of those with a `rank` the one
    with the lowest. One that `covers` stands for what is missing within it, unless it is hardly more than one that
    `tells` what is missing. `severity` is what the flag always has, None where that depends on what was found.
    """

    name: str
    title: str
    category: str
    needs: Needs
    shows: Shows
    description: str
    sides: tuple[int, ...] = (0, 1)
    thresholds: Thresholds | None = _USUAL
    severity: Severity | None = None
    rank: int | None = None
    covers: bool = False
    tells: bool = False

    @property
    def is_structural(self) -> bool:
        """Whether it tells of the alignment, which has set it."""
        return self.needs is Needs.ALIGNMENT

    @property
    def look(self) -> str:
        """Which of LOOKS it usually has."""
        return _look(self.category)


_MISTRANSLATION: Final = "accuracy/mistranslation"
_TABLE: Final = (
    FlagKind(
        "omission:sentence",
        "Sentence left out",
        "accuracy/omission",
        Needs.ALIGNMENT,
        Shows.LONE_TEXT,
        "a sentence of the source without counterpart, from the alignment",
        sides=(0,),
    ),
    FlagKind(
        "omission:phrase",
        "Words left out",
        "accuracy/omission",
        Needs.SEGMENT,
        Shows.WORDS,
        "words of the source that nothing in the target says",
        sides=(0,),
        thresholds=_OF_HEADS,
        covers=True,
    ),
    FlagKind(
        "addition:sentence",
        "Sentence added",
        "accuracy/addition",
        Needs.ALIGNMENT,
        Shows.LONE_TEXT,
        "a sentence of the target without counterpart, from the alignment",
        sides=(1,),
    ),
    FlagKind(
        "addition:phrase",
        "Words added",
        "accuracy/addition",
        Needs.SEGMENT,
        Shows.WORDS,
        "words of the target that nothing in the source says",
        sides=(1,),
        thresholds=_OF_HEADS,
        covers=True,
    ),
    FlagKind(
        "untranslated",
        "Untranslated",
        "accuracy/untranslated",
        Needs.SEGMENT,
        Shows.WORDS,
        "words left in the language of the source; names, titles, loan words and code aside",
        rank=4,
    ),
    FlagKind(
        "number",
        "Number",
        _MISTRANSLATION,
        Needs.SEGMENT,
        Shows.WORDS,
        "a quantity that differs or is missing",
        rank=1,  # a sum's currency is the number's
        tells=True,
    ),
    FlagKind(
        "date",
        "Date",
        _MISTRANSLATION,
        Needs.SEGMENT,
        Shows.WORDS,
        "a date, weekday or period that differs or is missing",
        rank=0,  # a date's number is the date's
        tells=True,
    ),
    FlagKind(
        "name",
        "Name",
        _MISTRANSLATION,
        Needs.SEGMENT,
        Shows.WORDS,
        "a name without counterpart, or a type word that goes with another name",
        rank=3,  # a month is no name
    ),
    FlagKind(
        "negation",
        "Negation",
        _MISTRANSLATION,
        Needs.SEGMENT,
        Shows.WORDS,
        "one side negates and the other does not",
        tells=True,
    ),
    FlagKind(
        "unit",
        "Unit",
        _MISTRANSLATION,
        Needs.SEGMENT,
        Shows.WORDS,
        "the same number with another currency or measure; conversions that fit are excused",
        rank=2,
    ),
    FlagKind(
        "meaning",
        "Meaning",
        _MISTRANSLATION,
        Needs.SEGMENT,
        Shows.WORDS,
        "words that are translated by something else, or two sides with hardly anything in common",
    ),
    FlagKind(
        "length",
        "Length",
        "",
        Needs.DOCUMENT,
        Shows.BOTH_TEXTS,
        "far longer or shorter than this document's other segments",
    ),
    FlagKind(
        "inconsistent",
        "Inconsistent",
        "",
        Needs.DOCUMENT,
        Shows.BOTH_TEXTS,
        "the same source has different targets in the document",
    ),
    FlagKind(
        "moved",
        "Moved",
        "",
        Needs.ALIGNMENT,
        Shows.LONE_TEXT,
        "translated, but elsewhere: says where",
        thresholds=None,
        severity="minor",
    ),
    FlagKind(
        "uncertain",
        "Alignment in doubt",
        "",
        Needs.ALIGNMENT,
        Shows.NOTHING,
        "the alignment itself is doubtful",
        sides=(),
        thresholds=None,
        severity="minor",
    ),
)

FLAG_KINDS: Final[Mapping[str, FlagKind]] = MappingProxyType({kind.name: kind for kind in _TABLE})
"""All flags by name, in the order in which they are listed everywhere: what is left out or added comes first."""


ASKED_KINDS: Final[Mapping[str, FlagKind]] = MappingProxyType(
    {
        "typography": FlagKind(
            "typography",
            "Spaces and marks",
            "linguistic-conventions/typography",
            Needs.SEGMENT,
            Shows.WORDS,
            "two spaces, a space before a mark, a mark twice, another mark at the end than the source has",
        )
    }
)
"""Flags that are shown only where `--only` names them: matters of taste, which would drown the errors."""


def known_kind(name: str) -> FlagKind | None:
    """Return what is known of the flags of a name, shown unasked or not; None for one that there is not."""
    return FLAG_KINDS.get(name) or ASKED_KINDS.get(name)


def flag_kind(name: str) -> FlagKind:
    """Return what is known of the flags of a name; for one that is unknown here, from another program, the usual."""
    return known_kind(name) or FlagKind(name, name, "", Needs.SEGMENT, Shows.WORDS, "", thresholds=None)


def look_of(flag: Flag) -> str:
    """Return which of LOOKS a flag has: by its category, else what is usual for its name."""
    return _look(flag.category or flag_kind(flag.name).category)


def _look(category: str) -> str:
    look = category.rpartition("/")[2]
    return look if look in LOOKS else LOOKS[-1]
