from __future__ import annotations

import tempfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.encoding.cache import CachedTokenEncoder, NoStore
from aligner.encoding.compact import packed, packed_size, unpacked
from aligner.encoding.encoder import TokenVectors, silent
from aligner.encoding.spool import TokenSpool, add_missing, encode_into


def made_up(text: str, dimension: int = 6) -> TokenVectors:
    rows = len(text)
    generator = np.random.default_rng([1, *text.encode()])
    vectors = generator.standard_normal((rows, dimension)).astype(np.float32)
    return TokenVectors(vectors, np.stack([np.arange(rows), np.arange(1, rows + 1)], axis=1).astype(np.int32))


class MadeUpEncoder:
    fingerprint = "made up"
    dimension = 6

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts, progress=silent):
        return np.array([vector for _, vector, _ in sorted(self.encode_with_tokens(texts), key=lambda one: one[0])])

    def encode_with_tokens(self, texts, progress=silent):
        for index in reversed(range(len(texts))):
            self.asked.append(texts[index])
            vector = np.arange(1, 7, dtype=np.float32) + len(texts[index])
            progress(1)
            yield index, vector / np.linalg.norm(vector), made_up(texts[index])


class Memory:
    def __init__(self) -> None:
        self.known: dict[bytes, bytes] = {}

    def get(self, keys):
        return {key: self.known[key] for key in keys if key in self.known}

    def put(self, entries):
        self.known.update(entries)


def results(encoder, texts):
    return {
        at: (vector.tobytes(), tokens.vectors.tobytes(), tokens.spans.tobytes())
        for at, vector, tokens in encoder.encode_with_tokens(texts)
    }


@given(st.text(max_size=12), st.floats(1e-20, 1e20))
def test_states_are_off_by_half_a_step_at_most(text, size):
    tokens = made_up(text)
    tokens = TokenVectors((tokens.vectors * np.float32(size)).astype(np.float32), tokens.spans)
    data = packed(tokens)
    found = unpacked(data)
    assert len(data) == packed_size(len(text), 6)
    assert found.vectors.dtype == np.float32
    assert np.array_equal(found.spans, tokens.spans)
    limits = np.abs(tokens.vectors).max(axis=1, initial=0)[:, None] / 253
    assert (np.abs(found.vectors - tokens.vectors) <= limits).all()


def test_states_of_nothing_but_noughts_are_kept():
    tokens = TokenVectors(np.zeros((2, 6), np.float32), np.array([[0, 1], [2, 3]], np.int32))
    assert np.array_equal(unpacked(packed(tokens)).vectors, tokens.vectors)


@pytest.mark.parametrize("data", [b"", b"1234567", packed(made_up("abc"))[:-1], packed(made_up("abc")) + b"\0"])
def test_bytes_of_another_kind_are_refused(data):
    with pytest.raises(ValueError):
        unpacked(data)


@pytest.mark.parametrize("bytes_in_memory", [1, 200, 1_000_000])
def test_a_spool_gives_back_what_was_put(bytes_in_memory):
    texts = ["one", "", "three words here", "one", "ü"]
    with TokenSpool(bytes_in_memory) as spool:
        vectors = encode_into(spool, MadeUpEncoder(), texts)
        assert vectors.shape == (5, 6)
        for text in ["ü", *texts]:
            expected = unpacked(packed(made_up(text)))
            assert np.array_equal(spool.get(text).vectors, expected.vectors)
            assert np.array_equal(spool.get(text).spans, expected.spans)
        spool.put("late", made_up("late"))
        assert len(spool.get("late").spans) == 4
        with pytest.raises(KeyError):
            spool.get("unknown")


def test_a_spool_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with TokenSpool(bytes_in_memory=10) as spool:
        spool.put("long enough", made_up("long enough"))
        assert len(spool.get("long enough").spans) == 11
    assert list(tmp_path.iterdir()) == []


def test_only_what_the_spool_lacks_is_encoded():
    encoder = MadeUpEncoder()
    with TokenSpool() as spool:
        spool.put("known", made_up("known"))
        add_missing(spool, encoder, ["known", "new", "new"])
    assert encoder.asked == ["new"]


def test_tokens_are_the_same_with_a_store_and_without_and_again():
    texts = ["one", "two", "one", "", "three"]
    store = Memory()
    without = results(CachedTokenEncoder(MadeUpEncoder(), NoStore()), texts)
    first = results(CachedTokenEncoder(MadeUpEncoder(), store), texts)
    inner = MadeUpEncoder()
    again = results(CachedTokenEncoder(inner, store), texts)
    assert without == first == again
    assert set(without) == set(range(5))
    assert inner.asked == []


def test_only_new_texts_are_encoded_and_the_progress_adds_up():
    store, counts = Memory(), []
    results(CachedTokenEncoder(MadeUpEncoder(), store), ["one", "two"])
    inner = MadeUpEncoder()
    found = dict.fromkeys(
        at for at, _, _ in CachedTokenEncoder(inner, store).encode_with_tokens(["two", "three", "one"], counts.append)
    )
    assert inner.asked == ["three"]
    assert set(found) == {0, 1, 2}
    assert sum(counts) == 3


@pytest.mark.parametrize(
    "damage", [lambda value: value[:-3], lambda value: b"", lambda value: value[:12] + b"\xff" * 8]
)
def test_damaged_entries_are_encoded_anew(damage):
    store = Memory()
    whole = results(CachedTokenEncoder(MadeUpEncoder(), store), ["one"])
    store.known = {key: damage(value) for key, value in store.known.items()}
    assert results(CachedTokenEncoder(MadeUpEncoder(), store), ["one"]) == whole
