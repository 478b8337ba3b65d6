"""Alignments scored against gold: numbers in, numbers out."""
