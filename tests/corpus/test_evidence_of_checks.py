"""What the checks say is read back: the words that a message quotes are found on the side where the flag has them."""

from __future__ import annotations

from typing import Any

import pytest

from aligner.alignment.alignment import Alignment
from aligner.alignment.bead import Bead
from aligner.alignment.moved import Move
from aligner.checks.checker import findings_of
from aligner.checks.flag import Flag
from aligner.checks.kinds import ASKED_KINDS, FLAG_KINDS, Shows
from aligner.checks.pair import TextPair
from aligner.checks.structure import structural_flags
from aligner.corpus.evidence import flags_of
from aligner.corpus.report.evidence import sentence_in
from aligner.corpus.report.wording import wording_in
from aligner.words.alignment import WordAlignment, align_words
from aligner.words.text_words import words_of

PAIRS = [
    ("The ferry carries 12 cars.", "Die Fähre trägt 21 Autos."),
    ("The ferry carries 1234 cars and a bus.", "Die Fähre trägt Autos und einen Bus."),
    ("The ferry carries cars and a bus.", "Die Fähre trägt 1234 Autos und einen Bus."),
    ("They met on 3 May 2019 in the harbour.", "Sie trafen sich am 4. Mai 2019 im Hafen."),
    ("They met on 3 May 2019 in the harbour.", "Sie trafen sich wie immer im Hafen."),
    ("They met in the harbour as always.", "Sie trafen sich am 3. Mai 2019 wie immer im Hafen."),
    ("The pilot from Munich waves.", "Der Lotse aus Hamburg winkt."),
    ("The children flew yesterday.", "Die Kinder flogen gestern nach Spanien."),
    ("The ferry does not leave today.", "Die Fähre fährt heute ab."),
    ("The ferry leaves today.", "Die Fähre fährt heute nicht ab."),
    ("The bridge is safe.", "Die Brücke ist unsicher."),
    ("The room costs 90 euros.", "Das Zimmer kostet 90 Dollar."),
    ("The road is 10 miles long.", "Die Straße ist 16 Kilometer lang."),
    ("The ferry leaves today.", "The ferry leaves today."),
    ("The old captain waves to his people.", "Der old captain winkt seinen Leuten."),
    ("The captain waves, and the gulls follow the ship to the island.", "Der Kapitän winkt."),
    ("The captain waves.", "Der Kapitän winkt, und die Möwen folgen dem Schiff bis zur Insel."),
    ("Nobody knows where the treasure is buried.", "Das Brot wird morgens frisch gebacken."),
]


def flags_of_pairs(encoder: Any) -> list[tuple[Flag, str, str]]:
    pairs = [TextPair(*texts, ("en", "de")) for texts in PAIRS]
    pairs += [TextPair(target, source, ("de", "en")) for source, target in PAIRS]

    def words(place: int) -> WordAlignment:
        pair = pairs[place]
        tokens = {at: found for at, _, found in encoder.encode_with_tokens(pair.texts)}
        sides = [words_of(text, tokens[at], pair.languages[at]) for at, text in enumerate(pair.texts)]
        return align_words(*sides)

    found = findings_of(pairs, range(len(pairs)), words, lambda done: None)
    return [(flag, *pair.texts) for pair, one in zip(pairs, found, strict=True) for flag in one.flags]


def flags_of_alignment() -> list[tuple[Flag, str, str]]:
    beads = (Bead(0, 1, 0, 0), Bead(1, 2, 0, 1), Bead(2, 3, 1, 1), Bead(3, 3, 1, 2), Bead(3, 3, 2, 3))
    alignment = Alignment(beads, (None, 0.9, None, None, None), (0.9,) * 5, (Move(Bead(0, 1, 1, 2), 0.9),))
    sources = ["A ship is leaving.", "Gulls.", "Nobody waves.", "", ""]
    targets = ["", "Möwen.", "", "Ein Schiff fährt ab.", "Es regnet."]
    flags = structural_flags(alignment, sources, targets)
    return [(flag, *texts) for own, *texts in zip(flags, sources, targets, strict=True) for flag in own]


@pytest.fixture(scope="module")
def flags(shipped_encoder: Any) -> list[tuple[Flag, str, str]]:
    return flags_of_pairs(shipped_encoder) + flags_of_alignment()


def test_every_kind_that_shows_words_is_among_them(flags: list[tuple[Flag, str, str]]) -> None:
    shown = {kind.name for kind in FLAG_KINDS.values() if kind.shows in (Shows.WORDS, Shows.LONE_TEXT)}
    assert shown <= {flag.name for flag, _, _ in flags}


def test_what_is_quoted_is_found_where_the_flag_is(flags: list[tuple[Flag, str, str]]) -> None:
    for flag, source, target in flags:
        if '"' not in flag.message or flag.name in ASKED_KINDS or FLAG_KINDS[flag.name].shows is Shows.BOTH_TEXTS:
            continue
        (read,) = flags_of(flag.name, flag.severity, flag.message, (source, target))
        for quote, span in ((read.source_quote, flag.source_span), (read.target_quote, flag.target_span)):
            assert (quote is None) == (span is None), flag.message
            if quote and span:
                assert quote[0] < span[1], flag.message
                assert span[0] < quote[1], flag.message


def test_both_sides_are_spoken_of(flags: list[tuple[Flag, str, str]]) -> None:
    for name in ("number", "date", "name", "negation"):
        sides = {(flag.source_span is None, flag.target_span is None) for flag, _, _ in flags if flag.name == name}
        assert sides == {(False, False), (True, False), (False, True)}, name


@pytest.mark.parametrize(
    ("name", "said", "quote"), [("omission:phrase", "Not translated", 0), ("addition:phrase", "Not in the source", 1)]
)
def test_a_quote_that_speaks_of_sides_does_not_mislead(name: str, said: str, quote: int) -> None:
    words = "it is not in the source or is missing in the translation"
    (flag,) = flags_of(name, "major", f'{said}: "{words}"', (words, words))
    assert [flag.source_quote, flag.target_quote][quote] == (0, len(words))
    assert [flag.source_quote, flag.target_quote][1 - quote] is None


def test_a_german_reader_reads_all_of_it_in_german(flags: list[tuple[Flag, str, str]]) -> None:
    german = wording_in("de")
    for flag, _, _ in flags:
        said = sentence_in(german, flag.message)
        assert said != flag.message
        assert sentence_in(wording_in("en"), flag.message) == flag.message
