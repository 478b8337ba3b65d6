"""Paragraphs, headings and numbers: what they are, how far they correspond, and what they decide."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.alignment import EncodedText, align_texts
from aligner.alignment.bead import Bead
from aligner.alignment.corridor import full_corridor
from aligner.alignment.decoding import Posteriors
from aligner.alignment.layout import ROLES, Correspondence, add_layout, correspondence_of, label_of, layouts_of

TEXT = "It is written here, and it goes on for as long as a sentence of a contract does."


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("3. The tenant pays.", "3"),
        ("3.", "3"),
        ("3) The tenant pays.", "3"),
        ("(3) The tenant pays.", "3"),
        ("3.1. Payment", "3.1"),
        ("3.1 Payment", "3.1"),
        ("12.3.4 Überweisung", "12.3.4"),
        ("(a) a garage", "a"),
        ("b) ein Keller", "b"),
        ("IV. Payment", "4"),
        ("(iv) a cellar", "iv"),
        ("§ 5 Kündigung", "5"),
        ("§5a Kündigung", "5a"),
        ("Article 5", "5"),
        ("Artikel 5: Kündigung", "5"),
        ("ARTIKEL 5", "5"),
        ("Section 2.4 Notice", "2.4"),
        ("Chapter IV", "4"),
        ("Kapitel XIX. Der Brief", "19"),
        ("Appendix B", "b"),
        ("Anhang B", "b"),
        ("Table 2: Rents", "table 2"),
        ("Tabelle 2: Mieten", "table 2"),
        ("Abbildung 7", "figure 7"),
        ("The tenant pays.", None),
        ("3 tenants pay.", None),
        ("3.5 million people live here.", None),
        ("1984 was a good year.", None),
        ("1984. That was a good year.", None),
        ("I paid the rent.", None),
        ("Part of the rent is due.", None),
        ("Tables are included.", None),
        ("Teil A der Miete", "a"),
        ("Article", None),
        ("", None),
    ],
)
def test_the_number_of_a_sentence(sentence, label):
    assert label_of(sentence) == label


@pytest.mark.parametrize(
    ("texts", "paragraphs", "roles"),
    [
        (["One.", "Two.", "Three."], None, "inside inside inside"),
        (["One.", "Two.", "Three."], [0, 0, 1], "paragraph inside paragraph"),
        (["Of rents", "One.", "Two."], [0, 1, 1], "heading paragraph inside"),
        (["Of rents", "One.", "Two."], [0, 0, 1], "paragraph inside paragraph"),
        (["Of rents", "One."], [0, 0], "inside inside"),
        (["Is it due?", "One."], [0, 1], "paragraph paragraph"),
        (["x" * 90, "One."], [0, 1], "paragraph paragraph"),
        (["3. Of rents", "One."], [0, 1], "numbered paragraph"),
        (["3. Of rents", "One."], None, "numbered inside"),
        (["ROSTOCK (dpa) –", "The harbour froze.", "Ships wait."], [0, 1, 1], "paragraph inside inside"),
    ],
)
def test_the_roles_of_sentences(texts, paragraphs, roles):
    layout, _ = layouts_of(texts, [], paragraphs)
    assert [ROLES[role] for role in layout.roles] == roles.split()


def test_numbers_are_equal_on_both_sides_where_they_are_written_differently():
    source, target = layouts_of(["§ 1 Rent", "Rent.", "Chapter II", "Table 1"], ["(2) Miete", "1.", "Tabelle 1"])
    assert (source.numbers[:, None] == target.numbers).tolist() == [
        [False, True, False],
        [False, False, False],
        [True, False, False],
        [False, False, True],
    ]
    assert source.numbers[1] == 0


def learned(source_paragraphs, target_paragraphs, source_texts=None, target_texts=None):
    count = len(source_paragraphs)
    layouts = layouts_of(
        source_texts or [TEXT] * count, target_texts or [TEXT] * count, source_paragraphs, target_paragraphs
    )
    beads = np.array([(k, k + 1, k, k + 1) for k in range(count)])
    return correspondence_of([(Posteriors(beads, np.ones(count), np.zeros(count), np.zeros(count)), *layouts)])


def test_paragraphs_that_correspond_count():
    paragraphs = [k // 4 for k in range(200)]
    roles = learned(paragraphs, paragraphs).roles
    assert roles[1, 1] > 1 > roles[0, 0] > 0
    assert roles[0, 1] < -1 > roles[1, 0]
    assert not roles[2:].any()


def test_one_document_of_a_few_sentences_says_little():
    paragraphs = [0, 0, 1, 1, 2, 2]
    assert np.abs(learned(paragraphs, paragraphs).roles).max() < 0.3


@pytest.mark.parametrize("other", [[0] * 60, list(range(60))], ids=["no paragraphs", "every sentence a paragraph"])
def test_paragraphs_of_one_side_alone_say_nothing(other):
    paragraphs = [k // 4 for k in range(60)]
    assert learned(paragraphs, other).is_silent
    assert learned(other, paragraphs).is_silent


def test_paragraphs_that_have_nothing_to_do_with_each_other_say_next_to_nothing():
    random = np.random.default_rng(4)
    sides = np.cumsum(random.random((2, 400)) < 0.3, axis=1)
    assert np.abs(learned(*sides).roles).max() < 0.2


def numbered(numbers):
    return [f"{number}. {TEXT}" for number in numbers]


def test_numbers_that_agree_are_trusted_and_others_not():
    inside = [0] * 40
    agreeing = learned(inside, inside, numbered(range(40)), numbered(range(40)))
    assert agreeing.equal > 2
    assert agreeing.different < -2
    partly = learned(inside, inside, numbered(range(40)), numbered([*range(38), 39, 40]))
    assert 0 < partly.equal < agreeing.equal
    assert agreeing.different < partly.different < 0
    for first_changed in (0, 20, 35):
        changed = [*range(first_changed), *range(first_changed + 1, 41)]
        assert learned(inside, inside, numbered(range(40)), numbered(changed)).is_silent


def test_numbers_that_are_all_the_same_say_nothing():
    inside = [0] * 9
    assert learned(inside, inside, numbered([1] * 9), numbered([1] * 9)).is_silent


def test_beads_are_judged_by_their_first_sentences_and_what_begins_within_them():
    # Sentence 0 begins a paragraph, 1 goes on, 2 begins one; the target has the beginnings only.
    source, target = layouts_of([TEXT] * 3, [TEXT] * 2, [0, 0, 1], [0, 1])
    roles = np.zeros((4, 4))
    roles[0, 0], roles[1, 1], roles[0, 1], roles[1, 0] = 1, 10, -100, -1000
    # At the start of a bead, a quarter of the last two.
    types = [(1, 1), (2, 1), (1, 2)]
    corridor = full_corridor(3, 2)
    pairs = np.zeros((len(types), corridor.size), np.float32)
    add_layout(pairs, corridor, types, source, target, Correspondence(roles, 0.0, 0.0))
    scores = {kind: values.reshape(4, 3) for kind, values in zip(types, pairs, strict=True)}
    assert scores[1, 1][1:, 1:].tolist() == [[10, 10], [-25, -25], [10, 10]]
    assert scores[2, 1][2:, 1:].tolist() == [[10, 10], [-1025, -1025]]
    assert scores[1, 2][1:, 2].tolist() == [-90, -125, -90]


def aligned(source, target, translations, layouts=(None, None), texts=(None, None)):
    sides = [
        EncodedText(vectors, text or [TEXT] * len(vectors), paragraphs)
        for vectors, text, paragraphs in zip((source, target), texts, layouts, strict=True)
    ]
    return align_texts(*sides, type(translations)(seed=0).background(), 1.0)


def alike(translations, vectors, places):
    """Make sentences all but the same, as the clauses of a contract are."""
    noise = 0.005 * translations.random.normal(size=(len(places), vectors.shape[1]))
    changed = vectors.copy()
    changed[places] = translations.unit(vectors[places[0]] + noise)
    return changed


@pytest.mark.parametrize("missing", [12, 15, 18, 21, 24])
def test_numbers_tell_which_of_many_similar_clauses_is_missing(translations, missing):
    source, target = translations.pairs(40)
    clauses = list(range(10, 30))
    source, target = alike(translations, source, clauses), alike(translations, target, clauses)
    texts = [f"{k}. {TEXT}" for k in range(40)]
    kept = [k for k in range(40) if k != missing]
    right = {Bead(k, k + 1, place, place + 1) for place, k in enumerate(kept)}
    plain = aligned(source, target[kept], translations)
    assert not right <= set(plain.beads)
    alignment = aligned(source, target[kept], translations, texts=(texts, [texts[k] for k in kept]))
    assert right <= set(alignment.beads)


@pytest.mark.parametrize("missing", [62, 66, 71, 78, 83])
def test_paragraphs_tell_which_of_many_similar_sentences_is_missing(translations, missing):
    source, target = translations.pairs(120)
    similar = list(range(60, 84))
    source, target = alike(translations, source, similar), alike(translations, target, similar)
    paragraphs = [k // 3 for k in range(120)]
    kept = [k for k in range(120) if k != missing]
    # Within the paragraph, and at its borders, nothing tells.
    right = {Bead(k, k + 1, place, place + 1) for place, k in enumerate(kept) if abs(k - missing) > 4}
    layouts = paragraphs, [paragraphs[k] for k in kept]
    assert right <= set(aligned(source, target[kept], translations, layouts).beads)
    assert not right <= set(aligned(source, target[kept], translations).beads)


@given(
    sources=st.integers(1, 12),
    targets=st.integers(1, 12),
    seed=st.integers(0, 99),
    breaks=st.lists(st.booleans(), min_size=12, max_size=12),
    text=st.sampled_from([TEXT, "Rents", "3. Rents"]),
)
@settings(max_examples=40)
def test_a_layout_without_counterpart_changes_nothing(made_up, sources, targets, seed, breaks, text):
    translations = made_up(seed)
    source, target = translations.pairs(sources)[0], translations.pairs(targets)[1]
    plain = aligned(source, target, translations)
    paragraphs = np.cumsum(breaks)[:sources].tolist()
    texts = [text.ljust(len(TEXT), "x")] * sources, None
    for layouts in ((None, None), (paragraphs, None), (paragraphs, list(range(targets)))):
        assert aligned(source, target, translations, layouts, texts) == plain
