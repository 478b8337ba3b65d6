import json
from importlib.resources import files
from random import Random

import numpy as np
import pytest

from aligner.alignment.bead import Bead
from aligner.alignment.corridor import full_corridor
from aligner.alignment.lattice import NullScores, Weights, backward, forward
from aligner.alignment.parameters import FEATURES
from aligner.alignment.space import background_of
from aligner.errors import InputError
from tools.alignment_likelihood import KnownText, Model, expected_steps, known_steps
from tools.damage import Damage, damaged, random_damage, units_of
from tools.fit_alignment import Fit, Ties, as_json, bead_types, make_documents, measure, read_pairs

DIMENSION = 16
PAIRS = [
    (
        f"Satz {k}, in dem etwas steht; danach kommt {'noch ' * (k % 7)}mehr",
        f"Sentence {k}, which says: {'so ' * (k % 5)}",
    )
    for k in range(60)
]
UNITS = units_of(PAIRS)
TYPES = bead_types()


class MadeUpEncoder:
    """Gives sentences of one number like vectors, whatever their language."""

    fingerprint = "made up"

    def encode(self, texts):
        vectors = np.array([self._vector(text) for text in texts])
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)

    @staticmethod
    def _vector(text):
        numbers = [int(word.strip(".,;:")) for word in text.split() if word.strip(".,;:").isdigit()] or [len(text)]
        meaning = sum(np.random.default_rng(number).normal(size=DIMENSION) for number in numbers)
        return meaning + 0.3 * np.random.default_rng(len(text)).normal(size=DIMENSION)


def known_text(document, ratio=1.0, order=(0, 1)):
    encoder = MadeUpEncoder()
    sides = document.source, document.target
    background = background_of(*(encoder.encode([pair[side] for pair in PAIRS]) for side in order))
    return KnownText(tuple(map(encoder.encode, sides)), sides, document.beads, TYPES, background, ratio)


def start():
    return Fit((), 1, Ties(TYPES)).start


@pytest.mark.parametrize("seed", range(2))
def test_the_gradient_agrees_with_finite_differences(seed):
    text = known_text(damaged(UNITS[:8], Damage(regrouping=0.4, omission=0.2, one_sided_lines=0.1), Random(seed)), 0.9)
    random = np.random.default_rng(seed)
    # Small weights leave many alignments in the running.
    vector = 0.1 * Ties(TYPES).spread @ start() + 0.3 * random.normal(size=len(Ties(TYPES).spread))
    _, gradient = text.log_likelihood(vector)
    # Steps this wide keep the single precision of scores out of the difference.
    for place, step in enumerate(1e-2 * np.eye(len(vector))):
        difference = (text.log_likelihood(vector + step)[0] - text.log_likelihood(vector - step)[0]) / 2e-2
        assert difference == pytest.approx(gradient[place], rel=5e-3, abs=5e-3)
    assert (np.abs(gradient) > 0.1).sum() > 8


def test_a_likelihood_is_a_probability_and_the_true_alignment_is_a_likely_one():
    text = damaged(UNITS[:8], Damage(), Random(1))
    vector = Ties(TYPES).spread @ start()
    true, _ = known_text(text).log_likelihood(vector)
    # Every sentence is paired with the one before its translation.
    beads = (Bead(0, 1, 0, 0), *(Bead(k + 1, k + 2, k, k + 1) for k in range(7)), Bead(8, 8, 7, 8))
    wrong, _ = known_text(type(text)(text.source, text.target, beads)).log_likelihood(vector)
    assert wrong < true < 0


@pytest.mark.parametrize("seed", range(3))
def test_both_sides_count_alike_under_tied_weights(seed):
    text = damaged(UNITS[:12], random_damage(Random(seed)), Random(seed), UNITS[30:45])
    mirrored_beads = [Bead(b.target_start, b.target_end, b.source_start, b.source_end) for b in text.beads]
    mirrored = type(text)(text.target, text.source, tuple(mirrored_beads))
    vector = Ties(TYPES).spread @ start()
    likelihood, gradient = known_text(text).log_likelihood(vector)
    other, other_gradient = known_text(mirrored, order=(1, 0)).log_likelihood(vector)
    assert other == pytest.approx(likelihood, abs=1e-3)
    np.testing.assert_allclose(other_gradient @ Ties(TYPES).spread, gradient @ Ties(TYPES).spread, atol=1e-2)
    features = len(FEATURES)
    biases = [features + TYPES.index((b, a)) for a, b in TYPES]
    np.testing.assert_allclose(other_gradient[biases], gradient[features : features + len(TYPES)], atol=1e-3)


def test_tied_weights_are_one():
    ties = Ties(TYPES)
    free = {name: number + 1.0 for number, name in enumerate(ties.free)}
    model = Model(TYPES, ties.spread @ np.array([*free.values()]))
    biases = dict(zip(TYPES, model.biases, strict=True))
    assert all(biases[a, b] == biases[b, a] for a, b in TYPES)
    assert [biases[1, 1], biases[2, 1]] == [free["1-1"], free["1-2"]]
    further = {sizes: biases[sizes] - free["1-2"] for sizes in TYPES}
    assert [further[sizes] / free["further"] for sizes in ((1, 3), (4, 1), (1, 5), (6, 1))] == [1, 2, 3, 4]
    assert further[2, 2] == free["both"]
    assert further[3, 2] == free["further"] + free["both"]
    assert further[4, 4] == 2 * free["further"] + 3 * free["both"]
    features = [free[name.removesuffix(" source").removesuffix(" target")] for name in FEATURES]
    assert model.features.tolist() == features


