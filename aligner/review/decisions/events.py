"""What a reviser can decide, and what is computed for it: events, which are kept as JSON and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal, TypeAlias, cast, get_args

from aligner.checks.flag import Flag
from aligner.corpus.segment import Segment
from aligner.errors import AlignerError
from aligner.review.decisions.records import from_json, to_json

Side = Literal["source", "target"]
Direction = Literal["previous", "next"]


class DecisionError(AlignerError):
    """A decision that cannot be carried out on the segments as they are, or that is no decision at all."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a side is cut: `at` is a character of its text, 0 to its length.

    Of the bead's n sentences on this side, the first `left` are (wholly or in part) before the cut, those from `right`
    on behind it: equal at a border of sentences, `right == left - 1` where a sentence is cut in two.
    """

    at: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Accept:
    """The segment is right."""

    kind: ClassVar[str] = "accept"
    key: int


@dataclass(frozen=True, slots=True)
class Reject:
    """The segment is not fit for use."""

    kind: ClassVar[str] = "reject"
    key: int


@dataclass(frozen=True, slots=True)
class Reopen:
    """Nothing is decided of the segment; its texts stay as they are."""

    kind: ClassVar[str] = "reopen"
    key: int


@dataclass(frozen=True, slots=True)
class Edit:
    """New texts; None leaves a side as it is."""

    kind: ClassVar[str] = "edit"
    key: int
    source: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """The segment and the next become one."""

    kind: ClassVar[str] = "merge"
    key: int


@dataclass(frozen=True, slots=True)
class Join:
    """The texts of another segment, anywhere in the text, go to this one; the other is no more."""

    kind: ClassVar[str] = "join"
    key: int
    other: int


@dataclass(frozen=True, slots=True)
class Split:
    """The segment becomes two, cut before these characters of its texts (0: that side goes to the second altogether).

    The cuts say the same with the sentences counted. The page leaves them out, the session fills them in before the
    event is stored: a later version may split sentences in another way.
    """

    kind: ClassVar[str] = "split"
    key: int
    source_at: int
    target_at: int
    source_cut: Cut | None = None
    target_cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class MoveSentence:
    """The first (last) sentence of a side goes to the previous (next) segment; `cut` as in `Split`."""

    kind: ClassVar[str] = "move"
    key: int
    side: Side
    direction: Direction
    cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A reviser's note, which replaces the one before; empty for none."""

    kind: ClassVar[str] = "note"
    key: int
    text: str


@dataclass(frozen=True, slots=True)
class Dismiss:
    """The flag of this key (`aligner.checks.dismissal`) is not to be seen again."""

    kind: ClassVar[str] = "dismiss"
    key: int
    flag: str


@dataclass(frozen=True, slots=True)
class Restore:
    """The flag of this key was not to be dismissed after all."""

    kind: ClassVar[str] = "restore"
    key: int
    flag: str


@dataclass(frozen=True, slots=True)
class Realigned:
    """New segments instead of those from key `first` up to and with `last`, of the same sentences.

    `segments` may have any ids. `source_parts` and `target_parts` are, for each, the sentences of its texts.
    """

    kind: ClassVar[str] = "realigned"
    first: int
    last: int
    segments: tuple[Segment, ...]
    source_parts: tuple[tuple[str, ...], ...]
    target_parts: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> int:
        """The segment that the reader should look at."""
        return self.first


@dataclass(frozen=True, slots=True)
class Carried:
    """A decision of the review of an earlier corpus; None leaves what is there. Not part of what can be undone."""

    kind: ClassVar[str] = "carried"
    key: int
    status: str | None = None
    note: str | None = None
    source: str | None = None
    target: str | None = None
    dismissed: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed for a pair of texts: it holds wherever they stand. Not part of what can be undone."""

    kind: ClassVar[str] = "computed"
    key: int
    source: str
    target: str
    similarity: float | None = None
    confidence: float | None = None
    flags: tuple[Flag, ...] = ()
    scores: Mapping[str, float] | None = None


Single: TypeAlias = Accept | Reject | Reopen | Edit | Join | Note | Dismiss | Restore
"""What may be decided of many segments at once: it means the same whatever is decided with it."""


@dataclass(frozen=True, slots=True)
class Together:
    """Several decisions, made and undone as one."""

    kind: ClassVar[str] = "together"
    decisions: tuple[Single, ...]

    @property
    def key(self) -> int:
        """The segment that the reader should look at."""
        return self.decisions[0].key


Decision: TypeAlias = (
    Accept
    | Reject
    | Reopen
    | Edit
    | Merge
    | Join
    | Split
    | MoveSentence
    | Note
    | Dismiss
    | Restore
    | Realigned
    | Together
)
"""What can be undone."""
Event: TypeAlias = Decision | Carried | Computed

DECISIONS: Final = (
    *("accept", "reject", "reopen", "edit", "merge", "join", "split", "move", "note", "dismiss", "restore"),
    "together",
)
"""The kinds that a page may send."""


def decision_from_page(given: Mapping[str, Any]) -> Decision:
    """Read what the page sends: `kind`, `key` and the fields of that kind; other entries are passed over.

    Raises DecisionError.
    """
    kind = given.get("kind")
    if kind not in DECISIONS:
        raise DecisionError(f"kind is {str(kind)[:40]!r}; use one of {', '.join(DECISIONS)}")
    return cast("Decision", event_from_json({**given, "source_cut": None, "target_cut": None, "cut": None}))


def event_from_json(given: Mapping[str, Any]) -> Event:
    """Return the event of an object from `event_to_json`. Raises DecisionError, which names the field."""
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise DecisionError(f"kind is {str(kind)[:40]!r}, which is not a kind of decision")
    if kind == Together.kind:
        return _together(given)
    try:
        return from_json(_KINDS[kind], given)
    except ValueError as error:
        raise DecisionError(f"{kind}: {error}") from error


def event_to_json(event: Event) -> dict[str, Any]:
    """Return an object for `json.dumps`."""
    if isinstance(event, Together):
        return {"kind": event.kind, "decisions": [event_to_json(decision) for decision in event.decisions]}
    return {"kind": event.kind, **{name: value for name, value in to_json(event).items() if value is not None}}


def _together(given: Mapping[str, Any]) -> Together:
    """Read decisions in a list, or, in short, the keys of all segments that are accepted."""
    decisions, accepted = given.get("decisions", []), given.get("accepted", [])
    if not isinstance(decisions, list) or not isinstance(accepted, list) or not (decisions or accepted):
        raise DecisionError("together: decisions: must be a list of decisions")
    decisions = [*decisions, *({"kind": Accept.kind, "key": key} for key in accepted)]
    singles = tuple(event_from_json(decision) if isinstance(decision, dict) else None for decision in decisions)
    if not all(isinstance(single, get_args(Single)) for single in singles):
        raise DecisionError("together: decisions: one of them is of a kind that cannot be decided of many segments")
    return Together(cast("tuple[Single, ...]", singles))


_KINDS: Final[Mapping[str, type[Event]]] = {kind.kind: kind for kind in get_args(Event)}
