"""The stages in order: from two texts to a corpus, and from a corpus to the same corpus with its errors flagged."""
