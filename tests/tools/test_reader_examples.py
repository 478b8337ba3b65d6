"""Planted errors: what is marked is what was changed, on both sides."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from aligner.reader.model import ReaderModel
from tools.build_reader import new_reader
from tools.reader_corpus import NearMiss, ReaderPair, lexicon_of, near_misses
from tools.reader_damage import Damager, read_changes
from tools.reader_edits import Edit, edited
from tools.reader_graph import build_graph

TEXTS = (
    ("The old bridge was closed in winter.", "Die alte Brücke war im Winter geschlossen."),
    ("The old bridge was closed in summer.", "Die alte Brücke war im Sommer geschlossen."),
    ("The old tower was closed in winter.", "Der alte Turm war im Winter geschlossen."),
    ("She does not sell apples to 12 shops, and he knows it.", "Sie verkauft 12 Läden keine Äpfel, und er weiß es."),
    ("Martin must always wait for the late train.", "Martin muss immer auf den späten Zug warten."),
    ("Few people read all letters, which nobody expected.", "Wenige Leute lasen alle Briefe, was niemand erwartete."),
)
PAIRS = [ReaderPair("own", "own", texts) for texts in TEXTS]


@pytest.fixture(scope="module")
def damager() -> Damager:
    return Damager(lexicon_of(PAIRS), PAIRS, Random(3))


def links(pair: ReaderPair) -> list[tuple[int, int]]:
    return [(number, number) for number in range(min(map(len, pair.words)))]


def test_each_kind_changes_one_side_and_marks_what_it_changed(damager):
    made = set()
    for _ in range(40):
        for pair in PAIRS:
            for kind, plant in damager.kinds().items():
                for side in (0, 1):
                    edits = plant(pair, side, links(pair))
                    if edits is None:
                        continue
                    made.add(kind)
                    example = edited(pair, side, edits, links(pair), kind)
                    assert example.texts[1 - side] == pair.texts[1 - side]
                    if example.texts == pair.texts:  # another sentence may end alike
                        continue
                    for marks in (example.wrong, example.missing, example.unsure):
                        for text, spans in zip(example.texts, marks, strict=True):
                            assert all(0 <= start < end <= len(text) for start, end in spans)
    assert {"antonym", "quantity", "tense", "negation in", "negation out", "number", "word out", "tail out"} <= made


def test_a_word_replaced_is_wrong_on_both_sides():
    pair = PAIRS[0]
    start = pair.texts[0].index("winter")
    example = edited(pair, 0, [Edit(start, start + 6, "spring")], [(6, 5)], "slot")
    (own,), (other,) = example.wrong
    assert example.texts[0][slice(*own)] == "spring"
    assert example.texts[1][slice(*other)] == "Winter"
    assert example.missing == ((), ())


def test_a_word_taken_out_leaves_its_counterpart_without_one():
    pair = PAIRS[0]
    example = edited(pair, 0, [Edit(4, 8, "", missing=True)], [(0, 0), (1, 1), (2, 2)], "word out")
    assert example.texts[0] == "The bridge was closed in winter."
    ((start, end),) = example.missing[1]
    assert example.texts[1][start:end] == "alte"
    assert example.missing[0] == ()


def test_near_misses_differ_in_one_place():
    found = near_misses(PAIRS, lexicon_of(PAIRS), Random(1))
    assert NearMiss in {type(miss) for miss in found}
    assert {miss.filler.lower() for miss in found} & {"winter", "summer", "sommer", "tower"}


def test_the_words_of_the_list_are_changed_for_others():
    for changes in read_changes().values():
        assert all(other.lower() != word for word, others in changes.items() for other in others)


def test_the_graph_says_what_the_trained_model_says(tmp_path):
    import torch

    torch.manual_seed(5)
    reader = new_reader(None).eval()
    with torch.no_grad():
        for weights in (reader.side.weight, reader.counterpart.weight, reader.agreement.weight):
            weights.normal_(0, 0.05)
    arrays = {name: values.numpy() for name, values in reader.state_dict().items()}
    (tmp_path / "reader.onnx").write_bytes(build_graph(arrays).SerializeToString())
    (tmp_path / "reader.json").write_text('{"fingerprint": "", "encoder": "", "pair_state": 0.1}')
    random = np.random.default_rng(2)
    english, german = (random.normal(0, 1, (count, 384)).astype(np.float32) for count in (9, 7))
    tokens, pair = ReaderModel(tmp_path).logits([english], [german])
    states = torch.from_numpy(np.concatenate([np.full((1, 384), 0.1, np.float32), english, german]))[None]
    side = torch.tensor([[2] + [0] * 9 + [1] * 7])
    with torch.no_grad():
        wanted_tokens, wanted_pair = reader(states, side, torch.ones_like(side, dtype=torch.bool))
    assert np.corrcoef(tokens.ravel(), wanted_tokens[:, 1:].numpy().ravel())[0, 1] > 0.99
    assert np.abs(pair - wanted_pair.numpy()).max() < 0.1
