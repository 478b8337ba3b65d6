from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.bead import Bead
from aligner.checks.flag import SEVERITIES, Flag
from aligner.checks.kinds import FLAG_KINDS
from aligner.corpus import tsv
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError

GOLDEN = Path(__file__).with_name("golden") / "ferry.tsv"
HEADER = (
    "id\tbead\tsource\ttarget\tsimilarity\tconfidence\tflags\tseverity\tevidence\t"
    "source_sentences\ttarget_sentences\tsource_span\ttarget_span\tstatus\tnote"
)
BREAKS = "\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def test_the_table_is_written_as_the_contract_has_it(corpus: Corpus) -> None:
    assert "".join(tsv.dump(corpus)) == GOLDEN.read_bytes().decode()


def test_a_written_table_reads_back(corpus: Corpus) -> None:
    found = tuple(tsv.load(tsv.dump(corpus), "ferry.tsv"))
    assert [segment.bead for segment in found] == [segment.bead for segment in corpus]
    assert "".join(tsv.dump(found)) == GOLDEN.read_bytes().decode()
    assert found[1].source == 'It takes "ten" minutes. Bring 3 coats.'
    assert [flag.name for flag in found[1].flags] == ["number", "uncertain"]
    assert found[1].flags[0].probability is None


@pytest.mark.parametrize("mark", BREAKS, ids=lambda mark: f"U+{ord(mark):04X}")
def test_tabs_and_line_breaks_become_one_space_each(mark: str) -> None:
    assert tsv.flat(f"a{mark}{mark}b") == "a  b"


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert tsv.flat("a\ud800b") == "a\ufffdb"


def test_texts_alone_are_enough() -> None:
    lines = ["target\tsource\tremark\n", "Guten Tag.\tGood day.\tpolite\n", "\tBye.\t\n", "Ja.\tYes.\t\n"]
    first, second, third = tsv.load(lines, "pairs.tsv")
    assert first == Segment(1, Bead(0, 1, 0, 1), "Good day.", "Guten Tag.")
    assert second == Segment(2, Bead(1, 2, 1, 1), "Bye.", "")
    assert third == Segment(3, Bead(2, 3, 1, 2), "Yes.", "Ja.")


def test_the_sizes_of_a_bead_stand_in_for_sentence_numbers() -> None:
    lines = ["bead\tsource\ttarget\n", "2-1\tOne. Two.\tEins, zwei.\n", "1-1\tThree.\tDrei.\n"]
    assert [segment.bead for segment in tsv.load(lines, "pairs.tsv")] == [Bead(0, 2, 0, 1), Bead(2, 3, 1, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "source\ttarget\r\nYes.\tJa.\r\n",
        "source\ttarget\nYes.\tJa.",
        "source\ttarget\nYes.\tJa.\n\n\n",
    ],
    ids=["CRLF", "no line end at the end", "empty lines at the end"],
)
def test_harmless_habits_of_editors_are_taken(text: str) -> None:
    assert list(tsv.load(io.StringIO(text, newline="\n"), "pairs.tsv")) == [Segment(1, Bead(0, 1, 0, 1), "Yes.", "Ja.")]


def test_quotes_are_text() -> None:
    (segment,) = tsv.load(["source\ttarget\n", '"Yes\t"Ja" ""\n'], "pairs.tsv")
    assert (segment.source, segment.target) == ('"Yes', '"Ja" ""')


ROW = {
    "id": "1",
    "bead": "1-1",
    "source": "Yes.",
    "target": "Ja.",
    "similarity": "0.9000",
    "confidence": "0.9000",
    "source_sentences": "0",
    "target_sentences": "0",
    "source_span": "0-4",
    "target_span": "0-3",
}
WRONG_CELLS = {
    "id no number": ({"id": "one"}, "id is 'one'"),
    "id 0": ({"id": "0"}, "ids count from 1"),
    "id in other digits": ({"id": "\u0661"}, "must be a whole number"),
    "similarity no number": ({"similarity": "high"}, "similarity is 'high'"),
    "similarity too high": ({"similarity": "1.5"}, "similarity is 1.5"),
    "similarity negative": ({"similarity": "-0.1"}, "similarity is -0.1"),
    "confidence not a number": ({"confidence": "nan"}, "confidence is nan"),
    "confidence with a comma": ({"confidence": "0,9"}, "confidence is '0,9'"),
    "sentences no numbers": ({"source_sentences": "0;1"}, "source_sentences is '0;1'"),
    "sentences with a gap": ({"source_sentences": "0,2", "bead": "2-1"}, "must follow one another"),
    "sentences backwards": ({"source_sentences": "1,0", "bead": "2-1"}, "must follow one another"),
    "bead against sentences": ({"bead": "2-1"}, "bead is 2-1, but the sentence numbers make it 1-1"),
    "bead no sizes": ({"bead": "many"}, "bead is 'many'"),
    "no sentence at all": ({"source_sentences": "", "target_sentences": "", "bead": "0-0"}, "neither side"),
    "span no range": ({"source_span": "4"}, "source_span is '4'"),
    "span backwards": ({"target_span": "4-0"}, "target_span runs from 4 to 0"),
    "unknown flag": ({"flags": "typo", "severity": "minor"}, "there is no flag 'typo'"),
    "flag without severity": ({"flags": "number"}, "severity is ''"),
    "unknown severity": ({"flags": "number", "severity": "huge"}, "severity is 'huge'"),
    "unknown status": ({"status": "done"}, "status is 'done'"),
}


