"""Segments, and the file formats that hold them."""
