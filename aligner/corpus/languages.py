"""Which languages a corpus is in: as its signature or its file states them, else as its texts show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

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
    """Enter the languages that a file of another program states into its signature, without their regions."""
    if "signature" in signature:  # made here: it knows more than the file's tags say
        return
    for side, language in (("source", source), ("target", target)):
        if primary(language) not in ("", UNDETERMINED):
            signature.setdefault(side, {"language": primary(language)})


def stated_language(signature: Mapping[str, Any], side: Side) -> str | None:
    """Return the language of a side in the signature; None where it does not say."""
    known = signature.get(side)
    language = known.get("language") if isinstance(known, dict) else None
    return language if isinstance(language, str) and language else None


def detected_language(segments: Iterable[Segment], side: Side) -> str:
    """Return the language that the texts of a side are in, as `detect`; empty where it is unsure."""
    return detect(" ".join(getattr(segment, side) for segment in segments))


def primary(tag: str) -> str:
    """Return the language of a tag without its region: `en` of `en-GB`, `EN_us` or `en`."""
    return tag.replace("_", "-").split("-")[0].lower()


def matches(tag: str, wanted: str) -> bool:
    """Tell whether a tag is the language wanted, or a variety of it."""
    tag, wanted = (name.replace("_", "-").lower() for name in (tag, wanted))
    return tag == wanted or tag.startswith(f"{wanted}-")


def source_index(tags: Sequence[str], stated: str, wanted: Wanted) -> int:
    """Return which of several languages is the source: the one wanted, else the one stated, else the first.

    A language that nobody named may be the one wanted. Raises ValueError where it is not among them, or is there twice.
    """
    if wanted[0] is not None:
        return _only(tags, range(len(tags)), wanted[0], "source")
    others = [index for index in range(len(tags)) if wanted[1] is None or not matches(tags[index], wanted[1])]
    for test in (lambda tag: tag.lower() == stated.lower(), lambda tag: primary(tag) == primary(stated)):
        for index in others:
            if test(tags[index]):
                return index
    return others[0] if others else 0


def target_index(tags: Sequence[str], source: int, wanted: Wanted) -> int | None:
    """Return which of the others is the target; None where there is no other.

    Of several the one wanted, else German for English and English for German. Raises ValueError where neither decides.
    """
    others = [index for index in range(len(tags)) if index != source]
    if wanted[1] is not None:
        return _only(tags, others, wanted[1], "target") if others else None
    if len(others) < 2:
        return others[0] if others else None
    counterpart = _COUNTERPARTS.get(primary(tags[source]), "")
    found = [index for index in others if primary(tags[index]) == counterpart]
    if len(found) == 1:
        return found[0]
    raise ValueError(
        f"languages are {_listed(tags)}: which is the target? `aligner check` and `aligner export` take "
        f"--source-lang {primary(tags[source])} --target-lang {primary(tags[others[0]])}"
    )


def _only(tags: Sequence[str], indices: Iterable[int], wanted: str, side: str) -> int:
    found = [index for index in indices if matches(tags[index], wanted)]
    found = found or [index for index in indices if tags[index] in ("", UNDETERMINED)]
    if len(found) != 1:
        problem = "is not among its languages" if not found else "is there more than once among its languages"
        raise ValueError(f"the {side} language {wanted} {problem}: {_listed(tags)}; give another --{side}-lang")
    return found[0]


def _listed(tags: Sequence[str]) -> str:
    return ", ".join(tag or "(none)" for tag in tags)


def _language(segments: Iterable[Segment], signature: Mapping[str, Any], side: Side) -> str:
    return stated_language(signature, side) or detected_language(segments, side)
