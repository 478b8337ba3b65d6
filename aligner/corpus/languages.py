"""Which languages a corpus is in: as its signature or its file states them, else as its texts show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal

from aligner.corpus.language_codes import canonical, primary, region
from aligner.corpus.segment import Segment
from aligner.text.language import detect

UNDETERMINED: Final = "und"
"""What BCP 47 calls a language that nobody named."""
_COUNTERPARTS: Final = {"de": "en", "en": "de"}

Side = Literal["source", "target"]
Wanted = tuple[str | None, str | None]
"""Codes of the source and target language that the user asked for; None where the file decides."""


def languages_of(segments: Sequence[Segment], signature: Mapping[str, Any]) -> tuple[str, str]:
    """Return the codes of source and target: those in the signature, else those detected; empty where unsure."""
    return _language(segments, signature, "source"), _language(segments, signature, "target")


def tags_of(segments: Sequence[Segment], signature: Mapping[str, Any]) -> tuple[str, str]:
    """Return the languages as a file must name them: `und` where unknown."""
    source, target = languages_of(segments, signature)
    return source or UNDETERMINED, target or UNDETERMINED


def note_languages(signature: dict[str, Any], source: str, target: str) -> None:
    """Enter the languages that a file of another program states into its signature, without their regions.

    What is no language, or none that is known, is left out: the texts say more.
    """
    if "signature" in signature:  # made here: it knows more than the file's tags say
        return
    for side, language in (("source", source), ("target", target)):
        if primary(language):
            signature.setdefault(side, {"language": primary(language)})


def stated_language(signature: Mapping[str, Any], side: Side) -> str | None:
    """Return the language of a side in the signature; None where it does not say."""
    known = signature.get(side)
    language = known.get("language") if isinstance(known, dict) else None
    return (primary(language) or None) if isinstance(language, str) else None


def detected_language(segments: Iterable[Segment], side: Side) -> str:
    """Return the language that the texts of a side are in, as `detect`; empty where it is unsure."""
    return detect(" ".join(getattr(segment, side) for segment in segments))


def matches(tag: str, wanted: str) -> bool:
    """Tell whether a tag is the language wanted, or a variety of it."""
    return primary(tag) == primary(wanted) and (not region(wanted) or region(tag) == region(wanted))


def source_index(tags: Sequence[str], stated: str, wanted: Wanted) -> int:
    """Return which of several languages is the source: the one wanted, else the one stated, else the first.

    A language that nobody named may be the one wanted. Raises ValueError where it is not among them, or is there twice.
    """
    if wanted[0] is not None:
        return _wanted(tags, range(len(tags)), wanted[0], "source")
    others = [index for index in range(len(tags)) if wanted[1] is None or not matches(tags[index], wanted[1])]
    tests: tuple[Callable[[str], bool], ...] = (
        lambda tag: tag.lower() == stated.lower(),
        lambda tag: bool(primary(tag)) and primary(tag) == primary(stated),
    )
    for test in tests:
        for index in others:
            if test(tags[index]):
                return index
    return others[0] if others else 0


def target_index(tags: Sequence[str], source: int, wanted: Wanted) -> int | None:
    """Return which of the others is the target; None where there is no other.

    Of several the one wanted, else German for English and English for German; of varieties of one language the first.
    Raises ValueError where none of these decides.
    """
    others = [index for index in range(len(tags)) if index != source]
    if wanted[1] is not None:
        return _wanted(tags, others, wanted[1], "target") if others else None
    if not others:
        return None
    counterpart = _COUNTERPARTS.get(primary(tags[source]), "")
    found = [index for index in others if primary(tags[index]) == counterpart]
    if found:
        return found[0]
    foreign = [index for index in others if primary(tags[index]) != primary(tags[source])] or others
    if len({primary(tags[index]) for index in foreign}) == 1:
        return foreign[0]
    raise ValueError(
        f"languages are {_listed(tags)}: which is the target? `aligner check` and `aligner export` take "
        f"--source-lang {canonical(tags[source])} --target-lang {canonical(tags[foreign[0]])}"
    )


def _wanted(tags: Sequence[str], indices: Iterable[int], wanted: str, side: str) -> int:
    """Return the variety that is wanted, else another of the language, else what nobody has named."""
    indices = list(indices)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda tag: matches(tag, wanted),
        lambda tag: primary(tag) == primary(wanted),
        lambda tag: not primary(tag),
    )
    for test in tests:
        for index in indices:
            if test(tags[index]):
                return index
    problem = f"the {side} language {wanted} is not among its languages: {_listed(tags)}"
    raise ValueError(f"{problem}; give another --{side}-lang")


def _listed(tags: Sequence[str]) -> str:
    return ", ".join(tag or "(none)" for tag in tags)


def _language(segments: Iterable[Segment], signature: Mapping[str, Any], side: Side) -> str:
    return stated_language(signature, side) or detected_language(segments, side)
