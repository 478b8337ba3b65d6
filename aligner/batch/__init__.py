"""Many pairs of documents: work that is shared out, written down as it is done, and taken up again after a crash."""