@pytest.mark.parametrize(("cells", "problem"), WRONG_CELLS.values(), ids=WRONG_CELLS)
def test_a_wrong_cell_is_named_with_file_and_line(cells: dict[str, str], problem: str) -> None:
    row = {name: (ROW | cells).get(name, "") for name in HEADER.split("\t")}
    lines = [HEADER + "\n", "\t".join(row.values()) + "\n"]
    with pytest.raises(CorpusError, match=r"^bad\.tsv:2: ") as caught:
        list(tsv.load(lines, "bad.tsv"))
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


WRONG_TABLES = {
    "empty": ([], 1, "no column source and no column target"),
    "no header": (["Yes.\tJa.\n"], 1, "no column source"),
    "no target": (["id\tsource\n", "1\tYes.\n"], 1, "no column target"),
    "column twice": (["source\ttarget\tsource\n"], 1, "column source is there twice"),
    "too few cells": (["source\ttarget\tbead\n", "Yes.\tJa.\n"], 2, "2 columns where the header has 3"),
    "too many cells": (["source\ttarget\n", "Yes.\tJa.\tx\n"], 2, "a tab inside a text must be a space"),
    "header again": (
        ["source\ttarget\n", "Yes.\tJa.\n", "source\ttarget\n"],
        3,
        "the header stands here again",
    ),
    "id twice": (
        ["id\tbead\tsource\ttarget\n", "1\t1-1\ta\tb\n", "1\t1-1\ta\tb\n"],
        3,
        "id 1 is there twice",
    ),
}


@pytest.mark.parametrize(("lines", "number", "problem"), WRONG_TABLES.values(), ids=WRONG_TABLES)
def test_a_wrong_table_is_named_with_file_and_line(lines: list[str], number: int, problem: str) -> None:
    with pytest.raises(CorpusError) as caught:
        list(tsv.load(lines, "bad.tsv"))
    assert str(caught.value).startswith(f"bad.tsv:{number}: ")
    assert problem in str(caught.value)


def flag_named(name: str, severity: str, message: str) -> Flag:
    return Flag(name, FLAG_KINDS[name].category, severity, 0.5, None, None, message)  # type: ignore[arg-type]


texts = st.text(max_size=20)
shares = st.none() | st.integers(0, 10_000).map(lambda number: number / 10_000)
spans = st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: (min(pair), sum(pair)))
flags = st.lists(
    st.builds(flag_named, st.sampled_from(sorted(FLAG_KINDS)), st.sampled_from(SEVERITIES), texts), max_size=3
).map(tuple)
sizes = st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[Segment, ...]:
    segments = []
    source = target = 0
    for number, (rows, columns) in enumerate(draw(st.lists(sizes, max_size=5)), 1):
        bead = Bead(source, source + rows, target, target + columns)
        source, target = bead.source_end, bead.target_end
        segments.append(
            Segment(
                id=number,
                bead=bead,
                source=draw(texts),
                target=draw(texts),
                similarity=draw(shares),
                confidence=draw(shares),
                flags=draw(flags),
                source_span=draw(spans),
                target_span=draw(spans),
                status=draw(st.sampled_from(["", "accepted", "rejected", "edited"])),
                note=draw(texts),
            )
        )
    return tuple(segments)


def as_far_as_a_table_goes(segment: Segment) -> Segment:
    return replace(
        segment,
        source=tsv.flat(segment.source),
        target=tsv.flat(segment.target),
        note=tsv.flat(segment.note),
        flags=(),
    )


@given(corpora())
def test_reading_gives_back_what_was_written(segments: tuple[Segment, ...]) -> None:
    written = "".join(tsv.dump(segments))
    lines = io.StringIO(written, newline="\n")
    found = tuple(tsv.load(lines, "any.tsv"))
    assert [replace(segment, flags=()) for segment in found] == [as_far_as_a_table_goes(s) for s in segments]
    assert [[flag.name for flag in segment.flags] for segment in found] == [
        [flag.name for flag in segment.flags] for segment in segments
    ]
    assert "".join(tsv.dump(found)) == written


@given(st.text(st.characters(), max_size=50))
def test_flattening_keeps_the_length_and_leaves_no_line_break(text: str) -> None:
    flattened = tsv.flat(text)
    assert len(flattened) == len(text)
    assert flattened.splitlines() in ([], [flattened])
    assert "\t" not in flattened
    flattened.encode()
