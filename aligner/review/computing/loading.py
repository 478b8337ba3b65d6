"""Where the model comes from, and which texts it is spared: known before anything that computes is imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aligner.checks.pair import LONGEST_TEXT
from aligner.errors import ModelError

if TYPE_CHECKING:
    from aligner.corpus.segment import Segment
    from aligner.encoding.encoder import TokenEncoder

Load = Callable[[], "TokenEncoder"]


def shipped_model() -> TokenEncoder:
    """Load the model that ships, with the user's cache. Raises ModelError."""
    from aligner.encoding import load_encoder
    from aligner.encoding.encoder import TokenEncoder

    encoder = load_encoder()
    if not isinstance(encoder, TokenEncoder):
        raise ModelError("the model shows no tokens, which the checks need")
    return encoder


def is_endless(segment: Segment) -> bool:
    """Tell whether a text of the segment is too long to be checked while the page waits."""
    return max(len(segment.source), len(segment.target)) > LONGEST_TEXT
