"""What a reviser can decide, and what is computed for it: events, which are kept as JSON and never changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal, TypeAlias, cast

from aligner.alignment.bead import Bead
from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus.rows import STATUSES
from aligner.corpus.segment import Segment
from aligner.errors import AlignerError

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
class Move:
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


Decision: TypeAlias = Accept | Reject | Reopen | Edit | Merge | Split | Move | Note | Dismiss | Restore | Realigned
"""What can be undone."""
Event: TypeAlias = Decision | Carried | Computed

DECISIONS: Final = ("accept", "reject", "reopen", "edit", "merge", "split", "move", "note", "dismiss", "restore")
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
    if not isinstance(kind, str) or kind not in _READERS:
        raise DecisionError(f"kind is {str(kind)[:40]!r}, which is no kind of decision")
    try:
        return _READERS[kind](_Fields(given))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DecisionError(f"{kind}: {error}") from error


def event_to_json(event: Event) -> dict[str, Any]:
    """Return an object for `json.dumps`."""
    fields = {name: getattr(event, name) for name in event.__slots__}
    return {"kind": event.kind, **{name: _plain(value) for name, value in fields.items() if value is not None}}


def _plain(value: object) -> Any:  # noqa: ANN401  (JSON)
    if isinstance(value, (Cut, Bead, Flag, Segment)):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value


class _Fields:
    """Reads the fields of one object, each with its kind."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    def number(self, name: str) -> int:
        value = self._given.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
            raise ValueError(f"{name} must be a whole number, not negative")
        return value

    def text(self, name: str) -> str:
        value = self._given.get(name)
        if not isinstance(value, str):
            raise ValueError(f"{name} must be a string")
        return value

    def optional_text(self, name: str) -> str | None:
        return None if self._given.get(name) is None else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.objects(name)
        if not all(isinstance(value, str) for value in values):
            raise ValueError(f"{name} must be a list of strings")
        return values

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.text(name)
        if value not in choices:
            raise ValueError(f"{name} is {value[:40]!r}; use one of {', '.join(choices)}")
        return value

    def share(self, name: str) -> float | None:
        value = self._given.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise ValueError(f"{name} must be a number from 0 to 1")
        return float(value)

    def objects(self, name: str) -> tuple[Any, ...]:
        value = self._given.get(name)
        if not isinstance(value, (list, tuple)):
            raise ValueError(f"{name} must be a list")
        return tuple(value)

    def cut(self, name: str) -> Cut | None:
        value = self._given.get(name)
        return None if value is None else Cut(value["at"], value["left"], value["right"])

    def span(self, name: str) -> tuple[int, int] | None:
        value = self._given.get(name)
        return None if value is None else (int(value[0]), int(value[1]))

    def flags(self, name: str) -> tuple[Flag, ...]:
        return tuple(_flag(_Fields(value)) for value in self.objects(name))

    def scores(self, name: str) -> dict[str, float] | None:
        value = self._given.get(name)
        return None if value is None else {str(key): float(score) for key, score in value.items()}


def _flag(fields: _Fields) -> Flag:
    return Flag(
        name=fields.text("name"),
        category=fields.text("category"),
        severity=cast("Any", fields.one_of("severity", SEVERITIES)),
        probability=fields.share("probability"),
        source_span=fields.span("source_span"),
        target_span=fields.span("target_span"),
        message=fields.text("message"),
    )


def _segment(given: Mapping[str, Any]) -> Segment:
    fields = _Fields(given)
    return Segment(
        id=fields.number("id"),
        bead=Bead(**given["bead"]),
        source=fields.text("source"),
        target=fields.text("target"),
        similarity=fields.share("similarity"),
        confidence=fields.share("confidence"),
        flags=fields.flags("flags"),
        scores=fields.scores("scores"),
        source_span=fields.span("source_span"),
        target_span=fields.span("target_span"),
        status=fields.one_of("status", STATUSES),
        note=fields.text("note"),
        dismissed=fields.texts("dismissed"),
    )


def _edit(fields: _Fields) -> Edit:
    return Edit(fields.number("key"), fields.optional_text("source"), fields.optional_text("target"))


def _split(fields: _Fields) -> Split:
    return Split(
        fields.number("key"),
        fields.number("source_at"),
        fields.number("target_at"),
        fields.cut("source_cut"),
        fields.cut("target_cut"),
    )


def _move(fields: _Fields) -> Move:
    side = cast("Side", fields.one_of("side", ("source", "target")))
    direction = cast("Direction", fields.one_of("direction", ("previous", "next")))
    return Move(fields.number("key"), side, direction, fields.cut("cut"))


def _realigned(fields: _Fields) -> Realigned:
    return Realigned(
        fields.number("first"),
        fields.number("last"),
        tuple(_segment(segment) for segment in fields.objects("segments")),
        tuple(tuple(parts) for parts in fields.objects("source_parts")),
        tuple(tuple(parts) for parts in fields.objects("target_parts")),
    )


def _carried(fields: _Fields) -> Carried:
    return Carried(
        fields.number("key"),
        fields.optional_text("status"),
        fields.optional_text("note"),
        fields.optional_text("source"),
        fields.optional_text("target"),
        fields.texts("dismissed"),
    )


def _computed(fields: _Fields) -> Computed:
    return Computed(
        fields.number("key"),
        fields.text("source"),
        fields.text("target"),
        fields.share("similarity"),
        fields.share("confidence"),
        fields.flags("flags"),
        fields.scores("scores"),
    )


_READERS: Final[dict[str, Callable[[_Fields], Event]]] = {
    "accept": lambda fields: Accept(fields.number("key")),
    "reject": lambda fields: Reject(fields.number("key")),
    "reopen": lambda fields: Reopen(fields.number("key")),
    "edit": _edit,
    "merge": lambda fields: Merge(fields.number("key")),
    "split": _split,
    "move": _move,
    "note": lambda fields: Note(fields.number("key"), fields.text("text")),
    "dismiss": lambda fields: Dismiss(fields.number("key"), fields.text("flag")),
    "restore": lambda fields: Restore(fields.number("key"), fields.text("flag")),
    "realigned": _realigned,
    "carried": _carried,
    "computed": _computed,
}
