"""What people said of translations: read from archives, with the words that were corrected marked in the text."""

from __future__ import annotations

import io
import json
import tarfile
from dataclasses import asdict, replace
from random import Random

import numpy as np
import pytest

from tools.fit_reader_weights import rated_examples
from tools.reader_batches import CHANGED, MISLEADING, POOR, UNSURE, joined, rated_unit_of, tensors
from tools.reader_model import HIDDEN
from tools.reader_ratings import (
    FILES,
    JUDGED_PAIRS,
    RATED_PAIRS,
    as_written,
    rated_pieces,
    read_ratings,
    read_written,
    shifts,
    spans_of,
)

HEADER = "index\toriginal\ttranslation\tscores\tmean\tz_scores\tz_mean\tmodel_scores\n"
SOURCE, TARGET = "The pool (new) was full.", "Der Teich (neu) war voll."
"""In the first pair of languages; the others hold the same."""


def pack(path, members):
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as archive:
        for name, text in members.items():
            content = text.encode()
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


@pytest.fixture
def data(tmp_path):
    for pair in RATED_PAIRS:
        for part, name in FILES.items():
            folder = f"{pair}-{part}/{name}"
            table = f"{HEADER}0\t{SOURCE}\t{TARGET}\t[]\t40\t[]\t-1.5\t0\n"
            pack(tmp_path / "direct-assessments" / part / f"{pair}-{part}.tar.gz", {f"{folder}.df.short.tsv": table})
            of_gaps_and_words = ["OK"] * 3 + ["BAD"] + ["OK"] * 13
            members = {
                f"{folder}.src": "The pool ( new ) was full .\n",
                f"{folder}.mt": "Der Teich ( neu ) war voll .\n",
                f"{folder}.source_tags": "OK BAD OK OK OK OK OK OK\n",
                f"{folder}.tags": " ".join(of_gaps_and_words) + "\n",
            }
            pack(tmp_path / "post-editing" / part / f"{pair}-{part}.tar.gz", members)
    (tmp_path / "catastrophic_errors").mkdir()
    for pair in JUDGED_PAIRS:
        for part in ("train", "dev"):
            path = tmp_path / "catastrophic_errors" / f"{pair.replace('-', '')}_majority_{part}.tsv"
            path.write_text('1\tSay " no " !\tSag " ja " !\t[1, 1, 0]\tERR\n2\tGo .\tGeh .\t[2, 3, 2]\tUNK\n')
    return tmp_path


def test_ratings_are_read_with_english_first_and_what_was_corrected(data):
    found = read_ratings(data)
    assert len(found) == 3 * len(RATED_PAIRS) + 2 * len(JUDGED_PAIRS)
    german, romanian = found[0], found[3]
    assert (german.source, german.language, german.texts) == ("rated en-de", "de", (SOURCE, TARGET))
    marked = [[text[slice(*span)] for span in spans] for text, spans in zip(german.texts, german.revised, strict=True)]
    assert marked == [["pool"], ["Teich"]]
    assert (romanian.language, romanian.texts) == ("ro", (TARGET, SOURCE))
    assert german.poor > 0.85
    assert german.misleading is None
    assert {rated.language for rated in found if rated.held_out} == {"de"}


def test_judged_comments_are_as_they_were_written(data):
    judged = [rated for rated in read_ratings(data) if rated.source == "judged en-de"]
    assert [(rated.texts, rated.misleading, rated.held_out) for rated in judged] == [
        (('Say "no"!', 'Sag "ja"!'), 1.0, False),
        (('Say "no"!', 'Sag "ja"!'), 1.0, True),
    ]


@pytest.mark.parametrize(
    ("text", "tokens", "found"),
    [
        ("It's late.", ["It", "&apos;s", "late", "."], ["It", "'s", "late", "."]),
        ("„Ja“, sagt er", ['"', "Ja", '"', ",", "sagt", "er"], ["„", "Ja", "“", ",", "sagt", "er"]),
        ("one two", ["one", "three"], None),
        ("one", ["one", "two"], None),
    ],
)
def test_tokens_are_found_in_the_text(text, tokens, found):
    spans = spans_of(text, tokens)
    assert (spans and [text[slice(*span)] for span in spans]) == found


def test_punctuation_is_put_back():
    assert as_written('He did n&apos;t ( yet ) say : " so " .') == 'He didn\'t (yet) say: "so".'


class Store:
    """Token states made up: one token a word."""

    def codes(self, text):
        words = text.split()
        starts = [sum(len(word) + 1 for word in words[:number]) for number in range(len(words))]
        spans = np.array([(start, start + len(word)) for start, word in zip(starts, words, strict=True)], np.int32)
        return np.ones((len(words), HIDDEN), np.int8), np.full(len(words), 0.5, np.float32), spans


def test_units_hold_what_is_known_and_nothing_else(data):
    rated = read_ratings(data)
    store = Store()
    by_language = shifts(rated, store, np.full(HIDDEN, 2.0, np.float32))
    assert set(by_language) == {"ro", "et", "ne", "si", "zh", "cs"}
    german, romanian = (rated_unit_of(one, store, by_language.get(one.language)) for one in (rated[0], rated[3]))
    assert (german.labels[0][:, CHANGED] == [0, 1, 0, 0, 0]).all()
    assert (german.labels[0][:, :CHANGED] == UNSURE).all()
    assert german.pair[MISLEADING] == UNSURE
    assert german.pair[POOR] > 0.85
    states, *_ = tensors([romanian], store)
    assert states[0, 1:6].unique().tolist() == [0.5]
    assert states[0, 6:11].unique().tolist() == [2.0]
    both = joined([german, german], Random(1))
    assert both.length == 2 * german.length
    assert both.pair[POOR] == german.pair[POOR]


def test_a_third_language_is_not_cut_into_sentences():
    assert rated_pieces("Unu. Doi.", "ro") == [("Unu. Doi.", 0)]
    assert [piece for piece, _ in rated_pieces("Eins ist da. Zwei ist fort.", "de")] == [
        "Eins ist da.",
        "Zwei ist fort.",
    ]


def test_the_score_is_fitted_on_what_was_held_out_and_is_faulty_where_a_part_of_it_is(data, tmp_path):
    ratings = read_ratings(data)
    path = tmp_path / "ratings.jsonl"
    path.write_text("".join(json.dumps(asdict(rated)) + "\n" for rated in ratings))
    assert [example["faulty"] for example in rated_examples(path, Random(1))] == [True] * 3
    right = [replace(rated, poor=0.1, misleading=None) for rated in ratings if rated.held_out]
    path.write_text("".join(json.dumps(asdict(rated)) + "\n" for rated in right))
    assert [example["faulty"] for example in rated_examples(path, Random(1))] == [False] * 3
    path.write_text("".join(json.dumps(asdict(rated)) + "\n" for rated in [*right, ratings[0]]))
    assert [example["faulty"] for example in rated_examples(path, Random(1))] == [False] * 3


def test_what_is_written_is_read_back(data, tmp_path):
    first = read_ratings(data)[0]
    path = tmp_path / "ratings.jsonl"
    path.write_text(json.dumps(asdict(first)) + "\n")
    (again,) = read_written(path)
    assert json.dumps(asdict(again)) == json.dumps(asdict(first))
