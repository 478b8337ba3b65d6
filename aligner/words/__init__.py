"""Which words of a text are translations of which words of another, from token states of one pass over the model."""
