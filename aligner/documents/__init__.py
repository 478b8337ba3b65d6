"""Reads documents that are no plain text: a thin module for each format, imported only when a file is of it."""
