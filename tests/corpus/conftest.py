from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from aligner.alignment.bead import Bead
from aligner.checks.flag import SEVERITIES, Flag
from aligner.checks.kinds import FLAG_KINDS
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import STATUSES, Revision, Segment

SIGNATURE = {
    "signature": "model:tiny|reflow:auto|version:0.1.0",
    "version": "0.1.0",
    "counts": {"segments": 4},
}


@pytest.fixture
def corpus() -> Corpus:
    """Four segments that together show every field: a 1-1, a 2-1 with flags, a 1-0 and a 0-1."""
    return Corpus(
        (
            Segment(
                1,
                Bead(0, 1, 0, 1),
                "The ferry leaves at noon.",
                "Die Fähre legt mittags ab.",
                similarity=0.91234567,
                confidence=0.99996,
                scores={"omission": 0.01, "addition": 0.02, "mistranslation": 0.03},
                source_span=(0, 25),
                target_span=(0, 26),
            ),
            Segment(
                2,
                Bead(1, 3, 1, 2),
                'It takes\u2028"ten"\tminutes. Bring 3 coats.',
                "Sie braucht zehn Minuten.",
                similarity=0.5,
                confidence=0.75,
                flags=(
                    Flag(
                        "number",
                        "accuracy/omission",
                        "major",
                        0.875,
                        (31, 32),
                        None,
                        "'3' has no counterpart.",
                    ),
                    Flag("uncertain", "", "minor", 0.25, None, None, "The alignment is doubtful."),
                ),
                source_span=(26, 64),
                target_span=(27, 52),
                status="edited",
                note="ask\nthe author",
            ),
            Segment(
                3,
                Bead(3, 4, 2, 2),
                "Tickets are sold on board. 🎫",
                "",
                confidence=0.5,
                flags=(
                    Flag(
                        "omission:sentence",
                        "accuracy/omission",
                        "critical",
                        0.5,
                        (0, 28),
                        None,
                        "A sentence is missing.",
                    ),
                ),
                source_span=(65, 93),
            ),
            Segment(
                4,
                Bead(4, 4, 2, 3),
                "",
                "Hunde fahren frei.",
                confidence=0.25,
                target_span=(53, 71),
                status="accepted",
            ),
        ),
        SIGNATURE,
    )


@pytest.fixture(
    params=[
        Segment(1, Bead(0, 1, 0, 1), "carriage\rreturn\r\n", " \tspace\n "),
        Segment(1, Bead(0, 1, 0, 1), "<b>&amp;</b>", "]]><![CDATA[x]]>"),
        Segment(1, Bead(0, 1, 0, 1), "\0\x1b\ud800\uffff", "\u202eabc\u2066\ufeff"),
        Segment(1, Bead(0, 1, 0, 1), "a text whose target was deleted", ""),
        Segment(1, Bead(0, 1, 0, 0), "an omission", "", status="accepted"),
        Segment(1, Bead(0, 1, 0, 0), "an omission that was translated", "later", status="edited"),
        Segment(1, Bead(0, 0, 0, 1), "", "an addition", status="rejected", note="\x0b"),
    ],
    ids=["white space", "markup", "odd characters", "empty target", "omission", "edited omission", "addition"],
)
def hard_segment(request: pytest.FixtureRequest) -> Segment:
    """A segment that is easily spoilt on its way to a file and back."""
    segment: Segment = request.param
    return segment


_SHARES = st.none() | st.integers(0, 10**6).map(lambda millionths: millionths / 10**6)
_SPANS = st.none() | st.tuples(st.integers(0, 99), st.integers(100, 999))
_TEXTS = st.text(max_size=30) | st.text("<>&\"'\r\n\t\0\x1f\x85\u2028\u202e\ud800\ufffe]_x0041 =", max_size=12)
_FLAGS = st.builds(
    lambda name, severity, probability, source_span, target_span, message: Flag(
        name, FLAG_KINDS[name].category, severity, probability, source_span, target_span, message
    ),
    st.sampled_from(sorted(FLAG_KINDS)),
    st.sampled_from(SEVERITIES),
    _SHARES,
    _SPANS,
    _SPANS,
    _TEXTS,
)


_REVISIONS = st.none() | st.builds(
    Revision, st.none() | _TEXTS, st.none() | _TEXTS, st.sampled_from(("", "2026-11-29T10:00:00.000+00:00")), _TEXTS
).map(lambda revision: None if revision == Revision() else revision)


def _in_order(segments: list[Segment]) -> tuple[Segment, ...]:
    """Number the segments, and let the beads, of which only the sizes count, follow one another."""
    source = target = 0
    result = []
    for number, segment in enumerate(segments, 1):
        bead = segment.bead.shifted(source, target)
        source, target = bead.source_end, bead.target_end
        result.append(replace(segment, id=number, bead=bead))
    return tuple(result)


@pytest.fixture(scope="session")
def any_segments() -> st.SearchStrategy[tuple[Segment, ...]]:
    """Segments of any content, with ids from 1."""
    segment = st.builds(
        Segment,
        st.just(1),
        st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any).map(lambda sizes: Bead(0, sizes[0], 0, sizes[1])),
        _TEXTS,
        _TEXTS,
        similarity=_SHARES,
        confidence=_SHARES,
        flags=st.lists(_FLAGS, max_size=3).map(tuple),
        scores=st.none() | st.fixed_dictionaries({"omission": st.just(0.5)}),
        source_span=_SPANS,
        target_span=_SPANS,
        status=st.sampled_from(STATUSES),
        note=_TEXTS,
        revision=_REVISIONS,
        dismissed=st.lists(st.text("0123456789abcdef", min_size=1, max_size=4), max_size=2).map(tuple),
    )
    return st.lists(segment, min_size=1, max_size=4).map(_in_order)
