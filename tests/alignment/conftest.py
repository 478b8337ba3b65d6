import numpy as np
import pytest

from aligner.alignment.space import background_of

DIMENSION = 160


class Translations:
    """Made-up sentence vectors: a translation is its original and noise, and all sentences share a direction."""

    def __init__(self, seed, noise=0.6):
        self.random = np.random.default_rng(seed)
        self.noise = noise

    def pairs(self, count):
        meaning = self.random.normal(size=(count, DIMENSION))
        sides = [meaning + self.noise * self.random.normal(size=meaning.shape) for _ in range(2)]
        return tuple(self.unit(side + 4.0) for side in sides)

    def background(self):
        return background_of(*self.pairs(64))

    @staticmethod
    def unit(vectors):
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="session")
def made_up():
    """The class: tests choose the seed."""
    return Translations


@pytest.fixture
def translations(made_up):
    return made_up(seed=1)
