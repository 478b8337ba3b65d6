"""Two small corpora under review, an encoder that knows the words of one, and a window of the page."""

from __future__ import annotations

import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("starlette")
sys.path.append(str(Path(__file__).parent))

from revising import PAIRS, corpus_of
from starlette.testclient import TestClient
from windows import Page

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.encoding.encoder import Progress, TokenVectors, silent
from aligner.errors import ModelError
from aligner.review.computing.recompute import Recomputation
from aligner.review.session import ReviewSession
from aligner.review.web.server import Address, application, listen
from aligner.words.tokens import word_spans

TEXTS = (
    ("The ferry leaves at noon.", "Die Fähre fährt mittags."),
    ("It carries 12 cars and a bus.", "Sie trägt 21 Autos und einen Bus."),
    ("The captain waves.", "Der Kapitän winkt."),
    ("Gulls follow the ship.", "Möwen folgen dem Schiff."),
    ("Nobody is on the pier.", "Niemand ist auf dem Steg."),
    ("The harbour is empty.", "Der Hafen ist leer."),
)
_PAIRS = (
    "die=the fähre=ferry fährt=leaves mittags=noon sie=it trägt=carries autos=cars und=and einen=a der=the "
    "kapitän=captain winkt=waves möwen=gulls folgen=follow dem=the schiff=ship niemand=nobody ist=is auf=on "
    "steg=pier hafen=harbour leer=empty"
)
_GERMAN = dict(pair.split("=") for pair in _PAIRS.split())
_DIMENSION = 384


class WordEncoder:
    """Gives each word a direction, the same for its translation; a text is the sum of its words."""

    fingerprint = "words"
    dimension = _DIMENSION

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> Any:
        self.texts += texts
        progress(len(texts))
        return np.array([_unit(self._words(text).sum(axis=0)) for text in texts], np.float32).reshape(-1, _DIMENSION)

    def encode_with_tokens(
        self, texts: Sequence[str], progress: Progress = silent
    ) -> Iterator[tuple[int, Any, TokenVectors]]:
        for index, (text, vector) in enumerate(zip(texts, self.encode(texts, progress), strict=True)):
            yield index, vector, TokenVectors(self._words(text), word_spans(text))

    def _words(self, text: str) -> Any:
        words = [text[start:end].lower() for start, end in word_spans(text).tolist()]
        return np.array([_direction(_GERMAN.get(word, word)) for word in words], np.float32).reshape(-1, _DIMENSION)


def _direction(word: str) -> Any:
    return _unit(np.random.default_rng(zlib.crc32(word.encode())).normal(size=_DIMENSION))


def _unit(vector: Any) -> Any:
    return vector / max(float(np.linalg.norm(vector)), 1e-6)


def ferry_corpus() -> Corpus:
    number = Flag("number", "accuracy/mistranslation", "major", 0.9, (11, 13), (10, 12), '"12" is "21"')
    segments = tuple(
        Segment(
            id=place + 1,
            bead=Bead(place, place + 1, place, place + 1),
            source=source,
            target=target,
            similarity=0.9,
            confidence=0.95,
            flags=(number,) if place == 1 else (),
            scores={"omission": 0.0, "addition": 0.0, "mistranslation": 0.0},
        )
        for place, (source, target) in enumerate(TEXTS)
    )
    return Corpus(segments, {"source": {"language": "en"}, "target": {"language": "de"}})


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """The path of the corpus."""
    path = tmp_path / "ferry.jsonl"
    ferry_corpus().write(path)
    return path


@pytest.fixture
def session(ferry: Path) -> Iterator[ReviewSession]:
    with ReviewSession(ferry) as opened:
        yield opened


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def recomputation(session: ReviewSession, encoder: WordEncoder) -> Iterator[Recomputation]:
    """Background work with the stand-in; not begun."""
    work = Recomputation(session, lambda: encoder, delay=0.01)
    yield work
    work.close()


@pytest.fixture
def broken(session: ReviewSession) -> Iterator[Recomputation]:
    """Background work whose model is missing; not begun."""

    def load() -> Any:
        raise ModelError("the model is not there: install it again")

    work = Recomputation(session, load, delay=0.01)
    yield work
    work.close()


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Waits for something that another thread does."""

    def wait(is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not is_so():
            assert time.monotonic() < end, "it does not come"
            time.sleep(0.01)

    return wait


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a corpus of five segments, all with a flag."""
    path = tmp_path / "parallel.jsonl"
    corpus_of(PAIRS).write(path)
    return path


@pytest.fixture
def address() -> Iterator[Address]:
    found = listen()
    yield found
    found.listener.close()


@pytest.fixture
def stranger(session: ReviewSession, recomputation: Recomputation, address: Address) -> Iterator[Page]:
    """A window that has no cookie."""
    stopping = threading.Event()
    app = application(session, recomputation, address, stopping.is_set)
    base = f"http://127.0.0.1:{address.port}"
    with TestClient(app, base_url=base, follow_redirects=False, raise_server_exceptions=False) as client:
        yield Page(client, session, stopping)


@pytest.fixture
def page(stranger: Page, address: Address) -> Page:
    assert stranger.client.get(address.url).status_code == 303
    return stranger
