"""In which languages a corpus is checked, and where its text is plainly in another."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Final

from aligner.corpus.corpus import Corpus
from aligner.corpus.languages import Side, Wanted, detected_language, stated_language
from aligner.text.document import Document
from aligner.text.language import LANGUAGES, NAMES, detect, is_plainly, languages_of_pair

Place = Callable[[int], str]
"""Says where the segment of an index stands, such as `memory.tsv:12`."""

_SIDES: Final[tuple[Side, Side]] = ("source", "target")


def languages_to_check(corpus: Corpus, wanted: Wanted, name: str, place: Place) -> tuple[str, str]:
    """Return the languages of source and target: those wanted, else those that the corpus states, else those found out.

    `name` is what messages call the corpus. Warns of the columns or, where these are right, of the texts that are
    plainly in another language than that. Raises InputError for a corpus in one language on both sides.
    """
    columns = [_column(corpus, side, name, place) for side in _SIDES]
    wrong = [bool(asked) and column.language not in ("", asked) for asked, column in zip(wanted, columns, strict=True)]
    for side, asked, column, is_wrong in zip(_SIDES, wanted, columns, wrong, strict=True):
        if is_wrong:
            problem = f"{column.name} seems to be {NAMES[column.language]}, not {asked}"
            warnings.warn(f"{problem}: check --{side}-lang, or whether the columns are swapped", stacklevel=3)
    stated = [stated_language(corpus.signature, side) for side in _SIDES]
    languages = languages_of_pair(
        *columns, source_language=wanted[0] or stated[0], target_language=wanted[1] or stated[1]
    )
    if set(languages) != set(LANGUAGES) and not all(wanted):
        called = " to ".join(NAMES.get(language, language) for language in languages)
        warnings.warn(
            f"{name}: is {called}: the checks of words, such as negation and untranslated, are for German and English "
            "and are left out; say what it is with --source-lang and --target-lang",
            stacklevel=3,
        )
    if not any(wrong):
        _warn_of_texts(corpus, languages, place)
    return languages


def warn_of_documents(documents: tuple[Document, Document], wanted: Wanted) -> None:
    """Warn of each text that is plainly in another language, German or English, than the one that was asked for."""
    for side, document, asked in zip(_SIDES, documents, wanted, strict=True):
        named = (asked or "").partition("-")[0]
        found = [
            language for language in LANGUAGES if named and named != language and is_plainly(document.text, language)
        ]
        if found:
            problem = f"{document.name} seems to be {NAMES[found[0]]}, not {NAMES.get(named, named)}"
            warnings.warn(f"{problem}: check --{side}-lang, or whether the texts are swapped", stacklevel=3)


def _column(corpus: Corpus, side: Side, name: str, place: Place) -> Document:
    """Return what is known of a column, called by the place of the first text that is in its language."""
    language = detected_language(corpus, side)
    places = (
        place(index) for index, segment in enumerate(corpus) if language and detect(getattr(segment, side)) == language
    )
    return Document("", (), language, f"{next(places, name)}, column {side},", "")


def _warn_of_texts(corpus: Corpus, languages: tuple[str, str], place: Place) -> None:
    """Warn once of all texts that are plainly in the language of the other side."""
    if languages not in (LANGUAGES, LANGUAGES[::-1]):
        return
    sides = dict(zip(_SIDES, (languages, languages[::-1]), strict=True))
    found = [
        (index, side)
        for index, segment in enumerate(corpus)
        for side, (_, other) in sides.items()
        if is_plainly(getattr(segment, side), other)
    ]
    if not found:
        return
    first, side = found[0]
    language, other = (NAMES[name] for name in sides[side])
    count = len({index for index, _ in found})
    warnings.warn(
        f"{place(first)}: the {side} seems to be {other}, not {language} (segments with text in a wrong language: "
        f"{count} of {len(corpus)}, this one first): translate it, or exchange source and target",
        stacklevel=4,
    )
