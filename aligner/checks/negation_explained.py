"""How probable it is that a negation without counterpart is an error, and what may stand for it instead."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log1p
from typing import TYPE_CHECKING, Final

from aligner.checks.negation_contraries import are_contrary, poles_of
from aligner.checks.negation_marks import WORD, within_reach
from aligner.checks.negation_words import Strength, has_negative_affix, strength_of
from aligner.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.checks.negation_marks import Marks
    from aligner.checks.negation_scope import Mark, Scope, Scopes
    from aligner.checks.pair import Span, TextPair

COLUMNS: Final = (
    "constant",
    "similarity",
    "nearest",
    "swapped",
    "covered",
    "region covered",
    "own",
    "soft near",
    "weak own",
    "weak close",
    "length",
    "words",
    "no region",
    "lengths",
    "region leftover",
    "both covered",
    "like and nearest",
    "text likeness",
    "unlike links",
    "question",
)
"""What the chance of an error depends on, in the order of `features`."""
_ALONE: Final = 0.85
"""Of a negation in a text without word alignment."""
_DOUBTFUL: Final = 0.35
_SAID: Final = 0.1
_SAYING: Final[tuple[tuple[Strength, ...], ...]] = (("idle", "weak", "nearly"), ("soft",))
_DENYING: Final[tuple[Strength, ...]] = ("weak", "nearly", "idle")
_HARDLY_ALIKE: Final = 0.5
_LONGEST_WORD: Final = 60
_CLOSE: Final = 30
_NEXT: Final = 2
_NO_PREDICATES: Final = frozenset(
    ("", "until", "till", "unless", "except", "instead", "rather", "against", "außer", "statt")
)
"""Words that deny, but that no negation before them turns round."""
_EXCEPTIONS: Final = tuple(
    (re.compile(rf"\b(?:{here})\b", re.IGNORECASE), re.compile(rf"\b(?:{there})\b", re.IGNORECASE))
    for here, there in (
        (
            "außer|ohne|es sei denn|except|but|unless|without|other than|save|apart from|als",
            r"nur|lediglich|allein|ausschließlich|einzig\w*|only|just|solely|alone|exclusively",
        ),
        ("bis|bevor|ehe|solange|so lange|until|till|before", "erst|nur|zuerst|once|first|only|sobald"),
        ("solange|so lange|bis|ehe", "until|till|before|unless"),
        ("unless|until", "wenn|falls|sofern|solange"),
    )
)
"""`not before`, `erst`: what is denied of all but one is affirmed of this one on the other side."""
_BEFORE_THAT: Final = re.compile(r"\b(?:bevor|ehe|bis|before|until|till)\b", re.IGNORECASE)
_TWICE: Final = re.compile(r"\w+n['’]t|not")
_AGAIN: Final = re.compile(
    r"(?:\W+\w+){0,3}\W+(?:no|nothing|nobody|none|never|nowhere|kein\w*|nichts|niemand\w*|nie)\b", re.IGNORECASE
)
"""A second denial right after the first, as in `don't see no tail`: together they are one."""
_EXCEPTION: Final = 90
_QUESTION: Final = re.compile(r"[^.!?]*\?")
_ASKING: Final = re.compile(
    r"(?:\W*\w+,)?\W*(?:\w+n['’]t\b|(?:do|does|did|is|are|was|were|can|could|will|would|shall|should|may|might"
    r"|must|have|has|"
    r"had) (?:you|we|I|he|she|it|they|there|this|that)\b|\w+ (?:Sie|du|ihr|wir|er|sie|es|man|ich|das|dies|Ihr|Du)\b)",
    re.IGNORECASE,
)
"""The beginning of a question that yes or no answers: a verb comes first."""
_QUERY: Final = re.compile(
    r"\b(?:wer|wen|wem|was|wo|wie|wann|warum|wieso|weshalb|welche\w*|woher|wohin|wozu|what|who|why|where|when"
    r"|which|whose|how)\b",
    re.IGNORECASE,
)
_CALL: Final = re.compile(r"nein|no|nope|nah|naw", re.IGNORECASE)
_CALLED: Final = re.compile(r"\W*$|\s*[,.!;:…—–-]")
_YES: Final = re.compile(r"\b(?:ja|jawohl|doch|yes|yeah|yep|aye)\b", re.IGNORECASE)
_OR: Final = re.compile(r"\b(?:or|oder|nor|noch|either)\b", re.IGNORECASE)
_AND_OR: Final = re.compile(r"\b(?:or|oder|nor|noch|und|and)\b", re.IGNORECASE)
_NEITHER: Final = frozenset(("weder", "neither", "nor"))
_JOINED: Final = re.compile(
    r"\b(?:und|oder|noch|and|or|nor|sowie)\b(?:\W+\w+){0,5}\W*$|,(?:\W*\w+){0,2}\W*$", re.IGNORECASE
)
_ONLY: Final = re.compile(
    r"\b(?:nur|only|just|lediglich|ausschließlich|allein|alone|solely|einzig\w*)\b", re.IGNORECASE
)
_NO_OTHER: Final = re.compile(
    r"(?:kein\w*|nicht|nichts|niemand\w*|no|not|nothing|nobody|none|no one) (?:\w+ )?(?:ander\w*|sonst"
    r"|weiter\w*|other\w*|else|more|mehr)\b",
    re.IGNORECASE,
)
"""`nur sie und keine andere`: what is said already by `only`."""
_ALSO: Final = re.compile(
    r"\s*(?:[\w-]+\W+){1,4}(?:und|oder|noch|and|or|nor|sowie)\s+(?:auch )?(?:kein\w*|nicht|no|not|nor|noch|ohne"
    r"|without)\b",
    re.IGNORECASE,
)
_LAST: Final = re.compile(r"\s*(?:\w+\s*)?(?:[.!?;,]|$)")
_CLAUSE: Final = 80
_CLAUSE_END: Final = re.compile(r"[,;:.!?]")
_EARLIER: Final = 12
_SENTENCE_WORDS: Final = 40
_BEFORE: Final = 60


@dataclass(frozen=True, slots=True)
class Explained:
    """The probability of an error, the rule that gives it, and what may stand for the negation, empty if nothing."""

    probability: float
    rule: str
    by: str = ""


def explained(pair: TextPair, side: int, mark: Mark, marks: Marks, scopes: Scopes | None) -> Explained:
    """Judge a strong negation without counterpart."""
    if scopes is None:
        return _explained_by_place(pair, side, mark, marks)
    scope = scopes.scope(side, mark)
    near = _near(pair, side, mark, marks, scope)
    said = next((other for strengths in _SAYING for other in near if other.strength in strengths), None)
    by = pair.texts[1 - side][said.start : said.end] if said else ""
    rule = said.strength if said else "scope"
    probability = chance(features(pair, side, mark, marks, scope))
    doubt = doubt_of(pair, side, mark, marks, scope)
    return Explained(min(probability, _DOUBTFUL) if doubt else probability, doubt or rule, by)


def doubt_of(pair: TextPair, side: int, mark: Mark, marks: Marks, scope: Scope) -> str:
    """Return why a negation may well lack a counterpart, empty if nothing speaks for it."""
    if doubt := _doubt(pair, side, mark, marks):
        return doubt
    if _is_swapped(pair, side, mark, scope):
        return "swapped"
    if said := _said_by(pair, side, mark, marks, scope):
        return said.strength
    return "contrary" if _is_contrary(pair, side, mark, scope) else ""


def _said_by(pair: TextPair, side: int, mark: Mark, marks: Marks, scope: Scope) -> Mark | None:
    """Return what denies in its own way where this negation is expected."""
    return next((other for other in _near(pair, side, mark, marks, scope) if other.strength in _DENYING), None)


def _is_contrary(pair: TextPair, side: int, mark: Mark, scope: Scope) -> bool:
    """Tell whether the other side has a word of the contrary meaning: `nicht schlafen`, `awake`."""
    if scope.region is None:
        return False
    denied = max(scope.clause[0], mark.start - _BEFORE), min(scope.clause[1], mark.end + _BEFORE)
    own, other = (
        frozenset(pole for word in WORD.findall(text, *_within(text, span)) for pole in poles_of(word.lower()))
        for text, span in ((pair.texts[side], denied), (pair.texts[1 - side], scope.region))
    )
    return are_contrary(own, other)


def _within(text: str, span: Span) -> Span:
    return max(0, span[0]), min(len(text), span[1])


def _explained_by_place(pair: TextPair, side: int, mark: Mark, marks: Marks) -> Explained:
    near = within_reach(mark, marks[1 - side], (len(pair.texts[side]), len(pair.texts[1 - side])))
    said = next((other for strengths in _SAYING for other in near if other.strength in strengths), None)
    if said is None:
        doubt = _doubt(pair, side, mark, marks)
        return Explained(_DOUBTFUL if doubt else _ALONE, doubt or "alone")
    by = pair.texts[1 - side][said.start : said.end]
    return Explained(_DOUBTFUL if said.strength == "soft" else _SAID, said.strength, by)


def within_region(mark: Mark, region: Span | None) -> bool:
    """Tell whether a mark of the other side stands where a clause has its counterpart."""
    return region is not None and mark.start < region[1] and region[0] < mark.end


def features(pair: TextPair, side: int, mark: Mark, marks: Marks, scope: Scope) -> tuple[float, ...]:
    """Return what the chance depends on, in the order of `COLUMNS`."""
    own = [other for other in marks[side] if within_region(other, scope.clause) and other.start != mark.start]
    near = _near(pair, side, mark, marks, scope)
    close = [other for other in own if other.start - mark.end < _CLOSE and mark.start - other.end < _CLOSE]
    swapped = any(within_region(other, span) for other in near for span in scope.linked if other.strength != "idle")
    return (
        1.0,
        scope.similarity,
        scope.nearest,
        float(swapped),
        scope.covered,
        scope.region_covered,
        scope.own,
        min(2.0, sum(other.strength == "soft" for other in near)),
        float(_holds(own, "weak", "nearly")),
        float(_holds(close, "weak", "nearly", "soft")),
        log1p(len(pair.texts[side]) / 100),
        scope.words / 10,
        float(scope.region is None),
        abs(log1p(len(pair.source)) - log1p(len(pair.target))),
        scope.region_leftover / 10,
        scope.covered * scope.region_covered,
        scope.similarity * scope.nearest,
        *_literalness(pair),
        float("?" in pair.texts[side]),
    )


def _literalness(pair: TextPair) -> tuple[float, float]:
    """Return how like each other the linked words are on average, and what share of them is hardly alike."""
    similarity = pair.words.similarity if pair.words is not None else None
    if similarity is None or not len(similarity):
        return 0.0, 1.0
    return float(similarity.mean()), float((similarity < _HARDLY_ALIKE).mean())


def _near(pair: TextPair, side: int, mark: Mark, marks: Marks, scope: Scope) -> list[Mark]:
    """Return the marks of the other side that may stand for a negation of this one."""
    sizes = len(pair.texts[side]), len(pair.texts[1 - side])
    idle = within_reach(mark, [other for other in marks[1 - side] if other.strength == "idle"], sizes)
    return [
        *idle,
        *(other for other in marks[1 - side] if other.strength != "idle" and within_region(other, scope.region)),
    ]


def _holds(marks: Sequence[Mark], *strengths: Strength) -> bool:
    return any(mark.strength in strengths for mark in marks)


def chance(values: tuple[float, ...]) -> float:
    """Return the probability of an error."""
    return 1 / (1 + exp(-sum(weight * value for weight, value in zip(_weights(), values, strict=True))))


@cache
def _weights() -> tuple[float, ...]:
    """Read the logistic regression that `tools.fit_negation` fitted on right pairs, and on pairs that lost a `not`."""
    stored = json.loads(files(__package__).joinpath("weights", "negation.json").read_text("utf-8"))
    if tuple(stored) != COLUMNS:
        raise ModelError(
            "the weights of negations were fitted on other columns; fit them again with tools.fit_negation"
        )
    return tuple(map(float, stored.values()))


def _doubt(pair: TextPair, side: int, mark: Mark, marks: Marks) -> str:
    """Name the reason to doubt that a negation needs a counterpart; empty where there is none."""
    if _is_undone(pair, side, mark, marks) or _is_undone_before(pair, side, mark, marks):
        return "undone"
    if _is_asked(pair, side, mark):
        return "question"
    if _is_repeated(pair, side, mark, marks):
        return "repeated"
    if _is_call(pair, side, mark):
        return "call"
    if _is_excepted(pair, side, mark):
        return "exception"
    return "neighbour" if _is_next_door(pair, side) else ""


def _is_undone(pair: TextPair, side: int, mark: Mark, marks: Marks) -> bool:
    """Tell whether the next word denies too, as in `nicht unüblich`: together they deny nothing."""
    following = WORD.search(pair.texts[side], mark.end, mark.end + _LONGEST_WORD)
    if following is not None and has_negative_affix(following[0].lower(), pair.languages[side]):
        return True
    return any(
        other.strength == "weak" and other.word not in _NO_PREDICATES
        for other in marks[side]
        if mark.end <= other.start < mark.end + _CLOSE
        and len(WORD.findall(pair.texts[side], mark.end, other.start)) < _NEXT
    ) or (_TWICE.fullmatch(mark.word) is not None and _AGAIN.match(pair.texts[side], mark.end) is not None)


def _is_excepted(pair: TextPair, side: int, mark: Mark) -> bool:
    """Tell whether one side denies something but for an exception, and the other affirms only that."""
    text, other = pair.texts[side], pair.texts[1 - side]
    return any(
        here.search(text, max(0, mark.start - _CLOSE), mark.end + _EXCEPTION) and there.search(other)
        for here, there in _EXCEPTIONS
    )


def _is_swapped(pair: TextPair, side: int, mark: Mark, scope: Scope) -> bool:
    """Tell whether the clauses of a `before` change places: `Do not sign before you read`, `Read before you sign`."""
    here = _BEFORE_THAT.search(pair.texts[side], mark.end, mark.end + _EXCEPTION)
    there = _BEFORE_THAT.search(pair.texts[1 - side])
    if here is None or there is None or not scope.linked:
        return False
    return sum(start > there.start() for start, _ in scope.linked) * 2 > len(scope.linked)


def _is_call(pair: TextPair, side: int, mark: Mark) -> bool:
    """Tell whether a `no` answers or calls out, with no `yes` in its place on the other side."""
    text = pair.texts[side]
    if not _CALL.fullmatch(text, mark.start, mark.end) or not _CALLED.match(text, mark.end):
        return False
    return not _YES.search(pair.texts[1 - side])


def _is_undone_before(pair: TextPair, side: int, mark: Mark, marks: Marks) -> bool:
    """Tell whether a German `nicht` at the end of its clause denies a denying verb: `Ich hasste ihn nicht`."""
    text = pair.texts[side]
    if pair.languages[side] != "de" or mark.word != "nicht" or not _LAST.match(text, mark.end):
        return False
    between = [
        text[other.end : mark.start] for other in marks[side] if other.strength == "weak" and other.end < mark.start
    ]
    return any(len(gap) < _CLAUSE and not _CLAUSE_END.search(gap) for gap in between)


def _is_asked(pair: TextPair, side: int, mark: Mark) -> bool:
    """Tell whether both sides ask a question that a yes or no answers, as `Won't you sit down?` is."""
    asked = next(
        (match for match in _QUESTION.finditer(pair.texts[side]) if match.start() <= mark.start < match.end()), None
    )
    if asked is None or "?" not in pair.texts[1 - side]:
        return False
    return _ASKING.match(asked[0]) is not None and not _QUERY.search(asked[0])


def _is_repeated(pair: TextPair, side: int, mark: Mark, marks: Marks) -> bool:
    """Tell whether one language repeats what the other says once: `kein Boot, keine Brücke`, `no boat or bridge`."""
    text, other = pair.texts[side], pair.texts[1 - side]
    if _NO_OTHER.match(text, mark.start) and _ONLY.search(text, max(0, mark.start - _EXCEPTION), mark.start):
        return True
    if not _denies(other, pair.languages[1 - side]):
        return False
    if _ALSO.match(text, mark.end) and _AND_OR.search(other):
        return True
    if not _OR.search(other):
        return False
    before = text[max(0, mark.start - _BEFORE) : mark.start]
    reach = _SENTENCE_WORDS if mark.word in _NEITHER else _EARLIER
    denied = list(WORD.finditer(text, 0, mark.start))[-reach:]
    is_second = any(strength_of(word[0].lower(), pair.languages[side]) == "strong" for word in denied)
    return is_second and (mark.word in _NEITHER or _JOINED.search(before) is not None)


def _denies(text: str, language: str) -> bool:
    return any(strength_of(word.lower().replace("’", "'"), language) == "strong" for word in WORD.findall(text))


def _is_next_door(pair: TextPair, side: int) -> bool:
    """Tell whether the neighbours on the other side deny more often than those on this one."""
    return _denials(pair, 1 - side) > _denials(pair, side)


def _denials(pair: TextPair, side: int) -> int:
    return sum(
        strength_of(word.lower().replace("’", "'"), pair.languages[side]) == "strong"
        for text in pair.neighbours(side)
        for word in WORD.findall(text)
    )
