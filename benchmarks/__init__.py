"""Measurements of the aligner on data that is not part of it."""
