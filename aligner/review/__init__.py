"""Reviewing a corpus in the browser: a store of decisions, a server, a page."""
