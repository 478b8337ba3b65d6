"""What a document says about its own habits: how often its beads are of each type, how often sentences stand alone.

The fitted weights hold for text in general. A novel merges sentences and drops few, a press release may lose
paragraphs: one round of expectation maximisation (Dempster, Laird and Rubin 1977) shifts the log scores of bead types
and null beads by the logarithm of how much more often they occur in this document than where the weights were fitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, replace

import numpy as np

from aligner.alignment.bead import Bead
from aligner.alignment.decoding import Posteriors
from aligner.alignment.parameters import Parameters
from aligner.alignment.side import Side

_PRIOR_BEADS = 100.0
"""The fitted rates count as so many beads, or sentences, of the document."""
_PRIOR_CHARACTERS = 8000.0
"""The length ratio to expect of the languages counts as so many characters of the document."""
_SURE = 0.9


def adapted(parameters: Parameters, found: Sequence[Posteriors], locked: Sequence[Bead]) -> Parameters:
    """Shift the biases of bead types and nulls towards the rates that are expected in the whole document.

    `found` are the posteriors of its stretches, `locked` the beads that are known to be right.
    """
    bounds = np.array([astuple(bead) for bead in locked], np.int64).reshape(-1, 4)
    certain = np.ones(len(bounds))
    beads = np.concatenate([*(stretch.beads for stretch in found), bounds])
    probability = np.concatenate([*(stretch.probability for stretch in found), certain])
    sizes = beads[:, 1::2] - beads[:, ::2]
    pairs = probability[(sizes > 0).all(axis=1)].sum()
    expected = [probability[(sizes == kind).all(axis=1)].sum() for kind in np.array(parameters.types)]
    rates = (np.array(expected) + _PRIOR_BEADS * parameters.rates) / (pairs + _PRIOR_BEADS)
    alone = sum(stretch.source_null.sum() + stretch.target_null.sum() for stretch in found)
    alone += sizes[(sizes == 0).any(axis=1)].sum()
    sentences = sum(len(stretch.source_null) + len(stretch.target_null) for stretch in found)
    sentences += (bounds[:, 1::2] - bounds[:, ::2]).sum()
    null_rate = (alone + _PRIOR_BEADS * parameters.null_rate) / (sentences + _PRIOR_BEADS)
    return replace(
        parameters,
        biases=(parameters.biases + np.log(rates / parameters.rates)).astype(np.float32),
        null_opening=parameters.null_opening + float(np.log(null_rate / parameters.null_rate)),
    )


def length_ratio_in(stretches: Sequence[tuple[Posteriors, Side, Side]], expected: float) -> float:
    """Find out how many target characters there are for a source character, from the surest 1-1 beads."""
    source, target = _PRIOR_CHARACTERS, expected * _PRIOR_CHARACTERS
    for found, source_side, target_side in stretches:
        beads = found.beads[found.probability > _SURE]
        single = beads[((beads[:, 1::2] - beads[:, ::2]) == 1).all(axis=1)]
        source += float(source_side.lengths[single[:, 0]].sum())
        target += float(target_side.lengths[single[:, 2]].sum())
    return target / source
