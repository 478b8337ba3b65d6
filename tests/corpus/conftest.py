from __future__ import annotations

import pytest

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.segment import Corpus, Segment

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
