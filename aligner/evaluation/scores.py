"""How good an alignment is, as the literature counts it, and whether its confidence can be believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aligner.evaluation.links import Gold, Link, Prediction

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Score:
    """Hits among what was predicted, and among what was wanted; shares of nothing are 0."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Beads with a confidence from `lower` to `upper`: their mean confidence and the share that is right."""

    lower: float
    upper: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether the confidence is a probability.

    `brier` is the mean squared difference of confidence and rightness (Brier 1950). `expected_error` is the
    expected calibration error over ten bins of equal width (Naeini et al. 2015). `bins` are those with at
    least one bead.
    """

    brier: float
    expected_error: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores of an output.

    `strict` counts equal beads, `lax` those that share a source and a target sentence with a gold bead; both
    take the precision over all beads and the recall over those that are not null (as Vecalign does, Thompson
    and Koehn 2019). `null` counts sentences left without counterpart. Only where the gold has kinds:
    `exact_recall` is the share of gold beads of kind `exact` that were found, `block_ok` the share of
    predicted non-null beads that cross no border of the gold. `calibration` is None without confidences or
    where the gold has kinds.
    """

    strict: Score
    lax: Score
    null: Score
    exact_recall: float | None
    block_ok: float | None
    calibration: Calibration | None


def evaluate(pairs: Iterable[tuple[Gold, Prediction]]) -> Evaluation:
    """Score predictions against their gold; counts are summed over all pairs."""
    pairs = tuple(pairs)
    found = _sum(_hits(gold.links, prediction.links) for gold, prediction in pairs)
    wanted = _sum(_hits(_filled(prediction.links), _filled(gold.links)) for gold, prediction in pairs)
    with_kinds = [pair for pair in pairs if pair[0].has_kinds]
    return Evaluation(
        strict=Score(_ratio(found.strict, found.total), _ratio(wanted.strict, wanted.total)),
        lax=Score(_ratio(found.lax, found.total), _ratio(wanted.lax, wanted.total)),
        null=_null_score(pairs),
        exact_recall=_exact_recall(with_kinds) if with_kinds else None,
        block_ok=_inside_blocks(with_kinds) if with_kinds else None,
        calibration=calibrate(judged for pair in pairs if not pair[0].has_kinds for judged in _judged(*pair)),
    )


def calibrate(judged: Iterable[tuple[float, bool]]) -> Calibration | None:
    """Compare confidences (0 to 1) with whether their beads are right; None if there are none."""
    judged = tuple(judged)
    if not judged:
        return None
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    filled = [
        Bin(
            lower=index / BINS,
            upper=(index + 1) / BINS,
            count=len(content),
            confidence=sum(confidence for confidence, _ in content) / len(content),
            accuracy=sum(right for _, right in content) / len(content),
        )
        for index, content in enumerate(bins)
        if content
    ]
    return Calibration(
        brier=sum((confidence - right) ** 2 for confidence, right in judged) / len(judged),
        expected_error=sum(abs(bin_.confidence - bin_.accuracy) * bin_.count for bin_ in filled) / len(judged),
        bins=tuple(filled),
    )


@dataclass(frozen=True, slots=True)
class _Hits:
    strict: int
    lax: int
    total: int


def _hits(wanted: Sequence[Link], given: Sequence[Link]) -> _Hits:
    """Count the different links of `given` that are in `wanted`, strictly and laxly."""
    wanted_links = {link for link in wanted if link != ((), ())}
    partners: dict[int, set[int]] = {}
    for source, target in wanted_links:
        for sentence in source:
            partners.setdefault(sentence, set()).update(target)
    given_links = {link for link in given if link != ((), ())}
    strict = len(given_links & wanted_links)
    touching = sum(
        any(not partners.get(sentence, set()).isdisjoint(target) for sentence in source)
        for source, target in given_links - wanted_links
    )
    return _Hits(strict, strict + touching, len(given_links))


def _sum(hits: Iterable[_Hits]) -> _Hits:
    hits = tuple(hits)
    return _Hits(sum(one.strict for one in hits), sum(one.lax for one in hits), sum(one.total for one in hits))


def _filled(links: Iterable[Link]) -> list[Link]:
    return [(source, target) for source, target in links if source and target]


def _null_score(pairs: Sequence[tuple[Gold, Prediction]]) -> Score:
    hits = predicted = wanted = 0
    for gold, prediction in pairs:
        right, said = _alone(gold.links), _alone(prediction.links)
        hits, predicted, wanted = hits + len(right & said), predicted + len(said), wanted + len(right)
    return Score(_ratio(hits, predicted), _ratio(hits, wanted))


def _alone(links: Iterable[Link]) -> set[tuple[str, int]]:
    """Return the sentences without counterpart, each with its side."""
    return {sentence for source, target in links if not (source and target) for sentence in _sentences(source, target)}


def _sentences(source: Iterable[int], target: Iterable[int]) -> Iterator[tuple[str, int]]:
    yield from (("source", sentence) for sentence in source)
    yield from (("target", sentence) for sentence in target)


def _exact_recall(pairs: Iterable[tuple[Gold, Prediction]]) -> float:
    found = total = 0
    for gold, prediction in pairs:
        exact = [link for link, kind in zip(gold.links, gold.kinds, strict=True) if kind == "exact"]
        predicted = set(prediction.links)
        found += sum(link in predicted for link in exact)
        total += len(exact)
    return _ratio(found, total)


def _inside_blocks(pairs: Iterable[tuple[Gold, Prediction]]) -> float:
    inside = total = 0
    for gold, prediction in pairs:
        block = {sentence: number for number, link in enumerate(gold.links) for sentence in _sentences(*link)}
        for link in _filled(prediction.links):
            # A sentence that the gold does not mention is in no block, and in none with any other.
            touched = {block.get(sentence, sentence[0]) for sentence in _sentences(*link)}
            inside += len(touched) == 1
            total += 1
    return _ratio(inside, total)


def _judged(gold: Gold, prediction: Prediction) -> Iterator[tuple[float, bool]]:
    right = set(gold.links)
    for link, confidence in zip(prediction.links, prediction.confidences, strict=True):
        if confidence is not None:
            yield confidence, link in right


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
