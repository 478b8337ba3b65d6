"""Reads both sides of a pair: says how probably each word is translated wrongly, or has no counterpart."""
