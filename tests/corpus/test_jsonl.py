from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.bead import Bead
from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus import jsonl
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError

GOLDEN = Path(__file__).with_name("golden") / "ferry.jsonl"


def load(lines: list[str]) -> tuple[tuple[Segment, ...], dict[str, Any]]:
    signature: dict[str, Any] = {}
    return tuple(jsonl.load(lines, "bad.jsonl", signature)), signature


def test_the_lines_are_written_as_the_contract_has_it(corpus: Corpus) -> None:
    assert "".join(jsonl.dump(corpus, corpus.signature)) == GOLDEN.read_bytes().decode()


def test_written_lines_read_back(corpus: Corpus) -> None:
    segments, signature = load(list(jsonl.dump(corpus, corpus.signature)))
    assert signature == corpus.signature
    assert segments[0] == replace(corpus[0], similarity=0.912346)
    assert segments[1:] == corpus.segments[1:]


def test_texts_alone_are_enough() -> None:
    segments, signature = load(['{"target": "Ja.", "source": "Yes.", "remark": [1]}\n', "\n"])
    assert segments == (Segment(1, Bead(0, 1, 0, 1), "Yes.", "Ja."),)
    assert signature == {}


def test_a_flag_with_keys_of_a_later_version_is_taken() -> None:
    flag = '{"name": "number", "severity": "major", "probability": null, "key": "9f3a"}'
    (segment,), _ = load([f'{{"source": "3", "target": "4", "flags": [{flag}]}}'])
    assert segment.flags[0].name == "number"
    assert segment.flags[0].probability is None
    (_, written) = jsonl.dump([segment], {})
    assert json.loads(written)["flags"][0]["probability"] is None


def test_a_lone_surrogate_is_escaped() -> None:
    text = "a\ud800b"
    lines = jsonl.dump([Segment(1, Bead(0, 1, 0, 1), text, "")], {})
    stored = [line.encode("utf-8", "backslashreplace").decode() for line in lines]
    assert load(stored)[0][0].source == text


WRONG = {
    "no JSON": ("{", "not JSON"),
    "cut off": ('{"source": "Ye', "was the file cut off"),
    "no object": ("[1]", "not a JSON object"),
    "nested too deeply": ("[" * 100_000, "nested too deeply"),
    "no source": ('{"target": "Ja."}', "source is missing"),
    "source no string": ('{"source": 3, "target": "Ja."}', "source is 3; it must be a string"),
    "id no number": ('{"source": "a", "target": "b", "id": "x"}', 'id is "x"; it must be a whole number'),
    "id true": ('{"source": "a", "target": "b", "id": true}', "id is true"),
    "id broken": ('{"source": "a", "target": "b", "id": 1.5}', "id is 1.5"),
    "similarity too high": ('{"source": "a", "target": "b", "similarity": 7}', "similarity is 7"),
    "confidence NaN": ('{"source": "a", "target": "b", "confidence": NaN}', "NaN is no number in JSON"),
    "flags no list": ('{"source": "a", "target": "b", "flags": "number"}', "flags is"),
    "flag no object": ('{"source": "a", "target": "b", "flags": ["number"]}', "list of objects"),
    "flag without name": (
        '{"source": "a", "target": "b", "flags": [{"severity": "minor"}]}',
        "name is missing",
    ),
    "flag severity": ('{"source": "a", "target": "b", "flags": [{"name": "x", "severity": "bad"}]}', "'bad'"),
    "score too high": ('{"source": "a", "target": "b", "scores": {"omission": 2}}', "scores.omission is 2"),
    "score no number": ('{"source": "a", "target": "b", "scores": {"omission": "x"}}', "omission is"),
    "sentences no numbers": ('{"source": "a", "target": "b", "source_sentences": ["0"]}', "whole numbers"),
    "sentences with a gap": (
        '{"source": "a", "target": "b", "source_sentences": [0, 2]}',
        "follow one another",
    ),
    "span of three": ('{"source": "a", "target": "b", "source_span": [0, 1, 2]}', "has 3 numbers"),
    "span backwards": ('{"source": "a", "target": "b", "source_span": [2, 1]}', "runs from 2 to 1"),
    "status": ('{"source": "a", "target": "b", "status": "done"}', "status is 'done'"),
    "second signature": ('{"signature": {}}', "must be the first line"),
}


@pytest.mark.parametrize(("line", "problem"), WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_named_with_file_and_line(line: str, problem: str) -> None:
    with pytest.raises(CorpusError, match=r"^bad\.jsonl:2: ") as caught:
        load(['{"signature": {}}\n', line + "\n"])
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


texts = st.text(max_size=20)
shares = st.integers(0, 1_000_000).map(lambda number: number / 1_000_000)
spans = st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: (min(pair), sum(pair)))
flags = st.builds(Flag, texts, texts, st.sampled_from(SEVERITIES), shares, spans, spans, texts)
segments_at_the_start = st.builds(
    Segment,
    id=st.integers(1, 10**9),
    bead=st.sampled_from([Bead(0, 1, 0, 1), Bead(0, 3, 0, 2), Bead(0, 1, 0, 0), Bead(0, 0, 0, 2)]),
    source=texts,
    target=texts,
    similarity=st.none() | shares,
    confidence=st.none() | shares,
    flags=st.lists(flags, max_size=2).map(tuple),
    scores=st.none() | st.dictionaries(texts, shares, min_size=1, max_size=3),
    source_span=spans,
    target_span=spans,
    status=st.sampled_from(["", "accepted", "rejected", "edited"]),
    note=texts,
)


@given(segments_at_the_start)
def test_reading_gives_back_what_was_written(segment: Segment) -> None:
    lines = list(jsonl.dump([segment], {}))
    assert all(line.count("\n") == 1 for line in lines)
    assert load(lines) == ((segment,), {})