def test_a_sentence_more_in_a_bead_costs_the_same_wherever_it_is_added():
    biases = dict(zip(TYPES, Model(TYPES, Ties(TYPES).spread @ start()).biases, strict=True))
    steps = [biases[1, size + 1] - biases[1, size] for size in range(2, 6)]
    assert steps == pytest.approx([steps[0]] * 4)
    assert all(biases[1, size + 1] < biases[1, size] for size in range(1, 6))
    assert all(biases[size, 2] < biases[size, 1] for size in range(2, 5))


def test_a_fit_comes_to_rest(capsys):
    documents = make_documents([{"": UNITS[:12]}], [PAIRS[:10]], 3)
    texts = list(measure(documents, TYPES, MadeUpEncoder()))
    Fit(texts, sum(len(document.source) for document in documents), Ties(TYPES)).solve()
    assert "CONVERGENCE" in capsys.readouterr().out


def test_steps_of_known_beads_open_each_run_once():
    beads = (Bead(0, 1, 0, 0), Bead(1, 1, 0, 1), Bead(1, 2, 1, 1), Bead(2, 4, 1, 2), Bead(4, 4, 2, 3), Bead(4, 4, 3, 4))
    steps = known_steps(beads, full_corridor(4, 4), TYPES)
    assert steps.source_nulls.opening.tolist() == [1, 0, 0, 0]
    assert steps.source_nulls.extending.tolist() == [0, 1, 0, 0]
    # The first run faces the source nulls, the second has none beside it.
    assert steps.target_nulls.facing.tolist() == [1, 0, 0, 0]
    assert steps.target_nulls.opening.tolist() == [0, 0, 1, 0]
    assert steps.source_nulls.facing.tolist() == [0, 0, 0, 0]
    assert steps.target_nulls.extending.tolist() == [0, 0, 0, 1]
    assert np.argwhere(steps.pairs).tolist() == [[TYPES.index((2, 1)), 4 * 5 + 2]]
    with pytest.raises(ValueError):
        known_steps((Bead(0, 5, 0, 5),), full_corridor(5, 5), TYPES)


def test_steps_are_expected_to_use_every_sentence_once():
    random, corridor = np.random.default_rng(3), full_corridor(5, 7)
    nulls = [NullScores(*random.normal(size=(3, count))) for count in (5, 7)]
    weights = Weights(TYPES, random.normal(size=(len(TYPES), corridor.size)).astype(np.float32), *nulls)
    steps = expected_steps(corridor, weights, forward(corridor, weights), backward(corridor, weights))
    by_type = steps.pairs.sum(axis=1)
    for side, alone in enumerate((steps.source_nulls, steps.target_nulls)):
        used = by_type @ [sizes[side] for sizes in TYPES]
        used += alone.opening.sum() + alone.facing.sum() + alone.extending.sum()
        assert used == pytest.approx((5, 7)[side])


def test_a_fit_makes_known_alignments_likelier_and_keeps_ties(capsys):
    documents = make_documents([{"": UNITS[:12]}], [PAIRS[:10]], 3)
    assert documents == make_documents([{"": UNITS[:12]}], [PAIRS[:10]], 3)
    texts = list(measure(documents, TYPES, MadeUpEncoder()))
    ties = Ties(TYPES)
    fit = Fit(texts, sum(len(document.source) for document in documents), ties)
    vector = fit.solve(iterations=4)
    before = sum(text.log_likelihood(ties.spread @ fit.start)[0] for text in texts)
    after = sum(text.log_likelihood(vector)[0] for text in texts)
    assert after > before + 1
    biases = dict(zip(TYPES, Model(TYPES, vector).biases, strict=True))
    assert all(biases[a, b] == biases[b, a] for a, b in TYPES)
    assert capsys.readouterr().out.count("iteration") == 4


def test_what_is_written_has_the_form_of_what_ships():
    ties = Ties(TYPES)
    written = json.loads(as_json(Model(TYPES, ties.spread @ start())))
    shipped = json.loads(files("aligner.alignment").joinpath("parameters.json").read_text(encoding="utf-8"))
    assert [*written] == [*shipped]
    assert all([*written[part]] == [*shipped[part]] for part in ("features", "beads", "null"))


def test_pairs_are_read_by_text(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_text(
        'set\ten\tde\nA\tOne "two\tEins "zwei\nB\tThree\tDrei\nA\tFour\tVier\nA\t\tFünf\n', encoding="utf-8"
    )
    assert read_pairs(path) == {"A": [('Eins "zwei', 'One "two'), ("Vier", "Four")], "B": [("Drei", "Three")]}


@pytest.mark.parametrize("content", [b"", b"a\tb\n1\t2\n", b"de\ten\n", b"de\ten\n\xff\t\xff\n"])
def test_files_that_hold_no_pairs_are_named(tmp_path, content):
    path = tmp_path / "pairs.tsv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"pairs\.tsv"):
        read_pairs(path)
