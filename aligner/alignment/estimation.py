"""What a document says about its own habits: how often its beads are of each type, how often sentences stand alone.

The fitted weights hold for text in general. A novel merges sentences and drops few, a press release may lose
paragraphs: one round of expectation maximisation (Dempster, Laird and Rubin 1977) shifts the log scores of bead types
and null beads by the logarithm of how much more often they occur in this document than where the weights were fitted.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aligner.alignment.decoding import Posteriors
from aligner.alignment.parameters import Parameters

_PRIOR_BEADS = 100.0
"""The fitted rates count as so many beads, or sentences, of the document."""


def adapted(parameters: Parameters, found: Posteriors) -> Parameters:
    """Shift the biases of bead types and nulls towards the rates expected under the posteriors `found`."""
    sizes = found.beads[:, 1::2] - found.beads[:, ::2]
    beads = found.probability.sum()
    expected = [found.probability[(sizes == kind).all(axis=1)].sum() for kind in np.array(parameters.types)]
    rates = (np.array(expected) + _PRIOR_BEADS * parameters.rates) / (beads + _PRIOR_BEADS)
    nulls = np.concatenate([found.source_null, found.target_null])
    null_rate = (nulls.sum() + _PRIOR_BEADS * parameters.null_rate) / (len(nulls) + _PRIOR_BEADS)
    return replace(
        parameters,
        biases=(parameters.biases + np.log(rates / parameters.rates)).astype(np.float32),
        null_opening=parameters.null_opening + float(np.log(null_rate / parameters.null_rate)),
    )
