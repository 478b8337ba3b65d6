"""Reads both sides of a pair at once: says of every word how probably it is wrongly translated or has no counterpart."""
