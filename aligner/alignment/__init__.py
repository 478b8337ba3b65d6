"""From vectors of sentences to beads, and how sure each of them is."""
