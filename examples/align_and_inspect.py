"""Align a text with its translation and look at what a reviser should see first.

    python examples/align_and_inspect.py [SOURCE TARGET]

Without arguments it takes the press release in `corpus/`. It shows the public API: `aligner.align` returns a corpus, a
sequence of segments; each has both texts, the similarity of its sides, the probability that the alignment is right, and
flags that say what may be wrong.
"""

import sys
from pathlib import Path

import aligner

PRESS_RELEASE = Path(__file__).parent.parent / "corpus" / "press_release"


def main(source: Path, target: Path) -> None:
    """Print the flagged segments, the least certain first, then a summary."""
    corpus = aligner.align(source, target)
    flagged = [segment for segment in corpus if segment.flags]
    for segment in sorted(flagged, key=lambda segment: segment.confidence or 0.0):
        print(f"segment {segment.id} ({segment.bead.kind}), {segment.confidence:.0%} sure: {segment.evidence}")
        print(f"    source: {segment.source or '-'}")
        print(f"    target: {segment.target or '-'}")
    print(f"{len(flagged)} of {len(corpus)} segments are flagged")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:3]]
    main(*(given or [PRESS_RELEASE / "en.txt", PRESS_RELEASE / "de.txt"]))
